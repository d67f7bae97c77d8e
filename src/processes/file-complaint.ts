import { type ComplaintRefs, complaints } from '../complaints/complaint.ts';
import {
  escalateComplaint,
  fileComplaint as decideFiling,
  withdrawComplaint as decideWithdrawal,
} from '../complaints/decide.ts';
import { complaintWithdrawn } from '../cases/decide.ts';
import { cases } from '../cases/case.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, ComplaintId, PartyId, UploadId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { listings } from '../market/listings/listing.ts';
import { conversations } from '../market/messages/conversation.ts';
import { orders } from '../market/orders/order.ts';
import type { PartyKind } from '../standing/standing.ts';
import { giveNotice } from './give-notice.ts';
import { noteOf, ownUploads, useUploads } from './keep-upload.ts';
import { permitted } from './permitted.ts';
import { hearFiled } from './triage-complaint.ts';
import type { World } from './world.ts';

export interface FileComplaintInput {
  readonly complainant: PartyId;
  /** Key of the rulebook's `complaints.kinds`. */
  readonly kind: string;
  readonly refs: ComplaintRefs;
  readonly text: string;
  /** The complainant's own; see `keepUpload`. */
  readonly uploads: readonly UploadId[];
  /** True on the road that stays open whatever the complainant's standing. */
  readonly safety: boolean;
}

export interface FiledComplaint {
  readonly complaintId: ComplaintId;
  /** Urgent ones are heard at once; the others wait for a person's first look. */
  readonly caseId: CaseId | null;
  readonly firstLookBy: EpochMs;
}

/**
 * Files a complaint and gives the complainant a receipt. Whom it is about follows from what it refers to. Refuses
 * `not-found` for what the complainant has no part in, `not-permitted`, and what `complaints/decide.ts` names.
 */
export async function fileComplaint(
  world: World,
  input: FileComplaintInput,
): Promise<FiledComplaint | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { complainant, kind, refs, safety } = input;
  const rule = rulebook.complaints.kinds[kind];
  const standing = await permitted(
    world,
    complainant,
    rule?.alwaysOpen ? 'complaint.safety' : 'complaint.file',
  );
  if (isRefusal(standing)) return standing;
  if (standing.kind === 'staff')
    return refuse('forbidden', 'Staff open cases; complaints are for buyers and sellers.');
  const about = await subjectOf(world, complainant, refs, standing.kind);
  if (isRefusal(about)) return about;
  const files = await ownUploads(world, complainant, input.uploads);
  if (isRefusal(files)) return files;
  const text = input.text.trim();
  const waiting = await unit.find(complaints, { waiting_of: complainant });
  const events = decideFiling(
    undefined,
    {
      complainant,
      complainantKind: standing.kind,
      ...about,
      kind,
      refs,
      text: unit.keep({ party: complainant, kind: 'complaint-text', value: text }),
      textCharacters: text.length,
      uploads: files.map(noteOf),
      safety,
      waiting: waiting.map((w) => w.state),
      at: unit.now,
      rulebookHash,
    },
    rulebook,
  );
  if (isRefusal(events)) return events;
  const complaintId: ComplaintId = unit.ids.next('cmp');
  const filed = unit.append(complaints, complaintId, events);
  useUploads(world, files, complaintId);
  const { firstLookBy, priority } = filed;
  giveNotice(world, { to: complainant, body: { kind: 'complaint-received', complaintId, firstLookBy } });
  if (priority !== 'urgent') return { complaintId, caseId: null, firstLookBy };
  const heard = await hearFiled(world, complaintId, 'system:intake');
  return isRefusal(heard) ? heard : { complaintId, caseId: heard.caseId, firstLookBy };
}

interface About {
  readonly subject: PartyId;
  readonly subjectKind: 'seller' | 'buyer';
  readonly periodFrom: EpochMs | null;
}

/** The other side of everything referred to; two different others are two complaints. */
async function subjectOf(
  world: World,
  complainant: PartyId,
  refs: ComplaintRefs,
  complainantKind: PartyKind,
): Promise<About | Refusal> {
  const found: About[] = [];
  for (const look of [ofOrder, ofConversation, ofListing]) {
    const about = await look(world, complainant, refs, complainantKind);
    if (isRefusal(about)) return about;
    if (about) found.push(about);
  }
  const [first] = found;
  if (!first)
    return refuse('reference-needed', 'Say which order, listing or conversation it is about.', {
      field: 'refs',
    });
  if (found.some((a) => a.subject !== first.subject))
    return refuse('different-subjects', 'These concern different people: file one complaint about each.', {
      field: 'refs',
    });
  return first;
}

type Look = (
  world: World,
  complainant: PartyId,
  refs: ComplaintRefs,
  kind: PartyKind,
) => Promise<About | Refusal | undefined>;

const ofOrder: Look = async ({ unit }, complainant, { orderId }) => {
  if (!orderId) return undefined;
  const order = await unit.load(orders, orderId);
  const notTheirs = refuse('not-found', 'There is no such order of yours.', { field: 'refs.orderId' });
  if (!order) return notTheirs;
  // Without a delivery the promised date is the earliest that one can know that something is wrong.
  const periodFrom = order.status === 'delivered' ? order.deliveredAt : order.deliverBy;
  if (order.buyer === complainant) return { subject: order.seller, subjectKind: 'seller', periodFrom };
  return order.seller === complainant
    ? { subject: order.buyer, subjectKind: 'buyer', periodFrom }
    : notTheirs;
};

const ofConversation: Look = async ({ unit }, complainant, { conversationId }) => {
  if (!conversationId) return undefined;
  const conversation = await unit.load(conversations, conversationId);
  const notTheirs = refuse('not-found', 'There is no such conversation of yours.', {
    field: 'refs.conversationId',
  });
  if (!conversation) return notTheirs;
  const { buyer, seller, messages, openedAt } = conversation;
  const periodFrom = messages.at(-1)?.at ?? openedAt;
  if (buyer === complainant) return { subject: seller, subjectKind: 'seller', periodFrom };
  return seller === complainant ? { subject: buyer, subjectKind: 'buyer', periodFrom } : notTheirs;
};

/** Listings are public: anybody may report one. */
const ofListing: Look = async ({ unit }, complainant, { listingId, orderId, conversationId }) => {
  if (!listingId) return undefined;
  const listing = await unit.load(listings, listingId);
  if (!listing) return refuse('not-found', 'There is no such listing.', { field: 'refs.listingId' });
  // A seller names their own listing when the buyer's conduct there is the matter.
  if (listing.seller === complainant && (orderId || conversationId)) return undefined;
  return { subject: listing.seller, subjectKind: 'seller', periodFrom: null };
};

/** Takes a complaint back. A case goes on without it: what happened may concern others. */
export async function withdrawComplaint(
  { unit }: World,
  input: { readonly complaintId: ComplaintId; readonly by: PartyId },
): Promise<{ readonly complaintId: ComplaintId } | Refusal> {
  const { complaintId, by } = input;
  const complaint = await unit.load(complaints, complaintId);
  if (!complaint) return refuse('not-found', 'There is no such complaint of yours.');
  const events = decideWithdrawal(complaint, by, unit.now);
  if (isRefusal(events)) return events;
  unit.append(complaints, complaintId, events);
  if (complaint.status === 'heard') {
    const state = await unit.load(cases, complaint.caseId);
    const left = state ? complaintWithdrawn(state, complaintId, unit.now) : [];
    if (!isRefusal(left) && left.length > 0) unit.append(cases, complaint.caseId, left);
  }
  return { complaintId };
}

/** Nobody has looked at it in time: the head of service is told. */
export async function expireComplaint({ unit }: World, complaintId: string): Promise<object | Refusal> {
  const complaint = await unit.load(complaints, complaintId);
  if (!complaint) return refuse('not-due');
  const events = escalateComplaint(complaint, unit.now);
  if (isRefusal(events)) return events;
  return unit.append(complaints, complaintId, events);
}
