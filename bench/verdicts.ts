import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { startServer } from '../src/platform/postgres-server.ts';
import { Flood } from '../test/crash/flood.ts';
import { TwoShops, type Verdict } from '../test/crash/two-shops.ts';
import { throwAway, throwawayFolder } from '../test/throwaway.ts';
import type { Measurement } from './row.ts';

/** Suspensions and as many reversals: enough for a 99th percentile that is not the maximum. */
const SUSPENSIONS = 60;
const BUYERS = 16;
const LISTINGS = 8;
const WARM_UP_MS = 3_000;
/** People judge one after the other, not as fast as the market can take it. */
const BETWEEN_MS = 100;

/**
 * How long a person waits who suspends a seller, or reverses it, until the verdict holds at two web processes, while
 * buyers check out at that very seller at both. Client-side, over HTTP, on a durable server.
 */
export const measureVerdicts: Measurement = async (progress) => {
  const folder = throwawayFolder('verdicts');
  const server = await startServer({
    dataDir: join(folder, 'database'),
    durability: 'real',
    temporary: true,
    log: () => undefined,
  });
  try {
    const shops = await TwoShops.open(server.url, { listings: LISTINGS, buyers: BUYERS });
    try {
      progress(`verdicts: ${BUYERS} buyers check out at two processes`);
      const { verdicts, flood, seconds } = await judge(shops);
      const waits = verdicts.map((v) => v.acknowledgedAt - v.askedAt).toSorted((a, b) => a - b);
      const [p50, p99] = [percentile(waits, 0.5), percentile(waits, 0.99)];
      const placed = flood.attempts.filter((a) => a.status === 201).length;
      const tried = flood.attempts.length;
      const note =
        `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${percentile(waits, 1).toFixed(1)} ms of ` +
        `${waits.length} suspensions and reversals; two processes, ${BUYERS} buyers, ` +
        `${Math.round(tried / seconds)} checkouts/s tried, ${placed} orders placed`;
      return [{ metric: 'verdict_ack_p99_ms', value: Math.round(p99 * 10) / 10, unit: 'ms', note }];
    } finally {
      await shops.close();
    }
  } finally {
    await server.stop();
    await throwAway(folder);
  }
};

async function judge(
  shops: TwoShops,
): Promise<{ verdicts: readonly Verdict[]; flood: Flood; seconds: number }> {
  const startedAt = performance.now();
  const flood = new Flood(shops);
  await sleep(WARM_UP_MS);
  const verdicts: Verdict[] = [];
  for (let i = 0; i < SUSPENSIONS; i++) {
    const web = i % 2 === 0 ? 0 : 1;
    const suspended = await shops.suspend(web);
    await sleep(BETWEEN_MS);
    verdicts.push(suspended, await shops.lift(web, suspended.sanctionId));
    await sleep(BETWEEN_MS);
  }
  await flood.stop();
  return { verdicts, flood, seconds: (performance.now() - startedAt) / 1000 };
}

/** The smallest value that this share of all values does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('no values');
  return value;
}
