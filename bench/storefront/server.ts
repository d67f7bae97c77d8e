import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { CONCEPTS } from '../../src/concepts.ts';
import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { loadMemory } from '../../src/platform/load-memory.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { openMarket } from '../../src/runtime.ts';
import { ensureBuilt } from '../../src/ui/build.ts';
import { mountPages } from '../../src/ui/mount.ts';
import { BUYER_HEADER } from './checkouts.ts';
import { fillShelves } from './shelves.ts';

/**
 * The server under load: a whole market as `npm start` opens it, pages and worker and all, with 100,000 listings in a
 * durable database of its own. Only signing in is left out: a header names the buyer. Tells its parent where it
 * listens and what is in it; counts orders when asked.
 */
const SIZE = { listings: 100_000, sellers: 500, buyers: 2_400 };

export interface Opened {
  readonly port: number;
  readonly listingIds: readonly string[];
  readonly buyers: readonly string[];
}

function authenticate(headers: Headers): Promise<Actor> {
  const buyer = headers.get(BUYER_HEADER);
  return Promise.resolve(
    buyer === null ? { kind: 'anonymous' } : { kind: 'buyer', partyId: buyer as PartyId },
  );
}

async function open(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-storefront-'));
  // The user PostgreSQL runs as, when we are root, must pass through.
  chmodSync(folder, 0o711);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const server = await startServer({ dataDir: join(folder, 'postgres'), durability: 'real', log: say });
  const market = await openMarket({
    databaseUrl: server.url,
    dataDir: folder,
    baseUrl: 'http://localhost',
    log: say,
    authenticate,
  });
  const { store, listingIds, buyers } = await fillShelves(SIZE, Date.now());
  await loadMemory(market.db.pool, store, CONCEPTS, () => undefined);
  await market.db.pool.query('vacuum analyze');
  while ((await market.seal()) > 0);
  while ((await market.follow()) > 0);
  market.startWorker();
  await mountPages(market.app, {
    pages: await ensureBuilt({ log: say }),
    api: (request, page) => market.app.fetch(request, page.env),
  });
  const web = serve({ fetch: market.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    process.send?.({ port, listingIds: listingIds.slice(0, 2_000), buyers } satisfies Opened),
  );
  process.on('message', (message) => {
    if (message === 'orders')
      void market.db.pool
        .query<{ orders: number }>('select count(*)::int as orders from concept_order')
        .then((result) => process.send?.({ ...result.rows[0] }));
    if (message === 'stop')
      void (async () => {
        web.close();
        await market.close();
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
        process.exit(0);
      })();
  });
}

await open();
