import { describe, expect, it } from 'vitest';
import { RULEBOOK as R } from '../../../test/rulebook.ts';
import { isRefusal, type Decision } from '../../kernel/decision.ts';
import { DAY_MS } from '../../kernel/time.ts';
import * as answer from './answer.ts';
import * as cure from './cure.ts';
import type { ReturnEvent } from './events.ts';
import { evolveReturn, returns } from './evolve.ts';
import * as expire from './expire.ts';
import * as goods from './goods.ts';
import * as platform from './platform.ts';
import {
  type Note,
  type PlatformDecision,
  REMEDIES,
  type Return,
  RETURN_STATUSES,
  type ReturnStatus,
  type Stage,
} from './return.ts';
import { STEP_OF } from './steps.ts';

/**
 * The whole machine: from each state, every event that anything can bring about there, and where it leads. The test below tries
 * every act in every state with everything that an act can depend on; what it finds has to be this table, no more and no less.
 */
const MACHINE: Readonly<Record<ReturnStatus, readonly string[]>> = {
  requested: [
    'OfferMade -> negotiating',
    'ReturnApproved -> awaiting-return',
    'ReturnApproved -> paying',
    'ReturnApproved -> refund-pending',
    'ReturnApproved -> repair',
    'ReturnApproved -> replacement',
    'ReturnClosed -> closed',
    'ReturnRejected -> rejected',
  ],
  negotiating: [
    'NegotiationExtended -> negotiating',
    'OfferDeclined -> negotiating',
    'OfferMade -> negotiating',
    'ReturnApproved -> awaiting-return',
    'ReturnApproved -> paying',
    'ReturnApproved -> refund-pending',
    'ReturnApproved -> repair',
    'ReturnApproved -> replacement',
    'ReturnClosed -> closed',
    'ReturnRejected -> rejected',
    'ReviewBegun -> platform-review',
  ],
  rejected: [
    'AppealOverdue -> rejected',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealJudged -> rejected',
    'DecisionAppealed -> rejected',
    'DecisionFinal -> rejected',
    'GoodsAccepted -> refund-pending',
    'ReturnClosed -> closed',
    'ReviewBegun -> platform-review',
  ],
  'awaiting-return': [
    'AppealOverdue -> awaiting-return',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> awaiting-return',
    'DecisionFinal -> awaiting-return',
    'GoodsSentBack -> in-transit',
    'ReturnClosed -> closed',
  ],
  'in-transit': [
    'AppealOverdue -> in-transit',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> in-transit',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> in-transit',
    'DecisionFinal -> in-transit',
    'GoodsReceived -> inspection',
    'ParcelSeen -> in-transit',
    'ReviewBegun -> platform-review',
  ],
  inspection: [
    'AppealOverdue -> inspection',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> inspection',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> inspection',
    'DecisionFinal -> inspection',
    'GoodsAccepted -> paying',
    'GoodsAccepted -> refund-pending',
    'GoodsAccepted -> repair',
    'GoodsAccepted -> replacement',
    'ReturnRejected -> rejected',
  ],
  repair: [
    'AppealOverdue -> repair',
    'CureFailed -> choosing',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealJudged -> repair',
    'DecisionAppealed -> repair',
    'DecisionFinal -> repair',
    'GoodsSentOut -> sent-out',
  ],
  choosing: [
    'AppealOverdue -> choosing',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> choosing',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> choosing',
    'DecisionFinal -> choosing',
    'RemedyChosen -> awaiting-return',
    'RemedyChosen -> paying',
    'RemedyChosen -> refund-pending',
    'RemedyChosen -> replacement',
    'ReturnClosed -> closed',
  ],
  paying: [
    'AppealOverdue -> paying',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> paying',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> paying',
    'DecisionFinal -> paying',
    'DifferencePaid -> replacement',
    'RemedyChosen -> awaiting-return',
    'RemedyChosen -> refund-pending',
  ],
  replacement: [
    'AppealOverdue -> replacement',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealJudged -> replacement',
    'DecisionAppealed -> replacement',
    'DecisionFinal -> replacement',
    'GoodsSentOut -> sent-out',
    'RemedyChosen -> awaiting-return',
    'RemedyChosen -> refund-pending',
  ],
  'sent-out': [
    'AppealOverdue -> sent-out',
    'CureFailed -> choosing',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealJudged -> sent-out',
    'DecisionAppealed -> sent-out',
    'DecisionFinal -> sent-out',
    'GoodsArrived -> checking',
    'ParcelSeen -> sent-out',
    'ReturnClosed -> closed',
    'ReviewBegun -> platform-review',
  ],
  checking: [
    'AppealOverdue -> checking',
    'CureFailed -> choosing',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> checking',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> checking',
    'DecisionFinal -> checking',
    'ReturnClosed -> closed',
  ],
  'platform-review': [
    'AppealOverdue -> platform-review',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> platform-review',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> platform-review',
    'DecisionFinal -> platform-review',
    'DecisionOverdue -> platform-review',
    'EvidenceFrozen -> platform-review',
    'ReturnClosed -> closed',
    'ReturnDecided -> awaiting-return',
    'ReturnDecided -> closed',
    'ReturnDecided -> paying',
    'ReturnDecided -> refund-pending',
    'ReturnDecided -> repair',
    'ReturnDecided -> replacement',
    'StatementAdded -> platform-review',
  ],
  'refund-pending': [
    'AppealOverdue -> refund-pending',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> refund-pending',
    'DecisionFinal -> refund-pending',
    'RefundOverdue -> refund-pending',
  ],
  closed: [
    'AppealOverdue -> closed',
    'DecisionAppealJudged -> awaiting-return',
    'DecisionAppealJudged -> closed',
    'DecisionAppealJudged -> refund-pending',
    'DecisionAppealed -> closed',
    'DecisionFinal -> closed',
    'ReturnReopened -> awaiting-return',
  ],
};

/** A Monday. */
const T = Date.UTC(2026, 5, 1, 9);
const SOON = T + DAY_MS;
/** Past every clock, also that of an appeal. */
const LATE = T + 40 * DAY_MS;
const SHIPMENT = 'shp_1' as never;
const PHOTO = { kind: 'photo', mime: 'image/png', bytes: 1, sha256: 'a', content: 'c' as never } as const;
const NOTE: Note = { by: 'seller', at: T, about: 'statement', text: 'text' as never, files: [PHOTO] };
const SIDES = ['buyer', 'seller'] as const;
const OUTCOMES = ['for-buyer', 'for-seller', 'split'] as const;

type Act = (state: Return) => Decision<ReturnEvent>;

/** Every function that decides about a return, with each command that changes what it decides. */
const ACTS: Readonly<Record<string, readonly Act[]>> = {
  approveReturn: [null, ...REMEDIES].map((remedy) => (s) => answer.approveReturn(s, { remedy, at: T }, R)),
  rejectReturn: [(s) => answer.rejectReturn(s, { note: NOTE, at: T }, R)],
  makeOffer: SIDES.map((by) => (s) => {
    const offer = { by, remedy: 'refund', amountMinor: 4_000, text: 't' as never, at: T } as const;
    return answer.makeOffer(s, offer, R);
  }),
  answerOffer: SIDES.flatMap((by) =>
    (['accept', 'decline'] as const).map(
      (said): Act =>
        (s) =>
          answer.answerOffer(s, { by, answer: said, at: T }, R),
    ),
  ),
  extendNegotiation: SIDES.map((by) => (s) => answer.extendNegotiation(s, { by, at: T }, R)),
  handOver: SIDES.map((by) => (s) => answer.handOver(s, { by, note: NOTE, at: T }, R)),
  withdrawReturn: [(s) => answer.withdrawReturn(s, T)],
  sendOut: [(s) => cure.sendOut(s, { shipmentId: SHIPMENT, at: T }, R)],
  giveUpRepair: [(s) => cure.giveUpRepair(s, { note: NOTE, at: T }, R)],
  checkGoods: [true, false].map((works) => (s) => cure.checkGoods(s, { works, note: NOTE, at: T }, R)),
  chooseRemedy: (['return', 'exchange'] as const).map(
    (remedy) => (s) => cure.chooseRemedy(s, { remedy, by: 'buyer', at: T }, R),
  ),
  moneyInstead: [(s) => cure.moneyInstead(s, { by: 'shortage', at: T }, R)],
  payDifference: [
    (s) => cure.payDifference(s, { part: { orderId: 'ord_2' as never, amountMinor: 2_000 }, at: T }, R),
  ],
  sendBack: [(s) => goods.sendBack(s, { shipmentId: SHIPMENT, at: T }, R)],
  followParcel: (['moving', 'delivered', 'lost', 'returned'] as const).map(
    (status) => (s) => goods.followParcel(s, { shipmentId: SHIPMENT, status, at: T }, R),
  ),
  receiveGoods: [(s) => goods.receiveGoods(s, T, R)],
  inspectGoods: (['accepted', 'reduced', 'rejected'] as const).map((verdict) => (s) => {
    const payMinor = verdict === 'reduced' ? 6_000 : null;
    return goods.inspectGoods(
      s,
      { verdict, restocked: [1], payMinor, repairDays: null, note: NOTE, at: T },
      R,
    );
  }),
  reopenReturn: [(s) => goods.reopenReturn(s, T, R)],
  addStatement: [(s) => platform.addStatement(s, { note: NOTE, at: T }, R)],
  freezeEvidence: [(s) => platform.freezeEvidence(s, { bundle: 'b' as never, sha256: 'h', at: T })],
  decideReturn: OUTCOMES.flatMap((outcome) =>
    [null, ...REMEDIES].map((remedy): Act => (s) => {
      const amountMinor = outcome === 'split' ? 3_000 : null;
      const command = { by: 'pty_1' as never, outcome, remedy, amountMinor, misuse: false };
      return platform.decideReturn(s, { ...command, reasons: 'r' as never, at: T }, R);
    }),
  ),
  appealDecision: SIDES.map((by) => (s) => platform.appealDecision(s, { by, text: 't' as never, at: T }, R)),
  judgeReturnAppeal: (['upheld', 'reversed'] as const).map((outcome) => (s) => {
    const command = { reviewer: 'pty_2' as never, outcome, reasons: 'r' as never, at: T };
    return platform.judgeReturnAppeal(s, command, R);
  }),
  letRejectionStand: [(s) => expire.letRejectionStand(s, T, R)],
  expireReturn: [T, SOON, LATE].map((at) => (s) => expire.expireReturn(s, at, R)),
};

/** Steps of the functions above, not acts of their own. */
const PARTS = ['notNow', 'approved', 'closed', 'checkedInSilence', 'refundOverdue'];

/** Events that the ledger and the clocks' keeper write, whatever state a return is in: see `processes/returns.test.ts`. */
const OF_WORKFLOWS = [
  'ReturnRequested',
  'RefundPaid',
  'DifferenceGivenBack',
  'DifferencePostponed',
  'ClockPostponed',
];

/** Each state with everything of its own that an act may look at. */
function stagesOf(status: ReturnStatus): readonly Stage[] {
  const frozen = { at: T, sha256: 'h', bundle: 'b' as never };
  const sent = ['replacement', 'repaired', 'part'] as const;
  const until = { quietUntil: SOON, shipmentId: SHIPMENT };
  switch (status) {
    case 'requested':
      return [{ status, answerBy: SOON }];
    case 'negotiating':
      return [{ status, until: SOON }];
    case 'rejected':
      return [
        { status, at: 'request', payMinor: 0, disputeBy: SOON },
        { status, at: 'inspection', payMinor: 6_000, disputeBy: SOON },
      ];
    case 'awaiting-return':
      return [{ status, sendBy: SOON }];
    case 'in-transit':
      return [null, T].map((arrivedAt) => ({ status, ...until, arrivedAt }));
    case 'inspection':
      return [{ status, inspectBy: SOON, calendar: 'DE' }];
    case 'repair':
      return [{ status, repairBy: SOON }];
    case 'choosing':
      return [{ status, chooseBy: SOON }];
    case 'paying':
      return [{ status, payBy: SOON, differenceMinor: 2_000 }];
    case 'replacement':
      return sent.map((what) => ({ status, what, shipBy: SOON, calendar: 'DE' }));
    case 'sent-out':
      return sent.map((what) => ({ status, what, ...until }));
    case 'checking':
      return sent.map((what) => ({ status, what, checkBy: SOON }));
    case 'platform-review':
      return [frozen, null].map((f) => {
        const clocks = { evidenceUntil: SOON, decideBy: SOON, alarms: 0, calendar: 'DE' };
        return { status, why: 'disputed', frozen: f, ...clocks };
      });
    case 'refund-pending':
      return [{ status, amountMinor: 10_000, payBy: SOON, alarms: 0, calendar: 'DE' }];
    case 'closed':
      return [
        { status, at: T, why: 'refunded', reopenUntil: null },
        { status, at: T, why: 'not-sent-back', reopenUntil: SOON },
      ];
    default:
      return status satisfies never;
  }
}

const REQUESTED = evolveReturn(undefined, {
  type: 'ReturnRequested',
  at: T,
  orderId: 'ord_1' as never,
  seller: 'pty_s' as never,
  buyer: 'pty_b' as never,
  currency: 'EUR',
  country: 'DE',
  sellerCountry: 'DE',
  deliveredAt: T - DAY_MS,
  lines: [{ line: 0, listingId: 'lst_1' as never, quantity: 2, unitMinor: 5_000 }],
  reason: 'defective',
  ground: 'conformity',
  wanted: 'return',
  swap: null,
  claims: [{ orderId: 'ord_1' as never, amountMinor: 10_000 }],
  shippingBy: 'seller',
  rulebook: 'hash',
  note: { ...NOTE, by: 'buyer', about: 'request' },
  stage: { status: 'requested', answerBy: SOON },
});

/** Nothing leads back to where both sides still talk. */
const BEFORE_A_DECISION: ReadonlySet<ReturnStatus> = new Set(['requested', 'negotiating']);

/** Decided or not, for whom, appealed by whom, and with a clock before or after that of the state. */
function decisionsIn(status: ReturnStatus): readonly (PlatformDecision | null)[] {
  if (BEFORE_A_DECISION.has(status)) return [null];
  const base = { by: 'pty_1' as never, at: T, amountMinor: 3_000, reasons: 'r' as never, finding: null };
  const decided = OUTCOMES.flatMap((outcome) =>
    [T, SOON].flatMap((until): readonly PlatformDecision[] => {
      const filed = { at: T, text: 't' as never, decideBy: until, alarmed: false, status: 'filed' } as const;
      const appeals = [null, ...SIDES.map((by) => ({ ...filed, by }))];
      return appeals.map((appeal) => ({ ...base, outcome, appealUntil: until, appeal, isFinal: false }));
    }),
  );
  return [null, ...decided];
}

/** Every return that an act can tell from another. */
function* histories(status: ReturnStatus): Generator<Return> {
  const offer = { at: T, remedy: 'refund', amountMinor: 4_000, text: 't' as never, answer: 'open' } as const;
  const offers = [[], [{ ...offer, by: 'seller' as const }], [{ ...offer, by: 'buyer' as const }]];
  const swaps = [null, 6_000, 4_000];
  for (const stage of stagesOf(status))
    for (const remedy of REMEDIES)
      for (const reception of ['awaiting', 'received', 'lost', 'expired'] as const)
        for (const unitMinor of remedy === 'exchange' ? swaps : [null])
          for (const open of status === 'negotiating' ? offers : [[]])
            for (const decision of remedy === 'return' ? decisionsIn(status) : [null]) {
              const swap = unitMinor === null ? null : { listingId: 'lst_2' as never, unitMinor };
              yield { ...REQUESTED, wanted: remedy, remedy, reception, swap, offers: open, decision, stage };
            }
}

/** What can happen in a state, found by trying everything. */
function found(status: ReturnStatus): ReadonlySet<string> {
  const ways = new Set<string>();
  for (const state of histories(status))
    for (const act of Object.values(ACTS).flat()) {
      const events = act(state);
      if (isRefusal(events) || events.length === 0) continue;
      const next = events.reduce<Return>((s, e) => evolveReturn(s, e), state);
      ways.add(`${events.map((e) => e.type).join(' + ')} -> ${next.stage.status}`);
      // A state has a deadline, or it is an end; a decision that is not final has one in any case.
      const isOver = next.stage.status === 'closed' && (next.decision === null || next.decision.isFinal);
      if ((returns.due?.(next) === undefined) !== isOver) ways.add(`no clock after ${events.at(-1)?.type}`);
    }
  return ways;
}

describe('the machine of a return', () => {
  it.each(RETURN_STATUSES)('from %s goes where the table says, and nowhere else', (status) => {
    expect([...found(status)].toSorted()).toEqual(MACHINE[status].toSorted());
  });

  it('is tried by every function that decides about it', () => {
    const deciding = [answer, cure, goods, platform, expire].flatMap((module) => Object.keys(module));
    expect(deciding.filter((name) => !PARTS.includes(name)).toSorted()).toEqual(Object.keys(ACTS).toSorted());
  });

  it('knows every event there is', () => {
    const named = new Set(
      Object.values(MACHINE).flatMap((ways) => ways.flatMap((w) => w.split(/ -> | \+ /))),
    );
    expect(
      Object.keys(STEP_OF)
        .filter((type) => !named.has(type))
        .toSorted(),
    ).toEqual(OF_WORKFLOWS.toSorted());
  });
});
