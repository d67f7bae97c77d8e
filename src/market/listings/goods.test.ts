import { describe, expect, it } from 'vitest';
import { TestMarket } from '../../../test/worlds.ts';
import { bannedIn, goodsVerdict } from './goods.ts';
import { spellings } from './spelling.ts';

const { prohibitedGoods: rules } = new TestMarket().book.rulebook;

const zone = (...countries: string[]) => ({
  name: 'near',
  countries,
  priceMinor: 0,
  extraItemMinor: 0,
  transitDays: 2,
});
const verdict = (title: string, more: { category?: string; to?: string[]; description?: string } = {}) =>
  goodsVerdict(
    rules,
    {
      title,
      description: more.description ?? '',
      category: more.category ?? 'misc',
      attributes: {},
      zones: [zone(...(more.to ?? ['FR']))],
    },
    'FR',
  );

describe('prohibited goods', () => {
  it.each([
    'Pure cocaine',
    'COCAINE!',
    'Pure c o c a i n e, fast',
    'c-o-c-a-i-n-e',
    'co-caine',
    'c0ca1ne',
    'сосаіnе', // Cyrillic с, о, а, і, е
    'ｃｏｃａｉｎｅ',
    'co\u200bca\u00adine',
    'cócaïne',
    'two cocaines',
  ])('%s is refused as narcotics', (title) => {
    expect(verdict(title)).toMatchObject({
      rule: 'drugs',
      matched: 'cocaine',
      action: 'refuse',
      clause: 'C4',
    });
  });

  it('phrases may be spaced out as a whole or in parts', () => {
    for (const title of ['ASSAULT-RIFLE', 'assault  rifle', 'a s s a u l t | rifle'])
      expect(verdict(title)).toMatchObject({ rule: 'weapons' });
  });

  it.each([
    'Heroines of the sea',
    'A heroine',
    'Water handgunner game',
    'Tea for 2 in 1 e t c',
    'Ivory coloured paint',
  ])('%s is an ordinary thing', (title) => {
    expect(verdict(title)).toBeUndefined();
  });

  it('the description counts, and the category without any word', () => {
    expect(verdict('Old thing', { description: 'made of elephant ivory' })).toMatchObject({ rule: 'ivory' });
    expect(verdict('Old thing', { category: 'ivory' })).toMatchObject({ rule: 'ivory', matched: 'ivory' });
  });

  it('a rule of some markets concerns listings delivered there', () => {
    expect(verdict('Disposable vape', { to: ['FR', 'ES'] })).toBeUndefined();
    expect(verdict('Disposable vape', { to: ['FR', 'BR'] })).toMatchObject({
      rule: 'e-cigarettes',
      markets: ['BR'],
    });
  });

  it('words that prove little ask for a look; a refusal goes first', () => {
    expect(verdict('Swastika flag', { to: ['DE'] })).toMatchObject({ action: 'review' });
    expect(verdict('Swastika flag with cocaine', { to: ['DE'] })).toMatchObject({ action: 'refuse' });
  });

  it('years, prices and sizes are not read as letters', () => {
    expect(spellings('Model 2024, 50 $')).toEqual([' model 2024 50 ']);
  });

  it('judges a long text fast: nobody can stall the server with a listing', () => {
    const started = performance.now();
    verdict('a '.repeat(5_000), { description: 'a-'.repeat(10_000) });
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a ban that came after the listing', () => {
  const content = {
    title: 'Disposable vape, mint',
    description: '',
    category: 'other',
    attributes: {},
    zones: [],
    edition: 1,
  };
  const { rulebook } = new TestMarket().book;

  it('holds at the checkout for the countries it names, and for the rulebook that has it', () => {
    expect(bannedIn(rulebook, content, 'lst_1', 'BR')).toBe('Electronic cigarettes');
    expect(bannedIn(rulebook, content, 'lst_1', 'DE')).toBeUndefined();
    const before = {
      prohibitedGoods: rulebook.prohibitedGoods.filter((goods) => goods.name !== 'e-cigarettes'),
    };
    expect(bannedIn(before, content, 'lst_1', 'BR')).toBeUndefined();
    expect(bannedIn(rulebook, { ...content, title: 'Mint tea', edition: 2 }, 'lst_1', 'BR')).toBeUndefined();
  });

  it('is asked of each market’s own goods: another may have given the same id to others', () => {
    const [one, other] = [new TestMarket().book.rulebook, new TestMarket().book.rulebook];
    const tea = { ...content, title: 'Mint tea' };
    expect(bannedIn(one, content, 'lst_2', 'BR')).toBe('Electronic cigarettes');
    expect(bannedIn(other, tea, 'lst_2', 'BR')).toBeUndefined();
    expect(bannedIn(one, content, 'lst_2', 'BR')).toBe('Electronic cigarettes');
  });
});
