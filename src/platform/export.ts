import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import type { Pool } from 'pg';
import { Bug } from '../kernel/decision.ts';
import { signCheckpoint } from './checkpoints.ts';
import { canonicalEntry } from './log.ts';

interface ExportRow {
  readonly position: number;
  readonly hash: string;
  readonly concept: string;
  readonly stream: string;
  readonly version: number;
  readonly recorded_at: number;
  readonly by: string;
  readonly body: string;
}

const ROWS_A_CHUNK = 5_000;

/**
 * Writes the sealed log as canonical JSON Lines: one line an entry, `{"entry":{...},"hash":"..."}`, closed by a signed
 * checkpoint of the last one, and the public key beside it as `<file>.pub`. Holds no personal data. What was under that
 * name stays until all is written: who stops on the way has the earlier export still, and no half of this one.
 */
export async function exportLog(
  pool: Pool,
  file: string,
  options: {
    signingKey: KeyObject;
    publicKey: KeyObject;
    now: number;
    progress: (done: number, all: number) => void;
  },
): Promise<{ entries: number; head: string }> {
  const head = await pool.query<{ position: number; hash: string }>(
    `select position, encode(hash, 'hex') as hash from log_head`,
  );
  const last = head.rows[0];
  if (!last) throw new Bug('log_head is empty');
  const isPlain = statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
  // A pipe can't be renamed to.
  const draft = isPlain ? `${file}.part` : file;
  const drop = () => isPlain && rmSync(draft, { force: true });
  process.once('exit', drop);
  try {
    await writeLog(pool, draft, last, options);
    await writeFile(`${file}.pub`, options.publicKey.export({ type: 'spki', format: 'pem' }));
    if (isPlain) await rename(draft, file);
  } finally {
    drop();
    process.removeListener('exit', drop);
  }
  return { entries: last.position, head: last.hash };
}

async function writeLog(
  pool: Pool,
  file: string,
  last: { readonly position: number; readonly hash: string },
  options: Parameters<typeof exportLog>[2],
): Promise<void> {
  const out = createWriteStream(file, { flags: 'w' });
  const failed = new Promise<never>((_, reject) => out.once('error', reject));
  failed.catch(() => undefined);
  const put = async (line: string) => {
    if (!out.write(`${line}\n`)) await Promise.race([once(out, 'drain'), failed]);
  };
  for (let after = 0; after < last.position; after += ROWS_A_CHUNK) {
    const rows = await pool.query<ExportRow>(
      `select s.position, encode(s.hash, 'hex') as hash, e.concept, e.stream, e.version, e.recorded_at, e.by, e.body
       from log_seal s join log_entry e on e.id = s.entry_id
       where s.position > $1 and s.position <= least($1 + $2, $3) order by s.position`,
      [after, ROWS_A_CHUNK, last.position],
    );
    for (const row of rows.rows)
      await put(`{"entry":${canonicalEntry(row.position, row)},"hash":"${row.hash}"}`);
    options.progress(Math.min(after + ROWS_A_CHUNK, last.position), last.position);
  }
  const checkpoint = signCheckpoint({ ...last, at: options.now }, options.signingKey, options.publicKey);
  await put(canonicalize({ checkpoint }) ?? '');
  out.end();
  await Promise.race([once(out, 'finish'), failed]);
}
