import { Agent, request } from 'node:http';
import { median, type Row } from '../row.ts';

/** Says who buys, to a server from which signing in was left out. */
export const BUYER_HEADER = 'x-bench-buyer';

const LANES = 24;
const ROUNDS = 3;
/** Of all buyers, to warm up: code compiled, connections open, plans made. */
const WARM_UP = 1_200;

const BODY = JSON.stringify({
  address: {
    name: 'Ada Byron',
    line1: 'Lange Str. 1',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  },
  paymentToken: 'ok',
});

/**
 * Durable orders a second through POST /checkout: each buyer buys what is in the cart, the sandbox provider pays, and the
 * answer comes after the commit with fsync. Captures, sealing and signals go on beside it. The orders are counted in the
 * database afterwards.
 */
export async function checkoutRow(input: {
  readonly url: string;
  readonly buyers: readonly string[];
  readonly orders: () => Promise<number>;
  readonly progress: (text: string) => void;
}): Promise<Row> {
  const { url, buyers, orders, progress } = input;
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  await buyAll(agent, url, buyers.slice(0, WARM_UP));
  const aRound = Math.floor((buyers.length - WARM_UP) / ROUNDS);
  const rates: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const own = buyers.slice(WARM_UP + round * aRound, WARM_UP + (round + 1) * aRound);
    const start = performance.now();
    waits.push(...(await buyAll(agent, url, own)));
    rates.push((own.length / (performance.now() - start)) * 1_000);
  }
  agent.destroy();
  const placed = await orders();
  const wanted = WARM_UP + ROUNDS * aRound;
  if (placed !== wanted) throw new Error(`${placed} orders are in the database after ${wanted} checkouts`);
  waits.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => Math.round(waits[Math.floor(waits.length * share)] ?? 0));
  const value = Math.round(median(rates));
  progress(`storefront: checkouts_per_s ${value}, p50 ${p50} ms, p99 ${p99} ms`);
  const note = `p50 ${p50} ms, p99 ${p99} ms; ${placed} orders, fsync on, ${LANES} connections, median of ${ROUNDS} rounds; sandbox provider, load generator on the same cores`;
  return { metric: 'checkouts_per_s', value, unit: 'orders/s', note };
}

/** Lanes side by side, each buyer once; milliseconds that each waited. */
async function buyAll(agent: Agent, url: string, buyers: readonly string[]): Promise<readonly number[]> {
  const waits: number[] = [];
  const left = buyers.values();
  const lane = async () => {
    for (const buyer of left) {
      const start = performance.now();
      await buy(agent, url, buyer);
      waits.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return waits;
}

function buy(agent: Agent, url: string, buyer: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(BODY),
      'idempotency-key': `bench-checkout-${buyer}`,
      [BUYER_HEADER]: buyer,
    };
    const outgoing = request(`${url}/api/v1/checkout`, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode === 201) resolve();
        else reject(new Error(`${response.statusCode}: ${Buffer.concat(chunks).toString().slice(0, 500)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(BODY);
  });
}
