import { type Case, type CaseOutcome, cases } from '../cases/case.ts';
import type { FindingResult } from '../cases/finding.ts';
import { makeFindings as decideFindings, outcomeFor } from '../cases/judge.ts';
import { complaints } from '../complaints/complaint.ts';
import { concludeComplaint } from '../complaints/decide.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, ComplaintId, EvidenceId, PartyId, SanctionId } from '../kernel/ids.ts';
import { sanctions } from '../sanctions/sanction.ts';
import type { MeasureKind } from '../standing/standing.ts';
import { redressFrom } from '../transparency/statement.ts';
import { appealUntil, giveNotice } from './give-notice.ts';
import { unfitToJudge } from './judge-conflict.ts';
import { caseOf } from './open-case.ts';
import { declineSanctions, endSanctions } from './undo-sanction.ts';
import type { World } from './world.ts';

export interface FindingInput {
  readonly violation: string;
  readonly result: FindingResult;
  /** Manifestly without ground; only with `unsubstantiated`. */
  readonly unfounded?: boolean | undefined;
  readonly reasons: string;
  readonly evidence: readonly EvidenceId[];
}

/**
 * An investigator judges allegations; whoever judges an unassigned case has it from then on. Once nothing is left to
 * judge and nothing was substantiated the case is closed; otherwise it waits for what follows (`imposeSanctions`).
 */
export async function makeFindings(
  world: World,
  input: { readonly caseId: CaseId; readonly by: PartyId; readonly findings: readonly FindingInput[] },
): Promise<{ readonly status: Case['status'] } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { caseId, by } = input;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', 'There is no such case.');
  const unfit = await unfitToJudge(world, state, by);
  if (unfit) return unfit;
  const findings = input.findings.map(({ violation, result, unfounded, reasons, evidence }) => {
    const kept = unit.keep({ party: state.subject, kind: 'decision-words', value: reasons });
    return { violation, result, unfounded: unfounded ?? false, reasons: kept, evidence };
  });
  const events = decideFindings(state, { by, findings, at: unit.now, rulebookHash }, rulebook);
  if (isRefusal(events)) return events;
  if (state.assignee === null)
    unit.append(cases, caseId, [{ type: 'CaseAssigned', at: unit.now, to: by, by }]);
  const after = unit.append(cases, caseId, events);
  if (after.status === 'closed') await conclude(world, caseId, 'no-violation');
  return { status: after.status };
}

/** Everything that hangs on a case which was just closed: those who complained are told, and what only waited for it ends. */
export async function conclude(world: World, caseId: CaseId, outcome: CaseOutcome): Promise<void> {
  const { unit } = world;
  const found = await unit.find(sanctions, { case_id: caseId });
  const items = found.map(({ id, state }) => ({ id: id as SanctionId, state }));
  const ofSignals = items.filter((i) => i.state.status === 'proposed' && i.state.cause.kind === 'signal');
  const why = outcome === 'no-violation' ? 'not-substantiated' : 'superseded';
  await declineSanctions(world, ofSignals, { why, by: null });
  if (outcome !== 'sanctioned') {
    const emergencies = items.filter((i) => i.state.cause.kind === 'emergency');
    await endSanctions(world, emergencies, { why: 'lifted', by: null });
    await declineSanctions(world, emergencies, { why: 'not-substantiated', by: null });
  }
  const kinds = items.flatMap((i) =>
    i.state.cause.kind === 'findings' && i.state.status !== 'declined' ? [i.state.measure.kind] : [],
  );
  await tellComplainants(world, caseId, [...new Set(kinds)]);
}

/** Each complaint that is still heard gets its outcome, with the way to appeal. */
export async function tellComplainants(
  world: World,
  caseId: CaseId,
  consequences: readonly MeasureKind[],
  overruled?: { readonly outcome: 'not-upheld'; readonly of: ReadonlySet<ComplaintId> },
): Promise<void> {
  const { unit, rulebook } = world;
  const state = await caseOf(world, caseId);
  const until = appealUntil(world);
  for (const { complaintId, complainant } of state.complaints) {
    if (overruled && !overruled.of.has(complaintId)) continue;
    const complaint = await unit.load(complaints, complaintId);
    assert(complaint, `no complaint ${complaintId}`);
    const outcome = overruled?.outcome ?? outcomeFor(state, complaint.violation);
    const noticeId = unit.ids.next<'Notice'>('ntc');
    const events = concludeComplaint(complaint, { outcome, noticeId, appealUntil: until, at: unit.now });
    if (isRefusal(events) || events.length === 0) continue;
    unit.append(complaints, complaintId, events);
    giveNotice(world, {
      to: complainant,
      noticeId,
      body: {
        kind: 'complaint-decided',
        complaintId,
        caseId,
        outcome,
        dismissal: null,
        consequences: outcome === 'upheld' ? consequences : [],
        redress: redressFrom(rulebook, until),
      },
    });
  }
}
