import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { ReturnEvent, ReturnRequested } from './events.ts';
import { claimedMinor, type Offer, type PlatformDecision, type Return, type Stage } from './return.ts';

function requested(event: ReturnRequested): Return {
  const { type: _, at: requestedAt, note, stage, ...facts } = event;
  const nothing = facts.lines.map(() => 0);
  return {
    ...facts,
    requestedAt,
    remedy: facts.wanted,
    amountMinor: claimedMinor(facts),
    reception: 'awaiting',
    acceptance: 'pending',
    offers: [],
    extensions: 0,
    notes: [note],
    cureTried: false,
    reopened: 0,
    restocked: nothing,
    writtenOff: nothing,
    parcels: [],
    refunds: [],
    differenceTryAt: null,
    differenceOrder: null,
    decision: null,
    postponed: null,
    stage,
  };
}

export function evolveReturn(state: Return | undefined, event: ReturnEvent): Return {
  if (event.type === 'ReturnRequested') return requested(event);
  assert(state, `${event.type} before ReturnRequested`);
  if (event.type === 'ClockPostponed') {
    const { country, year, tryAt } = event;
    return { ...state, postponed: { country, year, tryAt } };
  }
  const stage: Stage = 'stage' in event ? event.stage : state.stage;
  return changed({ ...state, postponed: null, stage }, event);
}

type Later = Exclude<ReturnEvent, { type: 'ReturnRequested' | 'ClockPostponed' }>;

function changed(state: Return, event: Later): Return {
  switch (event.type) {
    case 'OfferMade':
      return { ...state, offers: [...answered(state.offers, 'declined'), event.offer] };
    case 'OfferDeclined':
      return { ...state, offers: answered(state.offers, 'declined') };
    case 'NegotiationExtended':
      return { ...state, extensions: state.extensions + 1 };
    case 'ReturnApproved': {
      const { how, remedy, amountMinor } = event;
      const offers = how === 'agreement' ? answered(state.offers, 'accepted') : state.offers;
      return { ...state, remedy, amountMinor, acceptance: 'accepted', offers, cureTried: how === 'cure' };
    }
    case 'ReturnRejected':
      return { ...state, acceptance: 'rejected', notes: [...state.notes, event.note] };
    case 'StatementAdded':
      return { ...state, notes: [...state.notes, event.note] };
    case 'ReturnDecided': {
      const { decision, remedy } = event;
      const { amountMinor } = decision;
      const agreedRefunds = state.refunds.length;
      return { ...state, decision, agreedRefunds, remedy, amountMinor, acceptance: 'by-hand' };
    }
    case 'DecisionFinal':
      return { ...state, decision: { ...decided(state), isFinal: true } };
    case 'DecisionAppealed':
      return { ...state, decision: { ...decided(state), appeal: event.appeal } };
    case 'AppealOverdue':
      return { ...state, decision: withAppeal(state, { decideBy: event.decideBy, alarmed: true }) };
    case 'DecisionAppealJudged':
      return judged(state, event);
    default:
      return moved(state, event);
  }
}

type Moving = Exclude<
  Later,
  {
    type:
      | 'OfferMade'
      | 'OfferDeclined'
      | 'NegotiationExtended'
      | 'ReturnApproved'
      | 'ReturnRejected'
      | 'StatementAdded'
      | 'ReturnDecided'
      | 'DecisionFinal'
      | 'DecisionAppealed'
      | 'AppealOverdue'
      | 'DecisionAppealJudged';
  }
>;

function moved(state: Return, event: Moving): Return {
  switch (event.type) {
    case 'GoodsSentBack': {
      const { shipmentId } = event;
      return { ...state, parcels: [...state.parcels, { shipmentId, way: 'back' }] };
    }
    case 'GoodsReceived':
      return { ...state, reception: 'received' };
    case 'GoodsAccepted': {
      const { restocked, writtenOff, amountMinor } = event;
      return { ...state, acceptance: 'accepted', restocked, writtenOff, amountMinor };
    }
    case 'ReviewBegun': {
      const notes = event.note ? [...state.notes, event.note] : state.notes;
      return { ...state, notes, reception: event.stage.why === 'lost' ? 'lost' : state.reception };
    }
    case 'CureFailed': {
      const notes = event.note ? [...state.notes, event.note] : state.notes;
      return {
        ...state,
        cureTried: true,
        notes,
        reception: event.by === 'carrier' ? 'lost' : state.reception,
      };
    }
    case 'RemedyChosen':
      return { ...state, remedy: event.remedy, differenceTryAt: null };
    case 'DifferencePostponed':
      return { ...state, differenceTryAt: event.tryAt };
    case 'DifferencePaid':
      return {
        ...state,
        differenceOrder: event.part,
        claims: [...state.claims, event.part],
        amountMinor: state.amountMinor + event.part.amountMinor,
      };
    case 'DifferenceGivenBack':
      return { ...state, differenceTryAt: null, refunds: [...state.refunds, event.part] };
    case 'RefundPaid':
      return { ...state, refunds: [...state.refunds, event.part] };
    case 'GoodsSentOut': {
      const { shipmentId } = event;
      return { ...state, parcels: [...state.parcels, { shipmentId, way: 'out' }] };
    }
    case 'ReturnClosed':
      return event.stage.why === 'not-sent-back' ? { ...state, reception: 'expired' } : state;
    case 'ReturnReopened':
      return { ...state, reception: 'awaiting', reopened: state.reopened + 1 };
    case 'GoodsArrived':
      // They are with the buyer again.
      return { ...state, reception: 'awaiting' };
    case 'ParcelSeen':
    case 'EvidenceFrozen':
    case 'DecisionOverdue':
    case 'RefundOverdue':
      return state;
    default:
      return event satisfies never;
  }
}

function answered(offers: readonly Offer[], answer: 'accepted' | 'declined'): readonly Offer[] {
  return offers.map((o) => (o.answer === 'open' ? { ...o, answer } : o));
}

function decided(state: Return): PlatformDecision {
  assert(state.decision, 'nothing was decided yet');
  return state.decision;
}

function withAppeal(state: Return, change: object): PlatformDecision {
  const decision = decided(state);
  assert(decision.appeal, 'nobody has appealed');
  return { ...decision, appeal: { ...decision.appeal, ...change } };
}

function judged(state: Return, event: Extract<ReturnEvent, { type: 'DecisionAppealJudged' }>): Return {
  const { reviewer, at: judgedAt, outcome: status, reasons, overturned, amountMinor } = event;
  const decision = withAppeal(state, { status, reviewer, judgedAt, reasons });
  return {
    ...state,
    amountMinor,
    decision: { ...decision, finding: overturned ? null : decision.finding, isFinal: true },
  };
}

/** The clock of the state itself; `undefined` at an end. */
export function stageDue(stage: Stage): number | undefined {
  switch (stage.status) {
    case 'requested':
      return stage.answerBy;
    case 'negotiating':
      return stage.until;
    case 'rejected':
      return stage.disputeBy;
    case 'awaiting-return':
      return stage.sendBy;
    case 'in-transit':
      return stage.arrivedAt ?? stage.quietUntil;
    case 'sent-out':
      return stage.quietUntil;
    case 'inspection':
      return stage.inspectBy;
    case 'repair':
      return stage.repairBy;
    case 'choosing':
      return stage.chooseBy;
    case 'paying':
    case 'refund-pending':
      return stage.payBy;
    case 'replacement':
      return stage.shipBy;
    case 'checking':
      return stage.checkBy;
    case 'platform-review':
      return stage.frozen ? stage.decideBy : stage.evidenceUntil;
    case 'closed':
      return undefined;
    default:
      return stage satisfies never;
  }
}

/** A decision becomes final by itself, or its appeal has a clock of its own, whatever state the goods and money are in. */
export function decisionDue({ decision }: Pick<Return, 'decision'>): number | undefined {
  if (!decision || decision.isFinal) return undefined;
  return decision.appeal ? decision.appeal.decideBy : decision.appealUntil;
}

/** Stream id `ret_...`. `parcel` finds a return by a parcel of it, either way; `open_of` the buyer while it is not closed. */
export const returns: Concept<
  Return,
  ReturnEvent,
  'order_id' | 'seller' | 'buyer' | 'status' | 'open_of' | 'parcel' | 'difference_order' | 'appealed'
> = {
  name: 'return_request',
  revision: 3,
  evolve: evolveReturn,
  columns: {
    order_id: { type: 'text', of: (r) => r.orderId },
    seller: { type: 'text', of: (r) => r.seller },
    buyer: { type: 'text', of: (r) => r.buyer },
    status: { type: 'text', of: (r) => r.stage.status },
    open_of: { type: 'text', of: (r) => (r.stage.status === 'closed' ? null : r.buyer) },
    parcel: { type: 'text[]', of: (r) => r.parcels.map((p) => p.shipmentId) },
    difference_order: { type: 'text', of: (r) => r.differenceOrder?.orderId ?? null },
    appealed: { type: 'boolean', of: (r) => r.decision?.appeal?.status === 'filed' },
  },
  due: (r) => {
    const clocks = [stageDue(r.stage), decisionDue(r), r.differenceTryAt ?? undefined].filter(
      (at) => at !== undefined,
    );
    if (clocks.length === 0) return undefined;
    const next = Math.min(...clocks);
    return r.postponed ? Math.max(next, r.postponed.tryAt) : next;
  },
};
