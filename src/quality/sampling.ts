import { assert } from '../kernel/decision.ts';

/**
 * Single sampling plans by attributes, computed by rule instead of copied: with `i` the index of the code letter and
 * `j` that of the AQL, both from 0, the acceptance number follows from the diagonal `i + j - 14` alone. The rule is
 * that of ISO 2859-1 for normal inspection; conformance is not claimed. What it promises (a lot at the AQL is accepted
 * with probability .87 to .995) is computed in `sampling.test.ts` for each plan.
 */
export interface SamplingPlan {
  readonly letter: string;
  /** Units drawn; all of the lot where the plan asks for as many or more. */
  readonly sampleSize: number;
  /** The lot is accepted with so many nonconforming units or fewer, and rejected with one more. */
  readonly accept: number;
}

const LETTERS = 'ABCDEFGHJKLMNPQR';
export const SAMPLE_SIZES = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000] as const;

/** Nonconforming units in a hundred; above 10, defects in a hundred units. */
export const AQLS = [
  0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10, 15, 25, 40, 65, 100,
  150, 250, 400, 650, 1000,
] as const;

/** A whole share of units: only these are asked for by a rulebook, whose AQL is a percentage of units. */
export const AQL_PERCENT_MAX = 10;

/** Acceptance numbers from diagonal 3 on. The last two belong to the five smallest samples. */
const ACCEPTS = [1, 2, 3, 5, 7, 10, 14, 21, 30, 44] as const;
const SMALL_SAMPLES = 5;

export type Cell =
  | { readonly accept: number }
  /** `down`: the next larger sample; `up`: the next smaller one. */
  | { readonly arrow: 'down' | 'up' };

/** What stands in the table for a code letter and an AQL, both as indices. */
export function cellOf(letter: number, aql: number): Cell {
  const diagonal = letter + aql - 14;
  if (diagonal === 0) return { accept: 0 };
  if (diagonal < 0 || diagonal === 2) return { arrow: 'down' };
  if (diagonal === 1) return { arrow: 'up' };
  const rank = diagonal - 3;
  const accept = ACCEPTS[rank];
  const isTooMany = accept === undefined || (rank >= ACCEPTS.length - 2 && letter >= SMALL_SAMPLES);
  return isTooMany ? { arrow: 'up' } : { accept };
}

/** Lot sizes up to which a code letter of general level II holds. */
const LOTS_II = [8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000] as const;

/** Indices of code letters by lot size for levels I and III, in the order of `LOTS_II` and one for larger lots. */
const LETTERS_I = [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
const LETTERS_II = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] as const;
const LETTERS_III = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const BY_LEVEL = { I: LETTERS_I, II: LETTERS_II, III: LETTERS_III } as const;
export type Level = keyof typeof BY_LEVEL;

/** The plan for a lot, arrows followed. The AQL must be one of `AQLS`. */
export function planFor(lotSize: number, level: Level, aqlPercent: number): SamplingPlan {
  const aql = (AQLS as readonly number[]).indexOf(aqlPercent);
  assert(aql >= 0, `not an AQL: ${aqlPercent}`);
  assert(Number.isSafeInteger(lotSize) && lotSize > 0, `not a lot size: ${lotSize}`);
  const band = LOTS_II.findIndex((most) => lotSize <= most);
  let letter: number = BY_LEVEL[level].at(band) ?? 0;
  // Arrows in the same column point towards one number, so that this ends.
  for (;;) {
    const cell = cellOf(letter, aql);
    if ('accept' in cell) {
      const sampleSize = SAMPLE_SIZES[letter];
      assert(sampleSize !== undefined, `no letter ${letter}`);
      return {
        letter: LETTERS.charAt(letter),
        sampleSize: Math.min(sampleSize, lotSize),
        accept: cell.accept,
      };
    }
    const next = letter + (cell.arrow === 'down' ? 1 : -1);
    // At the edge of the table the nearest plan with a number holds.
    if (next < 0 || next >= SAMPLE_SIZES.length) return edgePlan(aql, lotSize);
    letter = next;
  }
}

function edgePlan(aql: number, lotSize: number): SamplingPlan {
  const letters = SAMPLE_SIZES.map((_, i) => i).filter((i) => 'accept' in cellOf(i, aql));
  const letter = letters.at(-1) ?? 0;
  const cell = cellOf(letter, aql);
  assert('accept' in cell, `no plan for AQL ${AQLS[aql]}`);
  return {
    letter: LETTERS.charAt(letter),
    sampleSize: Math.min(SAMPLE_SIZES[letter] ?? lotSize, lotSize),
    accept: cell.accept,
  };
}

/**
 * Which units of a lot are looked at: distinct numbers from 1 to `lotSize`, drawn by the seed alone, so that anybody can
 * draw them again and nobody can choose them (Floyd's sampling, over a 32-bit generator by Weyl and mixing steps).
 */
export function drawUnits(seed: string, lotSize: number, sampleSize: number): readonly number[] {
  assert(sampleSize <= lotSize, 'a sample is a part of its lot');
  const next = generator(seed);
  const drawn = new Set<number>();
  for (let j = lotSize - sampleSize + 1; j <= lotSize; j++) {
    const pick = 1 + below(next, j);
    drawn.add(drawn.has(pick) ? j : pick);
  }
  return [...drawn].toSorted((a, b) => a - b);
}

/** Even below any bound: numbers of the last, incomplete round are drawn again. */
function below(next: () => number, bound: number): number {
  const rounds = Math.floor(2 ** 32 / bound) * bound;
  let number = next();
  while (number >= rounds) number = next();
  return number % bound;
}

/** FNV-1a of the seed starts a splitmix32: small, known, and the same everywhere. */
function generator(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** Chance that a lot with this share of nonconforming units is accepted; `cdf` is the binomial one. */
export function acceptance(
  { sampleSize, accept }: Pick<SamplingPlan, 'sampleSize' | 'accept'>,
  share: number,
  cdf: (x: number, n: number, p: number) => number,
): number {
  return cdf(accept, sampleSize, share);
}
