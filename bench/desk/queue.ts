import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { registerParty, registerStaff } from '../../src/processes/register-party.ts';
import { setSkills } from '../../src/processes/staffing.ts';
import { type Market, must, openMarket } from '../../src/runtime.ts';
import type { Measurement } from '../row.ts';
import { loadTickets, TICKETS } from './tickets.ts';

const AGENTS = 50;
const SECONDS = 60;
/** Connections, plans and code are cold before; not counted. */
const WARM_UP_MS = 10_000;
/** A person reads before they press: each agent asks something of the desk once a second. */
const THINKING_MS = 1_000;
const ACTOR = 'x-bench-actor';

interface Timed {
  readonly what: 'queue' | 'next' | 'ticket' | 'answer';
  readonly at: number;
  readonly ms: number;
}

/**
 * Fifty agents who look at their queue, take the next ticket, read it and answer, at a desk of a million tickets; over
 * HTTP, on a durable server, with the worker running. Timed is what the client waits, in the same process as the server.
 */
export const measureQueue: Measurement = async (progress) => {
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-desk-'));
  // The user PostgreSQL runs as, when we are root, must pass through.
  chmodSync(folder, 0o711);
  const server = await startServer({
    dataDir: join(folder, 'database'),
    durability: 'real',
    log: () => undefined,
  });
  const market = await openMarket({
    databaseUrl: server.url,
    dataDir: join(folder, 'data'),
    baseUrl: 'http://localhost',
    log: (line) => progress(line),
    authenticate: async (headers) => JSON.parse(headers.get(ACTOR) ?? '{"kind":"anonymous"}') as Actor,
  });
  try {
    const agents = await hire(market);
    progress(`desk: loading ${TICKETS.all} tickets`);
    await loadTickets(market, await customer(market), agents);
    market.startWorker();
    progress(`desk: ${AGENTS} agents work for ${SECONDS} s`);
    return [rowOf(await work(market, agents))];
  } finally {
    await market.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const LANGUAGES = ['en', 'zh', 'es', 'pt'] as const;

/** Each knows both skills and two of the languages. */
async function hire(market: Market): Promise<readonly PartyId[]> {
  const agents: PartyId[] = [];
  for (let i = 0; i < AGENTS; i++) {
    const input = { name: `Agent ${i}`, country: 'DE', language: 'en', currency: 'EUR' } as const;
    const { partyId } = await must(
      market.run('system:setup', (world) => registerStaff(world, { ...input, roles: ['representative'] })),
    );
    const languages = [0, 1].map((n) => LANGUAGES[(i + n) % LANGUAGES.length] ?? 'en');
    await must(
      market.run('system:setup', (world) =>
        setSkills(world, { partyId, skills: ['products', 'aftersales'], languages }),
      ),
    );
    agents.push(partyId);
  }
  return agents;
}

async function customer(market: Market): Promise<PartyId> {
  const account = { name: 'A Customer', country: 'DE', language: 'en', currency: 'EUR' } as const;
  const { partyId } = await must(
    market.run('system:setup', (world) =>
      registerParty(world, {
        kind: 'buyer',
        ...account,
        termsVersion: world.rulebook.terms.version,
        identity: { mail: 'customer@mail.example' },
      }),
    ),
  );
  return partyId;
}

async function work(market: Market, agents: readonly PartyId[]): Promise<readonly Timed[]> {
  const http = await new Promise<ReturnType<typeof serve>>((ready) => {
    const opened = serve({ fetch: market.app.fetch, port: 0 }, () => ready(opened));
  });
  const base = `http://localhost:${(http.address() as AddressInfo).port}/api/v1`;
  const timed: Timed[] = [];
  const from = Date.now() + WARM_UP_MS;
  const until = from + SECONDS * 1_000;
  try {
    await Promise.all(
      agents.map(async (partyId, i) => {
        // Not all of them press at the same moment.
        await sleep((i * THINKING_MS) / agents.length);
        const ask = asker(base, { kind: 'staff', partyId, roles: ['representative'] }, timed);
        while (Date.now() < until) await oneTicket(ask);
      }),
    );
  } finally {
    await new Promise((closed) => http.close(closed));
  }
  return timed.filter(({ at }) => at >= from);
}

type Ask = (what: Timed['what'], method: string, path: string, body?: unknown) => Promise<unknown>;

function asker(base: string, actor: Actor, timed: Timed[]): Ask {
  return async (what, method, path, body) => {
    const started = performance.now();
    const response = await fetch(base + path, {
      method,
      headers: {
        [ACTOR]: JSON.stringify(actor),
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    timed.push({ what, at: Date.now(), ms: performance.now() - started });
    await sleep(THINKING_MS);
    return answer;
  };
}

async function oneTicket(ask: Ask): Promise<void> {
  await ask('queue', 'GET', '/desk/tickets?view=free');
  const { ticketId } = (await ask('next', 'POST', '/desk/next', {})) as { ticketId: string | null };
  if (ticketId === null) throw new Error('the desk ran out of tickets');
  const page = (await ask('ticket', 'GET', `/desk/tickets/${ticketId}`)) as { ticket: { messages: number } };
  await ask('answer', 'POST', `/desk/tickets/${ticketId}/answers`, {
    text: 'Twice a year, with linseed oil.',
    then: 'solve',
    cause: 'answered',
    seen: page.ticket.messages,
  });
}

function rowOf(timed: readonly Timed[]) {
  const figures = (what: Timed['what']) => {
    const waits = timed.filter((t) => t.what === what).map((t) => t.ms);
    const sorted = waits.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), count: sorted.length };
  };
  const kinds = ['queue', 'next', 'ticket', 'answer'] as const;
  const said = kinds.map((what) => {
    const { p50, p99, count } = figures(what);
    return `${what} p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} (${count})`;
  });
  const worst = Math.max(figures('queue').p99, figures('next').p99);
  return {
    metric: 'queue_p99_ms',
    value: Math.round(worst * 10) / 10,
    unit: 'ms',
    note:
      `the worse of queue page and next ticket; ${said.join('; ')}; ${TICKETS.all} tickets, ${TICKETS.free} of them ` +
      `free, ${AGENTS} agents, a request a second each, for ${SECONDS} s`,
  };
}
