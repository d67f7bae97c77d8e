/**
 * What a visitor wanted to put into the cart before signing in. Kept in a cookie of their own that only our own form
 * sets, so that the step is not lost, and no link from elsewhere can fill anybody's cart.
 */
export interface Wanted {
  readonly listingId: string;
  readonly quantity: number;
}

const COOKIE = 'cacashop.wanted';
/** Long enough to open an account and to read the mail that verifies it. */
const KEPT_S = 3_600;
const FORM = /^(lst_[\w-]{1,100})\.(\d{1,4})$/;

export function wantedIn(request: Request): Wanted | undefined {
  const pair = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`));
  const [, listingId, quantity] = FORM.exec(pair?.slice(COOKIE.length + 1) ?? '') ?? [];
  return listingId === undefined ? undefined : { listingId, quantity: Number(quantity) };
}

/** The `set-cookie` that keeps it, or that forgets it. */
export function wantedCookie({ protocol }: URL, wanted: Wanted | undefined): string {
  const value = wanted === undefined ? '' : `${wanted.listingId}.${wanted.quantity}`;
  const secure = protocol === 'https:' ? '; Secure' : '';
  const age = wanted === undefined ? 0 : KEPT_S;
  return `${COOKIE}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}
