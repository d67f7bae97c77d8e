import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderId, PartyId, ShipmentId } from '../../src/kernel/ids.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { orders } from '../../src/market/orders/order.ts';
import { startServer } from '../../src/platform/postgres-server.ts';
import { openRecall } from '../../src/processes/run-recall.ts';
import type { RecallText } from '../../src/quality/recall.ts';
import { type Market, must, openMarket } from '../../src/runtime.ts';
import { newListing, newSeller, newStaff, type Runs } from '../../test/people.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import type { Measurement } from '../row.ts';

const OWNERS = 200_000;
const ORDERS_A_UNIT = 4_000;

const TEXT: RecallText = {
  product: 'Rabbit night light',
  identification: 'Model R1, on the bottom of the light.',
  risk: 'The battery may catch fire while it is charged.',
  hazard: 'fire',
  instructions: ['stop-using', 'unplug'],
  remedies: ['replacement', 'refund'],
  contact: 'recalls@lights.example',
};

/** A recall of a product with many buyers: off the market in the next request, listed, and a notice queued for each. */
export const measureRecall: Measurement = async (progress) => {
  const folder = throwawayFolder('recall');
  const server = await startServer({
    dataDir: join(folder, 'database'),
    durability: 'real',
    temporary: true,
    log: () => undefined,
  });
  try {
    const market = await openMarket({
      databaseUrl: server.url,
      dataDir: folder,
      baseUrl: 'http://localhost',
      log: (line) => progress(line),
      searchFreshMs: 0,
    });
    try {
      return await recall(market, progress);
    } finally {
      await market.close();
    }
  } finally {
    await server.stop();
    await throwAway(folder);
  }
};

async function recall(market: Market, progress: (text: string) => void) {
  const runs: Runs = { must: (by, work) => must(market.run(by, work)) };
  const seller = await newSeller(runs);
  const by = await newStaff(runs, 'inspector');
  const listingId = await newListing(runs, seller, { title: 'Rabbit night light' });
  progress(`recall: ${OWNERS} people buy the same article`);
  for (let from = 0; from < OWNERS; from += ORDERS_A_UNIT)
    await runs.must('bench', async ({ unit }) => {
      for (let i = from; i < Math.min(from + ORDERS_A_UNIT, OWNERS); i++)
        buy(unit, { seller, buyer: `pty_owner${i}` as PartyId, listingId, i });
      return {};
    });
  await market.db.pool.query('analyze concept_order');
  const isShown = async () =>
    (await market.app.request(`http://localhost/api/v1/listings/${listingId}`)).status === 200;
  if (!(await isShown())) throw new Error('the goods are not on offer before the recall');
  const begun = performance.now();
  const { recallId } = await must(
    market.run(by, (world) =>
      openRecall(world, { text: TEXT, listings: [listingId], source: { kind: 'platform' }, by }),
    ),
  );
  const isGone = !(await isShown());
  const delistedMs = performance.now() - begun;
  const telling = (async () => {
    while ((await market.sweep()) > 0);
  })();
  let listedMs = 0;
  while (listedMs === 0) {
    const { rows } = await market.db.pool.query<{ owners: number | null }>(
      `select (doc->'owners'->>'parties')::int as owners from concept_recall where id = $1`,
      [recallId],
    );
    if (rows[0]?.owners === OWNERS) listedMs = performance.now() - begun;
    else await sleep(20);
  }
  await telling;
  const toldMs = performance.now() - begun;
  const { rows } = await market.db.pool.query<{ notices: number }>(
    `select count(*)::int as notices from concept_notice where kind = 'recall'`,
  );
  if (rows[0]?.notices !== OWNERS) throw new Error(`${rows[0]?.notices} notices for ${OWNERS} owners`);
  const seconds = (ms: number) => Math.round(ms / 100) / 10;
  const note = `${OWNERS} owners of one article, each told once; from the order to recall`;
  return [
    {
      metric: 'recall_delisted_next_query',
      value: isGone ? 1 : 0,
      unit: 'yes',
      note: `gone in the next request, after ${Math.round(delistedMs)} ms`,
    },
    { metric: 'recall_list_s', value: seconds(listedMs), unit: 's', note },
    { metric: 'recall_notify_s', value: seconds(toldMs), unit: 's', note },
  ];
}

function buy(
  unit: Parameters<Parameters<Runs['must']>[1]>[0]['unit'],
  order: {
    readonly seller: PartyId;
    readonly buyer: PartyId;
    readonly listingId: Awaited<ReturnType<typeof newListing>>;
    readonly i: number;
  },
): void {
  const { seller, buyer, listingId, i } = order;
  const at = unit.now - 60 * DAY_MS;
  const orderId = `ord_bench_${i}` as OrderId;
  unit.append(orders, orderId, [
    {
      type: 'OrderPlaced',
      at,
      seller,
      buyer,
      shipBy: at + DAY_MS,
      deliverBy: at + 3 * DAY_MS,
      currency: 'EUR',
      lines: [{ listingId, quantity: 1, unitMinor: 9_900 }],
      shippingMinor: 500,
      totalMinor: 10_400,
      country: 'DE',
    },
    { type: 'OrderShipped', at, seller, shipmentId: `shp_bench_${i}` as ShipmentId },
    { type: 'OrderDelivered', at, seller, how: 'shop' },
  ]);
}
