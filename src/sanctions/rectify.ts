import { type Decision, refuse } from '../kernel/decision.ts';
import type { AppealId, CaseId, NoticeId, PartyId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { RectificationTarget } from '../rulebook/violation.ts';
import type { PlanMeasurement } from '../signals/assess.ts';
import type {
  Rectification,
  RectificationEvent,
  RectificationOutcome,
  Target,
  TargetResult,
} from './rectification.ts';

type RectificationDecision = Decision<RectificationEvent>;

/**
 * The chance to put it right: the longest window and the strictest targets of the violations that can be.
 * `undefined` where none of them can.
 */
export function windowFor(
  violations: readonly string[],
  rulebook: Rulebook,
):
  | {
      readonly windowDays: number;
      readonly extensionsMax: number;
      readonly targets: readonly Target[];
    }
  | undefined {
  const rules = violations.flatMap((v) => {
    const rule = rulebook.violations[v]?.rectifiable ?? 'none';
    return rule === 'none' ? [] : [rule];
  });
  if (rules.length === 0) return undefined;
  const targets = new Map<string, RectificationTarget>();
  for (const target of rules.flatMap((r) => r.targets)) {
    const known = targets.get(target.metric);
    targets.set(target.metric, known ? stricter(known, target) : target);
  }
  return {
    windowDays: Math.max(...rules.map((r) => r.windowDays)),
    extensionsMax: Math.max(...rules.map((r) => r.extensionsMax)),
    targets: [...targets.values()].map((target) => ({
      ...target,
      peopleMin: peopleMin(target, rulebook),
    })),
  };
}

/**
 * As many as it takes for a breach, who are at most one a unit: what one friend orders every day is no proof that
 * strangers are served.
 */
function peopleMin({ metric, minVolume }: RectificationTarget, { metrics }: Rulebook): number {
  return Math.min(metrics[metric]?.minUniqueCounterparties ?? 1, Math.max(1, minVolume));
}

function stricter(a: RectificationTarget, b: RectificationTarget): RectificationTarget {
  const minVolume = Math.max(a.minVolume, b.minVolume);
  if (a.atMost !== undefined && b.atMost !== undefined)
    return { ...a, atMost: Math.min(a.atMost, b.atMost), minVolume };
  if (a.atLeast !== undefined && b.atLeast !== undefined)
    return { ...a, atLeast: Math.max(a.atLeast, b.atLeast), minVolume };
  return { ...a, minVolume };
}

export function openRectification(
  state: Rectification | undefined,
  command: {
    readonly party: PartyId;
    readonly partyKind: 'seller' | 'buyer';
    readonly caseId: CaseId;
    readonly violations: readonly string[];
    readonly foundByPeople: boolean;
    readonly at: EpochMs;
    readonly rulebookHash: string;
  },
  rulebook: Rulebook,
): RectificationDecision {
  if (state) return refuse('rectification-exists', 'This window is open already.');
  const window = windowFor(command.violations, rulebook);
  if (!window) return refuse('not-rectifiable', 'This can not be put right by a plan.');
  const { at, rulebookHash, ...facts } = command;
  const { windowDays, extensionsMax: extensionsLeft, targets } = window;
  const until = at + windowDays * DAY_MS;
  return [
    {
      type: 'RectificationOpened',
      at,
      ...facts,
      targets,
      until,
      windowDays,
      extensionsLeft,
      rulebook: rulebookHash,
    },
  ];
}

/** Within the window; a later plan replaces an earlier one. */
export function filePlan(
  state: Rectification,
  command: {
    readonly by: PartyId;
    readonly rootCause: Commitment;
    readonly correction: Commitment;
    readonly prevention: Commitment;
    readonly charactersOfLongest: number;
    readonly at: EpochMs;
  },
  rulebook: Rulebook,
): RectificationDecision {
  const { by, charactersOfLongest, at, rootCause, correction, prevention } = command;
  if (by !== state.party) return refuse('not-found');
  if (state.status !== 'open' || at > state.until)
    return refuse('plan-window-closed', 'The time to file a plan is over.', {
      facts: { until: state.until },
    });
  const { textCharactersMax } = rulebook.evidence;
  if (charactersOfLongest > textCharactersMax)
    return refuse('text-length', `Write at most ${textCharactersMax} characters in each part.`, {
      field: 'rootCause',
    });
  return [{ type: 'PlanFiled', at, rootCause, correction, prevention }];
}

/** Compares what was measured over the window with the targets. */
export function resultsOf(
  targets: readonly Target[],
  measured: ReadonlyMap<string, PlanMeasurement>,
): readonly TargetResult[] {
  return targets.map((target) => {
    const { metric, atMost, atLeast, minVolume, peopleMin: least } = target;
    const { n: volume, people, rate, lower, upper } = measured.get(metric) ?? UNMEASURED;
    const said = verdictOf(target, volume, rate, lower, upper);
    return {
      metric,
      ...(atMost === undefined ? {} : { atMost }),
      ...(atLeast === undefined ? {} : { atLeast }),
      minVolume,
      volume,
      ...(least === undefined ? {} : { people, peopleMin: least }),
      rate: rate ?? null,
      lower,
      upper,
      verdict: said === 'met' && people < (least ?? 0) ? 'too-little' : said,
    };
  });
}

const UNMEASURED = { n: 0, people: 0, rate: undefined, lower: 0, upper: 1 } as const;

/**
 * Missed only if the exact bound says so: one late parcel among ten is no proof of a rate above 4 %. Too few units, or
 * a bad rate that may be chance, say nothing.
 */
function verdictOf(
  target: RectificationTarget,
  n: number,
  rate: number | undefined,
  lower: number,
  upper: number,
): TargetResult['verdict'] {
  if (rate === undefined || n < target.minVolume) return 'too-little';
  if (target.atMost !== undefined) {
    if (rate <= target.atMost) return 'met';
    return lower > target.atMost ? 'missed' : 'uncertain';
  }
  const atLeast = target.atLeast ?? 0;
  if (rate >= atLeast) return 'met';
  return upper < atLeast ? 'missed' : 'uncertain';
}

/**
 * What the end of a window means. Numbers go before words: targets that are met count without a plan, targets
 * missed for certain count against the best one. Where the numbers say nothing yet, a plan earns more time.
 */
export function verdictAtDeadline(
  state: Rectification,
  results: readonly TargetResult[],
  at: EpochMs,
): RectificationOutcome | 'extend' | 'judge' | 'not-due' {
  if (state.status !== 'open' || at < state.until) return 'not-due';
  if (results.some((r) => r.verdict === 'missed')) return 'missed';
  if (results.every((r) => r.verdict === 'met')) return 'met';
  if (!state.plan) return 'no-plan';
  return state.extensionsLeft > 0 ? 'extend' : 'judge';
}

export function extendWindow(
  state: Rectification,
  results: readonly TargetResult[],
  at: EpochMs,
): RectificationDecision {
  return [
    { type: 'TargetsMeasured', at, targets: results },
    { type: 'WindowExtended', at, until: state.until + state.windowDays * DAY_MS },
  ];
}

export function askForJudgement(
  results: readonly TargetResult[],
  at: EpochMs,
  rulebook: Rulebook,
): RectificationDecision {
  return [
    { type: 'TargetsMeasured', at, targets: results },
    { type: 'JudgementNeeded', at, judgeBy: at + rulebook.rectification.personDecidesWithinDays * DAY_MS },
  ];
}

export function concludeRectification(
  state: Rectification,
  command: {
    readonly outcome: RectificationOutcome;
    readonly by: PartyId | 'system:rectification';
    readonly reasons?: Commitment;
    readonly noticeId: NoticeId;
    readonly consequences: readonly SanctionId[];
    readonly results: readonly TargetResult[] | null;
    readonly at: EpochMs;
  },
): RectificationDecision {
  const { results, ...conclusion } = command;
  const { at, by } = command;
  const waiting = by === 'system:rectification' ? 'open' : 'to-be-judged';
  if (state.status !== waiting) return refuse('not-to-be-judged', `The rectification is ${state.status}.`);
  if (by === state.party) return refuse('conflict-of-interest', 'It is about you.');
  const measured: readonly RectificationEvent[] = results
    ? [{ type: 'TargetsMeasured', at, targets: results }]
    : [];
  return [...measured, { type: 'RectificationConcluded', ...conclusion }];
}

/** The people who should judge have not: the head of service is told, once. */
export function escalateJudgement(state: Rectification, at: EpochMs): RectificationDecision {
  if (state.status !== 'to-be-judged' || state.escalatedAt !== null || at < state.judgeBy)
    return refuse('not-due');
  return [{ type: 'JudgementEscalated', at }];
}

/** The decision that asked for it was reversed: nothing is left to put right. */
export function cancelRectification(
  state: Rectification,
  appealId: AppealId,
  at: EpochMs,
): RectificationDecision {
  return state.status === 'cancelled' ? [] : [{ type: 'RectificationCancelled', at, appealId }];
}
