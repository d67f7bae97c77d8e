import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { counted, counters, named, openCounters, testContext } from '../../test/counters.ts';
import { checkpointSchema, isSignedBy, makeCheckpoint } from './checkpoints.ts';
import { exportLog } from './export.ts';
import { readSealed, seal, sealAll } from './log.ts';
import { transact } from './unit-postgres.ts';
import { verifyLog } from './verify-log.ts';

const { privateKey: signingKey, publicKey } = generateKeyPairSync('ed25519');
const folder = mkdtempSync(join(tmpdir(), 'cacashop-log-'));

describe('the sealed log', () => {
  it('keeps the order of cause and effect under concurrent writers and sealers', async () => {
    await using database = await freshDatabase();
    const db = await openCounters(database.url);
    try {
      for (let i = 0; i < 5; i++)
        await transact(db.pool, testContext, async (unit) =>
          unit.append(counters, `c${i}`, [named(`c${i}`)]),
        );
      const writers = { busy: true };
      const sealing = (async () => {
        while (writers.busy) await Promise.all([seal(db.pool), seal(db.pool)]);
      })();
      await Promise.all(
        Array.from({ length: 4 }, async (_, writer) => {
          for (let i = 0; i < 60; i++)
            await transact(db.pool, testContext, async (unit) => {
              const id = `c${(writer + i) % 5}`;
              await unit.lock(counters, id, 'update');
              unit.append(counters, id, [counted()]);
            });
        }),
      );
      writers.busy = false;
      await sealing;
      await sealAll(db.pool);
      const entries = await readSealed(db.pool, 0, 1_000);
      expect(entries).toHaveLength(245);
      expect(entries.map((e) => e.position)).toEqual(entries.map((_, i) => i + 1));
      // A version can only follow the one before: out of order would mean an effect sealed before its cause.
      const versions = new Map<string, number>();
      for (const entry of entries) {
        expect(entry.version).toBe((versions.get(entry.stream) ?? 0) + 1);
        versions.set(entry.stream, entry.version);
      }
    } finally {
      await db.close();
    }
  });

  it('does not seal past a transaction that is still open', async () => {
    await using database = await freshDatabase();
    const db = await openCounters(database.url);
    try {
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let begun: () => void = () => undefined;
      const slowBegun = new Promise<void>((resolve) => (begun = resolve));
      const slow = transact(
        db.pool,
        testContext,
        async (unit) => {
          unit.append(counters, 'slow', [named('slow')]);
          begun();
          await held;
        },
        { before: async (client) => void (await client.query('select pg_current_xact_id()')) },
      );
      await slowBegun;
      await transact(db.pool, testContext, async (unit) => unit.append(counters, 'fast', [named('fast')]));
      expect(await seal(db.pool)).toBe(0);
      release();
      await slow;
      expect(await sealAll(db.pool)).toBe(2);
    } finally {
      await db.close();
    }
  });

  it('exports what verifies, and signs checkpoints outside the database only when the log has grown', async () => {
    await using database = await freshDatabase();
    const db = await openCounters(database.url);
    try {
      await transact(db.pool, testContext, async (unit) =>
        unit.append(counters, 'x', [named('ünïcode "quoted" \u2028'), counted(), counted()]),
      );
      await sealAll(db.pool);
      const file = join(folder, 'checkpoints.jsonl');
      const options = { file, signingKey, publicKey, now: 5 };
      const checkpoint = await makeCheckpoint(db.pool, options);
      expect(await makeCheckpoint(db.pool, options)).toBeUndefined();
      const stored = checkpointSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      expect(stored).toEqual(checkpoint);
      expect(isSignedBy(stored, publicKey)).toBe(true);
      const out = join(folder, 'export.jsonl');
      await exportLog(db.pool, out, { signingKey, publicKey, now: 6, progress: () => undefined });
      expect(await verifyLog(out, publicKey, [stored])).toMatchObject({
        intact: true,
        entries: 3,
        checkpointsMatched: 1,
      });
    } finally {
      await db.close();
    }
  });
});
