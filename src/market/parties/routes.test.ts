import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import {
  applyMeasure,
  bareOrder,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  type Runs,
} from '../../../test/people.ts';
import type { Actor, StaffRole } from '../../door/actor.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let market: Runs;
let version: string;
beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
  version = server.market.book.rulebook.terms.version;
});
afterAll(() => server[Symbol.asyncDispose]());

const nobody: Actor = { kind: 'anonymous' };
const login = (userId: string): Actor => ({
  kind: 'anonymous',
  login: { userId, email: `${userId}@mail.example` },
});
const seller = (partyId: PartyId): Actor => ({ kind: 'seller', partyId });
const buyer = (partyId: PartyId): Actor => ({ kind: 'buyer', partyId });
const staff = async (...roles: StaffRole[]): Promise<Actor & { partyId: PartyId }> => ({
  kind: 'staff',
  partyId: await newStaff(market, ...roles),
  roles,
});

let phones = 0;
const registration = (more: object = {}) => ({
  kind: 'seller',
  name: 'Käthe’s Chairs',
  country: 'DE',
  language: 'de',
  currency: 'EUR',
  termsVersion: version,
  identity: {
    legalName: 'Käthe Klein',
    phone: `+49 40 ${(phones += 1) + 100_000}`,
    address: { line1: 'Elbweg 1', postalCode: '20095', city: 'Hamburg', country: 'DE' },
  },
  ...more,
});

describe('registering', () => {
  it('takes a sign-in account, the terms and an identity', async () => {
    expect((await server.ask(nobody, 'post', '/parties', registration())).status).toBe(403);
    const done = await server.ask(login('u-kathe'), 'post', '/parties', registration());
    expect(done).toMatchObject({ status: 201, body: { held: false } });
    const again = await server.ask(login('u-kathe'), 'post', '/parties', registration());
    expect(again).toMatchObject({ status: 409, body: { type: '/problems/login-taken' } });
    const me = await server.ask(seller(done.body.partyId), 'get', '/me');
    expect(me.body).toMatchObject({
      kind: 'seller',
      name: 'Käthe’s Chairs',
      identity: {
        mail: { value: 'u-kathe@mail.example', verified: false },
        address: { value: { city: 'Hamburg' } },
      },
      standing: { word: 'good', stage: 'probation', hold: null },
      terms: { accepted: version, current: version },
    });
  });

  it.each([
    ['termsVersion', { termsVersion: 'old' }],
    ['identity.legalName', { identity: { mail: 'a@b.example', legalName: '…' } }],
    ['identity.taxId', { identity: { legalName: 'A', phone: '+49301', taxId: 'DE1', address: undefined } }],
    ['payoutAccount', { payoutAccount: 'DE00 0000' }],
    ['country', { country: 'Germany' }],
    ['name', { name: 'a\u0000b' }],
    ['name', { name: 'a\ud800b' }],
    ['(whole)', { surprise: 1 }],
  ])('names the field that is wrong: %s', async (field, more) => {
    const body = registration(more);
    if (field === 'identity.taxId')
      Object.assign(body.identity, { address: registration().identity.address });
    const answer = await server.ask(login(`u-${field}`), 'post', '/parties', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });
});

describe('one’s own account', () => {
  it('is changed and read by its owner', async () => {
    const id = await newSeller(market);
    const as = seller(id);
    expect((await server.ask(as, 'patch', '/me', { about: 'Hand-made.' })).status).toBe(200);
    expect((await server.ask(as, 'patch', '/me', {})).status).toBe(422);
    expect((await server.ask(as, 'post', '/me/terms', { version })).status).toBe(200);
    expect((await server.ask(as, 'put', '/me/identity', { phone: '+49 40 777001' })).status).toBe(200);
    const account = { account: 'DE89370400440532013000' };
    const unsure = await server.ask(as, 'put', '/me/payout-account', account);
    expect(unsure).toMatchObject({ status: 403, body: { type: '/problems/second-factor-needed' } });
    const sure = { ...as, confirmedAt: server.now() };
    expect((await server.ask(sure, 'put', '/me/payout-account', account)).status).toBe(200);
    expect(
      (await server.ask(as, 'post', '/me/holidays', { from: '2026-12-24', to: '2026-12-26' })).status,
    ).toBe(201);
    expect(
      (await server.ask(as, 'post', '/me/holidays', { from: '2026-12-26', to: '2026-12-27' })).status,
    ).toBe(409);
    expect(
      (await server.ask(as, 'post', '/me/holidays', { from: '2020-01-01', to: '2020-01-02' })).body.errors[0]
        .field,
    ).toBe('from');
    const { body } = await server.ask(as, 'get', '/me');
    expect(body).toMatchObject({
      about: 'Hand-made.',
      identity: { phone: { value: '+4940777001' } },
      payoutAccount: { account: '…3000', changedAt: server.now() },
      holidays: [{ from: Date.UTC(2026, 11, 24), to: Date.UTC(2026, 11, 26) }],
    });
    expect((await server.ask(nobody, 'get', '/me')).status).toBe(401);
    expect(
      (await server.ask(buyer(await newBuyer(market)), 'put', '/me/payout-account', { account: 'x' })).status,
    ).toBe(403);
  });

  it('a suspended seller can’t move the money’s destination, and reads on', async () => {
    const id = await newSeller(market);
    await applyMeasure(market, id, 'suspension');
    const sure = { ...seller(id), confirmedAt: server.now() };
    const refused = await server.ask(sure, 'put', '/me/payout-account', {
      account: 'DE89370400440532013000',
    });
    expect(refused).toMatchObject({
      status: 403,
      body: { type: '/problems/not-permitted', because: 'suspension' },
    });
    expect((await server.ask(seller(id), 'get', '/me')).body.standing.measures).toHaveLength(1);
    expect((await server.ask(seller(id), 'get', '/me/export')).status).toBe(200);
  });

  it('is exported whole, and then erased', async () => {
    const s = await newSeller(market);
    const b = await newBuyer(market, { name: 'Beate Bach', identity: { mail: 'beate@mail.example' } });
    const listingId = await newListing(market, s);
    await bareOrder(market, { seller: s, buyer: b, listingId, delivered: true });
    await server.ask(buyer(b), 'post', '/conversations', { listingId, text: 'Is it oiled?' });
    const { body } = await server.ask(buyer(b), 'get', '/me/export');
    expect(body.privateValues.map((v: { value: string }) => v.value).toSorted()).toEqual([
      'Beate Bach',
      'Is it oiled?',
      'beate@mail.example',
    ]);
    expect(body.records.order).toHaveLength(1);
    expect(body.records.conversation).toHaveLength(1);

    expect((await server.ask(buyer(b), 'post', '/me/erasure', {})).status).toBe(422);
    const erased = await server.ask(buyer(b), 'post', '/me/erasure', { confirm: 'erase my account' });
    expect(erased.body).toMatchObject({ kept: [{ why: 'retention' }], signInClosed: false });
    const left = await server.market.db.pool.query('select kind from private_value where party = $1', [b]);
    expect(left.rows).toEqual([{ kind: 'person-name' }]);
    const talk = await server.ask(seller(s), 'get', '/conversations');
    expect(talk.body.conversations[0]).toMatchObject({
      buyer: { name: 'Former member' },
      last: { text: null },
    });
  });

  it('takes its sign-in along, with name and address', async () => {
    const account = await server.market.auth.createAccount({
      email: 'gone@mail.example',
      password: 'long enough 1',
      name: 'Gone',
    });
    const id = await newBuyer(market, { login: account.userId });
    const erased = await server.ask(buyer(id), 'post', '/me/erasure', { confirm: 'erase my account' });
    expect(erased.body).toEqual({ kept: [], signInClosed: true });
    const users = await server.market.db.pool.query('select 1 from auth_user where id = $1', [
      account.userId,
    ]);
    expect(users.rowCount).toBe(0);
  });
});

describe('staff', () => {
  it('grant and take roles, never their own', async () => {
    const head = await staff('head');
    const made = await server.ask(head, 'post', '/staff', {
      name: 'New',
      country: 'DE',
      language: 'en',
      currency: 'EUR',
      roles: [],
    });
    const path = `/staff/${made.body.partyId}/roles/reviewer`;
    expect((await server.ask(head, 'put', path)).body.roles).toEqual(['reviewer']);
    expect((await server.ask(head, 'delete', path)).body.roles).toEqual([]);
    expect((await server.ask(head, 'put', `/staff/${head.partyId}/roles/reviewer`)).body.type).toBe(
      '/problems/own-role',
    );
    expect((await server.ask(await staff('reviewer'), 'put', path)).status).toBe(403);
    const list = await server.ask(head, 'get', '/staff');
    expect(list.body.staff).toContainEqual(
      expect.objectContaining({ partyId: made.body.partyId, name: 'New' }),
    );
  });

  it('who judges is for the head to say: an engineer gives and takes the role of engineers alone', async () => {
    const [head, engineer, colleague] = [
      await staff('head'),
      await staff('engineer'),
      await staff('engineer'),
    ];
    const person = { name: 'New', country: 'DE', language: 'en', currency: 'EUR' };
    const needed = { status: 403, body: { type: '/problems/head-needed' } };
    for (const given of ['reviewer', 'head']) {
      const body = { ...person, roles: ['engineer', given] };
      expect(await server.ask(engineer, 'post', '/staff', body)).toMatchObject(needed);
      const path = `/staff/${colleague.partyId}/roles/${given}`;
      expect(await server.ask(engineer, 'put', path)).toMatchObject(needed);
    }
    expect(await server.ask(engineer, 'delete', `/staff/${head.partyId}/roles/head`)).toMatchObject(needed);
    const made = await server.ask(engineer, 'post', '/staff', { ...person, roles: ['engineer'] });
    expect(made.status).toBe(201);
    const path = `/staff/${made.body.partyId}/roles/engineer`;
    expect((await server.ask(engineer, 'delete', path)).body.roles).toEqual([]);
    expect((await server.ask(engineer, 'put', path)).body.roles).toEqual(['engineer']);
  });

  it('whose sign-in account is named are known by its address as well as those who were invited', async () => {
    const head = await staff('head');
    const person = { name: 'Ida', country: 'DE', language: 'en', currency: 'EUR', roles: ['investigator'] };
    const ownMail = { email: 'ida@house.example', password: 'long enough', name: 'Ida' };
    const { userId } = await server.market.auth.createAccount(ownMail);
    const made = await server.ask(head, 'post', '/staff', { ...person, login: userId });
    const ida: Actor = { kind: 'staff', partyId: made.body.partyId, roles: ['investigator'] };
    const shop = await newSeller(market);
    await server.ask(seller(shop), 'put', '/me/identity', { mail: 'ida+shop@house.example' });
    const listing = await newListing(market, shop);
    const opened = await server.ask(ida, 'post', '/cases', {
      subject: shop,
      violations: ['unsafe-product'],
      priority: 'normal',
      refs: { listings: [listing] },
    });
    expect(opened).toMatchObject({ status: 403, body: { type: '/problems/conflict-of-interest' } });

    // Nor do they say that their own shop is who it says, that its goods may be shown, or that it is free again.
    const refused = { status: 403, body: { type: '/problems/conflict-of-interest' } };
    const asHead: Actor = { ...ida, roles: ['head'] };
    const { identity } = (await server.ask(ida, 'get', `/parties/${shop}`)).body;
    const seen = { seen: identity.phone.seen };
    expect(await server.ask(ida, 'post', `/parties/${shop}/identity/phone/judgement`, seen)).toMatchObject(
      refused,
    );
    const doubtful = await server.ask(seller(shop), 'post', '/listings', {
      title: 'Old swastika flag',
      category: 'home',
      price: { amountMinor: 1_000, currency: 'EUR' },
      handlingDays: 2,
      stock: 3,
      zones: [{ name: 'DE', countries: ['DE'], priceMinor: 400, extraItemMinor: 100, transitDays: 3 }],
    });
    expect(doubtful.body, JSON.stringify(doubtful.body)).toMatchObject({ status: 'in-review' });
    const clear = { outcome: 'clear', why: 'For a museum.', edition: doubtful.body.edition };
    expect(await server.ask(ida, 'post', `/goods-reviews/${doubtful.body.id}`, clear)).toMatchObject(refused);
    const account = 'DE02500105170137075030';
    await applyMeasure(market, await newSeller(market, { payoutAccount: account }), 'bar');
    const confirmed: Actor = { kind: 'seller', partyId: shop, confirmedAt: server.now() };
    await server.ask(confirmed, 'put', '/me/payout-account', { account });
    const free = { outcome: 'release', why: 'All is well.' };
    expect(await server.ask(asHead, 'post', `/parties/${shop}/hold/review`, free)).toMatchObject(refused);
    expect((await server.ask(head, 'post', `/parties/${shop}/hold/review`, free)).status).toBe(200);

    const { userId: other } = await server.market.auth.createAccount({
      ...ownMail,
      email: 'bad@house.example',
    });
    const barred = await newBuyer(market, { identity: { mail: 'bad@house.example' } });
    await applyMeasure(market, barred, 'bar');
    expect((await server.ask(head, 'post', '/staff', { ...person, login: other })).body).toMatchObject({
      type: '/problems/linked-to-barred',
      errors: [{ field: 'login' }],
    });
  });

  it('see identity data by role', async () => {
    const id = await newSeller(market);
    const asRepresentative = await server.ask(await staff('representative'), 'get', `/parties/${id}`);
    expect(asRepresentative.body).toMatchObject({
      word: 'good',
      identity: null,
      payoutAccount: null,
      markKinds: ['address', 'mail', 'phone'],
    });
    const asReviewer = await server.ask(await staff('reviewer'), 'get', `/parties/${id}`);
    expect(asReviewer.body.identity.phone.value).toMatch(/^\+49/);
    expect((await server.ask(seller(id), 'get', `/parties/${id}`)).status).toBe(403);
    expect((await server.ask(await staff('reviewer'), 'get', '/parties/pty_nobody')).status).toBe(404);
  });

  it('judge what they saw', async () => {
    const reviewer = await staff('reviewer');
    const id = await newSeller(market);
    const { body } = await server.ask(reviewer, 'get', `/parties/${id}`);
    const judge = (field: string, judgement: object) =>
      server.ask(reviewer, 'post', `/parties/${id}/identity/${field}/judgement`, judgement);
    expect((await judge('phone', { seen: body.identity.phone.seen })).body.verified).toBe(true);
    expect((await judge('mail', { seen: body.identity.phone.seen })).body.type).toBe(
      '/problems/identity-changed',
    );
    expect((await judge('mail', { seen: body.identity.mail.seen, wrong: 'Bounces.' })).body.verified).toBe(
      false,
    );
    const me = await server.ask(seller(id), 'get', '/me');
    expect(me.body.identity.mail.rejected.why).toBe('Bounces.');
  });

  it('a missed correction holds the account once, through the sweeper', async () => {
    const reviewer = await staff('reviewer');
    const id = await newSeller(market);
    const { body } = await server.ask(reviewer, 'get', `/parties/${id}`);
    await server.ask(reviewer, 'post', `/parties/${id}/identity/phone/judgement`, {
      seen: body.identity.phone.seen,
      wrong: 'Dead.',
    });
    server.pass(server.market.book.rulebook.identity.correctWithinDays * DAY_MS);
    // One for this party, and one for the mail of the test above.
    expect(await server.market.sweep()).toBe(2);
    expect(await server.market.sweep()).toBe(0);
    expect((await server.ask(seller(id), 'get', '/me')).body.standing).toMatchObject({
      word: 'held',
      hold: { reason: 'identity-rejected' },
    });
  });

  it('review accounts linked to a barred one; the link names no person to the held', async () => {
    const account = 'DE02120300000000202051';
    const bad = await newSeller(market, { payoutAccount: account });
    await applyMeasure(market, bad, 'bar');
    const made = await server.ask(
      login('u-link'),
      'post',
      '/parties',
      registration({ payoutAccount: account }),
    );
    expect(made.body.held).toBe(true);
    const id = made.body.partyId as PartyId;
    const me = await server.ask(seller(id), 'get', '/me');
    expect(me.body.standing.hold).toMatchObject({ reason: 'linked-to-barred', marks: ['bank-account'] });
    expect(JSON.stringify(me.body)).not.toContain(bad);

    const reviewer = await staff('reviewer');
    const holds = await server.ask(reviewer, 'get', '/holds');
    expect(holds.body.holds.map((h: { partyId: string }) => h.partyId)).toContain(id);
    const asReviewer = await server.ask(reviewer, 'get', `/parties/${id}`);
    expect(asReviewer.body.sharesMarksWith).toContainEqual(
      expect.objectContaining({ partyId: bad, word: 'barred', marks: ['bank-account'] }),
    );
    const found = await server.ask(reviewer, 'get', `/parties?q=${id}`);
    expect(found.body.rows.map((r: { id: string }) => r.id)).toEqual([id]);
    expect((await server.ask(reviewer, 'get', '/parties?q=%25&standing=held')).body.rows).toEqual([]);
    const why = { outcome: 'release', why: 'The account belongs to the landlord of both.' };
    expect((await server.ask(reviewer, 'post', `/parties/${id}/hold/review`, why)).body).toEqual({
      held: false,
    });
    expect((await server.ask(reviewer, 'post', `/parties/${id}/hold/review`, why)).body.type).toBe(
      '/problems/not-held',
    );
  });
});

describe('terms', () => {
  it('are for everybody to read', async () => {
    const { body } = await server.ask(nobody, 'get', '/terms');
    expect(body).toMatchObject({ version, rulebook: { hash: server.market.book.hash } });
    expect(body.clauses.C4.title).toBeTruthy();
  });
});
