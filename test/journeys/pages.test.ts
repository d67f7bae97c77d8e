/**
 * Every page of the three areas in a demo market: nothing that hinders people, no sideways scroll, on a phone and on a desk,
 * light and dark; and no link that is closed to whom it is shown.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { illustrate } from '../../simulation/pictures/draw.ts';
import { actorOf } from '../../src/acting.ts';
import { Demo, type DemoAccount, fillDemo } from '../../src/demo.ts';
import { type Actor, STAFF_ROLES } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import type { Party } from '../../src/market/parties/party.ts';
import { type Market, openMarket } from '../../src/runtime.ts';
import { ensureBuilt } from '../../src/ui/build.ts';
import { mountPages } from '../../src/ui/mount.ts';
import { sealAll } from '../../src/platform/log.ts';
import { accessibilityFindings, openBrowser } from '../browser.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';
import { LOOKS, pagePatterns } from './pages.ts';

let database: FreshDatabase;
let market: Market;
let server: ServerType;
let browser: Browser;
let accounts: readonly DemoAccount[];
let url: string;

/** Somebody of the demo, without a sign-in: any of them may have to look. */
const AS = 'As ';

beforeAll(async () => {
  database = await freshDatabase();
  market = await openMarket({
    databaseUrl: database.url,
    dataDir: mkdtempSync(join(tmpdir(), 'cacashop-pages-')),
    baseUrl: 'http://localhost',
    log: () => undefined,
    illustrator: illustrate,
    authenticate: (headers) => actorBy(headers),
  });
  const demo = () =>
    new Demo({ size: 'small', privacyKey: market.secrets.privacyKey, progress: () => undefined });
  const place = { databaseUrl: database.url, beside: false };
  accounts = (await fillDemo(market, place, demo, () => undefined)) ?? [];
  // The bulletin is counted from what is sealed.
  await sealAll(market.db.pool);
  market.app.all('/api/auth/*', (c) => market.auth.handle(c.req.raw, '127.0.0.1'));
  await mountPages(market.app, {
    pages: await ensureBuilt({ log: () => undefined }),
    api: (request, page) => market.app.fetch(request, page.env),
  });
  server = await new Promise<ServerType>((ready) => {
    const made = serve({ fetch: market.app.fetch, port: 0 }, () => ready(made));
  });
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  await addWhatTheDemoLacks();
  browser = await openBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  await market?.close();
  await database?.drop();
});

async function actorBy(headers: Headers): Promise<Actor> {
  const given = headers.get('authorization');
  if (!given?.startsWith(AS)) return actorOf(headers, market.auth, market.db);
  const partyId = given.slice(AS.length) as PartyId;
  const found = await market.db.pool.query<{ doc: Party }>('select doc from concept_party where id = $1', [
    partyId,
  ]);
  const party = found.rows[0]?.doc;
  if (!party) return { kind: 'anonymous' };
  return party.kind === 'staff'
    ? { kind: 'staff', partyId, roles: party.roles, confirmedAt: Date.now() }
    : { kind: party.kind, partyId, confirmedAt: Date.now() };
}

/** A report that somebody has begun, a question, a receiver of webhooks and a strike that can be withdrawn: nobody in the demo is in the middle of anything. */
async function addWhatTheDemoLacks(): Promise<void> {
  const [[seller], [shopper]] = [await partiesOf('seller'), await partiesOf('shopper')];
  await ask(seller, 'POST', '/me/webhooks', { url: 'https://shop.example/hooks', topics: ['order.placed'] });
  const [head] = await partiesOf('head');
  const today = new Date().toISOString().slice(0, 10);
  const strike = { carrier: 'DHL', countries: ['DE'], from: today, to: today, source: 'The news of today' };
  await ask(head, 'POST', '/carrier-strikes', strike);
  const orders = await ask(shopper, 'GET', '/orders?limit=1');
  const orderId = (orders['orders'] as { id: string }[])[0]?.id;
  const { draftId } = await ask(shopper, 'POST', '/me/report-drafts', { refs: { orderId } });
  const report = { kind: 'late-shipment', text: 'It came a week late.' };
  await ask(shopper, 'PATCH', `/me/report-drafts/${String(draftId)}`, report);
  await ask(shopper, 'POST', '/tickets', { kind: 'other', subject: 'Where is it?', text: 'Still not here.' });
  await sendSomethingBack();
}

/** A return whose parcel is to be sent, with its label: at some hours nobody in the demo has one. */
async function sendSomethingBack(): Promise<void> {
  const delivered = await market.db.pool.query<Record<'id' | 'buyer' | 'seller', PartyId>>(
    `select id, buyer, seller from concept_order where status = 'delivered' and checkout is not null
     order by id desc limit 30`,
  );
  const body = {
    lines: [{ line: 0, quantity: 1 }],
    reason: 'changed-mind',
    wanted: 'return',
    text: 'Not my colour.',
    uploads: [],
  };
  for (const { id, buyer, seller } of delivered.rows) {
    // Some are too old, some are on their way back already.
    const asked = await ask(buyer, 'POST', `/orders/${id}/returns`, body).catch(() => undefined);
    if (!asked) continue;
    await ask(seller, 'POST', `/me/returns/${String(asked['returnId'])}/answer`, { answer: 'approve' });
    return;
  }
}

async function ask(
  who: PartyId | undefined,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await market.app.request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      authorization: AS + (who ?? ''),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** The parties behind the demo's accounts of this seat, such as `seller` or `head`. */
async function partiesOf(seat: string): Promise<readonly PartyId[]> {
  const mails = accounts.filter((account) => account.seat === seat).map(({ mail }) => mail);
  const found = await market.db.pool.query<{ id: PartyId }>(
    'select p.id from concept_party p join auth_user u on u.id = p.login where u.email = any($1)',
    [mails],
  );
  return found.rows.map(({ id }) => id);
}

/** Through whose eyes an area is seen; links on their pages lead to the others. */
const SEATS: readonly (readonly [area: string, seats: readonly string[]])[] = [
  ['/seller', ['seller', 'suspended-seller']],
  ['/ops', ['head', 'reviewer', 'investigator', 'representative', 'engineer']],
  ['', ['shopper']],
];

async function seatsOf(pattern: string): Promise<readonly PartyId[]> {
  const [, seats = []] = SEATS.find(([area]) => pattern === area || pattern.startsWith(`${area}/`)) ?? [];
  return (await Promise.all(seats.map(partiesOf))).flat();
}

/** The first of an area to whom this page is open. */
async function seatOf(path: string): Promise<PartyId | undefined> {
  const seats = await seatsOf(path);
  for (const who of seats) {
    const response = await fetch(url + path, { headers: { authorization: AS + who } });
    if (response.ok) return who;
  }
  return seats[0];
}

interface Visit {
  readonly pattern: string;
  readonly at: string;
  /** A party, or how `Look` says it. */
  readonly who: string;
}

/** Where each page is seen, and by whom; `undefined` for one that nothing leads to. */
async function visitsOf(patterns: readonly string[]): Promise<ReadonlyMap<string, Visit | undefined>> {
  const visits = new Map<string, Visit | undefined>();
  for (const pattern of patterns) {
    const look = LOOKS[pattern];
    if (look?.passesOn) continue;
    const first = look || pattern.includes(':') ? undefined : await seatOf(pattern);
    if (look?.find) visits.set(pattern, await foundBy(pattern, look.find));
    else if (look) visits.set(pattern, { pattern, at: look.at ?? pattern, who: look.as ?? first ?? '' });
    else if (!pattern.includes(':')) visits.set(pattern, { pattern, at: pattern, who: first ?? '' });
  }
  const rest = patterns.filter((pattern) => !LOOKS[pattern] && !visits.has(pattern));
  const links = await linksFrom([...visits.values()].filter((visit) => visit !== undefined));
  for (const pattern of rest) visits.set(pattern, linked(pattern, links));
  return visits;
}

async function foundBy(pattern: string, find: string): Promise<Visit | undefined> {
  const [row] = (await market.db.pool.query<{ who: string; id: string }>(find)).rows;
  if (!row) return undefined;
  const at = pattern.includes(':') ? pattern.replace(/:\w+/, row.id) : pattern + row.id;
  return { pattern, at, who: row.who };
}

interface Links {
  readonly who: string;
  readonly paths: readonly string[];
}

/** What the pages that are known link to, and what those do, once more. */
async function linksFrom(visits: readonly Visit[]): Promise<readonly Links[]> {
  const found: Links[] = [];
  const starts = new Set(visits.map(({ at }) => at).filter((at) => !LOOKS[at]));
  for (const at of starts)
    for (const who of await seatsOf(at)) {
      const paths = await linksOn(at, who);
      found.push({ who, paths });
      const [deeper] = paths.filter((path) => /_[0-9a-z]{20,}$/.test(path));
      if (deeper) found.push({ who, paths: await linksOn(deeper, who) });
    }
  return found;
}

async function linksOn(path: string, who: string): Promise<readonly string[]> {
  const response = await fetch(url + path, { headers: { authorization: AS + who } });
  const html = await response.text();
  return [...html.matchAll(/href="(\/[^"#?]*)/g)].map(([, href]) => href ?? '');
}

function linked(pattern: string, links: readonly Links[]): Visit | undefined {
  const form = new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`);
  const isWord = new Set(pagePatterns());
  for (const { who, paths } of links) {
    const at = paths.find((path) => form.test(path) && !isWord.has(path));
    if (at !== undefined) return { pattern, at, who };
  }
  return undefined;
}

const contexts = new Map<string, Promise<Page>>();

/** One browser window for each who looks. */
function pageOf(who: string): Promise<Page> {
  return contexts.getOrInsertComputed(who, async () => {
    const isParty = who.startsWith('pty_');
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...(isParty ? { extraHTTPHeaders: { authorization: AS + who } } : {}),
    });
    // Drawn for nothing here, each of them.
    await context.route('**/images/*', (route) => route.abort());
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    if (who === 'halfway') await signUp(page);
    if (who === 'account') await signIn(page);
    return page;
  });
}

async function signUp(page: Page): Promise<void> {
  await page.request.post('/api/auth/sign-up/email', {
    headers: { origin: url },
    data: { email: 'new@home.example', password: 'a sentence to remember', name: 'New' },
  });
}

async function signIn(page: Page): Promise<void> {
  const shopper = accounts.find(({ seat }) => seat === 'shopper');
  await page.request.post('/api/auth/sign-in/email', {
    headers: { origin: url },
    data: { email: shopper?.mail, password: shopper?.password },
  });
}

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };
/** Each look changes layout or colours; only the first of a layout says more than contrast does. */
const VIEWS = [
  { name: 'desk, light', size: DESK, colorScheme: 'light', only: undefined },
  { name: 'desk, dark', size: DESK, colorScheme: 'dark', only: ['color-contrast'] },
  { name: 'phone, dark', size: PHONE, colorScheme: 'dark', only: undefined },
  { name: 'phone, light', size: PHONE, colorScheme: 'light', only: ['color-contrast'] },
] as const;

async function faultsOf({ pattern, at, who }: Visit): Promise<readonly string[]> {
  const page = await pageOf(who);
  const faults: string[] = [];
  const note = (error: Error) => faults.push(`${pattern}: ${error.message}`);
  page.on('pageerror', note);
  const response = await page.goto(at);
  const status = response?.status() ?? 0;
  if (status !== (pattern === '/*' ? 404 : 200)) faults.push(`${pattern}: ${at} answers ${status}`);
  const shown = new URL(page.url()).pathname;
  if (shown !== at.split('?')[0]) faults.push(`${pattern}: ${at} passes on to ${shown}`);
  for (const { name, size, colorScheme, only } of VIEWS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) faults.push(`${pattern}: ${over} px of sideways scroll (${name})`);
    for (const { rule, help, where } of await accessibilityFindings(page, only))
      faults.push(`${pattern}: ${rule}, ${help} (${name}): ${where[0]}`);
  }
  page.off('pageerror', note);
  return faults;
}

test('every page can be used by everybody', { timeout: 600_000 }, async () => {
  const patterns = pagePatterns();
  expect(patterns.length).toBeGreaterThan(80);
  const visits = await visitsOf(patterns);
  const unknown = [...visits].filter(([, visit]) => visit === undefined).map(([pattern]) => pattern);
  expect(unknown, 'pages that no link leads to and that have no row in pages.ts').toEqual([]);
  const faults: string[] = [];
  for (const visit of visits.values()) if (visit) faults.push(...(await faultsOf(visit)));
  expect(faults).toEqual([]);
});

/** Of links that lead to the same kind of page, so many are followed. */
const ALIKE_MAX = 4;

/** Where they come from their first page by links alone, and what does not open. */
async function deadEndsOf(seat: string, start: string): Promise<readonly string[]> {
  const [who = ''] = await partiesOf(seat);
  const faults: string[] = [];
  const alike = new Map<string, number>();
  const from = new Map([[start, 'the sign-in page']]);
  // Grows while it is gone through.
  for (const [path, parent] of from) {
    const response = await fetch(url + path, { headers: { authorization: AS + who } });
    if (!response.ok) faults.push(`${seat}: ${path} answers ${response.status}, linked from ${parent}`);
    for (const [, href = ''] of (await response.text()).matchAll(/href="([^"#]+)"/g)) {
      const { pathname, search } = new URL(href.replaceAll('&amp;', '&'), url + path);
      if (!pathname.startsWith(start) || from.has(pathname + search)) continue;
      const kind = pathname.replaceAll(/[a-z]+_[0-9a-z]{20,}/g, ':id');
      const count = (alike.get(kind) ?? 0) + 1;
      alike.set(kind, count);
      if (count <= ALIKE_MAX) from.set(pathname + search, path);
    }
  }
  return faults;
}

test('a link is shown only to whom it leads on', { timeout: 300_000 }, async () => {
  const faults: string[] = [];
  for (const role of STAFF_ROLES) faults.push(...(await deadEndsOf(role, '/ops')));
  for (const seat of ['seller', 'suspended-seller']) faults.push(...(await deadEndsOf(seat, '/seller')));
  expect(faults).toEqual([]);
});
