import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';

/** A signed statement that the log had this head. Kept outside the database, so that a cut tail shows. */
export const checkpointSchema = z.strictObject({
  position: z.int().nonnegative(),
  /** Hash of the entry at `position`, hex. */
  hash: z.hex().length(64),
  at: z.int(),
  keyId: z.string(),
  /** Ed25519 over the canonical JSON of the other fields, base64. */
  signature: z.base64(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** First 16 hex digits of the SHA-256 of the public key (SPKI, DER). */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

function signedPart(checkpoint: Omit<Checkpoint, 'signature'>): Buffer {
  const { position, hash, at, keyId } = checkpoint;
  return Buffer.from(canonicalize({ position, hash, at, keyId }) ?? '');
}

export function signCheckpoint(
  head: { position: number; hash: string; at: EpochMs },
  signingKey: KeyObject,
  publicKey: KeyObject,
): Checkpoint {
  const unsigned = { ...head, keyId: keyIdOf(publicKey) };
  return { ...unsigned, signature: sign(null, signedPart(unsigned), signingKey).toString('base64') };
}

export function isSignedBy(checkpoint: Checkpoint, publicKey: KeyObject): boolean {
  const signature = Buffer.from(checkpoint.signature, 'base64');
  // The last base64 digit has bits that decoding ignores: another digit would be another file with the same signature.
  if (signature.toString('base64') !== checkpoint.signature) return false;
  return verify(null, signedPart(checkpoint), publicKey, signature);
}

/**
 * Signs the current head if it moved since the last checkpoint, writes it to the file outside the database first,
 * then to its table. Returns it, or undefined when there was nothing new.
 */
export async function makeCheckpoint(
  pool: Pool,
  options: { file: string; signingKey: KeyObject; publicKey: KeyObject; now: EpochMs },
): Promise<Checkpoint | undefined> {
  const head = await pool.query<{ position: number; hash: string }>(
    `select position, encode(hash, 'hex') as hash from log_head h
     where position > coalesce((select max(position) from log_checkpoint), 0)`,
  );
  const row = head.rows[0];
  if (!row) return undefined;
  const checkpoint = signCheckpoint({ ...row, at: options.now }, options.signingKey, options.publicKey);
  mendTail(options.file);
  appendFileSync(options.file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o644, flush: true });
  await pool.query(
    'insert into log_checkpoint (position, hash, at, key_id, signature) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [checkpoint.position, checkpoint.hash, checkpoint.at, checkpoint.keyId, checkpoint.signature],
  );
  return checkpoint;
}

/** Several times a checkpoint. */
const TAIL_BYTES = 4_096;

/**
 * Whoever was killed while writing, or had no room, left part of a line: what is written behind it would be part of that
 * line, and neither could be read. It was acknowledged nowhere, and goes. A last line that is whole gets its end.
 */
function mendTail(path: string): void {
  const file = openSync(path, 'a+', 0o644);
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - TAIL_BYTES);
    const tail = Buffer.alloc(size - from);
    readSync(file, tail, 0, tail.length, from);
    const rest = tail.subarray(tail.lastIndexOf(10) + 1);
    if (rest.length === 0) return;
    // Longer than any line of ours: somebody else's, and kept.
    if (isCheckpoint(rest.toString('utf8')) || rest.length === TAIL_BYTES) writeSync(file, '\n');
    else ftruncateSync(file, size - rest.length);
  } finally {
    closeSync(file);
  }
}

function isCheckpoint(line: string): boolean {
  try {
    return checkpointSchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}
