import type { EpochMs } from '../../kernel/time.ts';

/**
 * What customs may ask of the buyer when goods cross their border. We sell delivered at place: none of it is part of what
 * we charge, so that this is an estimate to know beforehand. Behind a port, because a trader of size will want a customs service.
 */
export interface DutyTable {
  /** Undefined within one customs territory: nothing is due there. */
  estimate(consignment: Consignment): DutyEstimate | undefined;
}

export interface Consignment {
  /** Countries, ISO 3166. */
  readonly from: string;
  readonly to: string;
  readonly goods: readonly { readonly category: string; readonly pieces: number; readonly euros: number }[];
  readonly at: EpochMs;
}

export interface DutyEstimate {
  /** Of the whole consignment; `null` where we don't know the tariff, which is not to say that nothing is due. */
  readonly euros: number | null;
  /** Below the value that its customs let in free, or at a fixed sum. */
  readonly small: boolean;
}

interface Tariff {
  /** ISO 4217 amounts are given in euros, rounded: thresholds decide about estimates only. */
  readonly freeUpToEuros: number;
  /** Instead of rates for small consignments, euros a kind of goods. */
  readonly smallEuros?: number;
  /** Of the value, in basis points. */
  readonly standard: number;
  readonly byCategory?: Readonly<Record<string, number>>;
}

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
/** Countries that are one territory for customs, under the name of their tariff. */
const UNIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EU.map((country) => [country, 'EU'])),
  MC: 'EU',
  LI: 'CH',
};

/**
 * Typical third-country rates of goods that private people buy; the exact one depends on the tariff number. Sources: EU:
 * Regulation (EEC) 2658/87 (Common Customs Tariff), small consignments Council of 12 December 2025, 3 euros a kind of goods
 * from July 2026; GB: UK Global Tariff, free up to 135 pounds; CH: no duty on industrial goods since 2024; BR: Law
 * 14.902/2024, 20 % up to 50 dollars, 60 % beyond; JP: Customs Tariff Law, free up to 10,000 yen. The rates of categories
 * are our rounding of many lines: assumption. US, CA, MX and CN change too often or hang on too much to be told here.
 */
const TARIFFS: Readonly<Record<string, Tariff>> = {
  EU: {
    freeUpToEuros: 150,
    smallEuros: 3,
    standard: 250,
    byCategory: { fashion: 1200, toys: 470, books: 0, food: 1000, kitchen: 600 },
  },
  GB: {
    freeUpToEuros: 157,
    standard: 200,
    byCategory: { fashion: 1200, toys: 0, books: 0, food: 1000, kitchen: 400 },
  },
  CH: { freeUpToEuros: 5, standard: 0 },
  BR: { freeUpToEuros: 0, standard: 6000, byCategory: { books: 0 } },
  JP: { freeUpToEuros: 60, standard: 300, byCategory: { fashion: 1000, books: 0, food: 1200 } },
};
const BR_SMALL = { upToEuros: 45, basisPoints: 2000 };

export const BUILT_IN_DUTIES: DutyTable = {
  estimate({ from, to, goods }) {
    const territory = UNIONS[to] ?? to;
    if ((UNIONS[from] ?? from) === territory) return undefined;
    const tariff = TARIFFS[territory];
    if (!tariff) return { euros: null, small: false };
    const value = goods.reduce((sum, g) => sum + g.euros, 0);
    if (value <= tariff.freeUpToEuros)
      return { euros: (tariff.smallEuros ?? 0) * new Set(goods.map((g) => g.category)).size, small: true };
    const isSmallInBrazil = territory === 'BR' && value <= BR_SMALL.upToEuros;
    const rateOf = (category: string) => {
      const rate = tariff.byCategory?.[category] ?? tariff.standard;
      return isSmallInBrazil ? Math.min(rate, BR_SMALL.basisPoints) : rate;
    };
    return {
      euros: goods.reduce((sum, g) => sum + (g.euros * rateOf(g.category)) / 10_000, 0),
      small: false,
    };
  },
};
