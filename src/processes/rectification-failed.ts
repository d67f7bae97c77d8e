import { assert, isRefusal, type Refusal } from '../kernel/decision.ts';
import type { SanctionId } from '../kernel/ids.ts';
import { SEVERITIES } from '../rulebook/violation.ts';
import { approveBySystem } from '../sanctions/decide.ts';
import { measuresOf, rungAbove } from '../sanctions/ladder.ts';
import { TERMINATIONS } from '../sanctions/preconditions.ts';
import type { Rectification } from '../sanctions/rectification.ts';
import { type Basis, type SanctionFacts, sanctions } from '../sanctions/sanction.ts';
import type { MeasureKind } from '../standing/standing.ts';
import { parties } from '../market/parties/party.ts';
import { enforce, findersOf, type Found } from './enforce-sanctions.ts';
import { createSanction } from './impose-sanctions.ts';
import { caseOf, openCaseFor } from './open-case.ts';
import type { World } from './world.ts';

/** For the time being, and for good, by side. */
const STOPS = {
  seller: ['suspension', 'shutdown'],
  buyer: ['purchase-hold', 'account-closed'],
} as const satisfies Record<string, readonly [MeasureKind, MeasureKind]>;

/**
 * What follows a failed window. Found by people and of some weight (rulebook): suspended for the time being, while two
 * people decide about a shutdown. Minor: the next rung is proposed. Found by a metric alone: a new case, in which a
 * person judges first; nothing takes effect. Whoever is shut out already loses nothing more by it.
 */
export async function failRectification(
  world: World,
  state: Rectification,
): Promise<readonly SanctionId[] | Refusal> {
  // Shut out already: there is nothing left to stop, and a second shutdown would only wait beside the first.
  if (await isShutOut(world, state)) return [];
  if (!state.foundByPeople) return askPeople(world, state);
  const severities = state.violations.map((v) =>
    SEVERITIES.indexOf(world.rulebook.violations[v]?.severity ?? 'minor'),
  );
  const gravest = SEVERITIES[Math.max(0, ...severities)] ?? 'minor';
  return world.rulebook.rectification.onFailure[gravest] === 'suspend'
    ? stop(world, state)
    : nextRung(world, state);
}

/** In force, or decided by two people and only waiting for its notice to run out. */
async function isShutOut({ unit }: World, { party }: Rectification): Promise<boolean> {
  const all = await unit.find(sanctions, { party });
  return all.some(
    ({ state }) =>
      TERMINATIONS.has(state.measure.kind) &&
      (state.status === 'approved' || (state.status === 'in-force' && state.until === null)),
  );
}

type Facts = Omit<SanctionFacts, 'proposedAt' | 'rulebook'>;

async function factsOf(
  world: World,
  state: Rectification,
): Promise<Omit<Facts, 'measure' | 'approvalsNeeded'>> {
  return {
    party: state.party,
    partyKind: state.partyKind,
    caseId: state.caseId,
    violations: state.violations,
    cause: { kind: 'rectification-failed' },
    basis: await basisOf(world, state),
    finders: findersOf(await caseOf(world, state.caseId)),
    proposedBy: 'system:rectification',
    campaignId: null,
    interimFor: null,
  };
}

/** The rung of the sanctions whose window failed. The violation has its points already: failing adds none. */
async function basisOf({ unit }: World, state: Rectification): Promise<Basis> {
  const first = (await unit.find(sanctions, { case_id: state.caseId })).find(
    (s) => s.state.cause.kind === 'findings',
  );
  const rung = first?.state.basis.rung ?? 'warn';
  return { rung, pointsBefore: first?.state.basis.pointsBefore ?? [], pointsNew: [], floor: null };
}

async function stop(world: World, state: Rectification): Promise<readonly SanctionId[] | Refusal> {
  const { unit } = world;
  const facts = await factsOf(world, state);
  const [forNow, forGood] = STOPS[state.partyKind];
  const proposed = await createSanction(world, {
    ...facts,
    measure: { kind: forGood, days: null },
    approvalsNeeded: 2,
  });
  if (isRefusal(proposed)) return proposed;
  const interim = await createSanction(world, {
    ...facts,
    measure: { kind: forNow, days: null },
    approvalsNeeded: 1,
    interimFor: proposed.id,
  });
  if (isRefusal(interim)) return interim;
  const events = approveBySystem(interim.state, unit.now, { automaticRung: false });
  if (isRefusal(events)) return events;
  const approved: Found = { id: interim.id, state: unit.append(sanctions, interim.id, events) };
  await enforce(world, state.caseId, [approved]);
  return [interim.id, proposed.id];
}

async function nextRung(world: World, state: Rectification): Promise<readonly SanctionId[] | Refusal> {
  const facts = await factsOf(world, state);
  const rung = rungAbove(world.rulebook, state.partyKind, facts.basis.rung);
  return rung ? proposeRung(world, facts, rung) : stop(world, state);
}

/** A person judges what only a metric has found so far; the next rung is proposed for after their finding. */
async function askPeople(world: World, state: Rectification): Promise<readonly SanctionId[] | Refusal> {
  const { party: subject, partyKind: subjectKind, violations, caseId: before } = state;
  const opened = await openCaseFor(world, {
    subject,
    subjectKind,
    source: { kind: 'detection', metric: state.targets[0]?.metric ?? 'rectification' },
    violations,
    priority: 'normal',
    refs: (await caseOf(world, before)).refs,
    hear: true,
  });
  if (isRefusal(opened)) return opened;
  const facts = await factsOf(world, state);
  const rung = rungAbove(world.rulebook, subjectKind, facts.basis.rung);
  if (!rung) return [];
  return proposeRung(
    world,
    { ...facts, caseId: opened.caseId, cause: { kind: 'signal' }, finders: [] },
    rung,
  );
}

async function proposeRung(
  world: World,
  facts: Omit<Facts, 'measure' | 'approvalsNeeded'>,
  rung: NonNullable<ReturnType<typeof rungAbove>>,
): Promise<readonly SanctionId[] | Refusal> {
  const account = await world.unit.load(parties, facts.party);
  assert(account, `no party ${facts.party}`);
  const nothingConcerned = { listings: [], orders: [], currency: account.currency };
  const created: SanctionId[] = [];
  for (const proposed of rung.sanctions.flatMap((rule) => measuresOf(rule, nothingConcerned))) {
    const found = await createSanction(world, {
      ...facts,
      ...proposed,
      basis: { ...facts.basis, rung: rung.name },
    });
    if (isRefusal(found)) return found;
    created.push(found.id);
  }
  return created;
}
