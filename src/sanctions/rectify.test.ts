import { describe, expect, test } from 'vitest';
import { given } from '../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { AppealId, CaseId, NoticeId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { PlanMeasurement } from '../signals/assess.ts';
import {
  type Rectification,
  type RectificationEvent,
  rectifications,
  type TargetResult,
} from './rectification.ts';
import {
  askForJudgement,
  cancelRectification,
  concludeRectification,
  escalateJudgement,
  extendWindow,
  filePlan,
  openRectification,
  resultsOf,
  verdictAtDeadline,
  windowFor,
} from './rectify.ts';

const AT = Date.UTC(2026, 0, 5);
const seller = 'pty_seller' as PartyId;
const judge = 'pty_judge' as PartyId;
const text = 'text' as Commitment;
const noticeId = 'ntc_1' as NoticeId;
const UNTIL = AT + 28 * DAY_MS;

const OPEN = {
  party: seller,
  partyKind: 'seller',
  caseId: 'case_1' as CaseId,
  violations: ['repeated-late-shipment'],
  foundByPeople: true,
  at: AT,
  rulebookHash: RULEBOOK_HASH,
} as const;
const opened = (): RectificationEvent => {
  const events = openRectification(undefined, OPEN, RULEBOOK);
  if ('refused' in events || !events[0]) throw new Error('not opened');
  return events[0];
};
const planFiled: RectificationEvent = {
  type: 'PlanFiled',
  at: AT,
  rootCause: text,
  correction: text,
  prevention: text,
};
const some = (r: Rectification | undefined): Rectification => {
  if (!r) throw new Error('no rectification');
  return r;
};
const measured = (n: number, k: number, lower: number, upper: number): ReadonlyMap<string, PlanMeasurement> =>
  new Map([
    [
      'late-shipment',
      {
        metric: 'late-shipment',
        n,
        k,
        uniqueCounterparties: k,
        people: n,
        of: 'defects',
        rate: n === 0 ? undefined : k / n,
        lower,
        upper,
        confidence: 0.95,
        from: AT,
        to: UNTIL,
        defects: [],
      },
    ],
  ]);
const TARGETS = [{ metric: 'late-shipment', atMost: 0.04, minVolume: 10 }];
const verdict = (...m: Parameters<typeof measured>) => resultsOf(TARGETS, measured(...m))[0]?.verdict;
const result = (v: TargetResult['verdict']): readonly TargetResult[] => [
  {
    metric: 'late-shipment',
    atMost: 0.04,
    minVolume: 10,
    volume: 10,
    rate: 0.1,
    lower: 0,
    upper: 1,
    verdict: v,
  },
];

describe('the window', () => {
  test('is the longest, with the strictest targets', () => {
    expect(windowFor(['repeated-late-shipment', 'not-as-described'], RULEBOOK)).toMatchObject({
      windowDays: 42,
      extensionsMax: 1,
    });
    expect(windowFor(['abuse', 'verbal-assault'], RULEBOOK)?.targets).toEqual([
      { metric: 'abusive-messages', atMost: 0, minVolume: 10, peopleMin: 2 },
    ]);
    expect(windowFor(['poor-tracking', 'false-tracking'], RULEBOOK)?.targets).toMatchObject([
      { metric: 'valid-tracking', atLeast: 0.95 },
    ]);
    expect(windowFor(['counterfeit'], RULEBOOK)).toBeUndefined();
  });

  test('opens once, for what can be put right', () => {
    given(rectifications)
      .when((r) => openRectification(r, OPEN, RULEBOOK))
      .then({ type: 'RectificationOpened', until: UNTIL, extensionsLeft: 1 });
    given(rectifications, opened())
      .when((r) => openRectification(r, OPEN, RULEBOOK))
      .refused('rectification-exists');
    given(rectifications)
      .when((r) => openRectification(r, { ...OPEN, violations: ['counterfeit'] }, RULEBOOK))
      .refused('not-rectifiable');
  });

  const file =
    (by = seller, at = AT, charactersOfLongest = 100) =>
    (r: Rectification | undefined) =>
      filePlan(
        some(r),
        { by, rootCause: text, correction: text, prevention: text, charactersOfLongest, at },
        RULEBOOK,
      );

  test('a plan is filed in time, by the party, as often as it gets better', () => {
    given(rectifications, opened()).when(file()).then({ type: 'PlanFiled' });
    given(rectifications, opened(), planFiled).when(file()).then({ type: 'PlanFiled' });
    given(rectifications, opened()).when(file(judge)).refused('not-found');
    given(rectifications, opened())
      .when(file(seller, UNTIL + 1))
      .refused('plan-window-closed');
    given(rectifications, opened())
      .when(file(seller, AT, 5_001))
      .refused('text-length');
  });
});

describe('the deadline', () => {
  test('a target is missed only if the exact bound says so', () => {
    expect(verdict(9, 0, 0, 0.3)).toBe('too-little');
    expect(verdict(0, 0, 0, 1)).toBe('too-little');
    expect(verdict(100, 4, 0.01, 0.09)).toBe('met');
    expect(verdict(10, 1, 0.005, 0.4)).toBe('uncertain');
    expect(verdict(100, 20, 0.14, 0.28)).toBe('missed');
    const least = [{ metric: 'late-shipment', atLeast: 0.9, minVolume: 10 }];
    expect(resultsOf(least, measured(100, 95, 0.9, 0.99))[0]?.verdict).toBe('met');
    expect(resultsOf(least, measured(100, 50, 0.4, 0.6))[0]?.verdict).toBe('missed');
    expect(resultsOf(least, new Map())[0]?.verdict).toBe('too-little');
  });

  const at = (history: readonly RectificationEvent[], v: TargetResult['verdict'], when = UNTIL) =>
    verdictAtDeadline(some(given(rectifications, ...history).state), result(v), when);

  test('numbers go before words', () => {
    expect(at([opened()], 'met', UNTIL - 1)).toBe('not-due');
    expect(at([opened()], 'met')).toBe('met');
    expect(at([opened(), planFiled], 'missed')).toBe('missed');
    expect(at([opened()], 'too-little')).toBe('no-plan');
    expect(at([opened(), planFiled], 'too-little')).toBe('extend');
    const once: RectificationEvent = { type: 'WindowExtended', at: UNTIL, until: UNTIL + 28 * DAY_MS };
    expect(at([opened(), planFiled, once], 'uncertain', UNTIL + 28 * DAY_MS)).toBe('judge');
  });

  test('prolonged once, then handed to a person under a clock of their own', () => {
    given(rectifications, opened(), planFiled)
      .when((r) => extendWindow(some(r), result('too-little'), UNTIL))
      .then({ type: 'TargetsMeasured' }, { type: 'WindowExtended', until: UNTIL + 28 * DAY_MS });
    const waiting = given(rectifications, opened(), planFiled)
      .when(() => askForJudgement(result('uncertain'), UNTIL, RULEBOOK))
      .state();
    expect(waiting).toMatchObject({ status: 'to-be-judged', judgeBy: UNTIL + 7 * DAY_MS, results: [{}] });
    expect(rectifications.due?.(waiting)).toBe(UNTIL + 7 * DAY_MS);
    const needed: RectificationEvent = { type: 'JudgementNeeded', at: UNTIL, judgeBy: UNTIL + 7 * DAY_MS };
    const escalate = (when: number) => (r: Rectification | undefined) => escalateJudgement(some(r), when);
    given(rectifications, opened(), needed)
      .when(escalate(UNTIL + 7 * DAY_MS))
      .then({ type: 'JudgementEscalated' });
    given(rectifications, opened(), needed).when(escalate(UNTIL)).refused('not-due');
    given(rectifications, opened(), needed, { type: 'JudgementEscalated', at: UNTIL })
      .when(escalate(UNTIL + 8 * DAY_MS))
      .refused('not-due');
  });

  const conclude = (by: PartyId | 'system:rectification') => (r: Rectification | undefined) =>
    concludeRectification(some(r), {
      outcome: 'met',
      by,
      noticeId,
      consequences: [],
      results: result('met'),
      at: UNTIL,
    });
  const needed: RectificationEvent = { type: 'JudgementNeeded', at: UNTIL, judgeBy: UNTIL };

  test('concluded by the numbers while open, by a person once it was handed over', () => {
    given(rectifications, opened())
      .when(conclude('system:rectification'))
      .then({ type: 'TargetsMeasured' }, { type: 'RectificationConcluded' });
    given(rectifications, opened()).when(conclude(judge)).refused('not-to-be-judged');
    given(rectifications, opened(), needed)
      .when(conclude(judge))
      .then({ type: 'TargetsMeasured' }, { by: judge });
    given(rectifications, opened(), needed).when(conclude(seller)).refused('conflict-of-interest');
  });

  test('cancelled with the decision that asked for it', () => {
    const appealId = 'apl_1' as AppealId;
    given(rectifications, opened())
      .when((r) => cancelRectification(some(r), appealId, AT))
      .then({ type: 'RectificationCancelled' });
    given(rectifications, opened(), { type: 'RectificationCancelled', at: AT, appealId })
      .when((r) => cancelRectification(some(r), appealId, AT))
      .thenNothing();
  });
});
