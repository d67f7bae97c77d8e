import type { Reader } from '../../door/route.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import type { TrustBoard } from '../../ranking/trust-board.ts';
import { permits } from '../../standing/permits.ts';
import { activeMeasures, type Standing } from '../../standing/standing.ts';
import { type Listing, shippingMinor, zoneFor } from './listing.ts';
import type { ListingHit, ListingQuery, ListingSearch, Reason, Score, Stars } from './search.ts';
import type { SeenHit } from './traffic.ts';

/** A listing in a list. */
export interface ListingCard {
  readonly id: ListingId;
  readonly title: string;
  readonly price: Listing['price'];
  readonly category: string;
  readonly image: string | null;
  readonly available: number;
  readonly seller: { readonly id: PartyId; readonly name: string; readonly badge: SellerBadge | null };
  readonly rating: Stars | null;
  readonly delivery: Money | null;
  readonly variants: boolean;
}

/** Name of a tier of the rulebook. */
export type SellerBadge = string;

/** The last word on what leaves a read route, whatever an index proposed. */
export function isShown(
  listing: Pick<Listing, 'status'>,
  id: ListingId,
  standing: Standing | undefined,
  now: number,
): boolean {
  return listing.status === 'live' && permits(standing, 'listing.show', now, { listingId: id }).allowed;
}

/**
 * What a shopper is told of a seller at a glance: the tier its conduct has earned, and `new` during the time of probation
 * whatever it is. A measure of any kind takes it away: what it is stays between us.
 */
export function badgeOf(
  standing: Standing | undefined,
  now: number,
  tier: string | undefined,
): SellerBadge | null {
  if (!standing || standing.hold) return null;
  if (activeMeasures(standing, now).some((m) => m.kind !== 'warning')) return null;
  if (standing.stage !== 'established') return NEW;
  return tier === undefined || tier === NEW ? null : tier;
}

const NEW = 'new';

interface CardContext {
  readonly sellerName: string;
  readonly standing: Standing | undefined;
  readonly tier: string | undefined;
  readonly rating: Stars | null;
  readonly country: string | undefined;
  readonly now: number;
}

function cardOf(id: ListingId, listing: Omit<Listing, 'description'>, context: CardContext): ListingCard {
  const { title, price, category, images, stock, seller, variant } = listing;
  const { sellerName, standing, tier, rating, country, now } = context;
  const zone = country === undefined ? undefined : zoneFor(listing, country);
  return {
    id,
    title,
    price,
    category,
    image: images[0] ?? null,
    available: stock,
    seller: { id: seller, name: sellerName, badge: badgeOf(standing, now, tier) },
    rating: rating && { count: rating.count, average: Math.round(rating.average * 100) / 100 },
    delivery: zone ? { amountMinor: shippingMinor(zone, 1), currency: price.currency } : null,
    variants: Boolean(variant),
  };
}

/** Each round asks the index for what the standings have refused so far; a page of refusals must not end a list. */
const ROUNDS_MAX = 20;

interface FoundPage {
  readonly cards: readonly PlacedCard[];
  readonly nextOffset: number | null;
  /** The cards as traffic counts them. */
  readonly seen: readonly SeenHit[];
}

/** A page of shown listings, and the offset at which the next one begins; `null` at the end. */
export async function searchListings(
  reader: Pick<Reader, 'standings' | 'actor'>,
  search: ListingSearch,
  query: ListingQuery,
): Promise<FoundPage> {
  const cards: PlacedCard[] = [];
  const seen: SeenHit[] = [];
  let offset = query.offset;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const hits = await search.find({ ...query, offset });
    const standings = await reader.standings([...new Set(hits.map((h) => h.listing.seller))]);
    for (const hit of hits) {
      if (cards.length === query.limit) return { cards, seen, nextOffset: offset };
      offset += 1;
      const standing = standings.get(hit.listing.seller);
      // The same article of the same owner is shown once, as variants are.
      if (hit.moved?.why === 'copy' || !isShown(hit.listing, hit.id, standing, query.now)) continue;
      cards.push(placedCard(hit, standing, query, reader.actor));
      seen.push({ listing: hit.id, seller: hit.listing.seller, merit: hit.score?.merit ?? null });
    }
    if (hits.length < query.limit) return { cards, seen, nextOffset: null };
    if (cards.length === query.limit) return { cards, seen, nextOffset: offset };
  }
  return { cards, seen, nextOffset: offset };
}

/** A card in a result, with why it stands there. */
export type PlacedCard = ListingCard & {
  readonly why: readonly Reason[];
  /** The numbers, for the seller alone. */
  readonly score?: Score;
};

export function placedCard(
  hit: ListingHit,
  standing: Standing | undefined,
  { country, now }: ListingQuery,
  actor: Reader['actor'],
): PlacedCard {
  const { id, listing, sellerName, rating, tier, why = [], score } = hit;
  const isOwn = actor.kind === 'seller' && actor.partyId === listing.seller;
  return {
    ...cardOf(id, listing, { sellerName, standing, tier, rating, country, now }),
    why,
    ...(isOwn && score ? { score } : {}),
  };
}

interface Row {
  readonly id: ListingId;
  readonly doc: Listing;
}

async function rowOf({ db }: Pick<Reader, 'db'>, id: ListingId): Promise<Listing | undefined> {
  const rows = await db.pool.query<Row>('select id, doc from concept_listing where id = $1', [id]);
  return rows.rows[0]?.doc;
}

export async function sellerNames(
  { db }: Pick<Reader, 'db'>,
  ids: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, string>> {
  const rows = await db.pool.query<{ id: PartyId; name: string | null }>(
    `select id, doc->'name'->>'shop' as name from concept_party where id = any($1)`,
    [[...new Set(ids)]],
  );
  return new Map(rows.rows.map((r) => [r.id, r.name ?? '']));
}

/**
 * The listing behind a picture, for those who may see it: everybody while it is shown; afterwards still its seller, the staff,
 * and whoever bought it, on the page of the order.
 */
export async function listingFor(reader: Reader, id: ListingId): Promise<Listing | undefined> {
  const listing = await rowOf(reader, id);
  if (!listing) return undefined;
  const { actor, now, db } = reader;
  const standing = (await reader.standings([listing.seller])).get(listing.seller);
  if (isShown(listing, id, standing, now) || actor.kind === 'staff') return listing;
  // How dangerous goods look is everybody's to know.
  const permit = permits(standing, 'listing.show', now, { listingId: id });
  if (!permit.allowed && permit.because === 'recall') return listing;
  if (actor.kind === 'anonymous') return undefined;
  if (actor.partyId === listing.seller) return listing;
  const bought = await db.pool.query(
    `select 1 from concept_order where buyer = $1 and doc->'lines' @> $2::jsonb limit 1`,
    [actor.partyId, JSON.stringify([{ listingId: id }])],
  );
  return bought.rows.length > 0 ? listing : undefined;
}

/** What everybody may read of a listing that is shown; `country` is where it is to be delivered. */
export async function shownListing(reader: Reader, trust: TrustBoard, id: ListingId, country?: string) {
  const listing = await rowOf(reader, id);
  if (!listing) return undefined;
  const { seller, variant, description, handlingDays, zones, images, attributes, edition, createdAt } =
    listing;
  const { now } = reader;
  const standing = (await reader.standings([seller])).get(seller);
  if (!isShown(listing, id, standing, now)) return undefined;
  const [names, rating, siblings] = await Promise.all([
    sellerNames(reader, [seller]),
    ratingOf(reader, 'listing', id),
    variant ? siblingsOf(reader, seller, variant.group) : [],
  ]);
  const { tier } = trust.of(seller);
  const context = { sellerName: names.get(seller) ?? '', standing, tier, rating, country, now };
  return {
    ...cardOf(id, listing, context),
    text: description,
    shipsWithinDays: handlingDays,
    zones,
    images,
    attributes: { ...attributes, ...variant?.options },
    edition,
    createdAt,
    siblings: siblings.filter((s) => isShown({ status: 'live' }, s.id, standing, now)),
  };
}

const SIBLINGS_MAX = 60;

async function siblingsOf({ db }: Pick<Reader, 'db'>, seller: PartyId, group: string) {
  const rows = await db.pool.query<Row>(
    `select id, doc from concept_listing
     where seller = $1 and status = 'live' and doc->'variant'->>'group' = $2 order by id limit $3`,
    [seller, group, SIBLINGS_MAX],
  );
  return rows.rows.map(({ id, doc }) => ({
    id,
    options: doc.variant?.options ?? {},
    price: doc.price,
    available: doc.stock,
    image: doc.images[0] ?? null,
  }));
}

/** Average and count of the reviews of a listing or a seller; `null` without any. */
export async function ratingOf({ db }: Pick<Reader, 'db'>, of: 'listing' | 'seller', id: string) {
  const rows = await db.pool.query<{ count: number; average: number | null }>(
    `select count(*)::int as count, round(avg((doc->>'rating')::int), 2)::float8 as average
     from concept_review where ${of} = $1`,
    [id],
  );
  const { count = 0, average = null } = rows.rows[0] ?? {};
  return average === null ? null : { count, average };
}

/** Goods that wait for a person, the longest first. */
export async function waitingListings(reader: Reader, limit: number, offset: number) {
  const rows = await reader.db.pool.query<Row>(
    `select id, doc from concept_listing where status = 'in-review'
     order by (doc->>'changedAt')::bigint, id limit $1 offset $2`,
    [limit, offset],
  );
  const names = await sellerNames(
    reader,
    rows.rows.map((r) => r.doc.seller),
  );
  return rows.rows.map(({ id, doc }) => ({ id, ...doc, sellerName: names.get(doc.seller) ?? '' }));
}
