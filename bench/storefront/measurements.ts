import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { ARCHETYPES } from '../../simulation/catalogue/archetypes.ts';
import { median, type Measurement, type Row } from '../row.ts';
import { checkoutRow } from './checkouts.ts';
import { pacedLoad } from './paced.ts';
import type { Opened } from './server.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));
const CONNECTIONS = 32;
const ROUNDS = 3;
const ROUND_S = 5;
const WARM_UP_S = 4;
/** Half of the rate that the pages are meant to reach. */
const HALF_LOAD_PER_S = 350;
const WHERE = '100,000 listings, two web processes, load generator on the same cores';

/** Search and listing pages beside the JSON that they are made of, then checkouts. */
const measureStorefront: Measurement = async (progress) => {
  progress('storefront: filling a market with 100,000 listings');
  const child = fork(SERVER, [], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // As in production: development renderings of the pages are several times slower.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  try {
    const opened = await answerOf<Opened>(child);
    const url = `http://127.0.0.1:${opened.port}`;
    const words = [...new Set(ARCHETYPES.map((a) => a.de.split(' ')[0] ?? a.de))];
    const searches = words.map((word) => `/search?q=${encodeURIComponent(word)}`);
    const listings = opened.listingIds.map((id) => `/listings/${id}`);
    const api = (paths: readonly string[]) => paths.map((path) => `/api/v1${path}`);
    const rows: Row[] = [];
    const loads: readonly Load[] = [
      { metric: 'search_pages_per_s', unit: 'pages/s', paths: searches },
      { metric: 'search_pages_anew_per_s', unit: 'pages/s', paths: searches, anew: true },
      { metric: 'api_searches_per_s', unit: 'requests/s', paths: api(searches) },
      { metric: 'listing_pages_per_s', unit: 'pages/s', paths: listings },
      { metric: 'api_listings_per_s', unit: 'requests/s', paths: api(listings) },
    ];
    for (const each of loads) rows.push(await fullLoad(url, each, progress));
    rows.push(await halfLoad(url, searches, progress));
    rows.push(await checkoutRow({ url, buyers: opened.buyers, orders: () => ordersOf(child), progress }));
    return rows;
  } finally {
    if (child.connected) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.send('stop');
      await gone;
    }
  }
};

interface Load {
  readonly metric: string;
  readonly unit: string;
  readonly paths: readonly string[];
  /** No address is asked for twice: nothing that was made for one answer serves another. */
  readonly anew?: true;
}

async function fullLoad(
  url: string,
  { metric, unit, paths, anew }: Load,
  progress: (text: string) => void,
): Promise<Row> {
  await load(url, paths, { duration: WARM_UP_S, anew });
  const rounds: autocannon.Result[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await load(url, paths, { duration: ROUND_S, anew }));
  const of = (value: (round: autocannon.Result) => number) => Math.round(median(rounds.map(value)));
  const value = of((round) => round.requests.average);
  const [p50, p99] = [of((round) => round.latency.p50), of((round) => round.latency.p99)];
  progress(`storefront: ${metric} ${value}, p50 ${p50} ms, p99 ${p99} ms`);
  const note = `p50 ${p50} ms, p99 ${p99} ms; ${anew ? 'each address asked for once' : `${paths.length} different addresses`}, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${ROUND_S} s; ${WHERE}`;
  return { metric, value, unit, note };
}

async function halfLoad(
  url: string,
  paths: readonly string[],
  progress: (text: string) => void,
): Promise<Row> {
  const rounds: (readonly number[])[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const waits = await pacedLoad(url, paths, { perSecond: HALF_LOAD_PER_S, seconds: ROUND_S });
    rounds.push(waits.toSorted((a, b) => a - b));
  }
  const of = (figure: (waits: readonly number[]) => number | undefined) =>
    Math.round(median(rounds.map((waits) => figure(waits) ?? 0)));
  const [p50, value] = [0.5, 0.99].map((share) => of((waits) => waits[Math.floor(waits.length * share)]));
  const reached = of((waits) => waits.length / ROUND_S);
  progress(`storefront: p50 ${p50} ms, p99 ${value} ms at ${reached} search pages a second`);
  const note = `p50 ${p50} ms; search pages asked for at random moments, ${reached} a second, median of ${ROUNDS} rounds of ${ROUND_S} s; ${WHERE}`;
  return { metric: 'p99_ms_at_half_load', value: value ?? 0, unit: 'ms', note };
}

/** Anything but a 200 is a failure of the measurement. */
async function load(
  url: string,
  paths: readonly string[],
  {
    anew,
    ...more
  }: { readonly duration: number; readonly overallRate?: number; readonly anew?: true | undefined },
): Promise<autocannon.Result> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    requests: paths.map((path) => ({
      method: 'GET',
      path,
      ...(anew
        ? { setupRequest: (request) => ({ ...request, path: `${path}&utm_id=${nextNumber()}` }) }
        : {}),
    })),
    ...more,
  });
  if (result.non2xx > 0 || result.errors > 0 || result.timeouts > 0)
    throw new Error(
      `${paths[0]}: ${result.non2xx} answers other than 2xx, ${result.errors} errors, ${result.timeouts} timeouts`,
    );
  return result;
}

let numbers = 0;

function nextNumber(): number {
  return numbers++;
}

async function ordersOf(child: ChildProcess): Promise<number> {
  const answer = answerOf<{ orders: number }>(child);
  child.send('orders');
  return (await answer).orders;
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the server ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as Answer);
    });
  });
}

export const STOREFRONT: readonly Measurement[] = [measureStorefront];
