import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { signCheckpoint } from './checkpoints.ts';
import { canonicalEntry, chainHash } from './log.ts';
import { verifyLog } from './verify-log.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const file = join(mkdtempSync(join(tmpdir(), 'cacashop-verify-')), 'export.jsonl');
const ENTRIES = 12;

function honestLines(): string[] {
  let hash: Buffer = Buffer.alloc(32);
  const lines: string[] = [];
  for (let position = 1; position <= ENTRIES; position++) {
    const body =
      canonicalize({ type: 'Happened', at: position * 1_000, note: `ünïcode \u2028 ${position}` }) ?? '';
    const row = {
      concept: 'order',
      stream: `ord_${position}`,
      version: 1,
      recorded_at: position,
      by: 'test',
      body,
    };
    const entry = canonicalEntry(position, row);
    hash = chainHash(hash, entry);
    lines.push(`{"entry":${entry},"hash":"${hash.toString('hex')}"}`);
  }
  const checkpoint = signCheckpoint(
    { position: ENTRIES, hash: hash.toString('hex'), at: 99 },
    privateKey,
    publicKey,
  );
  return [...lines, canonicalize({ checkpoint }) ?? ''];
}

function written(lines: readonly string[]): string {
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

describe('verify-log', () => {
  let lines: string[];
  beforeAll(() => {
    lines = honestLines();
  });

  it('passes an honest export', async () => {
    expect(await verifyLog(written(lines), publicKey)).toMatchObject({ intact: true, entries: ENTRIES });
  });

  it('names the entry after any single-byte change, wherever it is', async () => {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const changed = Buffer.from(bytes);
        changed[index] = (changed[index] ?? 0) ^ flip;
        writeFileSync(file, changed);
        const line = bytes.subarray(0, index).filter((b) => b === 10).length + 1;
        const result = await verifyLog(file, publicKey);
        // A change in the closing checkpoint is reported at the last entry, which it speaks of.
        expect(result).toMatchObject({
          intact: false,
          position: expect.toSatisfy((p: number) => Math.abs(p - line) <= 1) as number,
        });
        if (line <= ENTRIES && bytes[index] !== 10) expect(result).toMatchObject({ position: line });
      }),
      { numRuns: 400, examples: [[bytes.lastIndexOf('='.charCodeAt(0)) - 2, 1]] },
    );
  });

  it('names a dropped, an inserted and a moved entry', async () => {
    expect(await verifyLog(written(lines.toSpliced(4, 1)), publicKey)).toMatchObject({
      fault: 'dropped',
      position: 5,
    });
    expect(await verifyLog(written(lines.toSpliced(4, 0, lines[2] ?? '')), publicKey)).toMatchObject({
      fault: 'inserted-or-reordered',
      position: 5,
    });
    const moved = lines.toSpliced(7, 1).toSpliced(3, 0, lines[7] ?? '');
    expect(await verifyLog(written(moved), publicKey)).toMatchObject({ fault: 'dropped', position: 4 });
  });

  it('sees a dropped tail, also when the closing checkpoint was dropped with it', async () => {
    expect(await verifyLog(written(lines.slice(0, -1)), publicKey)).toMatchObject({
      fault: 'no-closing-checkpoint',
    });
    expect(await verifyLog(written(lines.toSpliced(ENTRIES - 2, 2)), publicKey)).toMatchObject({
      fault: 'tail-dropped',
      position: 11,
    });
  });

  it('sees by a checkpoint kept elsewhere that the whole chain was rewritten and signed again', async () => {
    const published = signCheckpoint({ position: 6, hash: '0'.repeat(64), at: 1 }, privateKey, publicKey);
    expect(await verifyLog(written(lines), publicKey, [published])).toMatchObject({
      fault: 'rewritten',
      position: 6,
    });
  });

  it('does not trust a checkpoint signed with another key', async () => {
    const other = generateKeyPairSync('ed25519');
    expect(await verifyLog(written(lines), other.publicKey)).toMatchObject({
      fault: 'checkpoint-not-signed-by-key',
    });
  });

  it('names a line that never ends, without reading all of it again for each piece', async () => {
    const endless = Buffer.alloc(100_000_000, 'a');
    writeFileSync(file, Buffer.concat([Buffer.from(`${lines[0]}\n`), endless]));
    expect(await verifyLog(file, publicKey)).toMatchObject({ intact: false, fault: 'altered', position: 2 });
  });

  it.each(['"note":"\\ud800"', '"note":1e400'])('names an entry that holds %s', async (altered) => {
    const bad = (lines[0] ?? '').replace(/"note":"[^"]*"/, altered);
    expect(await verifyLog(written([bad, ...lines.slice(1)]), publicKey)).toMatchObject({
      fault: 'not-canonical',
      position: 1,
    });
  });
});
