import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';

/** Languages that a promotion is worded in: those of the shop's pages. */
export const WORDINGS = ['en', 'es', 'pt', 'zh'] as const;
export type Wording = Readonly<
  Record<(typeof WORDINGS)[number], { readonly title: string; readonly text: string }>
>;

/**
 * Which goods are in it: all that are like this. There is no way to name a listing or a shop, so that nobody can be put in
 * or left out by hand, and nobody can pay for it.
 */
export interface PromotionChoice {
  /** As typed into search; empty for any. */
  readonly words: string;
  readonly category: string | null;
  /** Values by name, such as material: wool or linen. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly priceMaxEuroCents: number | null;
}

/** A theme that the house puts goods on show under for a time, such as summer. */
export interface Promotion {
  readonly wording: Wording;
  readonly choice: PromotionChoice;
  /** First and last day, both included, at midnight UTC. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly plannedAt: EpochMs;
  readonly plannedBy: string;
  readonly ended: { readonly at: EpochMs; readonly by: string; readonly why: string } | null;
}

export type PromotionEvent =
  | {
      readonly type: 'PromotionPlanned';
      readonly at: EpochMs;
      readonly by: string;
      readonly wording: Wording;
      readonly choice: PromotionChoice;
      readonly from: EpochMs;
      readonly to: EpochMs;
      /** Hash of the rulebook whose limits it was planned under. */
      readonly rulebook: string;
    }
  /** Before its last day was over. */
  | { readonly type: 'PromotionEnded'; readonly at: EpochMs; readonly by: string; readonly why: string };

export function evolvePromotion(state: Promotion | undefined, event: PromotionEvent): Promotion {
  switch (event.type) {
    case 'PromotionPlanned': {
      const { wording, choice, from, to, at, by } = event;
      return { wording, choice, from, to, plannedAt: at, plannedBy: by, ended: null };
    }
    case 'PromotionEnded': {
      assert(state, 'PromotionEnded before PromotionPlanned');
      const { at, by, why } = event;
      return { ...state, ended: { at, by, why } };
    }
    default:
      return event satisfies never;
  }
}

export type PromotionState = 'coming' | 'running' | 'over';

export function stateOf({ from, to, ended }: Promotion, now: EpochMs): PromotionState {
  if (ended !== null || now >= to + DAY_MS) return 'over';
  return now < from ? 'coming' : 'running';
}

/** Stream id `prm_...`. */
export const promotions: Concept<Promotion, PromotionEvent, 'from_day'> = {
  name: 'promotion',
  revision: 1,
  evolve: evolvePromotion,
  columns: { from_day: { type: 'bigint', of: (s) => s.from } },
};
