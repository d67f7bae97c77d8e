import { type Case, cases, type CaseSource } from '../cases/case.ts';
import type { CaseRefs } from '../cases/refs.ts';
import { addEvidence, askStatement, isMergeable, openCase } from '../cases/decide.ts';
import type { Statement } from '../cases/statement.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, PartyId } from '../kernel/ids.ts';
import { together } from '../kernel/together.ts';
import type { Unit } from '../kernel/unit.ts';
import type { Priority } from '../rulebook/procedure.ts';
import { collectEvidence } from './collect-evidence.ts';
import { listings } from '../market/listings/listing.ts';
import { parties } from '../market/parties/party.ts';
import { giveNotice } from './give-notice.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import type { World } from './world.ts';

export interface OpenCaseInput {
  readonly subject: PartyId;
  readonly subjectKind: 'seller' | 'buyer';
  readonly source: CaseSource;
  readonly violations: readonly string[];
  readonly priority: Priority;
  readonly refs: CaseRefs;
  /** False only where a metric's warning needs no hearing, or where the hearing comes with the first complaint. */
  readonly hear: boolean;
}

/** Opens a case: evidence is collected at once, and the subject is asked for a statement under a deadline. */
export async function openCaseFor(
  world: World,
  input: OpenCaseInput,
): Promise<{ readonly caseId: CaseId } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { hear, ...facts } = input;
  const events = openCase(undefined, { ...facts, at: unit.now, rulebookHash }, rulebook);
  if (isRefusal(events)) return events;
  const caseId: CaseId = unit.ids.next('case');
  unit.append(cases, caseId, events);
  await collectInto(world, caseId);
  if (hear) await askForStatement(world, caseId, { party: input.subject, side: 'subject' });
  return { caseId };
}

/** Staff open a case that nobody complained about, such as an order of an authority. Nobody opens one about themselves. */
export async function openByStaff(
  world: World,
  input: {
    readonly by: PartyId;
    readonly subject: PartyId;
    readonly violations: readonly string[];
    readonly priority: Priority;
    readonly refs: CaseRefs;
  },
): Promise<{ readonly caseId: CaseId } | Refusal> {
  const { by, subject, violations, priority, refs } = input;
  const { unit } = world;
  // The listings for the evidence: somebody may be waiting who stops a danger.
  await together([unit.prefetch(parties, [subject, by]), unit.prefetch(listings, refs.listings)]);
  const account = await unit.load(parties, subject);
  if (!account || account.kind === 'staff')
    return refuse('not-found', 'There is no such party.', { field: 'subject' });
  const own = await ownsAnyOf(world, [subject], by);
  if (own) return own;
  const source = { kind: 'staff', by } as const;
  return openCaseFor(world, {
    subject,
    subjectKind: account.kind,
    source,
    violations,
    priority,
    refs,
    hear: true,
  });
}

/** The case; whoever calls knows that it exists. */
export async function caseOf({ unit }: { readonly unit: Pick<Unit, 'load'> }, caseId: CaseId): Promise<Case> {
  const state = await unit.load(cases, caseId);
  assert(state, `no case ${caseId}`);
  return state;
}

/** Snapshots of everything the case is about that have changed since they were last taken. Returns how many. */
export async function collectInto(world: World, caseId: CaseId): Promise<number> {
  const { unit, rulebook } = world;
  const state = await caseOf(world, caseId);
  const events = addEvidence(state, await collectEvidence(world, caseId, state), unit.now, rulebook);
  if (isRefusal(events) || events.length === 0) return 0;
  unit.append(cases, caseId, events);
  return events.flatMap((e) => (e.type === 'EvidenceAdded' ? e.items : [])).length;
}

/** Asks a side, and tells them until when. */
export async function askForStatement(
  world: World,
  caseId: CaseId,
  whom: { readonly party: PartyId; readonly side: Statement['side'] },
): Promise<{ readonly dueAt: number } | Refusal> {
  const { unit, rulebook } = world;
  const state = await caseOf(world, caseId);
  const events = askStatement(state, { ...whom, at: unit.now }, rulebook);
  if (isRefusal(events)) return events;
  const after = unit.append(cases, caseId, events);
  const dueAt = after.statements.findLast((s) => s.party === whom.party)?.dueAt;
  assert(dueAt !== undefined, 'asked without a deadline');
  const violations = after.allegations.map((a) => a.violation);
  giveNotice(world, { to: whom.party, body: { kind: 'statement-asked', caseId, violations, dueAt } });
  return { dueAt };
}

/** The open case in which a complaint about this conduct is heard, if there is one. */
export async function openCaseAbout(
  world: World,
  subject: PartyId,
  violation: string,
): Promise<CaseId | undefined> {
  const { unit, rulebook } = world;
  const open = await unit.find(cases, { open_of: subject });
  const fitting = open.find(({ state }) => isMergeable(state, violation, unit.now, rulebook));
  return fitting?.id as CaseId | undefined;
}
