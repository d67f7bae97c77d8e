import { cases } from '../cases/case.ts';
import { closeCase, makeFindings } from '../cases/judge.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, ConversationId, OrderId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { approveBySystem } from '../sanctions/decide.ts';
import type { Proposal } from '../sanctions/ladder.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { sanctions } from '../sanctions/sanction.ts';
import type { Assessment } from '../signals/assess.ts';
import type { Role } from '../signals/fact.ts';
import { standings } from '../standing/standing.ts';
import { enforce, type Found } from './enforce-sanctions.ts';
import { createSanction, proposalFor } from './impose-sanctions.ts';
import { conclude } from './judge-case.ts';
import { askForStatement, caseOf, collectInto, openCaseFor } from './open-case.ts';
import type { World } from './world.ts';

export interface Detected {
  readonly caseId: CaseId;
  /** A case about it was open already: it got the new numbers. */
  readonly joined: boolean;
  /** In force for a warning on a rung left to metrics; everything else is only proposed. */
  readonly sanctionIds: readonly SanctionId[];
}

/**
 * A metric is in breach: the numbers are looked at again, a case is opened or the open one gets them, and the ladder's
 * answer is proposed. A warning on a rung that the rulebook leaves to metrics takes effect at once; everything else
 * waits for a person's finding. The same data never warn twice: refuses `breach-known` while the window of the last
 * detection still holds them, and `being-rectified` while the party has time to put it right.
 */
export async function detectBreach(
  world: World,
  input: Role & { readonly metric: string },
): Promise<Detected | Refusal> {
  const { unit, metrics } = world;
  const { subject, party, metric } = input;
  const account = await unit.lock(standings, party, 'update');
  if (!account) return refuse('not-found', 'There is no such party.');
  const assessment = (await metrics.assess({ subject, party }, unit.now)).find((a) => a.metric === metric);
  if (assessment?.verdict !== 'breach') return refuse('no-breach', `${metric} is not in breach.`);
  const known = await knownCase(world, input, assessment);
  if (isRefusal(known)) return known;
  if (known) {
    await collectInto(world, known);
    return { caseId: known, joined: true, sanctionIds: [] };
  }
  const rule = world.rulebook.violations[assessment.violation];
  const opened = await openCaseFor(world, {
    subject: party,
    subjectKind: subject,
    source: { kind: 'detection', metric },
    violations: [assessment.violation],
    priority: rule?.severity === 'serious' || rule?.severity === 'critical' ? 'high' : 'normal',
    refs: refsOf(assessment.defects),
    hear: false,
  });
  if (isRefusal(opened)) return opened;
  const { caseId } = opened;
  const proposal = await proposalFor(world, caseId, [assessment.violation]);
  if (!proposal) return { caseId, joined: false, sanctionIds: [] };
  if (proposal.automatic && (await findBySignal(world, caseId, assessment.violation)))
    return { caseId, joined: false, sanctionIds: await warn(world, caseId, proposal) };
  await askForStatement(world, caseId, { party, side: 'subject' });
  return { caseId, joined: false, sanctionIds: (await proposeAll(world, caseId, proposal)).map((f) => f.id) };
}

async function knownCase(
  world: World,
  input: Role & { readonly metric: string },
  a: Assessment,
): Promise<CaseId | Refusal | undefined> {
  const { unit, rulebook } = world;
  const about = (await unit.find(cases, { subject: input.party }, PARTY_ROWS_MAX)).filter((c) =>
    c.state.allegations.some((x) => x.violation === a.violation),
  );
  const open = about.find((c) => c.state.status !== 'closed');
  if (open) return open.id as CaseId;
  const windows = await unit.find(rectifications, { party: input.party }, PARTY_ROWS_MAX);
  if (
    windows.some(
      ({ state: r }) =>
        (r.status === 'open' || r.status === 'to-be-judged') && r.violations.includes(a.violation),
    )
  )
    return refuse('being-rectified', 'The party still has time to put it right.');
  const rule = rulebook.metrics[input.metric];
  const freshFrom = unit.now - ((rule?.windowDays ?? 0) + (rule?.maturityDays ?? 0)) * DAY_MS;
  const detected = about.some(
    ({ state: c }) =>
      c.source.kind === 'detection' && c.source.metric === input.metric && c.openedAt > freshFrom,
  );
  return detected ? refuse('breach-known', 'Much the same data were judged already.') : undefined;
}

/** More than any party has in all its years. */
const PARTY_ROWS_MAX = 100_000;

/** Units of a metric are orders, conversations or questions; only the first two can be looked at by themselves. */
function refsOf(units: readonly string[]) {
  return {
    orders: units.filter((id) => id.startsWith('ord_')) as OrderId[],
    listings: [],
    conversations: units.filter((id) => id.startsWith('cnv_')) as ConversationId[],
  };
}

/** The metric's own finding, if the case holds every kind of evidence that the rulebook asks for. */
async function findBySignal(world: World, caseId: CaseId, violation: string): Promise<boolean> {
  const { unit, rulebook, rulebookHash } = world;
  const state = await caseOf(world, caseId);
  const finding = {
    violation,
    result: 'substantiated',
    unfounded: false,
    reasons: null,
    evidence: state.evidence.map((e) => e.id),
  } as const;
  const events = makeFindings(
    state,
    { by: 'system:signals', findings: [finding], at: unit.now, rulebookHash },
    rulebook,
  );
  if (isRefusal(events)) return false;
  unit.append(cases, caseId, events);
  return true;
}

async function warn(world: World, caseId: CaseId, proposal: Proposal): Promise<readonly SanctionId[]> {
  const { unit } = world;
  const approved: Found[] = [];
  for (const { id, state } of await proposeAll(world, caseId, proposal)) {
    const events = approveBySystem(state, unit.now, { automaticRung: proposal.automatic });
    assert(!isRefusal(events), `a rung left to metrics holds more than warnings: ${proposal.basis.rung}`);
    approved.push({ id, state: unit.append(sanctions, id, events) });
  }
  const closed = closeCase(await caseOf(world, caseId), {
    by: 'system:signals',
    outcome: 'sanctioned',
    at: unit.now,
  });
  assert(!isRefusal(closed), 'what the signals found they can close');
  unit.append(cases, caseId, closed);
  await enforce(world, caseId, approved);
  await conclude(world, caseId, 'sanctioned');
  return approved.map((a) => a.id);
}

async function proposeAll(world: World, caseId: CaseId, proposal: Proposal): Promise<readonly Found[]> {
  const state = await caseOf(world, caseId);
  const created: Found[] = [];
  for (const proposed of proposal.sanctions) {
    const found = await createSanction(world, {
      party: state.subject,
      partyKind: state.subjectKind,
      caseId,
      violations: state.allegations.map((a) => a.violation),
      ...proposed,
      cause: { kind: 'signal' },
      basis: proposal.basis,
      finders: [],
      proposedBy: 'system:signals',
      campaignId: null,
      interimFor: null,
    });
    assert(!isRefusal(found), 'a new proposal is never refused');
    created.push(found);
  }
  return created;
}
