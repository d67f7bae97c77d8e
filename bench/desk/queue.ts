import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { serve } from '@hono/node-server';
import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { registerParty, registerStaff } from '../../src/processes/register-party.ts';
import { setSkills } from '../../src/processes/staffing.ts';
import { type Market, must, openMarket } from '../../src/runtime.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import type { Measurement } from '../row.ts';
import type { Shift, Step, Timed } from './agents.ts';
import { loadTickets, TICKETS } from './tickets.ts';

const AGENTS = 50;
const SECONDS = 120;
/** Connections, plans and code are cold before; not counted. */
const WARM_UP_MS = 15_000;
/**
 * A person reads before they press. Still far faster than people are: a look at the queue, the next ticket, six seconds to
 * read it and write, and two before they go on: each ends a ticket every ten seconds, 50 of them 18,000 in an hour.
 */
const THINKING_MS = { queue: 1_000, next: 1_000, ticket: 6_000, answer: 2_000 } as const;
const ACTOR = 'x-bench-actor';

/**
 * Fifty agents who look at their queue, take the next ticket, read it and answer, at a desk of a million tickets; over
 * HTTP, on a durable server, with the worker running in the same process, as `npm start` has it. Timed is what the agents wait.
 */
export const measureQueue: Measurement = async (progress) => {
  const folder = throwawayFolder('desk');
  const server = await startServer({
    dataDir: join(folder, 'database'),
    durability: 'real',
    temporary: true,
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
    await throwAway(folder);
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

/** They work in a thread of their own, so that what they do themselves is not counted as waiting. */
async function work(market: Market, agents: readonly PartyId[]): Promise<readonly Timed[]> {
  const http = await new Promise<ReturnType<typeof serve>>((ready) => {
    const opened = serve({ fetch: market.app.fetch, port: 0 }, () => ready(opened));
  });
  const from = Date.now() + WARM_UP_MS;
  const shift: Shift = {
    base: `http://localhost:${(http.address() as AddressInfo).port}/api/v1`,
    header: ACTOR,
    agents: agents.map((partyId) => ({ kind: 'staff', partyId, roles: ['representative'] })),
    untilMs: from + SECONDS * 1_000,
    thinkingMs: THINKING_MS,
  };
  try {
    const timed = await new Promise<readonly Timed[]>((done, failed) => {
      const worker = new Worker(new URL('agents.ts', import.meta.url), { workerData: shift });
      worker.once('message', done).once('error', failed);
    });
    return timed.filter(({ at }) => at >= from);
  } finally {
    await new Promise((closed) => http.close(closed));
  }
}

function rowOf(timed: readonly Timed[]) {
  const figures = (what: Step) => {
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
  const perTicketMs = Object.values(THINKING_MS).reduce((sum, ms) => sum + ms, 0);
  const worst = Math.max(figures('queue').p99, figures('next').p99);
  return {
    metric: 'queue_p99_ms',
    value: Math.round(worst * 10) / 10,
    unit: 'ms',
    note:
      `the worse of queue page and next ticket; ${said.join('; ')}; ${TICKETS.all} tickets, ${TICKETS.free} of them ` +
      `free, ${AGENTS} agents who end a ticket every ${perTicketMs / 1_000} s each, for ${SECONDS} s`,
  };
}
