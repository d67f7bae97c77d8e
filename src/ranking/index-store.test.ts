import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { newListing, newSeller, type Runs } from '../../test/people.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { type ListingEvent, listings } from '../market/listings/listing.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';
import { ListingIndex } from './index-store.ts';
import { LAG_WINDOW_MS, LagMeter } from './lag.ts';
import { LiveSearch } from './live-store.ts';

let server: TestServer;
let runs: Runs;
let seller: PartyId;
let id: ListingId;

const rules = () => {
  const { exchange, ranking } = server.market.book.rulebook;
  return { rates: exchange, quality: ranking.quality };
};
const now = () => server.now();

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  seller = await newSeller(runs);
  id = await newListing(runs, seller, { title: 'Psaltery' }, 3);
});

afterAll(() => server[Symbol.asyncDispose]());

async function happened(...events: readonly ListingEvent[]): Promise<void> {
  await runs.must('test', async ({ unit }) => {
    await unit.load(listings, id);
    unit.append(listings, id, events);
    return {};
  });
}

const EUROS = (amountMinor: number) => ({ amountMinor, currency: 'EUR' }) as const;

describe('the index follows the log', () => {
  test('by a touch for stock and price, and reads anew only what words changed of', async () => {
    const index = await ListingIndex.open({ pool: server.market.db.pool, rules: rules() });
    const put = vi.spyOn(index.engine, 'put');
    const adjust = vi.spyOn(index.engine, 'adjust');
    const at = server.now();
    const found = (filters: object) => {
      const words = [[{ term: 'psalteri', boost: 1 }]];
      const asked = { words, excluded: [], match: 'all', filters, sort: 'relevance', limit: 9 } as const;
      return index.engine.find(asked).map((hit) => hit.id);
    };
    expect(found({ inStock: true, priceMax: 9_900 })).toEqual([id]);

    await happened({ type: 'StockSet', at, stock: 0 });
    await index.catchUp();
    expect(found({ inStock: true })).toEqual([]);
    await happened(
      { type: 'ListingChanged', at, changes: { price: EUROS(500) } },
      { type: 'StockSet', at, stock: 3 },
    );
    await index.catchUp();
    expect(found({ inStock: true, priceMin: 500, priceMax: 500 })).toEqual([id]);
    expect(adjust).toHaveBeenCalledTimes(2);
    expect(put).not.toHaveBeenCalled();

    await happened({ type: 'ListingChanged', at, changes: { price: EUROS(600), description: 'Of maple.' } });
    await index.catchUp();
    expect(put).toHaveBeenCalledTimes(1);
    expect(found({ priceMin: 600 })).toEqual([id]);
  });

  test('and tells how long a change was not found, and how far it is', async () => {
    const index = await ListingIndex.open({ pool: server.market.db.pool, rules: rules() });
    expect(index.state).toMatchObject({
      behind: 0,
      source: 'listings',
      lag: { lastMs: null, worstMs: null },
    });
    await happened({ type: 'StockSet', at: server.now(), stock: 2 });
    const late = Date.now() + 1_500;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(late);
    await index.catchUp();
    clock.mockRestore();
    await happened({ type: 'StockSet', at: server.now(), stock: 4 });
    await index.catchUp();
    const { lastMs, worstMs } = index.state.lag;
    expect(lastMs).toBeLessThan(1_000);
    expect(worstMs).toBeGreaterThanOrEqual(1_500);
    await server.market.seal();
    await index.catchUp();
    expect(index.state).toMatchObject({ behind: 0, unsaved: expect.any(Number), listings: 1 });
    const engineer = { kind: 'staff', partyId: seller, roles: ['engineer'] } as const;
    await server.ask({ kind: 'anonymous' }, 'get', '/search?q=psaltery');
    const told = await server.ask(engineer, 'get', '/search-index');
    expect(told).toMatchObject({
      status: 200,
      body: { engine: 'memory', behind: 0, process: process.pid, index: { listings: 1, saved: null } },
    });
    expect((await server.ask({ kind: 'anonymous' }, 'get', '/search-index')).status).toBe(401);
  });

  test('and what was written before it was opened is no lag, however late it is read', async () => {
    const { pool } = server.market.db;
    // As a demo leaves them: at once, more than are read ahead, and written down when its filling began.
    await pool.query(
      `insert into log_entry (concept, stream, version, recorded_at, by, type, body)
       select 'listing', 'lst_of_the_demo', n, $1, 'demo', 'StockSet', '{"at":0,"stock":1,"type":"StockSet"}'
       from generate_series(1, 21000) n`,
      [Date.now() - 240_000],
    );
    const index = await ListingIndex.open({ pool, rules: rules() });
    await sealAll(pool);
    await happened({ type: 'StockSet', at: server.now(), stock: 5 });
    await index.catchUp();
    expect(index.state.behind).toBe(0);
    const { lastMs, worstMs } = index.state.lag;
    expect(lastMs).not.toBeNull();
    expect(worstMs).toBeLessThan(60_000);
  });

  test('the slowest is forgotten after a while', () => {
    const meter = new LagMeter();
    meter.note(0, 700);
    meter.note(1_000, 1_010);
    expect(meter.read(2_000)).toEqual({ lastMs: 10, worstMs: 700 });
    expect(meter.read(700 + LAG_WINDOW_MS).worstMs).toBe(700);
    expect(meter.read(700 + 3 * LAG_WINDOW_MS)).toEqual({ lastMs: 10, worstMs: null });
  });
});

describe('a process that starts', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'cacashop-index-')), 'search-index.bin');

  // A file names the sealed entry that it has read to. What is open in another test's database holds sealing back.
  beforeAll(async () => void (await sealAll(server.market.db.pool)));

  /** As a web process opens it; what it answers, and from what it was made. */
  async function started(asked = rules()) {
    const search = new LiveSearch({
      pool: server.market.db.pool,
      rules: asked,
      file,
      now,
      freshMs: 0,
      standings: { onChange: () => undefined },
      report: (error) => {
        throw error;
      },
      saveFrom: 1,
    });
    await search.open();
    const query = { text: 'psaltery', sort: 'relevance', offset: 0, limit: 9, now: now() } as const;
    const hits = await search.find(query);
    const source = search.state?.source;
    return { source, ids: hits.map((hit) => hit.id), stop: () => search.stop() };
  }

  test('reads the file that the last one left, and what has happened since', async () => {
    const first = await started();
    expect(first).toMatchObject({ source: 'listings', ids: [id] });
    await first.stop();
    expect(existsSync(file)).toBe(true);
    const other = await newListing(runs, seller, { title: 'Bowed psaltery' });
    const second = await started();
    expect(second.source).toBe('snapshot');
    expect(second.ids.toSorted()).toEqual([id, other].toSorted());
    await second.stop();
  });

  test('makes the index anew where the file is cut, flipped in one bit or empty, and leaves a whole one', async () => {
    const { stop } = await started();
    await stop();
    const whole = readFileSync(file);
    const right = (await started()).ids;
    const flipped = (at: number) => whole.with(at, (whole[at] as number) ^ 4);
    const middle = Math.floor(whole.length / 2);
    for (const damaged of [
      flipped(3),
      flipped(middle),
      flipped(whole.length - 1),
      whole.subarray(0, middle),
      whole.subarray(0, whole.length - 1),
      Buffer.concat([whole, whole]),
      Buffer.alloc(0),
    ]) {
      writeFileSync(file, damaged);
      const next = await started();
      expect(next).toMatchObject({ source: 'listings', ids: right });
      await next.stop();
      expect((await started()).source).toBe('snapshot');
    }
  });

  test('does so too where the rules by which listings are read have changed', async () => {
    const { stop } = await started();
    await stop();
    const { rates, quality } = rules();
    expect((await started({ rates, quality: { ...quality, soldOut: 0.123 } })).source).toBe('listings');
  });
});
