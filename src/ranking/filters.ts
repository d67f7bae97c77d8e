import type { PartyId } from '../kernel/ids.ts';
import type { Columns } from './columns.ts';
import type { Names } from './names.ts';

/** What narrows a result, in names; kinds that are absent don't. */
export interface Filters {
  readonly category?: string | undefined;
  readonly country?: string | undefined;
  readonly seller?: PartyId | undefined;
  /** Euro cents, both included. */
  readonly priceMin?: number | undefined;
  readonly priceMax?: number | undefined;
  readonly inStock?: boolean | undefined;
  readonly established?: boolean | undefined;
  readonly ratingMin?: number | undefined;
  /** Put on sale then or later. */
  readonly since?: number | undefined;
  readonly attributes?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Each kind of filter that a document may pass or fail, as a bit; attributes have one a name, from `ATTRIBUTE` on. */
export const KIND = { country: 1, price: 2, stock: 4, established: 8, rating: 16, since: 32 } as const;
const ATTRIBUTE = 64;
/** More names than bits are not told apart; the door takes fewer. */
export const ATTRIBUTE_NAMES_MAX = 25;

/** Filters in numbers of the index, asked document by document. */
export class CompiledFilters {
  readonly category: number | undefined;
  readonly seller: number | undefined;
  /** False: a name is asked for that nothing has. */
  readonly isPossible: boolean;
  /** Names of the chosen attributes; name i has the bit `ATTRIBUTE << i`. */
  readonly attributeNames: readonly string[];
  private readonly filters: Filters;
  private readonly isEstablished: Uint8Array;
  private readonly delivered: Uint8Array | undefined;
  private readonly attributeBits: ReadonlyMap<number, number>;
  private readonly allAttributes: number;
  private readonly isPlain: boolean;

  constructor(filters: Filters, names: Names, isEstablished: Uint8Array) {
    this.filters = filters;
    this.isEstablished = isEstablished;
    const { category, seller, country, attributes } = filters;
    this.category = category === undefined ? undefined : names.categories.numberOf(category);
    this.seller = seller === undefined ? undefined : names.sellers.numberOf(seller);
    this.delivered = country === undefined ? undefined : deliveredTo(country, names);
    this.attributeNames = [...(attributes?.keys() ?? [])].slice(0, ATTRIBUTE_NAMES_MAX);
    const bits = new Map<number, number>();
    this.attributeNames.forEach((name, i) => {
      for (const value of attributes?.get(name) ?? []) {
        const number = names.attributes.numberOf(`${name}:${value}`);
        if (number !== -1) bits.set(number, ATTRIBUTE << i);
      }
    });
    this.attributeBits = bits;
    this.allAttributes = this.attributeNames.reduce((all, _, i) => all | (ATTRIBUTE << i), 0);
    this.isPossible = this.category !== -1 && this.seller !== -1;
    const { priceMin, priceMax, inStock, established, ratingMin, since } = filters;
    this.isPlain =
      country === undefined &&
      priceMin === undefined &&
      priceMax === undefined &&
      ratingMin === undefined &&
      since === undefined &&
      !inStock &&
      !established &&
      this.attributeNames.length === 0;
  }

  /** Whether it passes all of them; the category is asked of segments that are not in its order. */
  passes(columns: Columns, doc: number): boolean {
    if (this.category !== undefined && columns.category[doc] !== this.category) return false;
    return this.isPlain || this.failed(columns, doc) === 0;
  }

  /** The bits of those that it fails. */
  failed(columns: Columns, doc: number): number {
    if (this.isPlain) return 0;
    const { priceMin, priceMax, inStock, established, ratingMin, since } = this.filters;
    let failed = 0;
    if (this.delivered && this.delivered[columns.countrySet[doc] as number] === 0) failed |= KIND.country;
    const price = columns.priceMinor[doc] as number;
    if ((priceMin !== undefined && price < priceMin) || (priceMax !== undefined && price > priceMax))
      failed |= KIND.price;
    if (inStock && !columns.isInStock(doc)) failed |= KIND.stock;
    if (established && this.isEstablished[columns.seller[doc] as number] !== 1) failed |= KIND.established;
    if (ratingMin !== undefined) {
      const reviews = columns.reviews[doc] as number;
      if (reviews === 0 || (columns.stars[doc] as number) < ratingMin * reviews) failed |= KIND.rating;
    }
    if (since !== undefined && (columns.createdAt[doc] as number) < since) failed |= KIND.since;
    return this.allAttributes === 0 ? failed : failed | this.failedAttributes(columns, doc);
  }

  private failedAttributes({ attributes, attributeStarts }: Columns, doc: number): number {
    let passed = 0;
    const end = attributeStarts[doc + 1] as number;
    for (let i = attributeStarts[doc] as number; i < end; i++)
      passed |= this.attributeBits.get(attributes[i] as number) ?? 0;
    return this.allAttributes & ~passed;
  }

  /** The bit of the name of an attribute, 0 if none of its values is chosen. */
  bitOf(name: string): number {
    const i = this.attributeNames.indexOf(name);
    return i === -1 ? 0 : ATTRIBUTE << i;
  }
}

/** By number of a set of countries, whether this one is in it. */
function deliveredTo(country: string, names: Names): Uint8Array {
  return Uint8Array.from(names.countries(), (countries) => (countries.includes(country) ? 1 : 0));
}
