import { dayNumber } from '../kernel/time.ts';
import type { FindingFact, SignalFact } from './fact.ts';
import type { PartySignals, PlainTalk } from './party.ts';
import type { TalkUnit } from './unit.ts';

/** Facts about parties; a strike concerns none in particular. */
export type PartyFact = Exclude<SignalFact, { kind: 'strike' }>;

type OrderChange = Extract<PartyFact, { orderId: string }>;
type TalkChange = Exclude<PartyFact, OrderChange | { kind: 'finding' } | { kind: 'holiday' }>;

/** Changes what a party, in its role, knows of one unit, and puts the unit where its metrics now want it. */
export function takeIn(party: PartySignals, fact: PartyFact): void {
  switch (fact.kind) {
    case 'order':
    case 'shipped':
    case 'scanned':
    case 'delivered':
    case 'cancelled':
    case 'chargeback':
      takeInOrder(party, fact);
      return;
    case 'question':
    case 'answered':
    case 'refund-requested':
    case 'complaint':
    case 'complaint-judged':
      takeInTalk(party, fact);
      return;
    case 'finding':
      takeInFinding(party, fact);
      return;
    case 'holiday':
      party.declareHoliday(fact);
      return;
    default:
      fact satisfies never;
  }
}

function takeInOrder(party: PartySignals, fact: OrderChange): void {
  const order = party.orderUnit(fact.orderId, fact.at);
  if (order === undefined) return;
  switch (fact.kind) {
    case 'order':
      order.order(fact, party.rules.subject === 'seller' ? fact.buyer : fact.seller);
      break;
    case 'shipped':
      order.ship(fact);
      break;
    case 'scanned':
      order.scan(fact.at);
      break;
    case 'delivered':
      order.deliver(fact.at);
      break;
    case 'cancelled':
      order.cancel(fact);
      break;
    case 'chargeback':
      order.chargeback(fact);
      break;
    default:
      fact satisfies never;
  }
  party.rejudge('order', order);
}

function takeInFinding(party: PartySignals, fact: FindingFact): void {
  const { about, aboutId, at } = fact;
  if (about === 'order') {
    const order = party.orderUnit(aboutId, at);
    if (order === undefined) return;
    order.find(fact);
    party.rejudge(about, order);
    return;
  }
  const unit =
    about === 'return'
      ? party.talkUnit(about, aboutId, at)
      : party.conversationUnit(aboutId, fact.caseId, at);
  if (unit === undefined) return;
  if (about === 'conversation') unit.begin(fact.occurredAt ?? at, fact.counterparty ?? aboutId);
  unit.find(fact);
  party.rejudge(about, unit);
}

function takeInTalk(party: PartySignals, fact: TalkChange): void {
  const change = (kind: PlainTalk, id: string, how: (unit: TalkUnit) => void) => {
    const unit = party.talkUnit(kind, id, fact.at);
    if (unit === undefined) return;
    how(unit);
    party.rejudge(kind, unit);
  };
  switch (fact.kind) {
    case 'question': {
      const other = party.rules.subject === 'seller' ? fact.buyer : fact.seller;
      change('question', fact.questionId, (question) => question.begin(fact.at, other));
      const conversation = party.conversationUnit(fact.conversationId, dayNumber(fact.at), fact.at);
      if (conversation === undefined) return;
      conversation.begin(fact.at, other);
      party.rejudge('conversation', conversation);
      return;
    }
    case 'answered':
      change('question', fact.questionId, (question) => question.answer(fact.at));
      return;
    case 'refund-requested': {
      const other = party.rules.subject === 'seller' ? fact.buyer : fact.seller;
      change('return', fact.returnId, (request) => request.begin(fact.at, other));
      return;
    }
    case 'complaint':
      change('complaint', fact.complaintId, (complaint) => complaint.begin(fact.at, fact.seller));
      return;
    case 'complaint-judged':
      change('complaint', fact.complaintId, (complaint) => complaint.judge(fact));
      return;
    default:
      fact satisfies never;
  }
}
