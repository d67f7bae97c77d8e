import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { type Currency, minorDigits, type Money } from '../kernel/money.ts';
import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import { carts } from '../market/carts/cart.ts';
import { type Listing, listings, type ShippingZone, zoneFor } from '../market/listings/listing.ts';
import { bannedIn } from '../market/listings/goods.ts';
import type { OrderLine } from '../market/orders/order.ts';
import type { DutyTable } from '../market/payments/duties.ts';
import { parties } from '../market/parties/party.ts';
import type { TaxTable } from '../market/payments/taxes.ts';
import { admitOrders } from './admit-order.ts';
import { type LineAtFault, refuseLines } from './refuse-lines.ts';
import type { World } from './world.ts';

/** One order of a checkout to be: everything but its id and address. */
export interface QuotedOrder {
  readonly seller: PartyId;
  readonly lines: readonly OrderLine[];
  readonly shippingMinor: number;
  readonly shippingTaxBasisPoints?: number;
  readonly totalMinor: number;
  readonly shipBy: EpochMs;
  readonly deliverBy: EpochMs;
  /** As in the order's terms. */
  readonly importDuty?: { readonly from: string; readonly estimateMinor: number | null };
}

export interface Quote {
  readonly currency: Currency;
  readonly totalMinor: number;
  /** In order of seller id. */
  readonly orders: readonly QuotedOrder[];
}

export interface QuoteInput {
  readonly buyer: PartyId;
  /** Country of delivery. */
  readonly country: string;
  /** Only these of the cart; absent: all of it. */
  readonly listingIds?: readonly ListingId[];
  /** The total that the buyer was shown; nothing else is charged. Absent: whatever it costs. */
  readonly agreed?: Money;
}

/** A cart line with what is on offer. */
export interface Wanted {
  readonly listingId: ListingId;
  readonly listing: Listing;
  readonly quantity: number;
  readonly zone: ShippingZone;
}

/** What depends on where goods go, from outside the market. */
export interface BorderTables {
  readonly taxes: TaxTable;
  readonly duties: DutyTable;
}

/**
 * What a cart costs and when it comes, split by seller. Every seller's and the buyer's standing is locked in order of
 * id until the unit ends: what a quote allows, the same unit may place. Refuses with a sentence for each line
 * that can't be bought.
 */
export async function quoteCheckout(
  world: World,
  input: QuoteInput,
  tables: BorderTables,
): Promise<Quote | Refusal> {
  const wanted = await wantedOf(world, input);
  if (isRefusal(wanted)) return wanted;
  const currency = wanted[0]?.listing.price.currency;
  if (currency === undefined) return refuse('empty-cart', 'There is nothing in the cart to buy.');
  if (wanted.some((w) => w.listing.price.currency !== currency))
    return refuse(
      'mixed-currencies',
      'The cart holds prices in several currencies. Check out the articles of one currency at a time.',
      { field: 'listingIds' },
    );
  const bySeller = new Map<PartyId, Wanted[]>();
  for (const one of wanted) {
    const group = bySeller.get(one.listing.seller);
    if (group) group.push(one);
    else bySeller.set(one.listing.seller, [one]);
  }
  const orders = [...bySeller.keys()]
    .toSorted()
    .map((seller) =>
      quoteOrder(seller, bySeller.get(seller) ?? [], input.country, world.unit.now, tables.taxes),
    );
  const admitted = await admitOrders(world, { buyer: input.buyer, currency, orders, wanted });
  if (isRefusal(admitted)) return admitted;
  const totalMinor = orders.reduce((sum, o) => sum + o.totalMinor, 0);
  if (input.agreed && (input.agreed.amountMinor !== totalMinor || input.agreed.currency !== currency))
    return refuse(
      'price-changed',
      'The total is another than the one that was agreed to. Look at it again, then start the checkout anew.',
      { field: 'agreedTotal' },
    );
  const { country } = input;
  const withDuty = orders.map(async (order) => {
    const duty = await dutyOf(
      world,
      { order, wanted: bySeller.get(order.seller) ?? [], country, currency },
      tables,
    );
    return duty ? { ...order, importDuty: duty } : order;
  });
  return { currency, totalMinor, orders: await Promise.all(withDuty) };
}

/** Where the seller sends from is where the seller is: parcels from elsewhere are declared there. */
async function dutyOf(
  { unit, rulebook }: World,
  consignment: {
    readonly order: QuotedOrder;
    readonly wanted: readonly Wanted[];
    readonly country: string;
    readonly currency: Currency;
  },
  { duties }: BorderTables,
): Promise<QuotedOrder['importDuty']> {
  const { order, wanted, country, currency } = consignment;
  const seller = await unit.load(parties, order.seller);
  const perEuro = rulebook.exchange.perEuro[currency];
  if (!seller || perEuro === undefined) return undefined;
  const minor = 10 ** minorDigits(currency) * perEuro;
  const goods = wanted.map(({ listing, quantity }) => ({
    category: listing.category,
    pieces: quantity,
    euros: (listing.price.amountMinor * quantity) / minor,
  }));
  const due = duties.estimate({ from: seller.country, to: country, goods, at: unit.now });
  if (!due) return undefined;
  return { from: seller.country, estimateMinor: due.euros === null ? null : Math.round(due.euros * minor) };
}

async function wantedOf({ unit, rulebook }: World, input: QuoteInput): Promise<readonly Wanted[] | Refusal> {
  const cart = await unit.load(carts, input.buyer);
  const chosen = (cart?.lines ?? []).filter((l) => input.listingIds?.includes(l.listingId) ?? true);
  const missing = input.listingIds?.findIndex((id) => !chosen.some((l) => l.listingId === id)) ?? -1;
  if (missing >= 0)
    return refuse('not-in-cart', 'This article is not in the cart.', { field: `listingIds.${missing}` });
  await unit.prefetch(
    listings,
    chosen.map((l) => l.listingId),
  );
  const wanted: Wanted[] = [];
  const problems: LineAtFault[] = [];
  for (const [index, { listingId, quantity }] of chosen.entries()) {
    const listing = await unit.load(listings, listingId);
    const zone = listing && zoneFor(listing, input.country);
    const banned = listing && bannedIn(rulebook, listing, listingId, input.country);
    const title = listing ? `“${listing.title}”` : 'An article';
    if (!listing || listing.status !== 'live')
      problems.push({
        index,
        listingId,
        code: 'no-longer-offered',
        why: `${title} is no longer on offer; remove it to go on.`,
      });
    else if (!zone)
      problems.push({
        index,
        listingId,
        code: 'not-delivered-there',
        why: `${title} is not delivered to ${input.country}; remove it to go on.`,
      });
    else if (banned !== undefined)
      problems.push({
        index,
        listingId,
        code: 'prohibited-there',
        why: `${title} may not be brought to ${input.country}: ${banned}. Remove it to go on.`,
      });
    else if (listing.stock < quantity)
      problems.push({
        index,
        listingId,
        code: listing.stock === 0 ? 'sold-out' : 'fewer-left',
        why:
          listing.stock === 0
            ? `${title} is sold out; remove it to go on.`
            : `Only ${listing.stock} of ${title} are left.`,
      });
    else wanted.push({ listingId, listing, quantity, zone });
  }
  return problems.length > 0 ? refuseLines('line-unavailable', problems) : wanted;
}

function quoteOrder(
  seller: PartyId,
  wanted: readonly Wanted[],
  country: string,
  now: EpochMs,
  taxes: TaxTable,
): QuotedOrder {
  const lines = wanted.map(({ listingId, listing, quantity }): OrderLine => {
    const tax = taxes.rate({ country, category: listing.category, at: now });
    return {
      listingId,
      quantity,
      unitMinor: listing.price.amountMinor,
      title: listing.title,
      edition: listing.edition,
      ...(tax ? { taxBasisPoints: tax.basisPoints } : {}),
    };
  });
  const shippingMinor = shippingOf(wanted);
  const rates = lines.flatMap((l) => l.taxBasisPoints ?? []);
  const handlingDays = Math.max(...wanted.map((w) => w.listing.handlingDays));
  const transitDays = Math.max(...wanted.map((w) => w.zone.transitDays));
  const shipBy = endOfDay(now + handlingDays * DAY_MS);
  return {
    seller,
    lines,
    shippingMinor,
    // Shipping is part of the goods it brings; with several rates we take the highest, never too little.
    ...(rates.length > 0 ? { shippingTaxBasisPoints: Math.max(...rates) } : {}),
    totalMinor: lines.reduce((sum, l) => sum + l.quantity * l.unitMinor, shippingMinor),
    shipBy,
    deliverBy: shipBy + transitDays * DAY_MS,
  };
}

/** One parcel a seller: the dearest first item, and what each further item adds. */
function shippingOf(wanted: readonly Wanted[]): number {
  const first = wanted.reduce((a, b) => (b.zone.priceMinor > a.zone.priceMinor ? b : a));
  const further = wanted.reduce(
    (sum, w) => sum + w.zone.extraItemMinor * (w === first ? w.quantity - 1 : w.quantity),
    0,
  );
  return first.zone.priceMinor + further;
}

/** Promises are for days, not for the minute of the order. */
function endOfDay(at: EpochMs): EpochMs {
  return (dayNumber(at) + 1) * DAY_MS - 1;
}
