import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { RankingEngine } from './engine.ts';
import { loadSnapshot, saveSnapshot, snapshotOf } from './snapshot-store.ts';

const MARK = { position: 7, hash: 'ab', rules: 'cd', takenDown: [] };
const WORDS = ['oak', 'chair', 'лампа', '椅子', 'shelf'];
const file = join(mkdtempSync(join(tmpdir(), 'cacashop-snapshot-')), 'index.bin');

const listing = (n: number) => ({
  id: `lst_${n}` as ListingId,
  seller: `pty_${n % 7}` as PartyId,
  category: n % 3 === 0 ? 'home' : 'garden',
  countries: n % 2 === 0 ? ['DE'] : ['FR', 'PT'],
  priceMinor: n * 10,
  createdAt: n,
  inStock: n % 4 !== 0,
  reviews: n % 5,
  stars: n % 5,
  group: n % 6 === 0 ? 'g' : null,
  attributes: [`size:${n % 4}`],
  impacts: new Map(WORDS.filter((_, i) => n % (i + 2) === 0).map((word, i) => [word, (i + 1) / 8])),
  quality: 0.5 + (n % 10) / 20,
});

const asked = (word: string, filters: object) =>
  ({
    words: [[{ term: word, boost: 1.5 }]],
    excluded: [],
    match: 'all',
    filters,
    sort: 'relevance',
    limit: 50,
  }) as const;

/** All that can be asked of it. */
const answers = (engine: RankingEngine) => ({
  size: engine.size,
  hits: WORDS.flatMap((word) =>
    [{}, { country: 'PT' }, { category: 'home' }, { inStock: true }].map((f) => engine.find(asked(word, f))),
  ),
  facets: engine.facets({ words: [], excluded: [], match: 'all', filters: {} }, [100]),
  words: engine.vocabulary.startingWith('ch', 5),
  counts: WORDS.map((word) => engine.vocabulary.listingsWith(word)),
});

let engine: RankingEngine;
let bytes: Buffer;

beforeAll(async () => {
  engine = new RankingEngine({ openDocuments: 64 });
  for (let n = 0; n < 300; n++) engine.put(listing(n));
  for (let n = 0; n < 300; n += 9) engine.remove(listing(n).id);
  engine.adjust(listing(1).id, { priceMinor: 1, quality: 1 });
  await saveSnapshot(file, snapshotOf(engine), MARK);
  bytes = readFileSync(file);
});

describe('a snapshot', () => {
  test('gives the same answers, and goes on from there', async () => {
    const read = await loadSnapshot(file);
    if (!read) throw new Error('not read');
    expect(read.mark).toEqual(MARK);
    expect(answers(read.engine)).toEqual(answers(engine));
    for (const e of [engine, read.engine]) {
      e.put({ ...listing(400), impacts: new Map([['chairlift', 0.9]]) });
      e.remove(listing(2).id);
      e.compact();
    }
    expect(answers(read.engine)).toEqual(answers(engine));
  });

  test('is as it was, whatever changes while it is written', async () => {
    const changing = new RankingEngine({ openDocuments: 64 });
    for (let n = 0; n < 100; n++) changing.put(listing(n));
    const snapshot = snapshotOf(changing);
    const before = answers(changing);
    const other = `${file}.changing`;
    const written = saveSnapshot(other, snapshot, MARK);
    for (let n = 0; n < 300; n++) changing.put({ ...listing(n), impacts: new Map([[`word${n}`, 0.5]]) });
    for (let n = 0; n < 50; n++) changing.remove(listing(n).id);
    await written;
    const read = await loadSnapshot(other);
    expect(read && answers(read.engine)).toEqual(before);
  });

  test('that is cut or of which a bit is flipped is none', async () => {
    const damaged = `${file}.damaged`;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), fc.boolean(), async (bit, isCut) => {
        const other = Buffer.from(bytes);
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        writeFileSync(damaged, isCut ? bytes.subarray(0, bit >> 3) : other);
        expect(await loadSnapshot(damaged)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    writeFileSync(damaged, Buffer.concat([bytes, Buffer.from('more')]));
    expect(await loadSnapshot(damaged)).toBeUndefined();
    truncateSync(damaged, 0);
    expect(statSync(damaged).size).toBe(0);
    expect(await loadSnapshot(damaged)).toBeUndefined();
  });

  test('that is not there is none', async () => {
    expect(await loadSnapshot(`${file}.nowhere`)).toBeUndefined();
  });
});
