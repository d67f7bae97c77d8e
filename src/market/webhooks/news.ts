import type { PartyId } from '../../kernel/ids.ts';
import { type EpochMs, isoTime } from '../../kernel/time.ts';
import type { NoticeEvent } from '../../transparency/notice.ts';
import type { ConversationEvent } from '../messages/conversation.ts';
import type { OrderEvent } from '../orders/order.ts';
import type { DisputeEvent } from '../payments/dispute.ts';
import type { ReviewEvent } from '../reviews/review.ts';
import type { Topic } from './webhook.ts';

/** What happened to a seller, for machines: ids and numbers, which the API tells more of. Nobody is named in it. */
export interface News {
  readonly owner: PartyId;
  readonly topic: Topic;
  readonly at: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Concepts that make news by what their events say alone. */
export const NEWS_OF = ['order', 'conversation', 'review', 'dispute', 'notice'] as const;

export function newsOf(entry: {
  readonly concept: string;
  readonly stream: string;
  readonly event: object;
}): News | undefined {
  switch (entry.concept) {
    case 'order':
      return orderNews(entry.stream, entry.event as OrderEvent);
    case 'conversation': {
      const event = entry.event as ConversationEvent;
      if (event.type !== 'MessageSent' || event.from !== 'buyer') return undefined;
      const { at, seller: owner, messageId } = event;
      return { owner, topic: 'message.received', at, data: { conversationId: entry.stream, messageId } };
    }
    case 'review': {
      const event = entry.event as ReviewEvent;
      if (event.type !== 'ReviewPosted') return undefined;
      const { at, seller: owner, listingId, orderId, rating } = event;
      return {
        owner,
        topic: 'review.posted',
        at,
        data: { reviewId: entry.stream, listingId, orderId, rating },
      };
    }
    case 'dispute': {
      const event = entry.event as DisputeEvent;
      if (event.type !== 'DisputeOpened') return undefined;
      const { at, seller: owner, orderId, amountMinor, currency, reason } = event;
      const answerBy = isoTime(event.answerBy);
      const data = { disputeId: entry.stream, orderId, amountMinor, currency, reason, answerBy };
      return { owner, topic: 'chargeback.opened', at, data };
    }
    case 'notice': {
      const event = entry.event as NoticeEvent;
      if (event.type !== 'NoticeGiven') return undefined;
      const data = { noticeId: entry.stream, kind: event.body.kind };
      return { owner: event.to, topic: 'notice.given', at: event.at, data };
    }
    default:
      return undefined;
  }
}

function orderNews(orderId: string, event: OrderEvent): News | undefined {
  const { at, seller: owner } = event;
  switch (event.type) {
    case 'OrderPlaced': {
      // Told to us by an outside shop, which knows it already.
      if (event.source !== undefined) return undefined;
      const { totalMinor, currency, country, shipBy } = event;
      const lines = event.lines.map(({ listingId, quantity }) => ({ listingId, quantity }));
      const data = { orderId, totalMinor, currency, country, shipBy: isoTime(shipBy), lines };
      return { owner, topic: 'order.placed', at, data };
    }
    case 'OrderShipped':
      return { owner, topic: 'order.shipped', at, data: { orderId, shipmentId: event.shipmentId } };
    case 'OrderDelivered':
      return { owner, topic: 'order.delivered', at, data: { orderId } };
    case 'OrderCancelled': {
      const data = { orderId, by: event.by, reason: event.reason };
      return { owner, topic: 'order.cancelled', at, data };
    }
    case 'OrderUndelivered':
    case 'OrderInvoiced':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** As Standard Webhooks has it: what, when, and the facts. */
export function payloadOf(news: {
  readonly topic: string;
  readonly at: EpochMs;
  readonly data: object;
}): string {
  return JSON.stringify({ type: news.topic, timestamp: isoTime(news.at), data: news.data });
}
