import { type PageArgs, textOf } from '../api.ts';
import { cookieValue, DEVICE_COOKIE, YEAR_S } from '../preferences.ts';

/**
 * What a browser is known again by when another account is opened with it, so that a bar follows the device as well. It is
 * the key of the form that opened the first one, which is random, and the same for a double click: never more than one
 * account comes of one form. Made when an account is opened and never before; only its commitment is kept.
 */
export function deviceOf(request: Request, form: FormData): string {
  const known = cookieValue(request.headers.get('cookie') ?? undefined, DEVICE_COOKIE);
  return /^[\w-]{8,128}$/.test(known) ? known : textOf(form, 'key');
}

/** The answer to who has just opened an account, with their device named. */
export function rememberingDevice(response: Response, { request, url }: PageArgs, form: FormData): Response {
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  const value = encodeURIComponent(deviceOf(request, form));
  response.headers.append(
    'set-cookie',
    `${DEVICE_COOKIE}=${value}; Path=/; Max-Age=${YEAR_S}; HttpOnly; SameSite=Lax${secure}`,
  );
  return response;
}
