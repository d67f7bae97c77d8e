import { DAY_MS, dayNumber, HOUR_MS, type EpochMs } from '../kernel/time.ts';
import type { Exclusion, Measure, Metric } from '../rulebook/metric.ts';
import type { Frozen } from '../rulebook/schema.ts';
import { isHoliday, type HolidayCalendar, type StrikeList } from './exclusion.ts';
import type { OrderUnits } from './order-units.ts';
import type { TalkUnits } from './talk-units.ts';
import { NEVER, type TalkKind, type UnitKind, type Units } from './units.ts';

/**
 * Where a metric puts a unit: day * 8 + status, or 0 if it does not count the unit at all. A code depends on what
 * is known of the unit alone, never on the clock: a unit enters the window only when all its deadlines have passed.
 */
export type Code = number;

export const CLEAN = 1;
export const DEFECT = 2;
const EXCLUDED: readonly Exclusion[] = ['seller-holiday', 'carrier-strike', 'buyer-cancelled'];
const HOLIDAY = 3;
const STRIKE = 4;
const BUYER_CANCELLED = 5;
const NOT_COUNTED: Code = 0;

export const statusOf = (code: Code): number => code & 7;
export const dayOf = (code: Code): number => code >> 3;
export const exclusionOf = (code: Code): Exclusion | undefined => EXCLUDED[statusOf(code) - HOLIDAY];

const code = (day: number, status: number): Code => day * 8 + status;

/** What excuses units of one party. */
export interface Excuses {
  readonly holidays: HolidayCalendar;
  readonly strikes: StrikeList;
}

/** A metric's measure, ready to use. `deadline`: until when a defective unit may still turn out clean. */
export interface Judgement {
  readonly unitKind: UnitKind;
  judge(units: Units, slot: number, excuses: Excuses): Code;
  deadline(units: Units, slot: number): EpochMs;
}

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
  const { measure } = metric;
  switch (measure.kind) {
    case 'shipped-late':
      return ofOrders(
        (o, e) => shippedLate(o, e, excusable),
        (o) => o.shipBy,
      );
    case 'unshipped':
      return ofOrders(
        (o, e) => unshipped(o, e, excusable, maturityMs),
        (o) => o.shipBy + maturityMs,
      );
    case 'tracking':
      return ofOrders(
        (o, e) => tracking(o, e, excusable, maturityMs, metric.windowDays),
        (o) => o.shippedAt + maturityMs,
      );
    case 'delivery':
      return ofOrders(
        (o, e) => delivery(o, e, excusable),
        (o) => o.deliverBy,
      );
    case 'order-defect': {
      const violations = new Set(measure.violations);
      return ofOrders(
        (o) => orderDefect(o, excusable, violations),
        (o) => o.shipBy,
      );
    }
    case 'response':
      return response(measure, excusable);
    case 'findings':
      return findings(measure);
    case 'unfounded':
      return ofTalks('complaint', (complaint) => {
        if (complaint.at === NEVER || complaint.judged === 'undetermined') return NOT_COUNTED;
        return code(dayNumber(complaint.at), complaint.judged === 'unfounded' ? DEFECT : CLEAN);
      });
    default:
      return measure satisfies never;
  }
}

function ofOrders(
  judge: (order: OrderUnit, excuses: Excuses) => Code,
  deadline: (order: OrderUnit) => EpochMs,
): Judgement {
  return {
    unitKind: 'order',
    judge: (unit, excuses) => (unit.at === NEVER ? NOT_COUNTED : judge(unit as OrderUnit, excuses)),
    deadline: (unit) => deadline(unit as OrderUnit),
  };
}

function ofTalks(
  unitKind: Exclude<UnitKind, 'order'>,
  judge: (unit: TalkUnit, excuses: Excuses) => Code,
  deadline: (unit: TalkUnit) => EpochMs = () => 0,
): Judgement {
  return {
    unitKind,
    judge: (unit, excuses) => judge(unit as TalkUnit, excuses),
    deadline: (unit) => deadline(unit as TalkUnit),
  };
}

/** By ship-by date. In time or not; what was cancelled in time could not be late. */
function shippedLate(order: OrderUnit, excuses: Excuses, excusable: Excusable): Code {
  const day = order.shipByDay;
  if (order.cancelled && order.cancelledAt <= order.shipBy) {
    if (order.cancelledBy !== 'buyer') return NOT_COUNTED;
    if (excusable.buyerCancelled) return code(day, BUYER_CANCELLED);
  }
  const excused = excusedShipping(order, excuses, excusable, order.shipBy);
  if (excused !== 0) return code(day, excused);
  return code(day, order.shippedAt <= order.shipBy ? CLEAN : DEFECT);
}

/** By ship-by date. A buyer who gives up on an overdue order has not excused it; neither has the platform. */
function unshipped(order: OrderUnit, excuses: Excuses, excusable: Excusable, graceMs: number): Code {
  const day = order.shipByDay;
  if (order.cancelled && order.cancelledBy !== 'seller' && order.cancelledAt <= order.shipBy) {
    if (order.cancelledBy === 'platform') return NOT_COUNTED;
    if (excusable.buyerCancelled) return code(day, BUYER_CANCELLED);
  }
  const excused = excusedShipping(order, excuses, excusable, order.shipBy);
  if (excused !== 0) return code(day, excused);
  return code(day, order.shippedAt <= order.shipBy + graceMs && !order.cancelled ? CLEAN : DEFECT);
}

/**
 * By shipping date; only shipments with a number, since untracked ones are allowed and paid out later instead.
 * Shipped more than a window after the ship-by date: no longer a matter of tracking.
 */
function tracking(
  order: OrderUnit,
  excuses: Excuses,
  excusable: Excusable,
  maturityMs: number,
  windowDays: number,
): Code {
  if (order.shippedAt === NEVER || !order.tracked) return NOT_COUNTED;
  const day = dayNumber(order.shippedAt);
  if (day > order.shipByDay + windowDays) return NOT_COUNTED;
  const until = order.shippedAt + maturityMs;
  if (excusable.strike && excuses.strikes.touches(order, order.shippedAt, until)) return code(day, STRIKE);
  return code(day, order.scannedAt <= until ? CLEAN : DEFECT);
}

/** By deliver-by date; only orders that a carrier has scanned, for the others nobody knows. */
function delivery(order: OrderUnit, excuses: Excuses, excusable: Excusable): Code {
  if (order.scannedAt === NEVER) return NOT_COUNTED;
  const day = order.deliverByDay;
  const excused = excusedShipping(order, excuses, excusable, order.deliverBy);
  if (excused !== 0) return code(day, excused);
  return code(day, order.deliveredAt <= order.deliverBy ? CLEAN : DEFECT);
}

/** By deliver-by date: a finding, a lost chargeback, cancelled by the seller, or given up after the ship-by date. */
function orderDefect(order: OrderUnit, excusable: Excusable, violations: ReadonlySet<string>): Code {
  const day = order.deliverByDay;
  if (order.chargebackLost || order.isFound(violations)) return code(day, DEFECT);
  if (!order.cancelled) return code(day, CLEAN);
  if (order.cancelledBy === 'seller' || order.cancelledAt > order.shipBy) return code(day, DEFECT);
  return order.cancelledBy === 'buyer' && excusable.buyerCancelled ? code(day, BUYER_CANCELLED) : NOT_COUNTED;
}

function excusedShipping(order: OrderUnit, excuses: Excuses, excusable: Excusable, until: EpochMs): number {
  if (excusable.holiday && isHoliday(excuses.holidays, order.shipByDay, order.at)) return HOLIDAY;
  if (excusable.strike && excuses.strikes.touches(order, order.at, until)) return STRIKE;
  return 0;
}

function response(measure: Extract<Frozen<Measure>, { kind: 'response' }>, excusable: Excusable): Judgement {
  const withinMs = measure.answerWithinHours * HOUR_MS;
  return ofTalks(
    'question',
    (question, excuses) => {
      if (question.at === NEVER) return NOT_COUNTED;
      const day = dayNumber(question.at);
      if (excusable.holiday && isHoliday(excuses.holidays, day, question.at)) return code(day, HOLIDAY);
      return code(day, question.answeredAt <= question.at + withinMs ? CLEAN : DEFECT);
    },
    (question) => question.at + withinMs,
  );
}

/**
 * Orders by deliver-by date, returns by request, conversations by day. An order that was cancelled before it
 * was shipped does not count unless something was found: cancelling must not thin out a bad record.
 */
function findings(measure: Extract<Frozen<Measure>, { kind: 'findings' }>): Judgement {
  const violations = new Set(measure.violations);
  if (measure.per !== 'order')
    return ofTalks(measure.per, (unit) => {
      if (unit.at === NEVER) return NOT_COUNTED;
      return code(dayNumber(unit.at), unit.isFound(violations) ? DEFECT : CLEAN);
    });
  return ofOrders(
    (order) => {
      if (order.isFound(violations)) return code(order.deliverByDay, DEFECT);
      return order.cancelled ? NOT_COUNTED : code(order.deliverByDay, CLEAN);
    },
    () => 0,
  );
}
