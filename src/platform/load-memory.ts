import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { AnyConcept } from '../kernel/concept.ts';
import { canonicalJson } from '../kernel/hash.ts';
import { rowOf, tableOf } from './concept-table.ts';
import type { MemoryEntry, MemoryStore } from './unit-memory.ts';

const ROWS_A_STATEMENT = 2_000;

/** So many entries of so many are written. */
type Progress = (done: number, all: number) => void;

interface LoadOptions {
  readonly pool: Pool;
  readonly store: MemoryStore;
  /** Entries that may still be replaced by others while the market goes on: they are written last, at their place. */
  readonly mayChange?: (entry: MemoryEntry) => boolean;
}

/**
 * Writes a market that was lived through in memory into an empty database: the same log entries and the same rows as
 * if each unit had been committed there, in one transaction, so that a crash on the way leaves the database empty.
 */
export async function loadMemory(
  pool: Pool,
  store: MemoryStore,
  concepts: readonly AnyConcept[],
  progress: Progress,
): Promise<void> {
  const load = await MemoryLoad.begin({ pool, store });
  await load.finish(concepts, progress);
  await analyzed(pool);
}

/** The planner knows nothing of what was loaded at once until it is told to look. */
export async function analyzed(pool: Pool): Promise<void> {
  await pool.query('analyze');
}

/**
 * The same while the market is still lived through: its log is written beside it, and what holds only at its end, the
 * rows, is written when it has ended.
 */
export class MemoryLoad {
  private readonly client: PoolClient;
  private readonly store: MemoryStore;
  private readonly mayChange: (entry: MemoryEntry) => boolean;
  /** Entries before this one have been looked at. */
  private reached = 0;
  private readonly kept: { readonly id: string; readonly at: number }[] = [];
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;
  /** Of the entries that come next, asked for with those before: who lives answers the server only now and then. */
  private ids: Promise<readonly string[]>;
  private readonly recordedAt = Date.now();

  private constructor(client: PoolClient, { store, mayChange = () => false }: Omit<LoadOptions, 'pool'>) {
    this.client = client;
    this.store = store;
    this.mayChange = mayChange;
    this.ids = nextIds(client);
  }

  static async begin({ pool, ...options }: LoadOptions): Promise<MemoryLoad> {
    const client = await pool.connect();
    try {
      // Some days of a market may take long, and nothing is written meanwhile.
      await client.query('begin; set local idle_in_transaction_session_timeout = 0');
    } catch (error) {
      client.release(true);
      throw error;
    }
    return new MemoryLoad(client, options);
  }

  /**
   * Writes some of what there is by now, unless it is still writing. What goes wrong is told by `finish`. Returns at the
   * next turn, so that somebody who never waits for anything else lets the writing go on.
   */
  async writeOn(): Promise<void> {
    const isWorthIt = this.store.entries.length - this.reached >= ROWS_A_STATEMENT;
    if (isWorthIt && !this.isWriting) {
      this.isWriting = true;
      // Once it has gone wrong nothing more is tried, and what is told is what went wrong first.
      this.writing = this.writing.then(async () => {
        const ahead = new Ahead(this.client);
        await this.writeSome(ahead);
        await ahead.done();
      });
      this.writing.then(
        () => (this.isWriting = false),
        () => undefined,
      );
    }
    await turn();
  }

  /** Writes the rest and, as `last` does with this client only, what has to be there with it; commits, or nothing at all. */
  async finish(
    concepts: readonly AnyConcept[],
    progress: Progress,
    last: (client: PoolClient) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { client, store } = this;
    let broken: Error | undefined;
    try {
      await this.writing;
      const ahead = new Ahead(client);
      while (this.reached < store.entries.length) {
        await this.writeSome(ahead);
        progress(this.reached - this.kept.length, store.entries.length);
      }
      await this.writeKept(ahead);
      for (const concept of concepts) await insertRows(ahead, concept, store);
      await insertPrivate(ahead, store);
      await ahead.send(
        'insert into recorded_fact (key, print) select * from unnest($1::text[], $2::text[])',
        [[...store.facts.keys()], [...store.facts.values()]],
      );
      await ahead.done();
      await last(client);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch((e: unknown) => (broken = e as Error));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async writeSome(ahead: Ahead): Promise<void> {
    const { reached, store } = this;
    const chunk = store.entries.slice(reached, reached + ROWS_A_STATEMENT);
    this.reached += chunk.length;
    const ids = await this.ids;
    const numbered = chunk.flatMap((entry, i) => {
      const id = ids[i] ?? '';
      if (!this.mayChange(entry)) return { id, entry };
      this.kept.push({ id, at: reached + i });
      return [];
    });
    await insertEntries(ahead, numbered, this.recordedAt);
    this.ids = nextIds(this.client);
  }

  private async writeKept(ahead: Ahead): Promise<void> {
    const { kept, store } = this;
    const numbered = kept.flatMap(({ id, at }) => {
      const entry = store.entries[at];
      return entry ? { id, entry } : [];
    });
    await insertEntries(ahead, numbered, this.recordedAt);
  }
}

/** Has one statement made and sent while the server still works on the one before. */
class Ahead {
  private readonly client: PoolClient;
  private before: Promise<unknown> = Promise.resolve();

  constructor(client: PoolClient) {
    this.client = client;
  }

  /** @throws what went wrong with the one before. */
  async send(text: string, values: unknown[]): Promise<void> {
    const sent = this.client.query(text, values);
    // Told by whoever waits for it, unless one before it went wrong: that is told then.
    sent.catch(() => undefined);
    const { before } = this;
    this.before = sent;
    await before;
  }

  async done(): Promise<void> {
    await this.before;
  }
}

/** As many ids of the log, in their order, as one statement may need: a place can be kept free with them. */
function nextIds(client: PoolClient): Promise<readonly string[]> {
  const asked = client.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('log_entry', 'id'))::text as id from generate_series(1, $1)`,
    [ROWS_A_STATEMENT],
  );
  const ids = asked.then(({ rows }) => rows.map((row) => row.id));
  // Told by the next who needs them.
  ids.catch(() => undefined);
  return ids;
}

async function insertEntries(
  ahead: Ahead,
  numbered: readonly { readonly id: string; readonly entry: MemoryEntry }[],
  recordedAt: number,
): Promise<void> {
  if (numbered.length === 0) return;
  await ahead.send(
    `insert into log_entry (id, concept, stream, version, recorded_at, by, type, body) overriding system value
     select i, c, s, v, $8, b, t, j
     from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[])
       as r(i, c, s, v, b, t, j)`,
    [
      numbered.map(({ id }) => id),
      numbered.map(({ entry }) => entry.concept),
      numbered.map(({ entry }) => entry.stream),
      numbered.map(({ entry }) => entry.version),
      numbered.map(({ entry }) => entry.by),
      numbered.map(({ entry }) => entry.event.type),
      numbered.map(({ entry }) => canonicalJson(entry.event)),
      recordedAt,
    ],
  );
}

async function insertRows(ahead: Ahead, concept: AnyConcept, store: MemoryStore): Promise<void> {
  const rows = [...store.table(concept).values()];
  const names = Object.keys(concept.columns);
  const into = ['id', 'version', 'doc', 'due_at', ...names.map((n) => `"${n}"`)].join(', ');
  const record = [
    'id text',
    'version int',
    'doc jsonb',
    'due_at bigint',
    ...names.map((n) => `"${n}" ${concept.columns[n]?.type}`),
  ].join(', ');
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const chunk = rows.slice(from, from + ROWS_A_STATEMENT);
    await ahead.send(
      `insert into ${tableOf(concept)} (${into}) select ${into} from jsonb_to_recordset($1::jsonb) as r(${record})`,
      [JSON.stringify(chunk.map((r) => rowOf({ concept, id: r.id, version: r.version, state: r.doc })))],
    );
  }
}

async function insertPrivate(ahead: Ahead, store: MemoryStore): Promise<void> {
  const values = [...store.privateValues.values()];
  for (let from = 0; from < values.length; from += ROWS_A_STATEMENT) {
    const chunk = values.slice(from, from + ROWS_A_STATEMENT);
    await ahead.send(
      `insert into private_value (commitment, party, kind, value)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
      [
        chunk.map((v) => v.commitment),
        chunk.map((v) => v.party),
        chunk.map((v) => v.kind),
        chunk.map((v) => v.value),
      ],
    );
  }
}
