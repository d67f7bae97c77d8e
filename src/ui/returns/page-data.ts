import type { PaymentForm } from '../buying/models.ts';
import { get, newKey, type PageArgs } from '../api.ts';
import type { ReturnPage } from './models.ts';

/** A return of the reader, and the form of a payment when one is due. */
export async function readReturn(args: PageArgs, returnId: string) {
  const page = await get<ReturnPage>(args, `/me/returns/${encodeURIComponent(returnId)}`);
  const pays = page.mayDo.includes('pay-difference');
  const payment = pays ? await get<PaymentForm>(args, '/checkout/payment-form') : null;
  return { page, payment, formKey: newKey() };
}
