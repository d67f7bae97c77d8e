import { redirect } from 'react-router';

import {
  done,
  failure,
  get,
  getOr,
  newKey,
  type PageArgs,
  type Problem,
  readForm,
  send,
  type Sent,
  textOf,
} from '../api.ts';
import type { Me } from '../reader.ts';
import type { CartView } from './models.ts';
import { type Wanted, wantedCookie } from './wanted.ts';

/** Puts so many more pieces into the cart; the same form sent twice adds once. */
export async function addToCart(args: PageArgs, { listingId, quantity }: Wanted, key: string) {
  const cart = await get<CartView>(args, '/cart');
  const before = cart.lines.find((line) => line.listingId === listingId)?.quantity ?? 0;
  const sent = await setLine(args, listingId, before + quantity, key);
  // The second click of two asks for one piece more under the same key: what was meant has happened.
  const isRepeated = !sent.ok && sent.problem.type === '/problems/idempotency-key-reused';
  return isRepeated ? ({ ok: true, value: {} } as const) : sent;
}

export function setLine(args: PageArgs, listingId: string, quantity: number, key: string) {
  return send(args, `/cart/lines/${encodeURIComponent(listingId)}`, { quantity }, key, 'PUT');
}

/** Of the form's key, as `newKey` draws it: what follows names the form, and can be long. */
const KEY_CHARACTERS = 36;

/** Takes these out, one after the other; the first refusal ends it. */
export async function dropLines(
  args: PageArgs,
  listingIds: readonly string[],
  key: string,
): Promise<Sent<unknown>> {
  for (const id of listingIds) {
    const path = `/cart/lines/${encodeURIComponent(id)}`;
    const dropped = await send(args, path, {}, `${key.slice(0, KEY_CHARACTERS)}.${id}`, 'DELETE');
    if (!dropped.ok) return dropped;
  }
  return { ok: true, value: {} };
}

/** What the forms of the cart, and the one that fills it on a listing's page, ask for. */
export async function runCartCommand(args: PageArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key') || newKey();
  if (intent === 'add') return add(args, form, key);
  if (intent === 'set')
    return answered(
      form,
      await setLine(args, textOf(form, 'subject'), Number(textOf(form, 'quantity')), key),
    );
  if (intent === 'drop')
    return answered(form, await dropLines(args, textOf(form, 'subject').split(' '), key));
  return failure(form, { title: 'This form is not known here.', status: 400 });
}

function answered(form: FormData, sent: Sent<unknown>) {
  return sent.ok ? done('/cart', textOf(form, 'intent')) : failure(form, sent.problem);
}

async function add(args: PageArgs, form: FormData, key: string) {
  const wanted = { listingId: textOf(form, 'listingId'), quantity: Number(textOf(form, 'quantity') || '1') };
  const me = await getOr<Me>(args, '/me', [401]);
  if (me === undefined) {
    const headers = { 'set-cookie': wantedCookie(args.url, wanted) };
    return redirect(`/sign-in?next=${encodeURIComponent('/cart')}`, { headers });
  }
  if (me.kind !== 'buyer') return failure(form, WRONG_KIND);
  const sent = await addToCart(args, wanted, key);
  return sent.ok && textOf(form, 'then') === 'checkout' ? redirect('/checkout') : answered(form, sent);
}

const WRONG_KIND: Problem = {
  type: '/problems/not-for-this-role',
  title: 'Buying needs the account of a buyer.',
  status: 403,
};

/** After signing in: adds what was wanted before, once, and forgets it whatever comes of it. Goes on by itself unless refused. */
export async function addWanted(args: PageArgs, wanted: Wanted) {
  const sent = await addToCart(args, wanted, newKey());
  const headers = { 'set-cookie': wantedCookie(args.url, undefined) };
  if (sent.ok) throw redirect('/cart?done=add', { headers });
  return { problem: sent.problem, headers };
}
