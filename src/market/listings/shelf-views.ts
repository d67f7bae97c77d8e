import type { Reader } from '../../door/route.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import { wordsOf } from '../../ranking/text/words.ts';
import type { Listing } from './listing.ts';
import type { ListingFilters, ListingHit, ListingSearch } from './search.ts';
import type { SeenHit, Traffic } from './traffic.ts';
import { isShown, type PlacedCard, placedCard } from './views.ts';

export interface ShelfPorts {
  readonly search: ListingSearch;
  readonly traffic: Traffic;
}

interface ShelfWish {
  readonly filters: ListingFilters;
  /** What stands on the page already; what is put on the shelf is added. */
  readonly taken: Set<ListingId>;
  readonly isWanted?: (hit: ListingHit) => boolean;
  readonly size?: number;
  /** Place of the first of them, where others stand before; 1 is the top. */
  readonly first?: number;
}

/**
 * A short row of goods: the best by merit, in the order in which search would show them, few of each shop and nothing twice.
 * Standings have the last word on each, and what is shown is counted as attention, as in a result.
 */
export async function fillShelf(
  reader: Reader,
  { search, traffic }: ShelfPorts,
  wish: ShelfWish,
): Promise<readonly PlacedCard[]> {
  const { perSellerMax, lookedAtMax, size: usual } = reader.rulebook.ranking.shelves;
  const { filters, taken, isWanted = () => true, size = usual, first = 1 } = wish;
  const { now, actor } = reader;
  const query = { ...filters, sort: 'relevance', offset: 0, limit: lookedAtMax, now } as const;
  const hits = await search.find(query);
  const standings = await reader.standings([...new Set(hits.map((hit) => hit.listing.seller))]);
  const bySeller = new Map<PartyId, number>();
  const cards: PlacedCard[] = [];
  const seen: SeenHit[] = [];
  for (const hit of hits) {
    if (cards.length === size) break;
    const { id, listing, moved, score } = hit;
    const { seller } = listing;
    const before = bySeller.get(seller) ?? 0;
    if (taken.has(id) || before >= perSellerMax || moved?.why === 'copy' || !isWanted(hit)) continue;
    if (!isShown(listing, id, standings.get(seller), now)) continue;
    bySeller.set(seller, before + 1);
    taken.add(id);
    cards.push(placedCard(hit, standings.get(seller), query, actor));
    seen.push({ listing: id, seller, merit: score?.merit ?? null });
  }
  traffic.shown(seen, first, '');
  return cards;
}

/** Words of titles that have so much in common stand for the same kind of article. */
const ALIKE_FROM = 0.4;

export type Occasion = 'looking' | 'bought';

/**
 * What goes with these goods, from what they are and not from who looks at them. While somebody is looking: others of the kind,
 * by the words of the title. Once they are bought: the best of their categories that is something else.
 */
export async function recommended(
  reader: Reader,
  ports: ShelfPorts,
  asked: {
    readonly listings: readonly ListingId[];
    readonly when: Occasion;
    readonly country: string | undefined;
  },
): Promise<readonly PlacedCard[]> {
  const { listings, when, country } = asked;
  const known = await listingsOf(reader, listings);
  const taken = new Set(listings);
  const isOther = ({ listing }: ListingHit) =>
    known.every(
      (one) => !isVariantOf(listing, one) && (when === 'looking' || !isAlike(listing.title, one.title)),
    );
  const cards: PlacedCard[] = [];
  const { size } = reader.rulebook.ranking.shelves;
  const fill = async (filters: ListingFilters, most: number) => {
    const wish = {
      filters: { ...filters, country, inStock: true },
      taken,
      isWanted: isOther,
      size: most,
      first: cards.length + 1,
    };
    cards.push(...(await fillShelf(reader, ports, wish)));
  };
  const categories = [...new Set(known.map((one) => one.category))];
  for (const [i, category] of categories.entries()) {
    const text = when === 'looking' ? (known.find((one) => one.category === category)?.title ?? '') : '';
    const share = Math.ceil((size - cards.length) / (categories.length - i));
    if (share > 0) await fill({ text, category }, share);
  }
  const [first] = categories;
  // Where little is like it, the best of the category stand after that.
  if (when === 'looking' && first !== undefined && cards.length < size)
    await fill({ text: '', category: first }, size - cards.length);
  return cards.map(withoutWords);
}

/** Nobody has typed these words. */
function withoutWords(card: PlacedCard): PlacedCard {
  return { ...card, why: card.why.filter(({ code }) => code !== 'title' && code !== 'text') };
}

async function listingsOf({ db }: Reader, ids: readonly ListingId[]): Promise<readonly Listing[]> {
  const rows = await db.pool.query<{ doc: Listing }>('select doc from concept_listing where id = any($1)', [
    ids,
  ]);
  return rows.rows.map(({ doc }) => doc);
}

function isVariantOf(
  listing: Pick<Listing, 'seller' | 'variant'>,
  other: Pick<Listing, 'seller' | 'variant'>,
): boolean {
  return (
    listing.seller === other.seller &&
    other.variant !== undefined &&
    other.variant !== null &&
    listing.variant?.group === other.variant.group
  );
}

function isAlike(title: string, other: string): boolean {
  const [a, b] = [title, other].map((t) => new Set(wordsOf(t).map(({ whole }) => whole)));
  if (!a || !b) return false;
  const shared = a.intersection(b).size;
  return shared >= ALIKE_FROM * (a.size + b.size - shared);
}
