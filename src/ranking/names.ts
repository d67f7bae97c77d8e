import { Dictionary } from './dictionary.ts';

/** Numbers that stand for names, the same in all segments. */
export class Names {
  readonly terms: Dictionary;
  readonly sellers: Dictionary;
  readonly categories: Dictionary;
  readonly attributes: Dictionary;
  /** Sellers deliver to few different sets of countries: `AT DE FR`. */
  readonly countrySets: Dictionary;
  readonly families: Dictionary;
  private countriesOf: (readonly string[])[] = [];
  private sellersNamed: string[] = [];

  constructor(parts: Partial<Record<(typeof NAMES)[number], Dictionary>> = {}) {
    this.terms = parts.terms ?? new Dictionary();
    this.sellers = parts.sellers ?? new Dictionary();
    this.categories = parts.categories ?? new Dictionary();
    this.attributes = parts.attributes ?? new Dictionary();
    this.countrySets = parts.countrySets ?? new Dictionary();
    this.families = parts.families ?? new Dictionary();
  }

  countrySetOf(countries: readonly string[]): number {
    return this.countrySets.add(countries.toSorted().join(' '));
  }

  /** The countries of each set, by its number. */
  countries(): readonly (readonly string[])[] {
    for (let set = this.countriesOf.length; set < this.countrySets.size; set++)
      this.countriesOf.push(this.countrySets.textOf(set).split(' '));
    return this.countriesOf;
  }

  /** The same string each time: whoever looks it up somewhere need not hash it again. */
  sellerNamed(seller: number): string {
    return (this.sellersNamed[seller] ??= this.sellers.textOf(seller));
  }

  familyOf(seller: number, group: string): number {
    return this.families.add(`${seller}:${group}`);
  }
}

export const NAMES = ['terms', 'sellers', 'categories', 'attributes', 'countrySets', 'families'] as const;
