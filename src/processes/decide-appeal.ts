import { appeals, type Appeal, type AppealOutcome } from '../appeals/appeal.ts';
import { decideAppeal as decideOutcome } from '../appeals/decide.ts';
import { cases } from '../cases/case.ts';
import { closeCleared, outcomeFor, overturnFindings, substantiated } from '../cases/judge.ts';
import { complaints } from '../complaints/complaint.ts';
import { reopenComplaint } from '../complaints/decide.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { AppealId, CaseId, ComplaintId, PartyId, SanctionId, StopId } from '../kernel/ids.ts';
import { markBasisGone } from '../sanctions/decide.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { cancelRectification } from '../sanctions/rectify.ts';
import { sanctions } from '../sanctions/sanction.ts';
import { standings } from '../standing/standing.ts';
import type { Found } from './enforce-sanctions.ts';
import { tookPart, unfitForAppeal } from './file-appeal.ts';
import { giveNotice } from './give-notice.ts';
import { conclude, tellComplainants } from './judge-case.ts';
import { unbarGoods } from './bar-goods.ts';
import { caseOf } from './open-case.ts';
import { releaseGoods } from './stop-goods.ts';
import { hearFiled } from './triage-complaint.ts';
import { reverseSanctions } from './undo-sanction.ts';
import type { World } from './world.ts';

export interface DecideAppealInput {
  readonly appealId: AppealId;
  readonly by: PartyId;
  readonly outcome: AppealOutcome;
  readonly words: string;
  /** Only for `changed`: the sanctions that go. */
  readonly reversed?: readonly SanctionId[] | undefined;
}

/**
 * The reviewer decides. A reversal undoes everything in the same unit, so that the very next request sees the standing
 * as if the decision had never been; the appellant is told with reasons.
 */
export async function decideAppeal(
  world: World,
  input: DecideAppealInput,
): Promise<{ readonly outcome: AppealOutcome; readonly reversed: readonly SanctionId[] } | Refusal> {
  const { unit, rulebook } = world;
  const { appealId, by, outcome, words } = input;
  const state = await unit.load(appeals, appealId);
  if (!state) return refuse('not-found', 'There is no such appeal.');
  if (state.about.kind !== 'complaint') await unit.lock(standings, state.appellant, 'update');
  const noticeId = unit.ids.next<'Notice'>('ntc');
  const reasons = unit.keep({ party: state.appellant, kind: 'decision-words', value: words });
  const command = { by, outcome, reasons, reversed: input.reversed ?? [], noticeId, at: unit.now };
  const people = await tookPart(world, state.about);
  const events = decideOutcome(state, command, people);
  if (isRefusal(events)) return events;
  const unfit = await unfitForAppeal(world, state, people, by);
  if (unfit) return unfit;
  unit.append(appeals, appealId, events);
  const undone = await carryOut(world, appealId, state, command);
  if (isRefusal(undone)) return undone;
  const { outOfCourtBody } = rulebook.appeals;
  giveNotice(world, {
    to: state.appellant,
    noticeId,
    words,
    body: { kind: 'appeal-decided', appealId, outcome, reversed: undone, outOfCourtBody },
  });
  return { outcome, reversed: undone };
}

async function carryOut(
  world: World,
  appealId: AppealId,
  { about }: Appeal,
  how: { readonly by: PartyId; readonly outcome: AppealOutcome; readonly reversed: readonly SanctionId[] },
): Promise<readonly SanctionId[] | Refusal> {
  if (how.outcome === 'upheld') return [];
  if (about.kind === 'goods-stop') return (await undoStop(world, about.stopId, how.by)) ?? [];
  if (about.kind === 'complaint') {
    const refused = await hearAgain(world, appealId, about.complaintId, about.caseId, how.by);
    return refused ?? [];
  }
  const ofCase = await sanctionsOf(world, about.caseId);
  if (how.outcome === 'changed')
    return reverseSanctions(
      world,
      ofCase.filter((s) => how.reversed.includes(s.id)),
      how.by,
    );
  const appealed = ofCase.filter((s) => about.sanctionIds.includes(s.id));
  // Only some of what followed, or an emergency before any finding: the findings stand, and the rest with them.
  if (!about.findings) return reverseSanctions(world, appealed, how.by);
  const isClosed = (await caseOf(world, about.caseId)).status === 'closed';
  const violations = new Set(appealed.flatMap((s) => s.state.violations));
  // What a later hearing of the same case led to was not appealed against; nor what stops a danger while it is heard.
  const resting = ofCase.filter(
    (s) =>
      appealed.includes(s) ||
      (s.state.violations.some((v) => violations.has(v)) && (isClosed || s.state.cause.kind !== 'emergency')),
  );
  const undone = await reverseSanctions(world, resting, how.by);
  await undoFindings(world, about.caseId, { violations, appealId, by: how.by });
  return undone;
}

/** The goods are back on the market, and not known as barred any more. */
async function undoStop(world: World, stopId: StopId, by: PartyId): Promise<Refusal | undefined> {
  const stop = await releaseGoods(world, stopId, { why: 'reversed', by });
  if (isRefusal(stop)) return stop;
  if (stop.because === 'recall') await unbarGoods(world, stop.listings);
  return undefined;
}

async function sanctionsOf({ unit }: World, caseId: CaseId): Promise<readonly Found[]> {
  const found = await unit.find(sanctions, { case_id: caseId });
  return found.map(({ id, state }) => ({ id: id as SanctionId, state }));
}

interface Undoing {
  readonly violations: ReadonlySet<string>;
  readonly appealId: AppealId;
  readonly by: PartyId;
}

/** The findings, the points, the window to put it right, and what others were told about it. */
async function undoFindings(world: World, caseId: CaseId, undoing: Undoing): Promise<void> {
  const { unit, rulebook } = world;
  const { violations, appealId, by } = undoing;
  const state = await caseOf(world, caseId);
  const standing = await unit.lock(standings, state.subject, 'update');
  const at = unit.now;
  for (const { violation } of (standing?.points ?? []).filter((p) => p.caseId === caseId))
    if (violations.has(violation))
      unit.append(standings, state.subject, [
        { type: 'PointsRemoved', at, caseId, violation, why: 'reversed' },
      ]);
  for (const { id, state: window } of await unit.find(rectifications, { case_id: caseId })) {
    if (!window.violations.some((v) => violations.has(v))) continue;
    const events = cancelRectification(window, appealId, at);
    if (!isRefusal(events) && events.length > 0) unit.append(rectifications, id, events);
  }
  const reversed = substantiated(state).filter((v) => violations.has(v));
  const findings = overturnFindings(
    state,
    { violations: reversed, because: appealId, again: false, at },
    rulebook,
  );
  assert(!isRefusal(findings), 'a finding can always be set aside');
  const after = findings.length > 0 ? unit.append(cases, caseId, findings) : state;
  const closing = closeCleared(after, by, at);
  if (closing.length > 0) {
    unit.append(cases, caseId, closing);
    await conclude(world, caseId, 'no-violation');
  }
  await markBasis(world, state.subject, caseId, undoing);
  await correctComplaints(world, caseId, appealId);
}

/** Later rungs that counted these points rest on less now: a person looks at them again. */
async function markBasis(
  { unit }: World,
  party: PartyId,
  caseId: CaseId,
  { violations, appealId }: Undoing,
): Promise<void> {
  for (const { id, state } of await unit.find(sanctions, { party })) {
    const rests = state.basis.pointsBefore.some((p) => p.caseId === caseId && violations.has(p.violation));
    if (state.caseId === caseId || !rests) continue;
    const events = markBasisGone(state, appealId, unit.now);
    if (!isRefusal(events) && events.length > 0) unit.append(sanctions, id, events);
  }
}

/** Those who were told that they were right are told that an appeal saw it otherwise. */
async function correctComplaints(world: World, caseId: CaseId, appealId: AppealId): Promise<void> {
  const { unit } = world;
  const state = await caseOf(world, caseId);
  const corrected = new Set<ComplaintId>();
  for (const { complaintId } of state.complaints) {
    const complaint = await unit.load(complaints, complaintId);
    if (complaint?.status !== 'decided' || complaint.outcome !== 'upheld') continue;
    if (outcomeFor(state, complaint.violation) === 'upheld') continue;
    const events = reopenComplaint(complaint, appealId, unit.now);
    if (isRefusal(events)) continue;
    unit.append(complaints, complaintId, events);
    corrected.add(complaintId);
  }
  await tellComplainants(world, caseId, [], { outcome: 'not-upheld', of: corrected });
}

/** A complaint was dismissed or found without ground too early: it is heard, or heard again by somebody else. */
async function hearAgain(
  world: World,
  appealId: AppealId,
  complaintId: ComplaintId,
  caseId: CaseId | null,
  by: PartyId,
): Promise<Refusal | undefined> {
  const { unit, rulebook } = world;
  const complaint = await unit.load(complaints, complaintId);
  assert(complaint, `no complaint ${complaintId}`);
  const events = reopenComplaint(complaint, appealId, unit.now);
  if (isRefusal(events)) return events;
  unit.append(complaints, complaintId, events);
  if (caseId === null) {
    const heard = await hearFiled(world, complaintId, by);
    return isRefusal(heard) ? heard : undefined;
  }
  const state = await caseOf(world, caseId);
  // Meanwhile another appeal may have opened it again.
  if (state.status !== 'closed') return undefined;
  const violations = state.allegations
    .filter((a) => (a.finding ? a.finding.result !== 'substantiated' : a.violation === complaint.violation))
    .map((a) => a.violation);
  const again = overturnFindings(
    state,
    { violations, because: appealId, again: true, at: unit.now },
    rulebook,
  );
  if (isRefusal(again)) return again;
  unit.append(cases, caseId, again);
  return undefined;
}
