import { cases } from '../cases/case.ts';
import {
  addAllegation as decideAllegation,
  assignCase as decideAssign,
  declareConflict as decideConflict,
  expireCase,
  extendStatement as decideExtension,
  giveStatement as decideStatement,
  mayJudge,
  uploadEvidence,
} from '../cases/decide.ts';
import { isPending, type Statement } from '../cases/statement.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, EvidenceId, PartyId, UploadId } from '../kernel/ids.ts';
import { noteOf, ownUploads, useUploads } from './keep-upload.ts';
import { askForStatement, collectInto } from './open-case.ts';
import { uploaded } from './triage-complaint.ts';
import type { World } from './world.ts';

const NO_CASE = 'There is no such case.';

/** A side says what happened. Once the subject has answered, those who complained may comment on it. */
export async function giveStatement(
  world: World,
  input: { readonly caseId: CaseId; readonly by: PartyId; readonly text: string },
): Promise<{ readonly late: boolean } | Refusal> {
  const { unit, rulebook } = world;
  const { caseId, by } = input;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', NO_CASE);
  const value = input.text.trim();
  const text = unit.keep({ party: by, kind: 'statement', value });
  const events = decideStatement(
    state,
    { party: by, text, textCharacters: value.length, at: unit.now },
    rulebook,
  );
  if (isRefusal(events)) return events;
  unit.append(cases, caseId, events);
  if (by === state.subject) await askComplainants(world, caseId);
  return { late: events.some((e) => e.type === 'StatementGiven' && e.late) };
}

/** Each of those who complained and stand by it is asked once. */
async function askComplainants(world: World, caseId: CaseId): Promise<void> {
  const state = await world.unit.load(cases, caseId);
  if (!state) return;
  const asked = new Set(state.statements.map((s) => s.party));
  const open = new Set(state.complaints.filter((c) => !c.withdrawn).map((c) => c.complainant));
  for (const party of open)
    if (!asked.has(party)) await askForStatement(world, caseId, { party, side: 'complainant' });
}

export async function extendStatement(
  { unit, rulebook }: World,
  input: { readonly caseId: CaseId; readonly by: PartyId },
): Promise<{ readonly dueAt: number } | Refusal> {
  const state = await unit.load(cases, input.caseId);
  if (!state) return refuse('not-found', NO_CASE);
  const events = decideExtension(state, input.by, unit.now, rulebook);
  if (isRefusal(events)) return events;
  const after = unit.append(cases, input.caseId, events);
  return { dueAt: after.statements.findLast((s) => s.party === input.by)?.dueAt ?? 0 };
}

/** A file that a side, or a member of staff, brings into the case. Outsiders learn nothing: `not-found`. */
export async function addUpload(
  world: World,
  input: {
    readonly caseId: CaseId;
    readonly by: PartyId;
    readonly isStaff: boolean;
    /** Of `by`; see `keepUpload`. */
    readonly uploadId: UploadId;
  },
): Promise<{ readonly evidenceId: EvidenceId } | Refusal> {
  const { unit, rulebook } = world;
  const { caseId, by, isStaff, uploadId } = input;
  const state = await unit.load(cases, caseId);
  const isSide = state?.subject === by || state?.complaints.some((c) => c.complainant === by);
  if (!state || !(isSide || isStaff)) return refuse('not-found', NO_CASE);
  const files = await ownUploads(world, by, [uploadId]);
  if (isRefusal(files)) return { ...files, field: 'uploadId' };
  const [file] = files;
  assert(file, 'one id, one file');
  if (!isStaff && file.kind === 'authority-notice')
    return refuse('not-yours-to-bring', 'Notices of authorities are filed by our staff.', { field: 'kind' });
  const item = uploaded(world, by, noteOf(file));
  const events = uploadEvidence(state, item, unit.now, rulebook);
  if (isRefusal(events)) return events;
  unit.append(cases, caseId, events);
  useUploads(world, files, caseId);
  return { evidenceId: item.id };
}

/** Staff asks a side for a statement, or for another one. */
export async function requestStatement(
  world: World,
  input: { readonly caseId: CaseId; readonly party: PartyId; readonly by: PartyId },
): Promise<{ readonly dueAt: number } | Refusal> {
  const { caseId, party, by } = input;
  const state = await world.unit.load(cases, caseId);
  if (!state) return refuse('not-found', NO_CASE);
  const unfit = mayJudge(state, by);
  if (unfit) return unfit;
  const side: Statement['side'] = party === state.subject ? 'subject' : 'complainant';
  return askForStatement(world, caseId, { party, side });
}

export async function assignCase(
  { unit }: World,
  input: { readonly caseId: CaseId; readonly to: PartyId; readonly by: PartyId; readonly byHead: boolean },
): Promise<{ readonly assignee: PartyId } | Refusal> {
  const { caseId, ...command } = input;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', NO_CASE);
  const events = decideAssign(state, { ...command, at: unit.now });
  if (isRefusal(events)) return events;
  unit.append(cases, caseId, events);
  return { assignee: command.to };
}

/** A member of staff must not judge this case, and says so before anybody else has to. */
export async function declareConflict(
  { unit }: World,
  input: { readonly caseId: CaseId; readonly by: PartyId },
): Promise<object | Refusal> {
  const state = await unit.load(cases, input.caseId);
  if (!state) return refuse('not-found', NO_CASE);
  const events = decideConflict(state, input.by, unit.now);
  return isRefusal(events) ? events : unit.append(cases, input.caseId, events);
}

/** Another violation has come to light. The subject is asked about it, unless a question is still open. */
export async function addAllegation(
  world: World,
  input: { readonly caseId: CaseId; readonly violation: string; readonly by: PartyId },
): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const { caseId, violation, by } = input;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', NO_CASE);
  const events = decideAllegation(state, { violation, by, at: unit.now }, rulebook);
  if (isRefusal(events)) return events;
  const after = unit.append(cases, caseId, events);
  if (!after.statements.some((s) => s.side === 'subject' && isPending(s)))
    await askForStatement(world, caseId, { party: after.subject, side: 'subject' });
  return { violation };
}

/** Looks at everything again: what has changed since the last snapshot is added. */
export async function collectAgain(
  world: World,
  input: { readonly caseId: CaseId; readonly by: PartyId },
): Promise<{ readonly added: number } | Refusal> {
  const state = await world.unit.load(cases, input.caseId);
  if (!state) return refuse('not-found', NO_CASE);
  if (state.status !== 'open') return refuse('case-not-open', `The case is ${state.status}.`);
  const unfit = mayJudge(state, input.by);
  return unfit ?? { added: await collectInto(world, input.caseId) };
}

/** A statement was not given in time, or a clock of the staff has run out: the case goes on, and it is on record. */
export async function expireCaseFile({ unit }: World, caseId: string): Promise<object | Refusal> {
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-due');
  const events = expireCase(state, unit.now);
  return isRefusal(events) ? events : unit.append(cases, caseId, events);
}
