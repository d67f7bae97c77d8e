/** What the desk does with a ticket. */
import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { leftOf, nextAnswerClock, resumed } from './clocks.ts';
import { badText, solved } from './decide.ts';
import type { Ticket, TicketMessage } from './ticket.ts';
import type { AfterAnswer, TicketEvent } from './ticket-event.ts';

type TicketDecision = Decision<TicketEvent>;
type DeskRules = Pick<Rulebook, 'desk'>;

type Alive = Extract<Ticket, { status: 'open' | 'waiting' }>;

function isAlive(state: Ticket): state is Alive {
  return state.status === 'open' || state.status === 'waiting';
}

function ended(state: Ticket): Refusal | undefined {
  return isAlive(state)
    ? undefined
    : refuse('ticket-ended', `This ticket is ${state.status}.`, { facts: { status: state.status } });
}

/** Why a colleague may not open a return for whoever asked; `undefined`: they may. */
export function refuseReturnFrom(state: Ticket, by: PartyId): Refusal | undefined {
  const over = ended(state);
  if (over) return over;
  if (state.requester === null)
    return refuse('sender-unknown', 'Nobody has shown whose account this question is from.');
  if (state.requester === by) return refuse('conflict-of-interest', 'Nobody serves themselves.');
  return state.assignee === null || state.assignee === by
    ? undefined
    : refuse('assigned-to-another', 'A colleague has this ticket; ask them, or take it over.');
}

export interface AnswerTicket {
  readonly at: EpochMs;
  readonly by: PartyId;
  readonly message: TicketMessage;
  readonly characters: number;
  readonly then: AfterAnswer;
  /** Of the rulebook's `desk.causes`; needed to solve. */
  readonly cause: string | null;
  /** How many messages the agent had before their eyes: nobody answers past what was written meanwhile. */
  readonly seen: number;
}

export function decideAnswer(state: Ticket, command: AnswerTicket, rules: DeskRules): TicketDecision {
  const { at, by, message, characters, then, cause, seen } = command;
  if (!isAlive(state)) return ended(state) ?? [];
  if (state.assignee !== null && state.assignee !== by)
    return refuse('assigned-to-another', 'A colleague has this ticket; ask them, or take it over.');
  if (seen !== state.messages.length)
    return refuse('changed-meanwhile', 'Somebody wrote meanwhile. Read it, then answer.', { field: 'seen' });
  const wrong = badText(characters, rules) ?? (then === 'solve' ? badCause(cause, rules) : undefined);
  if (wrong) return wrong;
  if (state.messages.length >= rules.desk.messagesPerTicketMax)
    return refuse('ticket-full', 'This conversation has become too long; solve it.');
  const assigned: readonly TicketEvent[] =
    state.assignee === null ? [{ type: 'TicketAssigned', at, to: by, by, how: 'taken' }] : [];
  const answer: TicketEvent = {
    type: 'AgentAnswered',
    at,
    by,
    message,
    next: nextOf(state, then, at, rules),
  };
  const end = then === 'solve' ? [solved(at, { by, why: 'agent', cause }, rules)] : [];
  return [...assigned, answer, ...end];
}

/** The clock for a solution stands still while the customer is asked; it runs on while the desk has more to say. */
function nextOf(
  state: Alive,
  then: AfterAnswer,
  at: EpochMs,
  rules: DeskRules,
): Extract<TicketEvent, { type: 'AgentAnswered' }>['next'] {
  const { country, status, solution } = state;
  if (then !== 'keep') {
    const until = at + rules.desk.waitingDays * DAY_MS;
    const solutionLeftMs = status === 'waiting' ? state.solutionLeftMs : leftOf(solution, country, at, rules);
    return { then: 'wait', until, solutionLeftMs };
  }
  return {
    then,
    answer: nextAnswerClock(country, at, rules),
    solution: status === 'waiting' ? resumed(solution, state.solutionLeftMs, country, at, rules) : solution,
  };
}

function badCause(cause: string | null, { desk }: DeskRules): Refusal | undefined {
  return cause !== null && Object.hasOwn(desk.causes, cause)
    ? undefined
    : refuse('cause-needed', `Say what was the matter: ${Object.keys(desk.causes).join(', ')}.`, {
        field: 'cause',
      });
}

/** Solved without a further word, as when the customer thanked. */
export function decideSolve(
  state: Ticket,
  command: { readonly at: EpochMs; readonly by: PartyId; readonly cause: string },
  rules: DeskRules,
): TicketDecision {
  const { at, by, cause } = command;
  if (state.firstAnsweredAt === null)
    return refuse('not-answered', 'Answer it first: nobody is solved without a word.');
  return ended(state) ?? badCause(cause, rules) ?? [solved(at, { by, why: 'agent', cause }, rules)];
}

export interface AssignTicket {
  readonly at: EpochMs;
  readonly to: PartyId;
  readonly by: PartyId;
  readonly how: 'next' | 'taken' | 'given';
  /** Open tickets on the desk of `to`. */
  readonly load: number;
}

/** A ticket of a colleague is only taken over by a head of service or by who is given it. */
export function decideAssign(
  state: Ticket,
  command: AssignTicket,
  asHead: boolean,
  rules: DeskRules,
): TicketDecision {
  const { at, to, by, how, load } = command;
  const over = ended(state);
  if (over) return over;
  if (state.assignee === to) return [];
  if (state.requester === to)
    return refuse('conflict-of-interest', 'Nobody answers themselves.', { field: 'to' });
  if (state.assignee !== null && state.assignee !== by && !asHead)
    return refuse('assigned-to-another', 'A colleague has this ticket; ask them to give it on.');
  const { openPerAgentMax } = rules.desk;
  if (how !== 'taken' && load >= openPerAgentMax)
    return refuse('desk-full', `${load} open tickets are on that desk; answer some of them first.`, {
      facts: { openPerAgentMax },
    });
  return [{ type: 'TicketAssigned', at, to, by, how }];
}

export function decideRelease(state: Ticket, by: PartyId, asHead: boolean, at: EpochMs): TicketDecision {
  const over = ended(state);
  if (over) return over;
  if (state.assignee === null) return [];
  if (state.assignee !== by && !asHead) return refuse('assigned-to-another', 'A colleague has this ticket.');
  return [{ type: 'TicketReleased', at, by }];
}

/** A ticket of another kind takes another skill: it goes back to the queue of those who have it. */
export function decideReclassify(
  state: Ticket,
  command: { readonly at: EpochMs; readonly by: PartyId; readonly kind: string },
  { desk }: DeskRules,
): TicketDecision {
  const { at, by, kind } = command;
  const over = ended(state);
  if (over) return over;
  const rule = Object.hasOwn(desk.kinds, kind) ? desk.kinds[kind] : undefined;
  if (!rule)
    return refuse('unknown-ticket-kind', `Choose one of: ${Object.keys(desk.kinds).join(', ')}.`, {
      field: 'kind',
    });
  if (state.kind === kind) return [];
  const filed: TicketEvent = { type: 'TicketReclassified', at, kind, skill: rule.skill, by };
  if (rule.skill === state.skill || state.assignee === null) return [filed];
  return [filed, { type: 'TicketReleased', at, by }];
}

export function decideNote(
  state: Ticket,
  command: {
    readonly at: EpochMs;
    readonly note: Extract<TicketEvent, { type: 'NoteAdded' }>['note'];
    readonly characters: number;
  },
  rules: DeskRules,
): TicketDecision {
  const { at, note, characters } = command;
  const wrong = badText(characters, rules);
  if (wrong) return wrong;
  if (state.notes.length >= rules.desk.messagesPerTicketMax)
    return refuse('ticket-full', 'There are too many notes on this ticket.');
  return [{ type: 'NoteAdded', at, note }];
}
