import cluster from 'node:cluster';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONCEPTS } from '../../src/concepts.ts';
import { loadMemory } from '../../src/platform/load-memory.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { openMarket } from '../../src/runtime.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import { fillShelves } from './shelves.ts';

/**
 * The market under load: a durable database of its own with 100,000 listings, the worker, and as many web processes as there are
 * cores, as `npm start -- --web 2` has them. Tells its parent where they listen and what is in it; counts orders when asked.
 */
const SIZE = { listings: 100_000, sellers: 500, buyers: 4_800 };
const WEB_PROCESSES = 2;

export interface Opened {
  readonly port: number;
  readonly listingIds: readonly string[];
  readonly buyers: readonly string[];
}

/** Listening web processes behind one port. */
async function openWeb(databaseUrl: string, dataDir: string): Promise<number> {
  cluster.setupPrimary({
    exec: fileURLToPath(new URL('web.ts', import.meta.url)),
    execArgv: ['--no-warnings'],
    args: [],
  });
  const ports = await Promise.all(
    Array.from({ length: WEB_PROCESSES }, () => {
      const child = cluster.fork({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
      return new Promise<number>((ready, failed) => {
        child.once('listening', ({ port }) => ready(port));
        child.once('exit', (code) => failed(new Error(`a web process ended with ${code}`)));
      });
    }),
  );
  return ports[0] ?? 0;
}

async function closeWeb(): Promise<void> {
  await Promise.all(
    Object.values(cluster.workers ?? {}).map(
      (child) =>
        new Promise<void>((gone) => {
          child?.once('exit', () => gone());
          child?.send('stop');
        }),
    ),
  );
}

async function open(): Promise<void> {
  const folder = throwawayFolder('storefront');
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const server = await startServer({
    dataDir: join(folder, 'postgres'),
    durability: 'real',
    temporary: true,
    log: say,
  });
  const market = await openMarket({
    databaseUrl: server.url,
    dataDir: folder,
    baseUrl: 'http://localhost',
    log: say,
  });
  const { store, listingIds, buyers } = await fillShelves(SIZE, Date.now());
  await loadMemory(market.db.pool, store, CONCEPTS, () => undefined);
  await market.db.pool.query('vacuum analyze');
  while ((await market.seal()) > 0);
  while ((await market.follow()) > 0);
  market.startWorker();
  const port = await openWeb(server.url, folder);
  process.send?.({ port, listingIds: listingIds.slice(0, 2_000), buyers } satisfies Opened);
  process.on('message', (message) => {
    if (message === 'orders')
      void market.db.pool
        .query<{ orders: number }>('select count(*)::int as orders from concept_order')
        .then((result) => process.send?.({ ...result.rows[0] }));
    if (message === 'stop')
      void (async () => {
        await closeWeb();
        await market.close();
        await server.stop();
        await throwAway(folder);
        process.exit(0);
      })();
  });
}

await open();
