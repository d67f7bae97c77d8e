import type { Pool, PoolClient } from 'pg';
import type { AnyConcept } from '../kernel/concept.ts';
import { canonicalJson } from '../kernel/hash.ts';
import { rowOf, tableOf } from './concept-table.ts';
import type { MemoryStore } from './unit-memory.ts';

const ROWS_A_STATEMENT = 2_000;

/**
 * Writes a market that was lived through in memory into an empty database: the same log entries and the same rows as
 * if each unit had been committed there, in one transaction, so that a crash on the way leaves the database empty.
 */
export async function loadMemory(
  pool: Pool,
  store: MemoryStore,
  concepts: readonly AnyConcept[],
  progress: (done: number, all: number) => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await insertEntries(client, store, progress);
    for (const concept of concepts) await insertRows(client, concept, store);
    await insertPrivate(client, store);
    await client.query(
      'insert into recorded_fact (key, print) select * from unnest($1::text[], $2::text[])',
      [[...store.facts.keys()], [...store.facts.values()]],
    );
    await client.query('commit');
    await client.query('analyze');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function insertEntries(
  client: PoolClient,
  store: MemoryStore,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const recordedAt = Date.now();
  for (let from = 0; from < store.entries.length; from += ROWS_A_STATEMENT) {
    const chunk = store.entries.slice(from, from + ROWS_A_STATEMENT);
    await client.query(
      `insert into log_entry (concept, stream, version, recorded_at, by, type, body)
       select c, s, v, $7, b, t, j
       from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[]) as r(c, s, v, b, t, j)`,
      [
        chunk.map((e) => e.concept),
        chunk.map((e) => e.stream),
        chunk.map((e) => e.version),
        chunk.map((e) => e.by),
        chunk.map((e) => e.event.type),
        chunk.map((e) => canonicalJson(e.event)),
        recordedAt,
      ],
    );
    progress(from + chunk.length, store.entries.length);
  }
}

async function insertRows(client: PoolClient, concept: AnyConcept, store: MemoryStore): Promise<void> {
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
    await client.query(
      `insert into ${tableOf(concept)} (${into}) select ${into} from jsonb_to_recordset($1::jsonb) as r(${record})`,
      [JSON.stringify(chunk.map((r) => rowOf({ concept, id: r.id, version: r.version, state: r.doc })))],
    );
  }
}

async function insertPrivate(client: PoolClient, store: MemoryStore): Promise<void> {
  const values = [...store.privateValues.values()];
  for (let from = 0; from < values.length; from += ROWS_A_STATEMENT) {
    const chunk = values.slice(from, from + ROWS_A_STATEMENT);
    await client.query(
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
