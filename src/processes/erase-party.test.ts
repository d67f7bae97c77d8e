import { beforeEach, describe, expect, it } from 'vitest';
import { applyMeasure, bareOrder, newBuyer, newListing, newSeller, newStaff } from '../../test/people.ts';
import { TestMarket } from '../../test/worlds.ts';
import { cases } from '../cases/case.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, plusMonths } from '../kernel/time.ts';
import { listings } from '../market/listings/listing.ts';
import { parties, type Party } from '../market/parties/party.ts';
import { expireParty, judgeIdentity } from './change-party.ts';
import { notices } from '../transparency/notice.ts';
import { saveReport, startReport } from './draft-report.ts';
import { eraseParty, keptIfErased } from './erase-party.ts';
import { keepUpload } from './keep-upload.ts';

let market: TestMarket;
let removed: string[];
const removeLogin = async (login: string) => {
  removed.push(login);
};
beforeEach(() => {
  market = new TestMarket();
  removed = [];
});

const party = (id: PartyId) =>
  market.run('test', async ({ unit }) => (await unit.load(parties, id)) as Party);
const erase = (id: PartyId) => market.run(id, (w) => eraseParty(w, id, removeLogin));
const kindsOf = (id: PartyId) =>
  [...market.store.privateValues.values()]
    .filter((v) => v.party === id)
    .map((v) => v.kind)
    .toSorted();

async function openCase(subject: PartyId): Promise<void> {
  await market.run('x', async ({ unit, rulebookHash }) => {
    unit.append(cases, unit.ids.next('cas'), [
      {
        type: 'CaseOpened',
        at: unit.now,
        violations: ['abuse'],
        subject,
        subjectKind: 'buyer',
        source: { kind: 'staff', by: subject },
        rulebook: rulebookHash,
        priority: 'normal',
        refs: { orders: [], listings: [], conversations: [] },
        firstLookBy: unit.now + 1,
        decideBy: unit.now + 2,
      },
    ]);
  });
}

describe('erasure', () => {
  it('of a buyer who never traded leaves nothing', async () => {
    const id = await newBuyer(market, { login: 'u1', identity: { mail: 'a@b.example', phone: '+4930111' } });
    expect(await erase(id)).toEqual({ kept: [], closedLogin: 'u1' });
    expect(removed).toEqual(['u1']);
    expect(kindsOf(id)).toEqual([]);
    expect(await party(id)).toMatchObject({ login: null, marks: [], erasure: { againAt: null } });
    expect(await erase(id)).toMatchObject({ refused: 'party-erased' });
  });

  it('takes along files and a report that was not sent', async () => {
    const id = await newBuyer(market);
    const photo = {
      kind: 'photo',
      mime: 'image/png',
      bytes: 3,
      sha256: 's',
      given: 'g',
      base64: 'AAAA',
    } as const;
    const { uploadId } = await market.must(id, (w) => keepUpload(w, id, photo));
    const refs = { listingId: 'lst_1' as ListingId };
    const { draftId } = await market.must(id, (w) => startReport(w, { party: id, refs }));
    const text = 'It burnt my hand.';
    await market.must(id, (w) => saveReport(w, { draftId, by: id, text, uploads: [uploadId] }));
    const values = () => [...market.store.privateValues.values()].map((v) => v.value);
    expect(values()).toEqual(expect.arrayContaining([text, 'AAAA']));
    await erase(id);
    expect(values()).toEqual([]);
  });

  it('keeps what an open order needs, and trade records for the years of the law', async () => {
    const seller = await newSeller(market);
    const buyer = await newBuyer(market, { login: 'u2', identity: { mail: 'c@d.example' } });
    await bareOrder(market, { seller, buyer, listingId: await newListing(market, seller) });
    const orderedAt = market.now;
    const until = plusMonths(orderedAt, market.book.rulebook.erasure.retentionMonths);
    expect(await erase(buyer)).toMatchObject({
      kept: [{ why: 'open-orders' }, { why: 'retention', until }],
      closedLogin: null,
    });
    expect(kindsOf(buyer)).toEqual(['mail', 'person-name']);
    expect((await party(buyer)).login).toBe('u2');

    const lookAgain = market.now + market.book.rulebook.erasure.lookAgainDays * DAY_MS;
    expect((await party(buyer)).erasure?.againAt).toBe(lookAgain);
    expect(await market.run('system', (w) => expireParty(w, buyer, removeLogin))).toMatchObject({
      refused: 'not-due',
    });
    market.now = lookAgain;
    await market.must('system', (w) => expireParty(w, buyer, removeLogin));
    expect((await party(buyer)).erasure?.againAt).toBeGreaterThan(lookAgain);
  });

  it('lets the records go when their time is over', async () => {
    const seller = await newSeller(market);
    const buyer = await newBuyer(market);
    await bareOrder(market, { seller, buyer, listingId: await newListing(market, seller), delivered: true });
    const until = plusMonths(market.now, market.book.rulebook.erasure.retentionMonths);
    expect(await erase(buyer)).toMatchObject({ kept: [{ why: 'retention' }] });
    expect(kindsOf(buyer)).toEqual(['person-name']);
    market.now = until;
    expect(await market.must('system', (w) => expireParty(w, buyer, removeLogin))).toMatchObject({
      kept: [],
    });
    expect(kindsOf(buyer)).toEqual([]);
    expect(parties.due?.(await party(buyer))).toBeUndefined();
  });

  it('waits for an open case, with everything', async () => {
    const id = await newBuyer(market, { login: 'u3' });
    await openCase(id);
    expect(await erase(id)).toMatchObject({ kept: [{ why: 'open-case', kinds: ['*'] }], closedLogin: null });
    expect(kindsOf(id)).toEqual(['mail', 'person-name']);
    expect((await party(id)).marks).not.toEqual([]);
  });

  it('leaves what a decision was made of while it can be appealed', async () => {
    const id = await newBuyer(market, { login: 'u4' });
    await market.run('x', async ({ unit }) => {
      unit.keep({ party: id, kind: 'statement', value: 'It was not me.' });
      unit.append(notices, unit.ids.next('ntc'), [
        {
          type: 'NoticeGiven',
          at: unit.now,
          to: id,
          body: { kind: 'appeal-received', appealId: unit.ids.next<'Appeal'>('apl'), decideBy: unit.now + 1 },
          words: null,
        },
      ]);
    });
    const until = plusMonths(market.now, market.book.rulebook.appeals.windowMonths);
    expect(await erase(id)).toMatchObject({ kept: [{ why: 'appeal-window', until }], closedLogin: null });
    expect(kindsOf(id)).toEqual(['statement']);
    market.now = until;
    expect(await market.must('system', (w) => expireParty(w, id, removeLogin))).toEqual({
      kept: [],
      closedLogin: 'u4',
    });
    expect(removed).toEqual(['u4']);
    expect(kindsOf(id)).toEqual([]);
  });

  it('keeps what a trader told for the months of the law, with what came of checking it, and lets it go once', async () => {
    const id = await newSeller(market, { login: 'u5' });
    const identity = (await party(id)).identity;
    const phone = identity.phone?.value;
    if (!phone) throw new Error('a seller of the tests tells a phone number');
    const by = await newStaff(market, 'reviewer');
    await market.must(by, (w) => judgeIdentity(w, { partyId: id, by, field: 'phone', seen: phone }));
    const until = plusMonths(market.now, market.book.rulebook.erasure.traderDataMonths);
    const told = { why: 'trader-data', until };
    expect(await market.run(id, (w) => keptIfErased(w, id))).toMatchObject([told]);
    expect(await erase(id)).toMatchObject({ kept: [told], closedLogin: 'u5' });
    expect(kindsOf(id)).toEqual(['address', 'legal-name', 'mail', 'phone']);
    expect((await party(id)).identity.phone?.verified).toBe(true);
    market.now = until - 1;
    expect(await market.run('system', (w) => expireParty(w, id, removeLogin))).toMatchObject({
      refused: 'not-due',
    });
    market.now = until;
    await market.must('system', (w) => expireParty(w, id, removeLogin));
    expect(kindsOf(id)).toEqual([]);
    expect((await party(id)).identity).toEqual({});
    expect(parties.due?.(await party(id))).toBeUndefined();
    expect(await market.run('system', (w) => expireParty(w, id, removeLogin))).toMatchObject({
      refused: 'not-due',
    });
    expect(removed).toEqual(['u5']);
  });

  it('of a seller who told nothing keeps nothing', async () => {
    const id = await newSeller(market, { identity: {} });
    expect(await erase(id)).toMatchObject({ kept: [] });
    expect(await market.run(id, (w) => keptIfErased(w, 'pty_nobody' as PartyId))).toMatchObject({
      refused: 'not-found',
    });
  });

  it('a bar outlives the account, as commitments', async () => {
    const id = await newSeller(market);
    await applyMeasure(market, id, 'bar');
    await erase(id);
    market.now = plusMonths(market.now, market.book.rulebook.erasure.traderDataMonths);
    await market.must('system', (w) => expireParty(w, id, removeLogin));
    expect(kindsOf(id)).toEqual([]);
    expect((await party(id)).marks).toHaveLength(3);
  });

  it('takes a seller’s goods off the market', async () => {
    const id = await newSeller(market);
    const listingId = await newListing(market, id);
    await erase(id);
    const listing = await market.run('x', ({ unit }) => unit.load(listings, listingId));
    expect(listing?.status).toBe('withdrawn');
  });

  it('equal values of others stay theirs', async () => {
    const a = await newBuyer(market, { identity: { phone: '+4930222' } });
    const b = await newBuyer(market, { identity: { phone: '+4930222' } });
    await erase(a);
    expect(kindsOf(b)).toEqual(['person-name', 'phone']);
    const phone = (await party(b)).identity.phone?.value;
    const revealed = await market.run('x', ({ unit }) => unit.reveal(phone ? [phone] : []));
    expect([...revealed.values()]).toEqual(['+4930222']);
  });

  it('staff give up their roles first', async () => {
    expect(await erase(await newStaff(market, 'reviewer'))).toMatchObject({ refused: 'has-roles' });
    expect(await erase('pty_nobody' as PartyId)).toMatchObject({ refused: 'not-found' });
  });
});
