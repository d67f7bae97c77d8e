import { type Case, cases } from '../cases/case.ts';
import type { CaseRefs } from '../cases/refs.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, PartyId, SanctionId } from '../kernel/ids.ts';
import type { SanctionKind } from '../rulebook/ladder.ts';
import { measuresOf, type ProposedSanction } from '../sanctions/ladder.ts';
import type { Basis } from '../sanctions/sanction.ts';
import { parties } from '../market/parties/party.ts';
import { standings } from '../standing/standing.ts';
import { enforce, type Found, measured } from './enforce-sanctions.ts';
import { approveWith, createSanction } from './impose-sanctions.ts';
import { declaredBefore } from './declared-before.ts';
import { unfitToJudge } from './judge-conflict.ts';
import { openByStaff } from './open-case.ts';
import type { World } from './world.ts';

export interface DeclareEmergency {
  readonly by: PartyId;
  /** A case in hand; or, where there is none, whom and what it is about. */
  readonly about:
    | { readonly caseId: CaseId }
    | { readonly subject: PartyId; readonly violation: string; readonly refs: CaseRefs };
  /** Key of the rulebook's `emergencies`. */
  readonly emergency: string;
  readonly kinds: readonly SanctionKind[];
  readonly words: string;
}

/**
 * One person stops what can't wait, in one of the typed emergencies of the rulebook: at once, and until another person
 * confirms it in time or it ends by itself. What always takes two people is proposed and waits for the second.
 */
export async function declareEmergency(
  world: World,
  input: DeclareEmergency,
): Promise<{ readonly caseId: CaseId; readonly sanctionIds: readonly SanctionId[] } | Refusal> {
  const { unit } = world;
  const { by, emergency, kinds, words } = input;
  if (kinds.length === 0)
    return refuse('nothing-to-impose', 'Name at least one measure.', { field: 'kinds' });
  const opened = await caseFor(world, input);
  if (isRefusal(opened)) return opened;
  const { caseId } = opened;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', 'There is no such case.');
  const unfit = (await unfitToJudge(world, state, by)) ?? missingEvidence(world, state, emergency);
  if (unfit) return unfit;
  await measured(world, state);
  await unit.lock(standings, state.subject, 'update');
  // Under the lock: of two that one person declares at the same moment, the second one sees the first.
  const again = await declaredBefore(world, { id: caseId, state }, input);
  if (again) return again;
  const created: Found[] = [];
  for (const kind of new Set(kinds)) {
    const measures = await measuresFor(world, state, kind);
    if (isRefusal(measures)) return measures;
    for (const { measure, approvalsNeeded } of measures) {
      const found = await createSanction(world, {
        party: state.subject,
        partyKind: state.subjectKind,
        caseId,
        violations: state.allegations.map((a) => a.violation),
        measure,
        cause: { kind: 'emergency', emergency },
        basis: NO_POINTS,
        approvalsNeeded,
        finders: [],
        proposedBy: by,
        campaignId: null,
        interimFor: null,
      });
      if (isRefusal(found)) return found;
      const approved = await approveWith(world, found, by, unit.now);
      if (isRefusal(approved)) return approved;
      created.push(approved);
    }
  }
  await enforce(world, caseId, created, words);
  return { caseId, sanctionIds: created.map((c) => c.id) };
}

/** An emergency stops; points are for findings. */
const NO_POINTS: Basis = { rung: 'emergency', pointsBefore: [], pointsNew: [], floor: null };

async function caseFor(
  world: World,
  { by, about }: DeclareEmergency,
): Promise<{ readonly caseId: CaseId } | Refusal> {
  const { unit } = world;
  if ('caseId' in about) {
    const state = await unit.load(cases, about.caseId);
    if (!state) return refuse('not-found', 'There is no such case.');
    return state.status === 'closed'
      ? refuse('case-not-open', 'The case is closed.')
      : { caseId: about.caseId };
  }
  return openByStaff(world, {
    by,
    priority: 'urgent',
    subject: about.subject,
    violations: [about.violation],
    refs: about.refs,
  });
}

/** No emergency without shown evidence. */
function missingEvidence({ rulebook }: World, state: Case, emergency: string): Refusal | undefined {
  const rule = rulebook.emergencies[emergency];
  if (!rule)
    return refuse('unknown-emergency', `There is no emergency named ${emergency}.`, { field: 'emergency' });
  const missing = rule.evidenceRequired.filter((kind) => !state.evidence.some((e) => e.kind === kind));
  return missing.length === 0
    ? undefined
    : refuse('evidence-missing', `This emergency needs evidence in the case: ${missing.join(', ')}.`, {
        field: 'emergency',
        facts: { missing: missing.join(', ') },
      });
}

/** The measure with the longest time that any rung of the ladder gives it. */
async function measuresFor(
  world: World,
  state: Case,
  kind: SanctionKind,
): Promise<readonly ProposedSanction[] | Refusal> {
  const { rulebook, unit } = world;
  const account = await unit.load(parties, state.subject);
  const rules = rulebook.ladder[state.subjectKind].rungs.flatMap((r) =>
    r.sanctions.filter((s) => s.kind === kind),
  );
  const longest = rules.toSorted((a, b) => daysOf(b) - daysOf(a))[0];
  if (!longest || !account)
    return refuse('wrong-kind', `There is no ${kind} on the ladder of a ${state.subjectKind}.`, {
      field: 'kinds',
    });
  const measures = measuresOf(longest, {
    listings: state.refs.listings,
    orders: [],
    currency: account.currency,
  });
  return measures.length > 0
    ? measures
    : refuse('nothing-to-act-on', `The case names nothing that ${kind} could act on.`, { field: 'kinds' });
}

function daysOf(rule: object): number {
  return 'days' in rule && typeof rule.days === 'number' ? rule.days : 0;
}
