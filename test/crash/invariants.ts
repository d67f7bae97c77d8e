import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../src/platform/database.ts';
import { type Checkpoint, checkpointSchema } from '../../src/platform/checkpoints.ts';
import { exportLog } from '../../src/platform/export.ts';
import { canonicalEntry, chainHash, sealAll } from '../../src/platform/log.ts';
import { compareWithLog } from '../../src/platform/projections.ts';
import { openSecrets } from '../../src/platform/secrets.ts';
import { verifyLog } from '../../src/platform/verify-log.ts';
import { CONCEPTS } from '../../src/concepts.ts';
import { type BankAct, readBook } from './bank.ts';
import { QUERIES, RECORDED } from './queries.ts';

/** What the market must hold, whatever was killed. Each function returns sentences about what it found wrong. */

/** Deadlines that have come and were not taken care of, once everything was given time to. */
export async function overdue(databaseUrl: string, now: number): Promise<readonly string[]> {
  return withClient(databaseUrl, async (client) => {
    const found: string[] = [];
    for (const { name } of CONCEPTS) {
      const rows = await client.query<{ id: string }>(`select id from concept_${name} where due_at <= $1`, [
        now,
      ]);
      found.push(...rows.rows.map((r) => `${name} ${r.id} is overdue`));
    }
    return found;
  });
}

export async function inTheLog(databaseUrl: string): Promise<readonly string[]> {
  return withClient(databaseUrl, async (client) => {
    const found: string[] = [];
    for (const { wrong, sql, values } of QUERIES)
      for (const { about } of (await client.query<{ about: string }>(sql, values)).rows)
        found.push(`${wrong}: ${about}`);
    return found;
  });
}

/** Every table is what the log says. One snapshot, so that the market may go on meanwhile. */
export async function tablesAreTheLog(databaseUrl: string): Promise<readonly string[]> {
  return withClient(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read');
    const found: string[] = [];
    for (const concept of CONCEPTS)
      for (const id of await compareWithLog(client as unknown as pg.PoolClient, concept))
        found.push(`the row of ${concept.name} ${id} is not what the log says`);
    await client.query('rollback');
    return found;
  });
}

/** The chain in the database: every hash follows from the entry and the one before, and every checkpoint is in it. */
export async function hashesFollow(databaseUrl: string, dataDir: string): Promise<readonly string[]> {
  // Read first: the market goes on, and may give out more meanwhile.
  const checkpoints = new Map(givenOut(dataDir).map((c) => [c.position, c.hash]));
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<SealedRow>(
      `select s.position, s.hash as sealed, e.* from log_seal s join log_entry e on e.id = s.entry_id order by s.position`,
    );
    let hash: Buffer = Buffer.alloc(32);
    for (const [index, row] of rows.entries()) {
      const { position } = row;
      hash = chainHash(hash, canonicalEntry(position, row));
      if (position !== index + 1 || !hash.equals(row.sealed)) return [`the chain is broken at ${position}`];
      const given = checkpoints.get(position);
      if (given !== undefined && given !== hash.toString('hex'))
        return [`the checkpoint given out for ${position} is not in the chain`];
      checkpoints.delete(position);
    }
    return [...checkpoints.keys()].map(
      (position) => `nothing is at ${position}, where a checkpoint was given out`,
    );
  });
}

interface SealedRow {
  readonly position: number;
  readonly sealed: Buffer;
  readonly concept: string;
  readonly stream: string;
  readonly version: number;
  readonly recorded_at: number;
  readonly by: string;
  readonly body: string;
}

function givenOut(dataDir: string): readonly Checkpoint[] {
  const file = join(dataDir, 'checkpoints.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  return lines.map((line) => checkpointSchema.parse(JSON.parse(line)));
}

/** The same as an outsider sees it: an export, verified with the checkpoints and the public key. */
export async function exportVerifies(databaseUrl: string, dataDir: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-export-'));
  const db = openDatabase(databaseUrl, { connectionsMax: 2 });
  try {
    const checkpoints = givenOut(dataDir);
    await sealAll(db.pool);
    const { signingKey, publicKey } = openSecrets(dataDir, undefined);
    const file = join(folder, 'export.jsonl');
    await exportLog(db.pool, file, { signingKey, publicKey, now: Date.now(), progress: () => undefined });
    const result = await verifyLog(file, publicKey, checkpoints);
    if (!result.intact)
      return [`the export is broken at ${result.position}: ${result.fault}, ${result.detail}`];
    const positions = new Set(checkpoints.map((c) => c.position)).size;
    return result.checkpointsMatched === positions
      ? []
      : [`${positions} checkpoints were given out and ${result.checkpointsMatched} are in the export`];
  } finally {
    await db.close();
    rmSync(folder, { recursive: true });
  }
}

/**
 * What we say that the bank did, it did once and with that amount. `settled`: nothing is under way any more, so that what
 * the bank did is also on record with us.
 */
export async function bankAgrees(
  databaseUrl: string,
  bankFile: string,
  settled: boolean,
): Promise<readonly string[]> {
  return withClient(databaseUrl, async (client) => {
    const recorded = new Map<string, Map<string, number>>();
    for (const { kind, sql } of RECORDED) {
      const { rows } = await client.query<{ key: string; minor: number }>(sql);
      recorded.set(kind, new Map(rows.map((r) => [r.key, r.minor])));
    }
    // Read last: the bank acts first, and we record it after.
    return differences(recorded, readBook(bankFile), settled);
  });
}

function differences(
  recorded: ReadonlyMap<string, ReadonlyMap<string, number>>,
  acts: readonly BankAct[],
  settled: boolean,
): readonly string[] {
  const found: string[] = [];
  const keys = acts.map((a) => `${a.kind} ${a.key}`);
  for (const key of new Set(keys.filter((k, i) => keys.indexOf(k) !== i)))
    found.push(`the bank did twice: ${key}`);
  for (const [kind, ours] of recorded) {
    const theirs = new Map(acts.filter((a) => a.kind === kind).map((a) => [a.key, a.minor]));
    for (const [key, minor] of ours)
      if (theirs.get(key) !== minor)
        found.push(`${kind} ${key}: we say ${minor}, the bank ${theirs.get(key)}`);
    if (!settled) continue;
    for (const key of theirs.keys())
      if (!ours.has(key)) found.push(`${kind} ${key}: only the bank knows of it`);
  }
  return found;
}

/** Of these facts from outside, the ones that are not on record any more. */
export async function lostFacts(databaseUrl: string, keys: readonly string[]): Promise<readonly string[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ key: string }>(
      'select k as key from unnest($1::text[]) k where not exists (select 1 from recorded_fact where key = k)',
      [keys],
    );
    return rows.map((r) => `an acknowledged fact is lost: ${r.key}`);
  });
}

/** Streams that an answer has named and that are not there. */
export async function lostStreams(
  databaseUrl: string,
  named: readonly { readonly concept: string; readonly stream: string }[],
): Promise<readonly string[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ about: string }>(
      `select c || ' ' || s as about from unnest($1::text[], $2::text[]) as n(c, s)
       where not exists (select 1 from log_entry where concept = c and stream = s)`,
      [named.map((n) => n.concept), named.map((n) => n.stream)],
    );
    return rows.map((r) => `an acknowledged change is lost: ${r.about}`);
  });
}

async function withClient<T>(databaseUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
