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
  switch (fact.kind) {
    case 'question': {
      const other = side.rules.subject === 'seller' ? fact.buyer : fact.seller;
      changeTalk(side, party, 'question', fact.questionId, fact, (talks, slot) =>
        talks.start(slot, fact.at, other),
      );
      const conversations = side.talks.conversation;
      if (!conversations.isCounted) return;
      const key = conversationKey(fact.conversationId, dayNumber(fact.at));
      const slot = side.slot(party, conversations, key, fact.at);
      conversations.start(slot, fact.at, other);
      side.rejudge(party, conversations, slot, conversations.movedBy('question'));
      return;
    }
    case 'answered':
      changeTalk(side, party, 'question', fact.questionId, fact, (talks, slot) =>
        talks.answer(slot, fact.at),
      );
      return;
    case 'refund-requested': {
      const other = side.rules.subject === 'seller' ? fact.buyer : fact.seller;
      changeTalk(side, party, 'return', fact.returnId, fact, (talks, slot) =>
        talks.start(slot, fact.at, other),
      );
      return;
    }
    case 'complaint':
      changeTalk(side, party, 'complaint', fact.complaintId, fact, (talks, slot) =>
        talks.start(slot, fact.at, fact.seller),
      );
      return;
    case 'complaint-judged':
      changeTalk(side, party, 'complaint', fact.complaintId, fact, (talks, slot) => talks.judge(slot, fact));
      return;
    default:
      fact satisfies never;
  }
}

function changeTalk(
  side: Side,
  party: number,
  kind: Exclude<TalkKind, 'conversation'>,
  id: string,
  fact: TalkChange,
  change: (talks: TalkUnits, slot: number) => void,
): void {
  const talks = side.talks[kind];
  if (!talks.isCounted) return;
  const slot = side.slot(party, talks, id, fact.at);
  change(talks, slot);
  side.rejudge(party, talks, slot, talks.movedBy(fact.kind));
}
