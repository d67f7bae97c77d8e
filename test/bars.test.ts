/** What a bar reaches beyond the account itself, and what its end gives back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffRole } from '../src/door/actor.ts';
import type { ListingId, PartyId, SanctionId } from '../src/kernel/ids.ts';
import { must } from '../src/runtime.ts';
import { type TestServer, testServer } from './market.ts';
import { newBuyer, newListing, newSeller, newStaff, type Runs } from './people.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: TestServer;
let runs: Runs;
let head: Actor;
let judge: Actor;
let second: Actor;

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  [head, judge, second] = [await staffed('head'), await staffed('investigator'), await staffed('reviewer')];
});
afterAll(() => server[Symbol.asyncDispose]());

async function staffed(...roles: readonly StaffRole[]): Promise<Actor> {
  return { kind: 'staff', partyId: await newStaff(runs, ...roles), roles };
}

async function post(actor: Actor, path: string, body: object = {}, status = 200) {
  const answer = await server.ask(actor, 'post', path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}

/** Invited by the head and signed in with this address, as everybody of the staff is. */
async function hire(mail: string, ...roles: readonly StaffRole[]): Promise<Actor & { partyId: PartyId }> {
  const person = { name: mail, mail, country: 'DE', language: 'de', currency: 'EUR', roles };
  const { invitation, partyId } = await post(head, '/staff/invitations', person, 201);
  const visitor: Actor = { kind: 'anonymous', login: { userId: mail, email: mail } };
  await post(visitor, '/staff/acceptance', { invitation });
  return { kind: 'staff', partyId, roles };
}

async function sellerWith(identity: object): Promise<PartyId> {
  const partyId = await newSeller(runs);
  const given = await server.ask({ kind: 'seller', partyId }, 'put', '/me/identity', identity);
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  return partyId;
}

/** By order of an authority: one declares it, another agrees. */
async function sanctioned(
  subject: PartyId,
  kind: 'bar' | 'shutdown' | 'suspension',
  listing?: ListingId,
): Promise<SanctionId> {
  listing ??= await newListing(runs, subject);
  const about = {
    subject,
    violations: ['unsafe-product'],
    priority: 'urgent',
    refs: { listings: [listing] },
  };
  const { caseId } = await post(judge, '/cases', about, 201);
  await post(judge, `/cases/${caseId}/evidence`, { kind: 'authority-notice', content: PIXEL }, 201);
  const order = { about: { caseId }, emergency: 'authority-order', kinds: [kind], reasons: 'Order 12/26.' };
  const { sanctionIds } = await post(judge, '/emergencies', order, 201);
  if (kind !== 'suspension') {
    const agreed = await post(second, `/sanctions/${sanctionIds[0]}/approvals`, { reasons: 'Seen.' });
    expect(agreed).toMatchObject({ status: 'in-force' });
  }
  return sanctionIds[0];
}

const lift = (sanctionId: SanctionId) =>
  post(head, `/sanctions/${sanctionId}/lifting`, { reasons: 'Mistaken.' });

const AT_REST = { status: 403, body: { type: '/problems/roles-at-rest', because: 'linked-to-barred' } };

describe('roles of the staff', () => {
  it('rest while an account of the same person is barred, and are theirs again when the bar ends', async () => {
    const own = await hire('ida@house.example', 'reviewer', 'investigator');
    const shop = await sellerWith({ mail: 'ida+shop@house.example' });
    const about = {
      subject: await newSeller(runs),
      violations: ['unsafe-product'],
      priority: 'normal',
      refs: {},
    };
    expect((await server.ask(own, 'get', '/cases')).status).toBe(200);
    const bar = await sanctioned(shop, 'bar');
    expect(await server.ask(own, 'get', '/cases')).toMatchObject(AT_REST);
    expect(await server.ask(own, 'post', '/cases', about)).toMatchObject(AT_REST);
    expect((await server.ask(own, 'get', '/cases')).body.detail).toMatch(/barred/);
    // What is their own, and everybody's, stays open, and says why.
    expect((await server.ask(own, 'get', '/me')).body).toMatchObject({
      roles: ['reviewer', 'investigator'],
      standing: { hold: { reason: 'linked-to-barred', marks: ['mail'] } },
    });
    expect((await server.ask(own, 'get', '/terms')).status).toBe(200);
    expect((await server.ask(own, 'get', '/me/export')).status).toBe(200);
    await lift(bar);
    expect((await server.ask(own, 'get', '/cases')).status).toBe(200);
  });

  it('are kept where another person, a head of service, has looked; it is on record', async () => {
    const own = await hire('leo@house.example', 'representative', 'head');
    const again = await hire('leo+2@house.example', 'head');
    const colleague = await staffed('reviewer');
    await sanctioned(await sellerWith({ mail: 'leo@house.example' }), 'bar');
    const path = `/parties/${own.partyId}/hold/review`;
    const release = { outcome: 'release', why: 'The shop was that of a cousin.' };
    // Not themselves, under whichever account, and no colleague who is none of the heads.
    for (const one of [own, again])
      expect(await server.ask(one, 'post', path, release)).toMatchObject(AT_REST);
    expect(await server.ask(colleague, 'post', path, release)).toMatchObject({
      status: 403,
      body: { type: '/problems/head-needed' },
    });
    const waiting = (await server.ask(head, 'get', '/holds?limit=100')).body.holds;
    expect(waiting).toContainEqual(expect.objectContaining({ partyId: own.partyId, kind: 'staff' }));
    expect(await post(head, path, { outcome: 'keep', why: 'To be asked first.' })).toEqual({ held: true });
    expect(await server.ask(own, 'get', '/desk/tickets')).toMatchObject(AT_REST);
    expect(await post(head, path, release)).toEqual({ held: false });
    expect((await server.ask(own, 'get', '/desk/tickets')).status).toBe(200);
    const log = await server.market.db.pool.query<{ type: string; by: string }>(
      `select type, by from log_entry where stream = $1 and type in ('HoldReviewed', 'HoldReleased') order by id`,
      [own.partyId],
    );
    const by = 'partyId' in head ? head.partyId : '';
    expect(log.rows).toEqual([
      { type: 'HoldReviewed', by },
      { type: 'HoldReviewed', by },
      { type: 'HoldReleased', by },
    ]);
  });

  it('do not rest for what bars nobody, nor for the bar of somebody else', async () => {
    const own = await hire('noa@house.example', 'representative');
    const suspended = await sellerWith({ mail: 'noa@house.example' });
    const listing = await newListing(runs, suspended);
    await sanctioned(suspended, 'suspension', listing);
    await sanctioned(suspended, 'shutdown', listing);
    await sanctioned(await sellerWith({ mail: 'noah@house.example' }), 'bar');
    expect((await server.ask(own, 'get', '/desk/tickets')).status).toBe(200);
  });

  it('nobody is given a ticket whose roles rest', async () => {
    const own = await hire('kai@house.example', 'representative');
    const buyer = await newBuyer(runs);
    const asked = { kind: 'use', subject: 'Oiling the chair', text: 'How often do I oil it?' };
    const ticket = await post({ kind: 'buyer', partyId: buyer }, '/tickets', asked, 201);
    await sanctioned(await sellerWith({ mail: 'kai@house.example' }), 'bar');
    const path = `/desk/tickets/${ticket.ticketId}/assignment`;
    expect((await server.ask(head, 'post', path, { to: own.partyId })).status).toBe(404);
  });
});

describe('the end of a bar while a shutdown stands', () => {
  const heldBy = async (kind: 'seller' | 'buyer', partyId: PartyId) =>
    (await server.ask({ kind, partyId }, 'get', '/me')).body.standing.hold?.reason ?? null;
  const HELD = 'linked-to-barred';

  it('frees those whom the bar alone held: a shutdown holds no account that was there before it', async () => {
    const mail = 'twin@mail.example';
    const shop = await sellerWith({ mail });
    const listing = await newListing(runs, shop);
    const [before, colleague] = [
      await newBuyer(runs, { identity: { mail } }),
      await hire(mail, 'representative'),
    ];
    await sanctioned(shop, 'shutdown', listing);
    expect(await heldBy('buyer', before)).toBeNull();
    const since = await newSeller(runs, { identity: { mail } });
    expect(await heldBy('seller', since)).toBe(HELD);
    const bar = await sanctioned(shop, 'bar', listing);
    for (const held of [since, before]) expect(await heldBy('seller', held)).toBe(HELD);
    // Whose account that was is told to nobody, also not by what is kept about them.
    const { body } = await server.ask({ kind: 'seller', partyId: since }, 'get', '/me/export');
    expect(body.standing.hold.links).toEqual([{ marks: ['mail'] }]);
    expect(JSON.stringify(body)).not.toContain(shop);
    expect(await server.ask(colleague, 'get', '/desk/tickets')).toMatchObject(AT_REST);

    await lift(bar);
    expect((await server.ask({ kind: 'seller', partyId: shop }, 'get', '/me')).body.standing.word).toBe(
      'stopped',
    );
    expect(await heldBy('buyer', before)).toBeNull();
    expect((await server.ask(colleague, 'get', '/desk/tickets')).status).toBe(200);
    // Opened since somebody with these marks was shut out: still to be looked at.
    expect(await heldBy('seller', since)).toBe(HELD);
  });

  it('and keeps those held who are linked to another, or were opened under both', async () => {
    const [mail, phone] = ['both@mail.example', '+49 30 717171'];
    const shop = await sellerWith({ mail });
    const listing = await newListing(runs, shop);
    const other = await sellerWith({ phone });
    const before = await newSeller(runs, { identity: { mail, phone } });
    const bar = await sanctioned(shop, 'bar', listing);
    const early = await newSeller(runs, { identity: { mail } });
    await sanctioned(other, 'bar');
    await sanctioned(shop, 'shutdown', listing);
    const late = await newSeller(runs, { identity: { mail } });
    await lift(bar);
    expect(await heldBy('seller', early)).toBeNull();
    for (const held of [before, late]) expect(await heldBy('seller', held)).toBe(HELD);
  });
});
