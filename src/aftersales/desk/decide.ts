/** What customers, and the clocks, do to a ticket. What the desk does is in `decide-desk.ts`. */
import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { firstClocks, nextAnswerClock, resumed } from './clocks.ts';
import type { Ticket, TicketClock, TicketMessage } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

type TicketDecision = Decision<TicketEvent>;
type DeskRules = Pick<Rulebook, 'desk'>;

/** What a ticket is opened with; texts are private and travel as commitments with their lengths. */
export type OpenTicket = Pick<
  Ticket,
  'channel' | 'requester' | 'contact' | 'kind' | 'language' | 'country' | 'subject' | 'refs' | 'follows'
> & {
  readonly at: EpochMs;
  readonly message: TicketMessage;
  readonly characters: number;
  /** Open or waiting tickets of the same person. */
  readonly openOfPerson: number;
  readonly rulebookHash: string;
};

export function decideOpenTicket(
  state: Ticket | undefined,
  command: OpenTicket,
  rules: DeskRules,
): TicketDecision {
  if (state) return refuse('ticket-exists', 'This ticket exists already.');
  const { at, kind, language, characters, openOfPerson, rulebookHash, ...facts } = command;
  const rule = Object.hasOwn(rules.desk.kinds, kind) ? rules.desk.kinds[kind] : undefined;
  if (!rule)
    return refuse('unknown-ticket-kind', `Choose one of: ${Object.keys(rules.desk.kinds).join(', ')}.`, {
      field: 'kind',
    });
  const { openPerPersonMax, languages } = rules.desk;
  if (openOfPerson >= openPerPersonMax)
    return refuse(
      'too-many-tickets',
      `You have ${openOfPerson} questions open; write into one of them, or wait until one is solved.`,
      { facts: { openPerPersonMax } },
    );
  const wrong = badText(characters, rules);
  if (wrong) return wrong;
  const spoken = language.split('-', 1)[0] ?? '';
  const answeredIn = languages.includes(spoken) ? spoken : (languages[0] ?? 'en');
  const clocks = firstClocks(facts.country, at, rules);
  return [
    {
      type: 'TicketOpened',
      at,
      ...facts,
      kind,
      skill: rule.skill,
      language: spoken,
      answeredIn,
      rulebook: rulebookHash,
      ...clocks,
    },
  ];
}

export function badText(characters: number, { desk }: DeskRules): Refusal | undefined {
  if (characters >= 1 && characters <= desk.textCharactersMax) return undefined;
  return refuse('text-length', `Write 1 to ${desk.textCharactersMax} characters.`, { field: 'text' });
}

/**
 * A further message of the customer. It ends the wait for them, and opens a solved ticket again. A closed one stays
 * closed: the workflow opens another that follows it.
 */
export function decideCustomerWrites(
  state: Ticket,
  command: { readonly at: EpochMs; readonly message: TicketMessage; readonly characters: number },
  rules: DeskRules,
): TicketDecision {
  const { at, message, characters } = command;
  if (state.status === 'closed')
    return refuse('ticket-closed', 'This question is closed. Ask a new one; it can name this one.');
  const wrong = badText(characters, rules);
  if (wrong) return wrong;
  const { messagesPerTicketMax, perHourMax } = rules.desk;
  if (state.messages.length >= messagesPerTicketMax)
    return refuse('ticket-full', 'This conversation has become too long. Ask a new question.');
  const lastHour = state.messages.filter((m) => m.from === 'customer' && m.at > at - HOUR_MS);
  if (lastHour.length >= perHourMax)
    return refuse('too-many-messages', `You can write ${perHourMax} times an hour; wait a little.`, {
      facts: { perHourMax },
    });
  return [{ type: 'CustomerWrote', at, message, clocks: clocksAfter(state, at, rules) }];
}

/** Nothing changes for who waits already: a second message does not put the answer off. */
function clocksAfter(state: Ticket, at: EpochMs, rules: DeskRules) {
  const { country } = state;
  switch (state.status) {
    case 'open':
    case 'closed':
      return null;
    case 'waiting':
      return {
        answer: nextAnswerClock(country, at, rules),
        solution: resumed(state.solution, state.solutionLeftMs, country, at, rules),
      };
    case 'solved': {
      const anew = firstClocks(country, at, rules);
      return { answer: nextAnswerClock(country, at, rules), solution: anew.solution };
    }
    default:
      return state satisfies never;
  }
}

/** Their own word that it is solved. */
export function decideCustomerSolves(state: Ticket, at: EpochMs, rules: DeskRules): TicketDecision {
  if (state.status === 'solved' || state.status === 'closed') return [];
  return [solved(at, { by: null, why: 'customer', cause: null }, rules)];
}

export function solved(
  at: EpochMs,
  how: Pick<Extract<TicketEvent, { type: 'TicketSolved' }>, 'by' | 'why' | 'cause'>,
  { desk }: DeskRules,
): TicketEvent {
  return { type: 'TicketSolved', at, ...how, closesAt: at + desk.reopenDays * DAY_MS };
}

export const SCORE_MAX = 5;

/** Once, by whoever asked, and of something that was solved. */
export function decideRate(
  state: Ticket,
  command: { readonly at: EpochMs; readonly score: number; readonly comment: Commitment | null },
  { desk }: DeskRules,
): TicketDecision {
  const { at, score, comment } = command;
  if (state.status !== 'solved' && state.status !== 'closed')
    return refuse('not-solved', 'Say how it was once it is solved.');
  if (state.rating) return refuse('rated-already', 'You have said how it was. Thank you.');
  if (at > state.solvedAt + desk.ratingDays * DAY_MS)
    return refuse('rating-over', `A rating is asked for within ${desk.ratingDays} days.`);
  if (!Number.isInteger(score) || score < 1 || score > SCORE_MAX)
    return refuse('score-out-of-range', `1 to ${SCORE_MAX}.`, { field: 'score' });
  return [{ type: 'TicketRated', at, score, comment }];
}

/** Whoever holds the link that was mailed to the sender's address, signed in. */
export function decideConfirmSender(state: Ticket, party: PartyId, at: EpochMs): TicketDecision {
  if (state.requester === party) return [];
  if (state.requester !== null || state.contact === null)
    return refuse('confirmed-already', 'This question belongs to an account already.');
  return [{ type: 'SenderConfirmed', at, party }];
}

/** What time does to a ticket. Refuses `not-due`. */
export function decideTicketDue(state: Ticket, at: EpochMs, rules: DeskRules): TicketDecision {
  switch (state.status) {
    case 'open': {
      const events = [state.answer, state.solution].flatMap((clock) => clockEvents(clock, at));
      return events.length > 0 ? events : refuse('not-due');
    }
    case 'waiting':
      return at < state.until
        ? refuse('not-due')
        : [solved(at, { by: null, why: 'silence', cause: null }, rules)];
    case 'solved':
      return at < state.closesAt ? refuse('not-due') : [{ type: 'TicketClosed', at }];
    case 'closed':
      return refuse('not-due');
    default:
      return state satisfies never;
  }
}

function clockEvents(clock: TicketClock, at: EpochMs): readonly TicketEvent[] {
  const { of, warnAt, dueAt, escalatedAt, missedAt } = clock;
  if (missedAt !== null) return [];
  const events: TicketEvent[] = [];
  if (escalatedAt === null && warnAt <= at) events.push({ type: 'ClockEscalated', at, clock: of });
  if (dueAt <= at) events.push({ type: 'ClockMissed', at, clock: of });
  return events;
}
