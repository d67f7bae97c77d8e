import { about } from '../src/kernel/exchange.ts';
import type { OrderId, PartyId } from '../src/kernel/ids.ts';
import { type Currency, money } from '../src/kernel/money.ts';
import { DAY_MS, type EpochMs } from '../src/kernel/time.ts';
import { type Order, orders } from '../src/market/orders/order.ts';
import { type AccountEvent, accounts } from '../src/market/payments/account.ts';
import { permits } from '../src/standing/permits.ts';
import { standings } from '../src/standing/standing.ts';
import { CHARACTERS } from './actors/seller-habits.ts';
import type { Simulation } from './simulate.ts';

export type Profits = Readonly<
  Record<
    string,
    {
      readonly sellers: number;
      readonly orders: number;
      readonly eurosAMonth: number;
      /** For each order that came in, kept or not. */
      readonly eurosAnOrder: number;
    }
  >
>;

/** What goods cost, of what they usually sell for: wrong ones less, copies next to nothing. Our own judgement. */
const COST_SHARES = { 'as-described': 0.6, different: 0.3, counterfeit: 0.1 } as const;

/** Younger orders are not settled: neither what they bring nor what they cost is counted. */
const SETTLED_AFTER_DAYS = 35;

type Gain = Extract<AccountEvent, { type: 'BalanceChanged' }>;
const NO_GAIN: readonly Gain['by'][] = ['payout', 'payout-failed', 'deposit'];

/** What a shop of each kind is left with a month: what it was paid and may take away, less what its goods cost it. */
export function profitByKind({ market, society }: Simulation): Profits {
  const until = market.now - SETTLED_AFTER_DAYS * DAY_MS;
  const gained = gainedBySeller(market, until);
  const placed = ordersBySeller(market, until);
  const spent = spentBySeller({ market, society }, until);
  const rows = [...society.sellers].flatMap(([id, seller]) => {
    const months = (until - seller.setup.opensAt) / (30 * DAY_MS);
    if (months <= 0) return [];
    const profit = (gained.get(id) ?? 0) - (spent.get(id) ?? 0) - lockedOf(market, id);
    return [{ kind: seller.setup.kind, profit, months, orders: placed.get(id) ?? 0 }];
  });
  return Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.kind)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, of]) => {
        const sum = (what: 'profit' | 'months' | 'orders') => of.reduce((total, row) => total + row[what], 0);
        const [profit, months, count] = [sum('profit'), sum('months'), sum('orders')];
        const eurosAnOrder = count === 0 ? 0 : Math.round((profit / count) * 100) / 100;
        return [
          kind,
          { sellers: of.length, orders: count, eurosAMonth: Math.round(profit / months), eurosAnOrder },
        ];
      }),
  );
}

function ordersBySeller(market: Simulation['market'], until: EpochMs): ReadonlyMap<PartyId, number> {
  const placed = new Map<PartyId, number>();
  for (const order of market.states(orders))
    if (isSettled(order, until)) placed.set(order.seller, (placed.get(order.seller) ?? 0) + 1);
  return placed;
}

function inEuros(market: Simulation['market'], amountMinor: number, currency: Currency): number {
  return about(money(amountMinor, currency), 'EUR', market.book.rulebook.exchange).amountMinor / 100;
}

function gainedBySeller(market: Simulation['market'], until: EpochMs): ReadonlyMap<PartyId, number> {
  const gained = new Map<PartyId, number>();
  for (const { concept, stream, event } of market.store.entries) {
    if (concept !== 'account' || event.type !== 'BalanceChanged') continue;
    const { by, gainedMinor, currency, orderId } = event as Gain;
    if (NO_GAIN.includes(by) || (orderId && !isSettled(market.state(orders, orderId), until))) continue;
    const seller = stream as PartyId;
    gained.set(seller, (gained.get(seller) ?? 0) + inEuros(market, gainedMinor, currency));
  }
  return gained;
}

/** Goods that reached a buyer, and the postage that was asked for them. */
function spentBySeller(
  { market, society }: Pick<Simulation, 'market' | 'society'>,
  until: EpochMs,
): ReadonlyMap<PartyId, number> {
  const spent = new Map<PartyId, number>();
  for (const [id, { doc }] of market.store.table(orders)) {
    const order = doc as Order;
    const orderId = id as OrderId;
    const { seller, currency, lines, shippingMinor } = order;
    const kind = society.truth.sellers.get(seller);
    if (!kind || !isSettled(order, until) || !society.truth.hasArrived(orderId)) continue;
    const [low, high] = CHARACTERS[kind].priceLevel;
    const usual = lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0) / ((low + high) / 2);
    const cost = Math.round(usual * COST_SHARES[society.truth.unpack(orderId)]) + shippingMinor;
    spent.set(seller, (spent.get(seller) ?? 0) + inEuros(market, cost, currency));
  }
  return spent;
}

function isSettled(order: Pick<Order, 'placedAt'> | undefined, until: EpochMs): boolean {
  return order !== undefined && order.placedAt < until;
}

/** Money on the account that nobody may take away. */
function lockedOf(market: Simulation['market'], seller: PartyId): number {
  if (permits(market.state(standings, seller), 'payout.receive', market.now).allowed) return 0;
  const available = Object.entries(market.state(accounts, seller)?.available ?? {});
  return available.reduce(
    (sum, [currency, minor]) => sum + inEuros(market, Math.max(0, minor), currency as Currency),
    0,
  );
}
