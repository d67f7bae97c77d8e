/** What a page does when the API says no: where it says so, and that the next try is a new one. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingId, OrderId, PartyId } from '../../src/kernel/ids.ts';
import { orders } from '../../src/market/orders/order.ts';
import { shipments } from '../../src/market/shipments/shipment.ts';
import { openBrowser } from '../browser.ts';
import { phonePhoto, picture } from '../media.ts';
import { bareOrder, newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

const JOURNEY = { timeout: 120_000 };

let house: House;
let browser: Browser;
let seller: PartyId;
let listingId: ListingId;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  seller = await newSeller(house.runs, { name: 'Elbe Chairs', login: await login(house.market, 'elbe') });
  listingId = await newListing(house.runs, seller, { title: 'Cherrywood chair' });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function orderOf(buyer: PartyId, isDelivered: boolean): Promise<OrderId> {
  const orderId = await bareOrder(house.runs, { seller, buyer, listingId, delivered: isDelivered });
  if (isDelivered)
    await house.runs.must('test', async ({ unit }) => {
      const order = await unit.load(orders, orderId);
      const [parcel] = order && 'shipments' in order ? order.shipments : [];
      if (!parcel) throw new Error('no parcel');
      const at = unit.now;
      return unit.append(shipments, parcel, [
        { type: 'ShipmentAnnounced', at, orderId, seller, carrier: 'DHL' },
        { type: 'ShipmentScanned', at, orderId, seller, code: 'delivered', place: 'Berlin' },
      ]);
    });
  return orderId;
}

/** Somebody with an order, signed in. */
async function shopper(name: string, more: { delivered: boolean; javaScriptEnabled?: boolean }) {
  const account = await login(house.market, name);
  const buyer = await newBuyer(house.runs, { name, login: account });
  const orderId = await orderOf(buyer, more.delivered);
  const page = await visitor(browser, house.url, { javaScriptEnabled: more.javaScriptEnabled ?? true });
  await page.goto('/sign-in');
  await signIn(page, name);
  return { page, orderId };
}

/** So that the API finds what the browser would have. */
const unchecked = (page: Page) =>
  page
    .locator('main form')
    .last()
    .evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });

const photo = (buffer: Buffer, mimeType = 'image/png') => ({ name: 'photo', mimeType, buffer });

test(
  'each field says what is wrong with it, the first has the focus, and the API’s names are not to be seen',
  JOURNEY,
  async () => {
    const { page, orderId } = await shopper('ada', { delivered: true });
    await page.goto(`/orders/${orderId}/return`);
    await page.getByRole('spinbutton').fill('7');
    await unchecked(page);
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page.getByRole('alert').waitFor();
    const main = await page.getByRole('main').innerText();
    expect(main).not.toMatch(/\b(lines|wanted|reason|text)\b:/i);
    for (const group of ['What is the matter?', 'What should be done?'])
      await page.getByRole('group', { name: group }).getByText('Please check this.').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.matches('[aria-invalid], [data-wrong] *')))
      .toBe(true);
    await expectUsable(page);
  },
);

test('a refused form may be sent again with another file', JOURNEY, async () => {
  const { page, orderId } = await shopper('bo', { delivered: true });
  await page.goto(`/orders/${orderId}/return`);
  await page.getByLabel('It is not as described').check();
  await page.getByLabel('Send back, money back').check();
  await page.locator('input[type=file]').setInputFiles(photo(await picture('png')));
  await unchecked(page);
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Describe it').fill('It is pine.');
  await page.locator('input[type=file]').setInputFiles(photo(await picture('png', 32, 32)));
  await page.getByRole('button', { name: 'Ask for it' }).click();
  // Of this request, and not that its key belonged to another one.
  await page.getByRole('alert').getByText('Nothing was paid for this order.').waitFor();
});

test('a report that wanted a photo takes it with a text that was mended meanwhile', JOURNEY, async () => {
  const { page, orderId } = await shopper('cleo', { delivered: true });
  await page.goto(`/report?order=${orderId}`);
  await page.getByRole('button', { name: 'Next: what happened' }).click();
  await page.getByRole('radio', { name: 'It is not as described, or defective' }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  const text = page.getByLabel('What was promised');
  await text.fill('It says oak.');
  await page.getByRole('button', { name: 'Next: check and send' }).click();
  await page.getByText('Add a photo that shows it.').first().waitFor();
  expect(await page.getByLabel('Choose a file').evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  await text.fill('It says oak, and it is pine.');
  await page.getByLabel('Choose a file').setInputFiles(photo(await phonePhoto(64, 48), 'image/jpeg'));
  await page.getByRole('button', { name: 'Next: check and send' }).click();
  await page.waitForURL('**/check');
  await page.getByText('It says oak, and it is pine.').waitFor();
});

test.for([true, false])(
  'what has passed meanwhile is told, though its form is gone (scripts: %s)',
  JOURNEY,
  async (javaScriptEnabled) => {
    const { page, orderId } = await shopper(javaScriptEnabled ? 'dora' : 'eve', {
      delivered: false,
      javaScriptEnabled,
    });
    await page.goto(`/orders/${orderId}`);
    const cancel = page.locator('details').filter({ hasText: 'Cancel' }).last();
    await cancel.locator('summary').click();
    await cancel.getByLabel('Why').selectOption({ index: 1 });
    await house.runs.must(seller, async ({ unit }) => {
      await unit.load(orders, orderId);
      const shipmentId = unit.ids.next<'Shipment'>('shp');
      return unit.append(orders, orderId, [{ type: 'OrderShipped', at: unit.now, seller, shipmentId }]);
    });
    await cancel.getByRole('button').click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    if (javaScriptEnabled) await expectUsable(page);
  },
);

test('on a phone the entry of the open page is in sight', JOURNEY, async () => {
  const { page } = await shopper('finn', { delivered: false });
  await page.setViewportSize({ width: 390, height: 800 });
  const isInSight = () =>
    page
      .getByRole('main')
      .locator('nav [aria-current=page]')
      .evaluate((link) => {
        const { left, right } = link.getBoundingClientRect();
        return left >= 0 && right <= window.innerWidth;
      });
  for (const path of ['/complaints', '/account/standing', '/notices']) {
    await page.goto(path);
    await expect.poll(isInSight, { message: path }).toBe(true);
  }
});

test('what is no form, or half of one, is told as such by every page that takes one', JOURNEY, async () => {
  const send = (path: string, type: string, body: BodyInit, more: RequestInit = {}) =>
    fetch(house.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: house.url, 'content-type': type },
      body,
      ...more,
    });
  const half = '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nabc';
  for (const path of ['/cart', '/sign-in', '/sign-up', '/report', '/help/ask', '/forgot-password'])
    for (const [type, body] of [
      ['multipart/form-data', half],
      ['multipart/form-data; boundary=x', half],
      ['application/json', '{"text":"abc"}'],
      ['text/plain', 'text=abc'],
    ] as const) {
      const answer = await send(path, type, body);
      expect(answer.status, `${path}, ${type}`).toBe(400);
      expect(await answer.text()).toContain('This could not be read');
    }
  // A resource without a page of its own.
  expect((await send('/preferences', 'text/plain', 'abc')).status).toBe(400);
  const large = new Uint8Array(13 * 1024 * 1024).fill(97);
  expect((await send('/report', 'application/x-www-form-urlencoded', large)).status).toBe(413);
  const stream = new Blob([large]).stream();
  const inPieces: RequestInit & { duplex: 'half' } = { duplex: 'half' };
  const unsaid = await send('/report', 'application/x-www-form-urlencoded', stream, inPieces);
  expect(unsaid.status).toBe(413);
});
