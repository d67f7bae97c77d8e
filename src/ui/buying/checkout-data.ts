import { data, redirect } from 'react-router';

import {
  done,
  failure,
  type FormFailure,
  get,
  getOr,
  newKey,
  type PageArgs,
  type Problem,
  readForm,
  send,
  textOf,
} from '../api.ts';
import { pageContext } from '../page-context.ts';
import { dropLines } from './cart-commands.ts';
import { countriesIn, type Country } from './countries.ts';
import type { Address, CartLine, CartView, OrderPage, OrderRow, PaymentForm, Quote } from './models.ts';

/** What the cart costs delivered to a country, or why it can't be had. */
export interface Priced {
  readonly country: string;
  readonly quote: Quote | null;
  readonly problem: Problem | null;
}

export interface CheckoutData {
  /** Of the currency that is paid now. */
  readonly lines: readonly CartLine[];
  readonly currency: string | null;
  readonly form: PaymentForm;
  /** As on the last order, for a start. */
  readonly address: Address;
  readonly countries: readonly Country[];
  readonly priced: Priced;
  readonly formKey: string;
}

export async function checkoutData(args: PageArgs): Promise<CheckoutData> {
  const cart = await get<CartView>(args, '/cart');
  const { lines, currency } = chosenLines(args.url, cart);
  const [form, address] = await Promise.all([
    get<PaymentForm>(args, '/checkout/payment-form'),
    addressBefore(args),
  ]);
  const priced = await price(args, lines, address['country'] ?? 'DE');
  const countries = countriesIn(args.context.get(pageContext).preferences.language);
  return { lines, currency, form, address, countries, priced, formKey: newKey() };
}

/** One currency at a time; what has no price any more goes along, so that it is seen and removed. */
function chosenLines(url: URL, cart: CartView) {
  const asked = url.searchParams.get('currency');
  const first = cart.lines.find((line) => line.price)?.price?.currency;
  const currency = asked ?? first ?? null;
  const lines = cart.lines.filter((line) => !line.price || line.price.currency === currency);
  return { lines, currency };
}

/** The last order's, so that nobody types an address twice; else a name and a country. */
async function addressBefore(args: PageArgs): Promise<Address> {
  const { preferences } = args.context.get(pageContext);
  const me = await get<{ name: string; country: string }>(args, '/me');
  const { orders } = await get<{ orders: readonly OrderRow[] }>(args, '/orders?limit=1');
  const last = orders[0] && (await getOr<OrderPage>(args, `/orders/${orders[0].id}`, [404]));
  return { name: me.name, country: preferences.country ?? me.country, ...last?.address };
}

async function price(args: PageArgs, lines: readonly CartLine[], country: string): Promise<Priced> {
  const listingIds = lines.map((line) => line.listingId);
  if (listingIds.length === 0 || lines.some((line) => line.problem))
    return { country, quote: null, problem: null };
  const sent = await send<Quote>(args, '/checkout/quote', { country, listingIds }, newKey());
  return sent.ok
    ? { country, quote: sent.value, problem: null }
    : { country, quote: null, problem: sent.problem };
}

/** What the action hands to the page it comes back to: what was typed, and what that costs. */
export interface CheckoutAnswer extends Partial<FormFailure> {
  /** As they are now: after a refusal the page keeps what its loader found before. */
  readonly lines: readonly CartLine[];
  readonly typed: Address;
  readonly priced: Priced;
  /** Where nobody knows whether the money was asked for: the same key again asks once. */
  readonly key?: string;
}

const ADDRESS = ['name', 'line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const;

export async function runCheckout(args: PageArgs) {
  const form = await readForm(args.request);
  if (textOf(form, 'intent') === 'drop') return drop(args, form);
  const cart = await get<CartView>(args, '/cart');
  const { lines } = chosenLines(args.url, cart);
  const typed: Record<string, string> = {};
  for (const name of ADDRESS) if (textOf(form, name) !== '') typed[name] = textOf(form, name);
  const country = typed['country'] ?? 'DE';
  if (textOf(form, 'step') === 'quote')
    return data<CheckoutAnswer>({ lines, typed, priced: await price(args, lines, country) });
  const key = textOf(form, 'key');
  const sent = await send<{ orders: readonly { orderId: string }[] }>(
    args,
    '/checkout',
    {
      address: { postalCode: '', ...typed },
      paymentToken: textOf(form, 'paymentToken'),
      listingIds: textOf(form, 'listingIds').split(' '),
      agreedTotal: {
        amountMinor: Number(textOf(form, 'agreedMinor')),
        currency: textOf(form, 'agreedCurrency'),
      },
    },
    key,
  );
  if (sent.ok) return redirect(`/orders/placed?orders=${sent.value.orders.map((o) => o.orderId).join('+')}`);
  const problem = atFields(sent.problem);
  const isUnsure = problem.status >= 500;
  const failed = failure(form, problem);
  return data<CheckoutAnswer>(
    { ...failed.data, lines, typed, priced: await price(args, lines, country), ...(isUnsure ? { key } : {}) },
    { status: problem.status },
  );
}

async function drop(args: PageArgs, form: FormData) {
  const sent = await dropLines(args, textOf(form, 'subject').split(' '), textOf(form, 'key'));
  if (!sent.ok) return failure(form, sent.problem);
  const { pathname, search } = args.url;
  return done(pathname + search, 'drop');
}

/** The API names a field by its path in the body, the form by its own name. */
function atFields(problem: Problem): Problem {
  const errors = problem.errors?.map((e) => ({ ...e, field: e.field.replace(/^address\./, '') }));
  return errors === undefined ? problem : { ...problem, errors };
}
