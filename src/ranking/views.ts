import type { Reader } from '../door/route.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { dayNumber } from '../kernel/time.ts';
import type { Listing } from '../market/listings/listing.ts';
import type { Stars } from '../market/listings/search.ts';
import type { Evidence } from '../signals/evidence.ts';
import { activeMeasures } from '../standing/standing.ts';
import { pooled } from './identity.ts';
import { qualityOf } from './quality.ts';
import { missingFor, nextTier, tierOf } from './tier.ts';
import { newcomerTrust, type Priors, type Trust, trustOf } from './trust.ts';

/** What more of the same would do is told for so many further orders or questions. */
const MORE_UNITS = 20;
const LISTINGS_SHOWN = 50;

/** What a seller's place depends on, in numbers, and what would change it by how much. */
export async function ownRanking(reader: Reader, seller: PartyId) {
  const { ranking } = reader.rulebook;
  const [evidence, priors, exposure, standings] = await Promise.all([
    evidenceOf(reader, seller),
    priorsOf(reader),
    exposureOf(reader, seller),
    reader.standings([seller]),
  ]);
  const { parts, orders, buyers } = pooled(evidence);
  const trust = trustOf({ parts }, priors, ranking.trust);
  const record = { trust: trust.value, orders, buyers };
  const tier = tierOf(record, reader.wording.ranking);
  const next = nextTier(tier.name, reader.wording.ranking);
  const demotions = activeMeasures(standings.get(seller) ?? { measures: [] }, reader.now).filter(
    (m) => m.kind === 'demotion',
  );
  return {
    trust: trust.value,
    newcomer: newcomerTrust(priors, ranking.trust),
    accounts: evidence.length,
    orders,
    buyers,
    demotion: demotions.reduce((factor, m) => factor * (m.factor ?? 1), 1),
    tier: { name: tier.name, title: tier.title, meaning: tier.meaning, attentionBonus: tier.attentionBonus },
    next: next
      ? {
          name: next.name,
          title: next.title,
          attentionBonus: next.attentionBonus,
          missing: [...missingFor(record, next)],
        }
      : null,
    moreUnits: MORE_UNITS,
    parts: partsOf(reader, trust, priors),
    exposure,
    listings: await listingsOf(reader, seller),
  };
}

function partsOf({ rulebook: { ranking }, wording }: Reader, trust: Trust, priors: Priors) {
  return trust.parts.map(({ metric, weight, good, bad, estimate, lower, worth }) => {
    const instead = (counts: { good: number; bad: number }) => {
      const parts = Object.fromEntries(trust.parts.map((p) => [p.metric, p]));
      return trustOf({ parts: { ...parts, [metric]: counts } }, priors, ranking.trust).value - trust.value;
    };
    return {
      metric,
      title: wording.metrics[metric]?.title ?? metric,
      weight,
      good,
      bad,
      estimate,
      lower,
      worth,
      effectOfMore: instead({ good: good + MORE_UNITS, bad }),
      effectOfDefects: bad === 0 ? 0 : -instead({ good: good + bad, bad: 0 }),
    };
  });
}

/** Of all accounts of the same identity, the own one among them. */
async function evidenceOf({ db }: Reader, seller: PartyId): Promise<readonly Evidence[]> {
  const { rows } = await db.pool.query<{ evidence: Evidence }>(
    `select t.evidence from seller_trust own join seller_trust t on t.identity = own.identity
     where own.seller = $1 order by t.seller`,
    [seller],
  );
  return rows.map((r) => r.evidence);
}

async function priorsOf({ db }: Reader): Promise<Priors> {
  const { rows } = await db.pool.query<{ doc: Priors }>(
    'select doc from trust_prior order by day desc limit 1',
  );
  return rows[0]?.doc ?? {};
}

async function exposureOf({ db, now, rulebook }: Reader, seller: PartyId) {
  const days = rulebook.ranking.budget.windowDays;
  const { rows } = await db.pool.query<{ attention: number | null; due: number | null }>(
    'select sum(attention) as attention, sum(due) as due from seller_exposure where seller = $1 and day > $2',
    [seller, dayNumber(now) - days],
  );
  return { days, attention: rows[0]?.attention ?? 0, due: rows[0]?.due ?? 0 };
}

interface ListingRow {
  readonly id: ListingId;
  readonly doc: Listing;
  readonly count: number;
  readonly average: number | null;
}

/** Live listings, those with most to gain first. */
async function listingsOf({ db, rulebook }: Reader, seller: PartyId) {
  const { quality: rules } = rulebook.ranking;
  const { rows } = await db.pool.query<ListingRow>(
    `select l.id, l.doc, r.count, r.average from concept_listing l cross join lateral (
       select count(*)::int as count, avg((v.doc->>'rating')::int)::float8 as average
       from concept_review v where v.listing = l.id) r
     where l.seller = $1 and l.status = 'live'`,
    [seller],
  );
  return rows
    .map(({ id, doc, count, average }) => {
      const rating: Stars | null = average === null ? null : { count, average };
      const { value, parts } = qualityOf(
        {
          pictures: doc.images.length,
          textCharacters: doc.description.length,
          attributes: Object.keys(doc.attributes).length,
          rating,
          inStock: doc.stock > 0,
        },
        rules,
      );
      return {
        id,
        title: doc.title,
        quality: value,
        inStock: doc.stock > 0,
        parts: parts.map(({ name, share, fill }) => ({
          name,
          fill,
          effect: (1 - rules.floor) * share * (1 - fill),
        })),
      };
    })
    .toSorted((a, b) => a.quality - b.quality || (a.id < b.id ? -1 : 1))
    .slice(0, LISTINGS_SHOWN);
}

/** The main parameters of ranking and their weight (Regulation (EU) 2019/1150, article 5), as the active rulebook has them. */
export function publicRanking({ rulebook, wording, rulebookHash }: Reader, newcomer: number) {
  const { trust, quality, tiers, budget } = rulebook.ranking;
  return {
    rulebook: { version: rulebook.version, hash: rulebookHash, effectiveFrom: rulebook.effectiveFrom },
    paidPlacement: false as const,
    newcomer,
    trust: {
      halfLifeDays: trust.halfLifeDays,
      memoryDays: trust.memoryDays,
      confidence: trust.confidence,
      parts: trust.parts.map(({ metric, weight, worthlessAt }) => ({
        metric,
        title: wording.metrics[metric]?.title ?? metric,
        weight,
        worthlessAt,
      })),
    },
    quality: {
      floor: quality.floor,
      soldOut: quality.soldOut,
      parts: [
        { name: 'pictures' as const, share: quality.pictures.share, fullFrom: quality.pictures.fullFrom },
        { name: 'text' as const, share: quality.text.share, fullFrom: quality.text.fullFromCharacters },
        {
          name: 'attributes' as const,
          share: quality.attributes.share,
          fullFrom: quality.attributes.fullFrom,
        },
        { name: 'rating' as const, share: quality.rating.share, fullFrom: null },
      ],
    },
    tiers: tiers.map((tier) => {
      const { title, meaning } = wording.ranking.tiers.find((t) => t.name === tier.name) ?? tier;
      const { name, trustMin, ordersMin, buyersMin, attentionBonus } = tier;
      return { name, title, meaning, trustMin, ordersMin, buyersMin, attentionBonus };
    }),
    budget: {
      relevanceLossMax: budget.relevanceLossMax,
      windowDays: budget.windowDays,
      attentionPerDay: budget.exploration.attentionPerDay,
      perBlockMax: budget.exploration.perBlockMax,
      blockSize: budget.blockSize,
      bestPlace: budget.exploration.bestPlace,
    },
  };
}
