import { parentPort, workerData } from 'node:worker_threads';
import { pickSeats } from '../simulation/seats.ts';
import { simulate } from '../simulation/simulate.ts';
import { tieLogin } from '../simulation/tie-login.ts';
import type { DemoNews, DemoOrder, DemoPlan } from './demo.ts';
import { openDatabase } from './platform/database.ts';
import { passOver } from './platform/follow.ts';
import { loadMemory } from './platform/load-memory.ts';
import { CONCEPTS } from './concepts.ts';
import { loadRulebook } from './rulebook/load.ts';
import { FOLLOWERS } from './followers.ts';
import { TrustStore } from './ranking/trust-store.ts';
import { SignalStore } from './signals/store.ts';

/**
 * The other thread of `demo.ts`: lives through the market while the main thread opens database and pages, then, once it
 * is told where, writes everything down.
 */
const port = parentPort;
if (!port) throw new Error('demo-worker.ts runs as a worker of demo.ts');
const tell = (news: DemoNews) => port.postMessage(news);

const { size, seed, days, until, rulebookFile, privacyKey } = workerData as DemoPlan;
const book = loadRulebook(rulebookFile);
const simulation = await simulate({
  size,
  seed,
  days,
  until,
  book,
  privacyKey: Buffer.from(privacyKey),
  progress: (share) => tell({ kind: 'living', day: Math.round(share * days), days }),
});
const ordered = new Promise<DemoOrder>((resolve) => {
  port.once('message', resolve);
});
tell({ kind: 'lived', seats: pickSeats(simulation) });

const { databaseUrl, logins } = await ordered;
const { market } = simulation;
for (const { party, login } of logins) tieLogin(market, party, login);
const db = openDatabase(databaseUrl, { connectionsMax: 1 });
try {
  await loadMemory(db.pool, market.store, CONCEPTS, (done, all) => tell({ kind: 'loading', done, all }));
  const frame = { rulebook: book.rulebook, now: () => until };
  const trust = new TrustStore(frame);
  const signals = new SignalStore({ ...frame, pool: db.pool, evidence: trust });
  await signals.adopt(market.metrics.signals, market.store.entries.length);
  await trust.refit(db.pool);
  await passOver(db.pool, FOLLOWERS, market.store.entries.length);
} finally {
  await db.close();
}
tell({ kind: 'loaded', events: market.store.entries.length });
