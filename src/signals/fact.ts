import type {
  CaseId,
  ComplaintId,
  ConversationId,
  MessageId,
  OrderId,
  PartyId,
  ReturnId,
} from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Subject } from '../rulebook/terms.ts';

/**
 * What the signals read: small facts, taken from the events of the slices. Facts may come late, twice or in any
 * order; the result is the same. `at` is when it happened. Glossary: a *unit* is what a metric counts (an order,
 * a question, a conversation, a return, a complaint); a *counterparty* is the other side of the unit.
 */
export type SignalFact =
  | OrderFact
  | ShippedFact
  | ScannedFact
  | DeliveredFact
  | CancelledFact
  | ChargebackFact
  | QuestionFact
  | AnsweredFact
  | RefundRequestedFact
  | ComplaintFact
  | ComplaintJudgedFact
  | FindingFact
  | HolidayFact
  | StrikeFact;

/** A paid order of one seller. Never changes: a second one with the same id is ignored. */
export interface OrderFact {
  readonly kind: 'order';
  readonly at: EpochMs;
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly shipBy: EpochMs;
  readonly deliverBy: EpochMs;
  /** Carrier and country of the way, if known when ordering; they decide which strikes count. */
  readonly carrier?: string;
  readonly country?: string;
}

/** The whole order was handed over. `tracked`: with a number that a carrier should scan. */
export interface ShippedFact {
  readonly kind: 'shipped';
  readonly at: EpochMs;
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly tracked: boolean;
  readonly carrier?: string;
}

/** A carrier's scan; the first one makes the shipment real. */
export interface ScannedFact {
  readonly kind: 'scanned';
  readonly at: EpochMs;
  readonly orderId: OrderId;
  readonly seller: PartyId;
}

export interface DeliveredFact {
  readonly kind: 'delivered';
  readonly at: EpochMs;
  readonly orderId: OrderId;
  readonly seller: PartyId;
}

export type Canceller = 'seller' | 'buyer' | 'platform';

/** Counts only if the order was not shipped before. */
export interface CancelledFact {
  readonly kind: 'cancelled';
  readonly at: EpochMs;
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
  readonly by: Canceller;
}

/** The bank has decided; the latest decision counts. */
export interface ChargebackFact {
  readonly kind: 'chargeback';
  readonly at: EpochMs;
  readonly orderId: OrderId;
  readonly seller: PartyId;
  readonly lostBySeller: boolean;
}

/**
 * A buyer's message that the seller owes an answer to: the first one since the seller's last message. Further
 * messages before the answer belong to the same question. `questionId` is the id of that first message.
 */
export interface QuestionFact {
  readonly kind: 'question';
  readonly at: EpochMs;
  readonly questionId: MessageId;
  readonly conversationId: ConversationId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
}

/** The seller's first message after the question. */
export interface AnsweredFact {
  readonly kind: 'answered';
  readonly at: EpochMs;
  readonly questionId: MessageId;
  readonly seller: PartyId;
}

export interface RefundRequestedFact {
  readonly kind: 'refund-requested';
  readonly at: EpochMs;
  readonly returnId: ReturnId;
  readonly seller: PartyId;
  readonly buyer: PartyId;
}

/** A buyer's complaint about a seller. */
export interface ComplaintFact {
  readonly kind: 'complaint';
  readonly at: EpochMs;
  readonly complaintId: ComplaintId;
  readonly buyer: PartyId;
  readonly seller: PartyId;
}

/** What became of it; the latest decision counts, so that an appeal corrects it. */
export interface ComplaintJudgedFact {
  readonly kind: 'complaint-judged';
  readonly at: EpochMs;
  readonly complaintId: ComplaintId;
  readonly buyer: PartyId;
  readonly outcome: 'founded' | 'unfounded' | 'undetermined';
}

export type FindingOutcome = 'substantiated' | 'unsubstantiated' | 'undetermined';

/**
 * A case was decided, for one unit that it is about; the latest decision of a case on a violation counts. A case
 * about several orders gives one fact each, and a reversal on appeal is one more with another outcome.
 */
export interface FindingFact {
  readonly kind: 'finding';
  readonly at: EpochMs;
  readonly caseId: CaseId;
  readonly violation: string;
  readonly outcome: FindingOutcome;
  readonly subject: Subject;
  readonly party: PartyId;
  /** The other side of a conversation; without it the conversation stands for a person of its own. */
  readonly counterparty?: PartyId;
  readonly about: 'order' | 'conversation' | 'return';
  readonly aboutId: OrderId | ConversationId | ReturnId;
  /** When it was done, for conversations; without it, the first decision counts as the time. */
  readonly occurredAt?: EpochMs;
}

/** Declared at `at`, from the day of `from` to the day of `to`, both included; excuses only what was ordered after it. */
export interface HolidayFact {
  readonly kind: 'holiday';
  readonly at: EpochMs;
  readonly seller: PartyId;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A carrier did not work on these days, both included. Concerns everybody's orders with it. */
export interface StrikeFact {
  readonly kind: 'strike';
  readonly at: EpochMs;
  /** As shipments name it, or `all`. */
  readonly carrier: string;
  readonly countries: 'all' | readonly string[];
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A party in one role: the same person may sell and buy, and is judged apart in each. */
export interface Role {
  readonly subject: Subject;
  readonly party: PartyId;
}

/** Whose signals a fact can change, so that they can be restored beforehand. Empty for a strike: it concerns all. */
export function rolesOf(fact: SignalFact): readonly Role[] {
  switch (fact.kind) {
    case 'order':
    case 'cancelled':
    case 'question':
    case 'refund-requested':
      return [
        { subject: 'seller', party: fact.seller },
        { subject: 'buyer', party: fact.buyer },
      ];
    case 'shipped':
    case 'scanned':
    case 'delivered':
    case 'chargeback':
    case 'answered':
    case 'holiday':
      return [{ subject: 'seller', party: fact.seller }];
    case 'complaint':
    case 'complaint-judged':
      return [{ subject: 'buyer', party: fact.buyer }];
    case 'finding':
      return [{ subject: fact.subject, party: fact.party }];
    case 'strike':
      return [];
    default:
      return fact satisfies never;
  }
}
