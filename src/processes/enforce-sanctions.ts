import type { Case } from '../cases/case.ts';
import { substantiated } from '../cases/judge.ts';
import { voices } from '../cases/statement.ts';
import { assert, isRefusal } from '../kernel/decision.ts';
import type { CaseId, PartyId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import { together } from '../kernel/together.ts';
import { parties } from '../market/parties/party.ts';
import { endSanction, notify, takeEffect } from '../sanctions/decide.ts';
import { TERMINATIONS, terminationOf } from '../sanctions/preconditions.ts';
import { openRectification, windowFor } from '../sanctions/rectify.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { type Sanction, sanctions } from '../sanctions/sanction.ts';
import { type Measure, standings } from '../standing/standing.ts';
import type { StatementOfReasons } from '../transparency/notice.ts';
import { restrictionOf, statementOfReasons } from '../transparency/statement.ts';
import { payCompensation } from './compensate.ts';
import { takeDeposit } from './deposit.ts';
import { appealUntil, giveNotice } from './give-notice.ts';
import { holdLinkedTo } from './identity-links.ts';
import { caseOf } from './open-case.ts';
import { removeBarred } from './team.ts';
import type { World } from './world.ts';

export interface Found {
  readonly id: SanctionId;
  readonly state: Sanction;
}

/**
 * Brings approved sanctions of one case into effect, in one unit: the statement of reasons first, then the standing
 * under its lock, points, money, and the identity after a bar. Terminations that have to wait are announced now and take
 * effect when they are due. `words`: what the person who decided wrote.
 */
export async function enforce(
  world: World,
  caseId: CaseId,
  items: readonly Found[],
  words?: string,
): Promise<void> {
  const { unit } = world;
  const ready = items.filter(({ state }) => state.status === 'approved' && state.effectiveAt !== null);
  const [first] = ready;
  if (!first) return;
  const { party } = first.state;
  const standing = await unit.lock(standings, party, 'update');
  assert(standing, `${party} has no standing`);
  const silent = ready.filter(({ state }) => state.notice === null);
  if (silent.length > 0) await explain(world, caseId, silent, words);
  for (const { id } of ready) await putIntoForce(world, id);
}

/**
 * Works the rates out that a statement of reasons will show, before the standing is held: the more somebody sells, the
 * longer that takes, and everybody who buys there would wait for it.
 */
export async function measured(
  { unit, metrics }: World,
  { subject, subjectKind }: Pick<Case, 'subject' | 'subjectKind'>,
): Promise<void> {
  await metrics.assess({ subject: subjectKind, party: subject }, unit.now);
}

/** Gives one statement of reasons for all of them. */
async function explain(
  world: World,
  caseId: CaseId,
  items: readonly Found[],
  words: string | undefined,
): Promise<void> {
  const { unit, rulebook } = world;
  const [first] = items;
  assert(first, 'nothing to explain');
  const { party, violations, cause } = first.state;
  const state = await caseOf(world, caseId);
  const until = appealUntil(world);
  const opensWindow = cause.kind === 'findings' || cause.kind === 'signal';
  const [account, assessments, rectification, termination] = await together([
    unit.load(parties, party),
    world.metrics.assess({ subject: state.subjectKind, party }, unit.now),
    opensWindow ? openWindow(world, caseId, first.state) : null,
    terminationNoted(world, items),
  ]);
  const body = statementOfReasons(rulebook, {
    caseId,
    state,
    restrictions: items.map(({ id, state: s }) => restrictionOf(id, s.measure, timeOf(s, unit.now))),
    sanction: first.state,
    termsVersion: account?.terms.at(-1)?.version ?? rulebook.terms.version,
    language: account?.language ?? 'en',
    independentVoices: voices(state.complaints),
    assessments: assessments.filter((a) => a.n > 0 && violations.includes(a.violation)),
    rectification,
    termination,
    appealUntil: until,
  });
  const noticeId = giveNotice(world, { to: party, body, words });
  for (const { id, state: s } of items) {
    const events = notify(s, { at: unit.now, noticeId, appealUntil: until });
    assert(!isRefusal(events), 'a notice is never refused');
    unit.append(sanctions, id, events);
  }
}

function timeOf(state: Sanction, now: EpochMs): { readonly from: EpochMs; readonly until: EpochMs | null } {
  const from = state.status === 'approved' ? (state.effectiveAt ?? now) : now;
  const { days } = state.measure;
  return { from, until: days === null ? null : from + days * DAY_MS };
}

async function terminationNoted(
  { unit, rulebook }: World,
  items: readonly Found[],
): Promise<StatementOfReasons['termination']> {
  for (const { state } of items) {
    if (!TERMINATIONS.has(state.measure.kind)) continue;
    const others = await unit.find(sanctions, { party: state.party });
    const noted = terminationOf(
      state,
      others.map((o) => o.state),
      unit.now,
      rulebook,
    );
    if (noted) return noted;
  }
  return null;
}

/** The chance to put it right begins with the first statement of reasons of the case, once. */
async function openWindow(
  world: World,
  caseId: CaseId,
  state: Sanction,
): Promise<StatementOfReasons['rectification']> {
  const { unit, rulebook, rulebookHash } = world;
  if (!windowFor(state.violations, rulebook)) return null;
  const [known] = await unit.find(rectifications, { case_id: caseId });
  if (known) {
    const { status, until, targets } = known.state;
    return status === 'open' ? { planId: known.id as StatementPlan, until, targets } : null;
  }
  const { party, partyKind, violations, finders } = state;
  const planId: StatementPlan = unit.ids.next('plan');
  const foundByPeople = finders.length > 0;
  const events = openRectification(
    undefined,
    { party, partyKind, caseId, violations, foundByPeople, at: unit.now, rulebookHash },
    rulebook,
  );
  assert(!isRefusal(events), 'a new window is never refused');
  const window = unit.append(rectifications, planId, events);
  return { planId, until: window.until, targets: window.targets };
}

type StatementPlan = NonNullable<StatementOfReasons['rectification']>['planId'];

/** The effects of one sanction, once it is due. What waits for its day stays approved. */
export async function putIntoForce(world: World, id: SanctionId): Promise<void> {
  const { unit, rulebook } = world;
  const state = await unit.load(sanctions, id);
  assert(state, `no sanction ${id}`);
  const events = takeEffect(state, unit.now, rulebook);
  if (isRefusal(events)) {
    assert(events.refused === 'not-due', `${id} can't take effect: ${events.refused}`);
    return;
  }
  const after = unit.append(sanctions, id, events);
  await applyToStanding(world, id, after);
  await moveMoney(world, id, after);
  if (after.measure.kind === 'bar') {
    await holdLinkedTo(world, after.party, id);
    await removeBarred(world, after.party);
  }
  await replaceInterim(world, id, after);
}

async function applyToStanding({ unit }: World, id: SanctionId, state: Sanction): Promise<void> {
  const { party, caseId, measure, basis } = state;
  const standing = await unit.lock(standings, party, 'update');
  assert(standing && state.status === 'in-force', `${id} has no effect to apply`);
  const at = unit.now;
  // A compensation is done once; it restricts nothing.
  if (measure.kind !== 'compensation')
    unit.append(standings, party, [{ type: 'MeasureApplied', at, measure: measureOf(id, state) }]);
  for (const { violation, points, expireDays } of basis.pointsNew) {
    if (standing.points.some((p) => p.caseId === caseId && p.violation === violation)) continue;
    const expiresAt = at + expireDays * DAY_MS;
    unit.append(standings, party, [
      { type: 'PointsAdded', at, points: { caseId, violation, points, expiresAt } },
    ]);
  }
}

function measureOf(sanctionId: SanctionId, state: Extract<Sanction, { status: 'in-force' }>): Measure {
  const { caseId, from, until, measure } = state;
  const { kind, listingId, factor, ordersPerDayMax, goodwillReturnsMax, amount } = measure;
  return {
    sanctionId,
    caseId,
    kind,
    from,
    until,
    ...(listingId === undefined ? {} : { listingId }),
    ...(factor === undefined ? {} : { factor }),
    ...(ordersPerDayMax === undefined ? {} : { ordersPerDayMax }),
    ...(goodwillReturnsMax === undefined ? {} : { goodwillReturnsMax }),
    ...(kind === 'deposit' && amount ? { depositMinor: amount.amountMinor } : {}),
  };
}

async function moveMoney(world: World, sanctionId: SanctionId, state: Sanction): Promise<void> {
  const { party, measure } = state;
  const { kind, orderId, amount } = measure;
  if (kind === 'deposit' && amount) {
    const taken = await takeDeposit(world, { sanctionId, seller: party, amount });
    assert(!isRefusal(taken), 'a deposit of more than nothing is never refused');
  }
  if (kind !== 'compensation' || !orderId || !amount) return;
  const paid = await payCompensation(world, { sanctionId, orderId, amount });
  if (!isRefusal(paid)) return;
  // Refunded or charged back meanwhile: the buyer has the money already, and nothing is left to do.
  await end(world, sanctionId, party);
}

async function end({ unit }: World, sanctionId: SanctionId, party: PartyId): Promise<void> {
  const state = await unit.load(sanctions, sanctionId);
  assert(state, `no sanction ${sanctionId} of ${party}`);
  const events = endSanction(state, { why: 'lifted', by: null, at: unit.now });
  assert(!isRefusal(events), 'what is in force can be lifted');
  unit.append(sanctions, sanctionId, events);
}

/** What was suspended for the time being gives way to what it waited for. */
async function replaceInterim(world: World, id: SanctionId, state: Sanction): Promise<void> {
  const { unit } = world;
  // Nothing else is waited for: see `rectification-failed.ts`.
  if (!TERMINATIONS.has(state.measure.kind)) return;
  for (const other of await unit.find(sanctions, { case_id: state.caseId, status: 'in-force' })) {
    if (other.state.interimFor !== id) continue;
    const events = endSanction(other.state, { why: 'replaced', by: null, at: unit.now });
    assert(!isRefusal(events), 'what is in force can be replaced');
    unit.append(sanctions, other.id, events);
    const sanctionId = other.id as SanctionId;
    unit.append(standings, state.party, [
      { type: 'MeasureEnded', at: unit.now, sanctionId, why: 'replaced' },
    ]);
  }
}

/** People whose findings the sanctions of a case rest on. */
export function findersOf(state: Awaited<ReturnType<typeof caseOf>>): readonly PartyId[] {
  const found = new Set(substantiated(state));
  const people = state.allegations.flatMap(({ violation, finding }) =>
    finding && found.has(violation) && finding.by !== 'system:signals' ? [finding.by] : [],
  );
  return [...new Set(people)];
}
