import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type {
  AnsweredFact,
  CancelledFact,
  ChargebackFact,
  ComplaintFact,
  ComplaintJudgedFact,
  DeliveredFact,
  FindingFact,
  OrderFact,
  QuestionFact,
  RefundRequestedFact,
  ScannedFact,
  ShippedFact,
} from './fact.ts';
import type { Side } from './side.ts';
import type { TalkUnits } from './talk-units.ts';
import { PART } from './units.ts';

/**
 * Each of these changes what a party, in its role, knows of one unit, and puts the unit where its metrics now want it.
 * One function a kind of fact, since a function that is handed facts of many shapes reads each of them slowly.
 */
export function takeOrder(side: Side, party: number, fact: OrderFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, dayNumber(fact.at));
  orders.order(slot, fact, side.rules.subject === 'seller' ? fact.buyer : fact.seller);
  side.replace(party, orders, slot, orders.movedBy.order);
}

export function takeShipped(side: Side, party: number, fact: ShippedFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, dayNumber(fact.at));
  orders.ship(slot, fact);
  side.replace(party, orders, slot, orders.movedBy.shipped);
}

export function takeScanned(side: Side, party: number, fact: ScannedFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, dayNumber(fact.at));
  orders.scan(slot, fact.at);
  side.rejudge(party, orders, slot, orders.movedBy.scanned);
}

export function takeDelivered(side: Side, party: number, fact: DeliveredFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, dayNumber(fact.at));
  orders.deliver(slot, fact.at);
  side.rejudge(party, orders, slot, orders.movedBy.delivered);
}

export function takeCancelled(side: Side, party: number, fact: CancelledFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, dayNumber(fact.at));
  orders.cancel(slot, fact);
  side.rejudge(party, orders, slot, orders.movedBy.cancelled);
}

export function takeChargeback(side: Side, party: number, fact: ChargebackFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, dayNumber(fact.at));
  orders.chargeback(slot, fact);
  side.rejudge(party, orders, slot, orders.movedBy.chargeback);
}

export function takeQuestion(side: Side, party: number, fact: QuestionFact): void {
  const { question, conversation } = side.talks;
  const other = side.rules.subject === 'seller' ? fact.buyer : fact.seller;
  startTalk(side, party, question, fact.questionId, fact.at, other);
  if (!conversation.isCounted) return;
  const key = conversationKey(fact.conversationId, dayNumber(fact.at));
  startTalk(side, party, conversation, key, fact.at, other);
}

export function takeAnswered(side: Side, party: number, fact: AnsweredFact): void {
  const { question } = side.talks;
  if (!question.isCounted) return;
  const slot = side.slot(party, question, fact.questionId, dayNumber(fact.at));
  question.answer(slot, fact.at);
  side.rejudge(party, question, slot, question.movedBy.answered);
}

export function takeRefundRequested(side: Side, party: number, fact: RefundRequestedFact): void {
  const other = side.rules.subject === 'seller' ? fact.buyer : fact.seller;
  startTalk(side, party, side.talks.return, fact.returnId, fact.at, other);
}

export function takeComplaint(side: Side, party: number, fact: ComplaintFact): void {
  startTalk(side, party, side.talks.complaint, fact.complaintId, fact.at, fact.seller);
}

export function takeComplaintJudged(side: Side, party: number, fact: ComplaintJudgedFact): void {
  const { complaint } = side.talks;
  if (!complaint.isCounted) return;
  const slot = side.slot(party, complaint, fact.complaintId, dayNumber(fact.at));
  complaint.judge(slot, fact);
  side.rejudge(party, complaint, slot, complaint.movedBy['complaint-judged']);
}

export function takeFinding(side: Side, party: number, fact: FindingFact): void {
  const { about, aboutId, at } = fact;
  const units = side.units(about);
  if (!units.isCounted) return;
  // A conversation counts once more for each case that examined it: see `conversationKey`.
  const key = about === 'conversation' ? conversationKey(aboutId, fact.caseId) : aboutId;
  const slot = side.slot(party, units, key, dayNumber(at));
  if (about === 'conversation')
    (units as TalkUnits).start(slot, fact.occurredAt ?? at, fact.counterparty ?? aboutId);
  units.find(slot, fact);
  side.replace(party, units, slot, units.movedBy.finding);
}

/**
 * A conversation counts once on each day that something was asked in it, and once more for each case that examined
 * it: one that goes on for years is neither forgotten nor always judged by its first day.
 */
export function conversationKey(id: string, dayOrCase: number | string): string {
  return `${id}${PART}${dayOrCase}`;
}

function startTalk(
  side: Side,
  party: number,
  talks: TalkUnits,
  key: string,
  at: EpochMs,
  counterparty: string,
): void {
  if (!talks.isCounted) return;
  const slot = side.slot(party, talks, key, dayNumber(at));
  talks.start(slot, at, counterparty);
  side.replace(party, talks, slot, talks.rules);
}
