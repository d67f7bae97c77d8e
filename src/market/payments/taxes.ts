import type { EpochMs } from '../../kernel/time.ts';

/**
 * Where tax rates come from. Prices on the marketplace include tax, so a rate only says how much of a price is tax.
 * Behind a port, because a trader of size will want a tax service in its place.
 */
export interface TaxTable {
  /** Rate on goods of a category delivered to a country, or nothing if it is not known here. */
  rate(query: {
    readonly country: string;
    readonly category: string;
    readonly at: EpochMs;
  }): TaxRate | undefined;
}

export interface TaxRate {
  /** Of the price before tax. */
  readonly basisPoints: number;
  /** As the invoice calls it. */
  readonly name: string;
}

interface Rates {
  readonly name: string;
  readonly standard: number;
  /** Rates of categories that differ from the standard one. */
  readonly reduced?: Readonly<Record<string, number>>;
}

/**
 * Standard and reduced rates in basis points, as published for 2026. European ones: European Commission, Taxes in
 * Europe Database; others: the tax authority of the country. Countries whose tax depends on more than country and
 * category (US and Canadian sales taxes, Brazilian ICMS) are left out on purpose: their orders show no tax.
 */
const RATES: Readonly<Record<string, Rates>> = {
  AT: { name: 'USt', standard: 2000, reduced: { books: 1000, food: 1000 } },
  BE: { name: 'BTW/TVA', standard: 2100, reduced: { books: 600, food: 600 } },
  BG: { name: 'DDS', standard: 2000, reduced: { books: 900 } },
  CH: { name: 'MWST', standard: 810, reduced: { books: 260, food: 260 } },
  CN: { name: 'VAT', standard: 1300, reduced: { books: 900, food: 900 } },
  CY: { name: 'FPA', standard: 1900, reduced: { books: 300, food: 500 } },
  CZ: { name: 'DPH', standard: 2100, reduced: { books: 0, food: 1200 } },
  DE: { name: 'USt', standard: 1900, reduced: { books: 700, food: 700 } },
  DK: { name: 'moms', standard: 2500, reduced: { books: 0 } },
  EE: { name: 'KM', standard: 2400, reduced: { books: 900 } },
  ES: { name: 'IVA', standard: 2100, reduced: { books: 400, food: 1000 } },
  FI: { name: 'ALV', standard: 2550, reduced: { books: 1350, food: 1350 } },
  FR: { name: 'TVA', standard: 2000, reduced: { books: 550, food: 550 } },
  GB: { name: 'VAT', standard: 2000, reduced: { books: 0, food: 0 } },
  GR: { name: 'FPA', standard: 2400, reduced: { books: 600, food: 1300 } },
  HR: { name: 'PDV', standard: 2500, reduced: { books: 500, food: 500 } },
  HU: { name: 'AFA', standard: 2700, reduced: { books: 500 } },
  IE: { name: 'VAT', standard: 2300, reduced: { books: 0, food: 0 } },
  IT: { name: 'IVA', standard: 2200, reduced: { books: 400, food: 1000 } },
  JP: { name: 'consumption tax', standard: 1000, reduced: { food: 800 } },
  LT: { name: 'PVM', standard: 2100, reduced: { books: 500 } },
  LU: { name: 'TVA', standard: 1700, reduced: { books: 300, food: 300 } },
  LV: { name: 'PVN', standard: 2100, reduced: { books: 500 } },
  MT: { name: 'VAT', standard: 1800, reduced: { books: 500, food: 0 } },
  MX: { name: 'IVA', standard: 1600, reduced: { books: 0, food: 0 } },
  NL: { name: 'BTW', standard: 2100, reduced: { books: 900, food: 900 } },
  NO: { name: 'MVA', standard: 2500, reduced: { books: 0, food: 1500 } },
  PL: { name: 'VAT', standard: 2300, reduced: { books: 500, food: 500 } },
  PT: { name: 'IVA', standard: 2300, reduced: { books: 600, food: 600 } },
  RO: { name: 'TVA', standard: 2100, reduced: { books: 1100, food: 1100 } },
  SE: { name: 'moms', standard: 2500, reduced: { books: 600, food: 1200 } },
  SI: { name: 'DDV', standard: 2200, reduced: { books: 500, food: 950 } },
  SK: { name: 'DPH', standard: 2300, reduced: { books: 500, food: 1900 } },
};

export const BUILT_IN_TAXES: TaxTable = {
  rate({ country, category }) {
    const rates = RATES[country];
    if (!rates) return undefined;
    return { basisPoints: rates.reduced?.[category] ?? rates.standard, name: rates.name };
  },
};

/** The tax inside a price that includes it, in minor units, rounded half up as on invoices. */
export function taxInside(grossMinor: number, basisPoints: number): number {
  return Math.floor((2 * grossMinor * basisPoints + 10_000 + basisPoints) / (2 * (10_000 + basisPoints)));
}
