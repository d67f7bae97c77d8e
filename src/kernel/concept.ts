import type { EpochMs } from './time.ts';

/** A past-tense JSON fact. `at` is when it happened, which may be long before it was recorded. */
export interface DomainEvent {
  readonly type: string;
  readonly at: EpochMs;
}

export type ColumnValue = string | number | boolean | null | readonly string[];

/** A value pulled out of the state into its own indexed column, so that streams can be found by it. */
export interface Column<State> {
  readonly type: 'text' | 'bigint' | 'boolean' | 'text[]';
  /**
   * `false` where it only narrows what another column finds: a column that changes at each step of a stream makes
   * PostgreSQL rewrite every index of the row each time, unless no index has it.
   */
  readonly indexed?: false;
  of(state: State): ColumnValue;
}

/**
 * A governed noun: its stream of events and how they fold into a state. The state must be plain JSON, since
 * it is also kept as one row of the table `concept_<name>`, a projection that can be dropped and rebuilt.
 */
export interface Concept<State, Event extends DomainEvent, Columns extends string = string> {
  /** Name of the stream kind in the log, snake_case. */
  readonly name: string;
  /** Raise it when `evolve`, `columns` or `due` change meaning: the table is then rebuilt from the log at start. */
  readonly revision: number;
  evolve(state: State | undefined, event: Event): State;
  readonly columns: Readonly<Record<Columns, Column<State>>>;
  /** Lists in an order: an index over several columns each, of the rows where the first is not null. */
  readonly indexes?: readonly (readonly Columns[])[];
  /** Each commit that changes such a stream is announced to all processes in the same transaction. */
  readonly announce?: true;
  /** When this stream wants to be woken next, if at all. Kept in `due_at`, swept by the worker. */
  due?(state: State): EpochMs | undefined;
}

/** Any concept, where only the shape matters (platform code that moves rows about). */
// oxlint-disable-next-line typescript/no-explicit-any -- a concept is invariant in its state; the platform never looks inside
export type AnyConcept = Concept<any, any, any>;

/** Conditions on columns, all of which must hold. For a `text[]` column: contains this value. */
export type Where<Columns extends string> = Partial<Readonly<Record<Columns, string | number | boolean>>>;

export interface Found<State> {
  readonly id: string;
  readonly state: State;
}
