import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { ListingId, PartyId, RecallId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { lookDistance, type Prints, textLikeness } from './likeness.ts';

export type BarredCause =
  /** `bySeller`: nobody but their own seller says so. */
  | { readonly kind: 'recall'; readonly recallId: RecallId; readonly bySeller?: true }
  | { readonly kind: 'refused'; readonly rule: string };

/** Goods that may not come back under another listing: one listing's prints. */
export interface Barred {
  readonly listingId: ListingId;
  readonly seller: PartyId;
  readonly title: string;
  readonly cause: BarredCause;
  readonly prints: Prints;
  readonly barredAt: EpochMs;
  readonly isOver: boolean;
}

export type BarredEvent =
  | ({ readonly type: 'GoodsBarred'; readonly at: EpochMs } & Omit<Barred, 'barredAt' | 'isOver'>)
  /** Stopped by mistake: they may be offered again. */
  | { readonly type: 'GoodsUnbarred'; readonly at: EpochMs };

export function evolveBarred(state: Barred | undefined, event: BarredEvent): Barred {
  if (event.type === 'GoodsBarred') {
    const { type: _, at: barredAt, ...facts } = event;
    return { ...facts, barredAt, isOver: false };
  }
  assert(state, `${event.type} before GoodsBarred`);
  switch (event.type) {
    case 'GoodsUnbarred':
      return { ...state, isOver: true };
    default:
      return event satisfies never;
  }
}

/** `refuse`: beyond doubt the same goods; `review`: alike enough that a person looks first. */
export interface Likeness {
  readonly action: 'refuse' | 'review';
  readonly cause: BarredCause;
  readonly title: string;
  readonly by: 'number' | 'picture' | 'text' | 'picture-and-text';
}

/**
 * The first barred goods that an offer is or looks like. The same article number is the same goods; so is what looks or
 * reads the same at the seller whose goods they were. From another seller a likeness alone lets a person look: honest shops
 * use the maker's texts and pictures. And what a seller alone has recalled decides nothing about the goods of others: else a
 * recall would be a way to shut competitors out.
 */
export function likenessTo(
  barred: readonly Barred[],
  offer: { readonly seller: PartyId; readonly prints: Prints; readonly listingId?: ListingId | undefined },
  { quality }: Pick<Rulebook, 'quality'>,
): Likeness | undefined {
  const found = barred.flatMap((goods) => {
    // A listing is like itself: whether it may be shown is up to the stop on it.
    if (goods.isOver || goods.listingId === offer.listingId) return [];
    const by = sameness(goods.prints, offer.prints, quality.relisting);
    if (by === undefined) return [];
    const { cause, title } = goods;
    const isOfAll = cause.kind === 'refused' || !cause.bySeller;
    const isSame =
      goods.seller === offer.seller || (isOfAll && (by === 'number' || by === 'picture-and-text'));
    return [{ action: isSame ? 'refuse' : 'review', cause, title, by } as const];
  });
  return found.find((f) => f.action === 'refuse') ?? found[0];
}

function sameness(
  a: Prints,
  b: Prints,
  { textSimilarityMin, pictureBitsMax }: Rulebook['quality']['relisting'],
): Likeness['by'] | undefined {
  if (a.gtins.some((gtin) => b.gtins.includes(gtin))) return 'number';
  const text = textLikeness(a.text, b.text) >= textSimilarityMin;
  const picture =
    a.pictures.some((id) => b.pictures.includes(id)) ||
    a.looks.some((x) => b.looks.some((y) => lookDistance(x, y) <= pictureBitsMax));
  if (text && picture) return 'picture-and-text';
  return picture ? 'picture' : text ? 'text' : undefined;
}

/** Stream id `bar_` and the listing's. */
export const barredGoods: Concept<Barred, BarredEvent, 'in_force' | 'cause_ref'> = {
  name: 'barred_goods',
  revision: 1,
  evolve: evolveBarred,
  columns: {
    in_force: { type: 'boolean', of: (b) => !b.isOver },
    cause_ref: { type: 'text', of: (b) => (b.cause.kind === 'recall' ? b.cause.recallId : b.cause.rule) },
  },
};
