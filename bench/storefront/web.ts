import cluster from 'node:cluster';
import { serve } from '@hono/node-server';
import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { openMarket } from '../../src/runtime.ts';
import { ensureBuilt } from '../../src/ui/build.ts';
import { mountPages } from '../../src/ui/mount.ts';
import { BUYER_HEADER } from './checkouts.ts';

/**
 * One of the web processes under load, as `npm start -- --web N` starts them: API and pages. Only signing in is left out: a
 * header names the buyer.
 */
const say = (line: string) => process.stderr.write(`${line}\n`);
const { DATABASE_URL: databaseUrl = '', DATA_DIR: dataDir = '' } = process.env;

function authenticate(headers: Headers): Promise<Actor> {
  const buyer = headers.get(BUYER_HEADER);
  return Promise.resolve(
    buyer === null ? { kind: 'anonymous' } : { kind: 'buyer', partyId: buyer as PartyId },
  );
}

const market = await openMarket({
  databaseUrl,
  dataDir,
  baseUrl: 'http://localhost',
  log: say,
  authenticate,
});
await market.search.open();
await mountPages(market.app, {
  pages: await ensureBuilt({ log: say }),
  api: (request, page) => market.app.fetch(request, page.env),
});
const server = serve({ fetch: market.app.fetch, port: 0, hostname: '127.0.0.1' });
process.on('message', (message) => {
  if (message !== 'stop') return;
  server.close();
  void market.close().then(() => cluster.worker?.kill());
});
