import type { IndexedListing } from './listing.ts';
import type { Names } from './names.ts';

/** Documents that one process can hold: a posting has 24 bits of document and 8 of impact. */
export const DOCUMENTS_MAX = 1 << 24;
/** Documents that share one bound of quality. */
export const QUALITY_BLOCK = 512;

/** What never changes of a document once it is packed, and what may at any time. */
export const FIXED_COLUMNS = [
  'seller',
  'category',
  'countrySet',
  'createdAt',
  'family',
  'attributeStarts',
  'attributes',
] as const;
export const CHANGING_COLUMNS = [
  'priceMinor',
  'quality',
  'reviews',
  'stars',
  'inStock',
  'live',
  'qualityMax',
] as const;
type ColumnName = (typeof FIXED_COLUMNS)[number] | (typeof CHANGING_COLUMNS)[number];
export type ColumnArrays = Pick<Columns, ColumnName>;

/** What is known of each document, by its number in a segment: one array a fact. */
export class Columns {
  readonly seller: Uint32Array;
  readonly category: Uint16Array;
  /** Which set of countries, by number in `Names.countrySets`. */
  readonly countrySet: Uint16Array;
  readonly priceMinor: Float64Array;
  readonly createdAt: Float64Array;
  readonly quality: Float32Array;
  readonly reviews: Uint32Array;
  readonly stars: Uint32Array;
  /** Number in `Names.families` plus one; 0: comes in one variant. */
  readonly family: Uint32Array;
  /** Attributes of document d: `attributes[attributeStarts[d]]` up to `attributeStarts[d + 1]`. */
  readonly attributeStarts: Uint32Array;
  attributes: Uint32Array;
  /** A bit a document. */
  readonly inStock: Uint32Array;
  /** A bit a document; a replaced or removed one has none. */
  readonly live: Uint32Array;
  /** The largest quality of each `QUALITY_BLOCK` documents, or more: it bounds what they can score. */
  readonly qualityMax: Float32Array;

  constructor(documents: number, attributes: number, kept: Partial<ColumnArrays> = {}) {
    const bits = ((documents + 31) >> 5) + 1;
    this.seller = kept.seller ?? new Uint32Array(documents);
    this.category = kept.category ?? new Uint16Array(documents);
    this.countrySet = kept.countrySet ?? new Uint16Array(documents);
    this.priceMinor = kept.priceMinor ?? new Float64Array(documents);
    this.createdAt = kept.createdAt ?? new Float64Array(documents);
    this.quality = kept.quality ?? new Float32Array(documents);
    this.reviews = kept.reviews ?? new Uint32Array(documents);
    this.stars = kept.stars ?? new Uint32Array(documents);
    this.family = kept.family ?? new Uint32Array(documents);
    this.attributeStarts = kept.attributeStarts ?? new Uint32Array(documents + 1);
    this.attributes = kept.attributes ?? new Uint32Array(attributes);
    this.inStock = kept.inStock ?? new Uint32Array(bits);
    this.live = kept.live ?? new Uint32Array(bits);
    this.qualityMax = kept.qualityMax ?? new Float32Array(Math.ceil(documents / QUALITY_BLOCK) + 1);
  }

  isLive(doc: number): boolean {
    return (((this.live[doc >> 5] as number) >>> (doc & 31)) & 1) === 1;
  }

  isInStock(doc: number): boolean {
    return (((this.inStock[doc >> 5] as number) >>> (doc & 31)) & 1) === 1;
  }

  kill(doc: number): void {
    this.live[doc >> 5] = (this.live[doc >> 5] as number) & ~(1 << (doc & 31));
  }

  setInStock(doc: number, inStock: boolean): void {
    const bit = 1 << (doc & 31);
    const before = this.inStock[doc >> 5] as number;
    this.inStock[doc >> 5] = inStock ? before | bit : before & ~bit;
  }

  setQuality(doc: number, quality: number): void {
    this.quality[doc] = quality;
    const block = Math.floor(doc / QUALITY_BLOCK);
    this.qualityMax[block] = Math.max(this.qualityMax[block] as number, this.quality[doc]);
  }

  /** Writes all of a new document, the last one so far. */
  write(doc: number, listing: IndexedListing, names: Names): void {
    this.seller[doc] = names.sellers.add(listing.seller);
    this.category[doc] = names.categories.add(listing.category);
    this.countrySet[doc] = names.countrySetOf(listing.countries);
    this.priceMinor[doc] = listing.priceMinor;
    this.createdAt[doc] = listing.createdAt;
    this.reviews[doc] = listing.reviews;
    this.stars[doc] = listing.stars;
    this.family[doc] = listing.group === null ? 0 : names.familyOf(this.seller[doc], listing.group) + 1;
    this.setInStock(doc, listing.inStock);
    this.setQuality(doc, listing.quality);
    this.live[doc >> 5] = (this.live[doc >> 5] as number) | (1 << (doc & 31));
    let at = this.attributeStarts[doc] as number;
    if (at + listing.attributes.length > this.attributes.length) {
      const larger = new Uint32Array((at + listing.attributes.length) * 2);
      larger.set(this.attributes);
      this.attributes = larger;
    }
    for (const attribute of listing.attributes) this.attributes[at++] = names.attributes.add(attribute);
    this.attributeStarts[doc + 1] = at;
  }

  /** The same document in another place, its attributes behind those written so far. */
  copy(doc: number, from: Columns, source: number): void {
    this.seller[doc] = from.seller[source] as number;
    this.category[doc] = from.category[source] as number;
    this.countrySet[doc] = from.countrySet[source] as number;
    this.createdAt[doc] = from.createdAt[source] as number;
    this.family[doc] = from.family[source] as number;
    const end = from.attributeStarts[source + 1] as number;
    let at = this.attributeStarts[doc] as number;
    for (let i = from.attributeStarts[source] as number; i < end; i++)
      this.attributes[at++] = from.attributes[i] as number;
    this.attributeStarts[doc + 1] = at;
    this.copyChanging(doc, from, source);
  }

  /** What may have changed since it was copied. */
  copyChanging(doc: number, from: Columns, source: number): void {
    this.priceMinor[doc] = from.priceMinor[source] as number;
    this.reviews[doc] = from.reviews[source] as number;
    this.stars[doc] = from.stars[source] as number;
    this.setInStock(doc, from.isInStock(source));
    this.setQuality(doc, from.quality[source] as number);
    if (!from.isLive(source)) this.kill(doc);
    else this.live[doc >> 5] = (this.live[doc >> 5] as number) | (1 << (doc & 31));
  }
}
