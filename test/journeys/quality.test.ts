import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingId, OrderId, PartyId } from '../../src/kernel/ids.ts';
import { sealAll } from '../../src/platform/log.ts';
import { registerStaff } from '../../src/processes/register-party.ts';
import { openBrowser } from '../browser.ts';
import { picture } from '../media.ts';
import { bareOrder, newBuyer, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

let house: House;
let browser: Browser;
let seller: PartyId;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  const { market, runs } = house;
  seller = await newSeller(runs, { name: 'Lichthaus', login: await login(market, 'lichthaus') });
  const input = {
    name: 'Ines',
    country: 'DE',
    language: 'en',
    currency: 'EUR',
    roles: ['inspector'],
  } as const;
  const account = await login(market, 'inspector');
  await runs.must('system:setup', (world) => registerStaff(world, { ...input, login: account }));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function person(name: string): Promise<Page> {
  const page = await visitor(browser, house.url);
  await page.goto('/sign-in');
  await signIn(page, name);
  return page;
}

const told = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor();

async function isOffered(page: Page, listingId: ListingId): Promise<boolean> {
  return (await page.goto(`/listings/${listingId}`))?.status() === 200;
}

async function owner(name: string, listingId: ListingId): Promise<OrderId> {
  const buyer = await newBuyer(house.runs, { name, login: await login(house.market, name.toLowerCase()) });
  return bareOrder(house.runs, { seller, buyer, listingId, delivered: true });
}

test(
  'an inspection rejects a lot, the listing stops, and its seller reads why and appeals',
  { timeout: 120_000 },
  async () => {
    const listingId = await newListing(house.runs, seller, { title: 'Folding lamp' });
    const page = await person('inspector');
    await page.goto('/ops/quality/lots');
    await page.getByText('Open a lot', { exact: true }).click();
    await page.getByLabel('Listing').fill(listingId);
    await page.getByLabel('Units in the lot').fill('20');
    await page.getByRole('button', { name: 'Draw the units' }).click();
    await told(page, 'The lot is open');
    const sheet = page.url();

    // The next unit is open already; a phone in one hand is enough.
    await page.setViewportSize({ width: 360, height: 740 });
    const unit = page.locator('details[open]').first();
    await unit.getByLabel('Does not conform').check();
    await unit.getByLabel('Photos').setInputFiles({
      name: 'lamp.png',
      mimeType: 'image/png',
      buffer: await picture('png'),
    });
    await unit.getByLabel('What is wrong with it').fill('The hinge is loose.');
    await unit.getByRole('button', { name: /^Record unit/ }).click();
    await told(page, 'Recorded.');
    await page.getByText('By its plan this lot is to be rejected').waitFor();
    await page.getByRole('img', { name: /^Unit/ }).first().waitFor();
    await page.goto(sheet);
    await page.getByText('Judge the lot', { exact: true }).click();
    await page.getByRole('radio', { name: /^Reject/ }).check();
    await page.getByLabel('Why', { exact: true }).fill('The hinge gives way.');
    await page.getByRole('button', { name: 'Record the verdict' }).click();
    await told(page, 'The verdict is recorded');
    await expectUsable(page);

    const shopper = await visitor(browser, house.url);
    expect(await isOffered(shopper, listingId)).toBe(false);
    const own = await person('lichthaus');
    await own.goto('/seller/quality');
    await own.getByRole('link', { name: 'Folding lamp' }).click();
    await own.getByText('The hinge is loose.').waitFor();
    await expectUsable(own);
    await own.goto('/notices');
    await own.getByRole('link', { name: /off the market/ }).click();
    await own.getByText('did not conform').waitFor();
    await own.getByText('Appeal against it', { exact: true }).click();
    await own.getByLabel('What is wrong about it?').fill('It was damaged on its way.');
    await own.getByRole('button', { name: 'File the appeal' }).click();
    await told(own, 'Your appeal is filed');
  },
);

test(
  'a recall, from the first report of danger to the last owner told and made good',
  { timeout: 120_000 },
  async () => {
    const { market } = house;
    const listingId = await newListing(house.runs, seller, { title: 'Rabbit night light', images: [] });
    await owner('Mara', listingId);
    await owner('Nils', listingId);

    // The first signal: an owner reports a danger.
    const mara = await person('mara');
    await mara.goto(`/report?listing=${listingId}`);
    await mara.getByRole('button', { name: 'Next: what happened' }).click();
    await mara.getByRole('radio', { name: 'The product is dangerous' }).check();
    await mara.getByRole('button', { name: 'Next' }).click();
    await mara.getByLabel('What happened, and was anybody hurt?').fill('It got so hot that it smoked.');
    await mara.getByRole('button', { name: 'Next: check and send' }).click();
    await mara.getByLabel('To the best of my knowledge').check();
    await mara.getByRole('button', { name: 'Send the report' }).click();
    await mara.getByText('Your report was sent.').waitFor();
    await sealAll(market.db.pool);
    while ((await market.watch()) > 0);

    const inspector = await person('inspector');
    await inspector.goto('/ops/quality');
    await expectUsable(inspector);
    await inspector.getByRole('link', { name: 'Rabbit night light' }).click();
    await inspector.getByText('Safety report', { exact: true }).waitFor();
    await expectUsable(inspector);
    await inspector.getByRole('link', { name: 'Recall them' }).click();
    await inspector.getByText('Recall goods', { exact: true }).click();
    await inspector.getByLabel('Name and brand').fill('Rabbit night light');
    await inspector.getByLabel('How owners tell it').fill('Model R1, on the bottom.');
    await inspector.getByLabel('What is wrong').fill('The battery may catch fire.');
    await inspector.getByLabel('Danger').selectOption('fire');
    await inspector.getByLabel('Who answers questions').fill('recalls@lichthaus.example');
    await inspector.getByRole('button', { name: 'Recall them now' }).click();
    await told(inspector, 'Off the market everywhere');

    const visitorPage = await visitor(browser, house.url);
    expect(await isOffered(visitorPage, listingId)).toBe(false);
    await visitorPage.goto('/recalls');
    await visitorPage.getByRole('link', { name: 'Rabbit night light' }).click();
    await visitorPage.getByText('Product safety recall', { exact: true }).waitFor();
    await expectUsable(visitorPage);

    while ((await market.sweep()) > 0);
    await inspector.reload();
    await inspector.getByText('All told').waitFor();
    await expectUsable(inspector);
    const nils = await person('nils');
    await nils.goto('/notices');
    await nils.getByRole('link', { name: 'Product safety recall' }).click();
    await nils.getByText('The battery may catch fire.').waitFor();
    await nils.getByRole('link', { name: 'See the recall' }).click();
    await nils.getByText('recalls@lichthaus.example').waitFor();
    await expectUsable(nils);
  },
);
