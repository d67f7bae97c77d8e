/** What the pages about recalls read from the API. */
import type { EpochMs } from '../../kernel/time.ts';

export type Hazard =
  | 'fire'
  | 'burns'
  | 'electric-shock'
  | 'choking'
  | 'strangulation'
  | 'injury'
  | 'cuts'
  | 'chemical'
  | 'microbiological'
  | 'environment';
export type Instruction = 'stop-using' | 'unplug' | 'keep-from-children' | 'do-not-dispose' | 'dispose';
export type Remedy = 'repair' | 'replacement' | 'refund';

/** The choices of a form, in the order of the API. */
export const HAZARDS: readonly Hazard[] = [
  'fire',
  'burns',
  'electric-shock',
  'choking',
  'strangulation',
  'injury',
  'cuts',
  'chemical',
  'microbiological',
  'environment',
];
export const INSTRUCTIONS: readonly Instruction[] = [
  'stop-using',
  'unplug',
  'keep-from-children',
  'do-not-dispose',
  'dispose',
];
export const REMEDIES: readonly Remedy[] = ['repair', 'replacement', 'refund'];

export interface RecallText {
  readonly product: string;
  readonly identification: string;
  readonly risk: string;
  readonly hazard: Hazard;
  readonly instructions: readonly Instruction[];
  readonly remedies: readonly Remedy[];
  readonly contact: string;
  readonly pictureOf: string;
}

/** `GET /recalls`. */
export interface RecallCard extends RecallText {
  readonly id: string;
  readonly openedAt: EpochMs;
  readonly closed: boolean;
}

/** `GET /me/recalls/{recallId}`. */
export interface OwnRecall extends RecallCard {
  readonly orders: readonly OwnOrder[];
}

export interface OwnOrder {
  readonly orderId: string;
  readonly titles: readonly string[];
  readonly amountMinor: number;
  readonly currency: string;
  readonly claim: {
    readonly remedy: Remedy;
    readonly status: 'open' | 'done';
    readonly why: string | null;
    readonly chosenAt: EpochMs;
    readonly doneBy: EpochMs | null;
  } | null;
}
