import { dayNumber } from '../kernel/time.ts';
import type { FindingFact, SignalFact } from './fact.ts';
import type { Side } from './side.ts';
import type { TalkUnits } from './talk-units.ts';
import { PART, type TalkKind } from './units.ts';

/** Facts about parties; a strike concerns none in particular. */
export type PartyFact = Exclude<SignalFact, { kind: 'strike' }>;

type OrderChange = Extract<PartyFact, { orderId: string }>;
type TalkChange = Exclude<PartyFact, OrderChange | { kind: 'finding' } | { kind: 'holiday' }>;

/** Changes what a party, in its role, knows of one unit, and puts the unit where its metrics now want it. */
export function takeIn(side: Side, party: number, fact: PartyFact): void {
  switch (fact.kind) {
    case 'order':
    case 'shipped':
    case 'scanned':
    case 'delivered':
    case 'cancelled':
    case 'chargeback':
      takeInOrder(side, party, fact);
      return;
    case 'question':
    case 'answered':
    case 'refund-requested':
    case 'complaint':
    case 'complaint-judged':
      takeInTalk(side, party, fact);
      return;
    case 'finding':
      takeInFinding(side, party, fact);
      return;
    case 'holiday':
      side.declareHoliday(party, fact);
      return;
    default:
      fact satisfies never;
  }
}

function takeInOrder(side: Side, party: number, fact: OrderChange): void {
  const { orders } = side;
  if (!orders.isCounted) return;
  const slot = side.slot(party, orders, fact.orderId, fact.at);
  switch (fact.kind) {
    case 'order':
      orders.order(slot, fact, side.rules.subject === 'seller' ? fact.buyer : fact.seller);
      break;
    case 'shipped':
      orders.ship(slot, fact);
      break;
    case 'scanned':
      orders.scan(slot, fact.at);
      break;
    case 'delivered':
      orders.deliver(slot, fact.at);
      break;
    case 'cancelled':
      orders.cancel(slot, fact);
      break;
    case 'chargeback':
      orders.chargeback(slot, fact);
      break;
    default:
      fact satisfies never;
  }
  side.rejudge(party, orders, slot, orders.movedBy(fact.kind));
}

function takeInFinding(side: Side, party: number, fact: FindingFact): void {
  const { about, aboutId, at } = fact;
  const units = side.units(about);
  if (!units.isCounted) return;
  // A conversation counts once more for each case that examined it: see `conversationKey`.
  const key = about === 'conversation' ? conversationKey(aboutId, fact.caseId) : aboutId;
  const slot = side.slot(party, units, key, at);
  if (about === 'conversation')
    (units as TalkUnits).start(slot, fact.occurredAt ?? at, fact.counterparty ?? aboutId);
  units.find(slot, fact);
  side.rejudge(party, units, slot, units.movedBy('finding'));
}

/**
 * A conversation counts once on each day that something was asked in it, and once more for each case that examined
 * it: one that goes on for years is neither forgotten nor always judged by its first day.
 */
export function conversationKey(id: string, dayOrCase: number | string): string {
  return `${id}${PART}${dayOrCase}`;
}

function takeInTalk(side: Side, party: number, fact: TalkChange): void {
  const other = side.rules.subject === 'seller' ? 'buyer' : 'seller';
  switch (fact.kind) {
    case 'question':
      startTalk(side, party, 'question', fact.questionId, fact, fact[other]);
      if (side.talks.conversation.isCounted) {
        const key = conversationKey(fact.conversationId, dayNumber(fact.at));
        startTalk(side, party, 'conversation', key, fact, fact[other]);
      }
      return;
    case 'refund-requested':
      startTalk(side, party, 'return', fact.returnId, fact, fact[other]);
      return;
    case 'complaint':
      startTalk(side, party, 'complaint', fact.complaintId, fact, fact.seller);
      return;
    case 'answered': {
      const questions = side.talks.question;
      if (!questions.isCounted) return;
      const slot = side.slot(party, questions, fact.questionId, fact.at);
      questions.answer(slot, fact.at);
      side.rejudge(party, questions, slot, questions.movedBy(fact.kind));
      return;
    }
    case 'complaint-judged': {
      const complaints = side.talks.complaint;
      if (!complaints.isCounted) return;
      const slot = side.slot(party, complaints, fact.complaintId, fact.at);
      complaints.judge(slot, fact);
      side.rejudge(party, complaints, slot, complaints.movedBy(fact.kind));
      return;
    }
    default:
      fact satisfies never;
  }
}

function startTalk(
  side: Side,
  party: number,
  kind: TalkKind,
  key: string,
  fact: TalkChange,
  counterparty: string,
): void {
  const talks = side.talks[kind];
  if (!talks.isCounted) return;
  const slot = side.slot(party, talks, key, fact.at);
  talks.start(slot, fact.at, counterparty);
  side.rejudge(party, talks, slot, talks.movedBy(fact.kind));
}
