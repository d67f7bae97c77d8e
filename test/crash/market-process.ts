import { serve } from '@hono/node-server';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Actor } from '../../src/door/actor.ts';
import { Loop } from '../../src/platform/loop.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { openMarket } from '../../src/runtime.ts';
import { Bank } from './bank.ts';

/**
 * A market in a process of its own, to be killed, stopped and started again. Only three things differ from `npm start`:
 * who asks comes in a header, the clock is set from outside, and the bank keeps its book in a file.
 */
export interface MarketSetup {
  readonly dataDir: string;
  /** An outside server; absent: its own, in the data folder. */
  readonly databaseUrl?: string;
  /** Whether it seals, sweeps and follows, or serves only. */
  readonly worker: boolean;
  readonly bankFile: string;
  readonly now: number;
}

export type Order =
  | { readonly kind: 'open'; readonly setup: MarketSetup }
  | { readonly kind: 'clock'; readonly now: number }
  /** Die when the bank has acted `after` more times, before anybody hears of it. */
  | { readonly kind: 'die-at-bank'; readonly after: number }
  /** Die when `after` more changes are made, instead of answering. */
  | { readonly kind: 'die-at-answer'; readonly after: number }
  | { readonly kind: 'close' };

export type Report =
  | { readonly kind: 'loaded' }
  | {
      readonly kind: 'open';
      readonly port: number;
      readonly databaseUrl: string;
      readonly postmaster: number | null;
    }
  | { readonly kind: 'postmaster'; readonly pid: number }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'failed'; readonly why: string };

const ACTOR_HEADER = 'x-test-actor';
const WATCH_MS = 20;
const CHECKPOINT_MS = 150;

let now = 0;
const untilDeath = { bank: Infinity, answer: Infinity };

function dieAt(what: keyof typeof untilDeath): void {
  untilDeath[what] -= 1;
  if (untilDeath[what] <= 0) process.kill(process.pid, 'SIGKILL');
}

function tell(report: Report): void {
  // Whoever would have heard it may be gone already: then there is nobody to tell.
  process.send?.(report, undefined, undefined, () => undefined);
}

async function open(setup: MarketSetup): Promise<() => Promise<void>> {
  ({ now } = setup);
  const log = (line: string) => tell({ kind: 'log', line });
  const server =
    setup.databaseUrl === undefined
      ? await startServer({ dataDir: `${setup.dataDir}/postgres`, durability: 'real', temporary: true, log })
      : undefined;
  const databaseUrl = setup.databaseUrl ?? server?.url ?? '';
  const market = await openMarket({
    databaseUrl,
    dataDir: setup.dataDir,
    baseUrl: 'http://localhost',
    now: () => now,
    authenticate: async (headers) => JSON.parse(headers.get(ACTOR_HEADER) ?? '{"kind":"anonymous"}') as Actor,
    provider: new Bank(setup.bankFile, () => dieAt('bank')),
    log,
  });
  await market.rehearse();
  if (setup.worker) market.startWorker();
  // Far more often than a market needs them, so that there are some between any two crashes.
  const checkpoints = new Loop({
    everyMs: CHECKPOINT_MS,
    step: async () => (await market.checkpoint(), 0),
    report: (error) => log(`checkpoint: ${String(error)}`),
  });
  if (setup.worker) checkpoints.start();
  const http = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      const response = await market.app.fetch(request);
      if (request.method !== 'GET' && response.ok) dieAt('answer');
      return response;
    },
  });
  await new Promise((ready) => http.once('listening', ready));
  const { port } = http.address() as AddressInfo;
  tell({ kind: 'open', port, databaseUrl, postmaster: server?.pid() ?? null });
  let postmaster = server?.pid();
  const watch = setInterval(() => {
    const pid = server?.pid();
    if (pid !== undefined && pid !== postmaster) tell({ kind: 'postmaster', pid: (postmaster = pid) });
  }, WATCH_MS);
  return async () => {
    clearInterval(watch);
    await checkpoints.stop();
    http.close();
    await market.close();
    await server?.stop();
  };
}

let close: (() => Promise<void>) | undefined;

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'open':
      close = await open(order.setup);
      return;
    case 'clock':
      now = Math.max(now, order.now);
      return;
    case 'die-at-bank':
      untilDeath.bank = order.after;
      return;
    case 'die-at-answer':
      untilDeath.answer = order.after;
      return;
    case 'close':
      await close?.();
      process.exit(0);
      return;
    default:
      order satisfies never;
  }
}

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => {
    tell({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
// Whoever started it is gone: nobody will ever stop it.
process.on('disconnect', () => process.exit(0));
// It will be killed, and would not get to that at its end.
flushCompileCache();
tell({ kind: 'loaded' });
