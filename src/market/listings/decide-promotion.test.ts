import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { endPromotion, planPromotion } from './decide-promotion.ts';
import {
  type Promotion,
  type PromotionChoice,
  type PromotionEvent,
  promotions,
  stateOf,
} from './promotion.ts';

const TODAY = Date.UTC(2026, 4, 4);
const NOW = TODAY + DAY_MS / 2;
const { rulebook } = new TestMarket().book;
const { daysMax, aheadDaysMax } = rulebook.ranking.promotions;
const words = { title: 'Summer outside', text: 'For balcony and garden.' };
const GARDEN: PromotionChoice = { words: '', category: 'garden', attributes: {}, priceMaxEuroCents: null };
const base = {
  at: NOW,
  by: 'pty_head',
  rulebook: 'hash',
  wording: { en: words, es: words, pt: words, zh: words },
};
const plan =
  (fromDay: number, toDay: number, choice = GARDEN) =>
  (state: Promotion | undefined) =>
    planPromotion(
      state,
      { ...base, choice, from: TODAY + fromDay * DAY_MS, to: TODAY + toDay * DAY_MS },
      rulebook,
    );
const end = (at: number) => (state: Promotion | undefined) =>
  state ? endPromotion(state, { at, by: 'pty_head', why: 'Sold out.' }) : [];
const planned: PromotionEvent = {
  type: 'PromotionPlanned',
  ...base,
  choice: GARDEN,
  from: TODAY,
  to: TODAY + DAY_MS,
};
const ended: PromotionEvent = { type: 'PromotionEnded', at: NOW, by: 'pty_head', why: 'Sold out.' };

describe('a promotion', () => {
  test('is planned once, for goods of a kind', () => {
    given(promotions).when(plan(0, 1)).then(planned);
    given(promotions, planned).when(plan(0, 1)).refused('planned-already');
    const everything = { ...GARDEN, category: null, priceMaxEuroCents: 2_000 };
    given(promotions)
      .when(plan(0, 1, everything))
      .refused('promotion-of-everything', 'choice.category');
    const wool = { ...GARDEN, category: null, attributes: { material: ['wool'] } };
    expect(
      given(promotions)
        .when(plan(0, 1, wool))
        .state(),
    ).toMatchObject({ choice: wool, ended: null });
  });
  test('has a last day that is ahead, few days, and begins soon', () => {
    given(promotions).when(plan(1, 0)).refused('promotion-empty', 'to');
    given(promotions).when(plan(-3, -1)).refused('promotion-past', 'to');
    given(promotions)
      .when(plan(-3, 0))
      .then({ from: TODAY - 3 * DAY_MS });
    given(promotions).when(plan(0, daysMax)).refused('promotion-too-long', 'to');
    given(promotions)
      .when(plan(aheadDaysMax + 1, aheadDaysMax + 1))
      .refused('promotion-far-off', 'from');
  });
  test('runs on its days, both included, unless it is ended before', () => {
    const { state } = given(promotions, planned);
    expect(
      state && [TODAY - 1, TODAY, TODAY + 2 * DAY_MS - 1, TODAY + 2 * DAY_MS].map((at) => stateOf(state, at)),
    ).toEqual(['coming', 'running', 'running', 'over']);
    given(promotions, planned).when(end(NOW)).then(ended);
    given(promotions, planned, ended).when(end(NOW)).refused('promotion-over');
    given(promotions, planned)
      .when(end(TODAY + 2 * DAY_MS))
      .refused('promotion-over');
  });
});
