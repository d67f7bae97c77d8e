/** A guide with its draft and all its versions, as the API tells authors and staff. */
import type { EpochMs } from '../../kernel/time.ts';
import { textOf } from '../api.ts';
import type { GuideKind } from './models.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Content {
  readonly title: string;
  readonly text: string;
  readonly everyMonths: number | null;
  readonly at: EpochMs;
  readonly author: Named;
}

export interface GuideRecord {
  readonly guideId: string;
  readonly kind: GuideKind;
  readonly target: {
    readonly kind: 'listing' | 'model' | 'category';
    readonly listingId?: string;
    readonly brand?: string;
    readonly model?: string;
    readonly category?: string;
  };
  readonly language: string;
  readonly retiredAt: EpochMs | null;
  readonly draft: Content | null;
  readonly declined: { readonly at: EpochMs; readonly why: string } | null;
  readonly versions: readonly (Content & { readonly version: number; readonly reviewer: Named })[];
  readonly helped: number;
  readonly notHelped: number;
}

export const GUIDE_KINDS: readonly GuideKind[] = [
  'use',
  'care',
  'maintenance',
  'troubleshooting',
  'part',
  'warning',
];

/** The field of the interval; empty for what is not done again and again. */
export function monthsOf(form: FormData): number | null {
  const months = textOf(form, 'everyMonths');
  return months === '' ? null : Number(months);
}
