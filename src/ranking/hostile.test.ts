import { beforeAll, describe, expect, test } from 'vitest';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { RankingEngine } from './engine.ts';
import { spellingOf } from './spelling.ts';
import { wantedIn } from './wanted.ts';

const LONG = 10_000;
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
  test.each([
    ['nothing', ''],
    ['spaces', ' \t\n\u00a0\u3000'.repeat(LONG / 5)],
    ['one letter, often', 'a'.repeat(LONG)],
    ['one word, often', 'aaaaaaaaaa '.repeat(LONG / 11)],
    ['unlike words', Array.from({ length: LONG / 8 }, (_, n) => `aaab${n.toString(26)}x`).join(' ')],
    ['what is excluded', '-aaa '.repeat(LONG / 5)],
    ['control characters', '\u0000\u0001\u001b[31m\u007f aaaz'.repeat(LONG / 14)],
    ['quotes that do not end', '"aaa \' “ « ` "'.repeat(LONG / 14)],
    ['marks for right to left', '\u202e\u2066aaa\u200f\u061c '.repeat(LONG / 8)],
    ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈🪑'.repeat(LONG / 24)],
    ['halves of characters', '\ud83d\udc00\ud83d aaa'.repeat(LONG / 7)],
    ['accents upon accents', `a${'\u0301'.repeat(LONG)}`],
    ['Chinese', '红色的椅子'.repeat(LONG / 5)],
    ['signs of query languages', "aaa:* & | ! <-> ( ) ^ ~ */ OR 1=1; --'\\".repeat(LONG / 40)],
    ['a pattern', '(a+)+$'.repeat(LONG / 6)],
  ])('%s', (_, text) => {
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
