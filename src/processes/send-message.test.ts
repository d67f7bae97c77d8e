import { beforeEach, describe, expect, it } from 'vitest';
import { applyMeasure, bareOrder, newBuyer, newListing, newSeller } from '../../test/people.ts';
import { TestMarket } from '../../test/worlds.ts';
import type { ConversationId, ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { conversations } from '../market/messages/conversation.ts';
import { type About, sendMessage, startConversation } from './send-message.ts';

let market: TestMarket;
let seller: PartyId;
let buyer: PartyId;
let listingId: ListingId;
let orderId: OrderId;
beforeEach(async () => {
  market = new TestMarket();
  seller = await newSeller(market);
  buyer = await newBuyer(market);
  listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer, listingId });
});

const start = (from: PartyId, about: About, text = 'Is it oiled?') =>
  market.run(from, (w) => startConversation(w, { from, about, text }));
const begin = async (from: PartyId, about: About) =>
  (await market.must(from, (w) => startConversation(w, { from, about, text: 'Hello' }))).conversationId;
const send = (from: PartyId, conversationId: ConversationId, text = 'Yes.') =>
  market.run(from, (w) => sendMessage(w, { from, conversationId, text }));
const state = (id: ConversationId) => market.run('x', ({ unit }) => unit.load(conversations, id));
const events = () => market.store.entries.filter((e) => e.event.type === 'MessageSent').map((e) => e.event);

describe('asking', () => {
  it('needs no order; the text is outside the log', async () => {
    const id = await begin(buyer, { listingId });
    expect(await state(id)).toMatchObject({ buyer, seller, subject: { kind: 'listing', listingId } });
    expect(JSON.stringify(market.store.entries)).not.toContain('Hello');
    await begin(buyer, { sellerId: seller });
  });

  it('response time counts from the first unanswered question', async () => {
    const id = await begin(buyer, { listingId });
    const askedAt = market.now;
    market.pass(HOUR_MS);
    await send(buyer, id, 'Are you there?');
    market.pass(HOUR_MS);
    await send(seller, id);
    await send(seller, id, 'Also waxed.');
    const [first, second, answer, more] = events();
    expect(first).toMatchObject({ asks: true, seller, buyer, from: 'buyer' });
    expect(second).not.toHaveProperty('asks');
    expect(answer).toMatchObject({
      answers: { askedAt, messageId: (first as { messageId?: string }).messageId },
    });
    expect(more).not.toHaveProperty('answers');
    expect((await state(id))?.question).toBeNull();
  });

  it('is limited by day, hour, length; speaking about an order is not by day', async () => {
    const { newConversationsPerDayMax, perHourMax, textCharactersMax } = market.book.rulebook.messages;
    for (let i = 0; i < newConversationsPerDayMax; i++) await begin(buyer, { listingId });
    expect(await start(buyer, { listingId })).toMatchObject({ refused: 'too-many-conversations' });
    const id = await begin(buyer, { orderId });
    for (let i = 1; i < perHourMax; i++) await send(buyer, id);
    expect(await send(buyer, id)).toMatchObject({ refused: 'too-many-messages' });
    expect(await send(seller, id)).toMatchObject({ conversationId: id });
    market.pass(DAY_MS);
    expect(await start(buyer, { listingId })).toHaveProperty('messageId');
    expect(await send(buyer, id, 'x'.repeat(textCharactersMax + 1))).toMatchObject({
      refused: 'text-too-long',
      field: 'text',
    });
    expect(await send(buyer, id, '  ')).toMatchObject({ refused: 'text-missing', field: 'text' });
  });

  it('a conversation that is full gives way to a new one', async () => {
    const { messagesPerConversationMax, perHourMax } = market.book.rulebook.messages;
    const id = await begin(buyer, { orderId });
    for (let i = 1; i < messagesPerConversationMax; i++) {
      if (i % perHourMax === 0) market.pass(HOUR_MS);
      await send(buyer, id);
    }
    expect(await send(buyer, id)).toMatchObject({ refused: 'conversation-full' });
    expect(await begin(buyer, { orderId })).not.toBe(id);
  });
});

describe('who may speak', () => {
  it('about an order both may begin, in one conversation', async () => {
    const id = await begin(seller, { orderId });
    expect(await begin(buyer, { orderId })).toBe(id);
    expect(await start(seller, { listingId })).toMatchObject({ refused: 'needs-order', field: 'orderId' });
  });

  it('others are told that there is nothing', async () => {
    const stranger = await newBuyer(market);
    const id = await begin(buyer, { listingId });
    expect(await send(stranger, id)).toMatchObject({ refused: 'not-found' });
    expect(await start(stranger, { orderId })).toMatchObject({ refused: 'not-found', field: 'orderId' });
    expect(await start(buyer, { sellerId: stranger })).toMatchObject({
      refused: 'not-found',
      field: 'sellerId',
    });
    expect(await send(buyer, 'cnv_none' as ConversationId)).toMatchObject({ refused: 'not-found' });
  });

  it('a stopped seller is not asked any more, and still answers', async () => {
    const id = await begin(buyer, { listingId });
    await applyMeasure(market, seller, 'suspension');
    expect(await start(buyer, { listingId })).toMatchObject({ refused: 'not-found', field: 'listingId' });
    expect(await start(buyer, { sellerId: seller })).toMatchObject({
      refused: 'not-found',
      field: 'sellerId',
    });
    expect(await send(seller, id)).toHaveProperty('messageId');
    expect(await start(buyer, { orderId })).toHaveProperty('messageId');
  });

  it('a barred buyer speaks about orders only', async () => {
    const id = await begin(buyer, { listingId });
    await applyMeasure(market, buyer, 'bar');
    expect(await send(buyer, id)).toMatchObject({ refused: 'not-permitted' });
    expect(await start(buyer, { sellerId: seller })).toMatchObject({ refused: 'not-permitted' });
    expect(await start(buyer, { orderId })).toHaveProperty('messageId');
  });
});
