import { about, type Rates } from '../kernel/exchange.ts';
import type { ListingId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { Listing } from '../market/listings/listing.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Adjustment, IndexedListing } from './listing.ts';
import { qualityOf, type Told } from './quality.ts';
import { impactsOf } from './text/relevance.ts';

/** What the index is made by, besides the listings. */
export interface ReadingRules {
  readonly rates: Rates;
  readonly quality: Rulebook['ranking']['quality'];
}

export interface ListingRow {
  readonly id: ListingId;
  readonly doc: Listing;
  readonly reviews: number;
  /** Sum of the stars. */
  readonly stars: number;
}

/** Longer values are texts, not something to choose by. */
const CHOICE_LENGTH_MAX = 40;

/** A live listing as the index keeps it. */
export function indexedListing({ id, doc, reviews, stars }: ListingRow, rules: ReadingRules): IndexedListing {
  const { attributes, variant } = doc;
  const choices = new Map<string, string>();
  for (const [name, value] of [...Object.entries(attributes), ...Object.entries(variant?.options ?? {})])
    if (value.length <= CHOICE_LENGTH_MAX && !value.includes('|'))
      choices.set(`${name}:${value.toLowerCase()}`, value);
  const label = [
    doc.category.replaceAll('-', ' '),
    ...Object.values(attributes),
    ...Object.values(variant?.options ?? {}),
  ];
  return {
    id,
    seller: doc.seller,
    category: doc.category,
    countries: doc.zones.flatMap((z) => z.countries),
    priceMinor: priceIn(doc.price, rules),
    createdAt: doc.createdAt,
    inStock: doc.stock > 0,
    reviews,
    stars,
    group: variant?.group ?? null,
    attributes: [...choices.keys()],
    impacts: impactsOf({ title: doc.title, label: label.join(' '), description: doc.description }),
    quality: qualityIn(toldBy(doc), { reviews, stars, inStock: doc.stock > 0 }, rules),
  };
}

/** What of a listing's content its quality depends on. */
export type ToldContent = Pick<Told, 'pictures' | 'textCharacters' | 'attributes'>;

function toldBy({ images, description, attributes }: Listing): ToldContent {
  return {
    pictures: images.length,
    textCharacters: description.length,
    attributes: Object.keys(attributes).length,
  };
}

/** What sales, reviews and a new price change: not a word of the listing. */
export function adjustmentOf(
  told: ToldContent,
  { price, ...now }: Required<Pick<Adjustment, 'reviews' | 'stars' | 'inStock'>> & { readonly price: Money },
  rules: ReadingRules,
): Required<Adjustment> {
  return { ...now, priceMinor: priceIn(price, rules), quality: qualityIn(told, now, rules) };
}

function priceIn(price: Money, { rates }: ReadingRules): number {
  return about(price, 'EUR', rates).amountMinor;
}

function qualityIn(
  told: ToldContent,
  { reviews, stars, inStock }: Required<Pick<Adjustment, 'reviews' | 'stars' | 'inStock'>>,
  rules: ReadingRules,
): number {
  const rating = reviews === 0 ? null : { count: reviews, average: stars / reviews };
  return qualityOf({ ...told, rating, inStock }, rules.quality).value;
}
