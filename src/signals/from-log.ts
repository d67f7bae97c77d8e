import type { CaseEvent } from '../cases/case.ts';
import type { ComplaintEvent } from '../complaints/complaint.ts';
import type { DomainEvent } from '../kernel/concept.ts';
import type { ReturnEvent } from '../aftersales/returns/events.ts';
import type {
  CaseId,
  ComplaintId,
  ConversationId,
  OrderId,
  PartyId,
  ReturnId,
  ShipmentId,
} from '../kernel/ids.ts';
import type { ConversationEvent } from '../market/messages/conversation.ts';
import type { Order, OrderEvent } from '../market/orders/order.ts';
import type { PartyEvent } from '../market/parties/party.ts';
import type { PaymentEvent } from '../market/payments/payment-event.ts';
import type { Shipment, ShipmentEvent } from '../market/shipments/shipment.ts';
import type { SignalFact } from './fact.ts';

/** The part of a log entry that signals read. */
export interface LogEntry {
  readonly concept: string;
  readonly stream: string;
  readonly event: DomainEvent;
}

/** Facts of an order that its later events leave out: they never change once the order is placed or the parcel announced. */
export interface Lookup {
  order(id: OrderId): Pick<Order, 'buyer' | 'status'> | undefined;
  shipment(id: ShipmentId): Pick<Shipment, 'carrier' | 'tracking'> | undefined;
}

/** Concepts whose entries carry facts: a reader of the log may skip all others. */
export const SIGNAL_CONCEPTS = [
  'order',
  'shipment',
  'payment',
  'conversation',
  'complaint',
  'case_file',
  'party',
  'return_request',
] as const;

/** Orders and shipments that must be looked up before `factsOf` can read this entry. */
export function neededBy({ concept, stream, event }: LogEntry): {
  readonly orders: readonly OrderId[];
  readonly shipments: readonly ShipmentId[];
} {
  if (concept !== 'order' || event.type === 'OrderPlaced') return { orders: [], shipments: [] };
  const shipments = event.type === 'OrderShipped' ? [(event as ShippedEvent).shipmentId] : [];
  return { orders: [stream as OrderId], shipments };
}

type ShippedEvent = Extract<OrderEvent, { type: 'OrderShipped' }>;

/** The signal facts of one log entry, if it has any. */
export function factsOf(entry: LogEntry, lookup: Lookup): readonly SignalFact[] {
  switch (entry.concept) {
    case 'order':
      return ofOrder(entry.stream as OrderId, entry.event as OrderEvent, lookup);
    case 'shipment':
      return ofShipment(entry.event as ShipmentEvent);
    case 'payment':
      return ofPayment(entry.stream as OrderId, entry.event as PaymentEvent);
    case 'conversation':
      return ofConversation(entry.stream as ConversationId, entry.event as ConversationEvent);
    case 'complaint':
      return ofComplaint(entry.stream as ComplaintId, entry.event as ComplaintEvent);
    case 'case_file':
      return ofCase(entry.stream as CaseId, entry.event as CaseEvent);
    case 'party':
      return ofParty(entry.stream as PartyId, entry.event as PartyEvent);
    case 'return_request':
      return ofReturn(entry.stream as ReturnId, entry.event as ReturnEvent);
    default:
      return [];
  }
}

function ofOrder(orderId: OrderId, event: OrderEvent, lookup: Lookup): readonly SignalFact[] {
  const { at, seller } = event;
  if (event.type === 'OrderPlaced') {
    const { buyer, shipBy, deliverBy, country } = event;
    return [{ kind: 'order', at, orderId, seller, buyer, shipBy, deliverBy, country }];
  }
  const order = lookup.order(orderId);
  if (!order) return [];
  const { buyer } = order;
  switch (event.type) {
    case 'OrderShipped': {
      // A part of the order is no handover of the order; its last parcel has no `pieces`, or leaves nothing open.
      if (event.pieces && (order.status === 'placed' || order.status === 'part-shipped')) return [];
      const shipment = lookup.shipment(event.shipmentId);
      const carrier = shipment ? { carrier: shipment.carrier } : {};
      return [
        {
          kind: 'shipped',
          at,
          orderId,
          seller,
          buyer,
          tracked: shipment?.tracking !== undefined,
          ...carrier,
        },
      ];
    }
    case 'OrderDelivered':
      return [{ kind: 'delivered', at, orderId, seller }];
    case 'OrderCancelled': {
      if (event.pieces) return [];
      const by = event.by === 'system' ? 'platform' : event.by;
      return [{ kind: 'cancelled', at, orderId, seller, buyer, by }];
    }
    case 'OrderUndelivered':
    case 'OrderInvoiced':
      return [];
    default:
      return event satisfies never;
  }
}

function ofShipment(event: ShipmentEvent): readonly SignalFact[] {
  // Parcels of returns prove nothing about the order's own.
  if (event.type !== 'ShipmentScanned' || !event.first || event.returnId !== undefined) return [];
  return [{ kind: 'scanned', at: event.at, orderId: event.orderId, seller: event.seller }];
}

function ofPayment(orderId: OrderId, event: PaymentEvent): readonly SignalFact[] {
  if (event.type !== 'ChargebackWon' && event.type !== 'ChargebackLost') return [];
  const { at, seller } = event;
  return [{ kind: 'chargeback', at, orderId, seller, lostBySeller: event.type === 'ChargebackLost' }];
}

function ofConversation(conversationId: ConversationId, event: ConversationEvent): readonly SignalFact[] {
  if (event.type !== 'MessageSent') return [];
  const { at, seller, buyer, messageId, answers } = event;
  if (event.asks) return [{ kind: 'question', at, questionId: messageId, conversationId, seller, buyer }];
  return answers ? [{ kind: 'answered', at, questionId: answers.messageId, seller }] : [];
}

function ofComplaint(complaintId: ComplaintId, event: ComplaintEvent): readonly SignalFact[] {
  const { at } = event;
  switch (event.type) {
    case 'ComplaintFiled':
      return event.complainantKind === 'buyer'
        ? [{ kind: 'complaint', at, complaintId, buyer: event.complainant, seller: event.subject }]
        : [];
    case 'ComplaintDismissed': {
      const outcome = event.reason === 'manifestly-unfounded' ? 'unfounded' : 'undetermined';
      return [{ kind: 'complaint-judged', at, complaintId, buyer: event.complainant, outcome }];
    }
    case 'ComplaintDecided': {
      // Only what was manifestly without ground counts against the complainant; not being upheld does not.
      const outcome = { upheld: 'founded', unfounded: 'unfounded' } as const;
      const judged =
        event.outcome === 'upheld' || event.outcome === 'unfounded' ? outcome[event.outcome] : 'undetermined';
      return [{ kind: 'complaint-judged', at, complaintId, buyer: event.complainant, outcome: judged }];
    }
    case 'ComplaintReopened':
      return [
        { kind: 'complaint-judged', at, complaintId, buyer: event.complainant, outcome: 'undetermined' },
      ];
    case 'ComplaintEscalated':
    case 'ComplaintHeard':
    case 'ComplaintWithdrawn':
    case 'ComplaintAppealed':
      return [];
    default:
      return event satisfies never;
  }
}

function ofCase(caseId: CaseId, event: CaseEvent): readonly SignalFact[] {
  if (event.type !== 'FindingMade' && event.type !== 'FindingOverturned') return [];
  const { at, violation, subject, subjectKind } = event;
  // Overturned: nothing is established any more, whatever was found first.
  const outcome = event.type === 'FindingMade' ? event.result : 'undetermined';
  const finding = {
    kind: 'finding',
    at,
    caseId,
    violation,
    outcome,
    subject: subjectKind,
    party: subject,
  } as const;
  return [
    ...event.orders.map((aboutId) => ({ ...finding, about: 'order', aboutId }) as const),
    ...event.conversations.map((aboutId) => ({ ...finding, about: 'conversation', aboutId }) as const),
    ...(event.returns ?? []).map((aboutId) => ({ ...finding, about: 'return', aboutId }) as const),
  ];
}

function ofParty(seller: PartyId, event: PartyEvent): readonly SignalFact[] {
  if (event.type !== 'HolidayDeclared') return [];
  // The last day is included in the fact and excluded in the event.
  return [{ kind: 'holiday', at: event.at, seller, from: event.from, to: event.to - 1 }];
}

/** Every request counts, and of the decisions those that establish a violation; an appeal takes that back. */
function ofReturn(returnId: ReturnId, event: ReturnEvent): readonly SignalFact[] {
  const { at } = event;
  if (event.type === 'ReturnRequested') {
    const { seller, buyer } = event;
    return [{ kind: 'refund-requested', at, returnId, seller, buyer }];
  }
  if (event.type !== 'ReturnDecided' && event.type !== 'DecisionAppealJudged') return [];
  const { finding, outcome } =
    event.type === 'ReturnDecided'
      ? { finding: event.decision.finding, outcome: 'substantiated' as const }
      : { finding: event.overturned, outcome: 'undetermined' as const };
  if (!finding) return [];
  const { violation, subject } = finding;
  const about =
    subject === 'buyer'
      ? ({ about: 'return', aboutId: returnId, party: event.buyer } as const)
      : ({ about: 'order', aboutId: event.orderId, party: event.seller } as const);
  // What a case is for other findings, the return is here: its latest decision counts.
  return [
    { kind: 'finding', at, caseId: returnId as string as CaseId, violation, outcome, subject, ...about },
  ];
}
