import { type Awaiting, type Campaign, campaigns, type Criterion, toRelease } from '../campaigns/campaign.ts';
import {
  casesOpened,
  drawSample as decideDraw,
  judgeSample as decideSample,
  nextMembers,
  releasedStep,
  startCampaign as decideStart,
  stopCampaign as decideStop,
} from '../campaigns/decide.ts';
import { type Case, cases } from '../cases/case.ts';
import { overturnFindings } from '../cases/judge.ts';
import { complaints } from '../complaints/complaint.ts';
import { reopenComplaint } from '../complaints/decide.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import { sha256 } from '../kernel/hash.ts';
import type { CampaignId, CaseId, ListingId, PartyId, SanctionId } from '../kernel/ids.ts';
import { listings } from '../market/listings/listing.ts';
import { orders } from '../market/orders/order.ts';
import { releaseSanction } from '../sanctions/decide.ts';
import { type Sanction, sanctions } from '../sanctions/sanction.ts';
import { standings } from '../standing/standing.ts';
import { enforce, type Found } from './enforce-sanctions.ts';
import { decidedAlready, unfitToJudge } from './judge-conflict.ts';
import { askForStatement, caseOf, openCaseFor } from './open-case.ts';
import { declineSanctions } from './undo-sanction.ts';
import type { World } from './world.ts';

export interface StartCampaign {
  readonly by: PartyId;
  readonly name: string;
  readonly violations: readonly string[];
  /** How the members were chosen; the choice itself was made by a read model and is frozen here. */
  readonly criterion: Criterion;
  readonly members: readonly PartyId[];
}

/** Starts a sweep. The cases are opened step by step by the sweeper, so that no transaction holds hundreds of them. */
export async function startCampaign(
  world: World,
  input: StartCampaign,
): Promise<{ readonly campaignId: CampaignId; readonly members: number } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { by: startedBy, ...facts } = input;
  const campaignId: CampaignId = unit.ids.next('cpg');
  const seed = sha256(`${campaignId} ${rulebookHash}`);
  const events = decideStart(undefined, { ...facts, startedBy, seed, at: unit.now, rulebookHash }, rulebook);
  if (isRefusal(events)) return events;
  const { members } = unit.append(campaigns, campaignId, events);
  return { campaignId, members: members.length };
}

/** The next step of a campaign: some cases opened, or some confirmed sanctions put into force. */
export async function expireCampaign(world: World, id: string): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const state = await unit.load(campaigns, id);
  if (state?.status === 'opening') return openSome(world, id as CampaignId, state);
  if (state?.status !== 'releasing') return refuse('not-due');
  const step = toRelease(state).slice(state.released, state.released + rulebook.campaigns.casesPerStep);
  const events = releasedStep(state, await release(world, step), unit.now);
  return isRefusal(events) ? events : unit.append(campaigns, id, events);
}

async function openSome(world: World, campaignId: CampaignId, state: Campaign): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const members = nextMembers(state, rulebook);
  const skipped: { party: PartyId; why: string }[] = [];
  for (const party of members) {
    // One whose record is broken keeps nobody else's case from being opened; it is reported, and left out by name.
    const open = async () => ({ without: await openMember(world, campaignId, state, party) });
    const outcome = await unit.attempt(`case of ${party}`, open);
    if (outcome?.without) skipped.push({ party, why: outcome.without.refused });
    else if (!outcome) skipped.push({ party, why: 'failed' });
  }
  const events = casesOpened(state, { count: members.length, skipped, at: unit.now });
  return isRefusal(events) ? events : unit.append(campaigns, campaignId, events);
}

/** Each gets a case of its own, with its own evidence and its own hearing; nobody is tried twice at once. */
async function openMember(
  world: World,
  campaignId: CampaignId,
  state: Campaign,
  party: PartyId,
): Promise<Refusal | undefined> {
  const { unit, rulebook } = world;
  const standing = await unit.load(standings, party);
  const subject = rulebook.violations[state.violations[0] ?? '']?.subject;
  if (!standing || standing.kind !== subject) return refuse('wrong-party');
  const open = await unit.find(cases, { subject: party }, ROWS_MAX);
  if (
    open.some(
      ({ state: c }) =>
        c.status !== 'closed' && c.allegations.some((a) => state.violations.includes(a.violation)),
    )
  )
    return refuse('has-open-case');
  const opened = await openCaseFor(world, {
    subject: party,
    subjectKind: subject,
    source: { kind: 'campaign', campaignId },
    violations: state.violations,
    priority: 'normal',
    refs: await refsOf(world, party, subject),
    hear: true,
  });
  return isRefusal(opened) ? opened : undefined;
}

/** What a sweep looks at: the latest orders and what is on offer, as much as one case holds. */
async function refsOf(
  { unit, rulebook }: World,
  party: PartyId,
  kind: 'seller' | 'buyer',
): Promise<Case['refs']> {
  const { ordersMax } = rulebook.evidence;
  const own = await unit.find(orders, kind === 'seller' ? { seller: party } : { buyer: party }, ROWS_MAX);
  const latest = own.toSorted((a, b) => a.state.placedAt - b.state.placedAt).slice(-ordersMax);
  const live =
    kind === 'seller' ? await unit.find(listings, { seller: party, status: 'live' }, ROWS_MAX) : [];
  return {
    orders: latest.map((o) => o.id as Case['refs']['orders'][number]),
    listings: live.slice(0, ordersMax).map((l) => l.id as ListingId),
    conversations: [],
  };
}

const ROWS_MAX = 1_000_000;
/** A campaign's cases and their sanctions: parties a campaign may have, times what a rung may hold. */
const MEMBER_ROWS_MAX = 100_000;

/** Once every case is decided: what a second person must look at, drawn by the seed for each kind of sanction. */
export async function drawSample(
  world: World,
  input: { readonly campaignId: CampaignId; readonly by: PartyId },
): Promise<{ readonly sample: number; readonly waiting: number } | Refusal> {
  const { unit, rulebook } = world;
  const { campaignId, by } = input;
  const state = await unit.load(campaigns, campaignId);
  if (!state) return refuse('not-found', 'There is no such campaign.');
  const ofCampaign = await unit.find(cases, { campaign: campaignId }, MEMBER_ROWS_MAX);
  const casesOpen = ofCampaign.filter((c) => c.state.status !== 'closed').length;
  const waiting = (
    await unit.find(sanctions, { campaign: campaignId, status: 'approved' }, MEMBER_ROWS_MAX)
  ).filter((s) => s.state.status === 'approved' && s.state.effectiveAt === null);
  const ranked = waiting
    .map((s): Awaiting => ({
      sanctionId: s.id as SanctionId,
      caseId: s.state.caseId,
      kind: s.state.measure.kind,
    }))
    .map((a) => ({ a, rank: sha256(`${state.seed} ${a.sanctionId}`) }))
    .toSorted((x, y) => (x.rank < y.rank ? -1 : 1))
    .map((x) => x.a);
  const events = decideDraw(state, { by, ranked, casesOpen, at: unit.now }, rulebook);
  if (isRefusal(events)) return events;
  const after = unit.append(campaigns, campaignId, events);
  return { sample: 'sample' in after ? after.sample.length : 0, waiting: ranked.length };
}

/** A second person agrees, or not: then the whole case is heard anew by somebody else, and more is looked at. */
export async function judgeSample(
  world: World,
  input: {
    readonly campaignId: CampaignId;
    readonly sanctionId: SanctionId;
    readonly by: PartyId;
    readonly agrees: boolean;
    readonly words: string;
  },
): Promise<{ readonly status: Campaign['status'] } | Refusal> {
  const { unit } = world;
  const { campaignId, sanctionId, by, agrees, words } = input;
  const state = await unit.load(campaigns, campaignId);
  const sanction = await unit.load(sanctions, sanctionId);
  if (!state || sanction?.campaignId !== campaignId)
    return refuse('not-found', 'There is no such decision in this campaign.');
  const unfit = await unfitToJudge(world, await caseOf(world, sanction.caseId), by);
  if (unfit) return unfit;
  const twice = await decidedAlready(world, firstPeople(sanction), by);
  if (twice) return twice;
  const reasons = unit.keep({ party: sanction.party, kind: 'decision-words', value: words });
  const command = { sanctionId, by, agrees, reasons, firstPeople: firstPeople(sanction), at: unit.now };
  const events = decideSample(state, command);
  if (isRefusal(events)) return events;
  const after = unit.append(campaigns, campaignId, events);
  if (!agrees) {
    const refused = await hearAnew(world, campaignId, sanction.caseId, by, words);
    if (refused) return refused;
  }
  return { status: after.status };
}

function firstPeople(sanction: Sanction): readonly PartyId[] {
  return [...sanction.finders, ...sanction.approvals.map((a) => a.by)];
}

async function hearAnew(
  world: World,
  campaignId: CampaignId,
  caseId: CaseId,
  by: PartyId,
  words: string,
): Promise<Refusal | undefined> {
  const { unit, rulebook } = world;
  await declineSanctions(world, await waitingOf(world, caseId), { why: 'declined', by, words });
  const state = await caseOf(world, caseId);
  const violations = state.allegations.map((a) => a.violation);
  const events = overturnFindings(
    state,
    { violations, because: campaignId, again: true, at: unit.now },
    rulebook,
  );
  if (isRefusal(events)) return events;
  unit.append(cases, caseId, events);
  for (const { complaintId } of state.complaints) {
    const complaint = await unit.load(complaints, complaintId);
    const reopened = complaint ? reopenComplaint(complaint, campaignId, unit.now) : [];
    if (!isRefusal(reopened) && reopened.length > 0) unit.append(complaints, complaintId, reopened);
  }
  const asked = await askForStatement(world, caseId, { party: state.subject, side: 'subject' });
  return isRefusal(asked) && asked.refused !== 'statement-pending' ? asked : undefined;
}

async function waitingOf({ unit }: World, caseId: CaseId): Promise<readonly Found[]> {
  const ofCase = await unit.find(sanctions, { case_id: caseId });
  return ofCase
    .filter((s) => s.state.status === 'approved' || s.state.status === 'proposed')
    .map(({ id, state }) => ({ id: id as SanctionId, state }));
}

/** Case by case: one that can't be put into force keeps none of the others from it. */
async function release(
  world: World,
  step: readonly Awaiting[],
): Promise<{ readonly sanctionIds: readonly SanctionId[]; readonly failed: readonly SanctionId[] }> {
  const sanctionIds: SanctionId[] = [];
  const failed: SanctionId[] = [];
  for (const [caseId, items] of Map.groupBy(step, (s) => s.caseId)) {
    const ids = items.map((s) => s.sanctionId);
    const done = await world.unit.attempt(`release of ${ids.join(', ')}`, () =>
      releaseCase(world, caseId, ids),
    );
    (done ? sanctionIds : failed).push(...ids);
  }
  return { sanctionIds, failed };
}

async function releaseCase(world: World, caseId: CaseId, ids: readonly SanctionId[]): Promise<object> {
  const { unit } = world;
  const released: Found[] = [];
  for (const id of ids) {
    const state = await unit.load(sanctions, id);
    const events = state ? releaseSanction(state, unit.now) : [];
    // Declined or reversed meanwhile: nothing waits any more.
    if (isRefusal(events) || events.length === 0) continue;
    released.push({ id, state: unit.append(sanctions, id, events) });
  }
  if (released.length > 0) await enforce(world, caseId, released);
  return released;
}

/** The head of service ends a campaign: what is in force stays, what waits is dropped, open cases go on by themselves. */
export async function stopCampaign(
  world: World,
  input: { readonly campaignId: CampaignId; readonly by: PartyId; readonly words: string },
): Promise<{ readonly dropped: number } | Refusal> {
  const { unit } = world;
  const { campaignId, by, words } = input;
  const state = await unit.load(campaigns, campaignId);
  if (!state) return refuse('not-found', 'There is no such campaign.');
  const why = unit.keep({ party: by, kind: 'decision-words', value: words });
  const events = decideStop(state, { by, why, at: unit.now });
  if (isRefusal(events)) return events;
  unit.append(campaigns, campaignId, events);
  const waiting = (
    await unit.find(sanctions, { campaign: campaignId, status: 'approved' }, MEMBER_ROWS_MAX)
  ).map((s) => ({
    id: s.id as SanctionId,
    state: s.state,
  }));
  const dropped = await declineSanctions(world, waiting, { why: 'declined', by, words });
  return { dropped: dropped.length };
}
