import { entryLimits } from '../entry/limits.ts';
import { type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import {
  decideChange,
  decidePublish,
  decideRepublish,
  decideReview,
  decideWithdraw,
  type ListingLimit,
  type ListingRules,
} from '../market/listings/decide.ts';
import {
  type Listing,
  type ListingContent,
  listings,
  type ListingEvent,
} from '../market/listings/listing.ts';
import { missingBeforeSelling } from '../market/parties/decide.ts';
import { parties, type Party } from '../market/parties/party.ts';
import { barGoods, barredNow, type Looks } from './bar-goods.ts';
import type { Standing } from '../standing/standing.ts';
import { permitted } from './permitted.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import type { World } from './world.ts';

type Outcome = Promise<{ readonly listingId: ListingId; readonly listing: Listing } | Refusal>;

/**
 * Puts goods on offer. Refuses `not-permitted`, `identity-missing`, `listing-limit` (probation), `prohibited-goods` with rule and
 * clause, and content that contradicts itself. Goods that need a look are stored `in-review` and shown to nobody.
 */
export async function publishListing(
  world: World,
  input: {
    readonly seller: PartyId;
    readonly content: ListingContent;
    readonly stock: number;
    readonly looks?: Looks | undefined;
  },
): Outcome {
  const { unit } = world;
  const { looks, ...offer } = input;
  const seller = await sellerOf(world, input.seller, { looks });
  if (isRefusal(seller)) return seller;
  const taken = await skuTaken(world, input.seller, input.content.sku);
  if (taken) return taken;
  const decision = decidePublish({ at: unit.now, ...offer }, seller.rules, await limitOf(world, seller));
  if (isRefusal(decision)) return decision;
  const listingId: ListingId = unit.ids.next('lst');
  return { listingId, listing: unit.append(listings, listingId, decision) };
}

/** Changes what is said or asked for, or how many there are. Orders keep the edition that they were made under. */
export async function changeListing(
  world: World,
  input: {
    readonly seller: PartyId;
    readonly listingId: ListingId;
    readonly changes: Partial<ListingContent>;
    readonly stock?: number | undefined;
    readonly looks?: Looks | undefined;
  },
): Outcome {
  const { listingId, looks } = input;
  const permit = await permitted(world, input.seller, 'listing.change', { listingId });
  if (isRefusal(permit)) return permit;
  const party = await world.unit.load(parties, input.seller);
  const taken = await skuTaken(world, input.seller, input.changes.sku, listingId);
  if (taken) return taken;
  const rules = await rulesOf(world, party, looks);
  const command = { at: world.unit.now, listingId, changes: input.changes, stock: input.stock };
  return own(world, input, (listing) => decideChange(listing, command, rules));
}

/** Always possible: nobody has to keep selling, whatever the standing. Open orders stay. */
export async function withdrawListing(
  world: World,
  input: { readonly seller: PartyId; readonly listingId: ListingId },
): Outcome {
  return own(world, input, (listing) => decideWithdraw(listing, { at: world.unit.now }));
}

/** Offers a withdrawn listing again, under the rules and limits of now. */
export async function republishListing(
  world: World,
  input: { readonly seller: PartyId; readonly listingId: ListingId; readonly looks?: Looks | undefined },
): Outcome {
  const { listingId, looks } = input;
  const seller = await sellerOf(world, input.seller, { listingId, looks });
  if (isRefusal(seller)) return seller;
  const limit = await limitOf(world, seller);
  return own(world, input, (listing) =>
    decideRepublish(listing, { at: world.unit.now, listingId }, seller.rules, limit),
  );
}

/** A member of staff has looked at goods that needed it. Refuses `listing-changed` if the seller changed it since. */
export async function reviewListing(
  world: World,
  input: {
    readonly listingId: ListingId;
    readonly by: PartyId;
    readonly outcome: 'clear' | 'refuse';
    readonly why: string;
    readonly edition: number;
    readonly looks?: Looks | undefined;
  },
): Outcome {
  const { listingId, looks = new Map(), ...judged } = input;
  const listing = await world.unit.load(listings, listingId);
  if (!listing) return notFound();
  const own = await ownsAnyOf(world, [listing.seller], input.by);
  if (own) return own;
  const outcome = await appended(world, listingId, decideReview(listing, { at: world.unit.now, ...judged }));
  // What a person has refused does not come back under another listing.
  if (!isRefusal(outcome) && input.outcome === 'refuse') {
    const cause = { kind: 'refused', rule: listing.objection?.rule ?? 'prohibited-goods' } as const;
    await barGoods(world, { listingId, listing, cause }, looks);
  }
  return outcome;
}

/** A seller's own number names one of their listings. */
async function skuTaken(
  { unit }: World,
  seller: PartyId,
  sku: string | undefined,
  but?: ListingId,
): Promise<Refusal | undefined> {
  if (sku === undefined) return undefined;
  const others = await unit.find(listings, { seller, sku });
  if (others.every(({ id, state }) => id === but || state.status === 'refused')) return undefined;
  return refuse('sku-taken', `Another of your listings has the number ${sku} already.`, { field: 'sku' });
}

export interface Seller {
  readonly id: PartyId;
  readonly standing: Standing;
  readonly rules: ListingRules;
}

export async function sellerOf(
  world: World,
  id: PartyId,
  about: { readonly listingId?: ListingId; readonly looks?: Looks | undefined } = {},
): Promise<Seller | Refusal> {
  const { listingId, looks } = about;
  const permit = await permitted(world, id, 'listing.publish', listingId ? { listingId } : {});
  if (isRefusal(permit)) return permit;
  // Taking the row for update on probation makes publishing one at a time, so that the limit holds exactly.
  const party =
    permit.stage === 'probation'
      ? await world.unit.lock(parties, id, 'update')
      : await world.unit.load(parties, id);
  if (!party || party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers offer goods.');
  if (party.erasure) return refuse('party-erased', 'This account was erased.');
  const missing = missingBeforeSelling(party, world.rulebook);
  if (missing.length > 0)
    return refuse(
      'identity-missing',
      'Tell us who you are first: the law asks for it before anything is offered.',
      {
        facts: { missing: missing.join(' ') },
      },
    );
  return { id, standing: permit, rules: await rulesOf(world, party, looks) };
}

export async function rulesOf(world: World, party: Party | undefined, looks?: Looks): Promise<ListingRules> {
  return {
    rulebook: world.rulebook,
    likeness: await barredNow(world, looks),
    sellerCountry: party?.country ?? '',
    sellerCurrency: party?.currency ?? 'EUR',
  };
}

export async function limitOf({ unit, rulebook }: World, seller: Seller): Promise<ListingLimit> {
  const { listingsMax } = entryLimits(rulebook, seller.standing, unit.now);
  if (listingsMax === null) return { listedNow: 0, listingsMax };
  const live = await unit.find(listings, { seller: seller.id, status: 'live' }, LISTED_MAX);
  const waiting = await unit.find(listings, { seller: seller.id, status: 'in-review' }, LISTED_MAX);
  return { listedNow: live.length + waiting.length, listingsMax };
}

/** Far above any limit of a probation: imported sellers may bring more than they could list by hand. */
const LISTED_MAX = 100_000;

function notFound(): Refusal {
  return refuse('not-found', 'There is no such listing.');
}

/** What belongs to somebody else does not exist for the seller who asks. */
async function own(
  world: World,
  input: { readonly seller: PartyId; readonly listingId: ListingId },
  decide: (listing: Listing) => Decision<ListingEvent>,
): Outcome {
  const listing = await world.unit.load(listings, input.listingId);
  if (!listing || listing.seller !== input.seller) return notFound();
  return appended(world, input.listingId, decide(listing));
}

async function appended({ unit }: World, listingId: ListingId, decision: Decision<ListingEvent>): Outcome {
  return isRefusal(decision) ? decision : { listingId, listing: unit.append(listings, listingId, decision) };
}
