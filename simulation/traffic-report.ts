import type { PartyId } from '../src/kernel/ids.ts';
import { type Profits, profitByKind } from './profit.ts';
import type { Sighted } from './sightings.ts';
import type { Simulation } from './simulate.ts';
import { sybilGains, type Trick } from './sybil.ts';

/** Shares of all there was: of pages seen, of attention given, of attention due by merit, and of purchases. */
export interface Shares {
  readonly impressions: number;
  readonly attention: number;
  readonly merit: number;
  readonly sales: number;
}

/** What search made of the market: who was seen and bought from, and whether that was deserved. */
export interface TrafficReport {
  readonly searches: number;
  /** By the tier that a seller had at that time. */
  readonly byTier: Readonly<Record<string, Shares>>;
  /** Tiers with a bonus together, and sellers of whom little is known yet. */
  readonly trusted: Shares;
  readonly newcomers: Shares;
  /** By what sellers really are. */
  readonly byKind: Readonly<Record<string, Shares>>;
  /** How unequally attention, and merit, are spread over sellers: 0 evenly, 1 all to one. */
  readonly gini: { readonly attention: number; readonly merit: number };
  /** Share of nDCG that pages gave up: on average, in the worst page, and at most by the rules. */
  readonly relevanceGivenUp: { readonly mean: number; readonly worst: number; readonly limit: number };
  readonly sybil: readonly Trick[];
  /** What a shop of each kind is left with a month, in euros, once goods are paid for. */
  readonly profit: Profits;
}

/** `seed`: of the searches by which tricks are tried. */
export async function trafficOf(simulation: Simulation, seed: string): Promise<TrafficReport> {
  const { society, market } = simulation;
  const { sightings } = society.shelf;
  const { tiers, budget } = market.book.rulebook.ranking;
  const sellers = [...sightings.bySeller.values()];
  const all = sumOf(sellers);
  const kinds = Map.groupBy(sightings.bySeller.keys(), (seller) => society.truth.sellers.get(seller) ?? '');
  const withBonus = tiers.filter((tier) => tier.attentionBonus > 0).map((tier) => tier.name);
  const ofTiers = (names: readonly string[]) =>
    sharesOf(sumOf(names.flatMap((name) => sightings.byTier.get(name) ?? [])), all);
  const typical = typicalSeller(simulation);
  return {
    searches: sightings.searches,
    byTier: Object.fromEntries(tiers.map(({ name }) => [name, ofTiers([name])])),
    trusted: ofTiers(withBonus),
    newcomers: ofTiers([tiers[0]?.name ?? '']),
    byKind: Object.fromEntries(
      [...kinds].map(([kind, of]) => [
        kind,
        sharesOf(sumOf(of.flatMap((seller) => sightings.bySeller.get(seller) ?? [])), all),
      ]),
    ),
    gini: { attention: gini(sellers.map((s) => s.attention)), merit: gini(sellers.map((s) => s.due)) },
    relevanceGivenUp: {
      mean: rounded(sightings.lossSum / Math.max(1, sightings.searches)),
      worst: rounded(sightings.lossMax),
      limit: budget.relevanceLossMax,
    },
    sybil: typical ? await sybilGains(society.shelf, typical, seed) : [],
    profit: profitByKind(simulation),
  };
}

function sumOf(all: readonly Sighted[]): Sighted {
  return all.reduce(
    (sum, s) => ({
      impressions: sum.impressions + s.impressions,
      attention: sum.attention + s.attention,
      due: sum.due + s.due,
      taken: sum.taken + s.taken,
    }),
    { impressions: 0, attention: 0, due: 0, taken: 0 },
  );
}

function sharesOf(of: Sighted, all: Sighted): Shares {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : rounded(part / whole));
  return {
    impressions: share(of.impressions, all.impressions),
    attention: share(of.attention, all.attention),
    merit: share(of.due, all.due),
    sales: share(of.taken, all.taken),
  };
}

/** Gini (1912), by the order of values. */
function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const sum = sorted.reduce((a, b) => a + b, 0);
  if (sum === 0) return 0;
  const weighed = sorted.reduce((total, value, i) => total + (2 * (i + 1) - sorted.length - 1) * value, 0);
  return rounded(weighed / (sorted.length * sum));
}

/** Among honest sellers with goods on offer, the one whose purchases are in the middle. */
function typicalSeller({ society }: Simulation): PartyId | undefined {
  const { sightings, offers } = society.shelf;
  const selling = new Set(offers.map((offer) => offer.listing.seller));
  const honest = [...sightings.bySeller.keys()].filter(
    (seller) => selling.has(seller) && society.truth.sellers.get(seller) === 'honest',
  );
  const taken = (seller: PartyId) => sightings.bySeller.get(seller)?.taken ?? 0;
  return honest.toSorted((a, b) => taken(a) - taken(b) || (a < b ? -1 : 1))[Math.floor(honest.length / 2)];
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
