/** A theme that goods are on show under, as the API tells of it. */
import type { EpochMs } from '../../kernel/time.ts';
import type { Language } from '../messages/language.ts';
import type { FoundCard } from './models.ts';

export interface Promotion {
  readonly promotionId: string;
  readonly state: 'coming' | 'running' | 'over';
  readonly wording: Readonly<Record<Language, { readonly title: string; readonly text: string }>>;
  readonly choice: {
    readonly words: string;
    readonly category: string | null;
    readonly attributes: Readonly<Record<string, readonly string[]>>;
    readonly priceMaxEuroCents: number | null;
  };
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly ended: { readonly at: EpochMs; readonly why: string } | null;
}

export interface PromotionShelf extends Promotion {
  readonly listings: readonly FoundCard[];
}

export interface PromotionPage extends PromotionShelf {
  readonly next: string | null;
}
