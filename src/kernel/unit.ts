import type { Concept, DomainEvent, Found, Where } from './concept.ts';
import type { Refusal } from './decision.ts';
import type { IdSource } from './ids.ts';
import type { EpochMs } from './time.ts';

/** Keyed commitment (HMAC-SHA-256, base64url) to a private value; safe inside the hash chain. */
export type Commitment = string & { readonly __commitment: true };

export interface PrivateValue {
  /** Whose data it is: erased with that party. */
  readonly party: string;
  /** Part of the commitment: the same digits as a phone and as an account number do not collide. */
  readonly kind: string;
  readonly value: string;
}

/** Streams that wait to be taken, by a column that says in which queue they stand and one that says how long. */
export interface Queue<C extends string> {
  readonly column: C;
  readonly values: readonly string[];
  readonly by: C;
  readonly except?: readonly string[];
}

/**
 * One unit of work: what it appends is committed together or not at all. Workflows are written against this
 * interface and run on PostgreSQL and in memory unchanged.
 */
export interface Unit {
  readonly now: EpochMs;
  readonly ids: IdSource;
  /** Who acts: a party id, or `system:<what>` for deadlines and detectors. Recorded with each entry. */
  readonly by: string;

  /** Current state as this unit sees it, own appends included. Writes on it are checked against its version. */
  load<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
  ): Promise<S | undefined>;

  /** As `load`, but no other unit can change (`update`) or, for `share`, no sanction can slip in until commit. */
  lock<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
    mode: 'share' | 'update',
  ): Promise<S | undefined>;

  /** Streams by column values, in order of id. Throws if more than `limit` (default 1 000) match. */
  find<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    where: Where<C>,
    limit?: number,
  ): Promise<readonly Found<S>[]>;

  /**
   * As `find`, but only so many, of those behind an id: for what may be too much for one unit. Goes on behind `next`, which
   * is absent where nothing more is stored.
   */
  page<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    where: Where<C>,
    from: { readonly after: string | undefined; readonly limit: number },
  ): Promise<{ readonly found: readonly Found<S>[]; readonly next: string | undefined }>;

  /**
   * Takes the first stream, in order of the column `by`, whose `column` has one of these values, and which no other unit
   * holds; locked until commit. Two units never take the same one, and neither waits for the other. Those of `except` are
   * passed by.
   */
  take<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    queue: Queue<C>,
  ): Promise<Found<S> | undefined>;

  /** The events of one stream, first to last, own appends included: for what its state has forgotten. */
  history<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
  ): Promise<readonly E[]>;

  /** Loads many at once, so that the following `load`s are free. */
  prefetch<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    ids: readonly string[],
  ): Promise<void>;

  /** Appends events and returns the new state. A stream that was never loaded is taken to be new. */
  append<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
    events: readonly E[],
  ): S;

  /** Version (count of events) of a stream that this unit has loaded or appended to; 0 if it does not exist. */
  version<S, E extends DomainEvent, C extends string>(concept: Concept<S, E, C>, id: string): number;

  /** Keeps a private value outside the chain and returns the commitment that events may carry. */
  keep(value: PrivateValue): Commitment;

  /**
   * Deletes the kept values of a party, save those of the kinds named. The commitments stay in the log and mean
   * nothing any more. Equal values that other parties keep are theirs and stay.
   */
  erase(party: string, keptKinds: readonly string[]): void;

  /** Commitment without keeping anything: for comparing with known ones. */
  commit(kind: string, value: string): Commitment;

  /** The kept values behind commitments; erased ones are missing. */
  reveal(commitments: readonly Commitment[]): Promise<ReadonlyMap<Commitment, string>>;

  /** Which of these outside facts are recorded already, in this unit or before, with their prints. */
  knownFacts(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /**
   * Marks an outside fact as recorded; committing it twice is impossible. The print, such as a hash of what it said,
   * tells a repetition from a contradiction.
   */
  recordFact(key: string, print?: string): void;

  /**
   * Does one of many pieces of work, so that it can't keep the others from being done: where it is refused or fails, all that it
   * appended is forgotten, and it is reported after the commit. What it locked stays locked.
   */
  attempt<T extends object>(what: string, work: () => Promise<T | Refusal>): Promise<T | undefined>;

  /** Runs after a successful commit, never after a rollback. Must be safe to lose: a sweep repeats it. */
  afterCommit(effect: () => Promise<void>): void;
}
