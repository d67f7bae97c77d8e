import type { StaffRole } from '../src/door/actor.ts';
import type { Refusal } from '../src/kernel/decision.ts';
import type { ListingId, OrderId, PartyId, SanctionId, ShipmentId } from '../src/kernel/ids.ts';
import type { EpochMs } from '../src/kernel/time.ts';
import type { ListingContent } from '../src/market/listings/listing.ts';
import { orders } from '../src/market/orders/order.ts';
import { publishListing } from '../src/processes/publish-listing.ts';
import { registerParty, registerStaff, type RegisterPartyInput } from '../src/processes/register-party.ts';
import type { World } from '../src/processes/world.ts';
import { standings, type Measure, type MeasureKind } from '../src/standing/standing.ts';

let people = 0;

/** A seller of Berlin with identity data of their own; `more` replaces parts. */
export function sellerInput(world: World, more: Partial<RegisterPartyInput> = {}): RegisterPartyInput {
  people += 1;
  return {
    kind: 'seller',
    name: `Shop ${people}`,
    country: 'DE',
    language: 'de',
    currency: 'EUR',
    termsVersion: world.rulebook.terms.version,
    identity: {
      legalName: `Owner ${people}`,
      mail: `owner${people}@shops.example`,
      phone: `+49301${String(people).padStart(6, '0')}`,
      address: { line1: `Hauptstr. ${people}`, postalCode: '10115', city: 'Berlin', country: 'DE' },
    },
    ...more,
  };
}

export function buyerInput(world: World, more: Partial<RegisterPartyInput> = {}): RegisterPartyInput {
  people += 1;
  return {
    kind: 'buyer',
    name: `Buyer ${people}`,
    country: 'DE',
    language: 'de',
    currency: 'EUR',
    termsVersion: world.rulebook.terms.version,
    identity: { mail: `buyer${people}@mail.example` },
    ...more,
  };
}

/** What both kinds of market in tests offer: in memory (`TestMarket`) and on PostgreSQL. */
export interface Runs {
  must<T>(by: string, work: (world: World) => Promise<T | Refusal>): Promise<T>;
}

export async function newSeller(market: Runs, more: Partial<RegisterPartyInput> = {}): Promise<PartyId> {
  return (await market.must('test', (w) => registerParty(w, sellerInput(w, more)))).partyId;
}

export async function newBuyer(market: Runs, more: Partial<RegisterPartyInput> = {}): Promise<PartyId> {
  return (await market.must('test', (w) => registerParty(w, buyerInput(w, more)))).partyId;
}

export async function newStaff(market: Runs, ...roles: readonly StaffRole[]): Promise<PartyId> {
  people += 1;
  const input = { name: `Staff ${people}`, country: 'DE', language: 'en', currency: 'EUR', roles } as const;
  return (await market.must('system:setup', (w) => registerStaff(w, input))).partyId;
}

export const CHAIR: ListingContent = {
  title: 'Oak chair',
  description: 'Solid oak, oiled.',
  category: 'furniture',
  price: { amountMinor: 9_900, currency: 'EUR' },
  handlingDays: 2,
  zones: [
    { name: 'home', countries: ['DE', 'AT'], priceMinor: 500, extraItemMinor: 200, transitDays: 3 },
    { name: 'near', countries: ['FR'], priceMinor: 900, extraItemMinor: 400, transitDays: 6 },
  ],
  images: [],
  attributes: { wood: 'oak' },
};

export async function newListing(
  market: Runs,
  seller: PartyId,
  more: Partial<ListingContent> = {},
  stock = 10,
): Promise<ListingId> {
  const input = { seller, content: { ...CHAIR, ...more }, stock };
  return (await market.must(seller, (w) => publishListing(w, input))).listingId;
}

/** An order of one piece as a bare fact, without checkout and payment; delivered at once if asked. */
export async function bareOrder(
  market: Runs,
  input: { seller: PartyId; buyer: PartyId; listingId: ListingId; delivered?: boolean; at?: EpochMs },
): Promise<OrderId> {
  return market.must('test', async ({ unit }) => {
    const { seller, buyer, listingId, at = unit.now } = input;
    const orderId: OrderId = unit.ids.next('ord');
    const shipmentId: ShipmentId = unit.ids.next('shp');
    unit.append(orders, orderId, [
      {
        type: 'OrderPlaced',
        at,
        seller,
        buyer,
        shipBy: at + 1,
        deliverBy: at + 2,
        currency: 'EUR',
        lines: [{ listingId, quantity: 1, unitMinor: 9_900 }],
        shippingMinor: 500,
        totalMinor: 10_400,
        country: 'DE',
      },
      ...(input.delivered
        ? ([
            { type: 'OrderShipped', at, seller, shipmentId },
            { type: 'OrderDelivered', at, seller, how: 'carrier' },
          ] as const)
        : []),
    ]);
    return orderId;
  });
}

/** Applies a measure without the road that leads to it. */
export async function applyMeasure(
  market: Runs,
  party: PartyId,
  kind: MeasureKind,
  more: Partial<Measure> = {},
): Promise<SanctionId> {
  const applied = await market.must('test', async ({ unit }) => {
    await unit.lock(standings, party, 'update');
    const measure: Measure = {
      sanctionId: unit.ids.next('san'),
      caseId: unit.ids.next('cas'),
      kind,
      from: unit.now,
      until: null,
      ...more,
    };
    unit.append(standings, party, [{ type: 'MeasureApplied', at: unit.now, measure }]);
    return measure;
  });
  return applied.sanctionId;
}
