/**
 * Puts the pages into the web server. A page reaches the market only through `api`, that is, through the same routes and
 * the same permission door as any other client, with the credentials of whoever reads the page.
 */
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';

import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { NONCE, secureHeaders } from 'hono/secure-headers';

import { spreadOf } from '../kernel/spread.ts';
import { loadAssets, serveAsset } from './assets.ts';
import type { BuiltPages } from './build.ts';
import type { PageServices } from './page-context.ts';
import { PageMemo } from './page-memo.ts';
import { DEVICE_COOKIE, type Preferences, PREFERENCES_COOKIE, preferencesOf } from './preferences.ts';

/** Handles a request to the REST API (or to sign-in) in process: `(request) => app.fetch(request, env)`. */
export type ApiHandler = (request: Request, page: Context) => Response | Promise<Response>;

export interface PagesOptions {
  readonly pages: BuiltPages;
  readonly api: ApiHandler;
  /** Of the payment provider's own card form, if it has one: let in at the checkout and nowhere else. */
  readonly paymentOrigins?: readonly string[] | undefined;
}

/** Forms carry texts and evidence files; the API sets tighter bounds for each field. */
const BODY_BYTES_MAX = 12 * 1024 * 1024;

/** Who reads the page and from where. The idempotency key and the content type come from the call itself. */
const FORWARDED_HEADERS = ['cookie', 'authorization', 'user-agent', 'x-forwarded-for'];

/** Mount this last: it answers every path that no route before it took. */
export async function mountPages(
  hono: Hono,
  { pages, api, paymentOrigins = [] }: PagesOptions,
): Promise<void> {
  const assets = await loadAssets(pages.clientDir);
  const bundle: unknown = await import(pathToFileURL(pages.serverFile).href);
  if (!isPageBundle(bundle)) throw new Error(`${pages.serverFile} does not export renderPage and repeats`);

  hono.get('*', async (c, next) => serveAsset(assets, c.req.raw, c.req.path) ?? (await next()));
  const [headers, payingHeaders] = [pageHeaders([]), pageHeaders(paymentOrigins)];
  hono.use('*', (c, next) => (PAYING.test(c.req.path) ? payingHeaders : headers)(c, next));
  hono.use('*', csrf());
  hono.use('*', bodyLimit({ maxSize: BODY_BYTES_MAX }));
  const memo = new PageMemo(MEMO_BYTES_MAX);
  hono.all('*', async (c) => {
    const nonce =
      (c.get('secureHeadersNonce' as never) as string | undefined) ?? randomBytes(16).toString('base64');
    const preferences = preferencesOf(c.req.header('cookie'), c.req.header('accept-language'));
    const services = { api: callAs(c, api, preferences.locale), nonce, preferences };
    const render = (api: PageServices['api']) => bundle.renderPage(c.req.raw, { ...services, api });
    const response =
      isVisit(c) && bundle.repeats(c.req.path)
        ? await memo.page({ key: keyOf(c, preferences), nonce, api: services.api }, render)
        : await render(services.api);
    // Pages differ by reader: nothing between us and them may keep one.
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
    return response;
  });
}

/** Room for some hundreds of pages and what they were made from. */
const MEMO_BYTES_MAX = 64 * 1024 * 1024;

/** Somebody looks who brings nothing that says who they are. */
function isVisit(c: Context): boolean {
  const cookies = (c.req.header('cookie') ?? '').split(';').filter((cookie) => cookie.trim() !== '');
  return (
    c.req.method === 'GET' &&
    c.req.header('authorization') === undefined &&
    // A device is asked for where an account is opened, and shows on no page.
    cookies.every((cookie) =>
      [PREFERENCES_COOKIE, DEVICE_COOKIE].includes(cookie.trim().split('=', 1)[0] ?? ''),
    )
  );
}

/** A page tells how long ago things were, to the minute. Not all pages are made anew at the same moment. */
function keyOf(c: Context, preferences: Preferences): string {
  const { url } = c.req;
  const minute = Math.floor((Date.now() + spreadOf(url, 60_000)) / 60_000);
  return JSON.stringify([url, minute, preferences]);
}

/** Pages with a card form: of an order, of what an exchange costs more, of a deposit. No other page lets the provider's script in. */
const PAYING = /^\/(?:checkout|returns\/[^/]+|seller\/payouts)$/;

interface PageBundle {
  renderPage(request: Request, services: PageServices): Promise<Response>;
  repeats(pathname: string): boolean;
}

function isPageBundle(value: unknown): value is PageBundle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'renderPage' in value &&
    typeof value.renderPage === 'function' &&
    'repeats' in value &&
    typeof value.repeats === 'function'
  );
}

function callAs(c: Context, api: ApiHandler, locale: string): PageServices['api'] {
  return async (path, init = {}) => {
    const headers = new Headers(init.headers);
    for (const name of FORWARDED_HEADERS) {
      const value = c.req.header(name);
      if (value !== undefined && !headers.has(name)) headers.set(name, value);
    }
    headers.set('accept-language', locale);
    const here = new URL(c.req.url).origin;
    // The form's own origin was checked by csrf() above; to the API the page is the caller.
    headers.set('origin', here);
    if (!headers.has('accept')) headers.set('accept', 'application/json');
    return api(new Request(new URL(path, here), { ...init, headers }), c);
  };
}

/** No inline script without this response's nonce, no inline style, nothing from other hosts but these, never in a frame. */
function pageHeaders(others: readonly string[]) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", NONCE, ...others],
      ...(others.length > 0 ? { frameSrc: [...others] } : {}),
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", ...others],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // Only meaningful under TLS, where a browser honours it; ignored on http://localhost.
    strictTransportSecurity: 'max-age=31536000',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
  });
}
