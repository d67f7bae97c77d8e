import type { ListingId, SanctionId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Action } from './actions.ts';
import {
  activeMeasures,
  type GoodsStop,
  type Hold,
  type Measure,
  type MeasureKind,
  type Standing,
  type StopCause,
} from './standing.ts';

export type Permit =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly because: MeasureKind | StopCause | 'held' | 'unknown-party';
      readonly sanctionId: SanctionId | null;
      /** When it ends by itself; `null` if only a person or an appeal can end it. */
      readonly until: EpochMs | null;
      /** For the person who is stopped: what is the matter and what they can do. */
      readonly why: string;
    };

/**
 * Open whatever measure or hold is in force: safety reports, statutory rights, appeals, answering accusations, one's own
 * data. Open orders can still be shipped and refunded, so that buyers are not punished with the seller; only goods that are
 * stopped for what they are go to nobody any more.
 */
export const NEVER_BLOCKED: ReadonlySet<Action> = new Set<Action>([
  'complaint.safety',
  'withdrawal.request',
  'conformity.claim',
  'complaint.statement',
  'appeal.file',
  'data.read-own',
  'data.export',
  'terms.accept',
  'evidence.add',
  'chargeback.answer',
  'account.edit',
  'support.ask',
  'order.ship',
  'order.refund',
  'order.cancel-as-seller',
  'order.cancel-as-buyer',
  'order.confirm-receipt',
  'message.answer',
  'holiday.declare',
  'plan.file',
  'deposit.pay',
]);

const TRADE_STOP: readonly Action[] = [
  'listing.show',
  'sell',
  'listing.publish',
  'listing.change',
  'payout.receive',
  'payout.account.change',
];
const ACCOUNT_STOP: readonly Action[] = [
  ...TRADE_STOP,
  'cart.change',
  'checkout',
  'message.ask',
  'review.post',
  'complaint.file',
  'return.voluntary',
];

/** What each measure stops outright. Three depend on more than the action: see `stops`. */
export const STOPS: Readonly<Record<MeasureKind, readonly Action[]>> = {
  warning: [],
  'listing-takedown': [],
  demotion: [],
  'order-cap': [],
  'payout-hold': ['payout.receive', 'payout.account.change'],
  compensation: [],
  deposit: ['listing.publish'],
  suspension: TRADE_STOP,
  shutdown: TRADE_STOP,
  bar: ACCOUNT_STOP,
  'return-limits': [],
  'complaint-rights-suspended': ['complaint.file', 'review.post'],
  'purchase-hold': ['cart.change', 'checkout'],
  'account-closed': ACCOUNT_STOP,
};

const HELD_STOPS: ReadonlySet<Action> = new Set(TRADE_STOP);
const HELD_BUYING_STOPS: ReadonlySet<Action> = new Set(['cart.change', 'checkout']);

/** What the answer may depend on besides the party's standing. */
export interface PermitContext {
  /** The listing in question, for `listing.show`, `listing.change`, `sell` and `order.ship`. */
  readonly listingId?: ListingId;
  /** The seller's new orders of the last 24 h, for `sell` under an order cap, the one asked about not counted. */
  readonly ordersToday?: number;
  /** Goodwill returns granted under the measure so far, for `return.voluntary` under return limits. */
  readonly goodwillReturns?: number;
}

/**
 * May this party do this now, and if not, why? Pure, and the only place that answers. A standing that does not
 * exist allows nothing: an unknown party is a mistake or an attack, never a customer.
 */
export function permits(
  standing: Standing | undefined,
  action: Action,
  now: EpochMs,
  context: PermitContext = {},
): Permit {
  if (!standing)
    return {
      allowed: false,
      because: 'unknown-party',
      sanctionId: null,
      until: null,
      why: 'This account does not exist.',
    };
  const stopping = NEVER_BLOCKED.has(action)
    ? undefined
    : activeMeasures(standing, now).find((measure) => stops(measure, action, context));
  if (stopping)
    return {
      allowed: false,
      because: stopping.kind,
      sanctionId: stopping.sanctionId,
      until: stopping.until,
      why: `${MEASURE_WORDS[stopping.kind]} The statement of reasons says what happened and how to appeal.`,
    };
  const stop = goodsStop(standing, action, now, context);
  if (stop)
    return {
      allowed: false,
      because: stop.because,
      sanctionId: null,
      until: stop.until,
      why: `${STOP_WORDS[stop.because]} The notice says why and how to appeal.`,
    };
  if (standing.hold && holds(standing.hold, action))
    return {
      allowed: false,
      because: 'held',
      sanctionId: null,
      until: null,
      why: 'This account is held until a person has reviewed it.',
    };
  return { allowed: true };
}

function holds({ reason, buying }: Hold, action: Action): boolean {
  // Who is held for a payout account that is missing can give it.
  if (reason === 'identity-overdue' && action === 'payout.account.change') return false;
  return HELD_STOPS.has(action) || (buying === true && HELD_BUYING_STOPS.has(action));
}

function stops(measure: Measure, action: Action, context: PermitContext): boolean {
  switch (measure.kind) {
    case 'listing-takedown':
      return (
        OF_ONE_LISTING.has(action) &&
        (measure.listingId === undefined || measure.listingId === context.listingId)
      );
    case 'deposit':
      return measure.depositPaid !== true && STOPS.deposit.includes(action);
    case 'order-cap':
      return action === 'sell' && (context.ordersToday ?? 0) >= (measure.ordersPerDayMax ?? 0);
    case 'return-limits':
      return (
        action === 'return.voluntary' && (context.goodwillReturns ?? 0) >= (measure.goodwillReturnsMax ?? 0)
      );
    default:
      return STOPS[measure.kind].includes(action);
  }
}

function goodsStop(
  standing: Standing,
  action: Action,
  now: EpochMs,
  { listingId }: PermitContext,
): GoodsStop | undefined {
  if (listingId === undefined || !OF_STOPPED_GOODS.has(action)) return undefined;
  return stopOn(standing, listingId, now);
}

/** What keeps these goods from everybody now, whatever their seller may do. */
export function stopOn(
  { goodsStops = [] }: Standing,
  listingId: ListingId,
  now: EpochMs,
): GoodsStop | undefined {
  return goodsStops.find(
    ({ listings, until }) => listings.includes(listingId) && (until === null || until > now),
  );
}

const STOP_WORDS: Readonly<Record<StopCause, string>> = {
  recall: 'These goods are recalled.',
  'authority-order': 'An authority has ordered these goods off the market.',
  'lot-rejected': 'These goods failed an inspection.',
  'lot-on-hold': 'These goods rest until their inspection is decided.',
  defects: 'These goods rest until a person has looked at the reports of defects.',
};

const OF_ONE_LISTING: ReadonlySet<Action> = new Set<Action>([
  'listing.show',
  'sell',
  'listing.change',
  'listing.publish',
]);

/** Also sending them to who bought them before: nobody is to get what is dangerous. */
const OF_STOPPED_GOODS: ReadonlySet<Action> = new Set<Action>([...OF_ONE_LISTING, 'order.ship']);

const MEASURE_WORDS: Readonly<Record<MeasureKind, string>> = {
  warning: 'This account was warned.',
  'listing-takedown': 'This listing was taken down.',
  demotion: 'This seller is shown further down in search.',
  'order-cap': 'This seller may take only so many new orders a day for now.',
  'payout-hold': 'Payouts to this account are held.',
  compensation: 'A compensation is owed.',
  deposit: 'A refundable deposit must be paid first.',
  suspension: 'Trading is suspended.',
  shutdown: 'The trading permission of this account was revoked.',
  bar: 'This account is barred for good.',
  'return-limits': 'Voluntary returns are limited for this account; statutory rights are not.',
  'complaint-rights-suspended': 'This account may not file complaints for now; safety reports stay open.',
  'purchase-hold': 'This account may not buy for now.',
  'account-closed': 'This account is closed.',
};
