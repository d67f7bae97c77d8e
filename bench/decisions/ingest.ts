import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import type { Fact } from '../../src/processes/facts.ts';
import type { Measurement } from '../row.ts';
import { seeded } from './history.ts';

const SERVER = fileURLToPath(new URL('ingest-server.ts', import.meta.url));
const FACTS = 200_000;
const FACTS_A_REQUEST = 1_000;
/** Requests under way at once: while some wait for their commits the next one is decided. */
const CONNECTIONS = 6;
const SELLERS = 1_500;
const BUYERS = 15_000;
/** Reading a process's memory map costs some milliseconds of the cores that are measured. */
const MEMORY_EVERY_MS = 1_000;

/**
 * Durable facts a second through POST /facts/batch, client and server and PostgreSQL on the same cores: an outside
 * shop's orders with payment, shipment, scans and delivery, in order of time. Each answered fact is committed with
 * fsync; sealing runs beside it.
 */
export const measureIngest: Measurement = async (progress) => {
  const { parties, orders } = madeUpShop(FACTS);
  const batches = (facts: readonly Fact[]) =>
    Array.from({ length: Math.ceil(facts.length / FACTS_A_REQUEST) }, (_, i) =>
      Buffer.from(JSON.stringify({ facts: facts.slice(i * FACTS_A_REQUEST, (i + 1) * FACTS_A_REQUEST) })),
    );
  const child = fork(SERVER, [], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const { port, postgresPid } = await answerOf<{ port: number; postgresPid: number }>(child);
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    let number = 0;
    const post = (body: Buffer) => send(agent, port, body, `ingest-bench-${number++}`);
    for (const body of batches(parties)) await post(body);
    let memoryMb = 0;
    const watch = setInterval(() => {
      memoryMb = Math.max(memoryMb, memoryOf([child.pid ?? 0, ...familyOf(postgresPid)]));
    }, MEMORY_EVERY_MS);
    const lanes = lanesOf(orders).map(batches);
    const start = performance.now();
    await Promise.all(
      lanes.map(async (bodies) => {
        for (const body of bodies) await post(body);
      }),
    );
    const seconds = (performance.now() - start) / 1_000;
    clearInterval(watch);
    const sealedAtEnd = await askFor<{ entries: number; sealed: number }>(child, 'sealed');
    progress(
      `ingest: ${orders.length} facts in ${seconds.toFixed(1)} s; sealed ${sealedAtEnd.sealed} of ${sealedAtEnd.entries}`,
    );
    agent.destroy();
    const facts = orders.length;
    return [
      {
        metric: 'ingest_facts_per_s',
        value: Math.round(facts / seconds),
        unit: 'facts/s',
        note: `${facts} facts by HTTP in batches of ${FACTS_A_REQUEST}, fsync on, ${CONNECTIONS} connections, ${sealedAtEnd.entries} log entries, client on the same cores`,
      },
      ...(memoryMb > 0
        ? [
            {
              metric: 'rss_mb',
              value: Math.round(memoryMb),
              unit: 'MB',
              note: 'peak of server process and PostgreSQL together (proportional set size) while ingesting',
            },
          ]
        : []),
    ];
  } finally {
    if (child.connected) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.send('stop');
      await gone;
    }
  }
};

/** Facts of one order go one after another, by one connection; different orders side by side. */
function lanesOf(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const lanes = Array.from({ length: CONNECTIONS }, (): Fact[] => []);
  for (const fact of facts) lanes[laneOf(fact)]?.push(fact);
  return lanes;
}

function laneOf(fact: Fact): number {
  const order = 'order' in fact ? fact.order : 'parcel' in fact ? (fact.parcel ?? '') : '';
  return Number.parseInt(order, 36) % CONNECTIONS;
}

function answerOf<Answer>(child: ReturnType<typeof fork>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Answer));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function askFor<Answer>(child: ReturnType<typeof fork>, question: string): Promise<Answer> {
  const answer = answerOf<Answer>(child);
  child.send(question);
  return answer;
}

/** Posts a batch; anything but every fact accepted is a failure of the measurement. */
function send(agent: Agent, port: number, body: Buffer, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'idempotency-key': key,
    };
    const outgoing = request(
      { agent, host: '127.0.0.1', port, path: '/api/v1/facts/batch', method: 'POST', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200 && text.endsWith('"duplicates":0,"errors":[]}')) resolve();
          else reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Elsewhere than on Linux memory is not measured, and its row left out. */
const HAS_PROC = existsSync('/proc/self/smaps_rollup');

/** The process and its children: a PostgreSQL server is a family. */
function familyOf(pid: number): readonly number[] {
  if (!HAS_PROC) return [];
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return [pid, ...children.map(Number)];
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/** Memory of processes in MB, what they share counted once. */
function memoryOf(pids: readonly number[]): number {
  let kb = 0;
  for (const pid of pids)
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // A backend that ended between listing and reading.
    }
  return kb / 1_024;
}

function madeUpShop(count: number): { parties: readonly Fact[]; orders: readonly Fact[] } {
  const random = seeded(7);
  const start = Date.UTC(2025, 0, 1);
  const common = { source: 'bench', country: 'DE', language: 'de', currency: 'EUR' } as const;
  const party = (kind: 'seller' | 'buyer', i: number): Fact => ({
    ...common,
    type: 'party-registered',
    key: `${kind}-${i}`,
    kind,
    party: `${kind}-${i}`,
    at: start,
  });
  const parties = [
    ...Array.from({ length: SELLERS }, (_, i) => party('seller', i)),
    ...Array.from({ length: BUYERS }, (_, i) => party('buyer', i)),
  ];
  const orders: Fact[] = [];
  for (let number = 0; orders.length < count; number++)
    addOrder(orders, number, start + Math.floor(random() * 90 * DAY_MS), random);
  orders.sort((a, b) => a.at - b.at);
  return { parties, orders };
}

function addOrder(facts: Fact[], number: number, at: number, random: () => number): void {
  const source = 'bench';
  const order = number.toString(36).padStart(10, '0');
  const key = (what: string) => `${order}-${what}`;
  const shipBy = at + 3 * DAY_MS;
  const shipped = at + Math.floor((1 + random() * 60) * HOUR_MS);
  const scan = (what: string, code: 'accepted' | 'in-transit' | 'delivered', hours: number): Fact => ({
    source,
    key: key(what),
    at: shipped + hours * HOUR_MS,
    type: 'shipment-scanned',
    parcel: order,
    code,
    place: 'Leipzig',
  });
  facts.push(
    {
      source,
      key: key('placed'),
      at,
      type: 'order-placed',
      order,
      seller: `seller-${Math.floor(random() ** 2 * SELLERS)}`,
      buyer: `buyer-${Math.floor(random() * BUYERS)}`,
      shipBy,
      deliverBy: shipBy + 4 * DAY_MS,
      currency: 'EUR',
      country: 'DE',
      lines: [
        {
          item: `item-${Math.floor(random() * 9_999)}`,
          quantity: 1,
          unitMinor: 1_000 + Math.floor(random() * 9_000),
        },
      ],
      shippingMinor: 490,
    },
    { source, key: key('paid'), at: at + 60_000, type: 'order-paid', order },
    {
      source,
      key: key('shipped'),
      at: shipped,
      type: 'order-shipped',
      order,
      carrier: 'DHL',
      trackingNumber: `JJD0000${number.toString().padStart(10, '0')}`,
    },
    scan('s1', 'accepted', 2),
    scan('s2', 'in-transit', 20),
    scan('s3', 'delivered', 44),
  );
}
