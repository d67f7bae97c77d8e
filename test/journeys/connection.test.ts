/** The line breaks, an answer is lost, a button is pressed twice: what was typed is kept, and nothing is done twice. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { signIn, visitor } from './person.ts';

let house: House;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  const { runs, market } = house;
  await newBuyer(runs, { name: 'Ada Byron', login: await login(market, 'ada') });
  await newListing(runs, await newSeller(runs, { name: 'Elbe Chairs' }), { title: 'Cherrywood chair' });
  page = await visitor(browser, house.url);
  await page.goto('/sign-in');
  await signIn(page, 'ada');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await page.goto('/search?q=cherrywood');
  await page.getByRole('heading', { name: 'Cherrywood chair' }).getByRole('link').click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForURL((url) => url.pathname === '/cart');
  await page.getByRole('link', { name: 'To the checkout' }).click();
  await page.getByLabel('Street and number').fill('Lange Str. 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByRole('radio', { name: 'Card that works' }).check();
});

const payButton = () => page.getByRole('button', { name: /^Order and pay/ });
const thanks = () => page.getByRole('heading', { name: 'Thank you for your order' }).waitFor();

async function ordersPlaced(): Promise<number> {
  const { rows } = await house.market.db.pool.query('select count(*)::int as n from concept_order');
  return (rows[0] as { n: number }).n;
}

async function chargesMade(): Promise<number> {
  const { rows } = await house.market.db.pool.query('select count(*)::int as n from concept_charge');
  return (rows[0] as { n: number }).n;
}

test(
  'without a connection the page waits with what was typed, and goes on',
  { timeout: 60_000 },
  async () => {
    const before = await ordersPlaced();
    await page.context().setOffline(true);
    await payButton().click();
    await page.getByRole('alert').getByText('The connection is lost').waitFor();
    expect(await page.getByLabel('Street and number').inputValue()).toBe('Lange Str. 1');
    expect(await ordersPlaced()).toBe(before);
    await page.context().setOffline(false);
    await thanks();
    expect(await ordersPlaced()).toBe(before + 1);
    expect(await page.getByText('The connection is lost').count()).toBe(0);
  },
);

test('an order whose answer was lost is asked for again, and is one order', { timeout: 60_000 }, async () => {
  const before = await ordersPlaced();
  let lost = 0;
  await page.route(
    (url) => url.pathname === '/checkout.data',
    async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    },
  );
  await payButton().click();
  await thanks();
  await page.unrouteAll();
  expect(lost).toBe(1);
  expect(await ordersPlaced()).toBe(before + 1);
});

test(
  'an order that something on the way blocks waits for somebody to try again',
  { timeout: 60_000 },
  async () => {
    const before = await ordersPlaced();
    await page.clock.install();
    await page.route(
      (url) => url.pathname === '/checkout.data',
      (route) => route.abort('blockedbyclient'),
    );
    await payButton().click();
    await page.getByRole('alert').getByText('The connection is lost').waitFor();
    const again = page.getByRole('button', { name: 'Try again' });
    while ((await again.count()) === 0) await page.clock.runFor(4_000);
    expect(await page.getByLabel('Street and number').inputValue()).toBe('Lange Str. 1');
    await page.unrouteAll();
    await again.click();
    await thanks();
    expect(await ordersPlaced()).toBe(before + 1);
  },
);

test('pressed twice, and reloaded, it orders and pays once', { timeout: 60_000 }, async () => {
  const before = await ordersPlaced();
  const paid = await chargesMade();
  await payButton().dblclick();
  await thanks();
  await page.reload();
  await thanks();
  expect(await ordersPlaced()).toBe(before + 1);
  expect(await chargesMade()).toBe(paid + 1);
});
