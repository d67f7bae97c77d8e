import type { ConversationId, OrderId, PartyId } from '../src/kernel/ids.ts';
import type { MessageId } from '../src/kernel/ids.ts';
import type { Commitment } from '../src/kernel/unit.ts';
import { conversations } from '../src/market/messages/conversation.ts';
import { type Order, type OrderEvent, orders } from '../src/market/orders/order.ts';
import type { PaymentEvent } from '../src/market/payments/payment-event.ts';
import type { MemoryEntry } from '../src/platform/unit-memory.ts';
import { Buyer, type BuyerSetup } from './actors/buyer.ts';
import { Complaining } from './actors/complaining.ts';
import { Seller, type SellerSetup } from './actors/seller.ts';
import { Exhibits } from './exhibits.ts';
import type { SimulatedMarket } from './market.ts';
import { Shelf } from './shelf.ts';
import { toneOf } from './texts/messages.ts';
import { Truth } from './truth.ts';

type Placed = Extract<OrderEvent, { type: 'OrderPlaced' }>;

/** Everybody who trades, and the news that reaches them. */
export class Society {
  readonly truth = new Truth();
  readonly exhibits = new Exhibits();
  readonly sellers = new Map<PartyId, Seller>();
  readonly buyers = new Map<PartyId, Buyer>();
  readonly complaining: Complaining;
  private readonly market: SimulatedMarket;
  readonly shelf: Shelf;

  constructor(market: SimulatedMarket) {
    this.market = market;
    this.complaining = new Complaining(market, this.exhibits);
    this.shelf = new Shelf(market, (seller) => this.sellers.get(seller));
    this.truth.onArrival = (orderId) => this.buyerOf(orderId)?.onArrival(orderId);
    market.on('charge', 'ChargeCaptured', (entry) => this.onPaid(entry));
    market.on('order', 'OrderDelivered', ({ stream }) =>
      this.buyerOf(stream)?.onDelivered(stream as OrderId),
    );
    market.on('payment', 'PaymentRefunded', ({ stream, event }) => {
      if ((event as Extract<PaymentEvent, { type: 'PaymentRefunded' }>).reason !== 'compensation')
        this.buyerOf(stream)?.onRefund(stream as OrderId);
    });
    market.on('conversation', 'MessageSent', (entry) => this.onMessage(entry));
  }

  addSeller(setup: SellerSetup): Seller {
    const seller = new Seller(this.market, this.truth, setup);
    this.market.plan(setup.opensAt, async () => void this.sellers.set(await seller.open(), seller));
    return seller;
  }

  addBuyer(setup: BuyerSetup): Buyer {
    const { truth, shelf, complaining } = this;
    const buyer = new Buyer(this.market, { truth, shelf, complaining }, setup);
    this.market.plan(setup.joinsAt, async () => void this.buyers.set(await buyer.join(), buyer));
    return buyer;
  }

  private order(id: string): Order | undefined {
    return this.market.state(orders, id);
  }

  private buyerOf(orderId: string): Buyer | undefined {
    const order = this.order(orderId);
    return order && this.buyers.get(order.buyer);
  }

  /** Both sides learn of an order when its money is there. */
  private onPaid({ stream }: MemoryEntry): void {
    for (const orderId of this.market.store.idsWhere(orders, 'checkout', stream)) {
      const order = this.order(orderId) as (Order & Placed) | undefined;
      if (!order) continue;
      this.sellers.get(order.seller)?.onOrder(orderId as OrderId, order);
      this.buyers.get(order.buyer)?.onOrder(orderId as OrderId, order);
    }
  }

  private onMessage({ stream, event }: MemoryEntry): void {
    const { store } = this.market;
    const { from, text, asks, buyer, seller } = event as unknown as {
      readonly from: 'buyer' | 'seller';
      readonly messageId: MessageId;
      readonly text: Commitment;
      readonly asks?: true;
      readonly buyer: PartyId;
      readonly seller: PartyId;
    };
    const conversationId = stream as ConversationId;
    const conversation = this.market.state(conversations, stream);
    const topic = this.buyers.get(buyer)?.topics.get(conversationId);
    const orderId = conversation?.subject.kind === 'order' ? conversation.subject.orderId : undefined;
    if (from === 'buyer') {
      if (asks) this.sellers.get(seller)?.onQuestion(conversationId, topic?.topic ?? 'before', orderId);
      return;
    }
    const tone = toneOf(store.revealed(text) ?? '');
    if (tone !== 'ordinary') this.buyers.get(buyer)?.onTone(tone, conversationId, orderId);
  }
}
