import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, StaffRole } from '../src/door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../src/kernel/ids.ts';
import { DAY_MS } from '../src/kernel/time.ts';
import { must } from '../src/runtime.ts';
import { type TestServer, testServer } from './market.ts';
import { newBuyer, newListing, newSeller, newStaff, type Runs } from './people.ts';

let server: TestServer;
let market: Runs;
let head: Actor;
let listingId: ListingId;
let asSeller: Actor & { readonly partyId: PartyId };
let asBuyer: Actor & { readonly partyId: PartyId };

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
  head = { kind: 'staff', partyId: await newStaff(market, 'head'), roles: ['head'] };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  asSeller = { kind: 'seller', partyId: await newSeller(market) };
  asBuyer = { kind: 'buyer', partyId: await newBuyer(market) };
  listingId = await newListing(market, asSeller.partyId);
});

const CONFLICT = { status: 403, body: { type: '/problems/conflict-of-interest' } };

async function post(actor: Actor, path: string, body: object = {}, status = 200) {
  const answer = await server.ask(actor, 'post', path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}

const signedIn = (mail: string): Actor => ({ kind: 'anonymous', login: { userId: mail, email: mail } });

/** Invited by the head and signed in with this address, as everybody of the staff is. */
async function hire(mail: string, ...roles: readonly StaffRole[]): Promise<Actor> {
  const person = { name: mail, mail, country: 'DE', language: 'de', currency: 'EUR', roles };
  const { invitation, partyId } = await post(head, '/staff/invitations', person, 201);
  await post(signedIn(mail), '/staff/acceptance', { invitation });
  return { kind: 'staff', partyId, roles };
}

/** A chair, paid by card and delivered, through the door. */
async function bought(): Promise<OrderId> {
  await server.ask(asBuyer, 'put', `/cart/lines/${listingId}`, { quantity: 1 });
  const address = { name: 'A B', line1: 'Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' };
  const placed = await post(asBuyer, '/checkout', { address, paymentToken: 'ok' }, 201);
  const { orderId } = placed.orders[0];
  await server.market.ports.cashier.capture(placed.checkoutId);
  await post(asSeller, `/orders/${orderId}/shipments`, { carrier: 'DHL' }, 201);
  await post(asBuyer, `/orders/${orderId}/receipt`);
  return orderId;
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const photo = async (actor: Actor) =>
  (await post(actor, '/me/uploads', { kind: 'photo', content: PIXEL }, 201)).uploadId;

describe('whoever acts for a shop as a member of its team', () => {
  it('judges no case about it, until they have left', async () => {
    const mail = 'mia@house.example';
    const mia = await hire(mail, 'investigator');
    const own = 'mia+shop@house.example';
    const member = { name: 'Mia', mail: own, roles: ['messages'] };
    const { invitation, memberId } = await post(asSeller, '/team', member, 201);
    await post(signedIn(own), '/team/acceptance', { invitation });
    const about = {
      subject: asSeller.partyId,
      violations: ['unsafe-product'],
      priority: 'normal',
      refs: { listings: [listingId] },
    };
    expect(await server.ask(mia, 'post', '/cases', about)).toMatchObject(CONFLICT);
    const { caseId } = await post(head, '/cases', about, 201);
    const finding = { violation: 'unsafe-product', result: 'unsubstantiated', reasons: 'All is well.' };
    expect(await server.ask(mia, 'post', `/cases/${caseId}/findings`, finding)).toMatchObject(CONFLICT);
    expect((await server.ask(asSeller, 'delete', `/team/${memberId}`)).status).toBe(200);
    expect((await server.ask(mia, 'post', `/cases/${caseId}/findings`, finding)).body.type).not.toBe(
      CONFLICT.body.type,
    );
  });
});

describe('money', () => {
  it('is given back, or held, by nobody of the staff in an affair of their own', async () => {
    const buying = await hire('rea@house.example', 'representative');
    const selling = await hire('tom@house.example', 'representative');
    await server.ask(asBuyer, 'put', '/me/identity', { mail: 'rea+home@house.example' });
    await server.ask(asSeller, 'put', '/me/identity', { mail: 'tom+shop@house.example' });
    const orderId = await bought();
    const path = `/orders/${orderId}/refunds`;
    expect(await server.ask(buying, 'post', `/orders/${orderId}/non-delivery`)).toMatchObject(CONFLICT);
    const refund = { reason: 'decided-by-platform', amountMinor: 100 };
    expect(await server.ask(buying, 'post', path, refund)).toMatchObject(CONFLICT);
    expect(await server.ask(selling, 'post', path, refund)).toMatchObject(CONFLICT);
    await post(await hire('eve@house.example', 'representative'), path, refund, 201);
  });

  it('and the appeal about a return is judged by another person, not by another account', async () => {
    const first = await hire('kim@house.example', 'representative');
    const again = await hire('kim+2@house.example', 'representative');
    const asked = {
      lines: [{ line: 0, quantity: 1 }],
      reason: 'defective',
      wanted: 'refund',
      text: 'It wobbles.',
    };
    const { returnId } = await post(asBuyer, `/orders/${await bought()}/returns`, asked, 201);
    const no = { answer: 'reject', text: 'It stood firm.', uploads: [await photo(asSeller)] };
    await post(asSeller, `/me/returns/${returnId}/answer`, no);
    await post(asBuyer, `/me/returns/${returnId}/dispute`, { text: 'It does wobble.', uploads: [] });
    server.pass(4 * DAY_MS);
    await server.market.sweep();
    const decided = { outcome: 'for-seller', reasons: 'The picture shows it.' };
    await post(first, `/returns/${returnId}/decision`, decided);
    await post(asBuyer, `/me/returns/${returnId}/appeal`, { text: 'Look again.' });
    const judged = { outcome: 'upheld', reasons: 'Looked at anew.' };
    expect(await server.ask(again, 'post', `/returns/${returnId}/appeal-decision`, judged)).toMatchObject({
      status: 403,
      body: { type: '/problems/second-person-needed' },
    });
    await post(head, `/returns/${returnId}/appeal-decision`, judged);
  });
});

it('a guide is published by another person than its author, not by another account of theirs', async () => {
  const own = await hire('uli@house.example', 'representative');
  await server.ask(asSeller, 'put', '/me/identity', { mail: 'uli+shop@house.example' });
  const target = { kind: 'listing', listingId };
  const text = 'Rub linseed oil into the oak with a soft cloth and let it dry for a day.';
  const guide = { kind: 'care', language: 'en', title: 'Oil the chair', text, target };
  const { guideId } = await post(asSeller, '/guides', guide, 201);
  const { draft } = (await server.ask(own, 'get', `/guide-desk/${guideId}`)).body;
  const publish = { outcome: 'publish', draftAt: draft.at };
  expect(await server.ask(own, 'post', `/guide-desk/${guideId}/review`, publish)).toMatchObject(CONFLICT);
  await post(head, `/guide-desk/${guideId}/review`, publish);
});

describe('the desk', () => {
  const QUESTION = { kind: 'use', subject: 'Oiling the chair', text: 'How often do I oil it?' };
  const ask = async (by: Actor, more: object = {}) =>
    (await post(by, '/tickets', { ...QUESTION, ...more }, 201)).ticketId as string;
  const answered = { text: 'Twice a year.', then: 'solve', cause: 'answered', seen: 1 };

  it('is served by nobody in an affair of their own: what they ask, or what is asked about their shop', async () => {
    const asking = await hire('ola@house.example', 'representative');
    const selling = await hire('pia@house.example', 'representative', 'head');
    await server.ask(asBuyer, 'put', '/me/identity', { mail: 'ola+home@house.example' });
    await server.ask(asSeller, 'put', '/me/identity', { mail: 'pia+shop@house.example' });
    const orderId = await bought();
    const about = await ask(asBuyer, { refs: { orderId } });
    const goods = await ask({ kind: 'buyer', partyId: await newBuyer(market) }, { refs: { listingId } });
    const other = await hire('quentin@house.example', 'representative');
    for (const [by, ticketId] of [
      [asking, about],
      [selling, about],
      [selling, goods],
    ] as const) {
      const path = `/desk/tickets/${ticketId}`;
      expect(await server.ask(by, 'post', `${path}/assignment`, {})).toMatchObject(CONFLICT);
      expect(await server.ask(by, 'post', `${path}/assignment`, { to: 'best' })).toMatchObject(CONFLICT);
      expect(await server.ask(by, 'post', `${path}/answers`, answered)).toMatchObject(CONFLICT);
      expect(await server.ask(by, 'put', `${path}/kind`, { kind: 'repair' })).toMatchObject(CONFLICT);
      expect(await server.ask(by, 'post', `${path}/solution`, { cause: 'answered' })).toMatchObject(CONFLICT);
      const to = 'partyId' in by ? by.partyId : '';
      expect(await server.ask(other, 'post', `${path}/assignment`, { to })).toMatchObject({
        status: 403,
        body: { type: '/problems/conflict-of-interest', errors: [{ field: 'to' }] },
      });
    }
    const wanted = {
      lines: [{ line: 0, quantity: 1 }],
      reason: 'defective',
      wanted: 'refund',
      text: 'It wobbles.',
    };
    for (const by of [asking, selling])
      expect(await server.ask(by, 'post', `/desk/tickets/${about}/returns`, wanted)).toMatchObject(CONFLICT);
    // Whoever only buys the same goods, or asks something else, is another person: others are served by them as ever.
    await post(asking, `/desk/tickets/${goods}/answers`, answered, 201);
    await post(other, `/desk/tickets/${about}/returns`, wanted, 201);
    await post(other, `/desk/tickets/${about}/answers`, answered, 201);
  });

  it('passes by what is their own, and gives the best of the others what is nobody’s own', async () => {
    const own = await hire('rio@house.example', 'representative');
    await server.ask(asBuyer, 'put', '/me/identity', { mail: 'rio+home@house.example' });
    // Nobody else has these at hand: what others have asked before is out of the way.
    const skilled = await server.ask(head, 'put', `/staff/${'partyId' in own ? own.partyId : ''}/skills`, {
      skills: [],
      languages: ['pt'],
    });
    expect(skilled.status, JSON.stringify(skilled.body)).toBe(200);
    const mine = await ask(asBuyer, { language: 'pt' });
    server.pass(1_000);
    const theirs = await ask(
      { kind: 'buyer', partyId: await newBuyer(market, { language: 'pt' }) },
      { language: 'pt' },
    );
    expect(await post(own, '/desk/next')).toEqual({ ticketId: theirs });
    expect(await post(own, '/desk/next')).toEqual({ ticketId: null });
    expect(
      (await server.ask(head, 'post', `/desk/tickets/${mine}/assignment`, { to: 'best' })).body.type,
    ).toBe('/problems/nobody-fits');
  });

  it('takes back what somebody has in whose affair it turns out to be', async () => {
    const late = await hire('sam@house.example', 'representative');
    const ticketId = await ask(asBuyer);
    await post(late, `/desk/tickets/${ticketId}/assignment`);
    await server.ask(asBuyer, 'put', '/me/identity', { mail: 'sam+home@house.example' });
    expect(await server.ask(late, 'post', `/desk/tickets/${ticketId}/answers`, answered)).toMatchObject(
      CONFLICT,
    );
    await post(late, `/desk/tickets/${ticketId}/release`);
    await post(head, `/desk/tickets/${ticketId}/answers`, answered, 201);
  });
});
