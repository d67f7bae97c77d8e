import type { OrderId, PartyId } from '../src/kernel/ids.ts';
import type { BuyerKind } from './actors/buyer-habits.ts';
import type { SellerKind } from './actors/seller-habits.ts';

/** What really was in a parcel. */
export type Goods = 'as-described' | 'different' | 'counterfeit';

/**
 * What is really the case, known to nobody in the market. Actors know it of themselves and of what they hold in their
 * hands; staff never see it. The report compares it with what was decided.
 */
export class Truth {
  readonly sellers = new Map<PartyId, SellerKind>();
  readonly buyers = new Map<PartyId, BuyerKind>();
  /** Only what is not as described. */
  private readonly goods = new Map<OrderId, Goods>();

  private readonly arrived = new Set<OrderId>();
  /** Told of every parcel that reaches a door, scanned or not. */
  onArrival: (orderId: OrderId) => void = () => undefined;

  arrive(orderId: OrderId): void {
    this.arrived.add(orderId);
    this.onArrival(orderId);
  }

  hasArrived(orderId: OrderId): boolean {
    return this.arrived.has(orderId);
  }

  pack(orderId: OrderId, goods: Goods): void {
    if (goods !== 'as-described') this.goods.set(orderId, goods);
  }

  unpack(orderId: OrderId): Goods {
    return this.goods.get(orderId) ?? 'as-described';
  }
}
