import { returns } from '../aftersales/returns/evolve.ts';
import { cases } from '../cases/case.ts';
import type { CaseRefs } from '../cases/refs.ts';
import { addEvidence, joinComplaint } from '../cases/decide.ts';
import type { Evidence, Upload } from '../cases/evidence.ts';
import { type Complaint, complaints, type DismissalReason } from '../complaints/complaint.ts';
import { dismissComplaint, hearComplaint } from '../complaints/decide.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, ComplaintId, PartyId, ReturnId } from '../kernel/ids.ts';
import { orders } from '../market/orders/order.ts';
import { sharedKinds } from '../market/parties/mark.ts';
import { parties } from '../market/parties/party.ts';
import { redressFrom } from '../transparency/statement.ts';
import { appealUntil, giveNotice } from './give-notice.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import { askForStatement, caseOf, collectInto, openCaseAbout, openCaseFor } from './open-case.ts';
import type { World } from './world.ts';

export type Triage =
  | { readonly kind: 'dismiss'; readonly reason: DismissalReason; readonly explanation: string }
  | { readonly kind: 'hear' };

/**
 * A representative's first look: dismissed with a reason, which the complainant is told and may appeal against, or
 * heard, in the open case about the same conduct if there is one.
 */
export async function triageComplaint(
  world: World,
  input: { readonly complaintId: ComplaintId; readonly by: PartyId; readonly decision: Triage },
): Promise<{ readonly status: 'dismissed' | 'heard'; readonly caseId: CaseId | null } | Refusal> {
  const { complaintId, by, decision } = input;
  const own = await ownsASide(world, complaintId, by);
  if (own) return own;
  if (decision.kind === 'hear') {
    const heard = await hearFiled(world, complaintId, by);
    return isRefusal(heard) ? heard : { status: 'heard', caseId: heard.caseId };
  }
  const { unit, rulebook } = world;
  const complaint = await unit.load(complaints, complaintId);
  if (!complaint) return refuse('not-found', 'There is no such complaint.');
  const noticeId = unit.ids.next<'Notice'>('ntc');
  const until = appealUntil(world);
  const { reason, explanation } = decision;
  const { complainant } = complaint;
  const kept = unit.keep({ party: complainant, kind: 'decision-words', value: explanation });
  const command = { by, reason, explanation: kept, noticeId, appealUntil: until, at: unit.now };
  const events = dismissComplaint(complaint, command);
  if (isRefusal(events)) return events;
  unit.append(complaints, complaintId, events);
  giveNotice(world, {
    to: complainant,
    noticeId,
    words: explanation,
    body: {
      kind: 'complaint-decided',
      complaintId,
      caseId: null,
      outcome: 'dismissed',
      dismissal: reason,
      consequences: [],
      redress: redressFrom(rulebook, until),
    },
  });
  return { status: 'dismissed', caseId: null };
}

async function ownsASide(world: World, complaintId: ComplaintId, by: PartyId): Promise<Refusal | undefined> {
  const complaint = await world.unit.load(complaints, complaintId);
  return complaint && ownsAnyOf(world, [complaint.complainant, complaint.subject], by);
}

/** Takes a filed complaint into the open case about the same conduct, or opens one for it. */
export async function hearFiled(
  world: World,
  complaintId: ComplaintId,
  by: PartyId | 'system:intake',
): Promise<{ readonly caseId: CaseId } | Refusal> {
  const { unit } = world;
  const complaint = await unit.load(complaints, complaintId);
  if (!complaint) return refuse('not-found', 'There is no such complaint.');
  const joined = await openCaseAbout(world, complaint.subject, complaint.violation);
  const opened = joined === undefined ? await openFor(world, complaintId, complaint) : { caseId: joined };
  if (isRefusal(opened)) return opened;
  const { caseId } = opened;
  const sameVoiceAs = await voiceOf(world, caseId, complaint.complainant);
  const events = hearComplaint(complaint, { by, caseId, sameVoiceAs, at: unit.now });
  if (isRefusal(events)) return events;
  unit.append(complaints, complaintId, events);
  const refused = await join(world, caseId, complaintId, complaint, sameVoiceAs);
  if (refused) return refused;
  // Asked after joining, so that the question names the complaint's evidence; a pending question covers it as well.
  const { statements, subject } = await caseOf(world, caseId);
  if (!statements.some((s) => s.side === 'subject'))
    await askForStatement(world, caseId, { party: subject, side: 'subject' });
  return { caseId };
}

function openFor(
  world: World,
  complaintId: ComplaintId,
  complaint: Complaint,
): Promise<{ readonly caseId: CaseId } | Refusal> {
  const { subject, subjectKind, violation, priority } = complaint;
  return openCaseFor(world, {
    subject,
    subjectKind,
    source: { kind: 'complaint', complaintId },
    violations: [violation],
    priority,
    refs: { orders: [], listings: [], conversations: [] },
    hear: false,
  });
}

async function join(
  world: World,
  caseId: CaseId,
  complaintId: ComplaintId,
  complaint: Complaint,
  sameVoiceAs: PartyId | null,
): Promise<Refusal | undefined> {
  const { unit, rulebook } = world;
  const { complainant, priority, uploads } = complaint;
  const refs = await caseRefs(world, complaint);
  const command = { complaintId, complainant, sameVoiceAs, refs, priority, at: unit.now };
  const events = joinComplaint(await caseOf(world, caseId), command, rulebook);
  if (isRefusal(events)) return events;
  const state = unit.append(cases, caseId, events);
  const brought = addEvidence(
    state,
    uploads.map((u) => uploaded(world, complainant, u)),
    unit.now,
    rulebook,
  );
  if (!isRefusal(brought) && brought.length > 0) unit.append(cases, caseId, brought);
  await collectInto(world, caseId);
  return undefined;
}

/** What an order sold is part of the matter: the listing as it is described; and of a buyer's, what came back of it. */
async function caseRefs(
  { unit }: World,
  { refs, subjectKind }: Pick<Complaint, 'refs' | 'subjectKind'>,
): Promise<CaseRefs> {
  const given =
    subjectKind === 'buyer' && refs.orderId ? await unit.find(returns, { order_id: refs.orderId }) : [];
  const order = refs.orderId ? await unit.load(orders, refs.orderId) : undefined;
  const listings = [
    ...(refs.listingId ? [refs.listingId] : []),
    ...(order?.lines.map((l) => l.listingId) ?? []),
  ];
  return {
    orders: refs.orderId ? [refs.orderId] : [],
    listings: [...new Set(listings)],
    conversations: refs.conversationId ? [refs.conversationId] : [],
    ...(given.length > 0 ? { returns: given.map((r) => r.id as ReturnId) } : {}),
  };
}

/** An upload as an item of a case. */
export function uploaded(
  { unit }: World,
  by: PartyId,
  { kind, mime, bytes, sha256, content }: Upload,
): Evidence {
  const title = `${kind}, ${mime}, ${bytes} bytes`;
  return { id: unit.ids.next('evd'), kind, title, at: unit.now, by, sha256, content, mime, bytes };
}

/**
 * The earlier complainant that this one shares a telling identity mark with: one person with several accounts is one
 * voice. A shared address or device alone says nothing, as in a household.
 */
async function voiceOf(world: World, caseId: CaseId, complainant: PartyId): Promise<PartyId | null> {
  const { unit, rulebook } = world;
  const state = await caseOf(world, caseId);
  const own = await unit.load(parties, complainant);
  assert(own, `no party ${complainant}`);
  for (const earlier of state.complaints) {
    if (earlier.complainant === complainant) return earlier.sameVoiceAs ?? complainant;
    const other = await unit.load(parties, earlier.complainant);
    const kinds = other ? sharedKinds(own.marks, other.marks) : [];
    if (kinds.some((kind) => rulebook.identity.marks[kind].alone === 'hold'))
      return earlier.sameVoiceAs ?? earlier.complainant;
  }
  return null;
}
