import { type CompiledFilters, KIND } from './filters.ts';
import type { Taker } from './matcher.ts';
import type { Names } from './names.ts';
import type { Sellers } from './sellers.ts';
import type { Segment } from './segment.ts';

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** How many there are of each kind, with the filters of all other kinds applied; variants of an article count once where they have the same. */
export interface FacetCounts {
  readonly total: number;
  readonly categories: readonly FacetCount[];
  readonly countries: readonly FacetCount[];
  /** One for each span between the bounds asked for. */
  readonly prices: readonly number[];
  readonly inStock: number;
  readonly established: number;
  readonly wellRated: number;
  readonly attributes: readonly { readonly name: string; readonly values: readonly FacetCount[] }[];
}

const WELL_RATED = 4;
const NAMES_MAX = 6;
const VALUES_MAX = 12;

const SLOT = {
  total: 0,
  category: 1,
  countrySet: 2,
  price: 3,
  stock: 4,
  established: 5,
  rating: 6,
  attribute: 7,
} as const;
const SLOTS = 8;
/** Numbers of values are below it. */
const VALUES = 2 ** 24;

export class FacetCounter implements Taker {
  private readonly filters: CompiledFilters;
  private readonly sellers: Sellers;
  private readonly names: Names;
  private readonly priceBounds: readonly number[];
  private readonly flags = new Uint32Array(SLOTS);
  private readonly categories: Uint32Array;
  private readonly countrySets: Uint32Array;
  private readonly prices: Uint32Array;
  private readonly attributes: Uint32Array;
  /** Which families have been counted for what. */
  private readonly seen = new Set<number>();
  /** By number of an attribute, the bit of its name; -1: not looked at yet. */
  private readonly bits: Int32Array | undefined;

  constructor(options: {
    filters: CompiledFilters;
    sellers: Sellers;
    names: Names;
    priceBounds: readonly number[];
  }) {
    this.filters = options.filters;
    this.sellers = options.sellers;
    this.names = options.names;
    this.priceBounds = options.priceBounds;
    this.categories = new Uint32Array(this.names.categories.size);
    this.countrySets = new Uint32Array(this.names.countrySets.size);
    this.prices = new Uint32Array(options.priceBounds.length + 1);
    this.attributes = new Uint32Array(this.names.attributes.size);
    if (this.filters.attributeNames.length > 0) this.bits = new Int32Array(this.attributes.length).fill(-1);
  }

  sumNeeded(): number {
    return -Infinity;
  }

  take(segment: Segment, base: number, bits: Uint32Array): void {
    for (let j = 0; j < bits.length; j++) {
      let left = bits[j] as number;
      while (left !== 0) {
        const doc = base + j * 32 + 31 - Math.clz32(left & -left);
        left &= left - 1;
        this.count(segment, doc);
      }
    }
  }

  private count(segment: Segment, doc: number): void {
    const { columns } = segment;
    const seller = columns.seller[doc] as number;
    if ((this.sellers.shown[seller] as number) < 0) return;
    const { category } = this.filters;
    if (category !== undefined && columns.category[doc] !== category) return;
    const failed = this.filters.failed(columns, doc);
    // Two kinds failed: whichever is left out, the other one stops it.
    if ((failed & (failed - 1)) !== 0) return;
    const family = columns.family[doc] as number;
    if (failed === 0) {
      this.add(this.flags, 0, SLOT.total, family);
      this.add(this.categories, columns.category[doc] as number, SLOT.category, family);
    }
    if ((failed & ~KIND.country) === 0)
      this.add(this.countrySets, columns.countrySet[doc] as number, SLOT.countrySet, family);
    if ((failed & ~KIND.price) === 0)
      this.add(this.prices, this.spanOf(columns.priceMinor[doc] as number), SLOT.price, family);
    if ((failed & ~KIND.stock) === 0 && columns.isInStock(doc))
      this.add(this.flags, SLOT.stock, SLOT.stock, family);
    if ((failed & ~KIND.established) === 0 && this.sellers.isEstablished[seller] === 1)
      this.add(this.flags, SLOT.established, SLOT.established, family);
    const reviews = columns.reviews[doc] as number;
    if (
      (failed & ~KIND.rating) === 0 &&
      reviews > 0 &&
      (columns.stars[doc] as number) >= WELL_RATED * reviews
    )
      this.add(this.flags, SLOT.rating, SLOT.rating, family);
    const end = columns.attributeStarts[doc + 1] as number;
    for (let i = columns.attributeStarts[doc] as number; i < end; i++) {
      const attribute = columns.attributes[i] as number;
      if (failed === 0 || failed === this.bitOf(attribute))
        this.add(this.attributes, attribute, SLOT.attribute, family);
    }
  }

  private add(counts: Uint32Array, value: number, slot: number, family: number): void {
    if (family !== 0) {
      const key = (family * SLOTS + slot) * VALUES + value;
      if (this.seen.has(key)) return;
      this.seen.add(key);
    }
    counts[value] = (counts[value] as number) + 1;
  }

  /** A chosen name leaves its own values countable. */
  private bitOf(attribute: number): number {
    if (!this.bits) return 0;
    let bit = this.bits[attribute] as number;
    if (bit === -1) {
      const text = this.names.attributes.textOf(attribute);
      bit = this.filters.bitOf(text.slice(0, text.indexOf(':')));
      this.bits[attribute] = bit;
    }
    return bit;
  }

  private spanOf(price: number): number {
    const { priceBounds } = this;
    let span = 0;
    while (span < priceBounds.length && price >= (priceBounds[span] as number)) span += 1;
    return span;
  }

  result(): FacetCounts {
    const flag = (slot: number) => this.flags[slot] as number;
    const countries = new Map<string, number>();
    const sets = this.names.countries();
    this.countrySets.forEach((count, set) => {
      if (count > 0)
        for (const country of sets[set] ?? []) countries.set(country, (countries.get(country) ?? 0) + count);
    });
    return {
      total: flag(SLOT.total),
      categories: mostFirst(counted(this.categories, (n) => this.names.categories.textOf(n))),
      countries: mostFirst([...countries].map(([value, count]) => ({ value, count }))),
      prices: [...this.prices],
      inStock: flag(SLOT.stock),
      established: flag(SLOT.established),
      wellRated: flag(SLOT.rating),
      attributes: this.attributeCounts(),
    };
  }

  private attributeCounts(): FacetCounts['attributes'] {
    const tokens = counted(this.attributes, (n) => this.names.attributes.textOf(n));
    const byName = Map.groupBy(tokens, ({ value }) => value.slice(0, value.indexOf(':')));
    return (
      [...byName]
        .map(([name, found]) => ({
          name,
          values: mostFirst(
            found.map(({ value, count }) => ({ value: value.slice(name.length + 1), count })),
          ).slice(0, VALUES_MAX),
          all: found.reduce((sum, { count }) => sum + count, 0),
        }))
        // One value that everything has helps nobody to choose.
        .filter(({ values }) => values.length > 1)
        .toSorted((a, b) => b.all - a.all || (a.name < b.name ? -1 : 1))
        .slice(0, NAMES_MAX)
        .map(({ name, values }) => ({ name, values }))
    );
  }
}

function counted(counts: Uint32Array, textOf: (n: number) => string): FacetCount[] {
  const found: FacetCount[] = [];
  counts.forEach((count, n) => {
    if (count > 0) found.push({ value: textOf(n), count });
  });
  return found;
}

function mostFirst(counts: readonly FacetCount[]): readonly FacetCount[] {
  return counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
