import { campaigns } from '../campaigns/campaign.ts';
import { type Case, cases } from '../cases/case.ts';
import { closeCase, substantiated } from '../cases/judge.ts';
import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { CampaignId, CaseId, ListingId, OrderId, PartyId, SanctionId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import { together } from '../kernel/together.ts';
import { orders } from '../market/orders/order.ts';
import { parties } from '../market/parties/party.ts';
import { payments, refundableMinor } from '../market/payments/payment.ts';
import { complaints } from '../complaints/complaint.ts';
import { approveSanction, proposeSanction } from '../sanctions/decide.ts';
import { type Proposal, proposeSanctions } from '../sanctions/ladder.ts';
import { earlierWarnings, TERMINATIONS, terminationOf, wasUndone } from '../sanctions/preconditions.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { type Sanction, type SanctionFacts, sanctions } from '../sanctions/sanction.ts';
import { standings } from '../standing/standing.ts';
import type { Asking } from './asking.ts';
import { enforce, findersOf, type Found, measured } from './enforce-sanctions.ts';
import { conclude } from './judge-case.ts';
import { unfitToJudge } from './judge-conflict.ts';
import { caseOf } from './open-case.ts';
import type { World } from './world.ts';

/** More than any party has in all its years; beyond it something is wrong, and it is better to stop. */
export const PARTY_ROWS_MAX = 100_000;

/** What is known of a party when a sanction is chosen or approved. */
export async function recordOf({ unit }: Asking, party: PartyId) {
  const [ofParty, windows] = await together([
    unit.find(sanctions, { party }, PARTY_ROWS_MAX),
    unit.find(rectifications, { party }, PARTY_ROWS_MAX),
  ]);
  return { sanctions: ofParty.map((s) => s.state), rectifications: windows.map((r) => r.state) };
}

const NO_RECORD: Awaited<ReturnType<typeof recordOf>> = { sanctions: [], rectifications: [] };

/** Items of evidence cited by the substantiated findings of a case. */
export function citedEvidence(state: Case): number {
  const cited = state.allegations.flatMap((a) =>
    a.finding?.result === 'substantiated' ? a.finding.evidence : [],
  );
  return new Set(cited).size;
}

/** Violations found and not yet answered by a sanction: a case that was heard again does not punish twice. */
export async function unanswered({ unit }: Asking, caseId: CaseId, state: Case): Promise<readonly string[]> {
  const known = await unit.find(sanctions, { case_id: caseId });
  const answered = new Set(
    known.flatMap(({ state: s }) =>
      s.cause.kind === 'findings' && s.status !== 'declined' && !wasUndone(s) ? s.violations : [],
    ),
  );
  return substantiated(state).filter((v) => !answered.has(v));
}

/** What the ladder answers to a case, as it stands now; `undefined` if the points reach no rung. Changes nothing. */
export async function proposalFor(
  world: Asking,
  caseId: CaseId,
  violations: readonly string[],
  rung?: string,
): Promise<Proposal | undefined> {
  const { unit, rulebook } = world;
  const state = await caseOf(world, caseId);
  const standing = await unit.load(standings, state.subject);
  const account = await unit.load(parties, state.subject);
  assert(standing && account, `${state.subject} has no standing`);
  return proposeSanctions(
    rulebook,
    {
      caseId,
      subjectKind: state.subjectKind,
      violations,
      standing,
      warnings: earlierWarnings(await recordOf(world, state.subject), caseId, rulebook),
      evidence: citedEvidence(state),
      listings: listingsConcerned(world, state, violations),
      orders: await ordersOfComplainants(world, state),
      currency: account.currency,
      now: unit.now,
    },
    rung,
  );
}

/** A listing goes only for what the listing itself shows: not because its seller was rude in a message. */
function listingsConcerned(
  { rulebook }: Asking,
  state: Case,
  violations: readonly string[],
): readonly ListingId[] {
  const shown = violations.some((v) => rulebook.violations[v]?.evidenceRequired.includes('listing-snapshot'));
  return shown ? state.refs.listings : [];
}

/** Orders of those who complained and stand by it, where money is left to compensate from. */
async function ordersOfComplainants(
  { unit }: Asking,
  state: Case,
): Promise<readonly { orderId: OrderId; total: Money }[]> {
  const concerned: { orderId: OrderId; total: Money }[] = [];
  if (state.subjectKind !== 'seller') return concerned;
  const seen = new Set<OrderId>();
  for (const { complaintId, withdrawn } of state.complaints) {
    const orderId = withdrawn ? undefined : (await unit.load(complaints, complaintId))?.refs.orderId;
    if (!orderId || seen.has(orderId)) continue;
    seen.add(orderId);
    const order = await unit.load(orders, orderId);
    const payment = await unit.load(payments, orderId);
    const isOpen = payment?.status === 'captured' && !payment.chargebacks.some((c) => c.outcome === 'open');
    if (order && isOpen && refundableMinor(payment) > 0)
      concerned.push({ orderId, total: money(order.totalMinor, order.currency) });
  }
  return concerned;
}

export interface Imposed {
  readonly rung: string;
  readonly sanctions: readonly {
    readonly sanctionId: SanctionId;
    readonly kind: string;
    readonly status: Sanction['status'];
  }[];
  readonly withheld: Proposal['withheld'];
}

/**
 * Decides what follows from the findings of a case: the ladder's rung, or a lower one with reasons. What one person may
 * decide takes effect now; shutdown, closure and bar are proposed, and this person's word is the first of two.
 */
export async function imposeSanctions(
  world: World,
  input: {
    readonly caseId: CaseId;
    readonly by: PartyId;
    readonly rung?: string | undefined;
    readonly words: string;
  },
): Promise<Imposed | Refusal> {
  const { unit, rulebook } = world;
  const { caseId, by, rung, words } = input;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', 'There is no such case.');
  if (state.status !== 'found') return refuse('findings-missing', 'Judge every allegation first.');
  const unfit = await unfitToJudge(world, state, by);
  if (unfit) return unfit;
  await measured(world, state);
  await unit.lock(standings, state.subject, 'update');
  if (rung !== undefined && !rulebook.ladder[state.subjectKind].rungs.some((r) => r.name === rung))
    return refuse('unknown-rung', `There is no rung named ${rung}.`, { field: 'rung' });
  const violations = await unanswered(world, caseId, state);
  const proposal = violations.length === 0 ? undefined : await proposalFor(world, caseId, violations, rung);
  if (!proposal)
    return refuse('nothing-to-impose', 'The points reach no rung: close the case without a sanction.');
  const created = await propose(world, caseId, state, proposal, { by, violations });
  if (isRefusal(created)) return created;
  const closed = closeCase(state, { by, outcome: 'sanctioned', at: unit.now });
  if (isRefusal(closed)) return closed;
  unit.append(cases, caseId, closed);
  await enforce(world, caseId, created, words);
  await conclude(world, caseId, 'sanctioned');
  const after = await Promise.all(
    created.map(async ({ id }) => ({ id, state: await unit.load(sanctions, id) })),
  );
  return {
    rung: proposal.basis.rung,
    withheld: proposal.withheld,
    sanctions: after.flatMap(({ id, state: s }) =>
      s ? [{ sanctionId: id, kind: s.measure.kind, status: s.status }] : [],
    ),
  };
}

async function propose(
  world: World,
  caseId: CaseId,
  state: Case,
  proposal: Proposal,
  decision: { readonly by: PartyId; readonly violations: readonly string[] },
): Promise<readonly Found[] | Refusal> {
  const { unit } = world;
  const { by, violations } = decision;
  const campaign = await campaignOf(world, state);
  const created: Found[] = [];
  for (const { measure, approvalsNeeded } of proposal.sanctions) {
    const facts: Omit<SanctionFacts, 'proposedAt' | 'rulebook'> = {
      party: state.subject,
      partyKind: state.subjectKind,
      caseId,
      violations,
      measure,
      cause: { kind: 'findings' },
      basis: proposal.basis,
      // Decided after the sample was drawn: a second person looks at each.
      approvalsNeeded: campaign?.sampled ? 2 : approvalsNeeded,
      finders: findersOf(state),
      proposedBy: by,
      campaignId: campaign?.id ?? null,
      interimFor: null,
    };
    const proposed = await createSanction(world, facts);
    if (isRefusal(proposed)) return proposed;
    const approved = await approveWith(world, proposed, by, campaign && !campaign.sampled ? null : unit.now);
    if (isRefusal(approved)) return approved;
    created.push(approved);
  }
  return created;
}

async function campaignOf(
  { unit }: World,
  state: Case,
): Promise<{ readonly id: CampaignId; readonly sampled: boolean } | undefined> {
  if (state.source.kind !== 'campaign') return undefined;
  const campaign = await unit.load(campaigns, state.source.campaignId);
  const sampled = campaign?.status !== 'opening' && campaign?.status !== 'deciding';
  return { id: state.source.campaignId, sampled };
}

export async function createSanction(
  { unit, rulebook, rulebookHash }: World,
  facts: Omit<SanctionFacts, 'proposedAt' | 'rulebook'>,
): Promise<Found | Refusal> {
  const events = proposeSanction(undefined, { ...facts, at: unit.now, rulebook: rulebookHash }, rulebook);
  if (isRefusal(events)) return events;
  const id = unit.ids.next<'Sanction'>('san');
  return { id, state: unit.append(sanctions, id, events) };
}

/** One person's approval, with what the decision needs to know of the case and the party. */
export async function approveWith(
  world: World,
  { id, state }: Found,
  by: PartyId,
  at: EpochMs | null,
  words?: string,
): Promise<Found | Refusal> {
  const { unit, rulebook } = world;
  // Only what shuts out for good depends on what was before.
  const record = TERMINATIONS.has(state.measure.kind) ? await recordOf(world, state.party) : NO_RECORD;
  const evidence = evidenceFor(await caseOf(world, state.caseId), state);
  const wait = terminationOf(state, record.sanctions, unit.now, rulebook);
  const effectiveAt = at !== null && wait && 'effectiveAt' in wait ? wait.effectiveAt : at;
  const reasons =
    words === undefined
      ? {}
      : { reasons: unit.keep({ party: state.party, kind: 'decision-words', value: words }) };
  const ground = { evidence, warnings: earlierWarnings(record, state.caseId, rulebook) };
  const events = approveSanction(state, { by, at: unit.now, effectiveAt, ground, ...reasons }, rulebook);
  if (isRefusal(events)) return events;
  return { id, state: unit.append(sanctions, id, events) };
}

/** An emergency has no findings yet: it rests on what the case holds. */
function evidenceFor(state: Case, sanction: Sanction): number {
  return sanction.cause.kind === 'emergency' ? state.evidence.length : citedEvidence(state);
}

/** Ends a case with a violation and no sanction, for reasons that are on record. */
export async function closeWithoutSanction(
  world: World,
  input: { readonly caseId: CaseId; readonly by: PartyId; readonly words: string },
): Promise<object | Refusal> {
  const { unit } = world;
  const { caseId, by, words } = input;
  const state = await unit.load(cases, caseId);
  if (!state) return refuse('not-found', 'There is no such case.');
  const why = unit.keep({ party: state.subject, kind: 'decision-words', value: words });
  const unfit = await unfitToJudge(world, state, by);
  if (unfit) return unfit;
  const events = closeCase(state, { by, outcome: 'no-sanction', why, at: unit.now });
  if (isRefusal(events)) return events;
  unit.append(cases, caseId, events);
  await conclude(world, caseId, 'no-sanction');
  return { status: 'closed' };
}
