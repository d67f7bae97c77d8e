import { expireReturn as decideExpiry } from '../aftersales/returns/expire.ts';
import { returns, stageDue } from '../aftersales/returns/evolve.ts';
import { freezeEvidence } from '../aftersales/returns/platform.ts';
import type { Return } from '../aftersales/returns/return.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import { canonicalJson, sha256 } from '../kernel/hash.ts';
import type { ReturnId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { orders } from '../market/orders/order.ts';
import { payments } from '../market/payments/payment.ts';
import { shipments } from '../market/shipments/shipment.ts';
import type { CashierCalls } from './cashier.ts';
import { giveDifferenceBack, payReturn } from './return-money.ts';
import { settle } from './return-steps.ts';
import type { World } from './world.ts';

/** Deadline of a return. A clock that can't be computed, since a year is not published, is tried again every day. */
export async function expireReturn(
  world: World,
  id: string,
  cashier?: CashierCalls,
): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const returnId = id as ReturnId;
  const before = await unit.load(returns, returnId);
  if (!before) return refuse('not-due');
  const at = unit.now;
  if (before.differenceTryAt !== null && before.differenceTryAt <= at) {
    await giveDifferenceBack(world, returnId, cashier);
    return (await unit.load(returns, returnId)) ?? before;
  }
  if (before.stage.status === 'refund-pending') {
    await payReturn(world, returnId, cashier);
    const after = await unit.load(returns, returnId);
    if (after && after.stage.status !== 'refund-pending') return after;
  }
  const state = (await unit.load(returns, returnId)) ?? before;
  if (state.postponed && state.postponed.tryAt > at) return refuse('not-due');
  const events = mustFreeze(state, at)
    ? freezeEvidence(state, { ...(await bundleOf(world, returnId, state)), at })
    : decideExpiry(state, at, rulebook);
  if (!isRefusal(events)) return settle(world, returnId, state, events, cashier);
  if (events.refused !== 'calendar-not-published') return events;
  const { country, year } = events.facts ?? {};
  return unit.append(returns, returnId, [
    {
      type: 'ClockPostponed',
      at,
      country: String(country),
      year: Number(year),
      tryAt: at + DAY_MS,
    },
  ]);
}

function mustFreeze({ stage }: Return, at: number): boolean {
  const due = stageDue(stage);
  return stage.status === 'platform-review' && stage.frozen === null && due !== undefined && due <= at;
}

/**
 * Everything that the decision may rest on, as it is now: terms, money, parcels, offers and words of both sides. Texts of people
 * appear as commitments, files by their hashes, so that the bundle can be shown to be unchanged and their data still be erased.
 */
async function bundleOf(world: World, returnId: ReturnId, state: Return) {
  const { unit } = world;
  const order = await unit.load(orders, state.orderId);
  const payment = await unit.load(payments, state.orderId);
  const ids = [
    ...(order && 'shipments' in order ? order.shipments : []),
    ...state.parcels.map((p) => p.shipmentId),
  ];
  await unit.prefetch(shipments, ids);
  const parcels: object[] = [];
  for (const id of ids) parcels.push({ id, ...(await unit.load(shipments, id)) });
  const value = canonicalJson({ returnId, state, order: order ?? null, payment: payment ?? null, parcels });
  return {
    bundle: unit.keep({ party: returnId, kind: 'return-bundle', value }),
    sha256: sha256(value),
  };
}
