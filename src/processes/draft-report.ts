import type { ComplaintRefs } from '../complaints/complaint.ts';
import {
  type Draft,
  drafts,
  dropDraft as decideDrop,
  fileDraft as decideFiled,
  mustBeOpen,
  saveDraft as decideSave,
  startDraft as decideStart,
} from '../complaints/draft.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { DraftId, PartyId, UploadId } from '../kernel/ids.ts';
import { fileComplaint, type FiledComplaint } from './file-complaint.ts';
import { ownUploads } from './keep-upload.ts';
import type { World } from './world.ts';

const NO_DRAFT = 'There is no such report of yours.';

/** Begins a report, or goes on with the one that was begun about the same. */
export async function startReport(
  { unit, rulebook }: World,
  input: { readonly party: PartyId; readonly refs: ComplaintRefs },
): Promise<{ readonly draftId: DraftId } | Refusal> {
  const { party, refs } = input;
  const open = await unit.find(drafts, { open_of: party });
  const begun = open.find(({ state }) => isSame(state.refs, refs));
  if (begun) return { draftId: begun.id as DraftId };
  const events = decideStart({ party, refs, open: open.length, at: unit.now }, rulebook);
  if (isRefusal(events)) return events;
  const draftId: DraftId = unit.ids.next('drf');
  unit.append(drafts, draftId, events);
  return { draftId };
}

function isSame(a: ComplaintRefs, b: ComplaintRefs): boolean {
  return a.orderId === b.orderId && a.listingId === b.listingId && a.conversationId === b.conversationId;
}

interface Own {
  readonly draftId: DraftId;
  readonly by: PartyId;
}

async function ownDraft({ unit }: World, { draftId, by }: Own): Promise<Draft | Refusal> {
  const draft = await unit.load(drafts, draftId);
  return draft?.party === by ? draft : refuse('not-found', NO_DRAFT);
}

/** Saves what was changed. A text that was written anew takes the place of the old one, which is deleted. */
export async function saveReport(
  world: World,
  input: Own & {
    readonly refs?: ComplaintRefs | undefined;
    readonly kind?: string | undefined;
    readonly text?: string | undefined;
    readonly uploads?: readonly UploadId[] | undefined;
  },
): Promise<{ readonly draftId: DraftId } | Refusal> {
  const { unit, rulebook } = world;
  const draft = await ownDraft(world, input);
  if (isRefusal(draft)) return draft;
  const { draftId, by, refs, kind, text, uploads } = input;
  if (uploads) {
    const files = await ownUploads(world, by, uploads);
    if (isRefusal(files)) return files;
  }
  const kept = text === undefined ? undefined : unit.commit('report-draft', text);
  const change = {
    ...(refs ? { refs } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(kept === undefined ? {} : { text: kept }),
    ...(uploads ? { uploads: [...new Set(uploads)] } : {}),
  };
  const events = decideSave(draft, change, unit.now, rulebook);
  if (isRefusal(events)) return events;
  if (text !== undefined) keepText(world, draftId, text);
  unit.append(drafts, draftId, events);
  return { draftId };
}

/** Sends it as a complaint. It is sent once: a second time it says what became of it. */
export async function fileReport(world: World, input: Own): Promise<FiledComplaint | Refusal> {
  const { unit, rulebook } = world;
  const draft = await ownDraft(world, input);
  if (isRefusal(draft)) return draft;
  const sent = mustBeOpen(draft);
  if (sent) return sent;
  const { draftId, by } = input;
  const { kind, refs, text, uploads } = draft;
  if (kind === null) return refuse('kind-missing', 'Say what happened first.', { field: 'kind' });
  const words = text === null ? undefined : (await unit.reveal([text])).get(text);
  const filed = await fileComplaint(world, {
    complainant: by,
    kind,
    refs,
    text: words ?? '',
    uploads,
    safety: rulebook.complaints.kinds[kind]?.alwaysOpen ?? false,
  });
  if (isRefusal(filed)) return filed;
  const events = decideFiled(draft, filed.complaintId, unit.now);
  if (isRefusal(events)) return events;
  unit.append(drafts, draftId, events);
  unit.erase(draftId, []);
  return filed;
}

export async function dropReport(world: World, input: Own): Promise<{ readonly draftId: DraftId } | Refusal> {
  const draft = await ownDraft(world, input);
  if (isRefusal(draft)) return draft;
  const refused = drop(world, input.draftId, draft, 'dropped');
  return refused ?? { draftId: input.draftId };
}

/** Nobody has gone on with it in time. Its files go by their own deadline. */
export async function expireDraft(world: World, id: string): Promise<object | Refusal> {
  const draft = await world.unit.load(drafts, id);
  if (!draft) return refuse('not-due');
  return drop(world, id as DraftId, draft, 'left') ?? {};
}

function drop(world: World, id: DraftId, draft: Draft, why: 'dropped' | 'left'): Refusal | undefined {
  const events = decideDrop(draft, why, world.unit.now);
  if (isRefusal(events)) return events;
  if (events.length === 0) return undefined;
  world.unit.append(drafts, id, events);
  world.unit.erase(id, []);
  return undefined;
}

/** The text lies under the draft's own name, so that it goes alone when it is written anew, sent or left. */
function keepText({ unit }: World, draftId: DraftId, text: string): void {
  unit.erase(draftId, []);
  unit.keep({ party: draftId, kind: 'report-draft', value: text });
}

/** Somebody's data are erased: what they have not sent goes with them. */
export async function eraseDrafts({ unit }: World, party: PartyId): Promise<void> {
  for (const { id } of await unit.find(drafts, { open_of: party })) unit.erase(id, []);
}
