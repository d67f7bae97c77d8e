import { assert, isRefusal, type Refusal } from '../kernel/decision.ts';
import type { PartyId, SanctionId } from '../kernel/ids.ts';
import { telling } from '../market/parties/mark.ts';
import { parties } from '../market/parties/party.ts';
import { declineSanction, endSanction, reverseSanction, withdrawSanction } from '../sanctions/decide.ts';
import type { DeclinedWhy, EndedWhy, Sanction, SanctionEvent } from '../sanctions/sanction.ts';
import { sanctions } from '../sanctions/sanction.ts';
import { TERMINATIONS } from '../sanctions/preconditions.ts';
import { type Hold, shutOutBy, standings } from '../standing/standing.ts';
import { reverseCompensation } from './compensate.ts';
import { returnDeposit } from './deposit.ts';
import type { Found } from './enforce-sanctions.ts';
import { giveNotice } from './give-notice.ts';
import { holdAccount, releaseAccount } from './hold-account.ts';
import { holdFor } from './identity-links.ts';
import { reinstate } from './team.ts';
import type { World } from './world.ts';

/** Ends sanctions that work now and tells their party, once for all of them. */
export async function endSanctions(
  world: World,
  items: readonly Found[],
  how: {
    readonly why: Exclude<EndedWhy, 'reversed'>;
    readonly by: PartyId | null;
    readonly words?: string | undefined;
  },
): Promise<readonly SanctionId[]> {
  const { unit } = world;
  const ended: Found[] = [];
  for (const { id, state } of items) {
    const reasons =
      how.words === undefined
        ? {}
        : { reasons: unit.keep({ party: state.party, kind: 'decision-words', value: how.words }) };
    const events = endSanction(state, { why: how.why, by: how.by, at: unit.now, ...reasons });
    if (isRefusal(events)) continue;
    await undo(world, id, state, events, how.by);
    ended.push({ id, state });
  }
  const [first] = ended;
  if (!first) return [];
  const sanctionIds = ended.map((e) => e.id);
  const kinds = ended.map((e) => e.state.measure.kind);
  giveNotice(world, {
    to: first.state.party,
    body: { kind: 'sanction-ended', sanctionIds, kinds, why: how.why },
    words: how.words,
  });
  return sanctionIds;
}

/** As if they had never been. Returns those that were undone; the notice is the appeal's. */
export async function reverseSanctions(
  world: World,
  items: readonly Found[],
  reviewer: PartyId,
): Promise<readonly SanctionId[]> {
  const undone: SanctionId[] = [];
  for (const { id, state } of items) {
    const events = reverseSanction(state, world.unit.now);
    assert(!isRefusal(events), 'a reversal is never refused');
    if (events.length === 0) continue;
    await undo(world, id, state, events, reviewer);
    undone.push(id);
  }
  // After all of them: an interim measure that is reversed as well must not be lifted first.
  for (const { id, state } of items) if (undone.includes(id)) await endInterim(world, id, state);
  return undone;
}

/** Takes proposals off the table, and with them what was suspended for the time being until they were decided. */
export async function declineSanctions(
  world: World,
  items: readonly Found[],
  how: { readonly why: DeclinedWhy; readonly by: PartyId | null; readonly words?: string | undefined },
): Promise<readonly SanctionId[]> {
  const { unit } = world;
  const declined: SanctionId[] = [];
  for (const { id, state } of items) {
    const reasons =
      how.words === undefined
        ? {}
        : { reasons: unit.keep({ party: state.party, kind: 'decision-words', value: how.words }) };
    const events = declineSanction(state, { by: how.by, why: how.why, at: unit.now, ...reasons });
    if (isRefusal(events)) continue;
    unit.append(sanctions, id, events);
    declined.push(id);
    await endInterim(world, id, state);
  }
  return declined;
}

/** Takes back what was announced for a later day, and tells its party, who was told the day. */
export async function withdrawAnnounced(
  world: World,
  { id, state }: Found,
  how: { readonly by: PartyId; readonly words: string },
): Promise<Refusal | undefined> {
  const { unit } = world;
  const { party, measure } = state;
  const reasons = unit.keep({ party, kind: 'decision-words', value: how.words });
  const events = withdrawSanction(state, { by: how.by, reasons, at: unit.now });
  if (isRefusal(events)) return events;
  unit.append(sanctions, id, events);
  giveNotice(world, {
    to: party,
    body: { kind: 'sanction-ended', sanctionIds: [id], kinds: [measure.kind], why: 'withdrawn' },
    words: how.words,
  });
  await endInterim(world, id, state);
  return undefined;
}

/** Whoever was suspended only until this was decided is free again: there is nothing left to wait for. */
async function endInterim(world: World, id: SanctionId, { caseId }: Sanction): Promise<void> {
  const inForce = await world.unit.find(sanctions, { case_id: caseId, status: 'in-force' });
  const waiting = inForce.filter((s) => s.state.interimFor === id);
  await endSanctions(
    world,
    waiting.map((s) => ({ id: s.id as SanctionId, state: s.state })),
    { why: 'lifted', by: null },
  );
}

/** Writes the end, and takes back each effect. */
async function undo(
  world: World,
  id: SanctionId,
  before: Sanction,
  events: readonly SanctionEvent[],
  by: PartyId | null,
): Promise<void> {
  const { unit } = world;
  const { party, measure } = before;
  unit.append(sanctions, id, events);
  const last = events.at(-1);
  if (last?.type !== 'SanctionEnded' || (before.status !== 'in-force' && before.status !== 'ended')) return;
  const standing = await unit.lock(standings, party, 'update');
  if (standing?.measures.some((m) => m.sanctionId === id))
    unit.append(standings, party, [{ type: 'MeasureEnded', at: unit.now, sanctionId: id, why: last.why }]);
  if (measure.kind === 'deposit') await returnDeposit(world, { sanctionId: id });
  if (measure.kind === 'compensation' && last.why === 'reversed')
    await reverseCompensation(world, { sanctionId: id });
  if (TERMINATIONS.has(measure.kind)) await releaseLinkedTo(world, party, by ?? party);
  if (measure.kind === 'bar') await reinstate(world, party);
}

/**
 * One decision that shut them out is no more: accounts that nothing else holds are free. A bar holds those that were there
 * before it as well, where a shutdown holds new ones alone: what still stands need not hold whom the bar held.
 */
async function releaseLinkedTo(world: World, formerlyBarred: PartyId, by: PartyId): Promise<void> {
  const { unit } = world;
  const standing = shutOutBy(await unit.load(standings, formerlyBarred));
  const party = await unit.load(parties, formerlyBarred);
  const linked = new Set<string>();
  for (const mark of telling(party?.marks ?? []))
    for (const { id } of await unit.find(parties, { marks: mark }, LINKED_MAX)) linked.add(id);
  for (const id of [...linked].toSorted()) {
    const hold = (await unit.lock(standings, id, 'update'))?.hold;
    if (hold?.reason !== 'linked-to-barred') continue;
    const links = hold.links.flatMap((l) => (l.party === formerlyBarred ? remaining(l, standing) : [l]));
    if (links.every((l, i) => l === hold.links[i]) && links.length === hold.links.length) continue;
    const self = id as PartyId;
    if (links.length > 0) holdAccount(world, self, { ...(await holdFor(world, links)), at: hold.at }, hold);
    else
      releaseAccount(world, self, {
        by,
        why: 'The decision that it was linked to is no more.',
        reason: hold.reason,
      });
  }
}

type Link = Hold['links'][number];

/** What is left of a link while these decisions stand. Of what holds it nothing may be noted: then a person looks. */
function remaining(link: Link, standing: readonly SanctionId[]): readonly Link[] {
  if (standing.length === 0) return [];
  const by = link.by?.filter((id) => standing.includes(id));
  if (by === undefined || by.length === link.by?.length) return [link];
  return by.length === 0 ? [] : [{ ...link, by }];
}

/** As many as can share one mark; see `identity-links.ts`. */
const LINKED_MAX = 2_000;
