import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { AnyConcept, DomainEvent } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import { rowOf, tableOf } from './concept-table.ts';

/** What a concept's table looks like; when it changes, the table is made anew from the log. */
function definitionOf(concept: AnyConcept): string {
  const columns = Object.entries(concept.columns).map(([name, c]) => [name, c.type, c.indexed]);
  return createHash('sha256')
    .update(JSON.stringify([concept.revision, columns, ...(concept.indexes ? [concept.indexes] : [])]))
    .digest('hex');
}

function createTable(concept: AnyConcept, table: string): string {
  const columns = Object.entries(concept.columns).map(([name, c]) => `"${name}" ${c.type}`);
  const indexed = Object.entries(concept.columns).filter(([, c]) => c.indexed !== false);
  const indexes = indexed.map(([name, c]) =>
    c.type === 'text[]'
      ? `create index on ${table} using gin ("${name}");`
      : `create index on ${table} ("${name}", id) where "${name}" is not null;`,
  );
  for (const several of concept.indexes ?? []) {
    const names = several.map((name) => `"${String(name)}"`);
    indexes.push(`create index on ${table} (${names.join(', ')}, id) where ${names[0]} is not null;`);
  }
  // Rows are rewritten at each event: room in the page keeps the rewrite on it (HOT) where no column changed.
  return `create table ${table} (id text primary key, version int not null, doc jsonb not null, due_at bigint,
    ${columns.map((c) => `${c}, `).join('')} constraint ${table}_version check (version > 0)) with (fillfactor = 80);
    create index on ${table} (due_at) where due_at is not null;
    ${indexes.join('\n')}`;
}

/** Creates missing concept tables and rebuilds from the log those whose definition has changed. */
export async function ensureProjections(
  pool: Pool,
  concepts: readonly AnyConcept[],
  report: (text: string) => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('cacashop.projections'))`);
    const known = await client.query<{ concept: string; definition: string }>(
      'select concept, definition from projection',
    );
    const definitions = new Map(known.rows.map((r) => [r.concept, r.definition]));
    for (const concept of concepts) {
      const definition = definitionOf(concept);
      if (definitions.get(concept.name) === definition) continue;
      if (definitions.has(concept.name)) report(`rebuilding ${concept.name} from the log`);
      await client.query(`drop table if exists ${tableOf(concept)}`);
      await client.query(createTable(concept, tableOf(concept)));
      await fillFromLog(client, concept, tableOf(concept));
      await client.query(
        `insert into projection (concept, definition) values ($1, $2)
         on conflict (concept) do update set definition = excluded.definition`,
        [concept.name, definition],
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Rebuilds a concept beside its table and compares row by row. Returns the ids whose rows differ; none means that
 * the table is exactly what the log says.
 */
export async function compareWithLog(client: PoolClient, concept: AnyConcept): Promise<readonly string[]> {
  const rebuilt = `rebuilt_${concept.name}`;
  await client.query(createTable(concept, rebuilt).replace('create table', 'create temporary table'));
  await fillFromLog(client, concept, rebuilt);
  const columns = [
    'id',
    'version',
    'doc',
    'due_at',
    ...Object.keys(concept.columns).map((n) => `"${n}"`),
  ].join(', ');
  const result = await client.query<{ id: string }>(
    `select id from ((select ${columns} from ${tableOf(concept)} except select ${columns} from ${rebuilt})
       union (select ${columns} from ${rebuilt} except select ${columns} from ${tableOf(concept)})) d order by id limit 100`,
  );
  await client.query(`drop table ${rebuilt}`);
  return [...new Set(result.rows.map((r) => r.id))];
}

const STREAMS_A_CHUNK = 2_000;

async function fillFromLog(client: PoolClient, concept: AnyConcept, table: string): Promise<void> {
  let after = '';
  for (;;) {
    const streams = await client.query<{ stream: string }>(
      'select distinct stream from log_entry where concept = $1 and stream > $2 order by stream limit $3',
      [concept.name, after, STREAMS_A_CHUNK],
    );
    if (streams.rows.length === 0) return;
    const ids = streams.rows.map((r) => r.stream);
    const entries = await client.query<{ stream: string; version: number; body: string }>(
      'select stream, version, body from log_entry where concept = $1 and stream = any($2) order by stream, version',
      [concept.name, ids],
    );
    const states = new Map<string, { version: number; state: unknown }>();
    for (const entry of entries.rows) {
      const before = states.get(entry.stream);
      assert(
        entry.version === (before?.version ?? 0) + 1,
        `gap in ${concept.name} ${entry.stream} at ${entry.version}`,
      );
      states.set(entry.stream, {
        version: entry.version,
        state: concept.evolve(before?.state, JSON.parse(entry.body) as DomainEvent),
      });
    }
    const rows = [...states].map(([id, s]) => rowOf({ concept, id, ...s }));
    const names = Object.keys(concept.columns);
    const into = ['id', 'version', 'doc', 'due_at', ...names.map((n) => `"${n}"`)].join(', ');
    const record = [
      'id text',
      'version int',
      'doc jsonb',
      'due_at bigint',
      ...names.map((n) => `"${n}" ${concept.columns[n]?.type}`),
    ];
    await client.query(
      `insert into ${table} (${into}) select ${into} from jsonb_to_recordset($1::jsonb) as r(${record.join(', ')})`,
      [JSON.stringify(rows)],
    );
    after = ids.at(-1) ?? after;
  }
}
