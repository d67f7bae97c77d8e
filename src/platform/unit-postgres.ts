import type { Pool, PoolClient } from 'pg';
import type { AnyConcept, Where } from '../kernel/concept.ts';
import { assert, isRefusal } from '../kernel/decision.ts';
import { canonicalJson } from '../kernel/hash.ts';
import type { Commitment } from '../kernel/unit.ts';
import { bulk, bulkText, isBulkable, unbulk } from './bulk.ts';
import { bulkRows, tableOf } from './concept-table.ts';
import type { Change } from './lease.ts';
import { BufferedUnit, type Slot, type StoredRow, type UnitContext } from './unit.ts';

/** Another unit changed the same stream first. Retried by `transact`; seen by callers only after many tries. */
export class Conflict extends Error {
  override name = 'Conflict';
}

const TRIES_MAX = 8;
/** PostgreSQL: serialization_failure, deadlock_detected, unique_violation. */
const RETRIED = new Set(['40001', '40P01', '23505']);

export interface TransactOptions {
  /** Runs first, in the same transaction; a defined value ends the unit with it (an idempotent replay). */
  readonly before?: (client: PoolClient) => Promise<unknown>;
  /** Runs last, in the same transaction, with the result that is about to be committed and what it announces. */
  readonly after?: (client: PoolClient, result: unknown, announced: readonly Change[]) => Promise<void>;
  /** Off only where losing the last moments to a crash is fine, as when filling the demo. */
  readonly durable?: boolean;
}

/**
 * Runs work as one PostgreSQL transaction. A refusal rolls everything back; a version conflict or a deadlock is
 * tried again from the start with fresh state, so `work` must not act on the outside except by `afterCommit`.
 */
export async function transact<T>(
  pool: Pool,
  context: () => UnitContext,
  work: (unit: BufferedUnit) => Promise<T>,
  options: TransactOptions = {},
): Promise<T> {
  const { result, unit } = await retried(() => attemptOnce(pool, context, work, options));
  // Outside of the tries: what is committed must not be done again because of what followed it.
  await unit?.runEffects();
  return result;
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= TRIES_MAX || !isRetryable(error)) throw error;
      await new Promise((resume) => setTimeout(resume, Math.random() * 5 * tries));
    }
  }
}

async function attemptOnce<T>(
  pool: Pool,
  context: () => UnitContext,
  work: (unit: BufferedUnit) => Promise<T>,
  options: TransactOptions,
): Promise<{ result: T; unit?: PostgresUnit }> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(options.durable === false ? 'begin; set local synchronous_commit = off' : 'begin');
    const replay = await options.before?.(client);
    if (replay !== undefined) {
      await client.query('rollback');
      return { result: replay as T };
    }
    const unit = new PostgresUnit(client, context());
    const result = await work(unit);
    if (isRefusal(result)) {
      await client.query('rollback');
      return { result };
    }
    await unit.flush();
    await options.after?.(client, result, unit.announcements());
    const end = await client.query('commit');
    // PostgreSQL answers a commit of a failed transaction with a rollback, and calls that a success.
    assert(end.command === 'COMMIT', 'a statement failed, and its error was swallowed');
    return { result, unit };
  } catch (error) {
    // A connection that can't even roll back must not return to the pool.
    await client.query('rollback').catch((e: unknown) => (broken = e as Error));
    throw error;
  } finally {
    client.release(broken);
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof Conflict || RETRIED.has((error as { code?: string }).code ?? '');
}

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

class PostgresUnit extends BufferedUnit {
  private readonly client: PoolClient;
  private readonly announced: UnitContext['announced'];

  constructor(client: PoolClient, context: UnitContext) {
    super(context);
    this.client = client;
    this.announced = context.announced;
  }

  protected override async fetch(
    concept: AnyConcept,
    ids: readonly string[],
    mode?: 'share' | 'update',
  ): Promise<readonly StoredRow[]> {
    // Ids come from requests too: what can't travel in bulk can't have been stored.
    const possible = ids.filter(isBulkable);
    if (possible.length === 0) return [];
    const result = await this.client.query<StoredRow>(fetchStatement(concept, mode), [bulkText(possible)]);
    return result.rows;
  }

  protected override async query(
    concept: AnyConcept,
    where: Where<string>,
    limit: number,
  ): Promise<readonly StoredRow[]> {
    const entries = Object.entries(where);
    const conditions = entries.map(([name], i) => {
      const column = concept.columns[name];
      assert(column, `${concept.name} has no column ${name}`);
      return column.type === 'text[]' ? `"${name}" @> array[$${i + 2}]::text[]` : `"${name}" = $${i + 2}`;
    });
    const result = await this.client.query<StoredRow>(
      `select id, version, doc from ${tableOf(concept)} where ${conditions.join(' and ') || 'true'} order by id limit $1`,
      [limit, ...entries.map(([, value]) => value)],
    );
    return result.rows;
  }

  protected override async storedFacts(
    keys: readonly string[],
  ): Promise<readonly { key: string; print: string }[]> {
    const possible = keys.filter(isBulkable);
    if (possible.length === 0) return [];
    const result = await this.client.query<{ key: string; print: string }>(
      `select key, print from recorded_fact where key = any(${unbulk(1)})`,
      [bulkText(possible)],
    );
    return result.rows;
  }

  protected override async storedValues(
    commitments: readonly Commitment[],
  ): Promise<readonly { commitment: Commitment; value: string }[]> {
    if (commitments.length === 0) return [];
    const result = await this.client.query<{ commitment: Commitment; value: string }>(
      'select distinct on (commitment) commitment, value from private_value where commitment = any($1)',
      [commitments],
    );
    return result.rows;
  }

  /** Writes everything in a handful of statements: a row a stream, a row an event. */
  async flush(): Promise<void> {
    const concepts = [...this.slots.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [, slots] of concepts) await this.writeStates([...slots.values()].filter((s) => s.dirty));
    await this.announce();
    await this.writeEntries();
    await this.erasePrivateValues();
    await this.writePrivateValues();
    if (this.facts.size > 0)
      await this.client.query(
        `insert into recorded_fact (key, print) select * from unnest(${unbulk(1)}, ${unbulk(2)})`,
        [bulkText([...this.facts.keys()]), bulkText([...this.facts.values()])],
      );
  }

  /** What the other processes are told of at commit. */
  announcements(): readonly Change[] {
    return this.announcedSlots().map((s) => ({ id: s.id, version: s.version }));
  }

  async runEffects(): Promise<void> {
    const changes = this.announcements();
    if (changes.length > 0) await this.announced?.(changes);
    for (const effect of this.effects) await effect();
  }

  private async writeStates(slots: readonly Slot[]): Promise<void> {
    const concept = slots[0]?.concept;
    if (!concept) return;
    const created = slots.filter((s) => s.storedVersion === 0);
    const changed = slots.filter((s) => s.storedVersion > 0).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const { columns, from, values } = bulkRows(concept);
    if (created.length > 0) {
      const into = columns.join(', ');
      const result = await this.client.query(
        `insert into ${tableOf(concept)} (${into}) select ${into} from ${from} on conflict (id) do nothing`,
        values(created),
      );
      if (result.rowCount !== created.length) throw new Conflict(`a new ${concept.name} exists already`);
    }
    if (changed.length > 0) {
      const set = columns.filter((c) => c !== 'id').map((c) => `${c} = r.${c}`);
      const result = await this.client.query(
        `update ${tableOf(concept)} t set ${set.join(', ')} from ${from} where t.id = r.id and t.version = r.stored`,
        values(changed),
      );
      if (result.rowCount !== changed.length) throw new Conflict(`a ${concept.name} changed meanwhile`);
    }
  }

  /** What is new is nobody's memory yet: only changes of what others may know have to be told. */
  private announcedSlots(): readonly Slot[] {
    return [...this.slots.values()]
      .flatMap((m) => [...m.values()])
      .filter((s) => s.dirty && s.storedVersion > 0 && s.concept.announce);
  }

  /** Sent by PostgreSQL at commit and only then, so nobody hears of a change that did not happen. */
  private async announce(): Promise<void> {
    const changes = this.announcedSlots();
    if (changes.length === 0) return;
    await this.client.query('select pg_notify(c, p) from unnest($1::text[], $2::text[]) as r(c, p)', [
      changes.map((s) => `cacashop_${s.concept.name}`),
      changes.map((s) => `${s.id}:${s.version}`),
    ]);
  }

  private async writeEntries(): Promise<void> {
    if (this.entries.length === 0) return;
    const { entries } = this;
    await this.client.query(
      `insert into log_entry (concept, stream, version, recorded_at, by, type, body)
       select c, s, v::int, $6, $7, t, b
       from unnest(${[1, 2, 3, 4, 5].map(unbulk).join(', ')}) as r(c, s, v, t, b)`,
      [
        bulkText(entries.map((e) => e.concept)),
        bulkText(entries.map((e) => e.stream)),
        bulk(entries.map((e) => e.version)),
        bulkText(entries.map((e) => e.event.type)),
        bulk(entries.map((e) => canonicalJson(e.event))),
        Date.now(),
        this.by,
      ],
    );
  }

  private async erasePrivateValues(): Promise<void> {
    for (const [party, keptKinds] of this.erasures)
      await this.client.query('delete from private_value where party = $1 and kind <> all($2::text[])', [
        party,
        [...keptKinds],
      ]);
  }

  private async writePrivateValues(): Promise<void> {
    const values = [...this.privateValues.values()];
    if (values.length === 0) return;
    await this.client.query(
      `insert into private_value (commitment, party, kind, value)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
      [
        values.map((v) => v.commitment),
        values.map((v) => v.party),
        values.map((v) => v.kind),
        values.map((v) => v.value),
      ],
    );
  }
}
