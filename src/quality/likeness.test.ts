import { describe, expect, test } from 'vitest';
import { RULEBOOK } from '../../test/rulebook.ts';
import type { ListingId, PartyId, RecallId } from '../kernel/ids.ts';
import { articleNumbers } from '../market/listings/article-number.ts';
import { type Barred, likenessTo } from './barred.ts';
import { lookDistance, type Prints, textLikeness, textPrint } from './likeness.ts';

const TITLE = 'Night light in the shape of a rabbit';
const TEXT =
  'A soft light for the nursery. The rabbit changes its colour when it is tapped, runs eight hours on one charge and is charged by the cable that comes with it.';
const ours = 'pty_ours' as PartyId;
const other = 'pty_other' as PartyId;
const LOOK = '0f'.repeat(32);

const prints = (more: Partial<Prints> = {}): Prints => ({
  gtins: [],
  text: textPrint(TITLE, TEXT),
  pictures: [],
  looks: [],
  ...more,
});
const barred = (more: Partial<Prints> = {}, isOver = false): Barred => ({
  listingId: 'lst_1' as ListingId,
  seller: ours,
  title: TITLE,
  cause: { kind: 'recall', recallId: 'rcl_1' as RecallId },
  prints: prints(more),
  barredAt: 0,
  isOver,
});
const found = (goods: Barred, seller: PartyId, offer: Prints, listingId?: ListingId) =>
  likenessTo([goods], { seller, prints: offer, listingId }, RULEBOOK);

describe('likeness of texts', () => {
  test('a text is like itself in other case, spacing and with a word changed, and not like another', () => {
    const print = textPrint(TITLE, TEXT);
    expect(textLikeness(print, textPrint(TITLE.toUpperCase(), ` ${TEXT}  `))).toBe(1);
    expect(textLikeness(print, textPrint(TITLE, TEXT.replace('eight', 'nine')))).toBeGreaterThan(0.75);
    const chair =
      'A chair of solid oak, oiled by hand, with a seat of woven paper cord that lasts for many years.';
    expect(textLikeness(print, textPrint('Oak chair', chair))).toBeLessThan(0.1);
  });

  test('words of a script without spaces are told apart', () => {
    const a = '这款兔子造型的小夜灯适合婴儿房使用，轻拍即可变换颜色，充电一次可以使用八个小时。';
    const b = '这把椅子由实心橡木制成，手工上油，座面由纸绳编织而成，可以使用很多年。';
    expect(textLikeness(textPrint('小夜灯', a), textPrint('小夜灯', a))).toBe(1);
    expect(textLikeness(textPrint('小夜灯', a), textPrint('椅子', b))).toBeLessThan(0.1);
  });

  test('a text of few words is like nothing: it would be like everything', () => {
    expect(textPrint('Lamp', 'A lamp.')).toEqual([]);
    expect(textLikeness([], [])).toBe(0);
  });
});

describe('goods that come back', () => {
  test('by their number are refused, whoever offers them', () => {
    const goods = barred({ gtins: ['4006381333931'] });
    const offer = prints({ gtins: articleNumbers({ ean: '04006381 333931' }), text: [] });
    expect(found(goods, other, offer)).toMatchObject({ action: 'refuse', by: 'number' });
  });

  test('by text or picture are refused from the same seller and looked at from another', () => {
    expect(found(barred(), ours, prints())).toMatchObject({ action: 'refuse', by: 'text' });
    expect(found(barred(), other, prints())).toMatchObject({ action: 'review', by: 'text' });
    const look = { looks: [LOOK], text: [] };
    const near = { looks: [`1f${LOOK.slice(2)}`], text: [] };
    expect(lookDistance(LOOK, near.looks[0] ?? '')).toBe(1);
    expect(found(barred(look), other, prints(near))).toMatchObject({ action: 'review', by: 'picture' });
    expect(found(barred(look), other, prints({ looks: ['f0'.repeat(32)], text: [] }))).toBeUndefined();
  });

  test('by text and picture at once are refused from anybody', () => {
    const both = { looks: [LOOK] };
    expect(found(barred(both), other, prints(both))).toMatchObject({
      action: 'refuse',
      by: 'picture-and-text',
    });
  });

  test('are no longer stopped once the bar is over, and a listing is not like itself', () => {
    expect(found(barred({}, true), ours, prints())).toBeUndefined();
    expect(found(barred(), ours, prints(), 'lst_1' as ListingId)).toBeUndefined();
  });
});
