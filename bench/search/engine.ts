import type { MadeUpListing, MadeUpQuery, Mode } from './corpus.ts';

/** What is measured, in a process of its own: ours and the peers alike. */
export interface Engine {
  readonly name: string;
  /** Settings in a few words, for the row. */
  readonly how: string;
  build(listings: Iterable<MadeUpListing>, trust: Float32Array): Promise<void>;
  /** Numbers of the 20 best listings of the category with all (and) or some (or) of the words, by BM25 x trust of the seller. */
  search(query: MadeUpQuery, mode: Mode): readonly number[] | Promise<readonly number[]>;
  /** So that the next query counts with it. */
  setTrust(seller: number, trust: number): void | Promise<void>;
  /** Bytes on disk or of the engine's own server, where that says more than this process's memory. */
  size?(): Promise<string>;
  close(): Promise<void>;
}

export type EngineName = 'fts5' | 'postgres' | 'minisearch';

export interface Rate {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Results of all queries, so that nobody is fast by finding nothing. */
  readonly found: number;
}
