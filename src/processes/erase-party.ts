import { cases } from '../cases/case.ts';
import { complaints } from '../complaints/complaint.ts';
import { keptByErasure, lookAgainAt } from '../entry/erasure.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { listings } from '../market/listings/listing.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { decideErase } from '../market/parties/decide.ts';
import { type Kept, parties, type Party } from '../market/parties/party.ts';
import { standings, standingWord } from '../standing/standing.ts';
import { notices } from '../transparency/notice.ts';
import { removeWebhooks } from './manage-webhook.ts';
import { dissolveTeam } from './team.ts';
import { eraseDrafts } from './draft-report.ts';
import { releaseDocuments } from './identity-document.ts';
import { eraseFiles } from './keep-upload.ts';
import type { World } from './world.ts';

/** An erasure is rare and has to see everything; no party comes near these. */
const ROWS_MAX = 1_000_000;

/** Deletes a sign-in account for good. Called after the commit. */
export type RemoveLogin = (userId: string) => Promise<void>;

export interface Erased {
  readonly kept: readonly Kept[];
  /** The sign-in account that has to go too; `null` while open business still needs it. */
  readonly closedLogin: string | null;
}

/**
 * Erases a party's private values except those under a legal hold (GDPR art. 17), and records what was kept and
 * why. A seller's listings are withdrawn in the same unit. Refuses `not-found`, `has-roles` and `party-erased`.
 */
export async function eraseParty(
  world: World,
  partyId: PartyId,
  removeLogin: RemoveLogin,
): Promise<Erased | Refusal> {
  const { unit } = world;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', 'There is no such party.');
  if (party.erasure)
    return refuse('party-erased', 'This account was erased; what the law keeps goes in its time.');
  for (const status of ['live', 'in-review'] as const)
    for (const { id } of await unit.find(listings, { seller: partyId, status }, ROWS_MAX))
      unit.append(listings, id, [{ type: 'ListingWithdrawn', at: unit.now }]);
  await dissolveTeam(world, partyId);
  await removeWebhooks(world, partyId);
  return letGo(world, partyId, removeLogin);
}

/** When a reason to keep is gone, its values go too. Always moves the deadline on. */
export async function lookAgainAtErasure(
  world: World,
  partyId: PartyId,
  removeLogin: RemoveLogin,
): Promise<Erased | Refusal> {
  const party = await world.unit.load(parties, partyId);
  const againAt = party?.erasure?.againAt;
  if (typeof againAt !== 'number' || againAt > world.unit.now) return refuse('not-due', 'Nothing is due.');
  return letGo(world, partyId, removeLogin);
}

async function letGo(world: World, partyId: PartyId, removeLogin: RemoveLogin): Promise<Erased | Refusal> {
  const { unit, rulebook } = world;
  const party = await unit.load(parties, partyId);
  const standing = await unit.lock(standings, partyId, 'share');
  if (!party || !standing) return refuse('not-found', 'There is no such party.');
  const kept = await whatIsKept(world, partyId, party);
  const hasOpenCase = kept.some((k) => k.why === 'open-case');
  const decision = decideErase(party, {
    at: unit.now,
    kept,
    againAt: lookAgainAt(rulebook, kept, unit.now),
    // Whoever is being judged can't shake off the judgement by leaving and coming back.
    barred: standingWord(standing) !== 'good' || hasOpenCase || kept.some((k) => k.why === 'open-orders'),
  });
  if (isRefusal(decision)) return decision;
  const after = unit.append(parties, partyId, decision);
  const keptKinds = [...new Set(kept.flatMap((k) => k.kinds))];
  if (!hasOpenCase) {
    unit.erase(partyId, keptKinds);
    const keepsDocument = keptKinds.includes('document');
    if (!keepsDocument) await releaseDocuments(world, partyId);
    if (!keptKinds.includes('upload')) await eraseFiles(world, partyId, { butDocument: keepsDocument });
  }
  await eraseDrafts(world, partyId);
  const closedLogin = after.login === null ? party.login : null;
  if (closedLogin !== null) unit.afterCommit(() => removeLogin(closedLogin));
  return { kept, closedLogin };
}

/** As much of a workflow's world as the question needs: a page asks it before anybody decides. */
interface Asking {
  readonly unit: Pick<World['unit'], 'now' | 'load' | 'find'>;
  readonly rulebook: World['rulebook'];
}

/** What would stay if the party's data were erased now, why and until when. Refuses `not-found`. */
export async function keptIfErased(asking: Asking, partyId: PartyId): Promise<readonly Kept[] | Refusal> {
  const party = await asking.unit.load(parties, partyId);
  return party ? whatIsKept(asking, partyId, party) : refuse('not-found', 'There is no such party.');
}

async function whatIsKept(asking: Asking, partyId: PartyId, party: Party): Promise<readonly Kept[]> {
  const { now } = asking.unit;
  const toldAnything = party.payoutAccount !== null || Object.keys(party.identity).length > 0;
  return keptByErasure(asking.rulebook, {
    now,
    hasOpenCase: await isInOpenCase(asking, partyId),
    lastNoticeAt: await lastNotice(asking, partyId),
    ...(await tradeOf(asking, partyId)),
    traderUntil: party.kind === 'seller' && toldAnything ? (party.erasure?.at ?? now) : null,
  });
}

const UNFINISHED: ReadonlySet<Order['status']> = new Set(['placed', 'part-shipped', 'shipped']);

async function tradeOf({ unit }: Asking, party: PartyId) {
  const bought = await unit.find(orders, { buyer: party }, ROWS_MAX);
  const sold = await unit.find(orders, { seller: party }, ROWS_MAX);
  let lastOrderAt: number | null = null;
  let hasOpenOrders = false;
  for (const { state } of [...bought, ...sold]) {
    lastOrderAt = Math.max(lastOrderAt ?? state.placedAt, state.placedAt);
    if (UNFINISHED.has(state.status)) hasOpenOrders = true;
  }
  return { lastOrderAt, hasOpenOrders };
}

async function lastNotice({ unit }: Asking, party: PartyId): Promise<number | null> {
  const given = await unit.find(notices, { addressee: party }, ROWS_MAX);
  return given.reduce<number | null>((last, { state }) => Math.max(last ?? state.at, state.at), null);
}

async function isInOpenCase({ unit }: Asking, party: PartyId): Promise<boolean> {
  for (const status of ['open', 'found']) {
    if ((await unit.find(cases, { subject: party, status }, ROWS_MAX)).length > 0) return true;
    if ((await unit.find(cases, { complainants: party, status }, ROWS_MAX)).length > 0) return true;
  }
  // Nobody has looked at it yet: a case may follow, and who is complained about must not be gone by then.
  for (const side of [{ subject: party }, { complainant: party }])
    if ((await unit.find(complaints, { ...side, status: 'filed' }, ROWS_MAX)).length > 0) return true;
  return false;
}
