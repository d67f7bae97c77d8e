import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyMeasure,
  bareOrder,
  buyerInput,
  CHAIR,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  sellerInput,
} from '../../test/people.ts';
import { TestMarket } from '../../test/worlds.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { type IdentityField, parties, type Party } from '../market/parties/party.ts';
import { permits } from '../standing/permits.ts';
import { standings } from '../standing/standing.ts';
import {
  acceptTerms,
  changePayoutAccount,
  changeProfile,
  changeRole,
  declareHoliday,
  expireParty,
  giveIdentity,
  judgeIdentity,
} from './change-party.ts';
import { holdLinkedTo, reviewHold } from './identity-links.ts';
import { publishListing } from './publish-listing.ts';
import {
  registerOutsideParty,
  registerParty,
  registerStaff,
  type RegisterPartyInput,
} from './register-party.ts';
import { notices } from '../transparency/notice.ts';
import { reviewStage } from './review-stage.ts';

let market: TestMarket;
beforeEach(() => {
  market = new TestMarket();
});

const party = (id: PartyId) =>
  market.run('test', async ({ unit }) => (await unit.load(parties, id)) as Party);
const standing = (id: PartyId) => market.run('test', ({ unit }) => unit.load(standings, id));
const told = async (id: PartyId) =>
  (await market.run('test', ({ unit }) => unit.find(notices, { addressee: id }))).map(
    ({ state }) => state.body,
  );
const register = (more: Partial<RegisterPartyInput> = {}) =>
  market.run('test', (w) => registerParty(w, sellerInput(w, more)));
const identityOf = (more: object) => market.run('x', async (w) => ({ ...sellerInput(w).identity, ...more }));
const IBAN = 'DE89 3704 0044 0532 0130 00';

describe('registration', () => {
  it('opens party and standing together; private values are outside the log', async () => {
    const id = await newSeller(market, { payoutAccount: IBAN, about: 'Chairs', login: 'u1' });
    expect(await party(id)).toMatchObject({
      kind: 'seller',
      about: 'Chairs',
      login: 'u1',
      terms: [{ version: market.book.rulebook.terms.version }],
    });
    expect(await standing(id)).toMatchObject({ stage: 'probation', hold: null });
    const log = JSON.stringify(market.store.entries);
    for (const secret of ['Owner', '@shops.example', 'Hauptstr', '0532013000', '+4930'])
      expect(log).not.toContain(secret);
    const kinds = [...market.store.privateValues.values()].map((v) => v.kind).toSorted();
    expect(kinds).toEqual(['address', 'bank-account', 'legal-name', 'mail', 'phone']);
  });

  it('a buyer needs no identity and is established at once', async () => {
    const id = await newBuyer(market, { identity: {} });
    expect(await standing(id)).toMatchObject({ kind: 'buyer', stage: 'established' });
    expect(JSON.stringify(await party(id))).not.toContain('Buyer');
  });

  it('nobody registers under old terms', async () => {
    expect(await register({ termsVersion: 'old' })).toMatchObject({
      refused: 'terms-outdated',
      field: 'termsVersion',
    });
    expect(market.store.entries).toEqual([]);
  });

  it('a seller may say later who they are, and not for ever: then the account is held until they do', async () => {
    const { giveWithinDays } = market.book.rulebook.identity;
    const { partyId: id } = await market.must('test', async (w) =>
      registerParty(w, sellerInput(w, { country: 'US', identity: { mail: 'a@b.example' } })),
    );
    const giveBy = market.now + giveWithinDays * DAY_MS;
    expect((await party(id)).asked).toEqual({ fields: ['legal-name', 'phone', 'address'], giveBy });
    // Elsewhere trade may begin at once; in the EU nothing is offered by the unknown (DSA art. 30).
    await newListing(market, id, { price: { amountMinor: 900, currency: 'EUR' } });

    market.pass(giveWithinDays * DAY_MS);
    await market.must('system', (w) => expireParty(w, id, async () => {}));
    expect((await standing(id))?.hold?.reason).toBe('identity-overdue');
    expect(await market.run('system', (w) => expireParty(w, id, async () => {}))).toMatchObject({
      refused: 'not-due',
    });
    const full = (await market.run('test', async (w) => sellerInput(w))).identity;
    const { phone, ...some } = full;
    await market.must(id, (w) => giveIdentity(w, { partyId: id, identity: some }));
    expect((await standing(id))?.hold).not.toBeNull();
    await market.must(id, (w) => giveIdentity(w, { partyId: id, identity: { phone } }));
    expect(await standing(id)).toMatchObject({ hold: null });
    expect((await standing(id))?.heldBefore).toBeUndefined();
    expect((await party(id)).asked).toBeNull();
  });

  it('in the EU a seller says who they are before the first listing', async () => {
    const identity = { mail: 'a@b.example' };
    const id = await newSeller(market, { identity });
    const publish = () => market.run(id, (w) => publishListing(w, { seller: id, content: CHAIR, stock: 1 }));
    expect(await publish()).toMatchObject({
      refused: 'identity-missing',
      facts: { missing: 'legal-name phone address' },
    });
    const full = (await market.run('test', async (w) => sellerInput(w))).identity;
    await market.must(id, (w) => giveIdentity(w, { partyId: id, identity: full }));
    expect(await publish()).not.toHaveProperty('refused');
  });

  it('data that come late with a mark of a barred party leave the account held', async () => {
    const barred = await newSeller(market, { identity: await identityOf({ phone: '+49 30 777777' }) });
    await applyMeasure(market, barred, 'bar');
    const id = await newSeller(market, { identity: { mail: 'c@b.example' } });
    market.pass(market.book.rulebook.identity.giveWithinDays * DAY_MS);
    await market.must('system', (w) => expireParty(w, id, async () => {}));
    const identity = await identityOf({ phone: '+49 30 777777' });
    await market.must(id, (w) => giveIdentity(w, { partyId: id, identity }));
    expect((await standing(id))?.hold?.reason).toBe('linked-to-barred');
  });

  it('malformed data name the field', async () => {
    const base = await market.run('test', async (w) => sellerInput(w));
    expect(await register({ identity: { ...base.identity, phone: 'x' } })).toMatchObject({
      refused: 'identity-malformed',
      field: 'identity.phone',
    });
    expect(await register({ payoutAccount: 'DE00' })).toMatchObject({ field: 'payoutAccount' });
    const buyer = await market.run('test', (w) => registerParty(w, buyerInput(w, { payoutAccount: IBAN })));
    expect(buyer).toMatchObject({ refused: 'not-a-seller', field: 'payoutAccount' });
    expect(market.store.privateValues.size).toBe(0);
  });

  it('a sign-in account has one party, staff included', async () => {
    await newSeller(market, { login: 'u1' });
    expect(await register({ login: 'u1' })).toMatchObject({ refused: 'login-taken' });
    const staff = {
      name: 'S',
      country: 'DE',
      language: 'en',
      currency: 'EUR',
      roles: [],
      login: 'u1',
    } as const;
    expect(await market.run('x', (w) => registerStaff(w, staff))).toMatchObject({ refused: 'login-taken' });
  });

  it('one phone is not on any number of accounts', async () => {
    const { partiesPerMarkMax } = market.book.rulebook.identity;
    for (let i = 0; i < partiesPerMarkMax; i++)
      await newBuyer(market, { identity: { phone: '+4930777777' } });
    expect(
      await market.run('x', (w) => registerParty(w, buyerInput(w, { identity: { phone: '030 777777' } }))),
    ).toMatchObject({
      refused: 'identity-used-too-often',
      facts: { kind: 'phone' },
    });
    // A crowd behind one device or address is a library.
    for (let i = 0; i < partiesPerMarkMax + 2; i++)
      await newBuyer(market, { identity: {}, device: 'library' });
  });

  it('a party of an outside shop is found again by its own number', async () => {
    const input = {
      kind: 'seller',
      source: 'olist',
      ref: 'abcdef0123',
      country: 'BR',
      language: 'pt',
      currency: 'BRL',
    } as const;
    const first = await market.run('x', (w) => registerOutsideParty(w, input));
    const second = await market.run('x', (w) => registerOutsideParty(w, input));
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(second.partyId).toBe(first.partyId);
    expect((await party(first.partyId)).name).toEqual({ shop: 'olist seller abcdef01' });
    // What all of a shop's numbers begin with tells nobody apart.
    const third = await market.run('x', (w) =>
      registerOutsideParty(w, { ...input, ref: 'seller-fedcba9876' }),
    );
    expect((await party(third.partyId)).name).toEqual({ shop: 'olist seller fedcba98' });
  });
});

describe('links to barred parties', () => {
  const barredSeller = async (more: Partial<RegisterPartyInput>) => {
    const id = await newSeller(market, more);
    await applyMeasure(market, id, 'bar');
    return id;
  };
  const address = { line1: 'Ringstraße 5', postalCode: '04103', city: 'Leipzig', country: 'DE' };
  it.each([
    ['bank-account', { payoutAccount: IBAN }, { payoutAccount: 'de89370400440532013000' }],
    ['tax-id', { taxId: 'DE136695976' }, { taxId: '136 695 976' }],
    ['mail', { mail: 'Bad@Shops.example' }, { mail: 'bad@shops.example' }],
    ['phone', { phone: '+49 30 999999' }, { phone: '030 999 999' }],
    ['company-number', { companyNumber: 'HRB 99' }, { companyNumber: 'hrb99' }],
  ])('a shared %s holds the new account for review', async (kind, theirs, mine) => {
    const input = async (values: Partial<Record<string, string>>): Promise<Partial<RegisterPartyInput>> =>
      values['payoutAccount'] === undefined
        ? { identity: await identityOf(values) }
        : { payoutAccount: values['payoutAccount'] };
    const barred = await barredSeller(await input(theirs));
    const result = await register(await input(mine));
    expect(result).toMatchObject({ held: true });
    const id = (result as { partyId: PartyId }).partyId;
    const held = await standing(id);
    expect(held?.hold).toMatchObject({
      reason: 'linked-to-barred',
      links: [{ party: barred, marks: [kind] }],
    });
    expect(permits(held, 'listing.publish', market.now)).toMatchObject({ allowed: false, because: 'held' });
    expect(permits(held, 'checkout', market.now).allowed).toBe(true);
  });

  it('a shared address and device alone hold nobody', async () => {
    await barredSeller({ identity: await identityOf({ address }), device: 'tablet' });
    expect(await register({ identity: await identityOf({ address }), device: 'tablet' })).toMatchObject({
      held: false,
    });
  });

  it('a suspended party is not a barred one', async () => {
    const id = await newSeller(market, { payoutAccount: IBAN });
    await applyMeasure(market, id, 'suspension');
    expect(await register({ payoutAccount: IBAN })).toMatchObject({ held: false });
  });

  it('a later change is looked at as well, and a release holds for the same match', async () => {
    await barredSeller({ payoutAccount: IBAN });
    const id = await newSeller(market);
    await market.must(id, (w) => changePayoutAccount(w, { partyId: id, account: IBAN }));
    expect((await standing(id))?.hold?.reason).toBe('linked-to-barred');
    expect((await party(id)).payoutAccount?.changedAt).toBe(market.now);

    const by = await newStaff(market, 'reviewer');
    const review = (outcome: 'keep' | 'release') =>
      market.run(by, (w) =>
        reviewHold(w, { partyId: id, by, asHead: false, outcome, why: 'Looked at both.' }),
      );
    expect(await review('keep')).toEqual({ held: true });
    expect(await review('release')).toEqual({ held: false });
    expect(await review('release')).toMatchObject({ refused: 'not-held' });
    // Told once that it is held, also if looked at twice, and that it is free; never whom it is linked to.
    expect(await told(id)).toEqual([
      { kind: 'account-held', reason: 'linked-to-barred' },
      { kind: 'account-released', reason: 'linked-to-barred' },
    ]);
    expect((await standing(id))?.hold).toBeNull();
    expect((await party(id)).holdReviewed).toMatchObject({ by, outcome: 'release' });
    await market.must(id, (w) => changePayoutAccount(w, { partyId: id, account: IBAN }));
    await market.must(id, (w) => changeProfile(w, { partyId: id, about: 'Still here' }));
    expect((await standing(id))?.hold).toBeNull();
  });

  it('links that come to light later are added: the end of one bar frees nobody who is linked to another', async () => {
    const [first, second] = [
      await barredSeller({ payoutAccount: IBAN }),
      await barredSeller({ identity: await identityOf({ phone: '+49 30 424242' }) }),
    ];
    const { partyId } = (await register({ payoutAccount: IBAN })) as { partyId: PartyId };
    const identity = await identityOf({ phone: '+49 30 424242' });
    await market.must(partyId, (w) => giveIdentity(w, { partyId, identity }));
    expect((await standing(partyId))?.hold?.links.map((l) => l.party)).toEqual([first, second]);
  });

  it('nobody reviews their own hold', async () => {
    await barredSeller({ payoutAccount: IBAN });
    const { partyId } = (await register({ payoutAccount: IBAN })) as { partyId: PartyId };
    expect(
      await market.run(partyId, (w) =>
        reviewHold(w, { partyId, by: partyId, asHead: false, outcome: 'release', why: 'me' }),
      ),
    ).toMatchObject({ refused: 'forbidden' });
  });

  it('a bar also reaches the accounts that exist already', async () => {
    const twin = await newBuyer(market, { identity: { phone: '+49 30 888888' } });
    const id = await newSeller(market, { identity: await identityOf({ phone: '+49 30 888888' }) });
    const bar = await applyMeasure(market, id, 'bar');
    expect(await market.run('x', (w) => holdLinkedTo(w, id, bar))).toEqual([twin]);
    expect((await standing(twin))?.hold?.links).toEqual([{ party: id, marks: ['phone'], by: [bar] }]);
  });
});

describe('identity, from given to verified', () => {
  const judge = async (id: PartyId, by: PartyId, field: IdentityField, wrong?: string) => {
    const seen = (await party(id)).identity[field]?.value;
    if (!seen) throw new Error(`${field} not given`);
    return market.run(by, (w) => judgeIdentity(w, { partyId: id, by, field, seen, wrong }));
  };

  it('data found wrong hold the account when the time is up, until they are right', async () => {
    const by = await newStaff(market, 'reviewer');
    const id = await newSeller(market);
    await judge(id, by, 'phone', 'Nobody answers there.');
    expect(await market.run('system', (w) => expireParty(w, id, async () => {}))).toMatchObject({
      refused: 'not-due',
    });
    market.pass(market.book.rulebook.identity.correctWithinDays * DAY_MS);
    await market.must('system', (w) => expireParty(w, id, async () => {}));
    expect((await standing(id))?.hold?.reason).toBe('identity-rejected');
    expect(await market.run('system', (w) => expireParty(w, id, async () => {}))).toMatchObject({
      refused: 'not-due',
    });

    await market.must(id, (w) => giveIdentity(w, { partyId: id, identity: { phone: '+49 30 123123' } }));
    expect((await standing(id))?.hold).not.toBeNull();
    await judge(id, by, 'phone');
    expect((await standing(id))?.hold).toBeNull();
    expect((await told(id)).map((body) => body.kind)).toEqual([
      'identity-asked',
      'account-held',
      'account-released',
    ]);
    expect((await told(id))[0]).toMatchObject({ because: 'found-wrong', fields: ['phone'] });
  });

  it('nobody verifies themselves', async () => {
    const id = await newSeller(market);
    expect(await judge(id, id, 'phone')).toMatchObject({ refused: 'forbidden' });
  });
});

describe('probation', () => {
  const verify = async (id: PartyId) => {
    const by = await newStaff(market, 'reviewer');
    const { identity } = await party(id);
    for (const field of Object.keys(identity) as IdentityField[])
      await market.must(by, (w) => {
        const seen = identity[field]?.value;
        if (!seen) throw new Error('missing');
        return judgeIdentity(w, { partyId: id, by, field, seen });
      });
  };
  const { afterDays, deliveredOrdersMin } = new TestMarket().book.rulebook.entry.probation.lifts;

  it('ends when all of it is earned, and not before', async () => {
    const seller = await newSeller(market);
    const buyer = await newBuyer(market);
    const listingId = await newListing(market, seller);
    const review = () => market.run('system', (w) => reviewStage(w, seller));
    expect(await review()).toEqual({ stage: 'probation', missing: ['days', 'identity'] });
    market.pass(afterDays * DAY_MS);
    await verify(seller);
    for (let i = 1; i < deliveredOrdersMin; i++)
      await bareOrder(market, { seller, buyer, listingId, delivered: true });
    await bareOrder(market, { seller, buyer, listingId });
    expect(await review()).toEqual({ stage: 'probation', missing: ['delivered-orders'] });
    await bareOrder(market, { seller, buyer, listingId, delivered: true });
    expect(await review()).toEqual({ stage: 'established', missing: [] });
    expect(await review()).toEqual({ stage: 'established', missing: [] });
    expect((await standing(seller))?.stage).toBe('established');
  });

  it('points stand in the way', async () => {
    const seller = await newSeller(market);
    market.pass(afterDays * DAY_MS);
    await verify(seller);
    await market.run('x', async ({ unit }) => {
      await unit.load(standings, seller);
      const points = {
        caseId: unit.ids.next<'Case'>('cas'),
        violation: 'abuse',
        points: 4,
        expiresAt: unit.now + 1,
      };
      unit.append(standings, seller, [{ type: 'PointsAdded', at: unit.now, points }]);
    });
    expect((await market.run('x', (w) => reviewStage(w, seller))).missing).toEqual(['no-points']);
  });
});

describe('terms, holidays, roles', () => {
  it('changes reach the party, refusals change nothing', async () => {
    const id = await newSeller(market);
    const day = Date.UTC(2026, 2, 2);
    await market.must(id, (w) => declareHoliday(w, { partyId: id, from: day, to: day }));
    expect((await party(id)).holidays).toEqual([{ from: day, to: day, declaredAt: market.now }]);
    expect(await market.run(id, (w) => acceptTerms(w, { partyId: id, version: 'x' }))).toMatchObject({
      refused: 'terms-outdated',
    });
    const nobody = 'pty_nobody' as PartyId;
    expect(await market.run(id, (w) => acceptTerms(w, { partyId: nobody, version: 'x' }))).toMatchObject({
      refused: 'not-found',
    });
  });

  it('the only head of service can’t be dismissed', async () => {
    const head = await newStaff(market, 'head');
    const other = await newStaff(market, 'engineer');
    const drop = (by: PartyId, partyId: PartyId) =>
      market.run(by, (w) => changeRole(w, { partyId, role: 'head', grant: false }));
    expect(await drop(other, head)).toMatchObject({ refused: 'last-head' });
    await market.must(head, (w) => changeRole(w, { partyId: other, role: 'head', grant: true }));
    expect(await drop(other, head)).toMatchObject({ roles: [] });
    expect(await drop(other, other)).toMatchObject({ refused: 'own-role' });
  });
});
