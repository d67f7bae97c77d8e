import type { EpochMs } from '../../kernel/time.ts';

/** Of a seller of high volume, who certifies every year that what they told is current. */
export interface Certificate {
  /** When the year began. */
  readonly from: EpochMs;
  readonly asked: { readonly certifyBy: EpochMs | null; readonly isLast: boolean } | null;
}
