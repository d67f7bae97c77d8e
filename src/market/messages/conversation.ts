import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { ListingId, MessageId, OrderId, PartyId } from '../../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';

/** What a conversation is about. Nobody needs an order to ask. */
export type Subject =
  | { readonly kind: 'shop' }
  | { readonly kind: 'listing'; readonly listingId: ListingId }
  | { readonly kind: 'order'; readonly orderId: OrderId };

export interface Message {
  readonly id: MessageId;
  readonly from: 'buyer' | 'seller';
  readonly at: EpochMs;
  readonly text: Commitment;
}

export interface Conversation {
  readonly buyer: PartyId;
  readonly seller: PartyId;
  readonly subject: Subject;
  readonly openedAt: EpochMs;
  readonly messages: readonly Message[];
  /** The buyer's first message since the seller last spoke; `null` when the seller owes no answer. */
  readonly question: Question | null;
}

export interface Question {
  readonly messageId: MessageId;
  readonly askedAt: EpochMs;
}

export type ConversationEvent =
  | {
      readonly type: 'ConversationOpened';
      readonly at: EpochMs;
      readonly buyer: PartyId;
      readonly seller: PartyId;
      readonly subject: Subject;
    }
  | {
      readonly type: 'MessageSent';
      readonly at: EpochMs;
      readonly messageId: MessageId;
      readonly from: 'buyer' | 'seller';
      readonly buyer: PartyId;
      readonly seller: PartyId;
      readonly text: Commitment;
      /** On the buyer's first message since the seller last spoke: response time counts from it. */
      readonly asks?: true;
      /** On the seller's first message after that one. */
      readonly answers?: Question;
    };

export function evolveConversation(state: Conversation | undefined, event: ConversationEvent): Conversation {
  if (event.type === 'ConversationOpened') {
    const { buyer, seller, subject, at } = event;
    return { buyer, seller, subject, openedAt: at, messages: [], question: null };
  }
  assert(state, `${event.type} before ConversationOpened`);
  switch (event.type) {
    case 'MessageSent': {
      const { messageId: id, from, at, text } = event;
      return {
        ...state,
        messages: [...state.messages, { id, from, at, text }],
        question: from === 'seller' ? null : (state.question ?? { messageId: id, askedAt: at }),
      };
    }
    default:
      return event satisfies never;
  }
}

/** Stream id `cnv_...`; message ids `msg_...`. */
export const conversations: Concept<
  Conversation,
  ConversationEvent,
  'buyer' | 'seller' | 'order' | 'opened_day'
> = {
  name: 'conversation',
  revision: 1,
  evolve: evolveConversation,
  columns: {
    buyer: { type: 'text', of: (c) => c.buyer },
    seller: { type: 'text', of: (c) => c.seller },
    order: { type: 'text', of: (c) => (c.subject.kind === 'order' ? c.subject.orderId : null) },
    opened_day: { type: 'bigint', of: (c) => dayNumber(c.openedAt) },
  },
};
