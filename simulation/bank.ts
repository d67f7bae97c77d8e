import type { OrderId } from '../src/kernel/ids.ts';
import { DAY_MS } from '../src/kernel/time.ts';
import { orders } from '../src/market/orders/order.ts';
import { charges } from '../src/market/payments/charge.ts';
import { payments } from '../src/market/payments/payment.ts';
import type { SimulatedMarket } from './market.ts';
import type { Random } from './random.ts';

/**
 * A buyer has the bank take the money back, and the bank decides weeks later by what the carrier says: the seller loses
 * what was not delivered. The notices are those that the payment provider would send.
 */
export async function chargeBack(market: SimulatedMarket, orderId: OrderId, random: Random): Promise<void> {
  const payment = market.state(payments, orderId);
  const checkout = payment && 'checkout' in payment ? payment.checkout : undefined;
  const charge = checkout && market.state(charges, checkout);
  if (charge?.status !== 'captured') return;
  const { reference } = charge;
  const chargebackId = `sbx_cb_${orderId}`;
  const tell = (kind: 'chargeback-opened' | 'chargeback-won' | 'chargeback-lost') =>
    market.cashier.take({ noticeId: `${chargebackId}_${kind}`, kind, chargebackId, reference });
  await tell('chargeback-opened');
  market.plan(market.now + random.between(12, 25) * DAY_MS, async () => {
    const order = market.state(orders, orderId);
    await tell(
      order?.status === 'delivered' && order.how === 'carrier' ? 'chargeback-won' : 'chargeback-lost',
    );
  });
}
