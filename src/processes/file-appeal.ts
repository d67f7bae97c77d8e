import { type Appeal, type AppealAbout, appeals } from '../appeals/appeal.ts';
import {
  assignAppeal as decideAssign,
  escalateAppeal,
  fileAppeal as decideFiling,
  withdrawAppeal as decideWithdrawal,
} from '../appeals/decide.ts';
import { campaigns } from '../campaigns/campaign.ts';
import type { Case } from '../cases/case.ts';
import { complaints } from '../complaints/complaint.ts';
import { appealComplaint } from '../complaints/decide.ts';
import type { Found } from '../kernel/concept.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { AppealId, CaseId, ComplaintId, PartyId, SanctionId, StopId } from '../kernel/ids.ts';
import { authorityOrders } from '../quality/authority-order.ts';
import { lots } from '../quality/lot.ts';
import { type Recall, recalls } from '../quality/recall.ts';
import { appealStop, stops } from '../quality/stop.ts';
import { watches } from '../quality/watch.ts';
import { appealSanction } from '../sanctions/decide.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { type Sanction, sanctions } from '../sanctions/sanction.ts';
import type { Asking } from './asking.ts';
import { giveNotice } from './give-notice.ts';
import { decidedAlready, ownsAnyOf } from './judge-conflict.ts';
import { caseOf } from './open-case.ts';
import type { World } from './world.ts';

export interface FiledAppeal {
  readonly appealId: AppealId;
  readonly decideBy: number;
}

/**
 * The party that was sanctioned appeals: against all of a case that can still be appealed against, or against the
 * sanctions named. Free, and open to everybody whatever their standing. Refuses `not-found` for the case of another.
 */
export async function appealSanctions(
  world: World,
  input: {
    readonly by: PartyId;
    readonly caseId: CaseId;
    readonly sanctionIds?: readonly SanctionId[] | undefined;
    readonly text: string;
  },
): Promise<FiledAppeal | Refusal> {
  const { unit } = world;
  const { by, caseId } = input;
  const own = await unit.find(sanctions, { case_id: caseId, party: by });
  if (own.length === 0) return refuse('not-found', 'There is no such decision about you.');
  const appealId: AppealId = unit.ids.next('apl');
  const chosen = input.sanctionIds ? own.filter((s) => input.sanctionIds?.includes(s.id as SanctionId)) : own;
  if (input.sanctionIds && chosen.length < new Set(input.sanctionIds).size)
    return refuse('not-found', 'One of these is no decision of this case about you.', {
      field: 'sanctionIds',
    });
  const answers = chosen.map((s) => ({
    id: s.id as SanctionId,
    events: appealSanction(s.state, by, appealId, unit.now),
  }));
  const refused = answers.map((a) => a.events).filter((e) => isRefusal(e));
  const open = answers.filter((a) => !isRefusal(a.events));
  // Without a choice of one's own, what can't be appealed against is left out; the last refusal says why if nothing is left.
  if (input.sanctionIds ? refused.length > 0 : open.length === 0)
    return (
      refused.find((r) => r.refused !== 'not-decided') ??
      refused[0] ??
      refuse('nothing-to-appeal', 'Nothing to appeal against.')
    );
  for (const { id, events } of open) if (!isRefusal(events)) unit.append(sanctions, id, events);
  const sanctionIds = open.map((o) => o.id);
  const findings = coversFindings(own, sanctionIds, appealId, by, unit.now);
  return file(world, appealId, by, { kind: 'sanctions', caseId, sanctionIds, findings }, input.text);
}

/** Against the findings too, unless some of what they led to was left out by choice. */
function coversFindings(
  own: readonly Found<Sanction>[],
  chosen: readonly SanctionId[],
  appealId: AppealId,
  by: PartyId,
  now: number,
): boolean {
  const direct = own.filter((s) => s.state.cause.kind === 'findings' || s.state.cause.kind === 'signal');
  const isChosen = (s: Found<Sanction>) => chosen.includes(s.id as SanctionId);
  const leftOut = direct.some((s) => !isChosen(s) && !isRefusal(appealSanction(s.state, by, appealId, now)));
  return !leftOut && direct.some(isChosen);
}

/** Who complained appeals against a dismissal, or against a finding that went against them. */
export async function appealComplaintOutcome(
  world: World,
  input: { readonly by: PartyId; readonly complaintId: ComplaintId; readonly text: string },
): Promise<FiledAppeal | Refusal> {
  const { unit } = world;
  const { by, complaintId, text } = input;
  const complaint = await unit.load(complaints, complaintId);
  if (complaint?.complainant !== by) return refuse('not-found', 'There is no such complaint of yours.');
  const appealId: AppealId = unit.ids.next('apl');
  const events = appealComplaint(complaint, by, appealId, unit.now);
  if (isRefusal(events)) return events;
  unit.append(complaints, complaintId, events);
  const caseId = complaint.status === 'decided' ? complaint.caseId : null;
  return file(world, appealId, by, { kind: 'complaint', complaintId, caseId }, text);
}

/** A seller whose goods were taken off the market appeals against that. */
export async function appealGoodsStop(
  world: World,
  input: { readonly by: PartyId; readonly stopId: StopId; readonly text: string },
): Promise<FiledAppeal | Refusal> {
  const { unit } = world;
  const { by, stopId, text } = input;
  const stop = await unit.load(stops, stopId);
  if (!stop) return refuse('not-found', 'There is no such decision about goods of yours.');
  const appealId: AppealId = unit.ids.next('apl');
  const events = appealStop(stop, { by, appealId, at: unit.now });
  if (isRefusal(events)) return events;
  unit.append(stops, stopId, events);
  return file(world, appealId, by, { kind: 'goods-stop', stopId, caseId: null }, text);
}

function file(
  world: World,
  appealId: AppealId,
  by: PartyId,
  about: AppealAbout,
  words: string,
): FiledAppeal | Refusal {
  const { unit, rulebook, rulebookHash } = world;
  const value = words.trim();
  const text = unit.keep({ party: by, kind: 'appeal-text', value });
  const command = { appellant: by, about, text, textCharacters: value.length, at: unit.now, rulebookHash };
  const events = decideFiling(undefined, command, rulebook);
  if (isRefusal(events)) return events;
  const { decideBy } = unit.append(appeals, appealId, events);
  giveNotice(world, { to: by, body: { kind: 'appeal-received', appealId, decideBy } });
  return { appealId, decideBy };
}

/** Everybody who had a hand in the decision that is appealed against. */
export async function tookPart(
  world: Pick<Asking, 'unit'>,
  about: AppealAbout,
): Promise<ReadonlySet<string>> {
  const { unit } = world;
  const people = new Set<string>();
  if (about.kind === 'complaint') {
    const complaint = await unit.load(complaints, about.complaintId);
    if (complaint?.status === 'dismissed') people.add(complaint.by);
    if (complaint) people.add(complaint.subject);
  }
  if (about.kind === 'goods-stop')
    for (const person of await peopleOfStop(world, about.stopId)) people.add(person);
  if (about.caseId === null) return people;
  for (const person of peopleOfCase(await caseOf(world, about.caseId))) people.add(person);
  for (const { state } of await unit.find(sanctions, { case_id: about.caseId }))
    for (const person of peopleOfSanction(state)) people.add(person);
  for (const person of await peopleOfSecondLooks(world, about.caseId)) people.add(person);
  return people;
}

/** Who judged whether it was put right, which led to a suspension; and who confirmed the case in a campaign's sample. */
async function peopleOfSecondLooks(
  { unit }: Pick<Asking, 'unit'>,
  caseId: CaseId,
): Promise<readonly string[]> {
  const windows = await unit.find(rectifications, { case_id: caseId });
  const judges = windows.flatMap(({ state }) => (state.status === 'concluded' ? [state.by] : []));
  const { source } = await caseOf({ unit }, caseId);
  const campaign = source.kind === 'campaign' ? await unit.load(campaigns, source.campaignId) : undefined;
  const sample = campaign && 'sample' in campaign ? campaign.sample : [];
  return [...judges, ...sample.flatMap((s) => (s.caseId === caseId && s.judged ? [s.judged.by] : []))];
}

/** Who stopped the goods or opened the recall, and who found what that rests on. */
async function peopleOfStop(asking: Pick<Asking, 'unit'>, stopId: StopId): Promise<readonly string[]> {
  const stop = await asking.unit.load(stops, stopId);
  if (!stop) return [];
  const recall = await asking.unit.load(recalls, stop.ref);
  const found = await Promise.all(
    [stop.ref, ...(recall ? originOf(recall) : [])].map((ref) => peopleOfFinding(asking, ref)),
  );
  return [stop.by, stop.seller, ...(recall ? [recall.openedBy] : []), ...found.flat()];
}

function originOf({ source }: Recall): readonly string[] {
  switch (source.kind) {
    case 'inspection':
      return [source.lotId];
    case 'watch':
      return [source.watchId];
    case 'authority':
      return [source.authorityOrderId];
    case 'seller':
    case 'platform':
      return [];
    default:
      return source satisfies never;
  }
}

/** Of the lot, the watch or the order of an authority with this id, whichever it is. */
async function peopleOfFinding({ unit }: Pick<Asking, 'unit'>, ref: string): Promise<readonly string[]> {
  const lot = await unit.load(lots, ref);
  const watch = await unit.load(watches, ref);
  const order = await unit.load(authorityOrders, ref);
  return [
    ...(lot ? [lot.openedBy, ...lot.units.map((u) => u.by)] : []),
    ...[lot, watch, order].flatMap((found) => (found && 'by' in found ? [found.by] : [])),
  ];
}

function peopleOfCase(state: Case): readonly string[] {
  const findings = state.allegations.flatMap((a) => [
    ...(a.finding ? [a.finding] : []),
    ...a.overturned.map((o) => o.finding),
  ]);
  const sides = [state.subject, ...state.complaints.map((c) => c.complainant)];
  return [
    ...findings.map((f) => f.by),
    ...(state.assignee ? [state.assignee] : []),
    ...state.conflicts,
    ...sides,
  ];
}

function peopleOfSanction(state: Sanction): readonly string[] {
  const { proposedBy, finders, approvals, tookPart: others, basisGone } = state;
  // Who let it stand although a part of its basis was gone has decided as well.
  const kept = basisGone?.reviewedBy ? [basisGone.reviewedBy] : [];
  return [proposedBy, ...finders, ...approvals.map((a) => a.by), ...others, ...kept];
}

async function sidesOf(world: World, { appellant, about }: Appeal): Promise<readonly PartyId[]> {
  if (about.caseId === null) return [appellant];
  const { subject, complaints: heard } = await caseOf(world, about.caseId);
  return [appellant, subject, ...heard.map((c) => c.complainant)];
}

/** What another account of the reviewer has to do with it: as a side, or among those who decided. */
export async function unfitForAppeal(
  world: World,
  state: Appeal,
  people: ReadonlySet<string>,
  reviewer: PartyId,
): Promise<Refusal | undefined> {
  const own = await ownsAnyOf(world, await sidesOf(world, state), reviewer);
  return own ?? (await decidedAlready(world, people, reviewer));
}

export async function assignAppeal(
  world: World,
  input: { readonly appealId: AppealId; readonly reviewer: PartyId; readonly by: PartyId },
): Promise<{ readonly reviewer: PartyId } | Refusal> {
  const { unit } = world;
  const { appealId, reviewer, by } = input;
  const state = await unit.load(appeals, appealId);
  if (!state) return refuse('not-found', 'There is no such appeal.');
  const people = await tookPart(world, state.about);
  const unfit = await unfitForAppeal(world, state, people, reviewer);
  if (unfit) return unfit;
  const events = decideAssign(state, { reviewer, by, at: unit.now }, people);
  if (isRefusal(events)) return events;
  unit.append(appeals, appealId, events);
  return { reviewer };
}

export async function withdrawAppeal(
  { unit }: World,
  input: { readonly appealId: AppealId; readonly by: PartyId },
): Promise<{ readonly appealId: AppealId } | Refusal> {
  const state = await unit.load(appeals, input.appealId);
  if (!state) return refuse('not-found', 'There is no such appeal of yours.');
  const events = decideWithdrawal(state, input.by, unit.now);
  if (isRefusal(events)) return events;
  unit.append(appeals, input.appealId, events);
  return { appealId: input.appealId };
}

/** Not decided in time: the head of service is told. */
export async function expireAppeal({ unit }: World, appealId: string): Promise<Appeal | Refusal> {
  const state = await unit.load(appeals, appealId);
  if (!state) return refuse('not-due');
  const events = escalateAppeal(state, unit.now);
  return isRefusal(events) ? events : unit.append(appeals, appealId, events);
}
