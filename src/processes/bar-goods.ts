import type { ListingId, PartyId } from '../kernel/ids.ts';
import { articleNumbers } from '../market/listings/article-number.ts';
import type { Listing, ListingContent } from '../market/listings/listing.ts';
import { type BarredCause, barredGoods, type Likeness, likenessTo } from '../quality/barred.ts';
import { type Prints, textPrint } from '../quality/likeness.ts';
import type { World } from './world.ts';

/** Hashes of pictures by their file id, as far as they could be opened; made outside of the transaction. */
export type Looks = ReadonlyMap<string, string>;

type Shown = Pick<ListingContent, 'title' | 'description' | 'attributes' | 'images'>;

function printsOf(content: Shown, looks: Looks): Prints {
  const { title, description, attributes, images } = content;
  return {
    gtins: articleNumbers(attributes),
    text: textPrint(title, description),
    pictures: images,
    looks: images.flatMap((id) => looks.get(id) ?? []),
  };
}

/** Whoever has more barred goods than this compares with the first ones alone. */
const BARRED_MAX = 20_000;

/** Judges offers by all goods that are barred now. Nothing is worked out where none are. */
export async function barredNow(
  { unit, rulebook }: Pick<World, 'unit' | 'rulebook'>,
  looks: Looks = new Map(),
): Promise<(content: Shown, seller: PartyId, listingId?: ListingId) => Likeness | undefined> {
  const found = await unit.find(barredGoods, { in_force: true }, BARRED_MAX);
  if (found.length === 0) return () => undefined;
  const barred = found.map((f) => f.state);
  return (content, seller, listingId) =>
    likenessTo(barred, { seller, prints: printsOf(content, looks), listingId }, rulebook);
}

/** From now on these goods are known again under any other listing. */
export async function barGoods(
  { unit }: World,
  goods: { readonly listingId: ListingId; readonly listing: Listing; readonly cause: BarredCause },
  looks: Looks,
): Promise<void> {
  const { listingId, listing, cause } = goods;
  const id = `bar_${listingId}`;
  const before = await unit.load(barredGoods, id);
  if (before && !before.isOver) return;
  const { seller, title } = listing;
  unit.append(barredGoods, id, [
    { type: 'GoodsBarred', at: unit.now, listingId, seller, title, cause, prints: printsOf(listing, looks) },
  ]);
}

/** They were barred by mistake. */
export async function unbarGoods({ unit }: World, ids: readonly ListingId[]): Promise<void> {
  for (const listingId of ids) {
    const state = await unit.load(barredGoods, `bar_${listingId}`);
    if (state && !state.isOver)
      unit.append(barredGoods, `bar_${listingId}`, [{ type: 'GoodsUnbarred', at: unit.now }]);
  }
}
