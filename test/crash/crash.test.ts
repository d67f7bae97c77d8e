import { expect, test } from 'vitest';
import { crashRun, newSeed } from './run.ts';

/** Again with the same plan: `npm run soak -- --points 20 --seed <seed>`. */
const POINTS = 20;

test(
  'killed at twenty random points, the market loses nothing and does nothing twice',
  {
    // As long as it takes: a loaded machine is no failure.
    timeout: 900_000,
  },
  async () => {
    const seed = newSeed();
    const result = await crashRun({ seed, points: POINTS, log: () => undefined });
    expect(result.violations, `seed ${seed}`).toEqual([]);
    // A market in which nothing went on would hold every promise.
    for (const act of EXPECTED) expect(result.acts[act] ?? 0, `${act}, seed ${seed}`).toBeGreaterThan(0);
  },
);

const EXPECTED = [
  'POST /checkout',
  'POST /shipments/…/scans',
  'POST /complaints',
  'POST /cases/…/sanctions',
  'sanction in force',
  'capture at the bank',
  'payout at the bank',
];
