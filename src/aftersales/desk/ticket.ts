import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { ListingId, MessageId, OrderId, PartyId, TicketId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Upload } from '../../cases/evidence.ts';
import type { Solution, TicketEvent } from './ticket-event.ts';

export const CHANNELS = ['web', 'api', 'mail'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface TicketRefs {
  readonly orderId?: OrderId;
  readonly listingId?: ListingId;
}

export interface TicketMessage {
  readonly id: MessageId;
  readonly at: EpochMs;
  readonly from: 'customer' | 'agent';
  /** Who wrote; `null` where a mail claims to be somebody's and nobody has shown it. */
  readonly by: PartyId | null;
  readonly channel: Channel;
  readonly text: Commitment;
  readonly uploads: readonly Upload[];
  /** Files of a mail that were not kept, by type and why: the sender was told. */
  readonly dropped: readonly string[];
}

export interface TicketNote {
  readonly at: EpochMs;
  readonly by: PartyId;
  readonly text: Commitment;
}

/** One promise of an answer or a solution. */
export interface TicketClock {
  readonly of: 'first-answer' | 'next-answer' | 'solution';
  readonly dueAt: EpochMs;
  /** When a colleague is told that it is about to be missed. */
  readonly warnAt: EpochMs;
  /** Which business calendar it was set by. */
  readonly calendar: string;
  readonly escalatedAt: EpochMs | null;
  readonly missedAt: EpochMs | null;
}

/** Facts that a ticket carries through all its states. */
export interface TicketFacts {
  readonly channel: Channel;
  /** `null`: came by mail from somebody who has not shown which account is theirs. Nothing of an account is shown to them. */
  readonly requester: PartyId | null;
  /** The address that a mail came from. */
  readonly contact: Commitment | null;
  /** Key of the rulebook's `desk.kinds`, and the skill it takes. */
  readonly kind: string;
  readonly skill: string;
  /** ISO 639 code: what the customer writes, and one of the rulebook's that somebody answers in. */
  readonly language: string;
  readonly answeredIn: string;
  readonly country: string;
  readonly subject: Commitment;
  readonly refs: TicketRefs;
  /** The ticket that this one goes on from, after that was closed. */
  readonly follows: TicketId | null;
  readonly openedAt: EpochMs;
  readonly rulebook: string;
}

interface TicketRecord extends TicketFacts {
  readonly messages: readonly TicketMessage[];
  readonly notes: readonly TicketNote[];
  readonly assignee: PartyId | null;
  readonly firstAnsweredAt: EpochMs | null;
  /** Every clock that was missed, also of rounds that are over. */
  readonly missed: readonly TicketClock['of'][];
  readonly rating: {
    readonly score: number;
    readonly comment: Commitment | null;
    readonly at: EpochMs;
  } | null;
}

export type Ticket = TicketRecord &
  (
    | {
        readonly status: 'open';
        readonly answer: TicketClock;
        readonly solution: TicketClock;
      }
    | {
        readonly status: 'waiting';
        readonly since: EpochMs;
        /** Stands still, with so much business time left; runs on when the customer has answered. */
        readonly solution: TicketClock;
        readonly solutionLeftMs: number;
        /** Taken to be solved then. */
        readonly until: EpochMs;
      }
    | ({ readonly status: 'solved'; readonly closesAt: EpochMs } & Solution)
    | ({ readonly status: 'closed'; readonly closedAt: EpochMs } & Solution)
  );

function recordOf(state: Ticket): TicketRecord {
  const { channel, requester, contact, kind, skill, language, answeredIn, country, subject, refs } = state;
  const { follows, openedAt, rulebook, messages, notes, assignee, firstAnsweredAt } = state;
  const { missed, rating } = state;
  return {
    channel,
    requester,
    contact,
    kind,
    skill,
    language,
    answeredIn,
    country,
    subject,
    refs,
    follows,
    openedAt,
    rulebook,
    messages,
    notes,
    assignee,
    firstAnsweredAt,
    missed,
    rating,
  };
}

export function evolveTicket(state: Ticket | undefined, event: TicketEvent): Ticket {
  if (event.type === 'TicketOpened') {
    const { type: _, at: openedAt, message, ...facts } = event;
    return {
      ...facts,
      openedAt,
      messages: [message],
      notes: [],
      assignee: null,
      firstAnsweredAt: null,
      missed: [],
      rating: null,
      status: 'open',
    };
  }
  assert(state, `${event.type} before TicketOpened`);
  switch (event.type) {
    case 'CustomerWrote': {
      const record = { ...recordOf(state), messages: [...state.messages, event.message] };
      if (event.clocks) return { ...record, status: 'open', ...event.clocks };
      return { ...state, messages: record.messages };
    }
    case 'AgentAnswered':
      return answered(state, event);
    case 'NoteAdded':
      return { ...state, notes: [...state.notes, event.note] };
    case 'TicketAssigned':
      return { ...state, assignee: event.to };
    case 'TicketReleased':
      return { ...state, assignee: null };
    case 'TicketReclassified':
      return { ...state, kind: event.kind, skill: event.skill };
    case 'ClockEscalated':
      return marked(state, event.clock, { escalatedAt: event.at });
    case 'ClockMissed':
      return {
        ...marked(state, event.clock, { missedAt: event.at }),
        missed: [...state.missed, event.clock],
      };
    case 'TicketSolved': {
      const { at: solvedAt, by: solvedBy, cause, closesAt } = event;
      return { ...recordOf(state), status: 'solved', solvedAt, solvedBy, cause, closesAt };
    }
    case 'TicketClosed': {
      assert(state.status === 'solved', 'closed before it was solved');
      const { solvedAt, solvedBy, cause } = state;
      return { ...recordOf(state), status: 'closed', solvedAt, solvedBy, cause, closedAt: event.at };
    }
    case 'TicketRated':
      return { ...state, rating: { score: event.score, comment: event.comment, at: event.at } };
    case 'SenderConfirmed':
      return { ...state, requester: event.party };
    default:
      return event satisfies never;
  }
}

function marked(state: Ticket, of: TicketClock['of'], mark: Partial<TicketClock>): Ticket {
  assert(state.status === 'open', 'a clock that stands still took effect');
  return state.answer.of === of
    ? { ...state, answer: { ...state.answer, ...mark } }
    : { ...state, solution: { ...state.solution, ...mark } };
}

function answered(state: Ticket, event: Extract<TicketEvent, { type: 'AgentAnswered' }>): Ticket {
  const record: TicketRecord = {
    ...recordOf(state),
    messages: [...state.messages, event.message],
    firstAnsweredAt: state.firstAnsweredAt ?? event.at,
  };
  assert(state.status === 'open' || state.status === 'waiting', `answered while ${state.status}`);
  const { next } = event;
  if (next.then === 'keep')
    return { ...record, status: 'open', answer: next.answer, solution: next.solution };
  const { until, solutionLeftMs } = next;
  return { ...record, status: 'waiting', since: event.at, until, solution: state.solution, solutionLeftMs };
}

/** The clock that runs out first. */
export function nextClock(state: Ticket): TicketClock | undefined {
  if (state.status !== 'open') return undefined;
  return state.answer.dueAt <= state.solution.dueAt ? state.answer : state.solution;
}

/** When it wants to be woken: a clock about to be missed or missed, a customer silent for too long, a solution that stands. */
export function dueOf(state: Ticket): EpochMs | undefined {
  switch (state.status) {
    case 'open': {
      const wakes = [state.answer, state.solution].flatMap(({ escalatedAt, missedAt, warnAt, dueAt }) =>
        missedAt !== null ? [] : [escalatedAt === null ? warnAt : dueAt],
      );
      return wakes.length === 0 ? undefined : Math.min(...wakes);
    }
    case 'waiting':
      return state.until;
    case 'solved':
      return state.closesAt;
    case 'closed':
      return undefined;
    default:
      return state satisfies never;
  }
}

/** Which tickets one colleague can answer: those of a skill, in a language. */
export function lineOf(skill: string, language: string): string {
  return `${skill}:${language}`;
}

const isOpen = (t: Ticket) => t.status === 'open';

/** Stream id `tkt_...`. The lists of the desk read few rows in order of the clock from a partial index each. */
export const tickets: Concept<
  Ticket,
  TicketEvent,
  | 'requester'
  | 'contact'
  | 'status'
  | 'free_line'
  | 'open_skill'
  | 'open_of'
  | 'at_risk'
  | 'waiting_of'
  | 'order'
  | 'listing'
  | 'clock_at'
  | 'opened_at'
  | 'solved_at'
> = {
  name: 'ticket',
  revision: 1,
  evolve: evolveTicket,
  columns: {
    requester: { type: 'text', of: (t) => t.requester, indexed: false },
    contact: { type: 'text', of: (t) => t.contact },
    status: { type: 'text', of: (t) => t.status, indexed: false },
    /** Nobody has it. */
    free_line: {
      type: 'text',
      of: (t) => (isOpen(t) && t.assignee === null ? lineOf(t.skill, t.answeredIn) : null),
      indexed: false,
    },
    open_skill: { type: 'text', of: (t) => (isOpen(t) ? t.skill : null), indexed: false },
    open_of: { type: 'text', of: (t) => (isOpen(t) ? t.assignee : null), indexed: false },
    /** Escalated and not answered yet, by skill. */
    at_risk: {
      type: 'text',
      of: (t) =>
        t.status === 'open' && (t.answer.escalatedAt ?? t.solution.escalatedAt) !== null ? t.skill : null,
      indexed: false,
    },
    waiting_of: { type: 'text', of: (t) => (t.status === 'waiting' ? t.assignee : null), indexed: false },
    order: { type: 'text', of: (t) => t.refs.orderId ?? null },
    listing: { type: 'text', of: (t) => t.refs.listingId ?? null, indexed: false },
    clock_at: { type: 'bigint', of: (t) => nextClock(t)?.dueAt ?? null, indexed: false },
    opened_at: { type: 'bigint', of: (t) => t.openedAt },
    solved_at: { type: 'bigint', of: (t) => ('solvedAt' in t ? t.solvedAt : null) },
  },
  indexes: [
    ['free_line', 'clock_at'],
    ['open_skill', 'clock_at'],
    ['open_of', 'clock_at'],
    ['at_risk', 'clock_at'],
    ['waiting_of', 'opened_at'],
    ['requester', 'opened_at'],
    ['listing', 'opened_at'],
  ],
  due: dueOf,
};
