import { madeUpListings, madeUpQueries, madeUpTrust, SELLERS } from './corpus.ts';
import type { Engine, EngineName } from './engine.ts';
import { Fts5 } from './fts5.ts';
import type { Measured, Task } from './measured.ts';
import { MiniSearchEngine } from './mini-search.ts';
import { Postgres } from './postgres.ts';
import { rateOf } from './rate.ts';

const ENGINES: Readonly<Record<EngineName, () => Engine>> = {
  fts5: () => new Fts5(),
  postgres: () => new Postgres(),
  minisearch: () => new MiniSearchEngine(),
};
const ROUND_MS = 2_000;
const TRUST_CHANGES = 500;

/** Measures one peer and tells the parent. */
async function measure({ engine: name, listings }: Task): Promise<Measured> {
  const engine = ENGINES[name]();
  try {
    const startedAt = performance.now();
    await engine.build(madeUpListings(listings), madeUpTrust());
    const buildS = (performance.now() - startedAt) / 1_000;
    const queries = madeUpQueries(listings);
    const and = await rateOf(engine, queries, 'and', ROUND_MS);
    const or = await rateOf(engine, queries, 'or', ROUND_MS);
    const rssMb = process.memoryUsage.rss() / 2 ** 20;
    const changedAt = performance.now();
    for (let i = 0; i < TRUST_CHANGES; i++) await engine.setTrust((i * 37) % SELLERS, 0.5);
    const trustChangeUs = ((performance.now() - changedAt) / TRUST_CHANGES) * 1_000;
    const size = await engine.size?.();
    return { name: engine.name, how: engine.how, buildS, rssMb, size, trustChangeUs, and, or };
  } finally {
    await engine.close();
  }
}

const measured = await measure(JSON.parse(process.argv[2] ?? '') as Task);
process.send?.(measured, () => process.disconnect?.());
