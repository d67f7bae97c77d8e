import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderId, PartyId, ShipmentId } from '../../src/kernel/ids.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { ScanCode } from '../../src/market/shipments/shipment.ts';
import { refundOrder } from '../../src/processes/refund.ts';
import { takeScan } from '../../src/processes/scan.ts';
import { shipParcel } from '../../src/processes/ship.ts';
import { openBrowser } from '../browser.ts';
import { applyMeasure, newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, tabTo, visitor } from './person.ts';

let house: House;
let browser: Browser;
let round = 0;
/** Two shops and a shopper of each test's own. */
let shopper: string;
let [elbe, isar] = [] as PartyId[];

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  // What is bought now was bought ten days ago: pages count their time from today.
  house.pass(-10 * DAY_MS);
}, 120_000);

beforeEach(async () => {
  round += 1;
  shopper = `shopper-${round}`;
  const { runs, market } = house;
  await newBuyer(runs, { name: 'Ada Byron', login: await login(market, shopper) });
  elbe = await newSeller(runs, { name: `Elbe Chairs ${round}` });
  isar = await newSeller(runs, { name: `Isar Lamps ${round}` });
  await newListing(runs, elbe, { title: `Cherrywood chair ${round}` });
  await newListing(runs, isar, { title: `Copper lamp ${round}` });
});

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

/** Searches for it, opens it, and presses the button. */
async function putIntoCart(page: Page, title: string): Promise<void> {
  await page.getByRole('searchbox').fill(title);
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('heading', { name: title }).getByRole('link').click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
}

/** More kinds of problems than there are. */
const RADIOS_MAX = 30;

const inCart = (page: Page) => page.waitForURL((url) => url.pathname === '/cart');

async function toCheckout(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'To the checkout' }).click();
  await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor();
}

async function fillAddress(page: Page): Promise<void> {
  await page.getByLabel('Street and number').fill('Lange Str. 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
}

const payButton = (page: Page) => page.getByRole('button', { name: /^Order and pay/ });

async function pay(page: Page, card = 'Card that works'): Promise<void> {
  await page.getByRole('radio', { name: card }).check();
  await payButton(page).click();
}

/** The ids of the orders that the page after a purchase names, by seller. */
async function placedOrders(page: Page): Promise<ReadonlyMap<string, OrderId>> {
  await page.getByRole('heading', { name: 'Thank you for your order' }).waitFor();
  const links = page.getByRole('link', { name: /^Order from/ });
  const found = await links.evaluateAll((all) =>
    all.map((link) => [link.textContent?.replace('Order from ', ''), link.getAttribute('href')]),
  );
  return new Map(found.map(([seller, href]) => [seller ?? '', href?.split('/').at(-1) as OrderId]));
}

async function ship(orderId: OrderId): Promise<ShipmentId> {
  const shipmentId = `shp_${orderId.slice(4)}` as ShipmentId;
  await house.runs.must('test', (world) =>
    shipParcel(world, {
      orderId,
      shipmentId,
      at: world.unit.now,
      carrier: 'DHL',
      trackingNumber: `JJD${orderId}`.slice(0, 30),
    }),
  );
  return shipmentId;
}

async function scan(shipmentId: ShipmentId, code: ScanCode, place: string): Promise<void> {
  await house.runs.must('carrier', (world) =>
    takeScan(world, { shipmentId, at: world.unit.now, code, place }),
  );
}

test(
  'a shopper finds, buys from two sellers, tracks, complains, and gets the money back',
  { timeout: 180_000 },
  async () => {
    const page = await visitor(browser, house.url);
    await page.goto('/cart');
    await expectUsable(page);
    await putIntoCart(page, `Cherrywood chair ${round}`);
    // A visitor signs in on the way, and finds in the cart what was chosen before.
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await signIn(page, shopper);
    await inCart(page);
    await page.getByRole('link', { name: `Cherrywood chair ${round}` }).waitFor();
    await putIntoCart(page, `Copper lamp ${round}`);
    await inCart(page);
    await page.getByRole('link', { name: `Copper lamp ${round}` }).waitFor();
    await expectUsable(page);

    await toCheckout(page);
    await page.getByText('Sandbox: no real money moves').waitFor();
    await expectUsable(page);
    await fillAddress(page);
    await pay(page, 'Card that is declined');
    await page.getByRole('alert').getByText('Your payment was declined.').waitFor();
    expect(await page.getByLabel('Street and number').inputValue()).toBe('Lange Str. 1');
    await expectUsable(page);
    await pay(page);
    const orders = await placedOrders(page);
    expect([...orders.keys()].toSorted()).toEqual([`Elbe Chairs ${round}`, `Isar Lamps ${round}`]);
    await expectUsable(page);

    await track(page, orders.get(`Elbe Chairs ${round}`) as OrderId);
    await complain(page, orders.get(`Isar Lamps ${round}`) as OrderId);
    await page.goto('/orders');
    await expectUsable(page);
    await page.getByRole('link', { name: 'Delivered', exact: true }).click();
    await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'Copper lamp' }).count()).toBe(0);
    await page.getByRole('link', { name: `Cherrywood chair ${round}` }).waitFor();
  },
);

/** From the seller's word to the carrier's, then the invoice and a review. */
async function track(page: Page, orderId: OrderId): Promise<void> {
  const parcel = await ship(orderId);
  await page.goto(`/orders/${orderId}`);
  await page.getByText('announced by the seller; not seen by the carrier yet').waitFor();
  house.pass(DAY_MS);
  await scan(parcel, 'accepted', 'Leipzig');
  await scan(parcel, 'out-for-delivery', 'Berlin');
  await page.reload();
  const history = page.getByRole('region', { name: 'What happened' });
  await history.getByText('Out for delivery').waitFor();
  await history.getByText('· Berlin').waitFor();
  await expectUsable(page);
  await scan(parcel, 'delivered', 'Berlin');
  await page.reload();
  await page.getByText('Delivered, says the carrier').waitFor();

  await page.getByRole('link', { name: 'Invoice' }).click();
  await page.getByRole('heading', { name: 'Invoice 1' }).waitFor();
  await page.getByText(/^Tax 19/).waitFor();
  await expectUsable(page);

  await page.goto(`/orders/${orderId}/review`);
  await expectUsable(page);
  await page.getByRole('radio', { name: '5 stars' }).check();
  await page.getByLabel('In your words').fill('As solid as it looks.');
  await page.getByRole('button', { name: 'Publish the review' }).click();
  await page.getByRole('status').getByText('your review is published').waitFor();
  await page.getByText('As solid as it looks.').first().waitFor();
  await expectUsable(page);
}

/** Nothing was shipped: first a question, then a complaint, then the money comes back. */
async function complain(page: Page, orderId: OrderId): Promise<void> {
  house.pass(4 * DAY_MS);
  await page.goto(`/orders/${orderId}`);
  await page.getByText('Should have been shipped by').waitFor();
  await page.getByRole('link', { name: 'Ask the seller' }).click();
  await page.getByRole('heading', { name: `Ask Isar Lamps ${round}` }).waitFor();
  await expectUsable(page);
  await page.getByLabel('Your question').fill('When will my lamp be sent?');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('heading', { name: `Conversation with Isar Lamps ${round}` }).waitFor();
  await page.getByText('When will my lamp be sent?').waitFor();
  await expectUsable(page);
  await page.goto('/messages');
  await page.getByText('Waiting for an answer').waitFor();
  await expectUsable(page);

  await page.goto(`/orders/${orderId}`);
  await page.getByRole('link', { name: 'Report a problem' }).click();
  await page.getByRole('button', { name: 'Next: what happened' }).click();
  await page.getByRole('radio', { name: 'I paid and nothing was shipped' }).check();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('textbox').last().fill('Paid ten days ago, and nothing was sent.');
  await page.getByRole('button', { name: 'Next: check and send' }).click();
  await page.getByLabel('To the best of my knowledge').check();
  // Pressed twice and reloaded, it is one complaint.
  await page.getByRole('button', { name: 'Send the report' }).dblclick();
  await page.getByText('Your report was sent.').waitFor();
  await page.reload();
  const filed = await house.market.db.pool.query('select id from concept_complaint where doc::text like $1', [
    `%${orderId}%`,
  ]);
  expect(filed.rows).toHaveLength(1);
  await house.runs.must('staff', (world) =>
    refundOrder(world, {
      orderId,
      reason: 'decided-by-platform',
      at: world.unit.now,
      cashier: house.market.ports.cashier,
    }),
  );
  await page.goto(`/orders/${orderId}`);
  await page.getByText('All of it was given back.').waitFor();
  await expect
    .poll(async () => (await page.reload(), page.getByText('Refund sent to your card').count()))
    .toBe(1);
}

test(
  'a seller is suspended while in the cart: the checkout stops and says what stops it',
  { timeout: 120_000 },
  async () => {
    const page = await visitor(browser, house.url);
    await page.goto('/sign-in');
    await signIn(page, shopper);
    await putIntoCart(page, `Cherrywood chair ${round}`);
    await inCart(page);
    await putIntoCart(page, `Copper lamp ${round}`);
    await inCart(page);
    await toCheckout(page);
    await fillAddress(page);
    await applyMeasure(house.runs, isar as PartyId, 'suspension');
    await pay(page);
    const sentence = `“Copper lamp ${round}” of Isar Lamps ${round} can’t be bought right now.`;
    await page.getByRole('alert').getByText(sentence).waitFor();
    expect(await payButton(page).count()).toBe(0);
    await expectUsable(page);
    await page.goto('/cart');
    await page.getByRole('alert').getByText(sentence).waitFor();
    await expectUsable(page);

    await page.getByRole('button', { name: 'Remove it and go on with the rest' }).click();
    await page.getByRole('status').getByText('Removed from your cart.').waitFor();
    await toCheckout(page);
    await fillAddress(page);
    await pay(page);
    expect([...(await placedOrders(page)).keys()]).toEqual([`Elbe Chairs ${round}`]);
  },
);

test('the keyboard alone buys, tracks and complains', { timeout: 180_000 }, async () => {
  const page = await visitor(browser, house.url);
  const { keyboard } = page;
  const press = async (target: Locator, key = 'Enter') => {
    await tabTo(page, target);
    await keyboard.press(key);
  };
  const link = (name: string | RegExp) => page.getByRole('main').getByRole('link', { name });
  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel('E-mail'));
  await keyboard.type(`${shopper}@house.example`);
  await tabTo(page, page.getByLabel('Password'));
  await keyboard.type('journey-password');
  await keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  for (const title of [`Cherrywood chair ${round}`, `Copper lamp ${round}`]) {
    await tabTo(page, page.getByRole('searchbox'));
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type(title);
    await keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === title);
    await press(page.getByRole('heading', { name: title }).getByRole('link'));
    await press(page.getByRole('button', { name: 'Add to cart' }));
    await inCart(page);
    await link(title).waitFor();
  }
  await press(link('To the checkout'));
  await page.waitForURL((url) => url.pathname === '/checkout');
  await tabTo(page, page.getByLabel('Street and number'));
  await keyboard.type('Lange Str. 1');
  await tabTo(page, page.getByLabel('Town'));
  await keyboard.type('Berlin');
  // Enter in a field brings the total up to date and orders nothing.
  await keyboard.press('Enter');
  await page.waitForLoadState('networkidle');
  expect(new URL(page.url()).pathname).toBe('/checkout');
  await press(page.getByRole('radio', { name: 'Card that works' }), 'Space');
  await press(payButton(page));
  const orders = await placedOrders(page);
  expect(orders.size).toBe(2);

  await scan(await ship(orders.get(`Elbe Chairs ${round}`) as OrderId), 'accepted', 'Leipzig');
  await press(link(`Order from Elbe Chairs ${round}`));
  await page.getByRole('region', { name: 'What happened' }).getByText('· Leipzig').waitFor();

  house.pass(5 * DAY_MS);
  await press(page.getByRole('banner').getByRole('link', { name: 'Orders' }));
  const late = page.getByRole('listitem').filter({ hasText: `Copper lamp ${round}` });
  await press(late.getByRole('link', { name: /^Ordered on/ }).first());
  await press(link('Report a problem'));
  await press(page.getByRole('button', { name: 'Next: what happened' }));
  await tabTo(page, page.getByRole('radio').first());
  const unshipped = page.getByRole('radio', { name: 'I paid and nothing was shipped' });
  for (let i = 0; i < RADIOS_MAX && !(await unshipped.isChecked()); i++) await keyboard.press('ArrowDown');
  await press(page.getByRole('button', { name: 'Next', exact: true }));
  await tabTo(page, page.getByRole('textbox').last());
  await keyboard.type('Paid five days ago, and nothing was sent.');
  await press(page.getByRole('button', { name: 'Next: check and send' }));
  await press(page.getByLabel('To the best of my knowledge'), 'Space');
  await press(page.getByRole('button', { name: 'Send the report' }));
  await page.getByText('Your report was sent.').waitFor();
});

test(
  'without scripts the purchase works, and the same form sent again orders nothing again',
  { timeout: 120_000 },
  async () => {
    const page = await visitor(browser, house.url, { javaScriptEnabled: false });
    await putIntoCart(page, `Copper lamp ${round}`);
    await signIn(page, shopper);
    await inCart(page);
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill('2');
    await page.getByRole('button', { name: 'Change the quantity' }).click();
    await page.getByRole('status').getByText('Your cart was changed.').waitFor();
    await toCheckout(page);
    await fillAddress(page);
    // Dearer there: what is paid is what was shown, so that the page asks again.
    await page.getByRole('combobox', { name: 'Country' }).last().selectOption('FR');
    await pay(page);
    await page.getByRole('alert').getByText('The total has changed.').waitFor();
    await page.getByText('In France by').waitFor();
    expect(await page.getByLabel('Town').inputValue()).toBe('Berlin');
    await page.getByRole('main').getByRole('combobox', { name: 'Country' }).selectOption('DE');
    await page.getByRole('button', { name: 'Update delivery and total' }).click();
    await page.getByText('In Germany by').waitFor();

    const again = await formOf(page);
    await pay(page);
    const [orderId] = [...(await placedOrders(page)).values()];
    const replayed = await page.request.post(page.url().replace(/\/orders\/placed.*/, '/checkout'), {
      headers: { origin: house.url },
      form: { ...again, paymentToken: 'ok' },
    });
    expect(new URL(replayed.url()).searchParams.get('orders')).toBe(orderId);
    await page.goto('/orders');
    expect(await page.getByRole('link', { name: /^Ordered on/ }).count()).toBe(1);

    await page.getByRole('link', { name: /^Ordered on/ }).click();
    await page.getByText('Cancel the order').click();
    await page.getByLabel('Why').selectOption('changed-mind');
    await page.getByRole('button', { name: 'Cancel what is not shipped' }).click();
    await page.getByRole('status').getByText('Cancelled. Your money is on its way back.').waitFor();
  },
);

/** What the form of the checkout would send as it stands. */
async function formOf(page: Page): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const fields = page.locator('main form').filter({ has: payButton(page) });
  for (const field of await fields.locator('input:not([type=radio]), select').all())
    found[(await field.getAttribute('name')) ?? ''] = await field.inputValue();
  return found;
}
