import type { Actor } from '../src/door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../src/kernel/ids.ts';
import { DAY_MS } from '../src/kernel/time.ts';
import type { SandboxProvider } from '../src/market/payments/sandbox.ts';
import { must } from '../src/runtime.ts';
import type { Answer, TestServer } from './market.ts';
import { newBuyer, newListing, newSeller, newStaff, type Runs } from './people.ts';

export const HOME = {
  name: 'Ada Byron',
  line1: 'Lange Str. 1',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

let accounts = 0;

/** A bank account of its own, with right check digits: too many parties on one number are refused. */
export function newAccount(): string {
  accounts += 1;
  const bban = `37040044${String(accounts).padStart(10, '0')}`;
  const rest = BigInt(`${bban}131400`) % 97n;
  return `DE${String(98n - rest).padStart(2, '0')}${bban}`;
}

export const asBuyer = (partyId: PartyId): Actor => ({ kind: 'buyer', partyId });
export const asSeller = (partyId: PartyId): Actor => ({ kind: 'seller', partyId });

/** Short ways of buying and selling through the API of a test server. */
export class Counter {
  readonly server: TestServer;
  readonly runs: Runs;

  constructor(server: TestServer) {
    this.server = server;
    this.runs = { must: (by, work) => must(server.market.run(by, work)) };
  }

  get provider(): SandboxProvider {
    return this.server.market.ports.cashier.provider as SandboxProvider;
  }

  /** Kinds of what the provider did for the latest calls, with their amounts. */
  effects(from = 0): readonly string[] {
    return this.provider.effects.slice(from).map((e) => `${e.kind} ${e.minor}`);
  }

  buyer(): Promise<PartyId> {
    return newBuyer(this.runs);
  }

  seller(name: string, country = 'DE'): Promise<PartyId> {
    return newSeller(this.runs, { name, country, payoutAccount: newAccount() });
  }

  async staff(role: 'engineer' | 'head' | 'representative'): Promise<Actor> {
    return { kind: 'staff', partyId: await newStaff(this.runs, role), roles: [role] };
  }

  /** 99.00 EUR a piece, 5.00 for sending the first and 2.00 for each further one. */
  listing(seller: PartyId, title: string, stock = 10): Promise<ListingId> {
    return newListing(this.runs, seller, { title }, stock);
  }

  put(buyer: PartyId, listingId: ListingId, quantity = 1): Promise<Answer> {
    return this.server.ask(asBuyer(buyer), 'put', `/cart/lines/${listingId}`, { quantity });
  }

  checkout(buyer: PartyId, paymentToken = 'ok', key?: string): Promise<Answer> {
    return this.server.ask(asBuyer(buyer), 'post', '/checkout', { address: HOME, paymentToken }, key);
  }

  /** A paid order of one piece. */
  async order(buyer: PartyId, listingId: ListingId, paymentToken = 'ok'): Promise<OrderId> {
    await this.put(buyer, listingId);
    const { status, body } = await this.checkout(buyer, paymentToken);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.orders[0].orderId;
  }

  show(actor: Actor, orderId: OrderId): Promise<Answer> {
    return this.server.ask(actor, 'get', `/orders/${orderId}`);
  }

  /** Shipped with a number, seen by the carrier and delivered a day later. */
  async deliver(seller: PartyId, orderId: OrderId, trackingNumber: string): Promise<void> {
    const engineer = await this.staff('engineer');
    const sent = await this.server.ask(asSeller(seller), 'post', `/orders/${orderId}/shipments`, {
      carrier: 'DHL',
      trackingNumber,
    });
    if (sent.status !== 201) throw new Error(JSON.stringify(sent.body));
    const scans = `/shipments/${sent.body.shipmentId}/scans`;
    await this.server.ask(engineer, 'post', scans, { code: 'accepted', place: 'Leipzig' });
    this.server.pass(DAY_MS);
    await this.server.ask(engineer, 'post', scans, { code: 'delivered', place: 'Berlin' });
  }

  /** Day by day, with everything that falls due. */
  async days(count: number): Promise<void> {
    for (let day = 0; day < count; day++) {
      this.server.pass(DAY_MS);
      await this.server.market.sweep();
    }
  }
}
