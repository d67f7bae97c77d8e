import { dayNumber } from '../kernel/time.ts';
import type { ChargebackFact, CancelledFact, ComplaintJudgedFact, FindingFact } from './fact.ts';
import type { Row } from './row.ts';
import type { Side } from './side.ts';
import type { TalkUnits } from './talk-units.ts';

/** Whether the side has any metric that such a fact could change; if not, its party need not be held for it. */
export function counts({ orders, talks }: Side, { kind }: Row): boolean {
  switch (kind) {
    case 'order':
    case 'cancelled':
      return orders.isCounted;
    case 'question':
      return talks.question.isCounted || talks.conversation.isCounted;
    case 'refund-requested':
      return talks.return.isCounted;
    default:
      return true;
  }
}

/** Changes what the party, in its role, knows of one unit, and puts the unit where its metrics now want it. */
export function takeIn(side: Side, party: number, row: Row): void {
  switch (row.kind) {
    case 'order':
      takeOrder(side, party, row);
      break;
    case 'shipped':
      takeShipped(side, party, row);
      break;
    case 'scanned':
      takeScanned(side, party, row);
      break;
    case 'delivered':
      takeDelivered(side, party, row);
      break;
    case 'question':
      takeQuestion(side, party, row);
      break;
    case 'answered':
      takeAnswered(side, party, row);
      break;
    default:
      takeSeldom(side, party, row);
  }
}

function takeSeldom(side: Side, party: number, row: Row): void {
  const fact = row.rest;
  switch (fact?.kind) {
    case 'cancelled':
      takeCancelled(side, party, row, fact);
      break;
    case 'refund-requested':
      startTalk(side, party, side.talks.return, row.unit, row);
      break;
    case 'chargeback':
      takeChargeback(side, party, row, fact);
      break;
    case 'holiday':
      side.declareHoliday(party, fact);
      break;
    case 'complaint':
      startTalk(side, party, side.talks.complaint, row.unit, row);
      break;
    case 'complaint-judged':
      takeComplaintJudged(side, party, row, fact);
      break;
    case 'finding':
      takeFinding(side, party, row, fact);
      break;
    case 'strike':
    case undefined:
      break;
    default:
      fact satisfies never;
  }
}

function takeOrder(side: Side, party: number, row: Row): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, row.unit, dayNumber(row.at));
  orders.order(slot, row, counterpartyOf(side, row));
  side.replace(party, orders, slot, orders.movedBy.order);
}

function takeShipped(side: Side, party: number, row: Row): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, row.unit, dayNumber(row.at));
  orders.ship(slot, row);
  side.replace(party, orders, slot, orders.movedBy.shipped);
}

function takeScanned(side: Side, party: number, row: Row): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, row.unit, dayNumber(row.at));
  orders.scan(slot, row.at);
  side.rejudge(party, orders, slot, orders.movedBy.scanned);
}

function takeDelivered(side: Side, party: number, row: Row): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, row.unit, dayNumber(row.at));
  orders.deliver(slot, row.at);
  side.rejudge(party, orders, slot, orders.movedBy.delivered);
}

function takeQuestion(side: Side, party: number, row: Row): void {
  const { question, conversation } = side.talks;
  startTalk(side, party, question, row.unit, row);
  startTalk(side, party, conversation, row.talk, row);
}

function takeAnswered(side: Side, party: number, row: Row): void {
  const { question } = side.talks;
  if (!question.isCounted) return;
  const slot = side.slot(party, question, row.unit, dayNumber(row.at));
  question.answer(slot, row.at);
  side.rejudge(party, question, slot, question.movedBy.answered);
}

function takeCancelled(side: Side, party: number, row: Row, fact: CancelledFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, row.unit, dayNumber(row.at));
  orders.cancel(slot, fact);
  side.rejudge(party, orders, slot, orders.movedBy.cancelled);
}

function takeChargeback(side: Side, party: number, row: Row, fact: ChargebackFact): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, row.unit, dayNumber(row.at));
  orders.chargeback(slot, fact);
  side.rejudge(party, orders, slot, orders.movedBy.chargeback);
}

function takeComplaintJudged(side: Side, party: number, row: Row, fact: ComplaintJudgedFact): void {
  const { complaint } = side.talks;
  if (!complaint.isCounted) return;
  const slot = side.slot(party, complaint, row.unit, dayNumber(row.at));
  complaint.judge(slot, fact);
  side.rejudge(party, complaint, slot, complaint.movedBy['complaint-judged']);
}

function takeFinding(side: Side, party: number, row: Row, fact: FindingFact): void {
  const { about, at } = fact;
  const units = side.units(about);
  if (!units.isCounted) return;
  const slot = side.slot(party, units, row.unit, dayNumber(at));
  if (about === 'conversation')
    (units as TalkUnits).start(slot, fact.occurredAt ?? at, counterpartyOf(side, row));
  units.find(slot, fact);
  side.replace(party, units, slot, units.movedBy.finding);
}

function startTalk(side: Side, party: number, talks: TalkUnits, name: number, row: Row): void {
  if (!talks.isCounted) return;
  const slot = side.slot(party, talks, name, dayNumber(row.at));
  talks.start(slot, row.at, counterpartyOf(side, row));
  side.replace(party, talks, slot, talks.rules);
}

function counterpartyOf(side: Side, row: Row): number {
  return side.isOfSellers ? row.buyer : row.seller;
}
