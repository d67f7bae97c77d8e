import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { pickSeats } from '../simulation/seats.ts';
import { simulate } from '../simulation/simulate.ts';
import { mayBeTied, tieLogin } from '../simulation/tie-login.ts';
import { type DemoNews, type DemoOrder, type DemoPlan, markDemo } from './demo.ts';
import { type Database, openDatabase } from './platform/database.ts';
import { passOver } from './platform/follow.ts';
import { analyzed, MemoryLoad } from './platform/load-memory.ts';
import type { MemoryStore } from './platform/unit-memory.ts';
import { CONCEPTS } from './concepts.ts';
import { loadRulebook, RULEBOOK_FILE } from './rulebook/load.ts';
import { FOLLOWERS } from './followers.ts';
import { TrustStore } from './ranking/trust-store.ts';
import { SignalStore } from './signals/store.ts';

/**
 * The other thread of `demo.ts`: lives through the market while the main thread opens database and pages, and writes
 * everything down, beginning as soon as it is told where.
 */
const port = parentPort;
if (!port) throw new Error('demo-worker.ts runs as a worker of demo.ts');
const tell = (news: DemoNews) => port.postMessage(news);
const orderOf = <K extends DemoOrder['kind']>(kind: K) =>
  new Promise<Extract<DemoOrder, { kind: K }>>((resolve) => {
    port.on('message', (order: DemoOrder) => {
      if (order.kind === kind) resolve(order as Extract<DemoOrder, { kind: K }>);
    });
  });
const [written, tied] = [orderOf('write'), orderOf('tie')];
const { size, seed, days, until, privacyKey } = workerData as DemoPlan;

let begun: { readonly db: Database; readonly load: MemoryLoad } | undefined;
async function begin(databaseUrl: string, store: MemoryStore) {
  const db = openDatabase(databaseUrl, { connectionsMax: 1 });
  return { db, load: await MemoryLoad.begin({ pool: db.pool, store, mayChange: mayBeTied }) };
}
let databaseUrl: string | undefined;
void written.then((order) => (databaseUrl = order.databaseUrl));

const book = loadRulebook(RULEBOOK_FILE);
const simulation = await simulate({
  size,
  seed,
  days,
  until,
  book,
  privacyKey: Buffer.from(privacyKey),
  progress: async (share, { store }) => {
    tell({ kind: 'living', day: Math.round(share * days), days });
    // Who lives never waits for anything: without this no order would be heard.
    await turn();
    if (databaseUrl !== undefined) begun ??= await begin(databaseUrl, store);
    await begun?.load.writeOn();
  },
});
tell({ kind: 'lived', seats: pickSeats(simulation) });

const { market } = simulation;
begun ??= await begin((await written).databaseUrl, market.store);
const { db, load } = begun;
const { logins } = await tied;
try {
  for (const { party, login } of logins) tieLogin(market, party, login);
  const { length } = market.store.entries;
  await load.finish(
    CONCEPTS,
    (done, all) => tell({ kind: 'loading', done, all }),
    async (client) => {
      // With it: a start that is ended here would leave made-up news to be told, and nobody who knows that they are.
      await passOver(client, FOLLOWERS, length);
      await markDemo(client);
    },
  );
  const frame = { rulebook: book.rulebook, now: () => until };
  const trust = new TrustStore(frame);
  const signals = new SignalStore({ ...frame, pool: db.pool, evidence: trust });
  await signals.adopt(market.metrics.signals, length);
  await trust.refit(db.pool);
  // Before anybody plans a statement: what is planned is planned anew once the statistics have changed.
  await analyzed(db.pool);
  tell({ kind: 'loaded', events: length });
} finally {
  await db.close();
  port.close();
}
