import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
import { cases } from '../../cases/case.ts';
import type { Actor } from '../../door/actor.ts';
import type { ConversationId, ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let market: Runs;
let seller: PartyId;
let buyer: PartyId;
let listingId: ListingId;
let orderId: OrderId;
beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  seller = await newSeller(market, { name: 'Elbe Chairs' });
  buyer = await newBuyer(market, { name: 'Beate Bach' });
  listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer, listingId });
});

const asSeller = (): Actor => ({ kind: 'seller', partyId: seller });
const asBuyer = (partyId = buyer): Actor => ({ kind: 'buyer', partyId });
const ask = (body: object, as = asBuyer()) =>
  server.ask(as, 'post', '/conversations', { text: 'Is it oiled?', ...body });

describe('a conversation', () => {
  it('is read by its two sides, texts and names included', async () => {
    const made = await ask({ listingId });
    expect(made.status).toBe(201);
    const path = `/conversations/${made.body.conversationId}`;
    expect(
      (await server.ask(asSeller(), 'post', `${path}/messages`, { text: 'Yes,\nand waxed.' })).status,
    ).toBe(201);
    for (const as of [asBuyer(), asSeller()]) {
      const { body } = await server.ask(as, 'get', path);
      expect(body).toMatchObject({
        buyer: { id: buyer, name: 'Beate Bach' },
        seller: { id: seller, name: 'Elbe Chairs' },
        subject: { kind: 'listing', listingId },
        unansweredSince: null,
        messages: [
          { from: 'buyer', text: 'Is it oiled?' },
          { from: 'seller', text: 'Yes,\nand waxed.' },
        ],
      });
    }
    const list = await server.ask(asSeller(), 'get', '/conversations');
    expect(list.body.conversations).toMatchObject([
      { messages: 2, last: { from: 'seller', text: 'Yes,\nand waxed.' } },
    ]);
    expect(
      (await server.ask(asBuyer(), 'get', `/conversations?orderId=${orderId}`)).body.conversations,
    ).toEqual([]);
  });

  it('does not exist for others', async () => {
    const { body } = await ask({ orderId });
    const path = `/conversations/${body.conversationId}`;
    const stranger = asBuyer(await newBuyer(market));
    expect((await server.ask(stranger, 'get', path)).status).toBe(404);
    expect((await server.ask(stranger, 'post', `${path}/messages`, { text: 'Hi' })).status).toBe(404);
    expect((await ask({ orderId }, stranger)).status).toBe(404);
    expect((await server.ask({ kind: 'anonymous' }, 'get', path)).status).toBe(401);
  });

  it('is opened to staff by a case that names it, and not before', async () => {
    const { body } = await ask({ sellerId: seller });
    const conversationId = body.conversationId as ConversationId;
    const path = `/conversations/${conversationId}`;
    const roles = ['investigator'] as const;
    const investigator: Actor = { kind: 'staff', partyId: await newStaff(market, ...roles), roles };
    expect((await server.ask(investigator, 'get', path)).status).toBe(404);
    await market.must('x', async ({ unit, rulebookHash }) =>
      unit.append(cases, unit.ids.next('cas'), [
        {
          type: 'CaseOpened',
          at: unit.now,
          violations: ['abuse'],
          subject: seller,
          subjectKind: 'seller',
          source: { kind: 'staff', by: buyer },
          rulebook: rulebookHash,
          priority: 'normal',
          refs: { orders: [], listings: [], conversations: [conversationId] },
          firstLookBy: unit.now + 1,
          decideBy: unit.now + 2,
        },
      ]),
    );
    expect((await server.ask(investigator, 'get', path)).body.messages).toHaveLength(1);
    const engineer: Actor = {
      kind: 'staff',
      partyId: await newStaff(market, 'engineer'),
      roles: ['engineer'],
    };
    expect((await server.ask(engineer, 'get', path)).status).toBe(403);
  });

  it.each([
    [422, '(whole)', {}],
    [422, '(whole)', { listingId: 'lst_x', orderId: 'ord_x' }],
    [422, 'listingId', { listingId: 'nonsense' }],
    [422, 'text', { sellerId: 'pty_x', text: 'a\u0000' }],
    [404, 'listingId', { listingId: 'lst_none' }],
    [404, 'sellerId', { sellerId: 'pty_none' }],
  ])('%i at %s', async (status, field, body) => {
    const answer = await ask(body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('limits are told with 429 and 422', async () => {
    const { textCharactersMax, perHourMax } = server.market.book.rulebook.messages;
    const { body } = await ask({ orderId });
    const path = `/conversations/${body.conversationId}/messages`;
    const long = await server.ask(asBuyer(), 'post', path, { text: 'x'.repeat(textCharactersMax + 1) });
    expect(long).toMatchObject({ status: 422, body: { textCharactersMax } });
    for (let i = 1; i < perHourMax; i++) await server.ask(asBuyer(), 'post', path, { text: 'again' });
    expect((await server.ask(asBuyer(), 'post', path, { text: 'again' })).status).toBe(429);
  });

  it('a suspended seller still answers; a barred buyer speaks about orders only', async () => {
    const { body } = await ask({ listingId });
    const path = `/conversations/${body.conversationId}/messages`;
    await applyMeasure(market, seller, 'suspension');
    expect((await server.ask(asSeller(), 'post', path, { text: 'Yes.' })).status).toBe(201);
    expect((await ask({ listingId })).status).toBe(404);
    await applyMeasure(market, buyer, 'account-closed');
    expect((await server.ask(asBuyer(), 'post', path, { text: 'And?' })).status).toBe(403);
    expect((await ask({ orderId })).status).toBe(201);
  });

  it('the same request twice is one message', async () => {
    const send = () =>
      server.ask(asBuyer(), 'post', '/conversations', { orderId, text: 'Once' }, 'key-of-this-message');
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    const { body } = await server.ask(asBuyer(), 'get', `/conversations/${first.body.conversationId}`);
    expect(body.messages).toHaveLength(1);
  });
});
