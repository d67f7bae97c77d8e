/** A shopper looks around: start page, categories, filters, an article with its variants, a seller's shop. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingId, PartyId } from '../../src/kernel/ids.ts';
import { pictureIds } from '../../simulation/pictures/draw.ts';
import { registerStaff } from '../../src/processes/register-party.ts';
import { openBrowser } from '../browser.ts';
import { applyMeasure, newListing, newSeller } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

const COLOURS = ['navy', 'mustard'] as const;
const JOURNEY = { timeout: 120_000 };

let house: House;
let browser: Browser;
let seller: PartyId;
const lamps: ListingId[] = [];

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  seller = await newSeller(house.runs, { name: 'Isar Lamps' });
  for (const colour of COLOURS)
    lamps.push(
      await newListing(house.runs, seller, {
        title: `Reading lamp, ${colour}`,
        category: 'home',
        images: pictureIds('Table lamp', colour, 1),
        attributes: { material: 'oak' },
        variant: { group: 'reading-lamp', options: { colour } },
      }),
    );
  await newListing(
    house.runs,
    seller,
    { title: 'Bath towels', category: 'home', attributes: { material: 'cotton' } },
    3,
  );
}, 120_000);
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

/** Every picture that is there was drawn. */
async function expectPictures(page: Page): Promise<void> {
  const broken = await page.evaluate(async () => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('main img')];
    await Promise.all(
      pictures.map((img) => (img.complete ? Promise.resolve() : img.decode().catch(() => undefined))),
    );
    return pictures.filter((img) => img.loading === 'eager' && img.naturalWidth === 0).map((img) => img.src);
  });
  expect(broken).toEqual([]);
}

test('from the start page over a category to an article in another colour', JOURNEY, async () => {
  const page = await visitor(browser, house.url);
  await page.getByRole('heading', { level: 2, name: 'Shop by category' }).waitFor();
  await expectUsable(page);
  await expectPictures(page);

  await page.getByRole('main').getByRole('link', { name: 'Home and living' }).click();
  await page.getByRole('heading', { level: 1, name: 'Home and living' }).waitFor();
  await page.getByText('About 2 articles').waitFor();
  await expectUsable(page);

  await page.getByRole('checkbox', { name: 'Oak' }).check();
  await page.getByText('About 1 article', { exact: true }).waitFor();
  await page.getByText('Why this position?').first().click();
  await page.getByText('No reviews yet: neither up nor down.').waitFor();
  await page.getByRole('link', { name: 'Remove filter: Oak' }).click();
  await page.getByText('About 2 articles').waitFor();

  await page.getByRole('heading', { name: 'Reading lamp' }).getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'Reading lamp' }).waitFor();
  await page.getByText('All countries and prices').waitFor();
  await page.getByText('What is this?').click();
  await page.getByText('This shop started lately.').waitFor();
  await expectUsable(page);
  await expectPictures(page);
  const other = page.getByRole('navigation', { name: 'Colour' }).locator('a:not([aria-current])');
  const colour = await other.innerText();
  await other.click();
  await page.getByRole('heading', { level: 1, name: `Reading lamp, ${colour.toLowerCase()}` }).waitFor();

  await page.getByRole('link', { name: 'Show picture 2' }).click();
  await expect
    .poll(() => page.locator('#picture-2').evaluate((li) => (li.parentElement?.scrollLeft ?? 0) > 100))
    .toBe(true);

  await page.getByRole('main').getByRole('link', { name: 'Isar Lamps' }).click();
  await page.getByRole('heading', { level: 1, name: 'Isar Lamps' }).waitFor();
  await page.getByText('Too few orders lately').waitFor();
  await expectUsable(page);
});

test('a search that finds nothing says what it might have been', JOURNEY, async () => {
  const page = await visitor(browser, house.url);
  await page.getByRole('searchbox').fill('tawals');
  await page.getByRole('searchbox').press('Enter');
  await page.getByText('Nothing found').waitFor();
  await expectUsable(page);
  await page.getByRole('link', { name: 'towels' }).click();
  await page.getByRole('heading', { name: 'Bath towels' }).waitFor();
  await page.getByText('Only 3 left').waitFor();
});

test('in Portuguese, to Germany, in dollars, without scripts', JOURNEY, async () => {
  const page = await visitor(browser, house.url, { javaScriptEnabled: false, locale: 'pt-BR' });
  await page.getByLabel('Moeda').selectOption('USD');
  await page.locator('select[name=country]').last().selectOption('DE');
  await page.locator('form[action="/preferences"] button').click();
  await page.getByRole('searchbox').fill('lamp');
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('link', { name: 'Remover filtro: Envia para' }).waitFor();
  await page
    .getByText(/cerca de\s+US\$/)
    .first()
    .waitFor();
  await page.getByRole('checkbox', { name: 'Em estoque' }).check();
  await page.getByRole('button', { name: 'Ver resultados' }).click();
  await page.getByRole('link', { name: 'Remover filtro: Em estoque' }).waitFor();
  await page.getByRole('heading', { name: 'Reading lamp' }).getByRole('link').click();
  await page.getByText(/Chega até/).waitFor();
  await page.getByRole('button', { name: 'Comprar agora' }).waitFor();
  await page.locator('a[href="#picture-3"]').click();
  expect(new URL(page.url()).hash).toBe('#picture-3');
});

test('the house puts goods of a kind on show, and shoppers find them', JOURNEY, async () => {
  const { runs, market } = house;
  const account = await login(market, 'theme-head');
  const person = { name: 'Head', country: 'DE', language: 'en', currency: 'EUR', roles: ['head'] } as const;
  await runs.must('system:setup', (world) => registerStaff(world, { ...person, login: account }));
  const head = await visitor(browser, house.url);
  await head.goto('/sign-in?next=/ops/promotions');
  await signIn(head, 'theme-head');
  await head.getByLabel('Category').selectOption('home');
  await head.getByLabel('Details').fill('material: oak');
  const today = new Date().toISOString().slice(0, 10);
  await head.getByLabel('First day').fill(today);
  await head.getByLabel('Last day').fill('2020-01-01');
  for (const field of await head.getByLabel(/^Title/).all()) await field.fill('Evenings at home');
  for (const field of await head.getByLabel(/^Line below/).all()) await field.fill('Soft light.');
  await head.getByRole('button', { name: 'Plan it' }).click();
  await head.getByText('The last day must not be before the first.').first().waitFor();
  expect(await head.getByLabel('Details').inputValue()).toBe('material: oak');
  await head.getByLabel('Last day').fill(today);
  await head.getByRole('button', { name: 'Plan it' }).click();
  await head.getByText('The promotion is planned.').waitFor();
  await expectUsable(head);

  const page = await visitor(browser, house.url, { javaScriptEnabled: false });
  const shelf = page.getByRole('list', { name: 'Evenings at home' });
  await shelf.getByRole('link', { name: /^Reading lamp/ }).waitFor();
  await page.getByRole('link', { name: /^See all\s*: Evenings at home/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Evenings at home' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Bath towels' }).count()).toBe(0);
  await page
    .getByRole('heading', { name: /^Reading lamp/ })
    .getByRole('link')
    .click();
  const others = page.getByRole('list', { name: 'Others like it' });
  await others.getByRole('link', { name: 'Bath towels' }).waitFor();
});

test('a seller who is stopped is gone from the shelves with the next page', JOURNEY, async () => {
  const page = await visitor(browser, house.url);
  const shown = async (path: string) =>
    (await page.goto(path)) && page.getByRole('heading', { name: /Reading lamp/ }).count();
  expect(await shown('/categories/home')).toBe(1);
  await applyMeasure(house.runs, seller, 'suspension');
  for (const path of ['/', '/categories/home', '/search?q=lamp', `/sellers/${seller}`])
    expect(await shown(path)).toBe(0);
  expect((await page.goto(`/listings/${lamps[0]}`))?.status()).toBe(404);
  const picture = await page.request.get(`/api/v1/listings/${lamps[0]}/images/0`);
  expect(picture.status()).toBe(404);
});
