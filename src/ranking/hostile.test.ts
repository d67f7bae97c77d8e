import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test/hostile.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { RankingEngine } from './engine.ts';
import { spellingOf } from './spelling.ts';
import { wantedIn } from './wanted.ts';

/** Generous: the machine may be busy. Without bounds the worst of them would take minutes. */
const MS_MAX = 1_000;

const engine = new RankingEngine({ openDocuments: 4_096 });

beforeAll(() => {
  for (let n = 0; n < 20_000; n++)
    engine.put({
      id: `lst_${n}` as ListingId,
      seller: 'pty_a' as PartyId,
      category: 'home',
      countries: ['DE'],
      priceMinor: n,
      createdAt: n,
      inStock: true,
      reviews: 0,
      stars: 0,
      group: null,
      attributes: [],
      impacts: new Map([
        [`aaa${n.toString(26).replaceAll(/\d/g, 'z')}`, 0.5],
        ['aaaaaaaaaa', 0.2],
      ]),
      quality: 1,
    });
  engine.compact();
});

describe('whatever is asked is answered in bounded time', () => {
  test.each(HOSTILE)('%s', (_, text) => {
    const begun = performance.now();
    for (const match of ['all', 'any'] as const) {
      const hits = engine.find({
        ...wantedIn(text, engine.vocabulary),
        match,
        filters: {},
        sort: 'relevance',
        limit: 24,
      });
      expect(hits.length).toBeLessThanOrEqual(24);
    }
    spellingOf(text, engine);
    expect(performance.now() - begun).toBeLessThan(MS_MAX);
  });

  test('a page far behind the last is empty', () => {
    const hits = engine.find({
      words: [],
      excluded: [],
      match: 'all',
      filters: {},
      sort: 'relevance',
      limit: 40_100,
    });
    expect(hits).toHaveLength(20_000);
  });
});
