import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Actor } from '../../src/door/actor.ts';
import type { PartyId, SanctionId } from '../../src/kernel/ids.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { type Market, openMarket } from '../../src/runtime.ts';
import { standings } from '../../src/standing/standing.ts';
import { Client } from '../../test/crash/client.ts';
import { newShop, type Shop } from '../../test/crash/people.ts';
import { TwoShops } from '../../test/crash/two-shops.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import type { Measurement } from '../row.ts';

const VERDICTS = 10_000;
const SHOPS = 32;
const AT_ONCE = 8;
const TOLD_EVERY = 2_500;
/** Before every so many verdicts it is made sure that there is something to hide. */
const SURE_EVERY = 20;
const FOUND_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 100;
const NOBODY: Actor = { kind: 'anonymous' };

interface Counts {
  verdicts: number;
  requests: number;
  leaks: number;
  /** Looked for before a verdict, and found. */
  sure: number;
}

/**
 * Suspends sellers 10,000 times and asks both web processes at once for what they sell, as soon as each verdict is acknowledged.
 * The verdicts come from a third process, which knows no more of the two than PostgreSQL tells it.
 */
export const measureVerdictLeaks: Measurement = async (progress) => {
  const folder = throwawayFolder('leaks');
  const log = () => undefined;
  const server = await startServer({
    dataDir: join(folder, 'database'),
    durability: 'real',
    temporary: true,
    log,
  });
  try {
    const webs = await TwoShops.open(server.url, { listings: 1, buyers: 0 });
    const judges = await openMarket({
      databaseUrl: server.url,
      dataDir: join(folder, 'data'),
      baseUrl: 'http://localhost',
      log,
    });
    try {
      const shops = await openShops(webs);
      progress(`verdict leaks: ${SHOPS} shops are found at both web processes`);
      const counts: Counts = { verdicts: 0, requests: 0, leaks: 0, sure: 0 };
      const startedAt = performance.now();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, lane) => {
          const mine = shops.filter((_, i) => i % AT_ONCE === lane);
          for (let i = 0; counts.verdicts < VERDICTS; i++) {
            if (counts.verdicts % TOLD_EVERY === TOLD_EVERY - 1)
              progress(`verdict leaks: ${counts.verdicts + 1} verdicts, ${counts.leaks} leaks`);
            const shop = mine[i % mine.length];
            if (shop) await suspendAndLook(judges, webs, shop, counts);
          }
        }),
      );
      const seconds = (performance.now() - startedAt) / 1_000;
      const note =
        `${counts.verdicts} suspensions, each lifted again, ${Math.round(counts.verdicts / seconds)}/s; after each acknowledgement ` +
        `${counts.requests / counts.verdicts} searches at two web processes, ${counts.requests} in all; before ${counts.sure} of them the listing was found at both`;
      return [{ metric: 'verdict_leaks', value: counts.leaks, unit: 'answers', note }];
    } finally {
      await judges.close();
      await webs.close();
    }
  } finally {
    await server.stop();
    await throwAway(folder);
  }
};

async function openShops(webs: TwoShops): Promise<readonly Shop[]> {
  const client = new Client(() => webs.webs[0].port);
  const shops: Shop[] = [];
  for (let i = 0; i < SHOPS; i++) shops.push(await newShop(client, `leak${i}`, 1, 1_000));
  for (const shop of shops) for (const web of [0, 1] as const) await untilFound(webs, web, shop);
  return shops;
}

async function untilFound(webs: TwoShops, web: 0 | 1, shop: Shop): Promise<void> {
  for (const started = performance.now(); !(await isFound(webs, web, shop)); await sleep(ASK_EVERY_MS))
    if (performance.now() - started > FOUND_WITHIN_MS) throw new Error('a new listing is not found');
}

async function isFound(webs: TwoShops, web: 0 | 1, { seller, listings }: Shop): Promise<boolean> {
  const answer = await webs.read(web, NOBODY, `/search?q=oak+chair&seller=${seller.partyId}`);
  if (answer?.status !== 200) throw new Error(`search answered ${answer?.status ?? 'nothing'}`);
  const found = (answer.body as { listings: readonly { id: string }[] }).listings;
  return found.some(({ id }) => listings.includes(id));
}

async function suspendAndLook(judges: Market, webs: TwoShops, shop: Shop, counts: Counts): Promise<void> {
  counts.verdicts += 1;
  if (counts.verdicts % SURE_EVERY === 0) {
    await Promise.all(([0, 1] as const).map((web) => untilFound(webs, web, shop)));
    counts.sure += 1;
  }
  const seller = shop.seller.partyId;
  const sanctionId = await suspend(judges, seller);
  const found = await Promise.all(([0, 1] as const).map((web) => isFound(webs, web, shop)));
  counts.requests += found.length;
  counts.leaks += found.filter(Boolean).length;
  await judges.run('bench', async ({ unit }) => {
    await unit.lock(standings, seller, 'update');
    unit.append(standings, seller, [{ type: 'MeasureEnded', at: unit.now, sanctionId, why: 'lifted' }]);
  });
}

/** Resolves once every web process knows. */
function suspend(judges: Market, seller: PartyId): Promise<SanctionId> {
  return judges.run('bench', async ({ unit }) => {
    await unit.lock(standings, seller, 'update');
    const sanctionId = unit.ids.next<'Sanction'>('san');
    const caseId = unit.ids.next<'Case'>('cas');
    const measure = { sanctionId, caseId, kind: 'suspension', from: unit.now, until: null } as const;
    unit.append(standings, seller, [{ type: 'MeasureApplied', at: unit.now, measure }]);
    return sanctionId;
  });
}
