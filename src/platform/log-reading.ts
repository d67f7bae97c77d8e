import { escapeLiteral, type Pool } from 'pg';
import type { DomainEvent } from '../kernel/concept.ts';
import type { EpochMs } from '../kernel/time.ts';
import { canonicalEntry, chainHash, type SealedEntry } from './log.ts';

export interface LogLine {
  readonly position: number;
  readonly concept: string;
  readonly stream: string;
  readonly type: string;
  readonly at: EpochMs;
  readonly by: string;
}

/** Sealed entries before a position, newest first, without their content. */
export async function latestEntries(
  pool: Pool,
  before: number | undefined,
  limit: number,
): Promise<readonly LogLine[]> {
  const rows = await pool.query<LogLine>(
    `select s.position, e.concept, e.stream, e.type, (e.body::jsonb->>'at')::bigint as at, e.by
     from log_seal s join log_entry e on e.id = s.entry_id
     where s.position < coalesce($1, 9007199254740991) order by s.position desc limit $2`,
    [before ?? null, limit],
  );
  return rows.rows;
}

/** Sealed entries of these concepts after a position, in order, however far apart they lie. */
export async function readSealedOf(
  pool: Pool,
  concepts: readonly string[],
  after: number,
  limit: number,
): Promise<readonly Pick<SealedEntry, 'position' | 'concept' | 'stream' | 'event'>[]> {
  // Written out and not bound, so that a partial index on these concepts may serve.
  const names = concepts.map((concept) => escapeLiteral(concept)).join(', ');
  const rows = await pool.query<{ position: number; concept: string; stream: string; body: string }>(
    `select s.position, e.concept, e.stream, e.body from log_seal s join log_entry e on e.id = s.entry_id
     where s.position > $1 and e.concept in (${names}) order by s.position limit $2`,
    [after, limit],
  );
  return rows.rows.map(({ body, ...entry }) => ({ ...entry, event: JSON.parse(body) as DomainEvent }));
}

export interface Head {
  readonly position: number;
  readonly hash: string;
}

export async function headOf(pool: Pool): Promise<Head> {
  const rows = await pool.query<Head>(`select position, encode(hash, 'hex') as hash from log_head`);
  const head = rows.rows[0];
  if (!head) throw new Error('log_head is empty');
  return head;
}

export interface StoredCheckpoint extends Head {
  readonly at: EpochMs;
  readonly keyId: string;
  readonly signature: string;
}

export async function checkpointsAfter(
  pool: Pool,
  after: number,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  const rows = await pool.query<StoredCheckpoint>(
    `select position, hash, at, key_id as "keyId", signature from log_checkpoint where position > $1 order by position limit $2`,
    [after, limit],
  );
  return rows.rows;
}

export async function lastCheckpoint(pool: Pool): Promise<StoredCheckpoint | undefined> {
  const rows = await pool.query<StoredCheckpoint>(
    `select position, hash, at, key_id as "keyId", signature from log_checkpoint order by position desc limit 1`,
  );
  return rows.rows[0];
}

export interface ChainCheck {
  readonly ok: boolean;
  readonly entries: number;
  readonly problem: string | null;
}

/**
 * Computes the chain again over the newest `entriesMax` sealed entries. For a page; the whole log is checked by
 * `verify-log`, away from this database.
 */
export async function checkNewest(pool: Pool, entriesMax: number): Promise<ChainCheck> {
  const head = await headOf(pool);
  const from = Math.max(0, head.position - entriesMax);
  const rows = await pool.query<{
    position: number;
    hash: Buffer;
    concept: string;
    stream: string;
    version: number;
    recorded_at: number;
    by: string;
    body: string;
  }>(
    `select s.position, s.hash, e.concept, e.stream, e.version, e.recorded_at, e.by, e.body
     from log_seal s left join log_entry e on e.id = s.entry_id
     where s.position >= $1 and s.position <= $2 order by s.position`,
    [from, head.position],
  );
  let previous = from === 0 ? Buffer.alloc(32) : rows.rows[0]?.hash;
  let expected = from === 0 ? 1 : from + 1;
  const checked = from === 0 ? rows.rows : rows.rows.slice(1);
  for (const row of checked) {
    if (!previous || row.position !== expected || row.body === null)
      return { ok: false, entries: expected - from, problem: `entry ${expected} is missing` };
    previous = chainHash(previous, canonicalEntry(row.position, row));
    if (!previous.equals(row.hash))
      return { ok: false, entries: expected - from, problem: `entry ${expected} was altered` };
    expected += 1;
  }
  const whole = expected - 1 === head.position;
  return { ok: whole, entries: checked.length, problem: whole ? null : `entry ${expected} is missing` };
}
