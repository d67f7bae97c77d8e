import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import {
  applyMeasure,
  bareOrder,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  type Runs,
} from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import { DAY_MS } from '../kernel/time.ts';
import { must } from '../runtime.ts';

let server: TestServer;
let market: Runs;
let head: Actor;

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
  head = { kind: 'staff', partyId: await newStaff(market, 'head'), roles: ['head'] };
});
afterAll(() => server[Symbol.asyncDispose]());

const ANA = {
  name: 'Ana Prado',
  mail: 'Ana@Cacashop.example',
  country: 'PT',
  language: 'pt',
  currency: 'EUR',
  roles: ['reviewer'],
};
const visitor = (email: string, userId = email): Actor => ({ kind: 'anonymous', login: { userId, email } });
const accept = (actor: Actor, invitation: string) =>
  server.ask(actor, 'post', '/staff/acceptance', { invitation });

it('an invitation is for one address, once, and in time', async () => {
  const invited = await server.ask(head, 'post', '/staff/invitations', ANA);
  expect(invited.status).toBe(201);
  const { invitation, partyId } = invited.body;
  expect((await accept({ kind: 'anonymous' }, invitation)).status).toBe(403);
  expect((await accept(visitor('mallory@elsewhere.example'), invitation)).body.type).toBe(
    '/problems/invitation-for-another',
  );
  expect((await accept(visitor('ana@cacashop.example'), `${invitation}x`)).status).toBe(404);
  const unproven: Actor = {
    kind: 'anonymous',
    login: { userId: 'u0', email: 'ana@cacashop.example', mailUnverified: true },
  };
  expect((await accept(unproven, invitation)).body.type).toBe('/problems/mail-not-verified');
  const joined = await accept(visitor('ana@cacashop.example', 'u1'), invitation);
  expect(joined).toMatchObject({ status: 200, body: { partyId, roles: ['reviewer'] } });
  expect((await accept(visitor('ana@cacashop.example', 'u2'), invitation)).status).toBe(410);

  const late = await server.ask(head, 'post', '/staff/invitations', { ...ANA, mail: 'rui@cacashop.example' });
  server.pass(8 * DAY_MS);
  expect((await accept(visitor('rui@cacashop.example'), late.body.invitation)).status).toBe(410);
  const { body } = await server.ask(head, 'get', '/staff/load');
  expect(body.staff.find((s: { partyId: string }) => s.partyId === partyId)).toMatchObject({
    name: 'Ana Prado',
    invitedUntil: null,
  });
});

it('bad invitations name the field, and only the head of service invites', async () => {
  const bad = await server.ask(head, 'post', '/staff/invitations', { ...ANA, mail: 'nobody', roles: [] });
  expect(bad.status).toBe(422);
  expect(bad.body.errors.map((e: { field: string }) => e.field)).toEqual(
    expect.arrayContaining(['mail', 'roles']),
  );
  const reviewer: Actor = { kind: 'staff', partyId: await newStaff(market, 'reviewer'), roles: ['reviewer'] };
  expect((await server.ask(reviewer, 'post', '/staff/invitations', ANA)).status).toBe(403);
});

it('skills are those of the rulebook, and count where a case of that skill and language waits', async () => {
  const judge = await newStaff(market, 'investigator');
  const wrong = await server.ask(head, 'put', `/staff/${judge}/skills`, {
    skills: ['juggling'],
    languages: [],
  });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'skills' }] } });
  const seller = await newSeller(market);
  const buyer = await newBuyer(market);
  expect(
    (await server.ask(head, 'put', `/staff/${seller}/skills`, { skills: [], languages: [] })).status,
  ).toBe(404);

  const listingId = await newListing(market, seller);
  const orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
  const representative: Actor = {
    kind: 'staff',
    partyId: await newStaff(market, 'representative'),
    roles: ['representative'],
  };
  const filed = await server.ask({ kind: 'buyer', partyId: buyer }, 'post', '/complaints', {
    kind: 'refusal-to-ship',
    refs: { orderId },
    text: 'It never left.',
    uploads: [],
  });
  await server.ask(representative, 'post', `/complaints/${filed.body.complaintId}/triage`, { kind: 'hear' });

  const before = (await server.ask(head, 'get', '/staff/load')).body.load;
  expect(before).toMatchObject([
    { skill: 'fulfilment', backlog: 1, unassigned: 1, arrived: 1, closed: 0, people: 0 },
  ]);
  const [{ language, forecast }] = before;
  expect(forecast).toMatchObject({ highest: 1, lowest: 0, daysToClear: null });

  const set = await server.ask(head, 'put', `/staff/${judge}/skills`, {
    skills: ['fulfilment', 'fulfilment'],
    languages: [language],
  });
  expect(set.body.skills).toEqual(['fulfilment']);
  expect((await server.ask(head, 'get', '/staff/load')).body.load).toMatchObject([{ people: 1 }]);
});

it('who is barred does not come back as one who judges', async () => {
  const barred = await newBuyer(market, { identity: { mail: 'bad.actor@mail.example' } });
  await applyMeasure(market, barred, 'bar');
  const mail = 'bad.actor+house@mail.example';
  const invited = await server.ask(head, 'post', '/staff/invitations', { ...ANA, mail });
  // Whoever invites may know: it is their colleagues who judged.
  expect(invited).toMatchObject({
    status: 403,
    body: { type: '/problems/linked-to-barred', errors: [{ field: 'mail' }] },
  });
  const before = await server.ask(head, 'post', '/staff/invitations', { ...ANA, mail: 'late@mail.example' });
  const later = await newBuyer(market, { identity: { mail: 'late@mail.example' } });
  await applyMeasure(market, later, 'bar');
  expect((await accept(visitor('late@mail.example'), before.body.invitation)).body.type).toBe(
    '/problems/linked-to-barred',
  );
});
