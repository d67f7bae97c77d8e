import { refuse, type Refusal, isRefusal } from '../../kernel/decision.ts';
import { plusBusinessDays } from '../../kernel/business-time.ts';
import { businessCalendar } from '../../kernel/holidays.ts';
import { DAY_MS, type EpochMs, plusMonths } from '../../kernel/time.ts';
import { assert } from '../../kernel/decision.ts';
import type { Rights } from '../../rulebook/returns.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Ground, Remedy, Return, ReturnReason } from './return.ts';

type Rules = Pick<Rulebook, 'returns'>;
type Frozen<T> = Readonly<Omit<T, 'markets'>> & { readonly markets: readonly string[] };

/** The floor that the law of a market sets under every return. */
export function rightsIn({ returns }: Rules, country: string): Frozen<Rights> {
  const own = returns.rights.find((r) => r.markets.includes(country));
  const rights = own ?? returns.rights.find((r) => r.markets.length === 0);
  assert(rights, 'the rulebook has no rights for other markets');
  return rights;
}

/** End of the last day; when that is no working day, of the next one (Regulation (EEC, Euratom) 1182/71, article 3(4)). */
export function withdrawalUntil(rules: Rules, country: string, deliveredAt: EpochMs): EpochMs | null {
  const { withdrawalDays } = rightsIn(rules, country);
  if (withdrawalDays === 0) return null;
  const dayBefore = deliveredAt + (withdrawalDays - 1) * DAY_MS;
  const calendar = businessCalendar(country);
  const until = calendar ? plusBusinessDays(calendar, dayBefore, 1) : undefined;
  // An unknown calendar never shortens a right.
  return until === undefined || isRefusal(until) ? deliveredAt + (withdrawalDays + 1) * DAY_MS : until;
}

export function conformityUntil(rules: Rules, country: string, deliveredAt: EpochMs): EpochMs {
  return plusMonths(deliveredAt, rightsIn(rules, country).conformityMonths);
}

/** So long the seller has to prove that a fault was not there. */
export function sellerMustProve(rules: Rules, state: Pick<Return, 'country' | 'deliveredAt'>, at: EpochMs) {
  return at < plusMonths(state.deliveredAt, rightsIn(rules, state.country).burdenMonths);
}

/** What a request rests on, or that its time is over. */
export function groundOf(
  rules: Rules,
  about: { readonly reason: ReturnReason; readonly country: string; readonly deliveredAt: EpochMs },
  at: EpochMs,
): Ground | Refusal {
  const { reason, country, deliveredAt } = about;
  if (reason !== 'changed-mind') {
    const until = conformityUntil(rules, country, deliveredAt);
    return at < until ? 'conformity' : windowOver(until);
  }
  const until = withdrawalUntil(rules, country, deliveredAt);
  if (until !== null && at < until) return 'withdrawal';
  const goodwillUntil = deliveredAt + rules.returns.voluntaryDays * DAY_MS;
  return at < goodwillUntil ? 'voluntary' : windowOver(Math.max(until ?? 0, goodwillUntil));
}

function windowOver(until: EpochMs): Refusal {
  return refuse('return-window-over', 'The time to return this is over.', {
    field: 'reason',
    facts: { until },
  });
}

const FOR_A_FAULT: readonly Remedy[] = ['refund', 'return', 'exchange', 'repair'];

/** What may be asked for with this reason. */
export function remediesFor(reason: ReturnReason): readonly Remedy[] {
  if (reason === 'changed-mind') return ['return', 'exchange'];
  if (reason === 'missing-part') return ['part', ...FOR_A_FAULT];
  return reason === 'unsafe' ? ['return', 'refund'] : FOR_A_FAULT;
}

export function shippingPaidBy(rules: Rules, ground: Ground, country: string): 'buyer' | 'seller' {
  switch (ground) {
    case 'withdrawal':
      return rightsIn(rules, country).withdrawalShippingBy;
    case 'conformity':
      return 'seller';
    case 'voluntary':
      return 'buyer';
    default:
      return ground satisfies never;
  }
}

/** The seller may mend or replace before money: only for faults, where the law says so, and only once. */
export function mayCure(
  rules: Rules,
  state: Pick<Return, 'ground' | 'wanted' | 'country' | 'cureTried'>,
): boolean {
  const asksMoney = state.wanted === 'return' || state.wanted === 'refund';
  return (
    state.ground === 'conformity' &&
    asksMoney &&
    !state.cureTried &&
    rightsIn(rules, state.country).repairFirst
  );
}
