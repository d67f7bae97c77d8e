import { join } from 'node:path';
import type { PartyId } from './kernel/ids.ts';
import type { EpochMs } from './kernel/time.ts';
import { TrafficCounter } from './market/listings/traffic-store.ts';
import type { Database } from './platform/database.ts';
import { Loop } from './platform/loop.ts';
import { ExposureStore } from './ranking/exposure-store.ts';
import { LiveSearch } from './ranking/live-store.ts';
import { RankedSearch } from './ranking/ranked-search.ts';
import type { liveSphinx } from './ranking/sphinx-live-store.ts';
import { TrustCache } from './ranking/trust-cache.ts';
import type { Rulebook } from './rulebook/schema.ts';
import type { StandingCache } from './standing/standing-cache.ts';

/** What changes in a listing may take so long to be found, if everybody asks for the same; a seller's standing counts at once. */
const SEARCH_FRESH_MS = 5_000;

/** Search in order of merit, with what it is made of: trust and the ledger of exposure, kept fresh. */
export async function openRanking(options: {
  readonly db: Database;
  readonly now: () => EpochMs;
  readonly rulebook: Rulebook;
  readonly report: (error: unknown, where: string) => void;
  readonly standings: StandingCache;
  /** Where the index is written down. */
  readonly dataDir: string;
  readonly freshMs: number | undefined;
}) {
  const { db, now, rulebook, report, standings, dataDir, freshMs = SEARCH_FRESH_MS } = options;
  const { pool } = db;
  const trust = new TrustCache(pool, rulebook);
  const exposure = new ExposureStore({ pool, now, trust, ranking: rulebook.ranking });
  const rules = { rates: rulebook.exchange, quality: rulebook.ranking.quality };
  const live = new LiveSearch({
    pool,
    rules,
    file: join(dataDir, 'search-index.bin'),
    now,
    freshMs,
    standings,
    report,
  });
  live.onOpen((search) => {
    search.setNewcomerTrust(trust.newcomer);
    trust.onChange((seller, value) => search.setTrust(seller, value));
  });
  const url = process.env['SEARCH_URL'];
  const trustOf = (seller: PartyId) => trust.of(seller).trust;
  const sphinx = url
    ? await openSphinx({ url, pool, rules, now, freshMs, standings, report, trustOf })
    : undefined;
  if (sphinx) trust.onChange((seller, value) => sphinx.setTrust(seller, value));
  const refresh = async () => {
    await trust.refresh();
    live.setNewcomerTrust(trust.newcomer);
    sphinx?.search.setNewcomerTrust(trust.newcomer);
    await exposure.refresh();
  };
  await refresh();
  const loop = new Loop({
    everyMs: RANKING_EVERY_MS,
    step: () => refresh().then(() => 0),
    report: (error) => report(error, 'ranking'),
  });
  loop.start();
  const also = exposure.shown.bind(exposure);
  const traffic = new TrafficCounter({ pool, now, report, also });
  // The index in memory is opened by whoever asks it first: nobody, if another engine answers.
  const inner = sphinx?.search ?? live;
  const search = new RankedSearch({
    inner,
    trust,
    ledger: exposure,
    ranking: rulebook.ranking,
    editionsKept: EXPOSURE_EDITIONS_KEPT,
  });
  const searchIndex = { engine: sphinx ? 'server' : 'memory', state: () => live.state } as const;
  return {
    ports: { trust, search, traffic, searchIndex },
    live,
    refresh,
    stop: async () => {
      await loop.stop();
      await live.stop();
      await sphinx?.stop();
      await exposure.refresh();
      await traffic.flush();
    },
  };
}

/** A large library comes with it, loaded by those who use it. */
async function openSphinx(options: Parameters<typeof liveSphinx>[0]): Promise<ReturnType<typeof liveSphinx>> {
  const { liveSphinx } = await import('./ranking/sphinx-live-store.ts');
  return liveSphinx(options);
}

/** What the signals say of a seller reaches search so much later; what a verdict says, in the next query. */
const RANKING_EVERY_MS = 2_000;

/**
 * The order of a query stands still for ten seconds, so that the pages of a shopper who looks on fit together, and what was made of
 * it once can be given again; what somebody got beyond their share until then counts from then on.
 */
const EXPOSURE_EDITIONS_KEPT = 5;
