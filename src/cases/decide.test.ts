import { describe, expect, test } from 'vitest';
import { given } from '../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { AppealId, ComplaintId, EvidenceId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { EvidenceKind } from '../rulebook/violation.ts';
import { type Case, type CaseEvent, cases } from './case.ts';
import { clockOf, waitsFor } from './clocks.ts';
import {
  addAllegation,
  addEvidence,
  askStatement,
  assignCase,
  complaintWithdrawn,
  declareConflict,
  expireCase,
  extendStatement,
  giveStatement,
  isMergeable,
  joinComplaint,
  mayJudge,
  openCase,
  type OpenCase,
  uploadEvidence,
} from './decide.ts';
import type { Evidence } from './evidence.ts';
import { closeCase, type FindingDraft, makeFindings, outcomeFor, overturnFindings } from './judge.ts';
import { voices } from './statement.ts';

const AT = Date.UTC(2026, 0, 5);
const seller = 'pty_seller' as PartyId;
const buyer = 'pty_buyer' as PartyId;
const friend = 'pty_friend' as PartyId;
const judge = 'pty_judge' as PartyId;
const colleague = 'pty_colleague' as PartyId;
const complaintId = 'cmp_1' as ComplaintId;
const appealId = 'apl_1' as AppealId;
const text = 'text' as Commitment;
const orderId = 'ord_1' as OrderId;
const NOTHING = { orders: [], listings: [], conversations: [] };

const OPEN: OpenCase = {
  subject: seller,
  subjectKind: 'seller',
  source: { kind: 'complaint', complaintId },
  violations: ['refusal-to-ship'],
  priority: 'normal',
  refs: NOTHING,
  at: AT,
  rulebookHash: RULEBOOK_HASH,
};

function events(decision: readonly CaseEvent[] | { refused: string }): readonly CaseEvent[] {
  if ('refused' in decision) throw new Error(`refused: ${decision.refused}`);
  return decision;
}

const opened = (more: Partial<OpenCase> = {}) => events(openCase(undefined, { ...OPEN, ...more }, RULEBOOK));
const joined = (who = buyer, sameVoiceAs: PartyId | null = null): CaseEvent => ({
  type: 'ComplaintJoined',
  at: AT,
  complaintId: `cmp_${who}` as ComplaintId,
  complainant: who,
  sameVoiceAs,
  refs: { ...NOTHING, orders: [orderId] },
  priority: 'normal',
  decideBy: AT + 14 * DAY_MS,
});
const evidence = (
  kind: EvidenceKind,
  n = 1,
  by: PartyId | 'system:collector' = 'system:collector',
): Evidence => ({
  id: `evd_${kind}_${n}` as EvidenceId,
  kind,
  title: kind,
  at: AT,
  by,
  sha256: `${kind}${n}`,
  content: text,
});
const collected: CaseEvent = {
  type: 'EvidenceAdded',
  at: AT,
  items: [evidence('order-timeline'), evidence('messages')],
};
const asked: CaseEvent = {
  type: 'StatementAsked',
  at: AT,
  party: seller,
  side: 'subject',
  dueAt: AT + 72 * HOUR_MS,
};
const answered: CaseEvent = { type: 'StatementGiven', at: AT, party: seller, text, late: false };
const missed: CaseEvent = { type: 'StatementMissed', at: AT, party: seller };
const READY = [...opened(), joined(), collected, asked, answered];
const finding = (more: Partial<FindingDraft> = {}): FindingDraft => ({
  violation: 'refusal-to-ship',
  result: 'substantiated',
  unfounded: false,
  reasons: text,
  evidence: ['evd_order-timeline_1' as EvidenceId],
  ...more,
});
const some = (c: Case | undefined): Case => {
  if (!c) throw new Error('no case');
  return c;
};
const find =
  (more: Partial<FindingDraft> = {}, by: PartyId | 'system:signals' = judge) =>
  (c: Case | undefined) =>
    makeFindings(some(c), { by, findings: [finding(more)], at: AT, rulebookHash: RULEBOOK_HASH }, RULEBOOK);
const substantiated = events(find()(given(cases, ...READY).state));
const closed: CaseEvent = { type: 'CaseClosed', at: AT, by: judge, outcome: 'sanctioned' };

describe('opening and joining', () => {
  test('a case has the clocks of its priority', () => {
    given(cases)
      .when((c) => openCase(c, OPEN, RULEBOOK))
      .then({
        type: 'CaseOpened',
        firstLookBy: AT + 48 * HOUR_MS,
        decideBy: AT + 14 * DAY_MS,
      });
  });

  test('refused: twice, about nothing, or about what the other side does', () => {
    given(cases, ...opened())
      .when((c) => openCase(c, OPEN, RULEBOOK))
      .refused('case-exists');
    given(cases)
      .when((c) => openCase(c, { ...OPEN, violations: [] }, RULEBOOK))
      .refused('wrong-violation', 'violations');
    given(cases)
      .when((c) => openCase(c, { ...OPEN, violations: ['extortion'] }, RULEBOOK))
      .refused('wrong-violation');
  });

  test('complaints about the same conduct within the window are heard together, later ones apart', () => {
    const state = some(given(cases, ...opened()).state);
    expect(isMergeable(state, 'refusal-to-ship', AT + 14 * DAY_MS, RULEBOOK)).toBe(true);
    expect(isMergeable(state, 'refusal-to-ship', AT + 15 * DAY_MS, RULEBOOK)).toBe(false);
    expect(isMergeable(state, 'abuse', AT, RULEBOOK)).toBe(false);
    expect(
      isMergeable(some(given(cases, ...READY, ...substantiated).state), 'refusal-to-ship', AT, RULEBOOK),
    ).toBe(false);
  });

  const join = {
    complaintId,
    complainant: buyer,
    sameVoiceAs: null,
    refs: NOTHING,
    priority: 'urgent',
    at: AT,
  } as const;

  test('the more urgent clock rules', () => {
    given(cases, ...opened())
      .when((c) => joinComplaint(some(c), join, RULEBOOK))
      .then({ priority: 'urgent', decideBy: AT + 3 * DAY_MS });
    given(cases, ...opened())
      .when((c) => joinComplaint(some(c), { ...join, priority: 'low' }, RULEBOOK))
      .then({ priority: 'normal' });
  });

  test('a complaint joins once, and only an open case', () => {
    const again = { ...join, complaintId: `cmp_${buyer}` as ComplaintId };
    given(cases, ...opened(), joined())
      .when((c) => joinComplaint(some(c), again, RULEBOOK))
      .refused('already-joined');
    given(cases, ...READY, ...substantiated)
      .when((c) => joinComplaint(some(c), join, RULEBOOK))
      .refused('case-not-open');
  });

  test('accounts that belong together are one voice; withdrawn ones none', () => {
    const state = some(given(cases, ...opened(), joined(), joined(friend, buyer), joined(colleague)).state);
    expect(voices(state.complaints)).toBe(2);
    const left = given(cases, ...opened(), joined())
      .when((c) => complaintWithdrawn(some(c), `cmp_${buyer}` as ComplaintId, AT))
      .state();
    expect(voices(left.complaints)).toBe(0);
    given(cases, ...opened())
      .when((c) => complaintWithdrawn(some(c), complaintId, AT))
      .thenNothing();
  });
});

describe('who may judge', () => {
  test('no side of the case, nobody with a declared conflict, nobody whose finding was overturned', () => {
    const state = some(
      given(cases, ...opened(), joined(), { type: 'ConflictDeclared', at: AT, by: colleague }).state,
    );
    expect(mayJudge(state, seller)).toMatchObject({ refused: 'conflict-of-interest' });
    expect(mayJudge(state, buyer)).toMatchObject({ refused: 'conflict-of-interest' });
    expect(mayJudge(state, colleague)).toMatchObject({ refused: 'conflict-of-interest' });
    expect(mayJudge(state, judge)).toBeUndefined();
    const again = given(cases, ...READY, ...substantiated, closed)
      .when((c) =>
        overturnFindings(
          some(c),
          { violations: ['refusal-to-ship'], because: appealId, again: true, at: AT },
          RULEBOOK,
        ),
      )
      .state();
    expect(mayJudge(again, judge)).toMatchObject({ refused: 'took-part' });
    expect(mayJudge(again, colleague)).toBeUndefined();
  });

  test('assigning is the first look; only the head takes a case away', () => {
    const assign =
      (to: PartyId, by: PartyId, byHead = false) =>
      (c: Case | undefined) =>
        assignCase(some(c), { to, by, byHead, at: AT });
    given(cases, ...opened())
      .when(assign(judge, judge))
      .then({ type: 'CaseAssigned' });
    const mine: CaseEvent = { type: 'CaseAssigned', at: AT, to: judge, by: judge };
    given(cases, ...opened(), mine)
      .when(assign(colleague, colleague))
      .refused('assigned-to-another');
    given(cases, ...opened(), mine)
      .when(assign(colleague, colleague, true))
      .then({ to: colleague });
    given(cases, ...opened())
      .when(assign(seller, colleague, true))
      .refused('conflict-of-interest');
    given(cases, ...READY, ...substantiated, closed)
      .when(assign(judge, judge))
      .refused('case-not-open');
    given(cases, ...opened(), mine)
      .when(find({}, colleague))
      .refused('assigned-to-another');
  });

  test('a conflict is declared once and gives the case up', () => {
    const mine: CaseEvent = { type: 'CaseAssigned', at: AT, to: judge, by: judge };
    const after = given(cases, ...opened(), mine)
      .when((c) => declareConflict(some(c), judge, AT))
      .state();
    expect(after).toMatchObject({ assignee: null, conflicts: [judge] });
    given(cases, ...opened(), { type: 'ConflictDeclared', at: AT, by: judge })
      .when((c) => declareConflict(some(c), judge, AT))
      .refused('conflict-known');
  });
});

describe('evidence', () => {
  test('what was collected already is not collected again', () => {
    given(cases, ...opened(), collected)
      .when((c) => addEvidence(some(c), [evidence('messages'), evidence('photo')], AT, RULEBOOK))
      .then({
        type: 'EvidenceAdded',
        items: [evidence('photo')],
      });
    given(cases, ...opened(), collected)
      .when((c) => addEvidence(some(c), [evidence('messages')], AT, RULEBOOK))
      .thenNothing();
    given(cases, ...READY, ...substantiated)
      .when((c) => addEvidence(some(c), [], AT, RULEBOOK))
      .refused('case-not-open');
  });

  test('uploads: the same file once, so many of a party, while the case is open', () => {
    const upload = (n: number) => evidence('photo', n, buyer);
    const add = (item: Evidence) => (c: Case | undefined) => uploadEvidence(some(c), item, AT, RULEBOOK);
    const full: CaseEvent = {
      type: 'EvidenceAdded',
      at: AT,
      items: Array.from({ length: 10 }, (_, i) => upload(i)),
    };
    given(cases, ...opened())
      .when(add(upload(1)))
      .then({ type: 'EvidenceAdded' });
    given(cases, ...opened(), full)
      .when(add(upload(1)))
      .refused('already-uploaded');
    given(cases, ...opened(), full)
      .when(add(upload(11)))
      .refused('too-many-uploads');
    given(cases, ...READY, ...substantiated)
      .when(add(upload(1)))
      .refused('case-not-open');
  });
});

describe('statements', () => {
  const ask = (party: PartyId, side: 'subject' | 'complainant') => (c: Case | undefined) =>
    askStatement(some(c), { party, side, at: AT }, RULEBOOK);

  test('only sides are asked, one question at a time', () => {
    given(cases, ...opened())
      .when(ask(seller, 'subject'))
      .then({ type: 'StatementAsked', dueAt: AT + 72 * HOUR_MS });
    given(cases, ...opened(), asked)
      .when(ask(seller, 'subject'))
      .refused('statement-pending');
    given(cases, ...opened(), asked, answered)
      .when(ask(seller, 'subject'))
      .then({ type: 'StatementAsked' });
    given(cases, ...opened())
      .when(ask(buyer, 'complainant'))
      .refused('not-a-party');
    given(cases, ...opened(), joined())
      .when(ask(buyer, 'complainant'))
      .then({ side: 'complainant' });
    given(cases, ...READY, ...substantiated)
      .when(ask(seller, 'subject'))
      .refused('case-not-open');
  });

  const extend =
    (at = AT) =>
    (c: Case | undefined) =>
      extendStatement(some(c), seller, at, RULEBOOK);

  test('prolonged once, and not too late', () => {
    given(cases, ...opened(), asked)
      .when(extend())
      .then({ dueAt: AT + 144 * HOUR_MS });
    given(cases, ...opened())
      .when(extend())
      .refused('not-found');
    given(cases, ...opened(), asked)
      .when(extend(AT + 73 * HOUR_MS))
      .refused('statement-over');
    given(cases, ...opened(), asked, answered)
      .when(extend())
      .refused('statement-over');
    given(cases, ...opened(), asked, {
      type: 'StatementExtended',
      at: AT,
      party: seller,
      dueAt: AT + 144 * HOUR_MS,
    })
      .when(extend())
      .refused('already-extended');
    given(cases, ...READY, ...substantiated)
      .when(extend())
      .refused('case-not-open');
  });

  const give =
    (at = AT, textCharacters = 10) =>
    (c: Case | undefined) =>
      giveStatement(some(c), { party: seller, text, textCharacters, at }, RULEBOOK);

  test('given once; late is marked, and possible until the case is judged', () => {
    given(cases, ...opened(), asked)
      .when(give())
      .then({ type: 'StatementGiven', late: false });
    given(cases, ...opened(), asked, missed)
      .when(give(AT + 90 * HOUR_MS))
      .then({ late: true });
    given(cases, ...opened())
      .when(give())
      .refused('not-found');
    given(cases, ...opened(), asked, answered)
      .when(give())
      .refused('already-stated');
    given(cases, ...opened(), asked)
      .when(give(AT, 0))
      .refused('text-length', 'text');
    given(cases, ...READY, ...substantiated)
      .when(give())
      .refused('case-not-open');
  });

  test('a further allegation is examined once, and only of the subject’s side', () => {
    const add =
      (violation: string, by = judge) =>
      (c: Case | undefined) =>
        addAllegation(some(c), { violation, by, at: AT }, RULEBOOK);
    given(cases, ...opened())
      .when(add('abuse'))
      .then({ type: 'AllegationAdded' });
    given(cases, ...opened())
      .when(add('extortion'))
      .refused('wrong-violation', 'violation');
    given(cases, ...opened())
      .when(add('refusal-to-ship'))
      .refused('already-alleged');
    given(cases, ...opened(), joined())
      .when(add('abuse', buyer))
      .refused('conflict-of-interest');
    given(cases, ...READY, ...substantiated)
      .when(add('abuse'))
      .refused('case-not-open');
  });
});

describe('deadlines', () => {
  const expire = (at: number) => (c: Case | undefined) => expireCase(some(c), at);

  test('silence is noted and the case goes on; each clock of the staff runs out once', () => {
    given(cases, ...opened(), asked)
      .when(expire(AT + 73 * HOUR_MS))
      .then({ type: 'StatementMissed' }, { type: 'CaseEscalated', what: 'first-look' });
    const looked: CaseEvent = { type: 'CaseAssigned', at: AT, to: judge, by: judge };
    const after = given(cases, ...opened(), looked)
      .when(expire(AT + 15 * DAY_MS))
      .state();
    expect(after.escalations).toMatchObject([{ what: 'decision' }]);
    expect(cases.due?.(after)).toBeUndefined();
    given(cases, ...opened())
      .when(expire(AT))
      .refused('not-due');
    given(cases, ...READY, ...substantiated, closed)
      .when(expire(AT + 99 * DAY_MS))
      .refused('not-due');
  });

  test('what a case waits for follows from its state', () => {
    const looked: CaseEvent = { type: 'CaseAssigned', at: AT, to: judge, by: judge };
    const waiting = (...history: readonly CaseEvent[]) => waitsFor(some(given(cases, ...history).state));
    expect(waiting(...opened())).toBe('first-look');
    expect(waiting(...opened(), looked, asked)).toBe('statements');
    expect(waiting(...opened(), looked, asked, missed)).toBe('decision');
    expect(waiting(...READY, ...substantiated)).toBe('sanction');
    expect(waiting(...READY, ...substantiated, closed)).toBe('nothing');
    expect(clockOf(some(given(cases, ...READY, ...substantiated, closed).state))).toBeNull();
  });
});

describe('findings', () => {
  test('substantiated on cited evidence, by the clause; then the case waits for what follows', () => {
    given(cases, ...READY)
      .when(find())
      .then({ type: 'FindingMade', clause: 'C2', subject: seller, orders: [orderId], complainants: [buyer] });
  });

  test('nothing substantiated closes the case', () => {
    given(cases, ...READY)
      .when(find({ result: 'undetermined' }))
      .then({ type: 'FindingMade' }, { type: 'CaseClosed', outcome: 'no-violation' });
  });

  test.each<[string, Partial<FindingDraft>, readonly CaseEvent[], PartyId?]>([
    ['case-not-open', {}, [...READY, ...substantiated]],
    ['conflict-of-interest', {}, READY, buyer],
    ['not-alleged', { violation: 'abuse' }, READY],
    ['unknown-evidence', { evidence: ['evd_no' as EvidenceId] }, READY],
    ['reasons-needed', { reasons: null }, READY],
    ['not-unfounded', { unfounded: true }, READY],
    ['evidence-missing', { evidence: ['evd_messages_1' as EvidenceId] }, READY],
    ['evidence-missing', { evidence: [] }, READY],
    ['hearing-open', {}, [...opened(), collected, asked]],
    ['not-heard', {}, [...opened(), collected]],
  ])('refused: %s', (code, more, history, by) => {
    given(cases, ...history)
      .when(find(more, by))
      .refused(code);
  });

  test('unheard is only who could not be bothered to answer', () => {
    given(cases, ...opened(), collected, asked, missed)
      .when(find())
      .then({ type: 'FindingMade' });
    given(cases, ...opened(), collected, asked)
      .when(find({ result: 'unsubstantiated' }))
      .then({ type: 'FindingMade' }, { type: 'CaseClosed' });
  });

  test('the same allegation is not judged twice, and something must be judged', () => {
    const twice = (c: Case | undefined) =>
      makeFindings(
        some(c),
        { by: judge, findings: [finding(), finding()], at: AT, rulebookHash: '' },
        RULEBOOK,
      );
    given(cases, ...READY)
      .when(twice)
      .refused('already-found', 'findings.1.violation');
    const none = (c: Case | undefined) =>
      makeFindings(some(c), { by: judge, findings: [], at: AT, rulebookHash: '' }, RULEBOOK);
    given(cases, ...READY)
      .when(none)
      .refused('nothing-found');
  });

  test('the signals need no hearing, but the same evidence', () => {
    given(cases, ...opened(), collected)
      .when(find({ reasons: null }, 'system:signals'))
      .then({ by: 'system:signals' });
    given(cases, ...opened())
      .when(find({ reasons: null, evidence: [] }, 'system:signals'))
      .refused('evidence-missing');
  });

  test('a case is closed once everything is found, by somebody who may judge', () => {
    const close = (by: PartyId) => (c: Case | undefined) =>
      closeCase(some(c), { by, outcome: 'sanctioned', at: AT });
    given(cases, ...READY, ...substantiated)
      .when(close(judge))
      .then({ type: 'CaseClosed' });
    given(cases, ...READY)
      .when(close(judge))
      .refused('findings-missing');
    given(cases, ...READY, ...substantiated)
      .when(close(buyer))
      .refused('conflict-of-interest');
  });

  test('overturned, it stays on record; heard again, it is open for others', () => {
    const overturn = (again: boolean) => (c: Case | undefined) =>
      overturnFindings(
        some(c),
        { violations: ['refusal-to-ship'], because: appealId, again, at: AT },
        RULEBOOK,
      );
    given(cases, ...READY, ...substantiated)
      .when(overturn(true))
      .refused('case-not-closed');
    const done = given(cases, ...READY, ...substantiated, closed)
      .when(overturn(false))
      .state();
    expect(done).toMatchObject({
      status: 'closed',
      allegations: [{ finding: null, overturned: [{ because: appealId }], settled: true }],
    });
    // Reversed for good, unless an appeal of who complained about it asks for it.
    const events = overturnFindings(
      done,
      { violations: ['refusal-to-ship'], because: appealId, again: true, at: AT },
      RULEBOOK,
    );
    expect(events).toMatchObject([{ type: 'CaseReopened', unsettled: ['refusal-to-ship'] }]);
    expect(
      given(cases, ...READY, ...substantiated, closed)
        .when(overturn(true))
        .state(),
    ).toMatchObject({ status: 'open', assignee: null });
  });

  test('what a complainant is told follows from the findings', () => {
    const told = (more: Partial<FindingDraft>) =>
      outcomeFor(
        given(cases, ...READY)
          .when(find(more))
          .state(),
        'refusal-to-ship',
      );
    expect(told({})).toBe('upheld');
    expect(told({ result: 'undetermined' })).toBe('undetermined');
    expect(told({ result: 'unsubstantiated' })).toBe('not-upheld');
    expect(told({ result: 'unsubstantiated', unfounded: true })).toBe('unfounded');
  });
});
