import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { decideChange, decidePublish } from '../market/listings/decide.ts';
import {
  type Listing,
  type ListingContent,
  type ListingEvent,
  listings,
} from '../market/listings/listing.ts';
import { type CellFault, columnOf } from '../market/listings/sheet.ts';
import { parties } from '../market/parties/party.ts';
import { permitted } from './permitted.ts';
import { limitOf, rulesOf, type Seller, sellerOf } from './publish-listing.ts';
import { noteRefusedListing } from './refused-listing.ts';
import type { World } from './world.ts';

/** One row of a seller's table that could be read. What it does not name stays as it is. */
export interface ImportRow {
  readonly line: number;
  readonly sku: string;
  readonly changes: Partial<ListingContent>;
  readonly stock?: number | undefined;
}

export interface RowReport {
  readonly line: number;
  readonly sku: string;
  /** What happens, or would happen, to the listing of this number. */
  readonly action: 'create' | 'change' | 'none' | 'refused';
  readonly listingId: ListingId | null;
  readonly faults: readonly CellFault[];
}

interface Plan extends RowReport {
  readonly events: readonly ListingEvent[];
  readonly refusal?: Refusal;
}

/**
 * Brings a table of listings in: a number (`sku`) that is known changes that listing, any other makes one. With `apply`
 * false nothing is changed, and the report says what would be. The same table again changes nothing.
 */
export async function importListings(
  world: World,
  input: { readonly seller: PartyId; readonly rows: readonly ImportRow[]; readonly apply: boolean },
): Promise<readonly RowReport[]> {
  const { unit } = world;
  const publisher = await sellerOf(world, input.seller);
  // Asked once: what is planned for rows before counts in `planned`.
  const limit = isRefusal(publisher) ? undefined : await limitOf(world, publisher);
  const reports: RowReport[] = [];
  let planned = 0;
  for (const row of input.rows) {
    const known = await knownAs(world, input.seller, row.sku);
    const plan =
      known === undefined
        ? planNew(
            world,
            input.seller,
            row,
            publisher,
            limit && { ...limit, listedNow: limit.listedNow + planned },
          )
        : await planChange(world, input.seller, row, known);
    const { events, refusal, ...report } = plan;
    if (report.action === 'create') planned += 1;
    if (!input.apply) {
      reports.push(report);
      continue;
    }
    const listingId = report.listingId ?? unit.ids.next<'Listing'>('lst');
    if (events.length > 0) unit.append(listings, listingId, events);
    if (refusal) await noteRefusedListing(world, { seller: input.seller, refusal, title: row.changes.title });
    reports.push({ ...report, listingId: report.action === 'create' ? listingId : report.listingId });
  }
  return reports;
}

/** Prices of a seller's table are in the seller's own currency. */
export async function priceCurrency(world: World, seller: PartyId): Promise<Currency> {
  return (await world.unit.load(parties, seller))?.currency ?? 'EUR';
}

async function knownAs({ unit }: World, seller: PartyId, sku: string) {
  const found = await unit.find(listings, { seller, sku });
  return found.find(({ state }) => state.status !== 'refused');
}

/** What a new listing needs, and the column in which it stands. */
const NEEDED = {
  title: 'title',
  category: 'category',
  price: 'price',
  handlingDays: 'handling_days',
  zones: 'zones',
} as const;

function planNew(
  world: World,
  seller: PartyId,
  row: ImportRow,
  publisher: Seller | Refusal,
  limit: Parameters<typeof decidePublish>[2] | undefined,
): Plan {
  const { line, sku, changes, stock } = row;
  const base = { line, sku, listingId: null };
  const { title, category, price, handlingDays, zones } = changes;
  const missing: CellFault[] = Object.entries(NEEDED).flatMap(([field, column]) =>
    changes[field as keyof typeof NEEDED] === undefined ? [missingCell(column)] : [],
  );
  if (stock === undefined) missing.push(missingCell('stock'));
  if (!title || !category || !price || handlingDays === undefined || !zones || stock === undefined)
    return { ...base, action: 'refused', faults: missing, events: [] };
  if (isRefusal(publisher) || !limit)
    return refusedPlan(base, isRefusal(publisher) ? publisher : { refused: 'not-permitted' });
  const { description = '', images = [], attributes = {} } = changes;
  const content = { sku, title, description, category, price, handlingDays, zones, images, attributes };
  const at = world.unit.now;
  const decision = decidePublish({ at, seller, content, stock }, publisher.rules, limit);
  if (isRefusal(decision)) return refusedPlan(base, decision);
  return { ...base, action: 'create', faults: [], events: decision };
}

function missingCell(column: CellFault['column']): CellFault {
  return { column, code: 'missing', message: 'A new listing needs this.' };
}

async function planChange(
  world: World,
  seller: PartyId,
  row: ImportRow,
  known: { readonly id: string; readonly state: Listing },
): Promise<Plan> {
  const listingId = known.id as ListingId;
  const base = { line: row.line, sku: row.sku, listingId };
  const permit = await permitted(world, seller, 'listing.change', { listingId });
  if (isRefusal(permit)) return refusedPlan(base, permit);
  const changes = Object.fromEntries(
    Object.entries(row.changes).filter(
      ([field, value]) => !isSame(known.state[field as keyof ListingContent], value),
    ),
  ) as Partial<ListingContent>;
  const rules = await rulesOf(world, await world.unit.load(parties, seller));
  const decision = decideChange(
    known.state,
    { at: world.unit.now, listingId, changes, stock: row.stock },
    rules,
  );
  if (isRefusal(decision)) return refusedPlan(base, decision);
  return { ...base, action: decision.length > 0 ? 'change' : 'none', faults: [], events: decision };
}

function refusedPlan(base: Pick<RowReport, 'line' | 'sku' | 'listingId'>, refusal: Refusal): Plan {
  const isAboutGoods = refusal.refused === 'prohibited-goods' || refusal.refused === 'barred-goods';
  const column = isAboutGoods ? 'title' : columnOf(refusal.field ?? '');
  const fault = { column, code: refusal.refused, message: refusal.why ?? refusal.refused };
  return { ...base, action: 'refused', faults: [fault], events: [], refusal };
}

/** Key order aside: a table has none. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
