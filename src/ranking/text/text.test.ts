import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithinDistance } from './distance.ts';
import { boostedTerms, type Vocabulary } from './expansion.ts';
import { type ParsedQuery, parseQuery } from './query.ts';
import { idf, impactsOf } from './relevance.ts';
import { stem } from './stem.ts';
import { termsOf } from './terms.ts';

/** Whether a listing with this title has every word of the query, by one of its terms. */
function finds(query: string, title: string): boolean {
  const terms = new Set(termsOf(title));
  const { words } = parseQuery(query);
  return (
    words.length > 0 &&
    words.every(
      ({ term, others, prefix }) =>
        terms.has(term) ||
        others.some((other) => terms.has(other.term)) ||
        (prefix !== null && [...terms].some((t) => t.startsWith(prefix))),
    )
  );
}

describe('singular and plural are one term', () => {
  test.each([
    ['phone', 'phones'],
    ['case', 'cases'],
    ['box', 'boxes'],
    ['glass', 'glasses'],
    ['battery', 'batteries'],
    ['shoe', 'shoes'],
    ['watch', 'watches'],
    ['lens', 'lenses'],
    ['bus', 'buses'],
    ['woman', 'women'],
    ['womens', 'women'],
    ['ratón', 'ratones'],
    ['cable', 'cables'],
    ['móvil', 'móviles'],
    ['botão', 'botões'],
    ['pão', 'pães'],
    ['digital', 'digitais'],
    ['papel', 'papéis'],
    ['móvel', 'móveis'],
    ['lençol', 'lençóis'],
    ['imagem', 'imagens'],
    ['caneta', 'canetas'],
    ['Tasche', 'Taschen'],
    ['Lampe', 'Lampen'],
    ['Batterie', 'Batterien'],
    ['Handy', 'Handys'],
  ])('%s, %s', (singular, plural) => {
    expect(stem(plural.toLowerCase())).toBe(stem(singular.toLowerCase()));
  });

  test.each([
    ['printer', 'print'],
    ['charger', 'charge'],
    ['pen', 'pan'],
    ['glass', 'glas7'],
    ['case', 'casio'],
    ['preis', 'prei'],
  ])('%s is not %s', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });
});

describe('a title is found by', () => {
  test.each([
    // Accents, case, width.
    ['camara', 'Cámara réflex'],
    ['CÂMERA', 'camera digital'],
    ['kopfhörer', 'Kopfhorer schwarz'],
    ['strasse', 'Straße'],
    ['ipad', 'ＩＰＡＤ Air'],
    // Model names whole and in parts.
    ['WH-1000XM4', 'Sony WH-1000XM4'],
    ['wh1000xm4', 'Sony WH-1000XM4'],
    ['1000xm4', 'Sony WH-1000XM4'],
    ['xm4', 'Sony WH-1000XM4'],
    ['WH 1000XM4', 'Sony WH-1000XM4'],
    ['wh-1000xm4', 'Sony WH1000XM4'],
    ['1000', 'Sony WH-1000XM4'],
    ['iphone 12', 'Funda iPhone12'],
    ['iphone12', 'Funda iPhone 12'],
    ['tn-2110', 'Brother TN2110 toner'],
    // Compounds.
    ['wifi', 'Wi-Fi router'],
    ['wi-fi', 'WiFi router'],
    ['t-shirt', 'T shirt, blue'],
    ['tshirt', 'T-shirt, blue'],
    ['head phones', 'Headphones'],
    ['mens shoe', "Men's shoes"],
    // Amounts.
    ['256gb', 'SSD 256 GB'],
    ['256 gb', 'SSD 256GB'],
    ['17 inch', 'Notebook 17" black'],
    ['17"', 'Monitor 17 Zoll'],
    ['43.2 cm', 'Bildschirm 43,2 cm'],
    ['1000', 'Puzzle 1.000 Teile'],
    ['2 litros', 'Garrafa 2L'],
    // Beginnings, words without meaning of their own, other words for it.
    ['headph', 'Headphones'],
    ['funda para el iphone', 'iPhone Funda'],
    ['Fernseher', 'Samsung TV 55 inch'],
    // Chinese.
    ['蓝牙耳机', '无线蓝牙耳机 降噪'],
    ['蓝牙耳机', '蓝牙无线耳机'],
    ['耳机', '蓝牙耳机'],
    ['鞋', '男鞋'],
    ['iphone手机壳', '苹果iPhone 手机壳'],
    ['512g', '固态硬盘 512克'],
    ['手机', 'Smartphone Samsung'],
  ])('%s: %s', (query, title) => {
    expect(finds(query, title)).toBe(true);
  });

  test.each([
    ['desk', 'Disk 256 GB'],
    ['ssd 256', 'SSD 512 GB'],
    ['蓝牙耳机', '蓝牙音箱'],
    ['chair', 'Table'],
  ])('but not %s: %s', (query, title) => {
    expect(finds(query, title)).toBe(false);
  });
});

describe('a query', () => {
  test('says what is not wanted', () => {
    const { words, excluded } = parseQuery('iphone -case wi-fi -"cover"');
    expect(words.map(({ term }) => term)).toEqual(['iphon', 'wi', 'fi']);
    expect(excluded).toEqual([stem('case'), stem('cover')]);
  });

  test('of words that are in every text still looks for them', () => {
    expect(parseQuery('the').words.map(({ term }) => term)).toEqual(['the']);
    expect(parseQuery('the boys').words.map(({ term }) => term)).toEqual(['boy']);
  });

  test('allows for more typos in longer words, none in numbers', () => {
    const typos = (query: string) => parseQuery(query).words.map((word) => word.typosMax);
    expect(typos('desk mouse headphones 12345678 蓝牙')).toEqual([0, 1, 2, 0, 0]);
  });

  test('names each word once', () => {
    expect(parseQuery('case cases CASE').words).toHaveLength(1);
  });
});

describe('what stands for a word', () => {
  const DOCUMENTS = ['case', 'case', 'case', 'casebook', 'casio', 'headphone', 'cover'].map((t) =>
    termsOf(t),
  );
  const vocabulary: Vocabulary = {
    listings: DOCUMENTS.length,
    listingsWith: (term) => DOCUMENTS.filter((terms) => terms.includes(term)).length,
    startingWith: (prefix, max) =>
      [...new Set(DOCUMENTS.flat())].filter((t) => t.startsWith(prefix)).slice(0, max),
    closeTo: (term, distance, max) =>
      [...new Set(DOCUMENTS.flat())].filter((t) => isWithinDistance(t, term, distance)).slice(0, max),
  };
  const boosted = (text: string) => first(parseQuery(text), vocabulary);

  test('itself first, then other words for it, then longer ones', () => {
    expect(boosted('case').map(({ term }) => term)).toEqual(['cas', 'cover', 'casebook']);
  });

  test('a rarer word does not count more than the one typed', () => {
    const [typed, ...others] = boosted('case');
    expect(others.every(({ boost }) => boost < (typed?.boost ?? 0))).toBe(true);
  });

  test('with a wrong letter only if nothing has the word', () => {
    expect(boosted('haedphone').map(({ term }) => term)).toEqual(['headphon']);
    expect(boosted('casebook').map(({ term }) => term)).toEqual(['casebook']);
  });

  test('nothing', () => {
    expect(boosted('zzzzzz')).toEqual([]);
  });
});

function first({ words: [word] }: ParsedQuery, vocabulary: Vocabulary) {
  return word ? boostedTerms(word, vocabulary) : [];
}

describe('impacts', () => {
  test('lie between 0 and 1, and a word of the title counts most', () => {
    const impacts = impactsOf({
      title: 'Laptop bag',
      label: 'Targus',
      description: 'A sleeve for notebooks',
    });
    const of = (word: string) => impacts.get(stem(word)) ?? 0;
    expect([...impacts.values()].every((impact) => impact > 0 && impact < 1)).toBe(true);
    expect(of('bag')).toBeGreaterThan(of('targus'));
    expect(of('targus')).toBeGreaterThan(of('notebook'));
  });

  test('of a short title are larger than of a long one', () => {
    const impact = (title: string) => impactsOf({ title, label: '', description: '' }).get('bag') ?? 0;
    expect(impact('bag')).toBeGreaterThan(impact('bag black blue green red 100 200 300 400'));
  });

  test('idf is never negative', () => {
    expect(idf(10, 10)).toBeGreaterThan(0);
    expect(idf(1_000_000, 1)).toBeGreaterThan(idf(1_000_000, 1000));
  });
});

test.each([
  ['headphones', 'haedphones', 1],
  ['headphones', 'headphone', 1],
  ['headphones', 'hedphone', 2],
  ['', 'ab', 2],
])('%s and %s are at a distance of %i', (a, b, distance) => {
  expect(isWithinDistance(a, b, distance)).toBe(true);
  expect(isWithinDistance(a, b, distance - 1)).toBe(false);
});

describe('hostile text', () => {
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['spaces', ' \t\n　'],
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 words', 'ab '.repeat(5_000)],
    ['10,000 connectors', 'a-'.repeat(5_000)],
    ['10,000 digits and letters in turn', 'a1'.repeat(5_000)],
    ['10,000 Chinese characters', '耳机'.repeat(5_000)],
    ['10,000 marks on one letter', `a${'\u0301'.repeat(10_000)}`],
    ['control characters', '\u0000\u0001sony\u0007\u001b[31m'],
    ['unbalanced quotes', `"'\`«” sony "`],
    ['right-to-left marks', '\u202eynos\u202c \u200fsony\u200e'],
    ['half a surrogate pair', 'sony \ud83d \udc4d'],
    ['emoji', '👩‍👩‍👧‍👦🏽 🎧 sony'],
    ['operators', 'sony & | ! <-> :* () OR NOT AND ~2 ^3 *'],
    ['minus signs', '-'.repeat(10_000)],
    ['excluded words', '-a '.repeat(3_000)],
    ['names of an object', '__proto__ constructor toString hasOwnProperty'],
  ];

  test.each(HOSTILE)('%s is read in bounded time', (_, text) => {
    const started = performance.now();
    const { words, excluded } = parseQuery(text);
    termsOf(text);
    // A hundred times what it takes: this machine may be busy.
    expect(performance.now() - started).toBeLessThan(500);
    expect(words.length).toBeLessThanOrEqual(12);
    expect(excluded.length).toBeLessThanOrEqual(12);
    for (const { term, others } of words) {
      expect(term).not.toBe('');
      expect(term.length).toBeLessThanOrEqual(80);
      expect(others.length).toBeLessThan(60);
    }
  });

  test.each(HOSTILE.filter(([, text]) => text.includes('sony')))('%s hides no word', (_, text) => {
    expect(parseQuery(text).words.map(({ term }) => term)).toContain('soni');
  });

  test('any text has terms that are words, and is found by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const term of termsOf(text)) expect(term).toMatch(/^\S+$/u);
        const { words } = parseQuery(text);
        const terms = new Set(termsOf(text));
        for (const { term, others } of words)
          expect(terms.has(term) || others.some((other) => terms.has(other.term))).toBe(true);
      }),
    );
  });
});
