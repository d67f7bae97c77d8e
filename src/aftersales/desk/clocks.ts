/** The promises of the desk: how long until an answer and until a solution, in business time of the customer's country. */
import {
  type BusinessCalendar,
  businessTimeBetween,
  type OpeningHours,
  plusBusinessTime,
} from '../../kernel/business-time.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { businessCalendar, everyDay } from '../../kernel/holidays.ts';
import { type EpochMs, HOUR_MS } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { TicketClock } from './ticket.ts';
import type { RunningClocks } from './ticket-event.ts';

type DeskRules = Pick<Rulebook, 'desk'>;

const MINUTES_AN_HOUR = 60;

/**
 * Adds business time. Where a calendar is not known or not published, no holiday is guessed: every day counts, so that
 * the promise is never later than the true calendar would have it.
 */
function plus(
  country: string,
  rules: DeskRules,
  from: EpochMs,
  ms: number,
): { readonly at: EpochMs; readonly calendar: string } {
  const calendar = businessCalendar(country);
  if (calendar) {
    const at = plusBusinessTime(calendar, openingHours(rules), from, ms);
    if (!isRefusal(at)) return { at, calendar: `${calendar.country}, ${calendar.version}` };
  }
  const every = everyDay(calendar?.timeZone ?? 'UTC');
  const at = plusBusinessTime(every, openingHours(rules), from, ms);
  return { at: isRefusal(at) ? from + ms : at, calendar: `${country}, ${every.version}` };
}

function openingHours({ desk }: DeskRules): OpeningHours {
  const { opensHour, closesHour } = desk.clocks;
  return { opensMinute: opensHour * MINUTES_AN_HOUR, closesMinute: closesHour * MINUTES_AN_HOUR };
}

/** `ms` of business time from now; a colleague is told when the rulebook's last hours begin. */
function clock(
  of: TicketClock['of'],
  country: string,
  from: EpochMs,
  ms: number,
  rules: DeskRules,
): TicketClock {
  const { at: dueAt, calendar } = plus(country, rules, from, ms);
  const before = rules.desk.clocks.escalateBeforeHours * HOUR_MS;
  const { at: warnAt } = plus(country, rules, from, Math.max(0, ms - before));
  return { of, dueAt, warnAt, calendar, escalatedAt: null, missedAt: null };
}

/** Both clocks of a customer who begins to wait for a first answer. */
export function firstClocks(country: string, at: EpochMs, rules: DeskRules): RunningClocks {
  return {
    answer: clock('first-answer', country, at, rules.desk.clocks.firstAnswerHours * HOUR_MS, rules),
    solution: clock('solution', country, at, solutionMs(rules), rules),
  };
}

export function nextAnswerClock(country: string, at: EpochMs, rules: DeskRules): TicketClock {
  return clock('next-answer', country, at, rules.desk.clocks.nextAnswerHours * HOUR_MS, rules);
}

/** A business day is as long as the desk is open. */
export function solutionMs({ desk }: DeskRules): number {
  const { solvedBusinessDays, opensHour, closesHour } = desk.clocks;
  return solvedBusinessDays * (closesHour - opensHour) * HOUR_MS;
}

/** How much of the solution's clock is left when it stops; nothing once it is missed. */
export function leftOf(solution: TicketClock, country: string, at: EpochMs, rules: DeskRules): number {
  const calendar: BusinessCalendar = businessCalendar(country) ?? everyDay('UTC');
  const left = businessTimeBetween(calendar, openingHours(rules), at, solution.dueAt);
  // Set by every day because a year was not published: measured the same way.
  if (!isRefusal(left) && !solution.calendar.endsWith('every day')) return left;
  const every = businessTimeBetween(everyDay(calendar.timeZone), openingHours(rules), at, solution.dueAt);
  return isRefusal(every) ? Math.max(0, solution.dueAt - at) : every;
}

/** The clock for the solution goes on where it stopped, with what became of it so far. */
export function resumed(
  stopped: TicketClock,
  leftMs: number,
  country: string,
  at: EpochMs,
  rules: DeskRules,
): TicketClock {
  const { escalatedAt, missedAt } = stopped;
  return { ...clock('solution', country, at, leftMs, rules), escalatedAt, missedAt };
}
