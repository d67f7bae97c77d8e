import { linksThatHold, type Link } from '../entry/links.ts';
import { assert, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, SanctionId } from '../kernel/ids.ts';
import { kindOf, sharedKinds, spellings, telling } from '../market/parties/mark.ts';
import { type Mark, parties, type Party, type Spelt } from '../market/parties/party.ts';
import { type Hold, shutOutBy, type Standing, standings } from '../standing/standing.ts';
import { holdAccount, releaseAccount } from './hold-account.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import type { World } from './world.ts';

function isBarred(standing: Standing | undefined): boolean {
  return standing?.measures.some((m) => m.kind === 'bar' && m.until === null) ?? false;
}

/** More than may register with one mark, since registrations at the same moment do not see each other. */
const SAME_MARK_MAX = 2_000;

/** Other parties that share any of these marks. */
async function sharing(
  { unit }: World,
  self: PartyId | undefined,
  marks: readonly Mark[],
): Promise<ReadonlyMap<PartyId, Party>> {
  const found = new Map<PartyId, Party>();
  for (const mark of telling(marks))
    for (const { id, state } of await unit.find(parties, { marks: mark }, SAME_MARK_MAX))
      if (id !== self) found.set(id as PartyId, state);
  return found;
}

/** Refused when a value is on as many accounts already as the rulebook lets share one, by whichever of its marks. */
export async function checkMarks(
  world: World,
  self: PartyId,
  values: readonly Partial<Spelt>[],
): Promise<Refusal | undefined> {
  const { partiesPerMarkMax } = world.rulebook.identity;
  for (const value of values) {
    const { mark } = value;
    if (mark && (await sharing(world, self, spellings(value))).size >= partiesPerMarkMax)
      return refuse(
        'identity-used-too-often',
        'These contact or account data are on too many accounts already.',
        {
          facts: { kind: kindOf(mark) },
        },
      );
  }
  return undefined;
}

/**
 * Holds an account that shares identity marks with one that was shut out, until a person has looked (`reviewHold`). Called
 * with the marks that are new: what a reviewer has released is not held again for the same match.
 */
export async function holdIfLinked(
  world: World,
  party: PartyId,
  newMarks: readonly Mark[],
): Promise<boolean> {
  const { unit, rulebook } = world;
  const others = await sharing(world, party, newMarks);
  if (others.size === 0) return false;
  const own = await unit.load(parties, party);
  assert(own, `${party} is linked before it exists`);
  const shutOut: Parameters<typeof linksThatHold>[1][number][] = [];
  const decisions = new Map<PartyId, readonly SanctionId[]>();
  for (const [other, state] of others) {
    const by = shutOutBy(await unit.lock(standings, other, 'share'));
    if (by.length === 0) continue;
    decisions.set(other, by);
    shutOut.push({ party: other, shared: sharedKinds(own.marks, state.marks) });
  }
  const links = linksThatHold(rulebook, shutOut);
  return hold(
    world,
    party,
    links.map((l) => ({ ...l, by: decisions.get(l.party) ?? [] })),
  );
}

/**
 * Who would join a team or the staff, and is barred themselves by these marks. An account of their own would be held until
 * somebody has looked; here there is nothing to hold, and whoever is mistaken for them joins with another address.
 */
export async function refuseBarred(
  world: World,
  marks: readonly Mark[],
  field?: string,
): Promise<Refusal<'linked-to-barred'> | undefined> {
  for (const [other, state] of await sharing(world, undefined, marks)) {
    if (!isBarred(await world.unit.lock(standings, other, 'share'))) continue;
    const links = linksThatHold(world.rulebook, [{ party: other, shared: sharedKinds(marks, state.marks) }]);
    if (links.length > 0)
      return refuse(
        'linked-to-barred',
        'An account with this address was barred for good. Until that is reversed on appeal, its owner acts for nobody else here.',
        field === undefined ? {} : { field },
      );
  }
  return undefined;
}

type HeldBy = Link & { readonly by: readonly SanctionId[] };

async function hold(world: World, party: PartyId, links: readonly HeldBy[]): Promise<boolean> {
  const { unit } = world;
  if (links.length === 0) return false;
  const standing = await unit.lock(standings, party, 'update');
  assert(standing, `${party} has no standing`);
  const before = standing.hold?.reason === 'linked-to-barred' ? standing.hold.links : [];
  const found = new Map(before.map((b) => [b.party, b]));
  if (links.every((l) => isKnown(found.get(l.party), l))) return true;
  // Those known before stay: the end of the newest bar alone must not set an account free.
  for (const link of links) found.set(link.party, joined(found.get(link.party), link));
  holdAccount(world, party, await holdFor(world, [...found.values()]), standing.hold);
  return true;
}

function isKnown(before: Link | undefined, link: HeldBy): boolean {
  return before !== undefined && (before.by === undefined || link.by.every((id) => before.by?.includes(id)));
}

/** Where it was not noted what holds an account, it is not known that nothing else does. */
function joined(before: Link | undefined, link: HeldBy): Link {
  const { by: _, ...unnoted } = link;
  if (before && !before.by) return unnoted;
  return { ...link, by: [...new Set([...(before?.by ?? []), ...link.by])] };
}

export async function holdFor({ unit }: Pick<World, 'unit'>, links: readonly Link[]): Promise<Hold> {
  const others = [];
  for (const { party } of links) others.push(await unit.load(standings, party));
  const buying = others.some((o) => o?.kind === 'buyer');
  return { reason: 'linked-to-barred', at: unit.now, links, ...(buying ? { buying } : {}) };
}

/**
 * A bar follows the identity: accounts that exist already and share marks with a party that was just barred are
 * held for review as well; of members of the staff, the roles rest (`door/roles-at-rest.ts`). Call it in the unit that
 * applies the bar, after applying it. Returns who was held.
 */
export async function holdLinkedTo(
  world: World,
  barredParty: PartyId,
  bar: SanctionId,
): Promise<readonly PartyId[]> {
  const { unit, rulebook } = world;
  const barred = await unit.load(parties, barredParty);
  if (!barred) return [];
  const held: PartyId[] = [];
  for (const [other, state] of await sharing(world, barredParty, barred.marks)) {
    if (isBarred(await unit.load(standings, other))) continue;
    const links = linksThatHold(rulebook, [
      { party: barredParty, shared: sharedKinds(state.marks, barred.marks) },
    ]);
    const heldBy = links.map((l) => ({ ...l, by: [bar] }));
    if (await hold(world, other, heldBy)) held.push(other);
  }
  return held;
}

/**
 * A reviewer has looked at a held account: `release` lets it trade, `keep` leaves it held. Both are recorded with
 * the reason. Whether a colleague keeps their roles is for a head of service to say.
 */
export async function reviewHold(
  world: World,
  input: {
    readonly partyId: PartyId;
    readonly by: PartyId;
    readonly asHead: boolean;
    readonly outcome: 'release' | 'keep';
    readonly why: string;
  },
): Promise<{ readonly held: boolean } | Refusal> {
  const { unit } = world;
  const { partyId, by, asHead, outcome, why } = input;
  const standing = await unit.lock(standings, partyId, 'update');
  if (!standing) return refuse('not-found', 'There is no such party.');
  if (!standing.hold) return refuse('not-held', 'This account is not held.');
  if (partyId === by) return refuse('forbidden', 'Nobody reviews their own account.');
  if (standing.kind === 'staff' && !asHead)
    return refuse('head-needed', 'Whether a colleague keeps their roles is for the head of service to say.');
  // Nor that of another account of theirs, or what an account of theirs that was barred is held by.
  const own = await ownsAnyOf(world, [partyId, ...standing.hold.links.map((l) => l.party)], by);
  if (own) return own;
  await unit.load(parties, partyId);
  unit.append(parties, partyId, [{ type: 'HoldReviewed', at: unit.now, by, outcome, why }]);
  if (outcome === 'release') releaseAccount(world, partyId, { by, why, reason: standing.hold.reason });
  return { held: outcome === 'keep' };
}
