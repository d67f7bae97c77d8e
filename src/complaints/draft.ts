import type { Concept } from '../kernel/concept.ts';
import { assert, type Decision, refuse } from '../kernel/decision.ts';
import type { ComplaintId, PartyId, UploadId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { ComplaintRefs } from './complaint.ts';

/** A report that is begun and not sent: what was chosen, written and added survives a reload or another sign-in. */
export interface Draft {
  readonly party: PartyId;
  readonly refs: ComplaintRefs;
  /** Key of the rulebook's `complaints.kinds`. */
  readonly kind: string | null;
  readonly text: Commitment | null;
  readonly uploads: readonly UploadId[];
  readonly startedAt: EpochMs;
  readonly savedAt: EpochMs;
  /** When it goes by itself; `null` once it is sent or gone. */
  readonly goesAt: EpochMs | null;
  readonly status: 'open' | 'filed' | 'dropped';
  readonly complaintId: ComplaintId | null;
}

/** What may be changed; what is left out stays as it is. */
export interface DraftChange {
  readonly refs?: ComplaintRefs;
  readonly kind?: string;
  readonly text?: Commitment;
  readonly uploads?: readonly UploadId[];
}

export type DraftEvent =
  | {
      readonly type: 'DraftStarted';
      readonly at: EpochMs;
      readonly party: PartyId;
      readonly refs: ComplaintRefs;
      readonly goesAt: EpochMs;
    }
  | ({ readonly type: 'DraftSaved'; readonly at: EpochMs; readonly goesAt: EpochMs } & DraftChange)
  | { readonly type: 'DraftFiled'; readonly at: EpochMs; readonly complaintId: ComplaintId }
  | { readonly type: 'DraftDropped'; readonly at: EpochMs; readonly why: 'dropped' | 'left' };

type DraftDecision = Decision<DraftEvent>;

export function startDraft(
  command: {
    readonly party: PartyId;
    readonly refs: ComplaintRefs;
    readonly open: number;
    readonly at: EpochMs;
  },
  rulebook: Pick<Rulebook, 'complaints'>,
): DraftDecision {
  const { open, ...facts } = command;
  const { draftsMax, draftDays } = rulebook.complaints;
  if (open >= draftsMax)
    return refuse('too-many-drafts', `${draftsMax} reports are begun and not sent. Send or drop one first.`);
  return [{ type: 'DraftStarted', ...facts, goesAt: command.at + draftDays * DAY_MS }];
}

export function saveDraft(
  state: Draft,
  change: DraftChange,
  at: EpochMs,
  rulebook: Pick<Rulebook, 'complaints' | 'evidence'>,
): DraftDecision {
  const sent = mustBeOpen(state);
  if (sent) return sent;
  const { kinds, draftDays } = rulebook.complaints;
  const { uploadsPerPartyMax } = rulebook.evidence;
  if (change.kind !== undefined && !Object.hasOwn(kinds, change.kind))
    return refuse('unknown-complaint-kind', `There is no kind of complaint named ${change.kind}.`, {
      field: 'kind',
    });
  if ((change.uploads?.length ?? 0) > uploadsPerPartyMax)
    return refuse('too-many-uploads', `At most ${uploadsPerPartyMax} files.`, { field: 'uploads' });
  return [{ type: 'DraftSaved', at, goesAt: at + draftDays * DAY_MS, ...change }];
}

export function fileDraft(state: Draft, complaintId: ComplaintId, at: EpochMs): DraftDecision {
  return mustBeOpen(state) ?? [{ type: 'DraftFiled', at, complaintId }];
}

export function dropDraft(state: Draft, why: 'dropped' | 'left', at: EpochMs): DraftDecision {
  if (state.status !== 'open') return [];
  if (why === 'left' && (state.goesAt === null || state.goesAt > at)) return refuse('not-due');
  return [{ type: 'DraftDropped', at, why }];
}

export function mustBeOpen(state: Draft) {
  if (state.status === 'open') return undefined;
  const { status, complaintId } = state;
  return refuse(`draft-${status}`, status === 'filed' ? 'This report was sent.' : 'This report is gone.', {
    facts: { complaintId },
  });
}

export function evolveDraft(state: Draft | undefined, event: DraftEvent): Draft {
  if (event.type === 'DraftStarted') {
    const { party, refs, at, goesAt } = event;
    return {
      party,
      refs,
      kind: null,
      text: null,
      uploads: [],
      startedAt: at,
      savedAt: at,
      goesAt,
      status: 'open',
      complaintId: null,
    };
  }
  assert(state, `${event.type} before DraftStarted`);
  switch (event.type) {
    case 'DraftSaved': {
      const { type: _, at: savedAt, ...change } = event;
      return { ...state, ...change, savedAt };
    }
    case 'DraftFiled':
      return { ...state, status: 'filed', complaintId: event.complaintId, goesAt: null };
    case 'DraftDropped':
      return { ...state, status: 'dropped', goesAt: null };
    default:
      return event satisfies never;
  }
}

/** Stream id `drf_...`. */
export const drafts: Concept<Draft, DraftEvent, 'open_of'> = {
  name: 'report_draft',
  revision: 1,
  evolve: evolveDraft,
  columns: { open_of: { type: 'text', of: (d) => (d.status === 'open' ? d.party : null) } },
  due: (d) => d.goesAt ?? undefined,
};
