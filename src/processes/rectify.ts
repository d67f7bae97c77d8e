import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, PlanId, SanctionId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import {
  type Rectification,
  type RectificationOutcome,
  rectifications,
  type TargetResult,
} from '../sanctions/rectification.ts';
import {
  askForJudgement,
  concludeRectification,
  escalateJudgement,
  extendWindow,
  filePlan as decidePlan,
  resultsOf,
  verdictAtDeadline,
} from '../sanctions/rectify.ts';
import { sanctions } from '../sanctions/sanction.ts';
import type { PlanMeasurement } from '../signals/assess.ts';
import type { MetricSource } from '../signals/metric-source.ts';
import { type MeasureKind, standings } from '../standing/standing.ts';
import { giveNotice } from './give-notice.ts';
import { unfitToJudge } from './judge-conflict.ts';
import { caseOf } from './open-case.ts';
import { failRectification } from './rectification-failed.ts';
import { endSanctions } from './undo-sanction.ts';
import type { World } from './world.ts';

/** The party says what went wrong, what was put right and why it will not happen again. */
export async function filePlan(
  { unit, rulebook }: World,
  input: {
    readonly planId: PlanId;
    readonly by: PartyId;
    readonly rootCause: string;
    readonly correction: string;
    readonly prevention: string;
  },
): Promise<{ readonly planId: PlanId; readonly until: EpochMs } | Refusal> {
  const { planId, by, rootCause, correction, prevention } = input;
  const state = await unit.load(rectifications, planId);
  if (!state) return refuse('not-found', 'There is no such plan of yours.');
  const kept = (value: string) => unit.keep({ party: by, kind: 'plan-text', value });
  const events = decidePlan(
    state,
    {
      by,
      rootCause: kept(rootCause),
      correction: kept(correction),
      prevention: kept(prevention),
      charactersOfLongest: Math.max(rootCause.length, correction.length, prevention.length),
      at: unit.now,
    },
    rulebook,
  );
  if (isRefusal(events)) return events;
  return { planId, until: unit.append(rectifications, planId, events).until };
}

/** What the targets show now: from the start of the window to the last mature day. */
export async function targetsNow(
  metrics: Pick<MetricSource, 'measure'>,
  state: Pick<Rectification, 'targets' | 'partyKind' | 'party' | 'from'>,
  now: EpochMs,
): Promise<readonly TargetResult[]> {
  const measured = new Map<string, PlanMeasurement>();
  const role = { subject: state.partyKind, party: state.party };
  for (const { metric } of state.targets)
    measured.set(metric, await metrics.measure(role, metric, state.from, now));
  return resultsOf(state.targets, measured);
}

/**
 * The end of a window: measured, and by the numbers lifted, prolonged once, handed to a person, or failed. The numbers
 * are kept whatever they say.
 */
export async function expireRectification(world: World, planId: string): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const state = await unit.load(rectifications, planId);
  if (!state) return refuse('not-due');
  if (state.status === 'to-be-judged') {
    const late = escalateJudgement(state, unit.now);
    return isRefusal(late) ? late : unit.append(rectifications, planId, late);
  }
  if (state.status !== 'open' || state.until > unit.now) return refuse('not-due');
  await unit.lock(standings, state.party, 'update');
  const results = await targetsNow(world.metrics, state, unit.now);
  const verdict = verdictAtDeadline(state, results, unit.now);
  if (verdict === 'not-due') return refuse('not-due');
  if (verdict === 'extend') {
    const events = extendWindow(state, results, unit.now);
    if (isRefusal(events)) return events;
    const { until } = unit.append(rectifications, planId, events);
    tell(world, planId as PlanId, state, { outcome: 'extended', results, until });
    return { extended: planId };
  }
  if (verdict === 'judge') {
    const events = askForJudgement(results, unit.now, rulebook);
    return isRefusal(events) ? events : unit.append(rectifications, planId, events);
  }
  return conclude(world, planId as PlanId, state, { outcome: verdict, by: 'system:rectification', results });
}

/** The numbers said nothing even after the extension: a reviewer decides, with reasons. */
export async function judgeRectification(
  world: World,
  input: {
    readonly planId: PlanId;
    readonly by: PartyId;
    readonly outcome: 'met' | 'missed';
    readonly words: string;
  },
): Promise<object | Refusal> {
  const { planId, by, outcome, words } = input;
  const state = await world.unit.load(rectifications, planId);
  if (!state) return refuse('not-found', 'There is no such plan.');
  await world.unit.lock(standings, state.party, 'update');
  const unfit = await unfitToJudge(world, await caseOf(world, state.caseId), by);
  return unfit ?? conclude(world, planId, state, { outcome, by, words, results: null });
}

interface Conclusion {
  readonly outcome: RectificationOutcome;
  readonly by: PartyId | 'system:rectification';
  readonly words?: string;
  readonly results: readonly TargetResult[] | null;
}

async function conclude(
  world: World,
  planId: PlanId,
  state: Rectification,
  how: Conclusion,
): Promise<object | Refusal> {
  const { unit } = world;
  const { outcome, by, words, results } = how;
  const noticeId = unit.ids.next<'Notice'>('ntc');
  const reasons =
    words === undefined
      ? {}
      : { reasons: unit.keep({ party: state.party, kind: 'decision-words', value: words }) };
  const command = { outcome, by, noticeId, results, at: unit.now, ...reasons };
  // Judged first with nothing in hand: whoever must not decide should cause nothing.
  const allowed = concludeRectification(state, { ...command, consequences: [] });
  if (isRefusal(allowed)) return allowed;
  const consequences =
    outcome === 'met' ? await liftAll(world, state) : await failRectification(world, state);
  if (isRefusal(consequences)) return consequences;
  const events = concludeRectification(state, { ...command, consequences });
  if (isRefusal(events)) return events;
  unit.append(rectifications, planId, events);
  tell(world, planId, state, {
    outcome,
    results: results ?? state.results.at(-1)?.targets ?? [],
    until: null,
    words,
    noticeId,
  });
  return { planId, outcome, consequences };
}

function tell(
  world: World,
  planId: PlanId,
  state: Rectification,
  what: {
    readonly outcome: RectificationOutcome | 'extended';
    readonly results: readonly TargetResult[];
    readonly until: EpochMs | null;
    readonly words?: string | undefined;
    readonly noticeId?: ReturnType<typeof giveNotice>;
  },
): void {
  const { outcome, results, until, words, noticeId } = what;
  giveNotice(world, {
    to: state.party,
    body: { kind: 'rectification-concluded', planId, caseId: state.caseId, outcome, targets: results, until },
    words,
    ...(noticeId === undefined ? {} : { noticeId }),
  });
}

/** Stays on record: what was paid, what was warned about, and what only an appeal undoes. */
const STAYS: ReadonlySet<MeasureKind> = new Set([
  'warning',
  'compensation',
  'shutdown',
  'bar',
  'account-closed',
]);

/** Put right: whatever of the case still restricts ends early. Warning and points stay until they lapse. */
async function liftAll(world: World, state: Rectification): Promise<readonly SanctionId[]> {
  const inForce = await world.unit.find(sanctions, { case_id: state.caseId, status: 'in-force' });
  const liftable = inForce.flatMap(({ id, state: s }) =>
    STAYS.has(s.measure.kind) ? [] : [{ id: id as SanctionId, state: s }],
  );
  return endSanctions(world, liftable, { why: 'lifted', by: null });
}
