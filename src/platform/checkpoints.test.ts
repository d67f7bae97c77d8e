import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkpointSchema, isSignedBy, makeCheckpoint } from './checkpoints.ts';

const keys = generateKeyPairSync('ed25519');
/** A log that is ever further than its last checkpoint. */
const pool = { query: async () => ({ rows: [{ position: 7, hash: 'ab'.repeat(32) }] }) } as unknown as Pool;
let folder: string;
const file = () => join(folder, 'checkpoints.jsonl');
const make = () =>
  makeCheckpoint(pool, { file: file(), signingKey: keys.privateKey, publicKey: keys.publicKey, now: 1 });
const lines = () => readFileSync(file(), 'utf8').split('\n');

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cacashop-checkpoints-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('who was killed while writing a checkpoint makes neither that line nor the next one unreadable', async () => {
  await make();
  const whole = readFileSync(file(), 'utf8');
  for (const torn of [whole + whole.slice(0, 50), whole.trimEnd(), whole]) {
    writeFileSync(file(), torn);
    await make();
    expect(lines()).toEqual([whole.trimEnd(), whole.trimEnd(), '']);
  }
  writeFileSync(file(), whole.slice(0, 50));
  await make();
  const [only = '', ...rest] = lines();
  expect(isSignedBy(checkpointSchema.parse(JSON.parse(only)), keys.publicKey)).toBe(true);
  expect(rest).toEqual(['']);
});

test('what is no line of ours is left alone', async () => {
  writeFileSync(file(), 'x'.repeat(10_000));
  await make();
  expect(lines()[0]).toBe('x'.repeat(10_000));
  expect(lines()).toHaveLength(3);
});
