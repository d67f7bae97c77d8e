import { assert, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import { sha256 } from '../kernel/hash.ts';
import type { OrderId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { type EpochMs, MINUTE_MS } from '../kernel/time.ts';
import { placeOrder } from '../market/orders/decide.ts';
import { type CancelledBy, type OrderLine, orders, outsideOrderId } from '../market/orders/order.ts';
import { parties } from '../market/parties/party.ts';
import { reportPayment } from '../market/payments/decide.ts';
import { payments } from '../market/payments/payment.ts';
import { outsideShipmentId, type ScanCode, type Shipment, shipments } from '../market/shipments/shipment.ts';
import { standings } from '../standing/standing.ts';
import { cancelPieces } from './cancel.ts';
import { markDelivered } from './deliver.ts';
import { outsidePartyId, registerOutsideParty } from './register-party.ts';
import { takeScan } from './scan.ts';
import { shipParcel } from './ship.ts';
import type { World } from './world.ts';

/**
 * What an outside shop or carrier reports. `source` is the shop, `key` its own number of the report: the same key says
 * the same thing once. Parties, orders and parcels go by the shop's own numbers.
 */
export type Fact = { readonly source: string; readonly key: string; readonly at: EpochMs } & FactBody;

export type FactBody =
  | {
      readonly type: 'party-registered';
      readonly kind: 'seller' | 'buyer';
      readonly party: string;
      readonly country: string;
      readonly language: string;
      readonly currency: Currency;
    }
  | {
      readonly type: 'order-placed';
      readonly order: string;
      readonly seller: string;
      readonly buyer: string;
      readonly shipBy: EpochMs;
      readonly deliverBy: EpochMs;
      readonly currency: Currency;
      readonly country: string;
      readonly lines: readonly {
        readonly item: string;
        readonly quantity: number;
        readonly unitMinor: number;
        readonly title?: string | undefined;
      }[];
      readonly shippingMinor: number;
    }
  | { readonly type: 'order-paid'; readonly order: string; readonly amountMinor?: number | undefined }
  | {
      readonly type: 'order-shipped';
      readonly order: string;
      /** The parcel's number; absent: that of the order, which has one parcel then. */
      readonly parcel?: string | undefined;
      readonly carrier: string;
      readonly trackingNumber?: string | undefined;
      readonly pieces?: readonly number[] | undefined;
    }
  | {
      readonly type: 'shipment-scanned';
      readonly parcel: string;
      readonly code: ScanCode;
      readonly place?: string | undefined;
    }
  | { readonly type: 'order-delivered'; readonly order: string }
  | { readonly type: 'order-cancelled'; readonly order: string; readonly by: CancelledBy };

export interface FactError {
  /** Place in the batch. */
  readonly index: number;
  readonly key: string;
  readonly code: string;
  readonly field?: string;
  readonly why: string;
}

export interface FactsTaken {
  readonly accepted: number;
  /** Reported before, word for word. */
  readonly duplicates: number;
  readonly errors: readonly FactError[];
}

/** Clocks of outside systems may be ahead of ours by this much. */
const AHEAD_MS_MAX = 5 * MINUTE_MS;

/**
 * Takes a batch of outside facts through the same decisions as everything else, in their order. What is wrong is named
 * and left out; the rest commits together. A batch costs a fixed number of statements, whatever its size.
 */
export async function takeFacts(world: World, facts: readonly Fact[]): Promise<FactsTaken> {
  const { unit } = world;
  const keys = facts.map((f) => `${f.source}|${f.key}`);
  const known = new Map(await unit.knownFacts(keys));
  await prefetchFor(world, facts);
  const errors: FactError[] = [];
  let duplicates = 0;
  for (const [index, fact] of facts.entries()) {
    const key = keys[index] ?? '';
    const print = sha256(JSON.stringify(fact)).slice(0, 16);
    const before = known.get(key);
    if (before === print) {
      duplicates += 1;
      continue;
    }
    const result =
      before === undefined
        ? await takeFact(world, fact)
        : refuse('conflicting-fact', 'Another fact was reported under this key before.', { field: 'key' });
    if (isRefusal(result)) {
      const { refused, why, field } = result;
      const place = field === undefined ? {} : { field };
      errors.push({ index, key: fact.key, code: refused, why: why ?? refused, ...place });
      continue;
    }
    known.set(key, print);
    unit.recordFact(key, print);
  }
  return { accepted: facts.length - duplicates - errors.length, duplicates, errors };
}

/** Loads everything that the batch will touch, in one statement a concept. */
async function prefetchFor({ unit }: World, facts: readonly Fact[]): Promise<void> {
  const wanted = { traders: new Set<string>(), orders: new Set<string>(), payments: new Set<string>() };
  const registered = new Set<string>();
  const parcels = new Set<string>();
  for (const fact of facts) {
    const { source } = fact;
    if (fact.type === 'party-registered') registered.add(outsidePartyId(source, fact.party));
    if (fact.type === 'order-placed')
      wanted.traders.add(outsidePartyId(source, fact.seller)).add(outsidePartyId(source, fact.buyer));
    if ('order' in fact) wanted.orders.add(outsideOrderId(source, fact.order));
    if (fact.type === 'order-paid') wanted.payments.add(outsideOrderId(source, fact.order));
    if (fact.type === 'order-shipped') parcels.add(outsideShipmentId(source, fact.parcel ?? fact.order));
    if (fact.type === 'shipment-scanned') parcels.add(outsideShipmentId(source, fact.parcel));
  }
  if (registered.size > 0) await unit.prefetch(parties, [...registered]);
  // Who trades is asked of the standings, which are smaller than the parties and as many.
  if (wanted.traders.size > 0) await unit.prefetch(standings, [...wanted.traders]);
  if (wanted.payments.size > 0) await unit.prefetch(payments, [...wanted.payments]);
  if (parcels.size > 0) await unit.prefetch(shipments, [...parcels]);
  // Scans name their parcel only; a scan that changes the parcel's state asks for its order.
  for (const fact of facts) {
    if (fact.type !== 'shipment-scanned') continue;
    const parcel = await unit.load(shipments, outsideShipmentId(fact.source, fact.parcel));
    if (parcel && mayMoveOrder(parcel, fact.code)) wanted.orders.add(parcel.orderId);
  }
  if (wanted.orders.size > 0) await unit.prefetch(orders, [...wanted.orders]);
  // An order has arrived once all of its parcels have: the others are asked for too.
  const siblings: string[] = [];
  for (const fact of facts) {
    if (fact.type !== 'shipment-scanned' || fact.code !== 'delivered') continue;
    const parcel = await unit.load(shipments, outsideShipmentId(fact.source, fact.parcel));
    const order = parcel && (await unit.load(orders, parcel.orderId));
    if (order && 'shipments' in order && order.shipments.length > 1) siblings.push(...order.shipments);
  }
  if (siblings.length > 0) await unit.prefetch(shipments, siblings);
}

function mayMoveOrder(parcel: Shipment, code: ScanCode): boolean {
  return parcel.status === 'announced' || code === 'delivered' || code === 'lost' || code === 'returned';
}

async function takeFact(world: World, fact: Fact): Promise<object | Refusal> {
  if (fact.at > world.unit.now + AHEAD_MS_MAX)
    return refuse('in-the-future', 'This has not happened yet.', { field: 'at' });
  const { source, at } = fact;
  switch (fact.type) {
    case 'party-registered': {
      const { kind, party: ref, country, language, currency } = fact;
      return registerOutsideParty(world, { kind, source, ref, country, language, currency });
    }
    case 'order-placed':
      return takeOrder(world, fact);
    case 'order-paid':
      return takePayment(world, fact);
    case 'order-shipped': {
      const { carrier, trackingNumber, pieces } = fact;
      return shipParcel(world, {
        orderId: outsideOrderId(source, fact.order),
        shipmentId: outsideShipmentId(source, fact.parcel ?? fact.order),
        at,
        carrier,
        ...(trackingNumber === undefined ? {} : { trackingNumber }),
        ...(pieces === undefined ? {} : { pieces }),
      });
    }
    case 'shipment-scanned': {
      const { code, place } = fact;
      const shipmentId = outsideShipmentId(source, fact.parcel);
      return takeScan(world, { shipmentId, at, code, ...(place === undefined ? {} : { place }) });
    }
    case 'order-delivered':
      return markDelivered(world, { orderId: outsideOrderId(source, fact.order), at, how: 'shop' });
    case 'order-cancelled': {
      const { by } = fact;
      const orderId = outsideOrderId(source, fact.order);
      return cancelPieces(world, { orderId, at, by, reason: 'reported-by-shop' });
    }
    default:
      return fact satisfies never;
  }
}

type Of<Type extends FactBody['type']> = Extract<Fact, { type: Type }>;

async function takeOrder(world: World, fact: Of<'order-placed'>): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const { source, at, shipBy, deliverBy, currency, country, shippingMinor } = fact;
  const seller = outsidePartyId(source, fact.seller);
  const buyer = outsidePartyId(source, fact.buyer);
  for (const [field, id, kind] of [
    ['seller', seller, 'seller'],
    ['buyer', buyer, 'buyer'],
  ] as const)
    if ((await unit.load(standings, id))?.kind !== kind)
      return refuse(`unknown-${kind}`, `Report this ${kind} first, by party-registered.`, { field });
  const orderId: OrderId = outsideOrderId(source, fact.order);
  const lines = fact.lines.map(({ item, quantity, unitMinor, title }): OrderLine => ({
    listingId: `${source}:${item}` as OrderLine['listingId'],
    quantity,
    unitMinor,
    ...(title === undefined ? {} : { title }),
  }));
  const events = placeOrder(
    await unit.load(orders, orderId),
    {
      seller,
      buyer,
      placedAt: at,
      shipBy,
      deliverBy,
      currency,
      country,
      lines,
      shippingMinor,
      totalMinor: lines.reduce((sum, l) => sum + l.quantity * l.unitMinor, shippingMinor),
      source,
    },
    rulebook.orders,
  );
  if (isRefusal(events)) return events;
  return unit.append(orders, orderId, events);
}

async function takePayment(world: World, fact: Of<'order-paid'>): Promise<object | Refusal> {
  const { unit } = world;
  const { source, at, amountMinor } = fact;
  const orderId = outsideOrderId(source, fact.order);
  const order = await unit.load(orders, orderId);
  if (!order) return refuse('not-found', 'There is no such order.', { field: 'order' });
  if (at < order.placedAt)
    return refuse('paid-before-placed', 'An order cannot be paid before it was placed.', { field: 'at' });
  const { seller, buyer, currency, totalMinor } = order;
  const events = reportPayment(await unit.load(payments, orderId), {
    at,
    source,
    seller,
    buyer,
    currency,
    amountMinor: amountMinor ?? totalMinor,
  });
  if (isRefusal(events)) return events;
  assert(events.length > 0, 'a payment that was taken is recorded');
  return unit.append(payments, orderId, events);
}
