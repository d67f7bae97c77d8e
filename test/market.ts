import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../src/door/actor.ts';
import type { EpochMs } from '../src/kernel/time.ts';
import { allRoutes } from '../src/registry.ts';
import { type Market, openMarket, type RuntimeOptions } from '../src/runtime.ts';
import { freshDatabase } from './database.ts';
import { undescribed } from './described.ts';

const ACTOR_HEADER = 'x-test-actor';

export interface TestServer extends AsyncDisposable {
  readonly market: Market;
  /** Moves the market's clock on; it stands still otherwise. */
  pass(ms: number): void;
  now(): EpochMs;
  /** What the market reported to its operator. */
  readonly logged: readonly string[];
  /** Asks the API as this actor, through the real door. Writes get a fresh idempotency key unless one is given. */
  ask(actor: Actor, method: string, path: string, body?: unknown, key?: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- bodies of many routes; each test checks what it reads
  readonly body: any;
  readonly headers: Headers;
}

/** A market on a database of its own. Only sign-in is replaced: the actor comes in a header. */
export async function testServer(
  start: EpochMs = Date.UTC(2026, 5, 1, 9),
  more: Pick<RuntimeOptions, 'deskMail'> = {},
): Promise<TestServer> {
  const database = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'cacashop-market-'));
  let now = start;
  const errors: string[] = [];
  const market = await openMarket({
    databaseUrl: database.url,
    dataDir,
    baseUrl: 'http://localhost',
    now: () => now,
    log: (line) => errors.push(line),
    searchFreshMs: 0,
    ...more,
    authenticate: async (headers) => JSON.parse(headers.get(ACTOR_HEADER) ?? '{"kind":"anonymous"}') as Actor,
  });
  const routes = allRoutes(market.ports);
  return {
    market,
    pass: (ms) => {
      now += ms;
    },
    now: () => now,
    logged: errors,
    ask: async (actor, method, path, body, key = randomUUID()) => {
      const response = await market.app.request(
        `http://localhost${path.startsWith('/api') ? '' : '/api/v1'}${path}`,
        {
          method: method.toUpperCase(),
          headers: {
            [ACTOR_HEADER]: JSON.stringify(actor),
            'content-type': 'application/json',
            ...(method.toLowerCase() === 'get' ? {} : { 'idempotency-key': key }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
      );
      const text = await response.text();
      const type = response.headers.get('content-type') ?? '';
      // The log of the market says what went wrong inside; a test that fails with a 500 should say it too.
      if (response.status >= 500)
        throw new Error(`${method} ${path}: ${response.status} ${errors.splice(0).join('\n')}`);
      const answer = { status: response.status, body: type.includes('json') ? JSON.parse(text) : text };
      const short = path.replace(/^\/api\/v1/, '').split('?', 1)[0] ?? '';
      const wrong = undescribed(routes, { method, path: short }, { ...answer, type });
      if (wrong !== undefined) throw new Error(wrong);
      return { ...answer, headers: response.headers };
    },
    async [Symbol.asyncDispose]() {
      await market.close();
      await database.drop();
    },
  };
}
