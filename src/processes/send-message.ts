import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ConversationId, ListingId, MessageId, OrderId, PartyId } from '../kernel/ids.ts';
import { dayNumber } from '../kernel/time.ts';
import { listings } from '../market/listings/listing.ts';
import { type Conversation, conversations, type Subject } from '../market/messages/conversation.ts';
import { decideOpen, decideSend } from '../market/messages/decide.ts';
import { orders } from '../market/orders/order.ts';
import { parties } from '../market/parties/party.ts';
import { isPermitted, permitted } from './permitted.ts';
import type { World } from './world.ts';

/** Where a conversation begins: at a shop, at an article or at an order. */
export type About =
  | { readonly sellerId: PartyId }
  | { readonly listingId: ListingId }
  | { readonly orderId: OrderId };

export interface Sent {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}

/**
 * Begins a conversation with its first message; about an order that has one already, it goes on there. A buyer
 * needs no order to ask; a seller writes first only about an order. Refuses `not-found` for what the sender may
 * not see, `not-permitted`, and the limits of the rulebook.
 */
export async function startConversation(
  world: World,
  input: { readonly from: PartyId; readonly about: About; readonly text: string },
): Promise<Sent | Refusal> {
  const { unit, rulebook } = world;
  const sides = await sidesOf(world, input.from, input.about);
  if (isRefusal(sides)) return sides;
  const { buyer, seller, subject } = sides;
  if (subject.kind === 'order') {
    const existing = await unit.find(conversations, { order: subject.orderId });
    const open = existing.findLast(
      (c) => c.state.messages.length < rulebook.messages.messagesPerConversationMax,
    );
    if (open)
      return sendMessage(world, {
        from: input.from,
        conversationId: open.id as ConversationId,
        text: input.text,
      });
  }
  const today = await unit.find(conversations, { buyer, opened_day: dayNumber(unit.now) });
  const openedToday = today.filter((c) => c.state.subject.kind !== 'order').length;
  const opened = decideOpen({ at: unit.now, buyer, seller, subject, openedToday }, rulebook);
  if (isRefusal(opened)) return opened;
  const conversationId: ConversationId = unit.ids.next('cnv');
  const conversation = unit.append(conversations, conversationId, opened);
  return send(world, conversationId, conversation, input);
}

async function sidesOf(
  world: World,
  from: PartyId,
  about: About,
): Promise<{ readonly buyer: PartyId; readonly seller: PartyId; readonly subject: Subject } | Refusal> {
  const { unit } = world;
  if ('orderId' in about) {
    const order = await unit.load(orders, about.orderId);
    if (!order || (order.buyer !== from && order.seller !== from))
      return refuse('not-found', 'There is no such order.', { field: 'orderId' });
    return { buyer: order.buyer, seller: order.seller, subject: { kind: 'order', orderId: about.orderId } };
  }
  const permit = await permitted(world, from, 'message.ask');
  if (isRefusal(permit)) return permit;
  if (permit.kind !== 'buyer')
    return refuse('needs-order', 'A seller writes first only about an order.', { field: 'orderId' });
  if ('listingId' in about) {
    const { listingId } = about;
    const listing = await unit.load(listings, listingId);
    const shown =
      listing?.status === 'live' && (await isPermitted(world, listing.seller, 'listing.show', { listingId }));
    if (!listing || !shown)
      return refuse('not-found', 'This article is not on offer.', { field: 'listingId' });
    return { buyer: from, seller: listing.seller, subject: { kind: 'listing', listingId } };
  }
  const { sellerId } = about;
  const seller = await unit.load(parties, sellerId);
  if (seller?.kind !== 'seller' || seller.erasure || !(await isPermitted(world, sellerId, 'listing.show')))
    return refuse('not-found', 'This seller is not trading.', { field: 'sellerId' });
  return { buyer: from, seller: sellerId, subject: { kind: 'shop' } };
}

/**
 * A further message of one of the two. About an order both may always write; otherwise a buyer who may not ask
 * may not go on asking either. Refuses `not-found` for outsiders.
 */
export async function sendMessage(
  world: World,
  input: { readonly from: PartyId; readonly conversationId: ConversationId; readonly text: string },
): Promise<Sent | Refusal> {
  const { conversationId, from } = input;
  const conversation = await world.unit.load(conversations, conversationId);
  if (!conversation || (conversation.buyer !== from && conversation.seller !== from))
    return refuse('not-found', 'There is no such conversation.');
  if (conversation.buyer === from && conversation.subject.kind !== 'order') {
    const permit = await permitted(world, from, 'message.ask');
    if (isRefusal(permit)) return permit;
  }
  return send(world, conversationId, conversation, input);
}

async function send(
  { unit, rulebook }: World,
  conversationId: ConversationId,
  conversation: Conversation,
  input: { readonly from: PartyId; readonly text: string },
): Promise<Sent | Refusal> {
  const value = input.text.trim();
  const messageId: MessageId = unit.ids.next('msg');
  const command = {
    at: unit.now,
    messageId,
    from: conversation.buyer === input.from ? ('buyer' as const) : ('seller' as const),
    text: unit.keep({ party: input.from, kind: 'message-text', value }),
    characters: value.length,
  };
  const decision = decideSend(conversation, command, rulebook);
  if (isRefusal(decision)) return decision;
  unit.append(conversations, conversationId, decision);
  return { conversationId, messageId };
}
