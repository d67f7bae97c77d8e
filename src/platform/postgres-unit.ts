import { DatabaseError, type PoolClient } from 'pg';
import type { AnyConcept, DomainEvent, Where } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { Commitment, Queue, Unit } from '../kernel/unit.ts';
import { bulkText, isBulkable, unbulk } from './bulk.ts';
import { tableOf } from './concept-table.ts';
import type { Change, Watch } from './lease.ts';
import { prepared } from './prepared.ts';
import { BufferedUnit, type Slot, type StoredRow, type UnitContext } from './unit.ts';
import {
  announcement,
  entriesStatement,
  erasureStatement,
  factsStatement,
  privateValuesStatement,
  stateStatements,
} from './unit-writes.ts';

/**
 * Locks are taken in order of id, so that two units wanting the same rows never wait for each other. Row locks alone are
 * not fair: new sharers join those that hold the row, past one who waits to change it, and under a flood of them it
 * waits for seconds. So an announced concept, whose verdicts must not wait, puts an advisory lock in front of the row,
 * which is granted in order of asking. The row lock comes after it and reads the row as it is by then.
 */
function fetchStatement(concept: AnyConcept, mode: 'share' | 'update' | undefined): string {
  const table = tableOf(concept);
  if (!mode) return `select id, version, doc from ${table} where id = any(${unbulk(1)})`;
  if (!concept.announce)
    return `select id, version, doc from ${table} where id = any(${unbulk(1)}) order by id for ${mode}`;
  const queue = mode === 'share' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  return `with asked as materialized
      (select i, ${queue}(hashtextextended('${concept.name}' || i, 0)) from (select unnest(${unbulk(1)}) as i order by 1) o)
    select t.id, t.version, t.doc from asked join ${table} t on t.id = asked.i order by t.id for ${mode} of t`;
}

/** How many at the front of a queue are looked through for one that nobody holds. */
const FRONT = 100;

/** What a unit of work is done on, for who reads in it what no concept holds. */
export function connectionOf(unit: Unit): PoolClient {
  assert(unit instanceof PostgresUnit, 'a unit in memory has no connection');
  return unit.client;
}

/** A unit of work on one connection, inside of its transaction: see `transact`. */
export class PostgresUnit extends BufferedUnit {
  readonly client: PoolClient;
  private readonly watch: UnitContext['watch'];
  private watching: Watch | undefined;

  constructor(client: PoolClient, context: UnitContext) {
    super(context);
    this.client = client;
    this.watch = context.watch;
  }

  /** After an error of the database, its transaction takes nothing more. */
  protected override isOver(error: unknown): boolean {
    return error instanceof DatabaseError;
  }

  protected override async fetch(
    concept: AnyConcept,
    ids: readonly string[],
    mode?: 'share' | 'update',
  ): Promise<readonly StoredRow[]> {
    // Ids come from requests too: what can't travel in bulk can't have been stored.
    const possible = ids.filter(isBulkable);
    if (possible.length === 0) return [];
    const result = await this.client.query<StoredRow>(
      prepared(fetchStatement(concept, mode), [bulkText(possible)]),
    );
    return result.rows;
  }

  protected override async query(
    concept: AnyConcept,
    where: Where<string>,
    limit: number,
    after?: string,
  ): Promise<readonly StoredRow[]> {
    const entries = Object.entries(where);
    const conditions = entries.map(([name], i) => {
      const column = concept.columns[name];
      assert(column, `${concept.name} has no column ${name}`);
      return column.type === 'text[]' ? `"${name}" @> array[$${i + 2}]::text[]` : `"${name}" = $${i + 2}`;
    });
    const values: unknown[] = [limit, ...entries.map(([, value]) => value)];
    if (after !== undefined) conditions.push(`id > $${values.push(after)}`);
    const result = await this.client.query<StoredRow>(
      prepared(
        `select id, version, doc from ${tableOf(concept)} where ${conditions.join(' and ') || 'true'} order by id limit $1`,
        values,
      ),
    );
    return result.rows;
  }

  protected override async first(
    concept: AnyConcept,
    { column, values, by, except = [] }: Queue<string>,
  ): Promise<StoredRow | undefined> {
    const table = tableOf(concept);
    // A few from the front of each queue, so that its index is read and nothing sorted; more than takers at a time.
    const result = await this.client.query<StoredRow>(
      prepared(
        `select id, version, doc from ${table} where "${column}" = any($1) and id in (
           select front.id from unnest($1::text[]) queue cross join lateral (
             select id from ${table} where "${column}" = queue and id <> all($2) order by "${by}", id limit ${FRONT}) front)
         order by "${by}", id limit 1 for update skip locked`,
        [values, except],
      ),
    );
    return result.rows[0];
  }

  protected override async storedEvents(concept: AnyConcept, id: string): Promise<readonly DomainEvent[]> {
    const result = await this.client.query<{ event: DomainEvent }>(
      'select body::jsonb as event from log_entry where stream = $1 and concept = $2 order by version',
      [id, concept.name],
    );
    return result.rows.map((r) => r.event);
  }

  protected override async storedFacts(
    keys: readonly string[],
  ): Promise<readonly { key: string; print: string }[]> {
    const possible = keys.filter(isBulkable);
    if (possible.length === 0) return [];
    const result = await this.client.query<{ key: string; print: string }>(
      prepared(`select key, print from recorded_fact where key = any(${unbulk(1)})`, [bulkText(possible)]),
    );
    return result.rows;
  }

  protected override async storedValues(
    commitments: readonly Commitment[],
  ): Promise<readonly { commitment: Commitment; value: string }[]> {
    if (commitments.length === 0) return [];
    const result = await this.client.query<{ commitment: Commitment; value: string }>(
      prepared(
        'select distinct on (commitment) commitment, value from private_value where commitment = any($1)',
        [commitments],
      ),
    );
    return result.rows;
  }

  /** Sends a handful of statements, without waiting for one before the next. */
  flush(): readonly Promise<unknown>[] {
    const concepts = [...this.slots.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const statements = concepts.flatMap(([, slots]) =>
      stateStatements([...slots.values()].filter((s) => s.dirty)),
    );
    const announced = this.announcedSlots();
    if (announced.length > 0)
      statements.push(announcement(announced.map((s) => ({ ...s, concept: s.concept.name }))));
    if (this.entries.length > 0) statements.push(entriesStatement(this.entries, this.by));
    for (const [party, keptKinds] of this.erasures) statements.push(erasureStatement(party, keptKinds));
    if (this.privateValues.size > 0)
      statements.push(privateValuesStatement([...this.privateValues.values()]));
    if (this.facts.size > 0) statements.push(factsStatement(this.facts));
    return statements.map((statement) => this.client.query(statement));
  }

  /** What the other processes are told of at commit. */
  announcements(): readonly Change[] {
    return this.announcedSlots().map((s) => ({ id: s.id, version: s.version }));
  }

  /** Commits while it is watched who hears of it. */
  async watched(changes: readonly Change[], commits: () => Promise<void>): Promise<void> {
    if (changes.length > 0) this.watching = this.watch?.(changes);
    try {
      await commits();
    } catch (error) {
      this.watching?.end();
      throw error;
    }
  }

  /** To be called behind the commit. Never fails. */
  async askWhoServes(): Promise<void> {
    await this.watching?.ask(this.client);
  }

  async runEffects(): Promise<void> {
    await this.watching?.settled();
    for (const effect of this.effects) await effect();
  }

  /** What is new is nobody's memory yet: only changes of what others may know have to be told. */
  private announcedSlots(): readonly Slot[] {
    return [...this.slots.values()]
      .flatMap((m) => [...m.values()])
      .filter((s) => s.dirty && s.storedVersion > 0 && s.concept.announce);
  }
}
