import { DAY_MS, dayNumber, HOUR_MS, type EpochMs } from '../kernel/time.ts';
import type { Exclusion, Measure, Metric } from '../rulebook/metric.ts';
import type { Frozen } from '../rulebook/schema.ts';
import type { SignalFact } from './fact.ts';
import { isHoliday, type HolidayCalendar, type StrikeList } from './exclusion.ts';
import type { OrderUnits } from './order-units.ts';
import type { TalkUnits } from './talk-units.ts';
import { BEGUN, DELIVER_BY, SHIP_BY, SHIPPED } from './times.ts';
import { NEVER, type TalkKind, type UnitKind, type Units } from './units.ts';

/**
 * Where a metric puts a unit: day * 8 + status, or 0 if it does not count the unit at all. A code depends on what
 * is known of the unit alone, never on the clock: a unit enters the window only when all its deadlines have passed.
 */
export type Code = number;

/** What a metric thinks of a unit, without the day. */
type Status = number;

export const CLEAN = 1;
export const DEFECT = 2;
const EXCLUDED: readonly Exclusion[] = ['seller-holiday', 'carrier-strike', 'buyer-cancelled'];
const HOLIDAY = 3;
const STRIKE = 4;
const BUYER_CANCELLED = 5;
const NOT_COUNTED: Status = 0;

export const statusOf = (code: Code): number => code & 7;
export const dayOf = (code: Code): number => code >> 3;
export const exclusionOf = (code: Code): Exclusion | undefined => EXCLUDED[statusOf(code) - HOLIDAY];

/** What excuses units of one party. */
export interface Excuses {
  readonly holidays: HolidayCalendar;
  readonly strikes: StrikeList;
}

/** A metric's measure, ready to use. */
export interface Judgement {
  readonly unitKind: UnitKind;
  /** Facts about a unit that can change what is thought of it. */
  readonly facts: readonly UnitFact[];
  /** The unit's time on whose day it counts: see `Units.anchorDay`. */
  readonly anchor: number;
  /** For units whose beginning is known; the others are not counted, whatever the measure. */
  judge(units: Units, slot: number, excuses: Excuses): Status;
  /** Until when a defective unit may still turn out clean. */
  deadline(units: Units, slot: number): EpochMs;
}

/** Where the metric puts a unit whose beginning is known. */
export function codeOf(judgement: Judgement, units: Units, slot: number, excuses: Excuses): Code {
  const status = judgement.judge(units, slot, excuses);
  return status === NOT_COUNTED ? 0 : units.anchorDay(slot, judgement.anchor) * 8 + status;
}

/** Facts about one unit. */
export type UnitFact = Exclude<SignalFact['kind'], 'holiday' | 'strike'>;
export const UNIT_FACTS = [
  'order',
  'shipped',
  'scanned',
  'delivered',
  'cancelled',
  'chargeback',
  'question',
  'answered',
  'refund-requested',
  'complaint',
  'complaint-judged',
  'finding',
] as const satisfies readonly UnitFact[];
const ORDER_FACTS: readonly UnitFact[] = ['order', 'shipped', 'cancelled'];

interface Excusable {
  readonly holiday: boolean;
  readonly strike: boolean;
  readonly buyerCancelled: boolean;
}

export function judgementOf(metric: Frozen<Metric>): Judgement {
  const excusable: Excusable = {
    holiday: metric.exclusions.includes('seller-holiday'),
    strike: metric.exclusions.includes('carrier-strike'),
    buyerCancelled: metric.exclusions.includes('buyer-cancelled'),
  };
  const maturityMs = metric.maturityDays * DAY_MS;
  const { measure, windowDays } = metric;
  switch (measure.kind) {
    case 'shipped-late':
      return ofOrders(
        ORDER_FACTS,
        SHIP_BY,
        (o, slot, excuses) => shippedLate(o, slot, excuses, excusable),
        byShipBy,
      );
    case 'unshipped':
      return ofOrders(
        ORDER_FACTS,
        SHIP_BY,
        (o, slot, excuses) => unshipped(o, slot, excuses, excusable, maturityMs),
        (o, slot) => o.shipBy(slot) + maturityMs,
      );
    case 'tracking':
      return ofOrders(
        [...ORDER_FACTS, 'scanned'],
        SHIPPED,
        (o, slot, excuses) => tracking(o, slot, excuses, excusable, maturityMs, windowDays),
        (o, slot) => o.shippedAt(slot) + maturityMs,
      );
    case 'delivery':
      return ofOrders(
        [...ORDER_FACTS, 'scanned', 'delivered'],
        DELIVER_BY,
        (o, slot, excuses) => delivery(o, slot, excuses, excusable),
        byDeliverBy,
      );
    case 'order-defect': {
      const violations = new Set(measure.violations);
      return ofOrders([...ORDER_FACTS, 'chargeback', 'finding'], DELIVER_BY, (o, slot) =>
        orderDefect(o, slot, excusable, violations),
      );
    }
    case 'response':
      return response(measure, excusable);
    case 'findings':
      return findings(measure);
    case 'unfounded':
      return ofTalks('complaint', ['complaint', 'complaint-judged'], (complaints, slot) => {
        const judged = complaints.judged(slot);
        if (judged === 'undetermined') return NOT_COUNTED;
        return judged === 'unfounded' ? DEFECT : CLEAN;
      });
    default:
      return measure satisfies never;
  }
}

const byShipBy = (orders: OrderUnits, slot: number): EpochMs => orders.shipBy(slot);
const byDeliverBy = (orders: OrderUnits, slot: number): EpochMs => orders.deliverBy(slot);

/** Without a deadline, 0 is always past. */
function ofOrders(
  facts: readonly UnitFact[],
  anchor: number,
  judge: (orders: OrderUnits, slot: number, excuses: Excuses) => Status,
  deadline: (orders: OrderUnits, slot: number) => EpochMs = () => 0,
): Judgement {
  return { unitKind: 'order', facts, anchor, judge, deadline };
}

function ofTalks(
  unitKind: TalkKind,
  facts: readonly UnitFact[],
  judge: (talks: TalkUnits, slot: number, excuses: Excuses) => Status,
  deadline: (talks: TalkUnits, slot: number) => EpochMs = () => 0,
): Judgement {
  return { unitKind, facts, anchor: BEGUN, judge, deadline };
}

/** By ship-by date. In time or not; what was cancelled in time could not be late. */
function shippedLate(o: OrderUnits, slot: number, excuses: Excuses, excusable: Excusable): Status {
  const shipBy = o.shipBy(slot);
  if (o.cancelledAt(slot) <= shipBy && o.isCancelled(slot)) {
    if (o.cancelledBy(slot) !== 'buyer') return NOT_COUNTED;
    if (excusable.buyerCancelled) return BUYER_CANCELLED;
  }
  const excused = excusedShipping(o, slot, excuses, excusable, shipBy);
  if (excused !== 0) return excused;
  return o.shippedAt(slot) <= shipBy ? CLEAN : DEFECT;
}

/** By ship-by date. A buyer who gives up on an overdue order has not excused it; neither has the platform. */
function unshipped(
  o: OrderUnits,
  slot: number,
  excuses: Excuses,
  excusable: Excusable,
  graceMs: number,
): Status {
  const shipBy = o.shipBy(slot);
  const cancelled = o.isCancelled(slot);
  if (cancelled && o.cancelledAt(slot) <= shipBy && o.cancelledBy(slot) !== 'seller') {
    if (o.cancelledBy(slot) === 'platform') return NOT_COUNTED;
    if (excusable.buyerCancelled) return BUYER_CANCELLED;
  }
  const excused = excusedShipping(o, slot, excuses, excusable, shipBy);
  if (excused !== 0) return excused;
  return o.shippedAt(slot) <= shipBy + graceMs && !cancelled ? CLEAN : DEFECT;
}

/**
 * By shipping date; only shipments with a number, since untracked ones are allowed and paid out later instead.
 * Shipped more than a window after the ship-by date: no longer a matter of tracking.
 */
function tracking(
  o: OrderUnits,
  slot: number,
  excuses: Excuses,
  excusable: Excusable,
  maturityMs: number,
  windowDays: number,
): Status {
  const shippedAt = o.shippedAt(slot);
  if (shippedAt === NEVER || !o.isTracked(slot)) return NOT_COUNTED;
  if (dayNumber(shippedAt) > dayNumber(o.shipBy(slot)) + windowDays) return NOT_COUNTED;
  const until = shippedAt + maturityMs;
  if (excusable.strike && excuses.strikes.touches(o, slot, shippedAt, until)) return STRIKE;
  return o.scannedAt(slot) <= until ? CLEAN : DEFECT;
}

/** By deliver-by date; only orders that a carrier has scanned, for the others nobody knows. */
function delivery(o: OrderUnits, slot: number, excuses: Excuses, excusable: Excusable): Status {
  if (o.scannedAt(slot) === NEVER) return NOT_COUNTED;
  const deliverBy = o.deliverBy(slot);
  const excused = excusedShipping(o, slot, excuses, excusable, deliverBy);
  if (excused !== 0) return excused;
  return o.deliveredAt(slot) <= deliverBy ? CLEAN : DEFECT;
}

/** By deliver-by date: a finding, a lost chargeback, cancelled by the seller, or given up after the ship-by date. */
function orderDefect(
  o: OrderUnits,
  slot: number,
  excusable: Excusable,
  violations: ReadonlySet<string>,
): Status {
  if (o.isChargebackLost(slot) || o.isFound(slot, violations)) return DEFECT;
  if (!o.isCancelled(slot)) return CLEAN;
  const by = o.cancelledBy(slot);
  if (by === 'seller' || o.cancelledAt(slot) > o.shipBy(slot)) return DEFECT;
  return by === 'buyer' && excusable.buyerCancelled ? BUYER_CANCELLED : NOT_COUNTED;
}

function excusedShipping(
  o: OrderUnits,
  slot: number,
  excuses: Excuses,
  excusable: Excusable,
  until: EpochMs,
): Status {
  const at = o.at(slot);
  if (excusable.holiday && isHoliday(excuses.holidays, dayNumber(o.shipBy(slot)), at)) return HOLIDAY;
  if (excusable.strike && excuses.strikes.touches(o, slot, at, until)) return STRIKE;
  return 0;
}

function response(measure: Extract<Frozen<Measure>, { kind: 'response' }>, excusable: Excusable): Judgement {
  const withinMs = measure.answerWithinHours * HOUR_MS;
  return ofTalks(
    'question',
    ['question', 'answered'],
    (questions, slot, excuses) => {
      const at = questions.at(slot);
      if (excusable.holiday && isHoliday(excuses.holidays, dayNumber(at), at)) return HOLIDAY;
      return questions.answeredAt(slot) <= at + withinMs ? CLEAN : DEFECT;
    },
    (questions, slot) => questions.at(slot) + withinMs,
  );
}

/**
 * Orders by deliver-by date, returns by request, conversations by day. A cancelled order does not count unless
 * something was found: cancelling must not thin out a bad record.
 */
function findings(measure: Extract<Frozen<Measure>, { kind: 'findings' }>): Judgement {
  const violations = new Set(measure.violations);
  if (measure.per !== 'order')
    return ofTalks(measure.per, ['question', 'refund-requested', 'finding'], (talks, slot) =>
      talks.isFound(slot, violations) ? DEFECT : CLEAN,
    );
  return ofOrders([...ORDER_FACTS, 'finding'], DELIVER_BY, (o, slot) => {
    if (o.isFound(slot, violations)) return DEFECT;
    return o.cancelledAt(slot) === NEVER ? CLEAN : NOT_COUNTED;
  });
}
