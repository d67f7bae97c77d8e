import type { PartyId } from '../kernel/ids.ts';

/**
 * Attention in first places: being seen at the top of a result is 1, further down less, as in the discount of nDCG
 * (Jarvelin and Kekalainen, 2002). `due` is what merit alone would have given.
 */
export interface Exposure {
  readonly attention: number;
  readonly due: number;
}

/** What identities got, lately and today. It may be some seconds old. */
export interface ExposureLedger {
  lately(identity: PartyId): Exposure;
  today(identity: PartyId): Exposure;
  /** Changes whenever an answer may: what was worked out from answers holds as long as it stays. */
  readonly edition: number;
}

/** `place` from 1. */
export function attentionAt(place: number): number {
  return 1 / Math.log2(1 + place);
}

/** What was shown at one place. */
export interface Shown {
  readonly identity: PartyId;
  /** `null`: not in order of merit, as by price or date; such a page owes nobody anything. */
  readonly merit: number | null;
}

/**
 * The attention of one page, to whom it went and to whom it was due: shared out by the merit of the best that each identity
 * has on it. Ten copies of an article, or ten shops of one owner, are due no more than one.
 */
export function exposureOf(page: readonly Shown[], first: number): readonly Exposure[] {
  const attention = page.map((_, i) => attentionAt(first + i));
  const total = attention.reduce((a, b) => a + b, 0);
  const best = new Map<PartyId, { readonly at: number; readonly merit: number }>();
  for (const [at, { identity, merit }] of page.entries()) {
    if (merit === null) return attention.map((own) => ({ attention: own, due: own }));
    if (merit > (best.get(identity)?.merit ?? -1)) best.set(identity, { at, merit });
  }
  const merits = [...best.values()].reduce((sum, { merit }) => sum + merit, 0);
  return page.map(({ identity }, i) => {
    const { at, merit } = best.get(identity) ?? { at: -1, merit: 0 };
    const own = attention[i] ?? 0;
    if (merits === 0) return { attention: own, due: own };
    return { attention: own, due: at === i ? (total * merit) / merits : 0 };
  });
}
