import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import {
  applyMeasure,
  bareOrder,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  sellerInput,
} from '../../test/people.ts';
import type { Actor, StaffRole } from '../door/actor.ts';
import { type Mark, parties } from '../market/parties/party.ts';
import { orders } from '../market/orders/order.ts';
import { must } from '../runtime.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS, plusMonths } from '../kernel/time.ts';
import { holdLinkedTo } from '../processes/identity-links.ts';
import type { World } from '../processes/world.ts';
import type { IdentityMark } from '../rulebook/trade.ts';
import type { Refusal } from '../kernel/decision.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: TestServer;
const runs = {
  must: <T>(by: string, work: (world: World) => Promise<T | Refusal>) => must(server.market.run(by, work)),
};

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

it('a new seller sees the limits of now, what is used of them, and what ends them', async () => {
  const partyId = await newSeller(runs, {
    identity: { mail: 'new@shops.example' },
    country: 'US',
    currency: 'USD',
  });
  const me: Actor = { kind: 'seller', partyId };
  const { probation } = server.market.book.rulebook.entry;
  const first = await server.ask(me, 'get', '/me/entry');
  expect(first.body).toMatchObject({
    stage: 'probation',
    strict: false,
    limits: {
      openOrdersMax: probation.openOrdersMax,
      orderValueMax: { amountMinor: probation.orderValueMinorMax.USD, currency: 'USD' },
    },
    used: { openOrders: 0, listings: 0 },
    everListed: false,
    unlocks: { missing: ['days', 'identity', 'delivered-orders'], deliveredOrders: 0 },
    identity: { missing: ['legal-name', 'phone', 'address'], beforeSelling: false },
    hasPayoutAccount: false,
  });
  expect(first.body.identity.giveBy).toBeGreaterThan(server.now());

  const listingId = await newListing(runs, partyId, { price: { amountMinor: 900, currency: 'USD' } });
  const buyer = await newBuyer(runs);
  await bareOrder(runs, { seller: partyId, buyer, listingId, delivered: true });
  expect((await server.ask(me, 'get', '/me/entry')).body).toMatchObject({
    used: { listings: 1 },
    everListed: true,
    unlocks: { deliveredOrders: 1 },
  });

  server.pass(server.market.book.rulebook.identity.giveWithinDays * DAY_MS);
  await server.market.sweep();
  const held = await server.ask(me, 'post', '/listings', {
    title: 'A lamp',
    category: 'home',
    price: { amountMinor: 1_000, currency: 'USD' },
    handlingDays: 2,
    stock: 3,
    zones: [{ name: 'US', countries: ['US'], priceMinor: 400, extraItemMinor: 100, transitDays: 3 }],
  });
  expect(held.status).toBe(403);
  const { identity } = await runs.must('test', async (w) => sellerInput(w));
  expect((await server.ask(me, 'put', '/me/identity', identity)).status).toBe(200);
  const after = await server.ask(me, 'get', '/me/entry');
  expect(after.body.identity).toMatchObject({ missing: [], giveBy: null });
  expect(after.body.unlocks.missing).not.toContain('no-hold');
});

it('after a hold that a person ended, the limits are the stricter ones', async () => {
  const barred = await newSeller(runs, { payoutAccount: 'DE02120300000000202051' });
  await applyMeasure(runs, barred, 'bar');
  const partyId = await newSeller(runs, { payoutAccount: 'DE02120300000000202051' });
  const me: Actor = { kind: 'seller', partyId };
  expect((await server.ask(me, 'get', '/me')).body.standing.hold).toMatchObject({
    reason: 'linked-to-barred',
  });
  const head = await newStaff(runs, 'reviewer');
  const reviewed = await server.ask(
    { kind: 'staff', partyId: head, roles: ['reviewer'] },
    'post',
    `/parties/${partyId}/hold/review`,
    { outcome: 'release', why: 'A bookkeeper’s trust account; the papers are in order.' },
  );
  expect(reviewed.status).toBe(200);
  const { strict } = server.market.book.rulebook.entry.probation;
  expect((await server.ask(me, 'get', '/me/entry')).body).toMatchObject({
    strict: true,
    limits: { listingsMax: strict.listingsMax, payoutDelayDays: strict.payoutDelayDays },
  });
});

it('who sells much to a country that wants to know more is asked, told until when and once more, and held if silent', async () => {
  const { salesMin, grossMin, giveWithinDays, lastNoticeDays } =
    server.market.book.rulebook.identity.highVolume;
  const partyId = await newSeller(runs);
  const me: Actor = { kind: 'seller', partyId, confirmedAt: server.now() };
  const unitMinor = Math.ceil((2 * grossMin.amountMinor) / salesMin);
  await sell(partyId, { count: salesMin, country: 'DE', unitMinor });
  await sell(partyId, { count: salesMin - 1, country: 'US', unitMinor });
  expect(await server.market.ask()).toBe(0);
  await sell(partyId, { count: 1, country: 'US', unitMinor });
  expect(await server.market.ask()).toBe(1);
  expect(await server.market.ask()).toBe(0);
  const dueAt = server.now() + giveWithinDays * DAY_MS;
  const entry = async () => (await server.ask(me, 'get', '/me/entry')).body.identity;
  expect(await entry()).toMatchObject({
    missing: ['tax-id', 'bank-account'],
    giveBy: dueAt,
    highVolume: true,
    beforeSelling: false,
  });
  const hold = async () => (await server.ask(me, 'get', '/me')).body.standing.hold;
  server.pass(giveWithinDays * DAY_MS);
  for (let i = 0; i < 2; i++) await server.market.sweep();
  expect(await hold()).toBeNull();
  expect((await entry()).giveBy).toBe(dueAt + lastNoticeDays * DAY_MS);
  expect(await kindsOf(me)).toEqual(['identity-asked', 'identity-asked']);
  server.pass(lastNoticeDays * DAY_MS);
  for (let i = 0; i < 2; i++) await server.market.sweep();
  expect(await hold()).toMatchObject({ reason: 'identity-overdue' });
  expect(await kindsOf(me)).toEqual(['account-held', 'identity-asked', 'identity-asked']);
  const wrong = await server.ask(me, 'put', '/me/identity', { taxId: 'DE136695977' });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'identity.taxId' }] } });
  expect((await server.ask(me, 'put', '/me/identity', { taxId: 'DE136695976' })).status).toBe(200);
  expect(await hold()).not.toBeNull();
  // The hold stops what could empty an account; what ends it stays open.
  const payout = { account: 'DE89370400440532013000' };
  const again: Actor = { ...me, confirmedAt: server.now() };
  expect((await server.ask(again, 'put', '/me/payout-account', payout)).status).toBe(200);
  expect(await hold()).toBeNull();
  expect(await server.market.ask()).toBe(0);
});

it('who sells much certifies every year that what they told is current, and sells on only if they do', async () => {
  const rule = server.market.book.rulebook.identity.highVolume;
  const partyId = await newSeller(runs, { payoutAccount: 'DE02100500000054540402' });
  const me: Actor = { kind: 'seller', partyId };
  expect((await server.ask(me, 'put', '/me/identity', { taxId: 'DE136695976' })).status).toBe(200);
  const unitMinor = Math.ceil((2 * rule.grossMin.amountMinor) / rule.salesMin);
  const { listingId } = await sell(partyId, { count: rule.salesMin, country: 'US', unitMinor });
  expect(await server.market.ask()).toBe(1);
  const entry = async () => (await server.ask(me, 'get', '/me/entry')).body.identity;
  expect(await entry()).toMatchObject({ missing: [], certificate: { asked: null } });
  const certify = (by = me) => server.ask(by, 'post', '/me/identity/certificate', { unchanged: true });
  expect(await certify()).toMatchObject({
    status: 409,
    body: { type: '/problems/certificate-not-asked' },
  });
  const bad = await server.ask(me, 'post', '/me/identity/certificate', { unchanged: false });
  expect(bad).toMatchObject({ status: 422, body: { errors: [{ field: 'unchanged' }] } });

  const yearOn = plusMonths(server.now(), rule.certifyEveryMonths);
  server.pass(yearOn - server.now());
  // The seller of the case before is asked too.
  expect(await server.market.ask()).toBe(2);
  expect(await server.market.ask()).toBe(0);
  const asked = { certifyBy: yearOn + rule.certifyWithinDays * DAY_MS, isLast: false };
  expect((await entry()).certificate.asked).toEqual(asked);
  const hold = async () => (await server.ask(me, 'get', '/me')).body.standing.hold;
  const shown = async () => (await server.ask({ kind: 'anonymous' }, 'get', `/listings/${listingId}`)).status;
  server.pass(rule.certifyWithinDays * DAY_MS);
  for (let i = 0; i < 2; i++) await server.market.sweep();
  expect((await entry()).certificate.asked).toMatchObject({ isLast: true });
  expect([await hold(), await shown()]).toEqual([null, 200]);
  server.pass(rule.lastNoticeDays * DAY_MS);
  for (let i = 0; i < 2; i++) await server.market.sweep();
  expect(await hold()).toMatchObject({ reason: 'identity-overdue' });
  expect(await shown()).toBe(404);
  const told = (await kindsOf(me)).filter((kind) => kind !== 'order-cancelled');
  expect(told).toEqual(['account-held', 'certificate-asked', 'certificate-asked']);
  const reviewer = await newStaff(runs, 'reviewer');
  const seen = await server.ask(
    { kind: 'staff', partyId: reviewer, roles: ['reviewer'] },
    'get',
    `/parties/${partyId}`,
  );
  expect(seen.body.certificate.asked).toEqual({ certifyBy: null, isLast: true });

  expect((await certify()).status).toBe(200);
  expect([await hold(), await shown()]).toEqual([null, 200]);
  expect((await certify()).status).toBe(409);

  // Still one of them by the sales of the 24 months: the next year it is a change that answers.
  server.pass(plusMonths(server.now(), rule.certifyEveryMonths) - server.now());
  await sell(partyId, { count: rule.salesMin, country: 'US', unitMinor });
  expect(await server.market.ask()).toBeGreaterThan(0);
  expect((await entry()).certificate.asked).toMatchObject({ isLast: false });
  expect((await server.ask(me, 'put', '/me/identity', { phone: '+4930555123' })).status).toBe(200);
  expect((await entry()).certificate).toEqual({ from: server.now(), asked: null });
});

async function kindsOf(actor: Actor): Promise<readonly string[]> {
  const { notices } = (await server.ask(actor, 'get', '/me/notices')).body;
  return notices.map((notice: { kind: string }) => notice.kind);
}

/** Paid orders that nothing happens to for years. */
async function sell(
  seller: PartyId,
  {
    count,
    country,
    unitMinor,
  }: { readonly count: number; readonly country: string; readonly unitMinor: number },
) {
  const listingId = await newListing(runs, seller);
  const buyer = await newBuyer(runs);
  return runs.must('test', async ({ unit }) => {
    const at = unit.now;
    for (let i = 0; i < count; i++)
      unit.append(orders, unit.ids.next('ord'), [
        {
          type: 'OrderPlaced',
          at,
          seller,
          buyer,
          shipBy: at + 2_000 * DAY_MS,
          deliverBy: at + 2_009 * DAY_MS,
          currency: 'EUR',
          lines: [{ listingId, quantity: 1, unitMinor }],
          shippingMinor: 0,
          totalMinor: unitMinor,
          country,
          checkout: unit.ids.next<'Checkout'>('chk'),
        },
      ]);
    return { listingId };
  });
}

it('a bar follows the identity through every way of writing it, also after registration', async () => {
  const barred = await newSeller(runs, {
    country: 'FR',
    identity: {
      legalName: 'Jean Lefaux',
      mail: 'jean.lefaux@gmail.com',
      phone: '06 12 34 56 78',
      companyNumber: '732 829 320',
      taxId: 'FR40303265045',
    },
    payoutAccount: 'GB29 NWBK 6016 1331 9268 19',
    loginMail: 'lefaux@bücher.example',
  });
  await applyMeasure(runs, barred, 'bar');
  let count = 0;
  const visitor = (email: string): Actor => ({
    kind: 'anonymous',
    login: { userId: `${email} ${++count}`, email },
  });
  const register = (country: string, more: object, email = `clean${count}@mail.example`) =>
    server.ask(visitor(email), 'post', '/parties', {
      kind: 'seller',
      name: `Shop ${count}`,
      country,
      language: 'fr',
      currency: 'EUR',
      termsVersion: server.market.book.rulebook.terms.version,
      ...more,
    });
  const tricks: readonly (readonly [string, object])[] = [
    ['FR', { identity: { mail: 'JeanLefaux+neu@googlemail.com' } }],
    ['FR', { identity: { phone: '+33 06 12 34 56 78' } }],
    ['DE', { identity: { phone: '0033 (0)6 12345678' } }],
    ['FR', { identity: { companyNumber: '732 829 320 00074' } }],
    ['FR', { identity: { taxId: '303265045' } }],
    ['GB', { payoutAccount: '60-16-13 31926819' }],
  ];
  for (const [country, more] of tricks)
    expect((await register(country, more)).body, JSON.stringify(more)).toMatchObject({ held: true });
  // The address that they sign in with, though they tell another one.
  const told = { identity: { mail: 'quite.another@mail.example' } };
  expect((await register('FR', told, 'lefaux+2@xn--bcher-kva.example')).body).toMatchObject({ held: true });

  // In with clean data, and the rest afterwards.
  const clean = await register('DE', { identity: { mail: 'late@mail.example' } });
  expect(clean.body).toMatchObject({ held: false });
  const late: Actor = { kind: 'seller', partyId: clean.body.partyId };
  expect((await server.ask(late, 'put', '/me/identity', { phone: '+33 (0) 0612345678' })).status).toBe(200);
  expect((await server.ask(late, 'get', '/me/standing')).body).toMatchObject({ word: 'held' });
});

it('nobody shakes off a complaint or what they have not sent by leaving and coming back', async () => {
  const body = { country: 'DE', language: 'de', currency: 'EUR', kind: 'seller', name: 'Gone again' };
  const termsVersion = server.market.book.rulebook.terms.version;
  for (const [i, isComplainedAbout] of [true, false].entries()) {
    const phone = `+49 30 9000${i}`;
    const { identity } = await runs.must('test', async (w) => sellerInput(w));
    const partyId = await newSeller(runs, { identity: { ...identity, phone } });
    const buyer = await newBuyer(runs);
    const listingId = await newListing(runs, partyId);
    const orderId = await bareOrder(runs, {
      seller: partyId,
      buyer,
      listingId,
      delivered: isComplainedAbout,
    });
    if (isComplainedAbout) {
      const complaint = { kind: 'late-shipment', refs: { orderId }, text: 'It came late.' };
      const filed = await server.ask({ kind: 'buyer', partyId: buyer }, 'post', '/complaints', complaint);
      expect(filed.status).toBe(201);
    }
    const me: Actor = { kind: 'seller', partyId };
    const left = await server.ask(me, 'post', '/me/erasure', { confirm: 'erase my account' });
    expect(left).toMatchObject({ status: 200, body: { signInClosed: false } });
    await applyMeasure(runs, partyId, 'bar');
    const email = `back${i}@mail.example`;
    const back = await server.ask(
      { kind: 'anonymous', login: { userId: email, email } },
      'post',
      '/parties',
      {
        ...body,
        termsVersion,
        identity: { phone },
      },
    );
    expect(back.body).toMatchObject({ held: true });
  }
});

describe('marks of the time when less counted as the same', () => {
  let count = 0;
  const register = (country: string, more: object, email = `later${(count += 1)}@mail.example`) =>
    server.ask({ kind: 'anonymous', login: { userId: `u-${email}-${count}`, email } }, 'post', '/parties', {
      kind: 'seller',
      name: 'Shop again',
      country,
      language: 'en',
      currency: 'EUR',
      termsVersion: server.market.book.rulebook.terms.version,
      ...more,
    });

  /** As it registered then: its marks are of the values as they were compared at that time. */
  async function fromThen(...values: readonly (readonly [IdentityMark, string])[]): Promise<PartyId> {
    const id = await newSeller(runs, { identity: {} });
    await runs.must(id, async ({ unit }) => {
      await unit.load(parties, id);
      const at = unit.now;
      for (const [kind, comparable] of values) {
        const value = unit.keep({ party: id, kind, value: comparable });
        const mark: Mark = `${kind}:${unit.commit(kind, comparable)}`;
        unit.append(parties, id, [
          kind === 'bank-account' || kind === 'device'
            ? { type: 'PayoutAccountChanged', at, account: value, mark }
            : { type: 'IdentityGiven', at, field: kind, value, mark },
        ]);
      }
      return {};
    });
    return id;
  }

  it('still match the very same value: a bar is for good', async () => {
    const then: readonly (readonly [IdentityMark, string, string, object, string?])[] = [
      ['mail', 'ann.then+shop@mail.example', 'DE', { identity: { mail: 'Ann.Then+shop@mail.example' } }],
      ['mail', 'then.then@gmail.com', 'DE', {}, 'then.then@gmail.com'],
      ['phone', '+49030555777', 'DE', { identity: { phone: '+49 030 555777' } }],
      ['phone', '+11149301234567', 'US', { identity: { phone: '011 49 30 1234567' } }],
      ['phone', '+5215512345670', 'MX', { identity: { phone: '1 55 1234 5670' } }],
      ['company-number', 'DE:HRB0054321', 'DE', { identity: { companyNumber: 'HRB 0054321' } }],
      ['tax-id', 'FR:40303265045', 'FR', { identity: { taxId: 'FR40303265045' } }],
      ['bank-account', 'GB33BUKB20201555555555', 'GB', { payoutAccount: 'GB33 BUKB 2020 1555 5555 55' }],
    ];
    for (const [kind, comparable, country, more, email] of then) {
      await applyMeasure(runs, await fromThen([kind, comparable]), 'bar');
      expect([comparable, (await register(country, more, email)).body]).toMatchObject([
        comparable,
        { held: true },
      ]);
    }
  });

  it('also for who gives the value later, and for who has it when the bar comes', async () => {
    const old = await fromThen(['mail', 'late+one@mail.example']);
    const before = (await register('DE', { identity: { mail: 'late+one@mail.example' } })).body;
    expect(before.held).toBe(false);
    await runs.must('test', async (world) => {
      const bar = await applyMeasure({ must: (_, work) => work(world) as never }, old, 'bar');
      await holdLinkedTo(world, old, bar);
      return {};
    });
    const later = (await register('DE', {})).body;
    expect(later.held).toBe(false);
    const me: Actor = { kind: 'seller', partyId: later.partyId };
    await server.ask(me, 'put', '/me/identity', { mail: 'late+one@mail.example' });
    for (const { partyId } of [before, later])
      expect((await server.ask({ kind: 'seller', partyId }, 'get', '/me')).body.standing.hold).toMatchObject({
        reason: 'linked-to-barred',
      });
  });

  it('and make no two of one account', async () => {
    const { partiesPerMarkMax } = server.market.book.rulebook.identity;
    await fromThen(['mail', 'many+us@mail.example']);
    for (let n = 1; n < partiesPerMarkMax; n += 1)
      expect((await register('DE', { identity: { mail: 'many+us@mail.example' } })).status).toBe(201);
    expect((await register('DE', { identity: { mail: 'many+us@mail.example' } })).body.type).toBe(
      '/problems/identity-used-too-often',
    );
  });
});

describe('digits that can be read in two ways hold whichever way they were read', () => {
  const phone = (number: string) => ({ identity: { phone: number } });
  const account = (payoutAccount: string) => ({ payoutAccount });

  it.each([
    ['a phone number without the +', 'DE', phone('+49 30 7770001'), phone('49 30 7770001')],
    ['the + that was left out before', 'DE', phone('49307770002'), phone('+49 30 7770002')],
    ['a national number that only looks so', 'PL', phone('+48 48 123 45 67'), phone('48 123 45 67')],
    [
      'the routing number behind the account',
      'US',
      account('021000021 5550001'),
      account('5550001 021000021'),
    ],
    ['the routing number before it', 'US', account('5550002-021000021'), account('021000021-5550002')],
  ])('%s', async (_, country, theirs, mine) => {
    const currency = country === 'US' ? 'USD' : 'EUR';
    await applyMeasure(runs, await newSeller(runs, { country, currency, ...theirs }), 'bar');
    const later = await newSeller(runs, { country, currency, ...mine });
    expect(
      (await server.ask({ kind: 'seller', partyId: later }, 'get', '/me')).body.standing.hold,
    ).toMatchObject({
      reason: 'linked-to-barred',
    });
  });

  it('and strangers stay strangers', async () => {
    const given = [
      ['DE', phone('+49 30 7770003'), phone('030 7770004')],
      ['US', account('021000021 5550003'), account('011401533 5550003')],
      ['US', phone('(305) 555-0001'), phone('(305) 555-0002')],
    ] as const;
    for (const [country, theirs, mine] of given) {
      await applyMeasure(runs, await newSeller(runs, { country, ...theirs }), 'bar');
      const later = await newSeller(runs, { country, ...mine });
      expect(
        (await server.ask({ kind: 'seller', partyId: later }, 'get', '/me')).body.standing.hold,
      ).toBeNull();
    }
  });
});

describe('who was shut out for good comes back only past a person', () => {
  const register = (kind: 'buyer' | 'seller', login: string, more: object) =>
    server.ask({ kind: 'anonymous', login: { userId: login, email: login } }, 'post', '/parties', {
      kind,
      name: 'Somebody New',
      country: 'DE',
      language: 'de',
      currency: 'EUR',
      termsVersion: server.market.book.rulebook.terms.version,
      ...more,
    });
  const staffed = async (role: StaffRole): Promise<Actor> => ({
    kind: 'staff',
    partyId: await newStaff(runs, role),
    roles: [role],
  });

  it.each(['account-closed', 'bar'] as const)(
    'a buyer (%s): buying waits, what is theirs by law does not',
    async (kind) => {
      const phone = kind === 'bar' ? '+49 40 7654321' : '+49 40 7654322';
      const before = await newBuyer(runs, { identity: { phone } });
      await applyMeasure(runs, before, kind);
      const { body } = await register('buyer', `back-${kind}@mail.example`, { identity: { phone } });
      expect(body).toMatchObject({ held: true });
      const me: Actor = { kind: 'buyer', partyId: body.partyId };
      const listingId = await newListing(runs, await newSeller(runs));
      const put = () => server.ask(me, 'put', `/cart/lines/${listingId}`, { quantity: 1 });
      expect(await put()).toMatchObject({ status: 403, body: { because: 'held' } });
      const danger = { kind: 'unsafe', refs: { listingId }, text: 'It burns.', uploads: [] };
      expect((await server.ask(me, 'post', '/complaints', danger)).status).toBe(201);
      for (const path of ['/me', '/me/export', '/me/standing', '/me/notices'])
        expect((await server.ask(me, 'get', path)).status, path).toBe(200);
      const looked = { outcome: 'release', why: 'Another person of the household.' };
      const reviewer = await staffed('reviewer');
      expect(
        (await server.ask(reviewer, 'post', `/parties/${body.partyId}/hold/review`, looked)).status,
      ).toBe(200);
      expect((await put()).status).toBe(200);
    },
  );

  it('a seller whose trading permission was revoked: held under a new name until that is reversed on appeal', async () => {
    const payoutAccount = 'DE02100500000054540402';
    const before = await newSeller(runs, { payoutAccount });
    const listing = await newListing(runs, before);
    const [judge, second, third] = [
      await staffed('investigator'),
      await staffed('reviewer'),
      await staffed('reviewer'),
    ];
    const opened = await server.ask(judge, 'post', '/cases', {
      subject: before,
      violations: ['unsafe-product'],
      priority: 'urgent',
      refs: { listings: [listing] },
    });
    const { caseId } = opened.body;
    const paper = { kind: 'authority-notice', content: PIXEL };
    await server.ask(judge, 'post', `/cases/${caseId}/evidence`, paper);
    const declared = await server.ask(judge, 'post', '/emergencies', {
      about: { caseId },
      emergency: 'authority-order',
      kinds: ['shutdown'],
      reasons: 'Order 12/26.',
    });
    const [shutdown] = declared.body.sanctionIds;
    const agreed = await server.ask(second, 'post', `/sanctions/${shutdown}/approvals`, { reasons: 'Seen.' });
    expect(agreed.body).toMatchObject({ status: 'in-force' });

    const more = { payoutAccount, identity: { legalName: 'Somebody New', phone: '+49 40 5550001' } };
    const { body } = await register('seller', 'new-shop@mail.example', more);
    expect(body).toMatchObject({ held: true });
    const me: Actor = { kind: 'seller', partyId: body.partyId };
    const offer = () => server.ask(me, 'get', '/me/standing');
    expect((await offer()).body.word).toBe('held');

    const owner: Actor = { kind: 'seller', partyId: before };
    const filed = await server.ask(owner, 'post', '/appeals', { caseId, text: 'This is wrong.' });
    const { appealId } = filed.body;
    const decided = await server.ask(third, 'post', `/appeals/${appealId}/decision`, {
      outcome: 'reversed',
      reasons: 'The order was about another shop.',
    });
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    expect((await offer()).body.word).toBe('good');
  });
});
