import { z } from 'zod';
import type { Conflict } from './check.ts';
import type { RulebookDraft } from './schema.ts';
import { count, days, name, share, source, text } from './terms.ts';

/**
 * One metric as evidence of fair dealing. `weight` is its part in the whole; all weights make 1. A seller whose certain share
 * of defects reaches `worthlessAt` gets nothing for it, one without any gets all. The prior is what is thought of somebody of
 * whom nothing is known: `strength` units, of which the share `defectShare` was bad.
 */
const trustPart = z.strictObject({
  metric: name,
  weight: share,
  worthlessAt: share.min(0.01, 'above 0.01: at 0 a single defect would be worth nothing'),
  prior: z.strictObject({ defectShare: share, strength: z.number().min(1).max(1_000) }),
});
export type TrustPart = z.infer<typeof trustPart>;

const trust = z.strictObject({
  /** Evidence counts half after so many days, and nothing after `memoryDays`, both from the day on which it is mature. */
  halfLifeDays: days,
  memoryDays: days.max(365),
  /** One-sided: trust is what a seller is at least worth, this surely. */
  confidence: z.number().min(0.5, 'between 0.5 and 0.99').max(0.99, 'between 0.5 and 0.99'),
  parts: z.array(trustPart).min(1, 'name at least one metric'),
  /**
   * The priors are fitted to the market once a day (empirical Bayes): mean and strength of all sellers with `unitsMin` units
   * or more, from so many sellers on, the strength kept between the two bounds.
   */
  fit: z.strictObject({
    sellersMin: count.min(2, 'two sellers or more'),
    unitsMin: count.min(2, 'two units or more'),
    strengthMin: z.number().min(1),
    strengthMax: z.number().max(10_000),
  }),
  source,
});

/** What a listing tells, as a multiplier from `floor` to 1. The shares make 1; each is full from the amount beside it on. */
const quality = z.strictObject({
  floor: share,
  pictures: z.strictObject({ share, fullFrom: count.min(1) }),
  text: z.strictObject({ share, fullFromCharacters: count.min(1) }),
  attributes: z.strictObject({ share, fullFrom: count.min(1) }),
  /** Lower bound of the stars, of which `strength` reviews of `stars` are thought to be there already. */
  rating: z.strictObject({
    share,
    prior: z.strictObject({ stars: z.number().min(1).max(5), strength: z.number().min(1).max(100) }),
    confidence: z.number().min(0.5).max(0.99),
  }),
  /** Further multiplier of what is sold out. */
  soldOut: share,
  source,
});

/**
 * Standing of a seller among sellers, worst first. A seller has the last tier of which all conditions hold: trust, orders that
 * are over within the memory, different buyers of them. `attentionBonus` is the traffic support: so much more attention than
 * its merit alone is due to it.
 */
const tier = z.strictObject({
  name,
  title: text,
  meaning: text,
  trustMin: share,
  ordersMin: count,
  buyersMin: count,
  attentionBonus: share,
});
export type Tier = z.infer<typeof tier>;

/** How attention is shared out beyond the order of merit. Nobody can pay for a place: there is no number for it here. */
const budget = z.strictObject({
  /** So many results are arranged together. */
  blockSize: z.int().min(10, 'at least 10').max(200, 'at most 200'),
  /** Relevance given up in a block at most, as a share of its nDCG. */
  relevanceLossMax: share.max(0.05, 'at most 0.05: shoppers come first'),
  /** Nobody passes anything of which its own merit is less than this share. */
  meritRatioMin: share,
  /** Attention received and due in these last days is weighed. */
  windowDays: days.max(60),
  exploration: z.strictObject({
    /** For each verified identity, in first places a day: being seen at the top of a result counts 1. */
    attentionPerDay: z.number().min(0).max(1_000),
    /** Shrinks as more becomes known: with so many orders it is half. */
    strengthOrders: count.min(1),
    perBlockMax: count.max(20),
    /** Moved up to this place at the most. */
    bestPlace: count.min(1),
  }),
  source,
});

/** Short rows of goods outside of search: on the start page, in a promotion, beside an article. They are filled by search. */
const shelves = z.strictObject({
  size: count.min(1).max(24),
  /** So many of one shop at most on one shelf. */
  perSellerMax: count.min(1),
  /** Of the best so many the shelf is filled. */
  lookedAtMax: count.min(1).max(100, 'at most 100'),
  /** What was put on sale within these days is new. */
  newDays: days,
  /** Small presents cost this at most, in euro cents. */
  smallEuroCents: z.int().min(1),
  source,
});

/** Themes that the house puts goods on show under for a time. */
const promotions = z.strictObject({
  daysMax: days,
  /** Planned at most so long before they begin. */
  aheadDaysMax: days,
  /** So many of those that are running are on the start page. */
  onFrontMax: count.max(10),
  source,
});

export const ranking = z.strictObject({
  trust,
  quality,
  /** Tiers count the orders of this metric. */
  ordersOf: name,
  tiers: z.array(tier).min(1, 'needs at least one tier'),
  tiersSource: source,
  budget,
  shelves,
  promotions,
});

export function checkRanking({ ranking: rules, metrics }: RulebookDraft): readonly Conflict[] {
  const { trust: of, quality: told, tiers } = rules;
  return [
    ...of.parts.flatMap(({ metric }, i) => checkPart(metrics[metric]?.subject, metric, i, of.parts)),
    ...sumsToOne(
      of.parts.map((p) => p.weight),
      ['ranking', 'trust', 'parts'],
      'weights',
    ),
    ...sumsToOne(
      [told.pictures.share, told.text.share, told.attributes.share, told.rating.share],
      ['ranking', 'quality'],
      'shares',
    ),
    ...(of.halfLifeDays > of.memoryDays
      ? [
          {
            path: ['ranking', 'trust', 'halfLifeDays'],
            message: `must be at most memoryDays (${of.memoryDays})`,
          },
        ]
      : []),
    ...(of.fit.strengthMin > of.fit.strengthMax
      ? [
          {
            path: ['ranking', 'trust', 'fit', 'strengthMin'],
            message: `must be at most strengthMax (${of.fit.strengthMax})`,
          },
        ]
      : []),
    ...(metrics[rules.ordersOf]?.subject === 'seller'
      ? []
      : [
          { path: ['ranking', 'ordersOf'], message: `there is no metric of sellers named ${rules.ordersOf}` },
        ]),
    ...tiers.flatMap((_, i) => checkTier(tiers, i)),
  ];
}

function checkPart(
  subject: string | undefined,
  metric: string,
  at: number,
  parts: readonly TrustPart[],
): readonly Conflict[] {
  const path = ['ranking', 'trust', 'parts', at, 'metric'];
  if (subject !== 'seller') return [{ path, message: `there is no metric of sellers named ${metric}` }];
  if (parts.findIndex((p) => p.metric === metric) < at)
    return [{ path, message: `${metric} is counted twice` }];
  return [];
}

function sumsToOne(shares: readonly number[], path: Conflict['path'], what: string): readonly Conflict[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  return Math.abs(sum - 1) < 1e-9
    ? []
    : [{ path, message: `the ${what} make ${Number(sum.toFixed(6))}: they must make 1` }];
}

/** The first tier is for everybody, and each next one asks for no less than the one before. */
function checkTier(tiers: readonly Tier[], at: number): readonly Conflict[] {
  const path = ['ranking', 'tiers', at];
  const CONDITIONS = ['trustMin', 'ordersMin', 'buyersMin', 'attentionBonus'] as const;
  const own = tiers[at];
  const before = tiers[at - 1];
  if (!own) return [];
  return CONDITIONS.flatMap((key) => {
    if (!before)
      return own[key] === 0 || key === 'attentionBonus'
        ? []
        : [{ path: [...path, key], message: 'the first tier starts at 0, so that every seller has one' }];
    return own[key] < before[key]
      ? [{ path: [...path, key], message: `must be at least that of the tier before (${before[key]})` }]
      : [];
  });
}
