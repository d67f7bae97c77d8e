import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId, RecallId } from '../kernel/ids.ts';
import { articleNumbers } from '../market/listings/article-number.ts';
import { listings } from '../market/listings/listing.ts';
import {
  closeRecall as decideClosing,
  inLists,
  listOwners,
  openRecall as decideOpening,
  tellingLate,
  widenRecall as decideWidening,
} from '../quality/decide-recall.ts';
import type { BarredCause } from '../quality/barred.ts';
import type { OwnersOf } from '../quality/owners.ts';
import { ownerLists, type Recall, recalls, type RecallSource, type RecallText } from '../quality/recall.ts';
import { barGoods, type Looks } from './bar-goods.ts';
import { giveNotice } from './give-notice.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import { unfitSource } from './recall-source.ts';
import { goodsOf, stopGoods } from './stop-goods.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly recallId: RecallId; readonly recall: Recall } | Refusal>;

type GoodsBySeller = Exclude<Awaited<ReturnType<typeof goodsOf>>, Refusal>;

export interface OpenRecall {
  readonly text: RecallText;
  readonly listings: readonly ListingId[];
  readonly source: RecallSource;
  readonly by: PartyId;
  readonly looks?: Looks;
}

/**
 * Recalls goods: every listing of them is off the market from the commit on, their sellers know, and none of it can be
 * offered again. Other listings with the same article number go with them. Owners are listed and told right after, by
 * `listRecallOwners` and `tellOwners`.
 */
export async function openRecall(world: World, input: OpenRecall): Outcome {
  const { unit, rulebook, rulebookHash } = world;
  const { text, source, by, looks = new Map() } = input;
  const named = await goodsOf(world, input.listings);
  if (isRefusal(named)) return named;
  if (source.kind !== 'seller') {
    const own = await ownsAnyOf(world, [...named.keys()], by);
    if (own) return own;
  } else if ([...named.keys()].some((seller) => seller !== by))
    return refuse('not-found', 'There is no such listing of yours.', { field: 'listings' });
  const gtins = numbersOf(named);
  const same = source.kind === 'seller' ? [] : await listingsWith(world, gtins);
  const all = [...new Set([...input.listings, ...same])];
  const goods = await goodsOf(world, all);
  if (isRefusal(goods)) return goods;
  const unfit = await unfitSource(world, source, all);
  if (unfit) return unfit;
  const recallId: RecallId = unit.ids.next('rcl');
  const events = decideOpening(
    undefined,
    {
      ...text,
      listings: all,
      sellers: [...goods.keys()],
      gtins,
      source,
      openedBy: by,
      at: unit.now,
      rulebookHash,
    },
    rulebook,
  );
  if (isRefusal(events)) return events;
  const cause = {
    kind: 'recall',
    recallId,
    ...(source.kind === 'seller' ? { bySeller: true as const } : {}),
  } as const;
  const stopped = await stopRecalled(world, cause, all, looks);
  if (isRefusal(stopped)) return stopped;
  return { recallId, recall: unit.append(recalls, recallId, events) };
}

function numbersOf(goods: GoodsBySeller): readonly string[] {
  return [
    ...new Set([...goods.values()].flat().flatMap(({ listing }) => articleNumbers(listing.attributes))),
  ];
}

/** Listings of any seller that carry one of these numbers, refused ones aside: they were never sold. */
async function listingsWith({ unit }: World, gtins: readonly string[]): Promise<readonly ListingId[]> {
  const found: ListingId[] = [];
  for (const gtin of gtins)
    for (const { id, state } of await unit.find(listings, { gtins: gtin }, LISTINGS_MAX))
      if (state.status !== 'refused') found.push(id as ListingId);
  return found;
}

const LISTINGS_MAX = 100_000;

async function stopRecalled(
  world: World,
  cause: Extract<BarredCause, { kind: 'recall' }>,
  ids: readonly ListingId[],
  looks: Looks,
): Promise<Refusal | undefined> {
  const placed = await stopGoods(world, {
    listings: ids,
    because: 'recall',
    ref: cause.recallId,
    until: null,
    figures: {},
  });
  if (isRefusal(placed)) return placed;
  for (const listingId of ids) {
    const listing = await world.unit.load(listings, listingId);
    if (listing) await barGoods(world, { listingId, listing, cause }, looks);
  }
  return undefined;
}

/**
 * Takes further listings of the same goods into a recall, and with them all that have their article number; their owners are
 * told as well.
 */
export async function widenRecall(
  world: World,
  input: {
    readonly recallId: RecallId;
    readonly listings: readonly ListingId[];
    readonly by: PartyId;
    readonly looks?: Looks;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { recallId, by, looks = new Map() } = input;
  const state = await unit.load(recalls, recallId);
  if (!state) return notFound();
  const named = await goodsOf(world, input.listings);
  if (isRefusal(named)) return named;
  const own = await ownsAnyOf(world, [...named.keys()], by);
  if (own) return own;
  const gtins = numbersOf(named);
  const all = [...new Set([...input.listings, ...(await listingsWith(world, gtins))])];
  const goods = await goodsOf(world, all);
  if (isRefusal(goods)) return goods;
  const command = { listings: all, sellers: [...goods.keys()], gtins, by, at: unit.now };
  const events = decideWidening(state, command, rulebook);
  if (isRefusal(events)) return events;
  if (events.length === 0) return { recallId, recall: state };
  const stopped = await stopRecalled(world, { kind: 'recall', recallId }, all, looks);
  return stopped ?? { recallId, recall: unit.append(recalls, recallId, events) };
}

export async function closeRecall(
  { unit }: World,
  input: { readonly recallId: RecallId; readonly by: PartyId; readonly why: string },
): Outcome {
  const { recallId, by, why } = input;
  const state = await unit.load(recalls, recallId);
  if (!state) return notFound();
  const events = decideClosing(state, { by, why, at: unit.now });
  if (isRefusal(events)) return events;
  return { recallId, recall: unit.append(recalls, recallId, events) };
}

/**
 * What a recall waits for: first that its owners are listed, then that they are told. Lists are made in one unit, so that
 * an owner stands on one of them once; after a recall was widened, owners of what was added are told, and of that alone.
 */
export async function continueRecall(
  world: World,
  id: string,
  ownersOf: OwnersOf,
): Promise<Recall | Refusal> {
  const { unit } = world;
  const recallId = id as RecallId;
  const state = await unit.load(recalls, recallId);
  if (!state) return refuse('not-due');
  if (state.owners === null) {
    const whole = await takeInMissed(world, recallId, state);
    return isRefusal(whole) ? whole : listRecallOwners(world, recallId, whole, ownersOf);
  }
  const events = tellingLate(state, unit.now);
  return isRefusal(events) ? events : unit.append(recalls, recallId, events);
}

/** Goods of the same number that were being offered when they were recalled: neither could see the other then. */
async function takeInMissed(world: World, recallId: RecallId, state: Recall): Promise<Recall | Refusal> {
  const { unit, rulebook } = world;
  // What is offered later is judged by what is barred; what a person lets through there stays.
  if (state.source.kind === 'seller' || state.lists.made > 0) return state;
  const missed = (await listingsWith(world, state.gtins)).filter((id) => !state.listings.includes(id));
  if (missed.length === 0) return state;
  const goods = await goodsOf(world, missed);
  if (isRefusal(goods)) return goods;
  const command = {
    listings: missed,
    sellers: [...goods.keys()],
    gtins: [],
    by: state.openedBy,
    at: unit.now,
  };
  const events = decideWidening(state, command, rulebook);
  if (isRefusal(events)) return events;
  const stopped = await stopRecalled(world, { kind: 'recall', recallId }, missed, new Map());
  return stopped ?? unit.append(recalls, recallId, events);
}

async function listRecallOwners(
  { unit }: World,
  recallId: RecallId,
  state: Recall,
  ownersOf: OwnersOf,
): Promise<Recall | Refusal> {
  const { listings: all, unlisted, sellers } = state;
  const found = await ownersOf(unit, { listings: all, sellers });
  const fresh =
    unlisted.length === all.length ? found : await ownersOf(unit, { listings: unlisted, sellers });
  const lists = inLists(fresh);
  for (const owners of lists)
    unit.append(ownerLists, unit.ids.next('own'), [{ type: 'OwnersNoted', at: unit.now, recallId, owners }]);
  const orders = found.reduce((sum, owner) => sum + owner.orders.length, 0);
  const events = listOwners(state, { parties: found.length, orders, lists: lists.length, at: unit.now });
  return isRefusal(events) ? events : unit.append(recalls, recallId, events);
}

/** Tells the owners on one list, in one unit with the note that they were told: nobody is told twice or left out. */
export async function tellOwners(world: World, listId: string): Promise<object | Refusal> {
  const { unit } = world;
  const list = await unit.load(ownerLists, listId);
  if (!list || list.toldAt !== null) return refuse('not-due');
  const { recallId } = list;
  const recall = await unit.load(recalls, recallId);
  if (!recall) return refuse('not-due');
  const { product, identification, risk, hazard, instructions, remedies, contact, pictureOf } = recall;
  const text = { product, identification, risk, hazard, instructions, remedies, contact };
  for (const { party, orders } of list.owners)
    giveNotice(world, { to: party, body: { kind: 'recall', recallId, pictureOf, orders, ...text } });
  unit.append(ownerLists, listId, [{ type: 'NoticesQueued', at: unit.now }]);
  unit.append(recalls, recallId, [{ type: 'OwnersTold', at: unit.now, owners: list.owners.length }]);
  return {};
}

function notFound(): Refusal {
  return refuse('not-found', 'There is no such recall.');
}
