import { randomUUID } from 'node:crypto';
import { Transformer } from '@napi-rs/image';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingId, PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { MEMBER_MAIL, MEMBER_NAME, members } from '../../src/market/team/member.ts';
import { openBrowser } from '../browser.ts';
import { newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse, PASSWORD } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

let house: House;
let browser: Browser;
let chair: ListingId;
let keeper: PartyId;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  const { runs, market } = house;
  keeper = await newSeller(runs, { name: 'Elbe Chairs', login: await login(market, 'keeper') });
  await newBuyer(runs, { name: 'Ada Byron', login: await login(market, 'ada') });
  await login(market, 'helper');
  chair = await newListing(runs, keeper, { title: 'Cherrywood chair' });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

/** What happens elsewhere, in a browser that no test looks at. */
async function asAda(): Promise<(method: string, path: string, body: object) => Promise<unknown>> {
  const signed = await fetch(`${house.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.url },
    body: JSON.stringify({ email: 'ada@house.example', password: PASSWORD }),
  });
  const cookie = signed.headers.getSetCookie().join('; ');
  return async (method, path, body) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie };
    const response = await fetch(`${house.url}/api/v1${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    expect(response.status, `${method} ${path}`).toBeLessThan(300);
    return response.json();
  };
}

async function order(pieces: number): Promise<string> {
  const ada = await asAda();
  await ada('PUT', `/cart/lines/${chair}`, { quantity: pieces });
  const address = {
    name: 'Ada Byron',
    line1: 'Lange Str. 1',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  const placed = (await ada('POST', '/checkout', { address, paymentToken: 'ok' })) as {
    orders: { orderId: string }[];
  };
  return placed.orders[0]?.orderId ?? '';
}

async function keeperAt(path: string): Promise<Page> {
  const page = await visitor(browser, house.url);
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await signIn(page, 'keeper');
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  // What the pointer happens to rest on keeps the colours of the look before.
  await page.mouse.move(0, 0);
  await expectUsable(page);
  const dir = process.env['SHOTS'];
  if (!dir) return;
  await page.screenshot({ path: `${dir}/${name}-desk.png`, fullPage: true });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${dir}/${name}-phone-dark.png`, fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

test(
  'articles: made with a picture, arranged, mended, refused, brought in as a table',
  { timeout: 180_000 },
  async () => {
    const page = await keeperAt('/seller/listings');
    await heading(page, 'Listings');
    await look(page, 'listings');
    await page.getByRole('link', { name: 'New listing' }).click();
    await heading(page, 'New listing');
    await look(page, 'listing-new');

    await page.getByLabel('Title').fill('Walnut stool');
    await page.getByLabel('Description').fill('Seat height 45 cm.');
    await page.getByLabel('Category').fill('furniture');
    await page.getByLabel('Price in EUR').fill('a lot');
    const zone = page.getByRole('group', { name: 'Zone 1' });
    await zone.getByLabel('Name').fill('Home');
    await zone.getByLabel('Countries').fill('de at');
    await zone.getByLabel('Price, EUR').fill('4,90');
    await zone.getByLabel('Days on the way').fill('3');
    const drawn = async (shade: number) => ({
      name: `${shade}.png`,
      mimeType: 'image/png',
      buffer: await Transformer.fromRgbaPixels(new Uint8Array(60 * 40 * 4).fill(shade), 60, 40).png(),
    });
    await page.getByLabel('Choose pictures').setInputFiles([await drawn(90), await drawn(180)]);
    await page.getByRole('button', { name: 'Put on offer' }).click();
    // What was wrong is said at the field, and nothing that was right is lost, the pictures among it.
    await page.getByText('2 pictures are brought already.').waitFor();
    expect(await page.getByLabel('Price in EUR').getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Write an amount, such as 12.50.', { exact: true }).first().waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/Invalid input|minor units/);
    expect(await page.getByLabel('Title').inputValue()).toBe('Walnut stool');
    await page.getByLabel('Price in EUR').fill('89,50');
    await page.getByRole('button', { name: 'Put on offer' }).click();
    await heading(page, 'Walnut stool');
    await page.getByText('Your listing is on offer.').waitFor();
    await look(page, 'listing-edit');

    const first = () => page.getByRole('img', { name: 'Picture 1' }).getAttribute('src');
    const before = await first();
    await page.getByRole('button', { name: 'Picture 2: earlier' }).click();
    await page.getByText('The pictures are as you left them.').waitFor();
    expect(await first()).not.toBe(before);
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.getByText('Only you see this page').waitFor();
    await look(page, 'listing-preview');

    await page.goto('/seller/listings/new');
    await page.getByLabel('Title').fill('Handgun');
    await page.getByLabel('Category').fill('other');
    await page.getByLabel('Price in EUR').fill('100');
    await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Name').fill('Home');
    await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Countries').fill('DE');
    await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Price, EUR').fill('5');
    await page.getByRole('group', { name: 'Zone 1' }).getByLabel('Days on the way').fill('3');
    await page.getByRole('button', { name: 'Put on offer' }).click();
    await page
      .getByRole('alert')
      .getByText(/handgun/i)
      .waitFor();

    await page.goto('/seller/listings?q=walnut');
    await page.getByText('Refused before listing').waitFor();
    await page.getByLabel('Stock Walnut stool').fill('12');
    await page.getByRole('button', { name: 'Save price and stock of Walnut stool' }).click();
    await page.getByText('12 in stock').waitFor();
    await page.getByRole('button', { name: 'Withdraw Walnut stool' }).click();
    await page.getByRole('button', { name: 'Offer Walnut stool again' }).waitFor();

    await page.goto('/seller/listings/import');
    await look(page, 'listings-import');
    const csv = [
      'sku,title,category,price,stock,handling_days,zones',
      'B-1,Birch bench,furniture,120,3,2,Home|DE|9|9|3',
      'B-2,Beech bench,furniture,dear,3,2,Home|DE|9|9|3',
    ].join('\n');
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Check the table' }).click();
    await page.getByText('1 row is fine, 1 has a mistake.').waitFor();
    await page.getByText('An amount such as 12.50').waitFor();
    await look(page, 'listings-report');
    await page.getByRole('button', { name: 'Bring in the 1 good row' }).click();
    await page.getByText('1 row was brought in.').waitFor();
    await page.goto('/seller/listings?q=B-1');
    await page.getByRole('link', { name: 'Birch bench' }).waitFor();
  },
);

test('orders: shipped in parts, printed, by table, and messages answered', { timeout: 180_000 }, async () => {
  const first = await order(3);
  const second = await order(1);
  const ada = await asAda();
  await ada('POST', '/conversations', { orderId: first, text: 'When will it come?' });
  const page = await keeperAt('/seller/orders');
  await heading(page, 'Orders');
  await page.getByRole('link', { name: 'To ship (2)' }).waitFor();
  await look(page, 'orders');
  await page.getByRole('link', { name: `Ship order ${first.slice(-8).toUpperCase()}` }).click();
  await look(page, 'order');
  await page.getByLabel('Carrier').fill('DHL');
  await page.getByLabel('Tracking number').fill('RR123456789DE');
  await page.getByLabel(/of 3:/).fill('2');
  await page.getByRole('button', { name: 'Mark as shipped' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('Tracking number').inputValue()).toBe('RR123456789DE');
  // The same where scripts have not loaded.
  const bare = await page.request.post(page.url(), {
    headers: { origin: new URL(page.url()).origin },
    form: {
      intent: 'ship',
      key: 'sent-without-scripts',
      carrier: 'DHL',
      trackingNumber: 'RR123456789DE',
      pieces: 2,
    },
  });
  expect(await bare.text()).toMatch(/<input type="number"[^>]*name="pieces"[^>]*value="2"/);
  await page.getByLabel('Tracking number').fill('RR123456785DE');
  await page.getByRole('button', { name: 'Mark as shipped' }).click();
  await page.getByText('Shipped. The buyer was told.').waitFor();
  await page.getByLabel(/of 1:/).waitFor();
  await page.getByRole('link', { name: 'Print label' }).click();
  await heading(page, /^Label/);
  await page.getByRole('img', { name: first }).waitFor();
  await look(page, 'label');
  await page.goto(`/seller/orders/${first}/slip`);
  await heading(page, /^Packing slip/);
  await look(page, 'slip');

  await page.goto('/seller/orders/import');
  await look(page, 'orders-import');
  const csv = `order_id,carrier,tracking_number\n${second},UPS,1Z999AA10123456784`;
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 's.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Check the table' }).click();
  await page.getByRole('button', { name: 'Bring in 1 row' }).click();
  await page.getByText('1 row was brought in.').waitFor();

  await page.goto('/seller/messages');
  await page.getByText('To be answered').waitFor();
  await look(page, 'messages');
  await page.getByRole('link', { name: 'Ada Byron' }).click();
  await look(page, 'message');
  await page.getByLabel('Your answer').fill('On Friday.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Sent.').waitFor();
  await page.goto('/seller/messages');
  await page.getByText('Everything is answered').waitFor();
});

test(
  'the shop: holidays, position, and a member who may do what the role says',
  { timeout: 180_000 },
  async () => {
    const page = await keeperAt('/seller/holidays');
    await page.getByLabel('First day').fill('2020-01-01');
    await page.getByLabel('Last day').fill('2020-01-05');
    await page
      .locator('form')
      .filter({ has: page.getByLabel('First day') })
      .evaluate((form: HTMLFormElement) => {
        form.noValidate = true;
      });
    await page.getByRole('button', { name: 'Declare', exact: true }).click();
    await page.getByRole('alert').waitFor();
    const year = new Date().getUTCFullYear() + 1;
    await page.getByLabel('First day').fill(`${year}-07-01`);
    await page.getByLabel('Last day').fill(`${year}-07-05`);
    await page.getByRole('button', { name: 'Declare', exact: true }).click();
    await page.getByText('Your holiday is declared.').waitFor();
    await page.getByText('5 days').waitFor();
    await look(page, 'holidays');
    await page.goto('/seller/position');
    await heading(page, 'Traffic and position');
    await look(page, 'position');
    await page.goto('/seller/settings');
    await look(page, 'settings');

    await page.goto('/seller/team');
    await page.getByLabel('Name').fill('Hanna Helper');
    await page.getByLabel('E-mail').fill('helper@house.example');
    await page.getByRole('checkbox', { name: /Shipping/ }).check();
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    await page.getByText('Hanna Helper is invited').waitFor();
    await look(page, 'team');
    const link = await page.getByRole('alert').getByText('/team/join').textContent();

    const helper = await visitor(browser, house.url);
    await helper.goto(link ?? '');
    await heading(helper, 'Elbe Chairs invites you to its team');
    await look(helper, 'team-join');
    await helper.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await signIn(helper, 'helper');
    await helper.getByRole('button', { name: 'Join the team' }).click();
    await heading(helper, 'Orders');
    expect((await helper.goto('/seller/listings'))?.status()).toBe(403);
    expect((await helper.goto('/seller/team'))?.status()).toBe(403);

    await page.goto('/seller/team');
    await page.getByText('Remove Hanna Helper').click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Removed, from the next click on.').waitFor();
    expect(new URL((await helper.goto('/seller/orders'))?.url() ?? '').pathname).toBe('/welcome');
  },
);

test(
  'whom a bar removed stays on the page, until the owner removes them for good',
  { timeout: 120_000 },
  async () => {
    await house.runs.must('test', async ({ unit }) => {
      const memberId = unit.ids.next<'Member'>('mbr');
      const { now: at } = unit;
      const name = unit.keep({ party: memberId, kind: MEMBER_NAME, value: 'Bruno Barred' });
      const mail = unit.keep({ party: memberId, kind: MEMBER_MAIL, value: 'bruno@house.example' });
      unit.append(members, memberId, [
        { type: 'MemberInvited', at, seller: keeper, name, mail, roles: ['shipping'], expiresAt: at + 1 },
        { type: 'MemberJoined', at, login: 'bruno' },
        { type: 'MemberRemoved', at, why: 'barred', mailUntil: at + DAY_MS },
      ]);
      return {};
    });
    const page = await keeperAt('/seller/team');
    const row = page.getByRole('listitem').filter({ hasText: 'Bruno Barred' });
    await row.getByText('Removed by a bar').waitFor();
    expect(await row.getByText('Change what').count()).toBe(0);
    await row.getByText('Remove Bruno Barred for good').click();
    await look(page, 'team-barred');
    await row.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Removed, from the next click on.').waitFor();
    expect(await row.count()).toBe(0);
  },
);
