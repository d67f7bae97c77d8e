import { describe, expect, it } from 'vitest';
import { RULEBOOK } from '../../../test/rulebook.ts';
import { isRefusal, type Decision } from '../../kernel/decision.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';
import {
  answerOffer,
  approveReturn,
  extendNegotiation,
  handOver,
  makeOffer,
  rejectReturn,
  withdrawReturn,
} from './answer.ts';
import { checkGoods, chooseRemedy, giveUpRepair, payDifference, sendOut } from './cure.ts';
import type { ReturnEvent } from './events.ts';
import { evolveReturn, returns, stageDue } from './evolve.ts';
import { expireReturn } from './expire.ts';
import { followParcel, inspectGoods, receiveGoods, reopenReturn, sendBack } from './goods.ts';
import { addStatement, appealDecision, decideReturn, freezeEvidence, judgeReturnAppeal } from './platform.ts';
import { type Note, type Remedy, type Return, RETURN_STATUSES, type Stage } from './return.ts';
import { groundOf, withdrawalUntil } from './rights.ts';
import { inspection, review } from './stages.ts';

/** A Monday. */
const T = Date.UTC(2026, 5, 1, 9);
const NOTE: Note = { by: 'seller', at: T, about: 'statement', text: 'text' as never, files: [] };
const PHOTO = { kind: 'photo', mime: 'image/png', bytes: 1, sha256: 'a', content: 'c' as never } as const;
const PROOF: Note = { ...NOTE, files: [PHOTO] };
const SHIPMENT = 'shp_1' as never;

function requested(more: Partial<Return> = {}): Return {
  const event: ReturnEvent = {
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
    stage: { status: 'requested', answerBy: T + 48 * HOUR_MS },
  };
  return { ...evolveReturn(undefined, event), ...more };
}

const soon = T + DAY_MS;
/** One state of each kind, with what its clock and its exits need. */
const STAGES: Readonly<Record<Stage['status'], Stage>> = {
  requested: { status: 'requested', answerBy: soon },
  negotiating: { status: 'negotiating', until: soon },
  rejected: { status: 'rejected', at: 'request', payMinor: 0, disputeBy: soon },
  'awaiting-return': { status: 'awaiting-return', sendBy: soon },
  'in-transit': { status: 'in-transit', shipmentId: SHIPMENT, quietUntil: soon, arrivedAt: null },
  inspection: { status: 'inspection', inspectBy: soon, calendar: 'DE' },
  repair: { status: 'repair', repairBy: soon },
  choosing: { status: 'choosing', chooseBy: soon },
  paying: { status: 'paying', payBy: soon, differenceMinor: 2_000 },
  replacement: { status: 'replacement', what: 'replacement', shipBy: soon, calendar: 'DE' },
  'sent-out': { status: 'sent-out', what: 'repaired', shipmentId: SHIPMENT, quietUntil: soon },
  checking: { status: 'checking', what: 'repaired', checkBy: soon },
  'platform-review': {
    status: 'platform-review',
    why: 'disputed',
    evidenceUntil: soon,
    frozen: { at: T, sha256: 'h', bundle: 'b' as never },
    decideBy: soon,
    alarms: 0,
    calendar: 'DE',
  },
  'refund-pending': { status: 'refund-pending', amountMinor: 10_000, payBy: soon, alarms: 0, calendar: 'DE' },
  closed: { status: 'closed', at: T, why: 'refunded', reopenUntil: null },
};

function at(status: Stage['status'], more: Partial<Return> = {}, stage: object = {}): Return {
  return requested({ ...more, stage: { ...STAGES[status], ...stage } as Stage });
}

function after(state: Return, decision: Decision<ReturnEvent>): Return {
  if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`);
  return decision.reduce<Return>((s, e) => evolveReturn(s, e), state);
}

const OFFER = { at: T, remedy: 'refund', amountMinor: 4_000, text: 't' as never, answer: 'open' } as const;
const offered = { offers: [{ ...OFFER, by: 'seller' as const }] };
const back = { reception: 'received' as const };
const swap = { remedy: 'exchange' as Remedy, swap: { listingId: 'lst_2' as never, unitMinor: 6_000 } };
const inspect = (verdict: 'accepted' | 'reduced' | 'rejected', payMinor: number | null = null) => ({
  verdict,
  restocked: [1],
  payMinor,
  repairDays: null,
  note: PROOF,
  at: T,
});
const decide = (outcome: 'for-buyer' | 'for-seller' | 'split', remedy: Remedy | null = null) => ({
  by: 'pty_staff' as never,
  outcome,
  remedy,
  amountMinor: outcome === 'split' ? 3_000 : null,
  misuse: false,
  reasons: 'r' as never,
  at: T,
});
const R = RULEBOOK;

/** Every way from one state to the next that a side, a carrier or we can take. */
const TRANSITIONS: readonly (readonly [
  from: string,
  what: string,
  state: Return,
  act: (state: Return) => Decision<ReturnEvent>,
  to: Stage['status'],
])[] = [
  [
    'requested',
    'the seller grants a return',
    at('requested'),
    (s) => approveReturn(s, { remedy: null, at: T }, R),
    'awaiting-return',
  ],
  [
    'requested',
    'the seller grants money alone',
    at('requested', { wanted: 'refund' }),
    (s) => approveReturn(s, { remedy: null, at: T }, R),
    'refund-pending',
  ],
  [
    'requested',
    'the seller grants a part',
    at('requested', { wanted: 'part' }),
    (s) => approveReturn(s, { remedy: null, at: T }, R),
    'replacement',
  ],
  [
    'requested',
    'the seller mends first',
    at('requested'),
    (s) => approveReturn(s, { remedy: 'repair', at: T }, R),
    'awaiting-return',
  ],
  [
    'requested',
    'the seller offers',
    at('requested'),
    (s) => makeOffer(s, { by: 'seller', remedy: 'refund', amountMinor: 4_000, text: 't' as never, at: T }, R),
    'negotiating',
  ],
  [
    'requested',
    'the seller rejects with proof',
    at('requested'),
    (s) => rejectReturn(s, { note: PROOF, at: T }, R),
    'rejected',
  ],
  ['requested', 'the buyer takes it back', at('requested'), (s) => withdrawReturn(s, T), 'closed'],
  [
    'negotiating',
    'the other side accepts',
    at('negotiating', offered),
    (s) => answerOffer(s, { by: 'buyer', answer: 'accept', at: T }, R),
    'refund-pending',
  ],
  [
    'negotiating',
    'the other side declines',
    at('negotiating', offered),
    (s) => answerOffer(s, { by: 'buyer', answer: 'decline', at: T }, R),
    'negotiating',
  ],
  [
    'negotiating',
    'more time',
    at('negotiating'),
    (s) => extendNegotiation(s, { by: 'buyer', at: T }, R),
    'negotiating',
  ],
  [
    'negotiating',
    'handed over',
    at('negotiating'),
    (s) => handOver(s, { by: 'seller', note: NOTE, at: T }, R),
    'platform-review',
  ],
  [
    'rejected',
    'the buyer disputes',
    at('rejected'),
    (s) => handOver(s, { by: 'buyer', note: NOTE, at: T }, R),
    'platform-review',
  ],
  [
    'awaiting-return',
    'sent back',
    at('awaiting-return'),
    (s) => sendBack(s, { shipmentId: SHIPMENT, at: T }, R),
    'in-transit',
  ],
  [
    'in-transit',
    'the carrier moves it',
    at('in-transit'),
    (s) => followParcel(s, { shipmentId: SHIPMENT, status: 'moving', at: T }, R),
    'in-transit',
  ],
  [
    'in-transit',
    'the carrier delivers it',
    at('in-transit'),
    (s) => followParcel(s, { shipmentId: SHIPMENT, status: 'delivered', at: T }, R),
    'inspection',
  ],
  [
    'in-transit',
    'the carrier loses it',
    at('in-transit'),
    (s) => followParcel(s, { shipmentId: SHIPMENT, status: 'lost', at: T }, R),
    'platform-review',
  ],
  ['in-transit', 'the seller has it', at('in-transit'), (s) => receiveGoods(s, T, R), 'inspection'],
  [
    'inspection',
    'accepted, money',
    at('inspection', back),
    (s) => inspectGoods(s, inspect('accepted'), R),
    'refund-pending',
  ],
  [
    'inspection',
    'accepted, repair',
    at('inspection', { ...back, remedy: 'repair' }),
    (s) => inspectGoods(s, inspect('accepted'), R),
    'repair',
  ],
  [
    'inspection',
    'accepted, same article',
    at('inspection', { ...back, remedy: 'exchange' }),
    (s) => inspectGoods(s, inspect('accepted'), R),
    'replacement',
  ],
  [
    'inspection',
    'accepted, dearer article',
    at('inspection', { ...back, ...swap }),
    (s) => inspectGoods(s, inspect('accepted'), R),
    'paying',
  ],
  [
    'inspection',
    'worth less',
    at('inspection', back),
    (s) => inspectGoods(s, inspect('reduced', 6_000), R),
    'rejected',
  ],
  [
    'inspection',
    'not what was sold',
    at('inspection', back),
    (s) => inspectGoods(s, inspect('rejected'), R),
    'rejected',
  ],
  [
    'repair',
    'repaired and sent',
    at('repair', back),
    (s) => sendOut(s, { shipmentId: SHIPMENT, at: T }, R),
    'sent-out',
  ],
  ['repair', 'given up', at('repair', back), (s) => giveUpRepair(s, { note: NOTE, at: T }, R), 'choosing'],
  [
    'choosing',
    'money',
    at('choosing', back),
    (s) => chooseRemedy(s, { remedy: 'return', by: 'buyer', at: T }, R),
    'refund-pending',
  ],
  [
    'choosing',
    'another piece',
    at('choosing', back),
    (s) => chooseRemedy(s, { remedy: 'exchange', by: 'buyer', at: T }, R),
    'replacement',
  ],
  [
    'choosing',
    'money, the goods are with the buyer',
    at('choosing'),
    (s) => chooseRemedy(s, { remedy: 'return', by: 'buyer', at: T }, R),
    'awaiting-return',
  ],
  [
    'paying',
    'paid',
    at('paying', { ...back, ...swap }),
    (s) => payDifference(s, { part: { orderId: 'ord_2' as never, amountMinor: 2_000 }, at: T }, R),
    'replacement',
  ],
  [
    'replacement',
    'sent',
    at('replacement', back),
    (s) => sendOut(s, { shipmentId: SHIPMENT, at: T }, R),
    'sent-out',
  ],
  [
    'sent-out',
    'arrived',
    at('sent-out'),
    (s) => followParcel(s, { shipmentId: SHIPMENT, status: 'delivered', at: T }, R),
    'checking',
  ],
  [
    'sent-out',
    'lost',
    at('sent-out'),
    (s) => followParcel(s, { shipmentId: SHIPMENT, status: 'lost', at: T }, R),
    'choosing',
  ],
  [
    'sent-out',
    'in order',
    at('sent-out'),
    (s) => checkGoods(s, { works: true, note: NOTE, at: T }, R),
    'closed',
  ],
  [
    'checking',
    'in order',
    at('checking'),
    (s) => checkGoods(s, { works: true, note: NOTE, at: T }, R),
    'closed',
  ],
  [
    'checking',
    'still not right',
    at('checking'),
    (s) => checkGoods(s, { works: false, note: NOTE, at: T }, R),
    'choosing',
  ],
  [
    'platform-review',
    'a statement',
    at('platform-review', {}, { frozen: null }),
    (s) => addStatement(s, { note: NOTE, at: T }, R),
    'platform-review',
  ],
  [
    'platform-review',
    'frozen',
    at('platform-review', {}, { frozen: null }),
    (s) => freezeEvidence(s, { bundle: 'b' as never, sha256: 'h', at: T }),
    'platform-review',
  ],
  [
    'platform-review',
    'for the buyer, goods back',
    at('platform-review', back),
    (s) => decideReturn(s, decide('for-buyer'), R),
    'refund-pending',
  ],
  [
    'platform-review',
    'for the buyer, goods with the buyer',
    at('platform-review'),
    (s) => decideReturn(s, decide('for-buyer'), R),
    'awaiting-return',
  ],
  [
    'platform-review',
    'a part',
    at('platform-review'),
    (s) => decideReturn(s, decide('split', 'refund'), R),
    'refund-pending',
  ],
  [
    'platform-review',
    'for the seller',
    at('platform-review'),
    (s) => decideReturn(s, decide('for-seller'), R),
    'closed',
  ],
  [
    'closed',
    'opened again',
    at('closed', {}, { why: 'not-sent-back', reopenUntil: soon }),
    (s) => reopenReturn(s, T, R),
    'awaiting-return',
  ],
];

/** What a clock does when it runs out. */
const EXPIRIES: readonly (readonly [state: Return, to: Stage['status'], what: object])[] = [
  [at('requested'), 'awaiting-return', { acceptance: 'accepted' }],
  [at('requested', { wanted: 'refund', remedy: 'refund' }), 'refund-pending', { acceptance: 'accepted' }],
  [at('negotiating'), 'platform-review', {}],
  [at('rejected'), 'closed', { stage: { why: 'rejection-accepted' } }],
  [at('rejected', back, { at: 'inspection', payMinor: 6_000 }), 'refund-pending', { amountMinor: 6_000 }],
  [at('awaiting-return'), 'closed', { reception: 'expired', stage: { why: 'not-sent-back' } }],
  [at('in-transit'), 'platform-review', { stage: { why: 'quiet-carrier' } }],
  [at('in-transit', {}, { arrivedAt: T }), 'inspection', { reception: 'received' }],
  [at('inspection', back), 'refund-pending', { acceptance: 'accepted', restocked: [0] }],
  [at('repair', back), 'choosing', { cureTried: true }],
  [at('choosing', back), 'refund-pending', { remedy: 'return' }],
  [at('paying', { ...back, ...swap }), 'refund-pending', { remedy: 'return' }],
  [at('replacement', back), 'refund-pending', { remedy: 'return' }],
  [at('replacement', {}, { what: 'part' }), 'awaiting-return', { remedy: 'return' }],
  [at('sent-out'), 'platform-review', { stage: { why: 'quiet-carrier' } }],
  [at('checking'), 'closed', { stage: { why: 'repaired' } }],
  [at('platform-review'), 'platform-review', { stage: { alarms: 1 } }],
  [at('refund-pending'), 'refund-pending', { stage: { alarms: 1 } }],
];

describe('every transition', () => {
  it.each(TRANSITIONS)('%s: %s', (_, __, state, act, to) => {
    const next = after(state, act(state));
    expect(next.stage.status).toBe(to);
    // A state has a deadline, or it is an end.
    expect(stageDue(next.stage) === undefined).toBe(to === 'closed');
  });

  it('no state is left out, and each act is refused in every state that it does not belong to', () => {
    const covered = new Set(TRANSITIONS.map(([from]) => from));
    // What is owed is paid by the ledger, see processes/returns.test.ts.
    expect(RETURN_STATUSES.filter((s) => !covered.has(s))).toEqual(['refund-pending']);
    for (const [from, what, , act] of TRANSITIONS)
      for (const status of RETURN_STATUSES) {
        const others = TRANSITIONS.filter(([f, w]) => w === what || f === status);
        if (status === from || others.some(([f]) => f === status && f !== from)) continue;
        const result = act(at(status));
        expect(isRefusal(result) || result.length === 0, `${what} while ${status}`).toBe(true);
      }
  });
});

describe('every clock', () => {
  it.each(EXPIRIES.map((e) => [e[0].stage.status, ...e] as const))('%s runs out', (_, state, to, what) => {
    const early = expireReturn(state, T, R);
    if (state.stage.status !== 'in-transit' || state.stage.arrivedAt === null)
      expect(early).toMatchObject({ refused: 'not-due' });
    const next = after(state, expireReturn(state, soon, R));
    expect(next.stage.status).toBe(to);
    expect(next).toMatchObject(what);
    expect(returns.due?.(next) === undefined).toBe(to === 'closed');
  });

  it('covers every state but the end, and nobody wins by silence', () => {
    const statuses = new Set(EXPIRIES.map(([s]) => s.stage.status));
    expect(RETURN_STATUSES.filter((s) => !statuses.has(s))).toEqual(['closed']);
  });

  it('evidence waits for its bundle, and is frozen before anybody decides', () => {
    const open = at('platform-review', {}, { frozen: null });
    expect(expireReturn(open, soon, R)).toMatchObject({ refused: 'needs-bundle' });
    expect(decideReturn(open, decide('for-buyer'), R)).toMatchObject({ refused: 'evidence-open' });
  });

  it('a decision is appealed by the loser, once, in time, and judged by somebody else; then it is final', () => {
    const lost = after(
      at('platform-review', back),
      decideReturn(at('platform-review', back), decide('for-seller'), R),
    );
    const appeal = { by: 'buyer' as const, text: 't' as never, at: T };
    expect(appealDecision(lost, { ...appeal, by: 'seller' }, R)).toMatchObject({
      refused: 'nothing-to-appeal',
    });
    expect(appealDecision(lost, { ...appeal, at: T + 31 * DAY_MS }, R)).toMatchObject({
      refused: 'appeal-window-closed',
    });
    const appealed = after(lost, appealDecision(lost, appeal, R));
    expect(appealDecision(appealed, appeal, R)).toMatchObject({ refused: 'appealed-already' });
    const judge = { outcome: 'reversed' as const, reasons: 'r' as never, at: T };
    expect(judgeReturnAppeal(appealed, { ...judge, reviewer: 'pty_staff' as never }, R)).toMatchObject({
      refused: 'took-part',
    });
    expect(judgeReturnAppeal(appealed, { ...judge, reviewer: 'pty_b' as never }, R)).toMatchObject({
      refused: 'conflict-of-interest',
    });
    const judged = after(
      appealed,
      judgeReturnAppeal(appealed, { ...judge, reviewer: 'pty_other' as never }, R),
    );
    expect(judged).toMatchObject({
      stage: { status: 'refund-pending', amountMinor: 10_000 },
      decision: { isFinal: true },
    });
    // Who still has the goods is not paid for them before they are back.
    const kept = { ...appealed, remedy: 'return' as const, reception: 'awaiting' as const };
    const owed = (state: Return) =>
      after(state, judgeReturnAppeal(state, { ...judge, reviewer: 'pty_other' as never }, R));
    expect(owed(kept)).toMatchObject({ stage: { status: 'awaiting-return' }, amountMinor: 10_000 });
    const { stage } = at('in-transit');
    expect(owed({ ...kept, stage })).toMatchObject({ stage, amountMinor: 10_000 });
    expect(owed({ ...kept, reception: 'lost' }).stage.status).toBe('refund-pending');
    const final = after(lost, expireReturn(lost, T + 31 * DAY_MS, R));
    expect(final.decision?.isFinal).toBe(true);
    expect(returns.due?.(final)).toBeUndefined();
    const late = after(appealed, expireReturn(appealed, T + 40 * DAY_MS, R));
    expect(late.decision?.appeal).toMatchObject({ alarmed: true });
  });
});

describe('the law is the floor', () => {
  it('a withdrawal in time is not rejected, and a young fault only with proof', () => {
    expect(rejectReturn(at('requested', { ground: 'withdrawal' }), { note: PROOF, at: T }, R)).toMatchObject({
      refused: 'statutory-right',
    });
    expect(rejectReturn(at('requested'), { note: NOTE, at: T }, R)).toMatchObject({
      refused: 'burden-of-proof',
      field: 'uploads',
    });
    const old = at('requested', { deliveredAt: Date.UTC(2025, 3, 1) });
    expect(after(old, rejectReturn(old, { note: NOTE, at: T }, R)).stage.status).toBe('rejected');
  });

  it('repair first, once, and only where the law says so; otherwise the buyer chooses', () => {
    const cure = { remedy: 'repair' as const, at: T };
    expect(approveReturn(at('requested', { cureTried: true }), cure, R)).toMatchObject({
      refused: 'not-your-choice',
    });
    expect(approveReturn(at('requested', { country: 'US' }), cure, R)).toMatchObject({
      refused: 'not-your-choice',
    });
    expect(approveReturn(at('requested', { ground: 'withdrawal' }), cure, R)).toMatchObject({
      refused: 'not-your-choice',
    });
  });

  it('a withdrawal has 14 days to the end of the day, and longer when that is no working day', () => {
    // Delivered on Saturday 2 May 2026: the fourteenth day is Saturday 16 May, so Monday 18 May counts.
    const until = withdrawalUntil(R, 'DE', Date.UTC(2026, 4, 2, 10));
    expect(until).toBe(Date.UTC(2026, 4, 18, 22));
    const about = { reason: 'changed-mind', country: 'DE', deliveredAt: Date.UTC(2026, 4, 2, 10) } as const;
    expect(groundOf(R, about, Date.UTC(2026, 4, 18, 21))).toBe('withdrawal');
    expect(groundOf(R, about, Date.UTC(2026, 4, 18, 23))).toBe('voluntary');
    expect(groundOf(R, about, Date.UTC(2026, 6, 18))).toMatchObject({ refused: 'return-window-over' });
    expect(groundOf(R, { ...about, reason: 'defective' }, Date.UTC(2028, 3, 30))).toBe('conformity');
    expect(groundOf(R, { ...about, reason: 'defective' }, Date.UTC(2028, 4, 3))).toMatchObject({
      refused: 'return-window-over',
    });
  });
});

describe('business days', () => {
  it('skip weekends and holidays of the seller’s country, in its own time zone', () => {
    // Thursday before Easter 2026 (3 April is Good Friday, 6 April Easter Monday): the third business day is 9 April.
    const thursday = Date.UTC(2026, 3, 2, 12);
    expect(inspection(requested(), thursday, R)).toMatchObject({
      inspectBy: Date.UTC(2026, 3, 9, 22),
      calendar: expect.stringContaining('DE'),
    });
    // São Paulo is three hours behind, and works on Easter Monday.
    expect(inspection(requested({ sellerCountry: 'BR' }), thursday, R)).toMatchObject({
      inspectBy: Date.UTC(2026, 3, 9, 3),
    });
  });

  it('of a year that nobody has published are refused, and the arrival is kept until they are', () => {
    const late = Date.UTC(2040, 11, 29, 2);
    expect(inspection(requested({ sellerCountry: 'CN' }), late, R)).toMatchObject({
      refused: 'calendar-not-published',
      facts: { country: 'CN' },
    });
    const moving = at('in-transit', { sellerCountry: 'CN' });
    const arrived = after(
      moving,
      followParcel(moving, { shipmentId: SHIPMENT, status: 'delivered', at: late }, R),
    );
    expect(arrived.stage).toMatchObject({ status: 'in-transit', arrivedAt: late });
    expect(expireReturn(arrived, late, R)).toMatchObject({ refused: 'calendar-not-published' });
  });

  it('give a review its evidence time first', () => {
    const stage = review('disputed', T, R);
    if (isRefusal(stage)) throw new Error(stage.refused);
    expect(stage.evidenceUntil).toBe(T + 72 * HOUR_MS);
    // Frozen on Thursday 4 June (Corpus Christi is no nationwide holiday): decided by the end of Thursday 11 June.
    expect(stage.decideBy).toBe(Date.UTC(2026, 5, 11, 22));
  });
});
