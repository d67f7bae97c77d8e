import type { CheckoutId, ListingId, OrderId, PartyId, ShipmentId } from '../src/kernel/ids.ts';
import { isRefusal, type Refusal } from '../src/kernel/decision.ts';
import type { Currency } from '../src/kernel/money.ts';
import type { Commitment } from '../src/kernel/unit.ts';
import { carts } from '../src/market/carts/cart.ts';
import { type ListingContent, listings } from '../src/market/listings/listing.ts';
import { type Order, orders } from '../src/market/orders/order.ts';
import { parties } from '../src/market/parties/party.ts';
import { type Account, accounts } from '../src/market/payments/account.ts';
import { charges } from '../src/market/payments/charge.ts';
import { type LedgerAccount } from '../src/market/payments/ledger.ts';
import { payments } from '../src/market/payments/payment.ts';
import { payouts } from '../src/market/payments/payout.ts';
import { SandboxProvider } from '../src/market/payments/sandbox.ts';
import { BUILT_IN_DUTIES } from '../src/market/payments/duties.ts';
import { BUILT_IN_TAXES } from '../src/market/payments/taxes.ts';
import { expireOrder } from '../src/processes/cancel.ts';
import { expireCharge } from '../src/processes/capture.ts';
import { Cashier } from '../src/processes/cashier.ts';
import { openCharge, placeOrders, type Placed } from '../src/processes/checkout.ts';
import { chargeDeclined } from '../src/processes/open-charge.ts';
import { expireAccount, expirePayout } from '../src/processes/payout.ts';
import { takeScan } from '../src/processes/scan.ts';
import { shipParcel } from '../src/processes/ship.ts';
import { expirePayment } from '../src/processes/transfer.ts';
import { type Standing, standings, type StandingEvent } from '../src/standing/standing.ts';
import { TestMarket } from './worlds.ts';

/** Their lines are of goods. */
const NO_POSTINGS: ReadonlySet<string> = new Set(['OrderPlaced', 'ReturnRequested']);

const BORDERS = { taxes: BUILT_IN_TAXES, duties: BUILT_IN_DUTIES };

/** Deadlines of the money, in the order in which they build on each other. */
const DEADLINES = [
  { concept: charges, run: expireCharge },
  { concept: orders, run: expireOrder },
  { concept: payments, run: expirePayment },
  { concept: accounts, run: expireAccount },
  { concept: payouts, run: expirePayout },
] as const;

/** A market in memory with people in it who buy and sell: short ways to the usual facts. */
export class Shop {
  readonly market = new TestMarket();
  readonly provider = new SandboxProvider();
  readonly problems: string[] = [];
  readonly cashier = new Cashier({
    provider: this.provider,
    run: (by, work) => this.market.run(by, work),
    report: (error, where) => this.problems.push(`${where}: ${String(error)}`),
  });
  private count = 0;

  /** An established seller with a payout account from long ago, unless said otherwise. */
  async seller(
    options: { established?: boolean; currency?: Currency; account?: string } = {},
  ): Promise<PartyId> {
    const { established = true, currency = 'EUR', account = 'DE89370400440532013000' } = options;
    const id = await this.party('seller', currency);
    await this.market.must(id, async ({ unit }) => {
      await unit.load(parties, id);
      const kept = unit.keep({ party: id, kind: 'bank-account', value: account });
      const at = unit.now - 90 * 86_400_000;
      unit.append(parties, id, [
        { type: 'PayoutAccountChanged', at, account: kept, mark: `bank-account:${kept}` },
      ]);
      return {};
    });
    if (established)
      await this.judge(id, { type: 'StageReached', at: this.market.now, stage: 'established', why: 'test' });
    return id;
  }

  buyer(): Promise<PartyId> {
    return this.party('buyer', 'EUR');
  }

  private async party(kind: 'seller' | 'buyer', currency: Currency): Promise<PartyId> {
    this.count += 1;
    const id = `pty_${kind}_${this.count}` as PartyId;
    await this.market.must(id, async ({ unit }) => {
      const at = unit.now;
      const name = { shop: `${kind} ${this.count}` };
      unit.append(parties, id, [
        { type: 'PartyRegistered', at, kind, name, country: 'DE', language: 'de', currency, login: null },
      ]);
      unit.append(standings, id, [{ type: 'StandingOpened', at, party: id, kind }]);
      return {};
    });
    return id;
  }

  async listing(
    seller: PartyId,
    more: Partial<ListingContent> & { stock?: number } = {},
  ): Promise<ListingId> {
    this.count += 1;
    const id = `lst_${this.count}` as ListingId;
    const { stock = 100, ...content } = more;
    await this.market.must(seller, async ({ unit }) => {
      unit.append(listings, id, [
        {
          type: 'ListingPublished',
          at: unit.now,
          seller,
          stock,
          content: {
            title: `Bowl ${this.count}`,
            description: 'A wooden bowl',
            category: 'home',
            price: { amountMinor: 10_000, currency: 'EUR' },
            handlingDays: 2,
            zones: [
              { name: 'home', countries: ['DE'], priceMinor: 500, extraItemMinor: 100, transitDays: 3 },
            ],
            images: [],
            attributes: {},
            ...content,
          },
        },
      ]);
      return {};
    });
    return id;
  }

  async fillCart(buyer: PartyId, lines: readonly (readonly [ListingId, number])[]): Promise<void> {
    await this.market.must(buyer, async ({ unit }) => {
      await unit.load(carts, buyer);
      const at = unit.now;
      unit.append(
        carts,
        buyer,
        lines.map(([listingId, quantity]) => ({ type: 'CartLineSet', at, listingId, quantity }) as const),
      );
      return {};
    });
  }

  /** Puts the lines into the cart and checks out, as the route does. */
  async buy(
    buyer: PartyId,
    lines: readonly (readonly [ListingId, number])[],
    token = 'ok',
  ): Promise<Placed | Refusal> {
    await this.fillCart(buyer, lines);
    this.count += 1;
    return this.checkout(buyer, `chk_${this.count}` as CheckoutId, token);
  }

  async checkout(buyer: PartyId, checkoutId: CheckoutId, token = 'ok'): Promise<Placed | Refusal> {
    const input = { buyer, country: 'DE', checkoutId };
    const opened = await this.market.run(buyer, (w) =>
      openCharge(w, { ...input, provider: 'sandbox' }, BORDERS),
    );
    if (isRefusal(opened)) return opened;
    const { amount, attempt } = opened;
    const answer = await this.provider.authorise({
      key: `${checkoutId}:authorise:${attempt}`,
      checkoutId,
      buyer,
      amount,
      token,
    });
    if (answer.outcome === 'declined') {
      await this.market.run(
        buyer,
        async (w) => (await chargeDeclined(w, { checkoutId, why: answer.why }), {}),
      );
      return { refused: 'payment-declined', why: answer.why };
    }
    const address = 'address' as Commitment;
    const result = await this.market.run(buyer, (w) =>
      placeOrders(w, { ...input, reference: answer.reference, address, cashier: this.cashier }, BORDERS),
    );
    await this.settle();
    return result;
  }

  /** A paid order of one seller's one article. */
  async order(seller: PartyId, buyer: PartyId, quantity = 1): Promise<OrderId> {
    const placed = await this.buy(buyer, [[await this.listing(seller), quantity]]);
    if (isRefusal(placed)) throw new Error(`refused: ${placed.refused} ${placed.why ?? ''}`);
    const [first] = placed.orders;
    if (!first) throw new Error('no order');
    return first.orderId;
  }

  async ship(orderId: OrderId, trackingNumber?: string): Promise<ShipmentId> {
    this.count += 1;
    const shipmentId = `shp_${this.count}` as ShipmentId;
    const tracked = trackingNumber === undefined ? {} : { trackingNumber };
    await this.market.must('seller', (w) =>
      shipParcel(w, { orderId, shipmentId, at: w.unit.now, carrier: 'DHL', ...tracked }),
    );
    return shipmentId;
  }

  async deliver(orderId: OrderId): Promise<void> {
    const shipmentId = await this.ship(orderId, `T${this.count}`);
    this.market.pass(86_400_000);
    await this.market.must('carrier', (w) => takeScan(w, { shipmentId, at: w.unit.now, code: 'delivered' }));
  }

  judge(party: PartyId, event: StandingEvent): Promise<Standing> {
    return this.market.must('test', async ({ unit }) => {
      await unit.load(standings, party);
      return unit.append(standings, party, [event]);
    });
  }

  /** Lets time pass day by day, running what falls due. */
  async passDays(days: number): Promise<void> {
    for (let day = 0; day < days; day++) {
      this.market.pass(86_400_000);
      await this.sweep();
    }
  }

  async sweep(): Promise<void> {
    for (const { concept, run } of DEADLINES)
      for (const [id, row] of this.market.store.table(concept)) {
        const due = (concept.due as (state: unknown) => number | undefined)(row.doc);
        if (due !== undefined && due <= this.market.now)
          await this.market.run('system:deadline', (w) => run(w, id, this.cashier));
      }
    await this.settle();
  }

  /** Gives effects after commit their turn. */
  private async settle(): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
  }

  async orderOf(id: OrderId): Promise<Order> {
    const order = await this.market.run('test', ({ unit }) => unit.load(orders, id));
    if (!order) throw new Error(`no order ${id}`);
    return order;
  }

  async accountOf(seller: PartyId): Promise<Account | undefined> {
    return this.market.run('test', ({ unit }) => unit.load(accounts, seller));
  }

  /** Sum of all postings in the log, by ledger account. */
  ledger(): Partial<Record<LedgerAccount, number>> {
    const totals: Partial<Record<LedgerAccount, number>> = {};
    for (const { event } of this.market.store.entries)
      if ('lines' in event && 'currency' in event && !NO_POSTINGS.has(event.type))
        for (const [account, debit] of event.lines as [LedgerAccount, number][])
          totals[account] = (totals[account] ?? 0) + debit;
    return totals;
  }
}
