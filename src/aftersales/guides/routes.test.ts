import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let seller: Actor & { partyId: PartyId };
let other: Actor;
let buyer: Actor & { partyId: PartyId };
let stranger: Actor;
let representative: Actor;
let head: Actor;
let listingId: ListingId;
let orderId: OrderId;

beforeAll(async () => {
  server = await testServer();
  const market: Runs = { must: (by, work) => must(server.market.run(by, work)) };
  seller = { kind: 'seller', partyId: await newSeller(market) };
  other = { kind: 'seller', partyId: await newSeller(market) };
  buyer = { kind: 'buyer', partyId: await newBuyer(market) };
  stranger = { kind: 'buyer', partyId: await newBuyer(market) };
  const staff = async (role: 'representative' | 'head'): Promise<Actor> => ({
    kind: 'staff',
    partyId: await newStaff(market, role),
    roles: [role],
  });
  [representative, head] = [await staff('representative'), await staff('head')];
  listingId = await newListing(market, seller.partyId);
  orderId = await bareOrder(market, {
    seller: seller.partyId,
    buyer: buyer.partyId,
    listingId,
    delivered: true,
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const OILING = {
  kind: 'maintenance',
  language: 'en',
  title: 'Oil the chair',
  text: 'Rub linseed oil into the oak with a soft cloth and let it dry for a day.',
  everyMonths: 6,
};

async function published(by: Actor, body: object): Promise<string> {
  const written = await server.ask(by, 'post', '/guides', body);
  expect(written.status).toBe(201);
  const { guideId } = written.body;
  const record = await server.ask(head, 'get', `/guide-desk/${guideId}`);
  const review = { outcome: 'publish', draftAt: record.body.draft.at };
  expect((await server.ask(head, 'post', `/guide-desk/${guideId}/review`, review)).status).toBe(200);
  return guideId;
}

it('a seller proposes, staff review, and everybody reads what is in force', async () => {
  const target = { kind: 'listing', listingId };
  const { body } = await server.ask(seller, 'post', '/guides', { ...OILING, target });
  expect((await server.ask(buyer, 'get', `/guides/${body.guideId}`)).status).toBe(404);
  const queue = await server.ask(representative, 'get', '/guide-desk');
  expect(queue.body.guides).toMatchObject([{ guideId: body.guideId, draft: { title: 'Oil the chair' } }]);
  const draftAt = queue.body.guides[0].draft.at;
  const at = `/guide-desk/${body.guideId}/review`;
  expect((await server.ask(head, 'post', at, { outcome: 'decline', draftAt })).status).toBe(422);
  expect((await server.ask(head, 'post', at, { outcome: 'publish', draftAt: 1 })).status).toBe(409);
  await server.ask(head, 'post', at, { outcome: 'decline', why: 'Which oil?', draftAt });
  const own = await server.ask(seller, 'get', `/me/guides?listingId=${listingId}`);
  expect(own.body.guides).toMatchObject([{ declined: { why: 'Which oil?' }, draft: null }]);
  server.pass(1_000);
  const { kind: _, language: __, ...content } = OILING;
  expect((await server.ask(other, 'put', `/guides/${body.guideId}`, content)).status).toBe(404);
  await server.ask(seller, 'put', `/guides/${body.guideId}`, content);
  const again = await server.ask(head, 'get', `/guide-desk/${body.guideId}`);
  await server.ask(head, 'post', at, { outcome: 'publish', draftAt: again.body.draft.at });
  const read = await server.ask({ kind: 'anonymous' }, 'get', `/guides/${body.guideId}`);
  expect(read.body).toMatchObject({ title: 'Oil the chair', version: 1, writtenBy: 'seller', mine: null });
});

it('sellers write about their own listings only, and mistakes are told at the field', async () => {
  const target = { kind: 'listing', listingId };
  expect((await server.ask(other, 'post', '/guides', { ...OILING, target })).status).toBe(404);
  const category = { kind: 'category', category: 'furniture' };
  expect((await server.ask(seller, 'post', '/guides', { ...OILING, target: category })).status).toBe(403);
  for (const [more, field] of [
    [{ title: '' }, 'title'],
    [{ everyMonths: null }, 'everyMonths'],
    [{ kind: 'care' }, 'everyMonths'],
    [{ language: 'fi' }, 'language'],
    [{ kind: 'poem' }, 'kind'],
  ] as const) {
    const answer = await server.ask(seller, 'post', '/guides', { ...OILING, target, ...more });
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
  }
  const mine = await server.ask(representative, 'post', '/guides', { ...OILING, target: category });
  const draft = await server.ask(representative, 'get', `/guide-desk/${mine.body.guideId}`);
  const review = { outcome: 'publish', draftAt: draft.body.draft.at };
  const own = await server.ask(representative, 'post', `/guide-desk/${mine.body.guideId}/review`, review);
  expect([own.status, own.body.type]).toEqual([403, '/problems/own-guide']);
});

it('what is asked finds the guide that speaks of it, in the language and for the article', async () => {
  const category = { kind: 'category', category: 'furniture' };
  const stain = {
    kind: 'care',
    title: 'Red wine on wood',
    text: 'Blot the stain at once, then clean the wood with soap.',
  };
  const wine = await published(representative, { ...stain, language: 'en', target: category });
  await published(representative, {
    kind: 'use',
    title: 'Cordless drill',
    text: 'Charge the battery before the first use of the drill.',
    language: 'en',
    target: { kind: 'category', category: 'tools' },
  });
  const zh = await published(representative, {
    kind: 'care',
    title: '木椅保养',
    text: '每半年用亚麻籽油擦拭一次。',
    language: 'zh',
    target: category,
  });
  const search = async (q: string, more = '') =>
    (await server.ask(buyer, 'get', `/guides?q=${encodeURIComponent(q)}${more}`)).body.guides.map(
      (g: { guideId: string }) => g.guideId,
    );
  expect((await search('There is a stain of red wine on my chair, how do I clean it?'))[0]).toBe(wine);
  expect(await search('多久保养一次？', '&language=zh')).toEqual([zh]);
  expect(await search('stains', `&listingId=${listingId}`)).toEqual([wine]);
  expect(await search('quantum chromodynamics')).toEqual([]);
  expect(await search('')).toEqual([]);
  const shown = await server.ask(buyer, 'get', `/listings/${listingId}/guides?language=zh`);
  // Its own maintenance guide in English, since there is none in Chinese; care in Chinese alone.
  expect(shown.body.guides.map((g: { kind: string; language: string }) => [g.kind, g.language])).toEqual([
    ['care', 'zh'],
    ['maintenance', 'en'],
  ]);
});

it('says once a person whether it helped', async () => {
  const [guide] = (await server.ask(buyer, 'get', '/guides?q=linseed')).body.guides;
  const at = `/guides/${guide.guideId}`;
  await server.ask(buyer, 'post', `${at}/answers`, { solved: true });
  await server.ask(buyer, 'post', `${at}/answers`, { solved: false });
  await server.ask(stranger, 'post', `${at}/answers`, { solved: false });
  expect((await server.ask(buyer, 'get', at)).body).toMatchObject({ helped: 0, notHelped: 2, mine: false });
  expect((await server.ask(buyer, 'post', '/guides/gde_none/answers', { solved: true })).status).toBe(404);
  const unhelpful = await server.ask(head, 'get', '/guide-desk?view=unhelpful');
  expect(unhelpful.body.guides).toMatchObject([{ guideId: guide.guideId }]);
});

it('reminds an owner of maintenance, counted from the delivery, until they wish no more', async () => {
  const [guide] = (await server.ask(buyer, 'get', '/guides?q=linseed')).body.guides;
  const at = `/me/reminders/${orderId}/${guide.guideId}`;
  expect((await server.ask(stranger, 'put', at, {})).status).toBe(404);
  expect((await server.ask(buyer, 'put', `/me/reminders/${orderId}/gde_none`, {})).status).toBe(404);
  const [wine] = (await server.ask(buyer, 'get', '/guides?q=wine')).body.guides;
  const wrong = await server.ask(buyer, 'put', `/me/reminders/${orderId}/${wine.guideId}`, {});
  expect(wrong.body.type).toBe('/problems/not-maintenance');
  expect((await server.ask(buyer, 'put', at, {})).status).toBe(200);
  expect((await server.ask(buyer, 'get', '/me/reminders')).body.reminders).toMatchObject([
    { orderId, everyMonths: 6, told: 0 },
  ]);
  server.pass(190 * DAY_MS);
  await server.market.sweep();
  const told = await server.ask(buyer, 'get', '/me/reminders');
  expect(told.body.reminders).toMatchObject([{ told: 1 }]);
  const notices = await server.ask(buyer, 'get', '/me/notices');
  expect(JSON.stringify(notices.body)).toContain('care-reminder');
  expect((await server.ask(stranger, 'delete', at)).status).toBe(404);
  expect((await server.ask(buyer, 'delete', at)).body).toEqual({ stopped: true });
  expect((await server.ask(buyer, 'get', '/me/reminders')).body.reminders).toEqual([]);
});

it('tells first that its goods are recalled, and what else is warned of', async () => {
  const [guide] = (await server.ask(buyer, 'get', '/guides?q=linseed')).body.guides;
  const at = `/guides/${guide.guideId}`;
  expect((await server.ask(buyer, 'get', at)).body).toMatchObject({ recalls: [], warnings: [], stopped: [] });
  const warning = {
    kind: 'warning',
    title: 'Oily rags',
    text: 'They may catch fire by themselves: dry them flat.',
  };
  const target = { kind: 'listing', listingId };
  const warned = await published(representative, { ...warning, language: 'en', target });
  const market: Runs = { must: (by, work) => must(server.market.run(by, work)) };
  const inspector = {
    kind: 'staff',
    partyId: await newStaff(market, 'inspector'),
    roles: ['inspector'],
  } as const;
  const recalled = {
    product: 'Oak chair',
    identification: 'All of them.',
    risk: 'A leg may break.',
    hazard: 'injury',
    instructions: ['stop-using'],
    remedies: ['repair', 'refund'],
    contact: 'chairs@shop.example',
    listings: [listingId],
  };
  const { recallId } = (await server.ask(inspector, 'post', '/quality/recalls', recalled)).body;
  expect((await server.ask(buyer, 'get', at)).body).toMatchObject({
    recalls: [{ recallId, product: 'Oak chair' }],
    warnings: [{ guideId: warned, title: 'Oily rags' }],
    stopped: [],
  });
});

it('an order that is not delivered has nothing to be cared for yet', async () => {
  const market: Runs = { must: (by, work) => must(server.market.run(by, work)) };
  const fresh = await bareOrder(market, { seller: seller.partyId, buyer: buyer.partyId, listingId });
  const [guide] = (await server.ask(buyer, 'get', '/guides?q=linseed')).body.guides;
  const answer = await server.ask(buyer, 'put', `/me/reminders/${fresh}/${guide.guideId}`, {});
  expect([answer.status, answer.body.type]).toEqual([409, '/problems/not-delivered']);
});

it('gaps are what is asked again and again and no guide answers', async () => {
  const ask = (kind: string) =>
    server.ask(buyer, 'post', '/tickets', {
      kind,
      subject: 'A leg is missing',
      text: 'Where do I get another leg?',
      refs: { listingId },
      language: 'en',
    });
  for (const kind of ['missing-part', 'missing-part', 'use', 'use']) await ask(kind);
  const gaps = await server.ask(head, 'get', '/guide-desk/gaps');
  expect(gaps.body.gaps).toMatchObject([
    { listingId, kind: 'missing-part', questions: 2, example: 'A leg is missing', language: 'en' },
  ]);
  const [guide] = (await server.ask(buyer, 'get', '/guides?q=linseed')).body.guides;
  await server.ask(head, 'post', `/guide-desk/${guide.guideId}/retirement`, {});
  expect((await server.ask(buyer, 'get', `/guides/${guide.guideId}`)).status).toBe(404);
  expect((await server.ask(head, 'get', '/guide-desk?view=retired')).body.guides).toHaveLength(1);
});
