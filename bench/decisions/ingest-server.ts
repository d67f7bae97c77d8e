import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { keepHeapSmall } from '../../src/platform/heap.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { openMarket } from '../../src/runtime.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';

/**
 * The server under load: a whole market as `npm start` opens it, worker and all, on a database of its own with real
 * durability. Only signing in is left out. Tells its parent where it listens, and what it uses when asked.
 */
const ENGINEER: Actor = { kind: 'staff', partyId: 'pty_bench_engineer' as PartyId, roles: ['engineer'] };

const dataDir = throwawayFolder('ingest');
const say = (line: string) => process.stderr.write(`${line}\n`);
const server = await startServer({ dataDir: join(dataDir, 'postgres'), temporary: true, log: say });
const market = await openMarket({
  databaseUrl: server.url,
  dataDir,
  baseUrl: 'http://localhost',
  log: say,
  authenticate: () => Promise.resolve(ENGINEER),
});
keepHeapSmall();
market.startWorker();
const web = serve({ fetch: market.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send?.({ port, postgresPid: server.pid() }),
);

process.on('message', (message) => {
  if (message === 'sealed')
    void market.db.pool
      .query<{ entries: number; sealed: number }>(
        'select (select count(*) from log_entry) as entries, (select position from log_head) as sealed',
      )
      .then((result) => process.send?.({ ...result.rows[0] }));
  if (message === 'stop')
    void (async () => {
      web.close();
      await market.close();
      await server.stop();
      await throwAway(dataDir);
      process.exit(0);
    })();
});
