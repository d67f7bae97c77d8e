import type { ConversationId, ListingId, OrderId, PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../src/kernel/time.ts';
import { type Order, orders } from '../../src/market/orders/order.ts';
import { shipments } from '../../src/market/shipments/shipment.ts';
import type { Rating } from '../../src/market/reviews/review.ts';
import { cancelPieces } from '../../src/processes/cancel.ts';
import { markDelivered } from '../../src/processes/deliver.ts';
import { registerParty } from '../../src/processes/register-party.ts';
import { postReview } from '../../src/processes/review-order.ts';
import { startConversation } from '../../src/processes/send-message.ts';
import { awake, type Country, shoppingMood } from '../calendar.ts';
import { chargeBack } from '../bank.ts';
import type { SimulatedMarket } from '../market.ts';
import { type Home, HOMES, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import type { Shelf } from '../shelf.ts';
import { checkOut, putInCart } from '../shopping.ts';
import {
  BROKEN_GOODS,
  EXTORTIONS,
  QUESTION_BEFORE,
  REVIEWS_BAD,
  REVIEWS_GOOD,
  type Tone,
  WHERE_IS_IT,
} from '../texts/messages.ts';
import { UNFOUNDED } from '../texts/casework.ts';
import type { Truth } from '../truth.ts';
import { BUYER_HABITS, type BuyerHabits, type BuyerKind } from './buyer-habits.ts';
import type { Complaining } from './complaining.ts';
import type { Topic } from './seller.ts';

export interface BuyerSetup {
  readonly kind: BuyerKind;
  readonly country: Country;
  readonly person: Person;
  readonly joinsAt: EpochMs;
}

/** One who buys: asks, pays, waits, presses, complains. Some lie. */
export class Buyer {
  readonly setup: BuyerSetup;
  readonly home: Home;
  readonly random: Random;
  id: PartyId | undefined;
  /** What each conversation was about, so that the other side can be played. */
  readonly topics = new Map<ConversationId, { readonly topic: Topic; readonly orderId?: OrderId }>();
  private readonly market: SimulatedMarket;
  private readonly truth: Truth;
  private readonly shelf: Shelf;
  private readonly complaining: Complaining;
  private readonly habits: BuyerHabits;
  private readonly settled = new Set<OrderId>();

  constructor(
    market: SimulatedMarket,
    knows: { readonly truth: Truth; readonly shelf: Shelf; readonly complaining: Complaining },
    setup: BuyerSetup,
  ) {
    this.market = market;
    this.truth = knows.truth;
    this.shelf = knows.shelf;
    this.complaining = knows.complaining;
    this.setup = setup;
    this.home = HOMES[setup.country];
    this.habits = BUYER_HABITS[setup.kind];
    this.random = market.random.fork(`buyer ${setup.person.mail}`);
  }

  async join(): Promise<PartyId> {
    const { market, setup, home } = this;
    const { person } = setup;
    const { partyId } = await market.must('anonymous', (world) =>
      registerParty(world, {
        kind: 'buyer',
        name: person.name,
        country: home.country,
        language: home.language,
        currency: home.currency,
        termsVersion: world.rulebook.terms.version,
        identity: { mail: person.mail },
        device: `device ${person.mail}`,
      }),
    );
    this.id = partyId;
    this.truth.buyers.set(partyId, setup.kind);
    this.planShopping();
    return partyId;
  }

  private planShopping(): void {
    const { market, random, habits, home } = this;
    const days = random.exponential(habits.everyDays) / shoppingMood(market.now);
    market.plan(awake(market.now + days * DAY_MS, home.country), () => this.shop());
  }

  private async shop(): Promise<void> {
    const { random, shelf, home, habits } = this;
    this.planShopping();
    const offer = await shelf.pick(random, home.country);
    if (!offer) return;
    if (random.chance(habits.asksBefore)) {
      await this.write('before', { listingId: offer.id }, random.pick(QUESTION_BEFORE[home.script]));
      const later = awake(this.market.now + random.between(4, 40) * HOUR_MS, home.country);
      if (random.chance(0.7)) this.market.plan(later, () => this.buy(offer.id));
      return;
    }
    await this.buy(offer.id);
  }

  private async buy(listingId: ListingId): Promise<void> {
    const { market, random, id, setup, home } = this;
    if (!id || !(await putInCart(market, id, { listingId, quantity: random.chance(0.12) ? 2 : 1 }))) return;
    const { name, address } = setup.person;
    const shopper = { id, country: home.country, address: { ...address, name } };
    // Most pay at once; some sleep on it, and the shop may have changed by then.
    const thinks = random.chance(0.12) ? random.between(6, 60) * HOUR_MS : random.between(1, 20) * 60_000;
    market.plan(awake(market.now + thinks, home.country), () =>
      checkOut(market, shopper, [listingId]).then(() => undefined),
    );
  }

  /** Own order has been placed: keep an eye on the promises. */
  onOrder(orderId: OrderId, order: Pick<Order, 'shipBy' | 'deliverBy'>): void {
    const { market, random, habits, home } = this;
    if (!random.chance(habits.presses)) return;
    market.plan(awake(order.shipBy + random.between(8, 40) * HOUR_MS, home.country), () =>
      this.pressUnshipped(orderId),
    );
    market.plan(awake(order.deliverBy + random.between(10, 60) * HOUR_MS, home.country), () =>
      this.pressMissing(orderId),
    );
  }

  private order(orderId: OrderId): Order | undefined {
    return this.market.state(orders, orderId);
  }

  private async pressUnshipped(orderId: OrderId): Promise<void> {
    const { market, random, habits, home } = this;
    if (this.order(orderId)?.status !== 'placed') return;
    await this.write('where', { orderId }, random.pick(WHERE_IS_IT[home.script]));
    market.plan(awake(market.now + random.between(3, 7) * DAY_MS, home.country), async (at) => {
      if (this.order(orderId)?.status !== 'placed') return;
      if (random.chance(habits.complains)) await this.complain('refusal-to-ship', { orderId });
      if (random.chance(0.35) && this.id)
        await market.attempt(this.id, (world) =>
          cancelPieces(world, { orderId, at, by: 'buyer', reason: 'too-slow', cashier: market.cashier }),
        );
    });
  }

  private async pressMissing(orderId: OrderId): Promise<void> {
    const { market, random, habits, home } = this;
    if (this.order(orderId)?.status !== 'shipped' || this.truth.hasArrived(orderId)) return;
    await this.write('where', { orderId }, random.pick(WHERE_IS_IT[home.script]));
    market.plan(awake(market.now + random.between(2, 5) * DAY_MS, home.country), async () => {
      const status = this.order(orderId)?.status;
      const isMissing = (status === 'shipped' || status === 'undelivered') && !this.truth.hasArrived(orderId);
      if (isMissing && random.chance(habits.complains)) await this.complain('not-received', { orderId });
    });
  }

  /** Something is at the door. Nobody but the buyer knows, if no carrier scans it. */
  onArrival(orderId: OrderId): void {
    const { market, random, home, id } = this;
    const order = this.order(orderId);
    const isTracked = order && 'shipments' in order && order.shipments.some((s) => isScanned(market, s));
    if (!id || isTracked || !random.chance(0.75)) return;
    market.plan(awake(market.now + random.between(1, 30) * HOUR_MS, home.country), (at) =>
      market
        .attempt(id, (world) => markDelivered(world, { orderId, at, how: 'buyer' }))
        .then(() => undefined),
    );
  }

  /** The parcel is here; now it shows what is in it. */
  onDelivered(orderId: OrderId): void {
    const { market, random, home, habits, truth } = this;
    const goods = truth.unpack(orderId);
    const opens = awake(market.now + random.between(2, 50) * HOUR_MS, home.country);
    if (goods !== 'as-described') {
      market.plan(opens, () => this.dispute(orderId));
      return;
    }
    if (habits.lies > 0 && random.chance(habits.lies)) market.plan(opens, () => this.lie(orderId));
    const order = this.order(orderId);
    const late = order?.status === 'delivered' && order.shippedAt > order.shipBy + DAY_MS;
    if (late && random.chance(habits.complains * 0.3))
      market.plan(opens, () => this.complain('late-shipment', { orderId }));
    if (random.chance(habits.reviews)) market.plan(opens + HOUR_MS, () => this.review(orderId, late ? 3 : 5));
  }

  private async dispute(orderId: OrderId): Promise<void> {
    const { market, random, habits, home } = this;
    await this.write('broken', { orderId }, random.pick(BROKEN_GOODS[home.script]));
    market.plan(awake(market.now + random.between(2, 5) * DAY_MS, home.country), async () => {
      if (this.settled.has(orderId)) return;
      if (random.chance(0.5)) await this.review(orderId, random.chance(0.6) ? 1 : 2);
      const copy = this.truth.unpack(orderId) === 'counterfeit' && random.chance(0.85);
      // A wrong size annoys; a copy is a crime, and people say so.
      if (random.chance(copy ? 0.9 : habits.complains))
        await this.complain(copy ? 'counterfeit' : 'not-as-described', { orderId }, 'shows-it');
    });
  }

  /** Money came back: that was that. */
  onRefund(orderId: OrderId): void {
    this.settled.add(orderId);
  }

  private async lie(orderId: OrderId): Promise<void> {
    const { random, setup, home } = this;
    switch (setup.kind) {
      case 'false-non-receipt':
        return this.complain('not-received', { orderId });
      case 'unfounded': {
        const kind = random.pick(['late-shipment', 'not-as-described', 'not-as-described', 'not-received']);
        return this.complain(
          kind,
          { orderId },
          'shows-nothing',
          random.pick(UNFOUNDED[kind]?.[home.script] ?? ['']),
        );
      }
      case 'retaliating':
        await this.write('broken', { orderId }, random.pick(EXTORTIONS[home.script]));
        return this.review(orderId, 1);
      case 'return-misuse':
        return this.write('broken', { orderId }, random.pick(BROKEN_GOODS[home.script]));
      case 'honest':
        return undefined;
      default:
        return setup.kind satisfies never;
    }
  }

  /** The other side wrote something that leaps to the eye. */
  onTone(tone: Tone, conversationId: ConversationId, orderId: OrderId | undefined): void {
    const { market, random, home } = this;
    const kind = ({ insult: 'abuse', threat: 'threat', lure: 'outside-payment' } as const)[tone as 'insult'];
    if (kind === undefined || !random.chance(0.75)) return;
    market.plan(awake(market.now + random.between(1, 30) * HOUR_MS, home.country), () =>
      this.complain(kind, { conversationId, ...(orderId === undefined ? {} : { orderId }) }),
    );
  }

  private complain(
    kind: string,
    refs: { readonly orderId?: OrderId; readonly conversationId?: ConversationId },
    photo?: 'shows-it' | 'shows-nothing',
    text?: string,
  ): Promise<void> {
    const { id, home, random } = this;
    if (!id) return Promise.resolve();
    const { orderId } = refs;
    const isUnpaidFor = kind === 'refusal-to-ship' || kind === 'not-received';
    if (orderId && isUnpaidFor && random.chance(0.12))
      this.market.plan(this.market.now + random.between(4, 9) * DAY_MS, () =>
        chargeBack(this.market, orderId, random),
      );
    return this.complaining.file({ by: id, kind, refs, script: home.script, random, photo, text });
  }

  private async review(orderId: OrderId, usual: Rating): Promise<void> {
    const { market, random, id, home } = this;
    if (!id) return;
    const rating = usual === 5 && random.chance(0.3) ? 4 : usual;
    const text = random.chance(0.6)
      ? random.pick((rating > 3 ? REVIEWS_GOOD : REVIEWS_BAD)[home.script])
      : undefined;
    await market.attempt(id, (world) => postReview(world, { buyer: id, orderId, line: 0, rating, text }));
  }

  private async write(
    topic: Topic,
    about: { readonly orderId: OrderId } | { readonly listingId: ListingId },
    text: string,
  ): Promise<void> {
    const { market, id } = this;
    if (!id) return;
    await market.attempt(id, async (world) => {
      const sent = await startConversation(world, { from: id, about, text });
      if (!('refused' in sent))
        this.topics.set(sent.conversationId, {
          topic,
          ...('orderId' in about ? { orderId: about.orderId } : {}),
        });
      return sent;
    });
  }
}

function isScanned(market: SimulatedMarket, shipmentId: string): boolean {
  const shipment = market.state(shipments, shipmentId);
  return (shipment?.scans.length ?? 0) > 0;
}
