import { entryLimits } from '../entry/limits.ts';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { DAY_MS } from '../kernel/time.ts';
import { orders, sellerDay } from '../market/orders/order.ts';
import { permits } from '../standing/permits.ts';
import { activeMeasures, type Standing, standings } from '../standing/standing.ts';
import { lockAccount } from './balance.ts';
import type { QuotedOrder, Wanted } from './quote.ts';
import { type LineAtFault, refuseLines } from './refuse-lines.ts';
import type { World } from './world.ts';

/** More open or recent orders than this are more than any limit allows. */
const COUNTED_MAX = 10_000;

/**
 * Asks whether the buyer may check out and each seller may sell what is wanted, now. All standings are locked in order
 * of id until commit, so that no verdict slips in between. Where orders are counted (a cap, a new seller's limit) the
 * seller's account is locked too, so that two checkouts can't both take the last place.
 */
export async function admitOrders(
  world: World,
  input: {
    readonly buyer: PartyId;
    readonly currency: Currency;
    readonly orders: readonly QuotedOrder[];
    /** In the order of the cart. */
    readonly wanted: readonly Wanted[];
  },
): Promise<Refusal | undefined> {
  const { unit } = world;
  const { buyer, currency, wanted } = input;
  const parties = [...new Set([buyer, ...input.orders.map((o) => o.seller)])].toSorted();
  // Asked for together, granted one after the other.
  const locked = new Map<PartyId, Standing | undefined>(
    await Promise.all(
      parties.map(async (party) => [party, await unit.lock(standings, party, 'share')] as const),
    ),
  );
  const permit = permits(locked.get(buyer), 'checkout', unit.now);
  if (!permit.allowed) {
    const { because, sanctionId, until, why } = permit;
    return refuse('not-permitted', why, { facts: { because, sanctionId, until } });
  }
  const problems: LineAtFault[] = [];
  const seen = new Map<PartyId, SellerView>();
  for (const order of input.orders)
    seen.set(order.seller, await viewSeller(world, locked.get(order.seller), order, currency));
  for (const [index, { listingId, listing }] of wanted.entries()) {
    const view = seen.get(listing.seller);
    const stop = view?.limit === undefined ? stopped(world, view, listingId) : { why: view.limit };
    if (stop) {
      const { why, ...code } = stop;
      problems.push({ index, listingId, ...code, why: `“${listing.title}” ${why}; remove it to go on.` });
    }
  }
  return problems.length > 0 ? refuseLines('line-unavailable', problems) : undefined;
}

interface SellerView {
  readonly standing: Standing | undefined;
  readonly ordersToday: number;
  /** Why a new seller's limit does not let this order through. */
  readonly limit: string | undefined;
}

/** Why somebody is stopped is not everybody's business: the buyer learns that, not what for. That goods are dangerous is. */
function stopped(
  { unit }: World,
  view: SellerView | undefined,
  listingId: ListingId,
): Pick<LineAtFault, 'why' | 'code'> | undefined {
  for (const action of ['sell', 'listing.show'] as const) {
    const permit = permits(view?.standing, action, unit.now, {
      listingId,
      ordersToday: view?.ordersToday ?? 0,
    });
    if (permit.allowed) continue;
    return permit.because === 'recall'
      ? { code: 'recalled', why: 'is recalled for safety' }
      : { why: "can't be bought right now" };
  }
  return undefined;
}

async function viewSeller(
  world: World,
  standing: Standing | undefined,
  order: QuotedOrder,
  currency: Currency,
): Promise<SellerView> {
  const { unit, rulebook } = world;
  const { seller } = order;
  if (!standing) return { standing, ordersToday: 0, limit: undefined };
  const limits = entryLimits(rulebook, standing, unit.now);
  const capped = activeMeasures(standing, unit.now).some((m) => m.kind === 'order-cap');
  if (capped || limits.openOrdersMax !== null) await lockAccount(world, seller);
  const ordersToday = capped ? await countOrdersOfDay(world, seller) : 0;
  const valueMax = limits.orderValueMinorMax?.[currency];
  if (valueMax !== undefined && order.totalMinor > valueMax)
    return { standing, ordersToday, limit: 'is of a new shop, whose orders may not be this large yet' };
  if (limits.openOrdersMax !== null) {
    const open = await unit.find(orders, { openOf: seller }, COUNTED_MAX);
    if (open.length >= limits.openOrdersMax)
      return {
        standing,
        ordersToday,
        limit: 'is of a new shop that has its hands full; try again in some days',
      };
  }
  return { standing, ordersToday, limit: undefined };
}

/** New orders of the last 24 hours, cancelled ones too: a cap counts what was let in. */
async function countOrdersOfDay({ unit }: World, seller: PartyId): Promise<number> {
  const since = unit.now - DAY_MS;
  let count = 0;
  for (const day of [sellerDay(seller, unit.now), sellerDay(seller, since)])
    for (const { state } of await unit.find(orders, { sellerDay: day }, COUNTED_MAX))
      if (state.placedAt > since) count += 1;
  return count;
}
