import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { DomainEvent } from '../kernel/concept.ts';
import type { EpochMs } from '../kernel/time.ts';
import { bulk, unbulk } from './bulk.ts';

/** A sealed entry: its position in the one order that every consumer sees. */
export interface SealedEntry {
  readonly position: number;
  readonly concept: string;
  readonly stream: string;
  readonly version: number;
  readonly recordedAt: EpochMs;
  readonly by: string;
  readonly event: DomainEvent;
}

interface EntryRow {
  readonly id: number;
  readonly concept: string;
  readonly stream: string;
  readonly version: number;
  readonly recorded_at: number;
  readonly by: string;
  readonly body: string;
}

/**
 * The exact bytes that are hashed for an entry: canonical JSON (RFC 8785) with the keys in order. `body` is
 * canonical already, so it goes in as it is; the other fields are written by JSON.stringify, whose strings and
 * whole numbers are canonical.
 */
export function canonicalEntry(position: number, row: Omit<EntryRow, 'id'>): string {
  return (
    `{"by":${JSON.stringify(row.by)},"concept":${JSON.stringify(row.concept)},"event":${row.body},"position":${position},` +
    `"recordedAt":${row.recorded_at},"stream":${JSON.stringify(row.stream)},"version":${row.version}}`
  );
}

/** Links an entry to everything before it. */
export function chainHash(previous: Buffer, entry: string): Buffer {
  return hash('sha256', Buffer.concat([previous, Buffer.from(entry)]), 'buffer');
}

const SEAL_CHUNK = 10_000;

/**
 * Seals committed entries: gives them positions and chains their hashes. Writers never wait for this. Sequence
 * numbers commit out of order, so a batch takes the entries of all transactions below the oldest one still
 * running (`pg_snapshot_xmin`); nothing can appear below that horizon later. Inside a batch the order is by id: an
 * entry that depends on another was inserted after that one had committed, so it has the larger id, and it is
 * never in an earlier batch. Returns how many were sealed.
 */
export async function seal(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const head = await client.query<{ position: number; hash: Buffer; horizon: string; next: string }>(
      `select position, hash, horizon::text, pg_snapshot_xmin(pg_current_snapshot())::text as next
       from log_head for update skip locked`,
    );
    const from = head.rows[0];
    if (!from) {
      await client.query('rollback');
      return 0;
    }
    const sealed = await sealFrom(client, from);
    await client.query('commit');
    return sealed;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function sealFrom(
  client: PoolClient,
  from: { position: number; hash: Buffer; horizon: string; next: string },
): Promise<number> {
  if (from.horizon === from.next) return 0;
  let { position, hash } = from;
  let afterId = 0;
  // Read in chunks to bound memory, but all of the range in one transaction: a cut by transaction number could
  // put an entry before one that it depends on.
  for (;;) {
    const rows = await client.query<EntryRow>(
      `select id, concept, stream, version, recorded_at, by, body from log_entry
       where xid >= $1::xid8 and xid < $2::xid8 and id > $3 order by id limit $4`,
      [from.horizon, from.next, afterId, SEAL_CHUNK],
    );
    if (rows.rows.length === 0) break;
    const first = position + 1;
    const hashes: string[] = [];
    for (const row of rows.rows) {
      position += 1;
      hash = chainHash(hash, canonicalEntry(position, row));
      hashes.push(hash.toString('hex'));
      afterId = row.id;
    }
    await client.query(
      `insert into log_seal (position, entry_id, hash)
       select $1::bigint + n - 1, id::bigint, decode(hash, 'hex')
       from unnest(${unbulk(2)}, ${unbulk(3)}) with ordinality as r(id, hash, n)`,
      [first, bulk(rows.rows.map((r) => r.id)), bulk(hashes)],
    );
  }
  // An empty range stays in the next one, so that an idle market writes nothing.
  if (position === from.position) return 0;
  await client.query('update log_head set position = $1, hash = $2, horizon = $3::xid8', [
    position,
    hash,
    from.next,
  ]);
  await client.query(`select pg_notify('cacashop_sealed', $1)`, [String(position)]);
  return position - from.position;
}

/**
 * Seals until nothing committed is left unsealed, for exports and tests. One `seal` may leave entries behind: a
 * transaction still open anywhere on the server, also in another database, holds the horizon back.
 * @returns how many were sealed
 * @throws Error when something stays open for longer than `waitMsMax`
 */
export async function sealAll(pool: Pool, waitMsMax = 30_000): Promise<number> {
  const end = performance.now() + waitMsMax;
  for (let sealed = 0; ;) {
    sealed += await seal(pool);
    const left = await pool.query<{ left: boolean }>(
      'select exists (select 1 from log_entry where xid >= (select horizon from log_head)) as left',
    );
    if (!left.rows[0]?.left) return sealed;
    if (performance.now() > end)
      throw new Error(
        'A transaction on this server has been open for too long; the log can not be sealed past it.',
      );
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

/** Sealed entries after a position, in order. */
export async function readSealed(
  client: Pool | PoolClient,
  after: number,
  limit: number,
  concepts?: readonly string[],
): Promise<readonly SealedEntry[]> {
  const result = await client.query<EntryRow & { position: number }>(
    `select s.position, e.id, e.concept, e.stream, e.version, e.recorded_at, e.by, e.body
     from log_seal s join log_entry e on e.id = s.entry_id
     where s.position > $1 and s.position <= $1 + $2 ${concepts ? 'and e.concept = any($3)' : ''} order by s.position`,
    concepts ? [after, limit, concepts] : [after, limit],
  );
  return result.rows.map((row) => ({
    position: row.position,
    concept: row.concept,
    stream: row.stream,
    version: row.version,
    recordedAt: row.recorded_at,
    by: row.by,
    event: JSON.parse(row.body) as DomainEvent,
  }));
}

/**
 * Refuses to go on with a database that was restored into another cluster: there transaction numbers start
 * afresh, and new entries would fall below the sealed horizon and never be sealed.
 */
export async function checkHorizon(pool: Pool): Promise<void> {
  const result = await pool.query<{ behind: boolean }>(
    'select pg_snapshot_xmax(pg_current_snapshot()) < horizon as behind from log_head',
  );
  if (result.rows[0]?.behind)
    throw new Error(
      'This database was restored into a cluster with lower transaction numbers than the sealed log. ' +
        'Run pg_resetwal --next-transaction-id beyond log_head.horizon on the stopped server, then start again.',
    );
}
