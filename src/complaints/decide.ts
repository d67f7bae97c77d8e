import type { Upload } from '../cases/evidence.ts';
import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { AppealId, CampaignId, CaseId, NoticeId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type {
  Complaint,
  ComplaintEvent,
  ComplaintKey,
  ComplaintOutcome,
  ComplaintRefs,
  DismissalReason,
} from './complaint.ts';

type ComplaintDecision = Decision<ComplaintEvent>;

export interface FileComplaint {
  readonly complainant: PartyId;
  readonly complainantKind: 'buyer' | 'seller';
  readonly subject: PartyId;
  readonly subjectKind: 'buyer' | 'seller';
  readonly kind: string;
  /** Ids that were checked to belong to both sides; see `referenced`. */
  readonly refs: ComplaintRefs;
  readonly text: Commitment;
  readonly textCharacters: number;
  readonly uploads: readonly Upload[];
  /** Asked for on the road that stays open to people whose complaint rights are suspended. */
  readonly safety: boolean;
  /** From when the filing period runs: delivery, the promised date, the last message; `null` when it never ends. */
  readonly periodFrom: EpochMs | null;
  /** The complainant's complaints that wait for a decision. */
  readonly waiting: readonly Pick<Complaint, 'subject' | 'kind' | 'refs' | 'alwaysOpen'>[];
  readonly at: EpochMs;
  readonly rulebookHash: string;
}

/** Files a complaint, or says what is missing. Whom it is about and what it refers to were looked up by the workflow. */
export function fileComplaint(
  state: Complaint | undefined,
  command: FileComplaint,
  rulebook: Rulebook,
): ComplaintDecision {
  if (state) return refuse('already-filed', 'This complaint exists already.');
  const rule = rulebook.complaints.kinds[command.kind];
  if (!rule)
    return refuse('unknown-complaint-kind', `There is no kind of complaint named ${command.kind}.`, {
      field: 'kind',
    });
  const wrong =
    wrongSide(command, rule.by, rulebook.violations[rule.violation]?.subject) ??
    incomplete(command, rulebook);
  if (wrong) return wrong;
  const { at, complainant, complainantKind, subject, subjectKind, kind, refs, text, uploads, rulebookHash } =
    command;
  const clock = rulebook.triage.priorities[rule.priority];
  return [
    {
      type: 'ComplaintFiled',
      at,
      complainant,
      complainantKind,
      subject,
      subjectKind,
      kind,
      violation: rule.violation,
      refs,
      text,
      uploads,
      priority: rule.priority,
      alwaysOpen: rule.alwaysOpen,
      firstLookBy: at + clock.firstLookHours * HOUR_MS,
      rulebook: rulebookHash,
    },
  ];
}

function wrongSide(
  command: FileComplaint,
  by: string,
  violationOf: 'seller' | 'buyer' | undefined,
): Refusal | undefined {
  if (command.complainant === command.subject)
    return refuse('own-conduct', 'A complaint is about somebody else.', { field: 'refs' });
  if (by !== 'anyone' && by !== command.complainantKind)
    return refuse('not-yours-to-file', `This kind of complaint is filed by a ${by}.`, { field: 'kind' });
  if (violationOf !== command.subjectKind)
    return refuse('wrong-subject', `This kind of complaint is about a ${violationOf}.`, { field: 'kind' });
  return undefined;
}

function incomplete(command: FileComplaint, rulebook: Rulebook): Refusal | undefined {
  const rule = rulebook.complaints.kinds[command.kind];
  const { textCharactersMax, openAtOnceMax } = rulebook.complaints;
  const { refs, uploads, safety, at, periodFrom } = command;
  if (!rule) return undefined;
  if (safety && !rule.alwaysOpen)
    return refuse('not-always-open', 'This kind is filed as an ordinary complaint.', { field: 'kind' });
  if (rule.needsOrder && !refs.orderId)
    return refuse('order-needed', 'Say which order it is about.', { field: 'refs.orderId' });
  if (!refs.orderId && !refs.listingId && !refs.conversationId)
    return refuse('reference-needed', 'Say which order, listing or conversation it is about.', {
      field: 'refs',
    });
  if (command.textCharacters < 1 || command.textCharacters > textCharactersMax)
    return refuse('text-length', `Describe what happened in 1 to ${textCharactersMax} characters.`, {
      field: 'text',
    });
  if (uploads.length > rulebook.evidence.uploadsPerPartyMax)
    return refuse('too-many-uploads', `At most ${rulebook.evidence.uploadsPerPartyMax} files.`, {
      field: 'uploads',
    });
  const missing = rule.evidenceRequired.find((kind) =>
    kind === 'messages' ? !refs.conversationId : !uploads.some((u) => u.kind === kind),
  );
  if (missing)
    return refuse('evidence-missing', `This kind of complaint needs: ${missing}.`, {
      field: missing === 'messages' ? 'refs.conversationId' : 'uploads',
      facts: { needs: missing },
    });
  if (periodFrom !== null && at > periodFrom + rule.fileWithinDays * DAY_MS)
    return refuse('filing-period-over', `It can be filed within ${rule.fileWithinDays} days.`, {
      field: 'kind',
    });
  if (
    command.waiting.some(
      (c) => c.subject === command.subject && c.kind === command.kind && sameRefs(c.refs, refs),
    )
  )
    return refuse('complaint-waiting', 'You have complained about this; it waits for a decision.');
  if (!rule.alwaysOpen && command.waiting.filter((c) => !c.alwaysOpen).length >= openAtOnceMax)
    return refuse(
      'too-many-open',
      `${openAtOnceMax} of your complaints wait for a decision. File more when some are decided.`,
    );
  return undefined;
}

function sameRefs(a: ComplaintRefs, b: ComplaintRefs): boolean {
  return a.orderId === b.orderId && a.listingId === b.listingId && a.conversationId === b.conversationId;
}

function keyOf(complaint: Complaint): ComplaintKey {
  const { complainant, subject, filedAt } = complaint;
  return { complainant, subject, filedAt };
}

/** Nobody judges what concerns them. `by` is a member of staff. */
function partial(complaint: Complaint, by: PartyId): Refusal | undefined {
  return by === complaint.complainant || by === complaint.subject
    ? refuse('conflict-of-interest', 'You are a party to this complaint: a colleague must handle it.')
    : undefined;
}

export interface Dismissal {
  readonly by: PartyId;
  readonly reason: DismissalReason;
  readonly explanation: Commitment;
  readonly noticeId: NoticeId;
  readonly appealUntil: EpochMs;
  readonly at: EpochMs;
}

export function dismissComplaint(complaint: Complaint, command: Dismissal): ComplaintDecision {
  const { status } = complaint;
  if (status !== 'filed')
    return refuse('not-waiting-for-triage', `The complaint is ${status}.`, { facts: { status } });
  return partial(complaint, command.by) ?? [{ type: 'ComplaintDismissed', ...command, ...keyOf(complaint) }];
}

/** Takes a complaint into a case, opened for it or already open about the same conduct. */
export function hearComplaint(
  complaint: Complaint,
  command: {
    readonly by: PartyId | 'system:intake';
    readonly caseId: CaseId;
    readonly sameVoiceAs: PartyId | null;
    readonly at: EpochMs;
  },
): ComplaintDecision {
  const { status } = complaint;
  if (status !== 'filed')
    return refuse('not-waiting-for-triage', `The complaint is ${status}.`, { facts: { status } });
  if (command.by !== 'system:intake') {
    const conflict = partial(complaint, command.by);
    if (conflict) return conflict;
  }
  return [{ type: 'ComplaintHeard', ...command }];
}

/** The case is closed: the complainant is told what came of it. */
export function concludeComplaint(
  complaint: Complaint,
  command: {
    readonly outcome: ComplaintOutcome;
    readonly noticeId: NoticeId;
    readonly appealUntil: EpochMs;
    readonly at: EpochMs;
  },
): ComplaintDecision {
  // Withdrawn ones stay withdrawn: the case went on without them.
  if (complaint.status !== 'heard') return [];
  const { caseId } = complaint;
  return [{ type: 'ComplaintDecided', ...command, caseId, ...keyOf(complaint) }];
}

export function withdrawComplaint(complaint: Complaint, by: PartyId, at: EpochMs): ComplaintDecision {
  if (by !== complaint.complainant) return refuse('not-found');
  if (complaint.status !== 'filed' && complaint.status !== 'heard')
    return refuse('already-concluded', `The complaint is ${complaint.status}: nothing is left to withdraw.`);
  return [{ type: 'ComplaintWithdrawn', at }];
}

/** Nobody has looked in time: the head of service is told, once. */
export function escalateComplaint(complaint: Complaint, at: EpochMs): ComplaintDecision {
  if (complaint.status !== 'filed' || complaint.escalatedAt !== null || at < complaint.firstLookBy)
    return refuse('not-due');
  return [{ type: 'ComplaintEscalated', at }];
}

/** Whether the complainant may appeal now: once, within the window of the notice, if it went against them. */
export function appealComplaint(
  complaint: Complaint,
  by: PartyId,
  appealId: AppealId,
  at: EpochMs,
): ComplaintDecision {
  if (by !== complaint.complainant) return refuse('not-found');
  if (complaint.status !== 'dismissed' && complaint.status !== 'decided')
    return refuse('not-decided', 'There is no decision to appeal against yet.');
  if (complaint.status === 'decided' && complaint.outcome === 'upheld')
    return refuse('nothing-to-appeal', 'Your complaint was upheld.');
  if (complaint.appealId) return refuse('already-appealed', 'A decision is appealed against once.');
  if (at > complaint.appealUntil)
    return refuse('appeal-window-closed', 'The time to appeal is over.', {
      facts: { appealUntil: complaint.appealUntil },
    });
  return [{ type: 'ComplaintAppealed', at, appealId }];
}

/** An appeal, or a campaign's second look, found the dismissal or the outcome wrong. */
export function reopenComplaint(
  complaint: Complaint,
  because: AppealId | CampaignId,
  at: EpochMs,
): ComplaintDecision {
  if (complaint.status !== 'dismissed' && complaint.status !== 'decided') return refuse('not-decided');
  return [{ type: 'ComplaintReopened', at, because, ...keyOf(complaint) }];
}
