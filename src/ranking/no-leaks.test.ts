import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { applyMeasure, newListing, newSeller, type Runs } from '../../test/people.ts';
import type { ListingId, PartyId, SanctionId } from '../kernel/ids.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { type Listing, listings } from '../market/listings/listing.ts';
import { searchListings } from '../market/listings/views.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';
import { permits } from '../standing/permits.ts';
import { StandingCache } from '../standing/standing-cache.ts';
import { type Standing, standings } from '../standing/standing.ts';
import { LiveSearch } from './live-store.ts';

let server: TestServer;
let runs: Runs;
let sellers: readonly PartyId[];
let ids: readonly ListingId[];
let web: readonly WebProcess[];

/** What one web process holds: its own standings and its own index. */
interface WebProcess {
  cache: StandingCache;
  search: LiveSearch;
  readonly file: string;
}

/** What happened in all histories, lest nothing was shown. */
const seen = { shown: 0, hidden: 0, readFromFile: 0 };

function newSearch(cache: StandingCache, file: string): LiveSearch {
  const { db, book } = server.market;
  const { exchange, ranking } = book.rulebook;
  const report = (error: unknown) => {
    throw error;
  };
  const rules = { rates: exchange, quality: ranking.quality };
  const now = () => server.now();
  return new LiveSearch({
    pool: db.pool,
    rules,
    file,
    now,
    freshMs: 0,
    standings: cache,
    report,
    saveFrom: 1,
  });
}

async function newCache(): Promise<StandingCache> {
  const { url } = server.market.standings.lease as unknown as { url: string };
  const cache = new StandingCache({ url, pool: server.market.db.pool });
  await cache.lease.start();
  return cache;
}

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  sellers = await Promise.all(Array.from({ length: 4 }, () => newSeller(runs)));
  const made: ListingId[] = [];
  for (const seller of sellers)
    for (let n = 0; n < 4; n++)
      made.push(
        await newListing(runs, seller, {
          title: `Sackbut ${n}`,
          variant: n < 2 ? { group: 'sackbut', options: { size: String(n) } } : null,
        }),
      );
  ids = made;
  // A file names the sealed entry that it has read to. What is open in another test's database holds sealing back.
  await sealAll(server.market.db.pool);
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-leaks-'));
  web = await Promise.all(
    [0, 1].map(async (n) => {
      const file = join(folder, `${n}.bin`);
      const cache = await newCache();
      return { cache, search: newSearch(cache, file), file };
    }),
  );
});

afterAll(async () => {
  for (const { cache, search } of web) {
    await search.stop();
    await cache.lease.stop();
  }
  await server[Symbol.asyncDispose]();
});

async function endMeasures(seller: PartyId): Promise<void> {
  await runs.must('test', async ({ unit }) => {
    const standing = await unit.lock(standings, seller, 'update');
    const ended = (standing?.measures ?? []).map(({ sanctionId }: { sanctionId: SanctionId }) => sanctionId);
    if (ended.length > 0)
      unit.append(
        standings,
        seller,
        ended.map(
          (sanctionId) => ({ type: 'MeasureEnded', at: unit.now, sanctionId, why: 'lifted' }) as const,
        ),
      );
    return {};
  });
}

async function change(id: ListingId, type: 'ListingWithdrawn' | 'ListingRepublished'): Promise<void> {
  await runs.must('test', async ({ unit }) => {
    const listing = await unit.load(listings, id);
    if ((listing?.status === 'live') === (type === 'ListingWithdrawn'))
      unit.append(listings, id, [{ type, at: unit.now }]);
    return {};
  });
}

const RUNS = 8;
/** Of each of four sellers two single ones, and one in two variants. */
const ARTICLES = 12;

type Step =
  | { readonly do: 'suspend' | 'shut' | 'demote' | 'reinstate'; readonly seller: number }
  | { readonly do: 'take-down' | 'withdraw' | 'republish'; readonly listing: number }
  | { readonly do: 'suspend-for-an-hour'; readonly seller: number }
  | { readonly do: 'wait' | 'seal' | 'stop-and-start' | 'crash'; readonly process: number };

async function impose(...measure: Parameters<typeof applyMeasure>): Promise<void> {
  await applyMeasure(...measure);
}

async function take(step: Step): Promise<void> {
  switch (step.do) {
    case 'suspend':
    case 'suspend-for-an-hour': {
      const until = step.do === 'suspend' ? null : server.now() + HOUR_MS;
      return impose(runs, sellers[step.seller] as PartyId, 'suspension', { until });
    }
    case 'shut':
      return impose(runs, sellers[step.seller] as PartyId, 'shutdown');
    case 'demote':
      return impose(runs, sellers[step.seller] as PartyId, 'demotion', { factor: 0.3 });
    case 'reinstate':
      return endMeasures(sellers[step.seller] as PartyId);
    case 'take-down': {
      const seller = sellers[Math.floor(step.listing / 4)] as PartyId;
      return impose(runs, seller, 'listing-takedown', { listingId: ids[step.listing] as ListingId });
    }
    case 'withdraw':
      return change(ids[step.listing] as ListingId, 'ListingWithdrawn');
    case 'republish':
      return change(ids[step.listing] as ListingId, 'ListingRepublished');
    case 'wait':
      return server.pass(HOUR_MS);
    case 'seal':
      await server.market.seal();
      return;
    case 'stop-and-start':
    case 'crash': {
      const process = web[step.process] as WebProcess;
      // A crash leaves the index as it was last written down, and nothing of what was known of standings.
      if (step.do === 'stop-and-start') await process.search.stop();
      await process.cache.lease.stop();
      process.cache = await newCache();
      process.search = newSearch(process.cache, process.file);
      return;
    }
    default:
      step satisfies never;
  }
}

/** What may be seen now, by the tables alone; of variants any. */
async function permitted(): Promise<ReadonlyMap<string, ReadonlySet<ListingId>>> {
  const { pool } = server.market.db;
  const rows = await pool.query<{ id: ListingId; doc: Listing; standing: Standing }>(
    `select l.id, l.doc, s.doc as standing from concept_listing l join concept_standing s on s.id = l.seller
     where l.id = any($1)`,
    [ids],
  );
  const articles = new Map<string, Set<ListingId>>();
  for (const { id, doc, standing } of rows.rows) {
    const isShown =
      doc.status === 'live' && permits(standing, 'listing.show', server.now(), { listingId: id }).allowed;
    if (!isShown) continue;
    const article = doc.variant ? `${doc.seller}:${doc.variant.group}` : id;
    articles.set(article, (articles.get(article) ?? new Set()).add(id));
  }
  return articles;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('suspend', 'shut', 'demote', 'reinstate', 'reinstate', 'suspend-for-an-hour'),
    seller: fc.nat(3),
  }),
  fc.record({ do: fc.constantFrom('take-down', 'withdraw', 'republish'), listing: fc.nat(15) }),
  fc.record({ do: fc.constantFrom('wait', 'seal', 'stop-and-start', 'crash'), process: fc.nat(1) }),
);

/** Whatever came before: a process that dies after a verdict comes back with an index that was written down before it. */
const lateCrash = (sellerNumber: number, processNumber: number): readonly Step[] => [
  { do: 'reinstate', seller: sellerNumber },
  { do: 'stop-and-start', process: processNumber },
  { do: 'suspend', seller: sellerNumber },
  { do: 'crash', process: processNumber },
  { do: 'reinstate', seller: sellerNumber },
];

test('no process ever returns what is not permitted, nor forgets what is, whatever happens between', async () => {
  const queries = [
    { text: 'sackbut', sort: 'relevance' },
    { text: 'sackbut', sort: 'newest', country: 'FR' },
    { text: '', sort: 'price-asc', category: 'furniture' },
  ] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 6, maxLength: 14 }),
      fc.nat(3),
      fc.nat(1),
      async (...run) => {
        const [steps, sellerNumber, processNumber] = run;
        for (const one of [...steps, ...lateCrash(sellerNumber, processNumber)]) {
          await take(one);
          const articles = await permitted();
          seen.shown += articles.size;
          seen.hidden += ARTICLES - articles.size;
          for (const { cache, search } of web)
            for (const query of queries) {
              const reader = {
                actor: { kind: 'anonymous' },
                standings: (parties: readonly PartyId[]) => cache.of(parties),
              } as const;
              const asked = { ...query, offset: 0, limit: 50, now: server.now() };
              const { cards } = await searchListings(reader, search, asked);
              const shown = cards.map((card) => card.id);
              expect(shown).toHaveLength(articles.size);
              for (const known of articles.values())
                expect(shown.filter((id) => known.has(id))).toHaveLength(1);
            }
          if (one.do === 'crash' && web[one.process]?.search.state?.source === 'snapshot')
            seen.readFromFile += 1;
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(seen.readFromFile).toBeGreaterThanOrEqual(RUNS);
  expect(Math.min(seen.shown, seen.hidden)).toBeGreaterThan(RUNS * 10);
}, 120_000);
