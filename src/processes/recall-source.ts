import { refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId } from '../kernel/ids.ts';
import { articleNumber, articleNumbers } from '../market/listings/article-number.ts';
import { type Listing, listings } from '../market/listings/listing.ts';
import { authorityOrders } from '../quality/authority-order.ts';
import { lots } from '../quality/lot.ts';
import type { RecallSource } from '../quality/recall.ts';
import { watches } from '../quality/watch.ts';
import type { World } from './world.ts';

/** What a finding names. */
interface Named {
  readonly listings: readonly ListingId[];
  readonly numbers: readonly string[];
  /** Its words may reach further than what it names: to whatever this trader offers, or to goods without a number. */
  readonly isBroad: boolean;
}

/**
 * Who found what a recall rests on judges no appeal against it: that must be something that somebody can have found, and of
 * goods that are recalled. Refused is what is of other goods for certain; what may be of these a person has read.
 */
export async function unfitSource(
  world: World,
  source: RecallSource,
  recalled: readonly ListingId[],
): Promise<Refusal | undefined> {
  if (source.kind === 'seller' || source.kind === 'platform') return undefined;
  const named = await namedBy(world, source);
  if (!named)
    return refuse('source-unknown', 'There is no such finding for it to rest on.', { field: 'source' });
  return (await isAbout(world, named, recalled))
    ? undefined
    : refuse('source-other-goods', 'This finding is of other goods than those that are to be recalled.', {
        field: 'source',
      });
}

async function namedBy(
  { unit }: World,
  source: Exclude<RecallSource, { kind: 'seller' | 'platform' }>,
): Promise<Named | undefined> {
  if (source.kind === 'authority') {
    const order = await unit.load(authorityOrders, source.authorityOrderId);
    return order && { listings: order.listings, numbers: order.gtins.map(articleNumber), isBroad: true };
  }
  const found =
    source.kind === 'inspection'
      ? await unit.load(lots, source.lotId)
      : await unit.load(watches, source.watchId);
  return found && { listings: [found.listingId], numbers: [], isBroad: false };
}

async function isAbout(world: World, named: Named, recalled: readonly ListingId[]): Promise<boolean> {
  const goods = await loaded(world, recalled);
  const found = await loaded(world, named.listings);
  const numbers = new Set([...named.numbers, ...found.flatMap((l) => articleNumbers(l.attributes))]);
  const mayBe = (listing: Listing) => {
    const own = articleNumbers(listing.attributes);
    return (
      own.some((n) => numbers.has(n)) ||
      found.some((f) => isVariant(f, listing) || (named.isBroad && f.seller === listing.seller)) ||
      (named.isBroad && named.numbers.length > 0 && own.length === 0)
    );
  };
  return named.listings.some((id) => recalled.includes(id)) || goods.some(mayBe);
}

async function loaded({ unit }: World, ids: readonly ListingId[]): Promise<readonly Listing[]> {
  await unit.prefetch(listings, ids);
  const found: Listing[] = [];
  for (const id of ids) {
    const listing = await unit.load(listings, id);
    if (listing) found.push(listing);
  }
  return found;
}

/** Of one article: another size or colour of what was found wanting. */
function isVariant(a: Listing, b: Listing): boolean {
  return a.seller === b.seller && a.variant?.group !== undefined && a.variant.group === b.variant?.group;
}
