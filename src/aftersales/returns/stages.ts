import { plusBusinessDays } from '../../kernel/business-time.ts';
import { isRefusal, type Refusal } from '../../kernel/decision.ts';
import { businessCalendar, everyDay } from '../../kernel/holidays.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { differenceMinor, type Return, type ReviewWhy, type SentWhat, type Stage } from './return.ts';
import { rightsIn } from './rights.ts';

/** Enters a state: with its deadline, or refused since that can't be computed (`calendar-not-published`). */
export type Entered<Status extends Stage['status'] = Stage['status']> =
  | Extract<Stage, { status: Status }>
  | Refusal;

type Rules = Pick<Rulebook, 'returns'>;

/** End of the n-th business day of a country; where nobody publishes its days, those of the platform's own country. */
export function businessDeadline(
  { returns }: Rules,
  country: string,
  at: EpochMs,
  days: number,
): { readonly at: EpochMs; readonly calendar: string } | Refusal {
  const calendar = businessCalendar(country) ?? businessCalendar(returns.calendarCountry) ?? everyDay('UTC');
  const until = plusBusinessDays(calendar, at, days);
  return isRefusal(until) ? until : { at: until, calendar: `${calendar.country} ${calendar.version}` };
}

export function awaitingReturn(state: Return, at: EpochMs, rules: Rules): Entered<'awaiting-return'> {
  const { sendBackDays } = rules.returns.clocks;
  const { withdrawalSendBackDays } = rightsIn(rules, state.country);
  const days = state.ground === 'withdrawal' ? Math.max(sendBackDays, withdrawalSendBackDays) : sendBackDays;
  return { status: 'awaiting-return', sendBy: at + days * DAY_MS };
}

export function inspection(state: Return, at: EpochMs, rules: Rules): Entered<'inspection'> {
  const { inspectBusinessDays } = rules.returns.clocks;
  const until = businessDeadline(rules, state.sellerCountry, at, inspectBusinessDays);
  return isRefusal(until) ? until : { status: 'inspection', inspectBy: until.at, calendar: until.calendar };
}

export function replacement(
  state: Return,
  what: SentWhat,
  at: EpochMs,
  rules: Rules,
): Entered<'replacement'> {
  const { replaceBusinessDays } = rules.returns.clocks;
  const until = businessDeadline(rules, state.sellerCountry, at, replaceBusinessDays);
  return isRefusal(until)
    ? until
    : { status: 'replacement', what, shipBy: until.at, calendar: until.calendar };
}

/** Evidence first, for both; then a representative decides. */
export function review(why: ReviewWhy, at: EpochMs, rules: Rules): Entered<'platform-review'> {
  const { evidenceHours, decideBusinessDays } = rules.returns.clocks;
  const evidenceUntil = at + evidenceHours * HOUR_MS;
  const until = businessDeadline(rules, rules.returns.calendarCountry, evidenceUntil, decideBusinessDays);
  if (isRefusal(until)) return until;
  const { at: decideBy, calendar } = until;
  return { status: 'platform-review', why, evidenceUntil, frozen: null, decideBy, alarms: 0, calendar };
}

export function refundPending(amountMinor: number, at: EpochMs, rules: Rules): Entered<'refund-pending'> {
  const until = businessDeadline(
    rules,
    rules.returns.calendarCountry,
    at,
    rules.returns.clocks.refundBusinessDays,
  );
  if (isRefusal(until)) return until;
  return { status: 'refund-pending', amountMinor, payBy: until.at, alarms: 0, calendar: until.calendar };
}

/** Where a granted request goes on: to the money, to the parcel back, or to what the seller sends. */
export function afterApproval(state: Return, at: EpochMs, rules: Rules): Entered {
  if (state.remedy === 'refund') return refundPending(state.amountMinor, at, rules);
  if (state.remedy === 'part') return replacement(state, 'part', at, rules);
  return state.reception === 'awaiting' || state.reception === 'expired'
    ? awaitingReturn(state, at, rules)
    : afterAcceptance(state, at, rules);
}

/** Where it goes on once the seller has the goods and nothing speaks against them. */
export function afterAcceptance(state: Return, at: EpochMs, rules: Rules, repairDays?: number): Entered {
  const { repairDaysMax, differenceDays } = rules.returns.clocks;
  switch (state.remedy) {
    case 'refund':
    case 'return':
      return refundPending(state.amountMinor, at, rules);
    case 'part':
      return replacement(state, 'part', at, rules);
    case 'repair':
      return { status: 'repair', repairBy: at + (repairDays ?? repairDaysMax) * DAY_MS };
    case 'exchange': {
      const difference = differenceMinor(state);
      return difference > 0
        ? { status: 'paying', payBy: at + differenceDays * DAY_MS, differenceMinor: difference }
        : replacement(state, 'replacement', at, rules);
    }
    default:
      return state.remedy satisfies never;
  }
}
