import { readFileSync } from 'node:fs';

export interface Row {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** How it was measured, and on what. */
  readonly note: string;
}

export interface BenchOptions {
  /** Where data to measure with lie, for those that need some. */
  readonly data?: string | undefined;
}

/** Data to measure with are not there; the message says how to name their folder. */
export class MissingData extends Error {
  override name = 'MissingData';
}

/** One measurement, giving one or several rows. Each lives in its own file and is listed by its bench. */
export type Measurement = (
  progress: (text: string) => void,
  options: BenchOptions,
) => Promise<readonly Row[]>;

/** A row's goal as kept in goals.json; `source` says who wants it. */
interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly source: string;
}

export interface JudgedRow extends Row {
  /** Such as `>= 500000`, or null if nobody has set one. */
  readonly goal: string | null;
  readonly holds: boolean | null;
}

type Goals = Readonly<Record<string, Readonly<Record<string, Goal>>>>;

export function readGoals(): Goals {
  return JSON.parse(readFileSync(new URL('goals.json', import.meta.url), 'utf8')) as Goals;
}

export function judged(row: Row, goal: Goal | undefined): JudgedRow {
  if (goal?.atLeast !== undefined)
    return { ...row, goal: `>= ${goal.atLeast}`, holds: row.value >= goal.atLeast };
  if (goal?.atMost !== undefined)
    return { ...row, goal: `<= ${goal.atMost}`, holds: row.value <= goal.atMost };
  return { ...row, goal: null, holds: null };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('no values');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
