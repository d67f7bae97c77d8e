import { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { ensureBuilt } from './build.ts';
import { mountPages } from './mount.ts';
import { preferencesCookie, preferencesOf } from './preferences.ts';

const HERE = 'http://shop.test';

/** A stand-in for the REST API: what a page asked it, and what it answers. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

let app: Hono;
let asked: Asked[] = [];
let answers: Record<string, () => Response> = {};

const STAFF = {
  kind: 'staff',
  partyId: 'pty_1',
  name: 'Ines',
  roles: ['investigator'],
  terms: { accepted: null, current: '2026-11' },
};

beforeAll(async () => {
  app = new Hono();
  const pages = await ensureBuilt({ log: () => undefined });
  await mountPages(app, {
    pages,
    api: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push({
        method: request.method,
        path: pathname,
        headers: request.headers,
        body: await request.text(),
      });
      return answers[pathname]?.() ?? problem(404, 'There is nothing here');
    },
  });
}, 120_000);

beforeEach(() => {
  asked = [];
  answers = { '/api/v1/me': () => problem(401, 'Sign in first') };
});

function problem(status: number, title: string, more: object = {}): Response {
  return new Response(JSON.stringify({ title, status, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

function open(path: string, init: RequestInit = {}): Response | Promise<Response> {
  return app.request(HERE + path, init);
}

function submit(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { origin: HERE },
) {
  return open(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

describe('a page', () => {
  test('is whole without scripts and lets run only our own', async () => {
    const response = await open('/');
    const html = await response.text();
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
    expect(response.status).toBe(200);
    expect(html).toContain('<main');
    const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)];
    expect(inline.length).toBeGreaterThan(0);
    for (const [, attributes] of inline) expect(attributes).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/\sstyle="/);
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  test('draws a new nonce each time', async () => {
    const policies = await Promise.all([open('/'), open('/')]);
    expect(new Set(policies.map((r) => r.headers.get('content-security-policy'))).size).toBe(2);
  });

  test("of a visitor is the same again while the API says the same, with this answer's nonce", async () => {
    const found = (title: string) => () => Response.json({ listings: [], next: null, spelling: title });
    answers['/api/v1/search'] = found('lamp');
    const [first, second] = [await open('/search?q=lmap'), await open('/search?q=lmap')];
    const nonces = [first, second].map(
      (r) => /'nonce-([^']+)'/.exec(r.headers.get('content-security-policy') ?? '')?.[1],
    );
    const [before, after] = [await first.text(), await second.text()];
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(after.replaceAll(nonces[1] ?? '', '')).toBe(before.replaceAll(nonces[0] ?? '', ''));
    expect(after).toContain(`nonce="${nonces[1]}"`);
    for (const { headers } of [first, second]) expect(headers.get('cache-control')).toBe('private, no-store');
    expect(asked.filter(({ path }) => path === '/api/v1/search')).toHaveLength(2);
    answers['/api/v1/search'] = found('llama');
    expect(await (await open('/search?q=lmap')).text()).toContain('llama');
    answers['/api/v1/search'] = () => problem(429, 'Too fast');
    expect((await open('/search?q=lmap')).status).toBe(429);
  });

  test('asks the API as its reader', async () => {
    await open('/search', { headers: { cookie: 'session=abc', 'accept-language': 'de' } });
    expect(asked.map((a) => a.path)).toContain('/api/v1/search');
    for (const { headers } of asked) {
      expect(headers.get('cookie')).toBe('session=abc');
      expect(headers.get('accept-language')).toBe('de');
    }
  });

  test.each([
    [403, 'Not open to you'],
    [404, 'Nothing here'],
    [503, 'Busy for a moment'],
  ])('shows %i as a page of its own inside its frame', async (status, words) => {
    answers['/api/v1/listings/lst_1'] = () => problem(status, 'The API says why');
    const response = await open('/listings/lst_1');
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(html).toContain(words);
    expect(html).toContain('The API says why');
    expect(html).toContain('Search for anything');
  });

  test('of the staff sends strangers to sign in and back', async () => {
    const response = await open('/ops/cases/cas_1?tab=2');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(
      `/sign-in?next=${encodeURIComponent('/ops/cases/cas_1?tab=2')}`,
    );
  });

  test('of the staff is not for sellers', async () => {
    answers['/api/v1/me'] = () => Response.json({ ...STAFF, kind: 'seller' });
    expect((await open('/ops')).status).toBe(403);
  });

  test('that breaks shows no inner words', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    answers['/api/v1/search'] = () => Response.json({ listings: 'not a list' });
    const response = await open('/search');
    const html = await response.text();
    expect(response.status).toBe(500);
    expect(html).toContain('Something went wrong on our side');
    expect(html).not.toMatch(/TypeError|is not a function/);
    expect(log).toHaveBeenCalled();
    log.mockRestore();
  });
});

describe('a form', () => {
  const fields = {
    intent: 'approve-sanction',
    key: 'key-00000001',
    subject: 'san_1',
    reasons: 'I agree <b>fully</b>',
  };

  beforeEach(() => {
    answers['/api/v1/me'] = () => Response.json(STAFF);
  });

  test('carries its key to the API, and a reload of the result sends nothing again', async () => {
    answers['/api/v1/sanctions/san_1/approvals'] = () => Response.json({});
    const response = await submit('/ops/proposals', fields);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/ops/proposals?done=approve-sanction');
    const sent = asked.find((a) => a.method === 'POST');
    expect(sent?.headers.get('idempotency-key')).toBe('key-00000001');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ reasons: 'I agree <b>fully</b>' });
  });

  test('from another site reaches nothing', async () => {
    const foreign = [{ origin: 'http://evil.test' }, { 'sec-fetch-site': 'cross-site' }, {}];
    for (const headers of foreign) expect((await submit('/ops/proposals', fields, headers)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('of a size that nobody needs is refused', async () => {
    const response = await submit('/ops/proposals', { ...fields, reasons: 'x'.repeat(13 * 1024 * 1024) });
    expect(response.status).toBe(413);
    expect(asked).toEqual([]);
  });
});

describe('an account that is opened', () => {
  const form = { key: 'key-00000001', name: 'A B', country: 'DE', currency: 'EUR', termsVersion: '2026-11' };
  const devices = () =>
    asked
      .filter((a) => a.path === '/api/v1/parties')
      .map((a) => (JSON.parse(a.body) as { device: string }).device);

  test.each([
    ['/welcome', 'register'],
    ['/seller/start', 'open-shop'],
    ['/sign-up', 'sign-up'],
  ])('on %s names the device, which the next one there names again', async (path, intent) => {
    answers['/api/auth/sign-up/email'] = () =>
      Response.json({}, { headers: { 'set-cookie': 'session=abc; HttpOnly; SameSite=Lax' } });
    answers['/api/v1/parties'] = () => Response.json({ partyId: 'pty_2', held: false }, { status: 201 });
    const fields = { ...form, intent, language: 'en', email: 'a@b.test', password: 'secret' };
    const first = await submit(path, fields);
    const [cookie = ''] = first.headers.getSetCookie().filter((line) => line.startsWith('cacashop.device='));
    expect(cookie).toContain('; HttpOnly; SameSite=Lax');
    // Twice the same form is twice the same request.
    await submit(path, fields);
    const headers = { origin: HERE, cookie: cookie.split(';')[0] ?? '' };
    await submit(path, { ...fields, key: 'key-00000002' }, headers);
    await submit(path, { ...fields, key: 'key-00000003' }, { origin: HERE, cookie: 'cacashop.device=%22' });
    expect(devices()).toEqual(['key-00000001', 'key-00000001', 'key-00000001', 'key-00000003']);
  });

  test('and leaves nothing behind where it is refused', async () => {
    answers['/api/v1/parties'] = () => problem(422, 'No', { errors: [{ field: 'country', message: 'no' }] });
    const refused = await submit('/welcome', { ...form, intent: 'register' });
    expect(refused.headers.getSetCookie()).toEqual([]);
  });
});

describe('sign-in', () => {
  test('passes the session cookie on and goes only to our own pages', async () => {
    answers['/api/auth/sign-in/email'] = () =>
      Response.json({}, { headers: { 'set-cookie': 'session=abc; HttpOnly; SameSite=Lax' } });
    answers['/api/v1/me'] = () => Response.json(STAFF);
    const form = { intent: 'sign-in', key: 'key-00000001', email: 'a@b.test', password: 'secret' };
    const there = await submit('/sign-in?next=%2Fops', form);
    expect(there.headers.get('location')).toBe('/ops');
    expect(there.headers.get('set-cookie')).toContain('session=abc');
    for (const next of ['https://evil.test/', '//evil.test', '/\\evil.test'])
      expect((await submit(`/sign-in?next=${encodeURIComponent(next)}`, form)).headers.get('location')).toBe(
        '/',
      );
  });

  test('says what was wrong, keeps the address and never the password', async () => {
    answers['/api/auth/sign-in/email'] = () => Response.json({ message: 'Invalid' }, { status: 401 });
    const response = await submit('/sign-in', {
      intent: 'sign-in',
      key: 'k',
      email: 'a@b.test',
      password: 'hush-hush',
    });
    const html = await response.text();
    expect(html).toContain('do not belong together');
    expect(html).toContain('value="a@b.test"');
    expect(html).not.toContain('hush-hush');
  });
});

describe('built files', () => {
  test('may be kept for ever and are compressed', async () => {
    const html = await (await open('/')).text();
    const path = /\/assets\/entry\.client-[^"]+\.js/.exec(html)?.[0] ?? '';
    const response = await open(path, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-encoding')).toBe('br');
  });

  test('are only those', async () => {
    for (const path of ['/assets/../../package.json', '/..%2f..%2fpackage.json', '/.vite/manifest.json'])
      expect((await open(path)).status).toBe(404);
  });
});

test('thanks for no order are given to nobody', async () => {
  const response = await open('/orders/placed');
  expect([response.status, response.headers.get('location')]).toEqual([302, '/orders']);
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de-AT'],
  ['x-nonsense-!!,pt-BR', 'pt-BR'],
  ['"><script>', 'en'],
])('the language of %s is %s', (header, locale) => {
  expect(preferencesOf(undefined, header).locale).toBe(locale);
});

test.each([
  [
    'language=zh&currency=CNY&country=CN',
    'de-AT',
    { language: 'zh', locale: 'zh', currency: 'CNY', country: 'CN' },
  ],
  ['language=pt', 'en-GB,pt-BR', { language: 'pt', locale: 'pt-BR', currency: null, country: null }],
  [
    'language=xx&currency=<b>&country=Narnia',
    'es-MX',
    { language: 'es', locale: 'es-MX', currency: null, country: null },
  ],
])('the choice %s of a reader of %s', (chosen, accepted, read) => {
  const cookie = `a=b; cacashop.reader=${encodeURIComponent(chosen)}`;
  expect(preferencesOf(cookie, accepted)).toEqual(read);
});

test.each([
  ['pt-BR', 'BRL'],
  ['fr-FR,en;q=0.5', 'EUR'],
  ['en', null],
  ['de-AQ', null],
])('prices are told to a reader of %s in %s too, until they choose', (accepted, currency) => {
  expect(preferencesOf(undefined, accepted).currency).toBe(currency);
  expect(preferencesOf('cacashop.reader=language%3Den', accepted).currency).toBe(null);
});

test('a choice is kept in a cookie and read again', () => {
  const chosen = { language: 'es', currency: 'MXN', country: 'MX' } as const;
  const [cookie] = preferencesCookie(chosen, true).split(';');
  expect(preferencesOf(cookie, undefined)).toEqual({ ...chosen, locale: 'es' });
  expect(preferencesCookie(chosen, true)).toContain('; Secure');
});
