import type { Actor } from '../../src/door/actor.ts';
import type { Answer } from './client.ts';
import type { Grievance } from './court-lane.ts';
import { done, type Lane, type Stage, staff } from './lane.ts';
import { type Buyer, HOME, newBuyer, newShop, type Shop } from './people.ts';

const ENGINEER = staff('engineer', 'engineer');
const SHOPS = 3;
const BUYERS = 4;
const LISTINGS = 3;
const STOCK = 1_000;
/** More orders under way than this, and the lane looks after them before it buys more. */
const OPEN_MAX = 12;

interface Bought {
  readonly orderId: string;
  readonly buyer: Buyer;
  readonly seller: Buyer;
  shipmentId?: string;
}

interface Placed {
  readonly checkoutId: string;
  readonly orders: readonly { readonly orderId: string }[];
}

/** Shopping by HTTP, from the cart to the carrier's last scan. What nobody sends is left to its deadlines, or to the court. */
export class ShopLane implements Lane {
  readonly name = 'shop';
  private readonly stage: Stage;
  private readonly shops: Shop[] = [];
  private readonly buyers: Buyer[] = [];
  private readonly open: Bought[] = [];
  private readonly unsent: Grievance[] = [];
  private opened = 0;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async step(): Promise<void> {
    const { random } = this.stage;
    if (this.shops.length < SHOPS) await this.openShop();
    else if (this.buyers.length < BUYERS)
      this.buyers.push(await newBuyer(this.stage.client, `b${this.buyers.length}`));
    else if (this.open.length > 0 && (this.open.length > OPEN_MAX || random.chance(0.5)))
      await this.lookAfter(random.pick(this.open));
    else await this.buy(random.pick(this.buyers), random.pick(this.shops));
  }

  /** Somebody who paid and waits in vain, once. */
  grievance(): Grievance | undefined {
    return this.unsent.shift();
  }

  private async openShop(): Promise<void> {
    this.shops.push(await newShop(this.stage.client, `s${(this.opened += 1)}`, LISTINGS, STOCK));
  }

  private async buy(buyer: Buyer, shop: Shop): Promise<void> {
    const listing = this.stage.random.pick(shop.listings);
    const added = await this.send(buyer, 'PUT', `/cart/lines/${listing}`, { quantity: 1 });
    const body = { address: HOME, paymentToken: 'ok', listingIds: [listing] };
    const placed = added.status < 300 ? await this.send(buyer, 'POST', '/checkout', body) : added;
    if (placed.status >= 300) {
      // Stopped by the court: somebody else takes the place. A leap of the clock during checkout is nobody's fault.
      if (placed.status !== 410) this.shops.splice(this.shops.indexOf(shop), 1);
      return;
    }
    const { orders, checkoutId } = done(placed, 'checkout') as Placed;
    this.stage.streams.push({ concept: 'charge', stream: checkoutId });
    for (const { orderId } of orders) {
      this.stage.streams.push({ concept: 'order', stream: orderId }, { concept: 'payment', stream: orderId });
      const { seller } = shop;
      if (this.stage.random.chance(0.1)) this.unsent.push({ orderId, buyer, seller });
      else this.open.push({ orderId, buyer, seller });
    }
  }

  /** The next thing that happens to an order. Whoever is too late is refused, and the order left alone. */
  private async lookAfter(order: Bought): Promise<void> {
    const { orderId, buyer, seller } = order;
    if (order.shipmentId !== undefined) {
      await this.send(ENGINEER, 'POST', `/shipments/${order.shipmentId}/scans`, { code: 'delivered' });
      if (this.stage.random.chance(0.1))
        await this.send(seller, 'POST', `/orders/${orderId}/refunds`, {
          amountMinor: 500,
          reason: 'damaged',
        });
      return this.leave(order);
    }
    if (this.stage.random.chance(0.1)) {
      await this.send(buyer, 'POST', `/orders/${orderId}/cancellation`, { reason: 'changed-mind' });
      return this.leave(order);
    }
    const trackingNumber = `T1${orderId.slice(-12)}`;
    const sent = await this.send(seller, 'POST', `/orders/${orderId}/shipments`, {
      carrier: 'DHL',
      trackingNumber,
    });
    if (sent.status >= 300) return this.leave(order);
    order.shipmentId = (done(sent, 'shipment') as { shipmentId: string }).shipmentId;
    this.stage.streams.push({ concept: 'shipment', stream: order.shipmentId });
  }

  private leave(order: Bought): void {
    this.open.splice(this.open.indexOf(order), 1);
  }

  private async send(actor: Actor, method: string, path: string, body: unknown): Promise<Answer> {
    const answer = await this.stage.client.change(actor, method, path, body, this.stage.key('shop'));
    const what = `${method} ${path.replaceAll(/\/[a-z]+_[\w-]+/g, '/…')}`;
    if (answer.status === 422) throw new Error(`${what}: ${JSON.stringify(answer.body)}`);
    this.stage.count(answer.status < 300 ? what : `${what} refused`);
    return answer;
  }
}
