import type { Frozen, Rulebook } from '../rulebook/schema.ts';
import type { Tier } from '../rulebook/ranking.ts';

/** What a tier asks of a seller. */
export interface Merits {
  readonly trust: number;
  readonly orders: number;
  readonly buyers: number;
}

/** The last tier of which all conditions hold; the first one holds for everybody. */
export function tierOf(record: Merits, { tiers }: Pick<Rulebook['ranking'], 'tiers'>): Frozen<Tier> {
  const reached = tiers.filter((tier) => missingFor(record, tier).length === 0);
  return reached.at(-1) ?? (tiers[0] as Frozen<Tier>);
}

/** The tier after this one, if there is any. */
export function nextTier(
  current: string,
  { tiers }: Pick<Rulebook['ranking'], 'tiers'>,
): Frozen<Tier> | undefined {
  return tiers[tiers.findIndex((tier) => tier.name === current) + 1];
}

export interface Missing {
  readonly what: 'trust' | 'orders' | 'buyers';
  readonly has: number;
  readonly needs: number;
}

export function missingFor(record: Merits, tier: Frozen<Tier>): readonly Missing[] {
  const needs: readonly Missing[] = [
    { what: 'trust', has: record.trust, needs: tier.trustMin },
    { what: 'orders', has: record.orders, needs: tier.ordersMin },
    { what: 'buyers', has: record.buyers, needs: tier.buyersMin },
  ];
  return needs.filter(({ has, needs: min }) => has < min);
}
