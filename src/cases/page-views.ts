import type { Appeal } from '../appeals/appeal.ts';
import { nameBook } from '../door/names.ts';
import { readUnit } from '../door/read-unit.ts';
import type { Reader } from '../door/route.ts';
import type { Complaint } from '../complaints/complaint.ts';
import type { CaseId, PartyId } from '../kernel/ids.ts';
import { tookPart } from '../processes/file-appeal.ts';
import { proposalFor, unanswered } from '../processes/impose-sanctions.ts';
import type { Sanction } from '../sanctions/sanction.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { activePoints, standingWord } from '../standing/standing.ts';
import type { Case } from './case.ts';
import { commandsFor } from './commands-views.ts';
import { emergenciesFor } from './emergency-views.ts';
import { evidenceItems } from './evidence-views.ts';
import { historyOf } from './history-views.ts';
import { missingEvidence } from './judge.ts';
import type { CasePage } from './page-shape-views.ts';
import { rowOf, storedCase } from './row-views.ts';
import { sanctionItemOf, type StoredSanction } from './sanction-item-views.ts';

interface Stored<Doc> {
  readonly id: string;
  readonly doc: Doc;
}

async function ofCase<Doc>(
  reader: Reader,
  table: 'complaint' | 'appeal',
  id: CaseId,
): Promise<readonly Stored<Doc>[]> {
  const rows = await reader.db.pool.query<Stored<Doc>>(
    `select id, doc from concept_${table} where case_id = $1 order by id`,
    [id],
  );
  return rows.rows;
}

async function sanctionsOf(reader: Reader, id: CaseId): Promise<readonly StoredSanction[]> {
  const rows = await reader.db.pool.query<StoredSanction>(
    'select id, doc, needs_look from concept_sanction where case_id = $1 order by id',
    [id],
  );
  return rows.rows;
}

/** The page of a case; `undefined` if there is none. */
export async function pageOf(reader: Reader, id: CaseId): Promise<CasePage | undefined> {
  const doc = await storedCase(reader, id);
  if (!doc) return undefined;
  const complaints = await ofCase<Complaint>(reader, 'complaint', id);
  const sanctions = await sanctionsOf(reader, id);
  const appeals = await ofCase<Appeal>(reader, 'appeal', id);
  const name = await nameBook(reader, peopleIn(doc, sanctions, appeals));
  const words = await reader.reveal(wordsIn(doc, complaints, appeals));
  const standing = (await reader.standings([doc.subject])).get(doc.subject);
  const emergencies = await emergenciesFor(reader, id, doc);
  return {
    ...rowOf(reader.rulebook, { id, doc }, name),
    standing: standing ? standingWord(standing) : 'good',
    points: standing ? activePoints(standing, reader.now) : 0,
    refs: {
      orders: [...doc.refs.orders],
      listings: [...doc.refs.listings],
      conversations: [...doc.refs.conversations],
    },
    allegations: doc.allegations.map((a) => allegationOf(reader, doc, a, name, words)),
    merged: complaints.map((c) => mergedOf(doc, c, name, words)),
    evidence: [...(await evidenceItems(reader, doc.evidence, name))],
    statements: doc.statements.map((s, i) => ({
      id: `${id}:${i}`,
      from: { id: s.party, name: name(s.party) },
      side: s.side,
      requestedAt: s.askedAt,
      dueAt: s.dueAt,
      extended: s.extended,
      answeredAt: s.answer?.at ?? null,
      missed: s.missedAt !== null,
      text: s.answer ? (words.get(s.answer.text) ?? null) : null,
    })),
    sanctions: sanctions.map((s) => sanctionItemOf(reader, s, name, doc)),
    appeals: await Promise.all(appeals.map((a) => appealOf(reader, a, name, words))),
    history: [
      ...(await historyOf(reader, [
        { concept: 'case_file', id },
        ...streamsOf(complaints, sanctions, appeals),
      ])),
    ],
    rung: await rungOf(reader, id, doc),
    askable: askable(doc).map(({ party, side }) => ({ id: party, name: name(party), side })),
    allegeable: allegeable(reader.rulebook, doc),
    emergencies: [...emergencies],
    conflicts: doc.conflicts.map(name),
    commands: commandsFor(reader.actor, doc).filter(
      (c) => c !== 'declare-emergency' || emergencies.length > 0,
    ),
  };
}

type Words = ReadonlyMap<string, string>;
type Name = (id: string) => string;

function streamsOf(
  complaints: readonly { id: string }[],
  sanctions: readonly { id: string }[],
  appeals: readonly { id: string }[],
) {
  const named = (concept: string) => (s: { id: string }) => ({ concept, id: s.id });
  return [
    ...complaints.map(named('complaint')),
    ...sanctions.map(named('sanction')),
    ...appeals.map(named('appeal')),
  ];
}

function peopleIn(
  doc: Case,
  sanctions: readonly Stored<Sanction>[],
  appeals: readonly Stored<Appeal>[],
): readonly (string | null)[] {
  return [
    doc.subject,
    doc.assignee,
    ...doc.conflicts,
    ...doc.complaints.flatMap((c) => [c.complainant, c.sameVoiceAs]),
    ...doc.evidence.map((e) => e.by),
    ...doc.allegations.map((a) => a.finding?.by ?? null),
    ...sanctions.flatMap((s) => [s.doc.proposedBy, ...s.doc.approvals.map((a) => a.by)]),
    ...appeals.flatMap((a) => [a.doc.appellant, 'reviewer' in a.doc ? a.doc.reviewer : null]),
  ];
}

function wordsIn(
  doc: Case,
  complaints: readonly Stored<Complaint>[],
  appeals: readonly Stored<Appeal>[],
): readonly string[] {
  return [
    ...complaints.map((c) => c.doc.text),
    ...doc.statements.flatMap((s) => (s.answer ? [s.answer.text] : [])),
    ...doc.allegations.flatMap((a) => a.finding?.reasons ?? []),
    ...appeals.map((a) => a.doc.text),
  ];
}

function allegationOf(
  reader: Reader,
  doc: Case,
  a: Case['allegations'][number],
  name: Name,
  words: Words,
): CasePage['allegations'][number] {
  const rule = reader.rulebook.violations[a.violation];
  const all = doc.evidence.map((e) => e.id);
  return {
    violation: a.violation,
    title: rule?.title ?? a.violation,
    severity: rule?.severity ?? 'minor',
    clause: rule?.clause ?? '',
    evidenceMissing: [...missingEvidence(doc, a.violation, all, reader.rulebook)],
    overturned: a.overturned.length,
    settled: a.settled === true,
    finding: a.finding && {
      result: a.finding.result,
      unfounded: a.finding.unfounded,
      reasons: a.finding.reasons === null ? null : (words.get(a.finding.reasons) ?? null),
      evidence: [...a.finding.evidence],
      by: name(a.finding.by),
      at: a.finding.at,
    },
  };
}

function mergedOf(
  doc: Case,
  { id, doc: c }: Stored<Complaint>,
  name: Name,
  words: Words,
): CasePage['merged'][number] {
  const inCase = doc.complaints.find((x) => x.complaintId === id);
  const same = inCase?.sameVoiceAs;
  return {
    id,
    kind: c.kind,
    from: { id: c.complainant, name: name(c.complainant) },
    filedAt: c.filedAt,
    orderId: c.refs.orderId ?? null,
    text: words.get(c.text) ?? null,
    sameVoiceAs: same ? { id: same, name: name(same) } : null,
    withdrawn: inCase?.withdrawn ?? false,
  };
}

async function appealOf(
  reader: Reader,
  { id, doc }: Stored<Appeal>,
  name: Name,
  words: Words,
): Promise<CasePage['appeals'][number]> {
  const open = doc.status === 'filed' || doc.status === 'assigned';
  const actor = reader.actor.kind === 'staff' ? reader.actor : undefined;
  const isReviewer = actor?.roles.some((r) => r === 'reviewer' || r === 'head') ?? false;
  const free = open && (doc.status === 'filed' || doc.reviewer === actor?.partyId);
  const fit =
    actor &&
    free &&
    isReviewer &&
    !(await tookPart({ unit: readUnit(reader) }, doc.about)).has(actor.partyId);
  return {
    id,
    status: doc.status,
    from: { id: doc.appellant, name: name(doc.appellant) },
    filedAt: doc.filedAt,
    dueAt: open ? doc.decideBy : null,
    grounds: words.get(doc.text) ?? '',
    reviewer: 'reviewer' in doc ? name(doc.reviewer) : null,
    outcome: doc.status === 'decided' ? doc.outcome : null,
    sanctionIds: doc.about.kind === 'sanctions' ? [...doc.about.sanctionIds] : [],
    mayDecide: fit === true,
  };
}

/** What the ladder answers to what was found and not yet sanctioned; `null` while there is nothing to answer. */
async function rungOf(reader: Reader, id: CaseId, doc: Case): Promise<CasePage['rung']> {
  if (doc.status !== 'found') return null;
  const asking = { unit: readUnit(reader), rulebook: reader.rulebook };
  const proposal = await proposalFor(asking, id, await unanswered(asking, id, doc));
  if (!proposal) return null;
  const { rungs } = reader.rulebook.ladder[doc.subjectKind];
  const index = rungs.findIndex((r) => r.name === proposal.basis.rung);
  return {
    name: proposal.basis.rung,
    points: proposal.pointsTotal,
    sanctions: proposal.sanctions.map((s) => s.measure.kind),
    approvals: Math.max(1, ...proposal.sanctions.map((s) => s.approvalsNeeded)),
    withheld: [...(proposal.withheld?.missing ?? [])],
    lower: rungs.slice(0, index).map((r) => r.name),
  };
}

function askable(
  doc: Case,
): readonly { readonly party: PartyId; readonly side: 'subject' | 'complainant' }[] {
  if (doc.status !== 'open') return [];
  const complainants = new Set(doc.complaints.filter((c) => !c.withdrawn).map((c) => c.complainant));
  return [
    { party: doc.subject, side: 'subject' as const },
    ...[...complainants].map((party) => ({ party, side: 'complainant' as const })),
  ];
}

function allegeable({ violations }: Rulebook, doc: Case): CasePage['allegeable'] {
  if (doc.status !== 'open') return [];
  const alleged = new Set(doc.allegations.map((a) => a.violation));
  return Object.entries(violations).flatMap(([violation, { subject, title }]) =>
    subject === doc.subjectKind && !alleged.has(violation) ? [{ violation, title }] : [],
  );
}
