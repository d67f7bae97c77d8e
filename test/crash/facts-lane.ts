import type { Fact, FactBody, FactsTaken } from '../../src/processes/facts.ts';
import { outsideOrderId } from '../../src/market/orders/order.ts';
import { outsidePartyId } from '../../src/processes/register-party.ts';
import type { Grievance } from './court-lane.ts';
import { done, type Lane, type Stage, staff } from './lane.ts';

const ENGINEER = staff('engineer', 'engineer');
const DAY_MS = 86_400_000;
const SELLERS = 5;
const BUYERS = 12;
const ORDERS_A_BATCH = 12;

/** An outside shop that reports its orders in batches, and sends some of them again to be sure. */
export class FactsLane implements Lane {
  readonly name = 'facts';
  private readonly stage: Stage;
  private orders = 0;
  private registered = false;
  private last: readonly Fact[] = [];
  /** Orders that were paid and never sent. */
  private readonly unsent: Grievance[] = [];

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async step(): Promise<void> {
    if (this.last.length > 0 && this.stage.random.chance(0.3)) {
      const again = await this.send(this.last);
      if (again.duplicates !== this.last.length)
        throw new Error(`a batch was taken twice: ${JSON.stringify(again)}`);
      return;
    }
    const unsent: Grievance[] = [];
    const facts = this.registered ? this.orderFacts(unsent) : this.people();
    const taken = await this.send(facts);
    if (taken.accepted !== facts.length) throw new Error(`not all were taken: ${JSON.stringify(taken)}`);
    this.registered = true;
    this.last = facts;
    this.unsent.push(...unsent);
    this.stage.facts.push(...facts.map((f) => `${f.source}|${f.key}`));
  }

  /** Somebody who waits in vain, once. */
  grievance(): Grievance | undefined {
    return this.unsent.shift();
  }

  private async send(facts: readonly Fact[]): Promise<FactsTaken> {
    const key = this.stage.key('facts');
    const answer = await this.stage.client.change(ENGINEER, 'POST', '/facts/batch', { facts }, key);
    return done(answer, 'facts') as FactsTaken;
  }

  private people(): readonly Fact[] {
    const register = (kind: 'seller' | 'buyer', count: number) =>
      Array.from({ length: count }, (_, i) =>
        this.fact(this.stage.now(), {
          type: 'party-registered',
          kind,
          party: `${kind}${i}`,
          country: 'DE',
          language: 'de',
          currency: 'EUR',
        }),
      );
    return [...register('seller', SELLERS), ...register('buyer', BUYERS)];
  }

  /** Orders with their whole story, told in one batch: some never go out, so that signals have something to say. */
  private orderFacts(unsent: Grievance[]): readonly Fact[] {
    const { random } = this.stage;
    const facts: Fact[] = [];
    for (let i = 0; i < ORDERS_A_BATCH; i++) {
      const order = `o${(this.orders += 1)}`;
      const at = this.stage.now() - random.int(3, 9) * DAY_MS;
      const seller = random.int(0, SELLERS - 1);
      const buyer = random.int(0, BUYERS - 1);
      facts.push(
        this.fact(at, {
          type: 'order-placed',
          order,
          seller: `seller${seller}`,
          buyer: `buyer${buyer}`,
          shipBy: at + DAY_MS,
          deliverBy: at + 4 * DAY_MS,
          currency: 'EUR',
          country: 'DE',
          lines: [{ item: 'i1', quantity: random.int(1, 3), unitMinor: 1_000 }],
          shippingMinor: 300,
        }),
        this.fact(at + 1, { type: 'order-paid', order }),
      );
      // The first seller is the one that ships late.
      if (random.chance(0.1)) {
        unsent.push({
          orderId: outsideOrderId('shop', order),
          buyer: { kind: 'buyer', partyId: outsidePartyId('shop', `buyer${buyer}`) },
          seller: { kind: 'seller', partyId: outsidePartyId('shop', `seller${seller}`) },
        });
        continue;
      }
      const shippedAt = at + (seller === 0 ? 2 * DAY_MS : DAY_MS / 2);
      facts.push(
        this.fact(shippedAt, { type: 'order-shipped', order, carrier: 'DHL' }),
        this.fact(shippedAt + 1, { type: 'shipment-scanned', parcel: order, code: 'accepted' }),
        this.fact(shippedAt + DAY_MS, { type: 'shipment-scanned', parcel: order, code: 'delivered' }),
      );
    }
    return facts;
  }

  private fact(at: number, body: FactBody): Fact {
    return { source: 'shop', key: this.stage.key('fact'), at, ...body };
  }
}
