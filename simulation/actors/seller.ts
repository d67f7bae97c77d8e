import type { ConversationId, ListingId, OrderId, PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS, dayNumber, type EpochMs, HOUR_MS } from '../../src/kernel/time.ts';
import { type Order, orders } from '../../src/market/orders/order.ts';
import { cancelPieces } from '../../src/processes/cancel.ts';
import { declareHoliday } from '../../src/processes/change-party.ts';
import { publishListing } from '../../src/processes/publish-listing.ts';
import { refundOrder } from '../../src/processes/refund.ts';
import { registerParty } from '../../src/processes/register-party.ts';
import { takeScan } from '../../src/processes/scan.ts';
import { sendMessage } from '../../src/processes/send-message.ts';
import { shipParcel } from '../../src/processes/ship.ts';
import { atWork, awake, type Country } from '../calendar.ts';
import { carrierFor, plannedScans, trackingNumber } from '../carriers.ts';
import type { Archetype } from '../catalogue/archetypes.ts';
import { assortment, makeListing, otherColours, type ShopStyle } from '../listings.ts';
import type { SimulatedMarket } from '../market.ts';
import { type Home, HOMES, identityOf, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import {
  ANSWER_BEFORE,
  BRUSHED_OFF,
  HELP_OFFERED,
  INSULTS,
  LURES,
  SORRY,
  THREATS,
} from '../texts/messages.ts';
import type { Truth } from '../truth.ts';
import {
  CHARACTERS,
  EXIT_HABITS,
  reformed,
  type SellerCharacter,
  type SellerHabits,
  type SellerKind,
} from './seller-habits.ts';

/** What a buyer's message was about, as the seller reads it. */
export type Topic = 'before' | 'where' | 'broken';

export interface SellerSetup {
  readonly kind: SellerKind;
  readonly country: Country;
  readonly shop: string;
  readonly about: string;
  readonly person: Person;
  readonly bankAccount: string;
  readonly opensAt: EpochMs;
  /** For an exit scam: when it begins. For a counterfeiter: when the copies come. */
  readonly turnsAt?: EpochMs;
  /** Mends its ways once something was decided against it. */
  readonly reforms: boolean;
  readonly listings?: number;
}

/** The brand that counterfeiters copy; made up, as everything here. */
export const COPIED_BRAND = 'Velstrand';

/** One shop: packs, answers, and sometimes does neither. What it says to the house is in `defendant.ts`. */
export class Seller {
  readonly setup: SellerSetup;
  readonly character: SellerCharacter;
  readonly home: Home;
  readonly random: Random;
  private readonly fame: number;
  readonly country: Country;
  id: PartyId | undefined;
  hasReformed = false;
  private readonly market: SimulatedMarket;
  private readonly truth: Truth;
  private holidayUntil = 0;

  constructor(market: SimulatedMarket, truth: Truth, setup: SellerSetup) {
    this.market = market;
    this.truth = truth;
    this.setup = setup;
    this.character = CHARACTERS[setup.kind];
    this.home = HOMES[setup.country];
    this.country = setup.country;
    this.random = market.random.fork(`seller ${setup.shop}`);
    this.fame = this.random.between(...this.character.popularity);
  }

  /** Past the day on which an exit scam begins, or the copies come. */
  private get hasTurned(): boolean {
    return this.market.now >= (this.setup.turnsAt ?? Infinity);
  }

  /** Bargains draw people, and who means to leave sells cheaply. */
  get popularity(): number {
    return this.hasTurned ? this.fame * 2.2 : this.fame;
  }

  private get habits(): SellerHabits {
    const { habits } = this.character;
    if (this.setup.kind === 'exit-scam' && this.hasTurned) return EXIT_HABITS;
    return this.hasReformed ? reformed(habits) : habits;
  }

  /** Takes the shop through its first day. */
  async open(): Promise<PartyId> {
    const { setup, home, market } = this;
    const { person, bankAccount, shop, about, kind } = setup;
    const { partyId } = await market.must('anonymous', (world) =>
      registerParty(world, {
        kind: 'seller',
        name: shop,
        about,
        country: home.country,
        language: home.language,
        currency: home.currency,
        termsVersion: world.rulebook.terms.version,
        identity: identityOf(person),
        payoutAccount: bankAccount,
        device: `device ${person.mail}`,
      }),
    );
    this.id = partyId;
    this.truth.sellers.set(partyId, kind);
    await this.stock(partyId);
    if (kind === 'counterfeit' && setup.turnsAt !== undefined)
      market.plan(setup.turnsAt, () => this.offerCopies(partyId));
    if (kind === 'honest' && this.random.chance(0.35)) this.planHoliday(partyId);
    return partyId;
  }

  private async stock(seller: PartyId): Promise<void> {
    const { random, setup, home } = this;
    const [low, high] = this.character.listings;
    const style: ShopStyle = {
      shop: setup.shop,
      brand: setup.shop.split(' ')[0] ?? setup.shop,
      country: home.country,
      handlingDays: random.int(2, 4),
      priceLevel: random.between(...this.character.priceLevel),
      euroMax: 420,
    };
    for (const archetype of assortment(random, setup.listings ?? random.int(low, high)))
      await this.offer(seller, style, archetype);
  }

  private async offer(
    seller: PartyId,
    style: ShopStyle,
    archetype: Archetype,
  ): Promise<{ listingId: ListingId } | undefined> {
    const content = makeListing(this.random, style, archetype);
    const stock = this.random.int(40, 400);
    const [first = content, ...others] = otherColours(content, archetype, style);
    const offered = await this.market.attempt(seller, (world) =>
      publishListing(world, { seller, content: first, stock }),
    );
    for (const [i, other] of others.entries())
      await this.market.attempt(seller, (world) =>
        publishListing(world, { seller, content: other, stock: Math.floor(stock / 20) * i }),
      );
    return offered;
  }

  private async offerCopies(seller: PartyId): Promise<void> {
    const { random, setup, home } = this;
    const style = {
      shop: setup.shop,
      brand: COPIED_BRAND,
      country: home.country,
      handlingDays: 2,
      priceLevel: 0.35,
      euroMax: 80,
    };
    const copied = assortment(random, 40).filter((a) =>
      ['watches-jewellery', 'shoes-bags', 'fashion'].includes(a.category),
    );
    const fallback = copied.length > 0 ? copied : assortment(random, 3);
    for (const archetype of fallback.slice(0, 4)) await this.offer(seller, style, archetype);
  }

  private planHoliday(seller: PartyId): void {
    const { market, random } = this;
    const first = (dayNumber(market.now) + random.int(25, 95)) * DAY_MS;
    const to = first + random.int(5, 11) * DAY_MS;
    market.plan(first - 9 * DAY_MS, async () => {
      const declared = await market.attempt(seller, (world) =>
        declareHoliday(world, { partyId: seller, from: first, to }),
      );
      if (declared) market.plan(first, async () => void (this.holidayUntil = to + DAY_MS));
    });
  }

  /** An order has been paid: what becomes of it is decided by habit, and shows much later. */
  onOrder(orderId: OrderId, order: Pick<Order, 'shipBy' | 'country' | 'placedAt'>): void {
    const { random, habits, market } = this;
    if (random.chance(habits.neverShare)) return;
    if (random.chance(habits.cancelShare)) {
      market.plan(this.packedAt(order), (at) => this.cancel(orderId, at));
      return;
    }
    const fake = random.chance(habits.fakeShare);
    market.plan(this.packedAt(order), (at) =>
      fake ? this.pretend(orderId, at) : this.send(orderId, order.country, at),
    );
  }

  private packedAt(order: Pick<Order, 'shipBy' | 'placedAt'>): EpochMs {
    const { random, habits, home } = this;
    const { now } = this.market;
    if (this.holidayUntil > now)
      return atWork(this.holidayUntil + random.exponential(8) * HOUR_MS, home.country);
    if (random.chance(habits.lateShare))
      return atWork(order.shipBy + (0.3 + random.exponential(habits.lateDays)) * DAY_MS, home.country);
    const planned = atWork(now + (1 + random.exponential(habits.packHours)) * HOUR_MS, home.country);
    // Who keeps promises packs on a Saturday if the promise ends on Sunday.
    return planned < order.shipBy ? planned : order.shipBy - random.between(1, 6) * HOUR_MS;
  }

  private async send(orderId: OrderId, country: string, at: EpochMs): Promise<void> {
    const { market, random, habits, setup, home } = this;
    const carrier = carrierFor(random, home.country);
    const tracked = random.chance(habits.trackedShare);
    const shipped = await market.attempt(this.id ?? '', (world) =>
      shipParcel(world, {
        orderId,
        shipmentId: world.unit.ids.next('shp'),
        at,
        carrier: carrier.name,
        ...(tracked ? { trackingNumber: trackingNumber(random, carrier) } : {}),
      }),
    );
    if (!shipped) return;
    const copy =
      setup.kind === 'returning' || (setup.kind === 'counterfeit' && this.hasTurned && random.chance(0.7));
    this.truth.pack(
      orderId,
      copy ? 'counterfeit' : random.chance(habits.wrongGoodsShare) ? 'different' : 'as-described',
    );
    const scans = plannedScans(random, { carrier, from: home.country, to: country as Country }, at);
    for (const scan of scans) {
      if (scan.code === 'delivered') market.plan(scan.at, async () => this.truth.arrive(orderId));
      if (!tracked) continue;
      market.plan(scan.at, () =>
        market
          .attempt('system:carrier', (world) => takeScan(world, { shipmentId: shipped.shipmentId, ...scan }))
          .then(() => undefined),
      );
    }
  }

  private async pretend(orderId: OrderId, at: EpochMs): Promise<void> {
    const { market, random, home } = this;
    const carrier = carrierFor(random, home.country);
    await market.attempt(this.id ?? '', (world) =>
      shipParcel(world, {
        orderId,
        shipmentId: world.unit.ids.next('shp'),
        at,
        carrier: carrier.name,
        trackingNumber: trackingNumber(random, carrier),
      }),
    );
  }

  private async cancel(orderId: OrderId, at: EpochMs): Promise<void> {
    const { market } = this;
    await market.attempt(this.id ?? '', (world) =>
      cancelPieces(world, { orderId, at, by: 'seller', reason: 'out-of-stock', cashier: market.cashier }),
    );
  }

  /** Somebody wrote and waits for an answer. */
  onQuestion(conversationId: ConversationId, topic: Topic, orderId: OrderId | undefined): void {
    const { market, random, habits, home } = this;
    if (random.chance(habits.silentShare)) return;
    const asked = Math.max(market.now, this.holidayUntil);
    market.plan(awake(asked + random.exponential(habits.answerHours) * HOUR_MS, home.country), async () => {
      const text = this.answer(topic);
      await market.attempt(this.id ?? '', (world) =>
        sendMessage(world, { from: this.id as PartyId, conversationId, text }),
      );
      if (topic === 'broken' && orderId && random.chance(habits.helpShare)) await this.refund(orderId);
    });
  }

  private answer(topic: Topic): string {
    const { random, habits, home } = this;
    if (topic === 'before' && random.chance(habits.lureShare)) return random.pick(LURES[home.script]);
    if (random.chance(topic === 'before' ? habits.rudeShare / 3 : habits.rudeShare))
      return random.pick((random.chance(habits.threatShare) ? THREATS : INSULTS)[home.script]);
    if (topic === 'before') return random.pick(ANSWER_BEFORE[home.script]);
    if (topic === 'where') return random.pick(SORRY[home.script]);
    return random.pick((random.chance(habits.helpShare) ? HELP_OFFERED : BRUSHED_OFF)[home.script]);
  }

  /** Gives the money back of one's own accord. */
  async refund(orderId: OrderId): Promise<void> {
    const { market } = this;
    await market.attempt(this.id ?? '', async (world) => {
      const order = await world.unit.load(orders, orderId);
      if (order?.status === 'cancelled') return {};
      return refundOrder(world, {
        orderId,
        reason: 'goodwill-of-seller',
        at: world.unit.now,
        cashier: market.cashier,
      });
    });
  }
}
