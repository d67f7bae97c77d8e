import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckoutId, ListingId, OrderId, PartyId, ReturnId } from '../../src/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { returns } from '../../src/aftersales/returns/evolve.ts';
import { carts } from '../../src/market/carts/cart.ts';
import { payments } from '../../src/market/payments/payment.ts';
import { openCharge, placeOrders } from '../../src/processes/checkout.ts';
import { expireReturn } from '../../src/processes/expire-return.ts';
import { takeScan } from '../../src/processes/scan.ts';
import { shipParcel } from '../../src/processes/ship.ts';
import { openBrowser } from '../browser.ts';
import { newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

let house: House;
let browser: Browser;
let seller: PartyId;
let shopPage: Page;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  seller = await newSeller(house.runs, { name: 'Lamp Loft', login: await login(house.market, 'loft') });
  shopPage = await signedIn('loft');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function signedIn(name: string): Promise<Page> {
  const page = await visitor(browser, house.url);
  await page.goto('/sign-in');
  await signIn(page, name);
  return page;
}

/** After a step on a page that was opened without the word of an earlier one. */
const done = (page: Page) => page.getByRole('status').getByText('Done.').waitFor();

interface Bought {
  readonly page: Page;
  readonly orderId: OrderId;
  readonly buyer: PartyId;
}

/** Somebody with a paid order that has arrived. */
async function bought(name: string, listingId: ListingId): Promise<Bought> {
  const buyer = await newBuyer(house.runs, { name, login: await login(house.market, name) });
  const checkoutId = `chk_${name}` as CheckoutId;
  const { cashier, taxes, duties } = house.market.ports;
  const agreed = { buyer, country: 'DE' };
  await house.runs.must(buyer, async ({ unit }) => {
    await unit.load(carts, buyer);
    return unit.append(carts, buyer, [{ type: 'CartLineSet', at: unit.now, listingId, quantity: 1 }]);
  });
  const opened = await house.runs.must(buyer, (w) =>
    openCharge(w, { ...agreed, checkoutId, provider: cashier.provider.name }, { taxes, duties }),
  );
  const answer = await cashier.provider.authorise({
    key: `${checkoutId}:1`,
    checkoutId,
    buyer,
    amount: opened.amount,
    token: 'ok',
  });
  if (answer.outcome !== 'authorised') throw new Error(answer.why);
  const placed = await house.runs.must(buyer, (w) => {
    const value = JSON.stringify({
      name,
      line1: 'Ring 1',
      postalCode: '10115',
      city: 'Berlin',
      country: 'DE',
    });
    const address = w.unit.keep({ party: buyer, kind: 'address', value });
    const input = { ...agreed, checkoutId, reference: answer.reference, address, cashier };
    return placeOrders(w, input, { taxes, duties });
  });
  await cashier.capture(checkoutId);
  const orderId = placed.orders[0]?.orderId ?? ('' as OrderId);
  await house.runs.must(seller, (w) =>
    shipParcel(w, {
      orderId,
      shipmentId: `shp_${name}` as never,
      at: w.unit.now,
      carrier: 'DHL',
      trackingNumber: `${name}10001`,
    }),
  );
  await house.runs.must('carrier', (w) =>
    takeScan(w, { shipmentId: `shp_${name}` as never, at: w.unit.now, code: 'delivered' }),
  );
  const page = await signedIn(name);
  return { page, orderId, buyer };
}

async function ask(
  { page, orderId }: Bought,
  choices: { reason: string; wanted: string; exchange?: ListingId },
): Promise<ReturnId> {
  await page.goto(`${house.url}/orders/${orderId}`);
  await page.getByRole('link', { name: 'Return, exchange or repair' }).click();
  await page.getByLabel(choices.reason).check();
  await page.getByLabel(choices.wanted, { exact: true }).check();
  if (choices.exchange) await page.getByLabel('Exchange for').selectOption(choices.exchange);
  await page.getByLabel('Describe it').fill('It is not what I wanted.');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByRole('status').getByText('Your request is with the seller.').waitFor();
  return new URL(page.url()).pathname.split('/')[2] as ReturnId;
}

async function sellerOpens(returnId: ReturnId): Promise<void> {
  await shopPage.goto(`${house.url}/seller/returns/${returnId}`);
}

/** The latest parcel of a return reaches whom it is for. */
async function arrives(returnId: ReturnId): Promise<void> {
  const state = await house.market.run('test', ({ unit }) => unit.load(returns, returnId));
  const shipmentId = state?.parcels.at(-1)?.shipmentId;
  if (!shipmentId) throw new Error('no parcel');
  await house.runs.must('carrier', (w) => takeScan(w, { shipmentId, at: w.unit.now, code: 'delivered' }));
}

async function sendBack(page: Page, returnId: ReturnId, number: string): Promise<void> {
  await page.goto(`${house.url}/returns/${returnId}`);
  await page.getByLabel('Carrier').fill('DHL');
  await page.getByLabel('Tracking number').fill(number);
  await page.getByRole('button', { name: 'I have sent it back' }).click();
  await done(page);
  await arrives(returnId);
}

async function inspect(returnId: ReturnId, verdict: string, photo = false): Promise<void> {
  await sellerOpens(returnId);
  await shopPage.getByLabel(verdict).check();
  if (photo) {
    await shopPage.getByLabel('In your words').first().fill('A brick lay in the parcel.');
    await shopPage
      .getByLabel('Photo, video or document')
      .first()
      .setInputFiles({ name: 'brick.png', mimeType: 'image/png', buffer: PIXEL });
  }
  await shopPage.getByRole('button', { name: 'Say what came back' }).click();
  await done(shopPage);
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function refunded(orderId: OrderId): Promise<number> {
  const payment = await house.market.run('test', ({ unit }) => unit.load(payments, orderId));
  return payment?.status === 'captured' ? payment.refundedMinor : -1;
}

function expire(returnId: ReturnId) {
  return house.runs.must('system:deadline', (w) => expireReturn(w, returnId, house.market.ports.cashier));
}

test('an exchange for a dearer article, its difference paid', { timeout: 120_000 }, async () => {
  const lamp = await newListing(house.runs, seller, { title: 'Brass lamp' });
  const dearer = await newListing(house.runs, seller, {
    title: 'Copper lamp',
    price: { amountMinor: 12_900, currency: 'EUR' },
  });
  const it = await bought('ines', lamp);
  const id = await ask(it, { reason: 'It does not work', wanted: 'Exchange', exchange: dearer });
  await expectUsable(it.page);
  await sellerOpens(id);
  await shopPage.getByRole('button', { name: 'Grant it' }).click();
  await done(shopPage);
  await sendBack(it.page, id, 'INES20001');
  await inspect(id, 'As it should be');
  await it.page.goto(`${house.url}/returns/${id}`);
  await it.page.getByText('€30.00').first().waitFor();
  await expectUsable(it.page);
  await it.page.getByLabel('Card that works').check();
  await it.page.getByRole('button', { name: 'Pay the difference' }).click();
  await done(it.page);
  await sellerOpens(id);
  await shopPage.getByLabel('Carrier').fill('DHL');
  await shopPage.getByLabel('Tracking number').fill('LOFT30001');
  await shopPage.getByRole('button', { name: 'I have sent it' }).click();
  await done(shopPage);
  await arrives(id);
  await it.page.goto(`${house.url}/returns/${id}`);
  await it.page.getByRole('button', { name: 'It is in order' }).click();
  await it.page.getByText('Replaced', { exact: true }).first().waitFor();
  expect(await refunded(it.orderId)).toBe(0);
});

test('a repair that fails becomes a refund, as the buyer chooses', { timeout: 120_000 }, async () => {
  const it = await bought('jana', await newListing(house.runs, seller, { title: 'Floor lamp' }));
  const id = await ask(it, { reason: 'It does not work', wanted: 'Send back, money back' });
  await sellerOpens(id);
  await shopPage.getByText('Repair or replace first').click();
  await shopPage.getByLabel('Will be done').first().selectOption('repair');
  await shopPage.getByRole('button', { name: 'Send' }).first().click();
  await done(shopPage);
  await sendBack(it.page, id, 'JANA20001');
  await inspect(id, 'As it should be');
  await sellerOpens(id);
  await shopPage.getByText('It can’t be repaired').click();
  await shopPage.getByLabel('In your words').first().fill('The part is not made any more.');
  await shopPage.getByRole('button', { name: 'Send', exact: true }).first().click();
  await done(shopPage);
  await expectUsable(shopPage);
  await it.page.goto(`${house.url}/returns/${id}`);
  await it.page.getByLabel('My money back').check();
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await done(it.page);
  await it.page.getByText('Paid back', { exact: true }).first().waitFor();
  // The whole order came back: its shipping price is part of it.
  expect(await refunded(it.orderId)).toBe(10_400);
});

test('a silent seller, and the money goes back by itself', { timeout: 120_000 }, async () => {
  const it = await bought('kira', await newListing(house.runs, seller, { title: 'Desk lamp' }));
  const id = await ask(it, { reason: 'It arrived damaged', wanted: 'Money back, keep the goods' });
  house.pass(49 * HOUR_MS);
  await expire(id);
  await it.page.goto(`${house.url}/returns/${id}`);
  await it.page.getByText('the time to answer was over').waitFor();
  await it.page.getByText('Paid back', { exact: true }).first().waitFor();
  expect(await refunded(it.orderId)).toBe(10_400);
});

test('who sends back a brick loses, twice', { timeout: 120_000 }, async () => {
  const it = await bought('lars', await newListing(house.runs, seller, { title: 'Wall lamp' }));
  const id = await ask(it, { reason: 'I changed my mind', wanted: 'Send back, money back' });
  await sellerOpens(id);
  await shopPage.getByRole('button', { name: 'Grant it' }).click();
  await done(shopPage);
  await sendBack(it.page, id, 'LARS20001');
  await inspect(id, 'Not what was sold', true);
  await it.page.goto(`${house.url}/returns/${id}`);
  await it.page.getByText('Let Cacashop decide').click();
  await it.page.getByLabel('In your words').fill('I sent the lamp.');
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await done(it.page);
  house.pass(3 * DAY_MS + HOUR_MS);
  await expire(id);
  const desk = await signedIn('representative');
  await desk.goto(`${house.url}/ops/returns`);
  await desk.getByRole('link', { name: 'Wall lamp' }).click();
  await expectUsable(desk);
  await desk.getByRole('radio', { name: 'For the seller' }).check();
  await desk.getByLabel('The buyer misused the return').check();
  await desk.getByLabel('Reasons').fill('The photo shows a brick, and the weight of the parcel agrees.');
  await desk.getByRole('button', { name: 'Decide', exact: true }).click();
  await desk.getByRole('status').getByText('Decided.').waitFor();
  await it.page.goto(`${house.url}/returns/${id}`);
  await it.page.getByText('Appeal', { exact: true }).first().click();
  await it.page.getByLabel('In your words').fill('No.');
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await done(it.page);
  const other = await signedIn('reviewer');
  await other.goto(`${house.url}/ops/returns/${id}`);
  await other.getByRole('radio', { name: 'The decision stands' }).check();
  await other.getByLabel('Reasons').fill('Nothing new was said.');
  await other.getByRole('button', { name: 'Judge', exact: true }).click();
  await other.getByRole('status').getByText('Decided.').waitFor();
  expect(await refunded(it.orderId)).toBe(0);
});
