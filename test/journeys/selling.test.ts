import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckoutId, OrderId, PartyId, SanctionId } from '../../src/kernel/ids.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { orders } from '../../src/market/orders/order.ts';
import { parties } from '../../src/market/parties/party.ts';
import { disputes } from '../../src/market/payments/dispute.ts';
import { takeDeposit } from '../../src/processes/deposit.ts';
import { sealAll } from '../../src/platform/log.ts';
import { openBrowser } from '../browser.ts';
import { pdf } from '../media.ts';
import { applyMeasure, bareOrder, newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

const ACCOUNT = 'DE02120300000000202051';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
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

function confirmation(page: Page, text: string): Promise<void> {
  return page.getByRole('status').getByText(text).waitFor();
}

async function openShop(page: Page, name: string): Promise<void> {
  await page.goto(`${house.url}/seller/start`);
  await page.getByLabel('Shop name').fill(name);
  await page.getByLabel('Country you sell from').selectOption('DE');
  await page.getByLabel('Currency you are paid out in').selectOption('EUR');
  await page.getByLabel('I accept the terms').check();
  await page.getByRole('button', { name: 'Open the shop' }).click();
  await confirmation(page, 'Your shop is open.');
}

/** Says that it is really them, with the code that came by mail, and names the bank account. */
async function giveAccount(page: Page, name: string, account: string): Promise<void> {
  const step = page.locator('#payout');
  await step.getByRole('button', { name: 'Send me a code by mail' }).click();
  await confirmation(page, 'The code is on its way');
  await page
    .locator('#payout')
    .getByLabel('Code from the mail')
    .fill(await mailedCode(name));
  await page.locator('#payout').getByRole('button', { name: 'Confirm' }).click();
  await confirmation(page, 'Confirmed.');
  await page.getByLabel('New account').fill(account);
  await page.getByRole('button', { name: 'Save the account' }).click();
}

async function mailedCode(name: string): Promise<string> {
  const mails = await house.market.db.pool.query<{ text: string }>(
    'select text from mail_outbox where recipient = $1 order by id desc',
    [`${name}@house.example`],
  );
  const code = mails.rows.map((m) => /\b\d{6}\b/.exec(m.text)?.[0]).find((found) => found !== undefined);
  if (code === undefined) throw new Error('no mail with a code');
  return code;
}

async function partyOf(userId: string): Promise<PartyId> {
  const rows = await house.market.db.pool.query<{ id: PartyId }>(
    'select id from concept_party where login = $1',
    [userId],
  );
  const id = rows.rows[0]?.id;
  if (!id) throw new Error('no party of this sign-in');
  return id;
}

test('from a first look to a shop that may sell', { timeout: 120_000 }, async () => {
  const userId = await login(house.market, 'nora');
  const page = await signedIn('nora');
  await page.goto(`${house.url}/sell`);
  await page.getByRole('heading', { level: 1, name: 'Sell on Cacashop' }).waitFor();
  await expectUsable(page);
  await page.getByRole('link', { name: 'Open your shop' }).click();
  await expectUsable(page);
  await openShop(page, 'Nora’s Lamps');

  // What is wrong is said at the field, and what was typed stays.
  await page.getByLabel('Legal name').fill('Nora Wendt');
  await page.getByLabel('Phone').fill('+49 30 5550123');
  await page.getByLabel('Street and number').fill('Lampenweg 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('City').fill('Berlin');
  await page.getByLabel('Tax or VAT number').fill('DE136695977');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('check its digits').first().waitFor();
  expect(await page.getByLabel('Legal name').inputValue()).toBe('Nora Wendt');
  expect(await page.getByLabel('Tax or VAT number').getAttribute('aria-invalid')).toBe('true');
  await expectUsable(page);
  await page.getByLabel('Tax or VAT number').fill('DE136695976');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Given. A person checks it').waitFor();

  await page.getByText('Change', { exact: true }).first().click();
  const paper = page.getByLabel('Identification document');
  await paper.setInputFiles({ name: 'id.pdf', mimeType: 'image/png', buffer: pdf() });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('input[name="content"][aria-invalid="true"]').waitFor();
  await paper.setInputFiles({ name: 'id.pdf', mimeType: 'application/pdf', buffer: pdf() });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('input[name="content"]:not([aria-invalid])').waitFor({ state: 'attached' });
  await page.goto(`${house.url}/seller/start`);
  await page.getByText('Change', { exact: true }).first().click();
  await page.getByRole('link', { name: 'Given: open it' }).waitFor();

  await giveAccount(page, 'nora', 'DE89370400440532013000');
  await confirmation(page, 'The account was saved.');
  await page.getByText('…3000').waitFor();

  const seller = await partyOf(userId);
  await newListing(house.runs, seller, { title: 'Reading lamp' });
  await page.goto(`${house.url}/seller`);
  await page.getByRole('heading', { name: 'What unlocks next' }).waitFor();
  await page.getByText('1 of 50').waitFor();
  await expectUsable(page);
  await page.goto(`${house.url}/seller/payouts`);
  await page.getByText('The account was changed lately.').waitFor();
  await expectUsable(page);
  await answerBank(page, seller);
});

/** A buyer's bank takes a payment back: seen on the overview, answered with words and a file. */
async function answerBank(page: Page, seller: PartyId): Promise<void> {
  await house.runs.must('system:bank', async ({ unit }) => {
    const at = unit.now;
    unit.append(disputes, unit.ids.next('dsp'), [
      {
        type: 'DisputeOpened',
        at,
        chargeback: 'cb_1',
        checkout: 'chk_1' as CheckoutId,
        orderId: 'ord_1' as OrderId,
        seller,
        currency: 'EUR',
        amountMinor: 4_200,
        reason: 'not-received',
        answerBy: at + 3 * DAY_MS,
      },
    ]);
    return {};
  });
  await page.goto(`${house.url}/seller`);
  await page.getByRole('link', { name: 'Answer a chargeback of €42.00' }).click();
  await page.getByText('The goods did not arrive').waitFor();
  await expectUsable(page);
  await page.getByLabel('What speaks against it').fill('It was handed over on Monday.');
  const proof = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await page
    .getByLabel('Proof')
    .setInputFiles({ name: 'receipt.pdf', mimeType: 'application/pdf', buffer: proof });
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await confirmation(page, 'Your answer was taken.');
  await page.getByText('It was handed over on Monday.').waitFor();
  await page.getByText('1 file').waitFor();
}

test('a barred seller who comes back with the same bank account is held', { timeout: 120_000 }, async () => {
  const barred = await newSeller(house.runs, { payoutAccount: ACCOUNT });
  await applyMeasure(house.runs, barred, 'bar');
  await login(house.market, 'again');
  const page = await signedIn('again');
  await openShop(page, 'A fresh start');
  await giveAccount(page, 'again', ACCOUNT);
  await page.getByText('Your account is held').waitFor();
  await page.getByText('the same as those of an account that was barred').waitFor();
  await expectUsable(page);
  await page.goto(`${house.url}/seller`);
  await page.getByText('Held for review', { exact: true }).waitFor();
  expect(await page.getByText(barred).count()).toBe(0);
});

test('a deposit that is owed is paid in with a card', { timeout: 60_000 }, async () => {
  const seller = await newSeller(house.runs, {
    name: 'Secure Chairs',
    login: await login(house.market, 'security'),
  });
  const sanctionId = 'san_deposit_1' as SanctionId;
  await house.runs.must(seller, (world) =>
    takeDeposit(world, { sanctionId, seller, amount: { amountMinor: 5_000, currency: 'EUR' } }),
  );
  await applyMeasure(house.runs, seller, 'deposit', { sanctionId });
  const page = await signedIn('security');
  await page.goto('/seller/payouts');
  await page.getByText('€0.00 of €50.00 paid').waitFor();
  await expectUsable(page);
  await page.getByLabel('Card that is declined').check();
  await page.getByRole('button', { name: 'Pay €50.00 in' }).click();
  await page.getByRole('alert').getByText('Your payment was declined.').first().waitFor();
  await page.getByLabel('Card that works').check();
  await page.getByRole('button', { name: 'Pay €50.00 in' }).click();
  await confirmation(page, 'The payment is on its way.');
  await page.getByText('€50.00 of €50.00 paid').waitFor();
});

test('a warning for late parcels, a plan, and its targets met', { timeout: 180_000 }, async () => {
  const userId = await login(house.market, 'late');
  const seller = await newSeller(house.runs, { name: 'Slow Snails', login: userId });
  const listingId = await newListing(house.runs, seller, { title: 'Snail shell' });
  const buyers = await Promise.all(Array.from({ length: 6 }, () => newBuyer(house.runs)));
  const order = (i: number, delivered: boolean) =>
    bareOrder(house.runs, { seller, buyer: buyers[i % 6] as PartyId, listingId, delivered });
  for (let i = 0; i < 12; i++) await order(i, false);
  house.pass(9 * DAY_MS);
  await catchUp();
  await house.market.detect();

  const page = await signedIn('late');
  await page.goto(`${house.url}/seller/health`);
  await page.getByText('In breach').first().waitFor();
  await expectUsable(page);
  await page.goto(`${house.url}/seller/health/late-shipment`);
  await page.getByRole('heading', { name: 'Week by week' }).waitFor();
  await page.getByRole('link', { name: /^ord_/ }).first().waitFor();
  await expectUsable(page);

  await page.goto(`${house.url}/seller`);
  await page.getByRole('link', { name: 'Statement of reasons' }).click();
  await page.getByRole('heading', { level: 1, name: 'Statement of reasons' }).waitFor();
  await expectUsable(page);
  await page.goto(`${house.url}/seller/violations`);
  await expectUsable(page);
  await page
    .getByRole('region', { name: 'Windows to put it right' })
    .getByRole('link', { name: 'Repeated late shipment' })
    .click();
  await page.getByLabel('What went wrong').fill('One person packed everything.');
  await page.getByLabel('What you put right').fill('Two people pack, every day.');
  await page.getByLabel('Why it will not happen again').fill('The second one is employed for good.');
  await page.getByRole('button', { name: 'File the plan' }).click();
  await confirmation(page, 'Your plan is filed.');
  await expectUsable(page);
  const planUrl = page.url();

  for (let i = 0; i < 20; i++) await order(i, true);
  house.pass(30 * DAY_MS);
  await catchUp();
  while ((await house.market.sweep()) > 0);
  const back = await signedIn('late');
  await back.goto(planUrl);
  await back.getByText('Repeated late shipment: met').waitFor();
  await back.goto(`${house.url}/seller/health`);
  await back.getByText('Fine').first().waitFor();
});

test(
  'what counts, what was left out and why, and the way back to green with its day',
  { timeout: 120_000 },
  async () => {
    const userId = await login(house.market, 'nearly');
    const seller = await newSeller(house.runs, { name: 'Nearly There', login: userId });
    const listingId = await newListing(house.runs, seller, { title: 'Hour glass' });
    const buyers = await Promise.all(Array.from({ length: 6 }, () => newBuyer(house.runs)));
    const order = (i: number, delivered: boolean) =>
      bareOrder(house.runs, { seller, buyer: buyers[i % 6] as PartyId, listingId, delivered });
    for (let i = 0; i < 18; i++) await order(i, i >= 3);
    // Who changes their mind in time is nothing that counts against a seller.
    const leftOut = await order(5, false);
    await house.runs.must('test', async ({ unit }) => {
      const at = (await unit.load(orders, leftOut))?.placedAt ?? unit.now;
      return unit.append(orders, leftOut, [
        { type: 'OrderCancelled', at, seller, by: 'buyer', reason: 'changed-mind' },
      ]);
    });
    house.pass(9 * DAY_MS);
    await catchUp();

    const page = await signedIn('nearly');
    await page.goto(`${house.url}/seller/health/late-shipment`);
    await page.getByText('Near the limit').waitFor();
    await page.getByText(/[1-9]\d* more without a defect restores? green on \d{1,2} \w+/).waitFor();
    const reasons = page.getByRole('region', { name: 'Left out' });
    await reasons.getByText('Cancelled by the buyer').waitFor();
    await reasons.getByRole('link', { name: leftOut }).waitFor();
    await expectUsable(page);
  },
);

test('terms that have changed are told of, read and accepted', { timeout: 60_000 }, async () => {
  const seller = await newSeller(house.runs, { name: 'Old Terms', login: await login(house.market, 'old') });
  const { current } = await house.runs.must('test', async ({ unit, rulebook }) => {
    await unit.load(parties, seller);
    unit.append(parties, seller, [{ type: 'TermsAccepted', at: unit.now, version: '2019-01' }]);
    return { current: rulebook.terms.version };
  });
  const page = await signedIn('old');
  await page.goto(`${house.url}/seller`);
  await page.getByText('The terms have changed.').waitFor();
  await page.getByRole('link', { name: 'Read them' }).click();
  await page.getByText('2019-01').waitFor();
  await expectUsable(page);
  await page.getByRole('button', { name: new RegExp(current) }).click();
  await confirmation(page, 'you have accepted the terms');
  await page.goto(`${house.url}/seller`);
  await page.getByRole('heading', { name: 'What unlocks next' }).waitFor();
  expect(await page.getByText('The terms have changed.').count()).toBe(0);
});

/** What the worker does in the background: seals the log and reads it. */
async function catchUp(): Promise<void> {
  await sealAll(house.market.db.pool);
  while ((await house.market.follow()) > 0);
}
