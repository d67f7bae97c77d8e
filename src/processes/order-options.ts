import type { Order } from '../market/orders/order.ts';
import { unheldMinor } from '../market/payments/hold.ts';
import type { Payment } from '../market/payments/payment.ts';

/** Whose eyes an order is seen with. */
export type OrderSide = 'buyer' | 'seller' | 'staff';

export const ORDER_OPTIONS = ['cancel', 'ship', 'confirm-receipt', 'refund', 'review', 'invoice'] as const;
export type OrderOption = (typeof ORDER_OPTIONS)[number];

/** What of an order's payment is still to be had back, in minor units; 0 where nothing can be refunded now. */
export function refundableNow(payment: Payment | undefined): number {
  if (payment?.status !== 'captured') return 0;
  return payment.chargebacks.some((c) => c.outcome === 'open') ? 0 : unheldMinor(payment);
}

/** What this side may do about an order now, for buttons: the workflows decide again when it is asked for. */
export function orderOptions(
  order: Order,
  payment: Payment | undefined,
  side: OrderSide,
): readonly OrderOption[] {
  const ours = order.source === undefined;
  const open = order.status === 'placed' || order.status === 'part-shipped';
  const underWay = order.status === 'shipped' || order.status === 'undelivered';
  const may: Record<OrderOption, boolean> = {
    cancel: ours && open && side !== 'staff',
    ship: ours && open && side === 'seller' && payment?.status === 'captured',
    'confirm-receipt': ours && underWay && side === 'buyer',
    refund: side !== 'buyer' && refundableNow(payment) > 0,
    review: side === 'buyer' && order.status === 'delivered',
    invoice: order.invoice !== undefined,
  };
  return ORDER_OPTIONS.filter((option) => may[option]);
}
