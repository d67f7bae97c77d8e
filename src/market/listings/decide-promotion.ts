import { type Decision, refuse } from '../../kernel/decision.ts';
import { DAY_MS, dayNumber, type EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { type Promotion, type PromotionEvent, stateOf } from './promotion.ts';

/** A promotion says which goods are in it by what they are, and has few days, so that it stays something special. */
export function planPromotion(
  state: Promotion | undefined,
  input: Pick<Promotion, 'wording' | 'choice' | 'from' | 'to'> & {
    readonly at: EpochMs;
    readonly by: string;
    readonly rulebook: string;
  },
  { ranking }: Pick<Rulebook, 'ranking'>,
): Decision<PromotionEvent> {
  if (state) return refuse('planned-already', 'This promotion is planned already.');
  const { choice, from, to, at } = input;
  const { words, category, attributes } = choice;
  if (words === '' && category === null && Object.keys(attributes).length === 0)
    return refuse('promotion-of-everything', 'Say which goods are in it: words, a category or a detail.', {
      field: 'choice.category',
    });
  if (to < from)
    return refuse('promotion-empty', 'The last day must not be before the first.', { field: 'to' });
  if (dayNumber(to) < dayNumber(at))
    return refuse('promotion-past', 'The last day is over already.', { field: 'to' });
  const { daysMax, aheadDaysMax } = ranking.promotions;
  if ((to - from) / DAY_MS + 1 > daysMax)
    return refuse('promotion-too-long', `Plan at most ${daysMax} days.`, { field: 'to' });
  if (from > at + aheadDaysMax * DAY_MS)
    return refuse('promotion-far-off', `It may begin at most ${aheadDaysMax} days from now.`, {
      field: 'from',
    });
  return [{ type: 'PromotionPlanned', ...input }];
}

/** Called off, or over before its time. */
export function endPromotion(
  state: Promotion,
  input: { readonly at: EpochMs; readonly by: string; readonly why: string },
): Decision<PromotionEvent> {
  if (stateOf(state, input.at) === 'over') return refuse('promotion-over', 'It is over already.');
  return [{ type: 'PromotionEnded', ...input }];
}
