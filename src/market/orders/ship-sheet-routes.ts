import { z } from 'zod';
import { CSV_BYTES_MAX, type CsvLine, csvResponse, readCsv } from '../../door/csv.ts';
import { line, orderId, shipmentId } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal, refuse } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { shipParcel } from '../../processes/ship.ts';
import type { World } from '../../processes/world.ts';
import { orders } from './order.ts';
import { salesOf } from './sales-views.ts';
import { trackingNumber } from '../../door/tracking.ts';

const COLUMNS = ['order_id', 'carrier', 'tracking_number'] as const;
type Column = (typeof COLUMNS)[number];
const ROWS_MAX = 500;

const row = z.object({ order_id: orderId, carrier: line(80), tracking_number: trackingNumber.optional() });

interface Shipped {
  readonly line: number;
  readonly orderId: string;
  readonly shipmentId: string | null;
  readonly faults: readonly { column: Column | null; code: string; message: string }[];
}

/** Ships row by row: one that is refused has changed nothing, and those after it go on. */
async function shipAll(
  world: World,
  seller: PartyId,
  lines: readonly CsvLine<Column>[],
): Promise<readonly Shipped[]> {
  const shipped: Shipped[] = [];
  for (const { line: at, cells } of lines) shipped.push(await shipOne(world, seller, at, cells));
  return shipped;
}

async function shipOne(
  world: World,
  seller: PartyId,
  at: number,
  cells: CsvLine<Column>['cells'],
): Promise<Shipped> {
  const given = Object.fromEntries(
    Object.entries(cells).flatMap(([k, v]) => (v.trim() === '' ? [] : [[k, v.trim()]])),
  );
  const parsed = row.safeParse(given);
  const base = { line: at, orderId: cells.order_id?.trim() ?? '', shipmentId: null };
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      column: COLUMNS.find((c) => c === issue.path[0]) ?? null,
      code: issue.code === 'invalid_type' ? 'missing' : 'not-accepted',
      message: issue.message,
    }));
    return { ...base, faults };
  }
  const { order_id: id, carrier, tracking_number: number } = parsed.data;
  const order = await world.unit.load(orders, id);
  const sent =
    order?.seller === seller
      ? await shipParcel(world, {
          orderId: id,
          shipmentId: world.unit.ids.next('shp'),
          at: world.unit.now,
          carrier,
          ...(number === undefined ? {} : { trackingNumber: number }),
        })
      : refuse('not-found', 'There is no such order of yours.', { field: 'order' });
  if (!isRefusal(sent)) return { ...base, shipmentId: sent.shipmentId, faults: [] };
  const column = sent.field === 'trackingNumber' ? 'tracking_number' : 'order_id';
  return { ...base, faults: [{ column, code: sent.refused, message: sent.why ?? sent.refused }] };
}

const bring = write({
  method: 'post',
  path: '/me/shipment-sheet',
  summary: 'Tell of many parcels at once, as a table (CSV); without `apply` only the report is made',
  tag: 'orders',
  access: { who: ['seller'], team: ['shipping'], action: 'order.ship' },
  bodyBytesMax: CSV_BYTES_MAX,
  body: z.strictObject({
    csv: z
      .string()
      .min(1, 'choose a file')
      .refine((t) => t.isWellFormed() && !t.includes('\0'), 'text in UTF-8'),
    apply: z.boolean().default(false),
    /** Rows with mistakes are left out; otherwise one of them keeps everything back. */
    goodOnly: z.boolean().default(false),
  }),
  response: z.object({
    applied: z.boolean(),
    rows: z.array(
      z.object({
        line: z.int(),
        orderId: z.string(),
        shipmentId: shipmentId.nullable(),
        faults: z.array(
          z.object({ column: z.enum(COLUMNS).nullable(), code: z.string(), message: z.string() }),
        ),
      }),
    ),
  }),
  refusals: { 'not-a-table': 422, 'empty-table': 422, 'too-many-rows': 422, 'wrong-head': 422 },
  // The report is what would happen: it happens, and is taken back by being refused.
  prepare: async (preparer, { body }) => {
    const lines = readCsv(body.csv, { columns: COLUMNS, needed: ['order_id', 'carrier'], rowsMax: ROWS_MAX });
    if (isRefusal(lines)) return lines;
    let report: readonly Shipped[] = [];
    await preparer.run(async (world) => {
      report = await shipAll(world, askerOf(preparer.actor), lines);
      return refuse('only-a-report');
    });
    return { lines, report };
  },
  handle: async (writer, { body, prepared: { lines, report } }) => {
    const applied = body.apply && (body.goodOnly || report.every((r) => r.faults.length === 0));
    const rows = applied ? await shipAll(writer, askerOf(writer.actor), lines) : report;
    return { applied, rows: applied ? rows : rows.map((r) => ({ ...r, shipmentId: null })) };
  },
});

const take = read({
  path: '/me/shipment-sheet',
  summary: 'My orders that wait to be shipped, as a table to fill in (CSV)',
  tag: 'orders',
  access: { who: ['seller'], team: ['shipping'], action: 'data.read-own' },
  response: { media: ['text/csv'] },
  handle: async (reader) => {
    const page = { state: 'to-ship', offset: 0, limit: ROWS_MAX } as const;
    const waiting = await salesOf(reader, askerOf(reader.actor), page);
    const rows = waiting
      .filter((o) => o.mayDo.includes('ship'))
      .map((o) => ({ order_id: o.id, carrier: '', tracking_number: '' }));
    return csvResponse(COLUMNS, rows, 'orders-to-ship.csv');
  },
});

export function shipSheetRoutes(): readonly AnyRoute[] {
  return [bring, take];
}
