import { termsOf } from './terms.ts';

/** What is read of a listing, by how much a word there says about it. */
export interface FieldTexts {
  readonly title: string;
  /** Category, brand, values of attributes. */
  readonly label: string;
  readonly description: string;
}

export type Field = keyof FieldTexts;
export const FIELDS: readonly Field[] = ['title', 'label', 'description'];

export interface Formula {
  /** How soon more of the same word adds nothing. */
  readonly saturation: number;
  readonly fields: Readonly<
    Record<
      Field,
      {
        readonly weight: number;
        /** 0: length does not matter; 1: fully. */ readonly lengthEffect: number;
        /** Terms of a typical one. */ readonly lengthTypical: number;
      }
    >
  >;
}

/**
 * BM25F (Robertson, Zaragoza, Taylor 2004), its parameters chosen on judged queries (`npm run bench -- relevance`). The typical
 * lengths are fixed instead of averaged over the index: so a listing's impacts depend on its own texts alone, hold
 * while others come and go, and can be stored rounded.
 */
export const FORMULA: Formula = {
  saturation: 1.2,
  fields: {
    title: { weight: 3, lengthEffect: 0.5, lengthTypical: 15 },
    label: { weight: 1.5, lengthEffect: 0.5, lengthTypical: 5 },
    description: { weight: 1, lengthEffect: 0.8, lengthTypical: 30 },
  },
};

/** A text shorter than this part of a typical one gains nothing more by it: three words are no better a description than thirty. */
const LENGTH_MIN = 0.5;

/**
 * How much each of its terms speaks for a listing, above 0 and below 1. A listing's score is the sum over a query's words of
 * weight x idf x impact, times the seller's trust and the listing's quality.
 */
export function impactsOf(texts: FieldTexts, formula: Formula = FORMULA): Map<string, number> {
  const impacts = new Map<string, number>();
  for (const field of FIELDS) {
    const { weight, lengthEffect, lengthTypical } = formula.fields[field];
    const terms = termsOf(texts[field]);
    const length = Math.max(terms.length / lengthTypical, LENGTH_MIN);
    const each = weight / (1 - lengthEffect + lengthEffect * length);
    for (const term of terms) impacts.set(term, (impacts.get(term) ?? 0) + each);
  }
  for (const [term, sum] of impacts) impacts.set(term, sum / (formula.saturation + sum));
  return impacts;
}

/** How much a term tells listings apart (BM25, never negative): about .7 where half of them have it, 13 for one in a million. */
export function idf(listings: number, listingsWithTerm: number): number {
  return Math.log1p((listings - listingsWithTerm + 0.5) / (listingsWithTerm + 0.5));
}
