import type { Mode } from './corpus.ts';
import type { Rate } from './engine.ts';

/** What each process that holds our engine is to do; several, so that the memory of one is not what another left behind. */
export type OursTask =
  /** Reads all listings, and writes the index to this file. */
  | { readonly kind: 'build'; readonly listings: number; readonly file: string }
  /** Reads that file, answers, and is changed while it answers. */
  | { readonly kind: 'serve'; readonly listings: number; readonly file: string }
  /** Answers without an index. */
  | { readonly kind: 'oracle'; readonly listings: number };

export interface Built {
  readonly buildS: number;
  readonly rssMb: number;
  readonly fileMb: number;
}

export interface Served {
  readonly reloadS: number;
  readonly still: Readonly<Record<Mode, Rate>>;
  /** Parsed as typed, with beginnings, other words and typos. */
  readonly typed: Readonly<Record<Mode, Rate>>;
  /** While listings change, and just before, on an index that is merged to one segment. */
  readonly changing: Readonly<Record<Mode, { readonly before: Rate; readonly meanwhile: Rate }>>;
  readonly changesPerS: number;
  /** Once all of the above but the changes is done. */
  readonly rssMb: number;
  readonly trustChangeUs: number;
  /** Changes of trust that the very next query did not show. */
  readonly trustChangesMissed: number;
  readonly answers: Answers;
}

/** Numbers of listings, by mode and query. */
export type Answers = Readonly<Record<Mode, readonly (readonly number[])[]>>;
