import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../../test/rulebook.ts';
import { type Decision, isRefusal } from '../../kernel/decision.ts';
import type { MessageId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import {
  decideConfirmSender,
  decideCustomerSolves,
  decideCustomerWrites,
  decideOpenTicket,
  decideRate,
  decideTicketDue,
  type OpenTicket,
} from './decide.ts';
import {
  type AnswerTicket,
  decideAnswer,
  decideAssign,
  decideNote,
  decideReclassify,
  decideRelease,
  decideSolve,
} from './decide-desk.ts';
import { decideWriteMacro } from './macro.ts';
import { dueOf, nextClock, type Ticket, type TicketMessage, tickets } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** A Monday, nine o'clock in Berlin. */
const AT = Date.UTC(2026, 5, 1, 7);
const buyer = 'pty_buyer' as PartyId;
const agent = 'pty_agent' as PartyId;
const colleague = 'pty_colleague' as PartyId;
const text = 'text' as Commitment;

const message = (from: TicketMessage['from'], at = AT): TicketMessage => ({
  id: 'msg_1' as MessageId,
  at,
  from,
  by: from === 'customer' ? buyer : agent,
  channel: 'web',
  text,
  uploads: [],
  dropped: [],
});
const opening = (more: Partial<OpenTicket> = {}): OpenTicket => ({
  at: AT,
  channel: 'web',
  requester: buyer,
  contact: null,
  kind: 'use',
  language: 'en',
  country: 'DE',
  subject: text,
  refs: {},
  follows: null,
  message: message('customer'),
  characters: 20,
  openOfPerson: 0,
  rulebookHash: RULEBOOK_HASH,
  ...more,
});
const events = (decision: Decision<TicketEvent>): readonly TicketEvent[] => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision;
};
const stateAfter = (...past: readonly TicketEvent[]): Ticket => {
  const state = past.reduce<Ticket | undefined>((s, e) => tickets.evolve(s, e), undefined);
  if (!state) throw new Error('no ticket');
  return state;
};
const some = (s: Ticket | undefined): Ticket => {
  if (!s) throw new Error('no ticket');
  return s;
};
const opened = (more: Partial<OpenTicket> = {}) =>
  events(decideOpenTicket(undefined, opening(more), RULEBOOK));
const answering = (more: Partial<AnswerTicket> = {}): AnswerTicket => ({
  at: AT + HOUR_MS,
  by: agent,
  message: message('agent', AT + HOUR_MS),
  characters: 10,
  then: 'wait',
  cause: null,
  seen: 1,
  ...more,
});
const answered = (more: Partial<AnswerTicket> = {}, past = opened()) => [
  ...past,
  ...events(decideAnswer(stateAfter(...past), answering(more), RULEBOOK)),
];
const writes =
  (at: number, characters = 5) =>
  (s: Ticket | undefined) =>
    decideCustomerWrites(some(s), { at, message: message('customer', at), characters }, RULEBOOK);

describe('a ticket', () => {
  test('is opened with its clocks, in the queue of its skill and language', () => {
    const state = stateAfter(...opened());
    expect(state).toMatchObject({
      status: 'open',
      skill: 'products',
      answeredIn: 'en',
      answer: { of: 'first-answer', dueAt: AT + DAY_MS, warnAt: AT + 20 * HOUR_MS },
      // Five business days later is Monday: a weekend lies between, and no holiday.
      solution: { of: 'solution', dueAt: AT + 7 * DAY_MS, calendar: expect.stringContaining('DE') },
    });
    expect(tickets.columns.free_line.of(state)).toBe('products:en');
    expect(stateAfter(...opened({ language: 'pt-BR' })).answeredIn).toBe('pt');
    expect(stateAfter(...opened({ language: 'fi' }))).toMatchObject({ language: 'fi', answeredIn: 'en' });
  });

  test('is refused where it would be none', () => {
    const open = (more: Partial<OpenTicket>) => (s: Ticket | undefined) =>
      decideOpenTicket(s, opening(more), RULEBOOK);
    given(tickets)
      .when(open({ kind: 'gossip' }))
      .refused('unknown-ticket-kind', 'kind');
    given(tickets)
      .when(open({ kind: 'constructor' }))
      .refused('unknown-ticket-kind', 'kind');
    given(tickets)
      .when(open({ characters: 0 }))
      .refused('text-length', 'text');
    given(tickets)
      .when(open({ characters: 9_000 }))
      .refused('text-length', 'text');
    given(tickets)
      .when(open({ openOfPerson: 15 }))
      .refused('too-many-tickets');
    given(tickets, ...opened())
      .when(open({}))
      .refused('ticket-exists');
  });

  test('a year without a calendar is not guessed: every day counts, so that nobody waits longer than promised', () => {
    const late = Date.UTC(2026, 11, 30, 2);
    const state = stateAfter(...opened({ country: 'CN', at: late }));
    expect(state).toMatchObject({
      answer: { dueAt: late + DAY_MS, calendar: expect.stringContaining('chinese-days') },
      solution: { dueAt: late + 5 * DAY_MS, calendar: 'CN, every day' },
    });
  });
});

describe('the customer', () => {
  test('who waits already does not put the answer off by writing again', () => {
    given(tickets, ...opened())
      .when(writes(AT + HOUR_MS))
      .then({ type: 'CustomerWrote', clocks: null });
  });

  test('who answers sets the clocks going again, where they stopped', () => {
    const state = stateAfter(...answered());
    expect(state).toMatchObject({ status: 'waiting', solutionLeftMs: 5 * DAY_MS - HOUR_MS });
    expect(nextClock(state)).toBeUndefined();
    const back = AT + 2 * DAY_MS;
    given(tickets, ...answered())
      .when(writes(back))
      .then({
        type: 'CustomerWrote',
        clocks: expect.objectContaining({
          answer: expect.objectContaining({ of: 'next-answer', dueAt: back + DAY_MS }),
          // Of five days one hour was used before; the weekend does not count.
          solution: expect.objectContaining({ dueAt: back + 7 * DAY_MS - HOUR_MS }),
        }),
      });
  });

  test('opens a solved ticket again, and a closed one never', () => {
    const solved = answered({ then: 'solve', cause: 'answered' });
    given(tickets, ...solved)
      .when(writes(AT + DAY_MS))
      .then({ type: 'CustomerWrote' });
    const closed: TicketEvent = { type: 'TicketClosed', at: AT + 8 * DAY_MS };
    given(tickets, ...solved, closed)
      .when(writes(AT + 9 * DAY_MS))
      .refused('ticket-closed');
  });

  test('is bounded in length, number and pace', () => {
    given(tickets, ...opened())
      .when(writes(AT, 0))
      .refused('text-length', 'text');
    const many: TicketEvent[] = Array.from({ length: 19 }, () => ({
      type: 'CustomerWrote',
      at: AT,
      message: message('customer'),
      clocks: null,
    }));
    given(tickets, ...opened(), ...many)
      .when(writes(AT + 1))
      .refused('too-many-messages');
    given(tickets, ...opened(), ...Array.from({ length: 10 }, () => many).flat(), ...many.slice(0, 9))
      .when(writes(AT + DAY_MS))
      .refused('ticket-full');
  });

  test('says that it is solved, and how it was, once and in time', () => {
    given(tickets, ...opened())
      .when((s) => decideCustomerSolves(some(s), AT, RULEBOOK))
      .then({ type: 'TicketSolved', by: null, why: 'customer' });
    const solved = answered({ then: 'solve', cause: 'answered' });
    given(tickets, ...solved)
      .when((s) => decideCustomerSolves(some(s), AT, RULEBOOK))
      .thenNothing();
    const rate = (score: number, at: number) => (s: Ticket | undefined) =>
      decideRate(some(s), { at, score, comment: null }, RULEBOOK);
    given(tickets, ...solved)
      .when(rate(5, AT + DAY_MS))
      .then({ type: 'TicketRated', score: 5 });
    given(tickets, ...opened())
      .when(rate(5, AT))
      .refused('not-solved');
    given(tickets, ...solved)
      .when(rate(6, AT + DAY_MS))
      .refused('score-out-of-range', 'score');
    given(tickets, ...solved)
      .when(rate(5, AT + 60 * DAY_MS))
      .refused('rating-over');
    given(tickets, ...solved, { type: 'TicketRated', at: AT, score: 4, comment: null })
      .when(rate(5, AT + DAY_MS))
      .refused('rated-already');
  });

  test('of a mail is believed once they have shown which account is theirs', () => {
    const mailed = opened({ requester: null, contact: 'mail' as Commitment, channel: 'mail' });
    const confirm = (party: PartyId) => (s: Ticket | undefined) => decideConfirmSender(some(s), party, AT);
    given(tickets, ...mailed)
      .when(confirm(buyer))
      .then({ type: 'SenderConfirmed', party: buyer });
    given(tickets, ...mailed, { type: 'SenderConfirmed', at: AT, party: buyer })
      .when(confirm(buyer))
      .thenNothing();
    given(tickets, ...mailed, { type: 'SenderConfirmed', at: AT, party: buyer })
      .when(confirm(agent))
      .refused('confirmed-already');
  });
});

describe('the desk', () => {
  const answer = (more: Partial<AnswerTicket>) => (s: Ticket | undefined) =>
    decideAnswer(some(s), answering(more), RULEBOOK);

  test('answers a free ticket and has it, asks back, keeps it open or solves it', () => {
    given(tickets, ...opened())
      .when(answer({}))
      .then({ type: 'TicketAssigned', to: agent, how: 'taken' }, { type: 'AgentAnswered' });
    expect(stateAfter(...answered({ then: 'keep' }))).toMatchObject({
      status: 'open',
      answer: { of: 'next-answer' },
      firstAnsweredAt: AT + HOUR_MS,
    });
    expect(stateAfter(...answered({ then: 'solve', cause: 'defect' }))).toMatchObject({
      status: 'solved',
      solvedBy: agent,
      cause: 'defect',
    });
    // Kept open after the customer was waited for: the clock for the solution goes on.
    expect(stateAfter(...answered({ then: 'keep', seen: 2 }, answered()))).toMatchObject({
      status: 'open',
      solution: { of: 'solution' },
    });
  });

  test('does not answer past what was written meanwhile, nor past a colleague', () => {
    given(tickets, ...opened())
      .when(answer({ seen: 0 }))
      .refused('changed-meanwhile', 'seen');
    given(tickets, ...answered())
      .when(answer({ by: colleague, seen: 2 }))
      .refused('assigned-to-another');
    given(tickets, ...opened())
      .when(answer({ characters: 0 }))
      .refused('text-length', 'text');
    given(tickets, ...opened())
      .when(answer({ then: 'solve' }))
      .refused('cause-needed', 'cause');
    given(tickets, ...opened())
      .when(answer({ then: 'solve', cause: 'magic' }))
      .refused('cause-needed', 'cause');
    given(tickets, ...answered({ then: 'solve', cause: 'answered' }))
      .when(answer({ seen: 2 }))
      .refused('ticket-ended');
  });

  test('solves nobody without a word', () => {
    const solve = (cause: string) => (s: Ticket | undefined) =>
      decideSolve(some(s), { at: AT + DAY_MS, by: agent, cause }, RULEBOOK);
    given(tickets, ...answered())
      .when(solve('answered'))
      .then({ type: 'TicketSolved', why: 'agent' });
    given(tickets, ...opened())
      .when(solve('answered'))
      .refused('not-answered');
    given(tickets, ...answered())
      .when(solve('magic'))
      .refused('cause-needed', 'cause');
    given(tickets, ...answered({ then: 'solve', cause: 'answered' }))
      .when(solve('answered'))
      .refused('ticket-ended');
  });

  test('gives tickets on by rules', () => {
    const assign =
      (to: PartyId, by: PartyId, more: { load?: number; how?: 'taken' | 'given'; head?: boolean } = {}) =>
      (s: Ticket | undefined) =>
        decideAssign(
          some(s),
          { at: AT, to, by, how: more.how ?? 'given', load: more.load ?? 0 },
          more.head ?? false,
          RULEBOOK,
        );
    given(tickets, ...opened())
      .when(assign(agent, colleague))
      .then({ type: 'TicketAssigned', to: agent });
    given(tickets, ...answered())
      .when(assign(agent, colleague))
      .thenNothing();
    given(tickets, ...answered())
      .when(assign(colleague, colleague, { how: 'taken' }))
      .refused('assigned-to-another');
    given(tickets, ...answered())
      .when(assign(colleague, 'pty_head' as PartyId, { head: true }))
      .then({ type: 'TicketAssigned', to: colleague });
    given(tickets, ...opened())
      .when(assign(agent, colleague, { load: 30 }))
      .refused('desk-full');
    given(tickets, ...opened())
      .when(assign(buyer, colleague))
      .refused('conflict-of-interest', 'to');
    given(tickets, ...answered({ then: 'solve', cause: 'answered' }))
      .when(assign(agent, colleague))
      .refused('ticket-ended');
    const release =
      (by: PartyId, head = false) =>
      (s: Ticket | undefined) =>
        decideRelease(some(s), by, head, AT);
    given(tickets, ...answered())
      .when(release(agent))
      .then({ type: 'TicketReleased' });
    given(tickets, ...opened())
      .when(release(agent))
      .thenNothing();
    given(tickets, ...answered())
      .when(release(colleague))
      .refused('assigned-to-another');
    given(tickets, ...answered({ then: 'solve', cause: 'answered' }))
      .when(release(agent))
      .refused('ticket-ended');
  });

  test('files a ticket anew, back to those who know', () => {
    const file = (kind: string) => (s: Ticket | undefined) =>
      decideReclassify(some(s), { at: AT, by: agent, kind }, RULEBOOK);
    given(tickets, ...answered())
      .when(file('repair'))
      .then({ type: 'TicketReclassified', kind: 'repair', skill: 'products' });
    given(tickets, ...answered())
      .when(file('payment'))
      .then({ type: 'TicketReclassified', skill: 'aftersales' }, { type: 'TicketReleased' });
    given(tickets, ...opened())
      .when(file('use'))
      .thenNothing();
    given(tickets, ...opened())
      .when(file('gossip'))
      .refused('unknown-ticket-kind', 'kind');
    given(tickets, ...answered({ then: 'solve', cause: 'answered' }))
      .when(file('repair'))
      .refused('ticket-ended');
  });

  test('notes what only colleagues read, and writes macros', () => {
    const note = (characters: number) => (s: Ticket | undefined) =>
      decideNote(some(s), { at: AT, note: { at: AT, by: agent, text }, characters }, RULEBOOK);
    given(tickets, ...opened())
      .when(note(4))
      .then({ type: 'NoteAdded' });
    given(tickets, ...opened())
      .when(note(0))
      .refused('text-length', 'text');
    const macro = { title: 'Thanks', language: 'en', kind: null, text: 'Thank you.', at: AT, by: agent };
    expect(decideWriteMacro(undefined, macro, ['use'])).toMatchObject([{ type: 'MacroWritten' }]);
    expect(decideWriteMacro({ ...macro, isRetired: false }, macro, ['use'])).toEqual([]);
    expect(decideWriteMacro(undefined, { ...macro, kind: 'gossip' }, ['use'])).toMatchObject({
      refused: 'unknown-ticket-kind',
    });
  });
});

describe('time', () => {
  const due = (at: number) => (s: Ticket | undefined) => decideTicketDue(some(s), at, RULEBOOK);

  test('escalates a clock before it is missed, and notes once that it was', () => {
    given(tickets, ...opened())
      .when(due(AT + 19 * HOUR_MS))
      .refused('not-due');
    given(tickets, ...opened())
      .when(due(AT + 20 * HOUR_MS))
      .then({ type: 'ClockEscalated', clock: 'first-answer' });
    const escalated: TicketEvent = {
      type: 'ClockEscalated',
      at: AT + 20 * HOUR_MS,
      clock: 'first-answer',
    };
    expect(tickets.columns.at_risk.of(stateAfter(...opened(), escalated))).toBe('products');
    given(tickets, ...opened(), escalated)
      .when(due(AT + DAY_MS))
      .then({ type: 'ClockMissed', clock: 'first-answer' });
    const missed: TicketEvent = { type: 'ClockMissed', at: AT + DAY_MS, clock: 'first-answer' };
    given(tickets, ...opened(), escalated, missed)
      .when(due(AT + 2 * DAY_MS))
      .refused('not-due');
  });

  test('solves what the customer is silent about, and closes what stays solved', () => {
    given(tickets, ...answered())
      .when(due(AT + DAY_MS))
      .refused('not-due');
    given(tickets, ...answered())
      .when(due(AT + 8 * DAY_MS))
      .then({ type: 'TicketSolved', why: 'silence' });
    const solved = answered({ then: 'solve', cause: 'answered' });
    given(tickets, ...solved)
      .when(due(AT + 2 * DAY_MS))
      .refused('not-due');
    given(tickets, ...solved)
      .when(due(AT + 8 * DAY_MS))
      .then({ type: 'TicketClosed' });
    given(tickets, ...solved, { type: 'TicketClosed', at: AT + 8 * DAY_MS })
      .when(due(AT + 90 * DAY_MS))
      .refused('not-due');
  });

  test('however long the customer takes, the desk has the same business time to solve it', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 60 * HOUR_MS }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(gaps, fc.constantFrom('DE', 'BR', 'ES', 'US'), (lengths, country) => {
        let at = AT;
        let state = stateAfter(...opened({ country }));
        let left = 5 * DAY_MS;
        for (const [i, gap] of lengths.entries()) {
          at += gap;
          const asksBack = i % 2 === 0;
          const decision = asksBack
            ? decideAnswer(state, answering({ at, seen: state.messages.length }), RULEBOOK)
            : writes(at)(state);
          state = events(decision).reduce<Ticket>((s, e) => tickets.evolve(s, e), state);
          if (state.status === 'waiting') {
            // Never more than before: only what the desk itself takes is taken off.
            expect(state.solutionLeftMs).toBeLessThanOrEqual(left);
            expect(left - state.solutionLeftMs).toBeLessThanOrEqual(gap);
            left = state.solutionLeftMs;
          } else if (state.status === 'open') {
            expect(state.solution.dueAt).toBeGreaterThanOrEqual(at + left);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('every ticket that is not closed has something to wait for', () => {
    const acts = fc.array(fc.constantFrom('wait', 'keep', 'solve', 'write', 'due'), { maxLength: 14 });
    fc.assert(
      fc.property(acts, (list) => {
        let state = stateAfter(...opened());
        let at = AT;
        for (const act of list) {
          at += 3 * HOUR_MS;
          if (act === 'due') at = Math.max(at, dueOf(state) ?? at);
          const decision =
            act === 'due'
              ? decideTicketDue(state, at, RULEBOOK)
              : act === 'write'
                ? writes(at)(state)
                : decideAnswer(
                    state,
                    answering({ at, then: act, cause: 'answered', seen: state.messages.length }),
                    RULEBOOK,
                  );
          if (isRefusal(decision)) continue;
          state = decision.reduce<Ticket>((s, e) => tickets.evolve(s, e), state);
          const isMissed = state.status === 'open' && state.answer.missedAt !== null;
          if (state.status === 'closed' || isMissed) continue;
          expect(dueOf(state)).toBeDefined();
        }
      }),
      { numRuns: 100 },
    );
  });
});
