import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerStaff } from '../../src/processes/register-party.ts';
import { accessibilityFindings, openBrowser } from '../browser.ts';
import { newSeller } from '../people.ts';
import { GOODS, type House, login, openHouse, PASSWORD } from './house.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** A trade mark owner's letter: enough of a PDF to be told by its bytes. */
const LETTER = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

/** A person with a browser of their own, signed in unless a visitor. */
async function person(name?: string, timezoneId?: string): Promise<Page> {
  const zone = timezoneId === undefined ? {} : { timezoneId };
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...zone,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  if (name === undefined) return page;
  await page.goto(`${house.url}/sign-in`);
  await page.getByLabel('E-mail').fill(`${name}@house.example`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  return page;
}

/** Nothing that hinders people, on a desk and on a phone, and no sideways scroll. */
async function expectUsable(page: Page): Promise<void> {
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    const where = `${new URL(page.url()).pathname} at ${viewport.width} px`;
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `sideways scroll of ${where}`).toBeLessThanOrEqual(0);
    expect(await accessibilityFindings(page), where).toEqual([]);
  }
}

async function offered(page: Page): Promise<boolean> {
  await page.goto(`${house.url}/search?q=arbortek`);
  return page.getByRole('link', { name: GOODS }).isVisible();
}

function confirmation(page: Page, text: string): Promise<void> {
  return page.getByRole('status').getByText(text).waitFor();
}

test('from a case to a shutdown by two people, and back on appeal', { timeout: 120_000 }, async () => {
  const visitor = await person();
  expect(await offered(visitor)).toBe(true);
  await expectUsable(visitor);

  const caseUrl = await investigate();
  expect(await offered(visitor)).toBe(false);
  const gone = await visitor.goto(`${house.url}/listings/${house.listingId}`);
  expect(gone?.status()).toBe(404);
  await expectUsable(visitor);

  await approve(caseUrl);
  await appeal();
  await reverse();
  expect(await offered(visitor)).toBe(true);
});

test(
  'what a seller told is compared with its proof, and a document is asked for',
  { timeout: 60_000 },
  async () => {
    const page = await person('reviewer');
    await page.goto(`${house.url}/ops/parties?q=Copy`);
    await page.getByRole('link', { name: 'Copy Corner' }).click();
    await page.getByText('Show what was told').click();
    await page.getByText('Judge: legal name').click();
    const judging = page
      .getByRole('group')
      .filter({ has: page.getByText('Judge: legal name') })
      .last();
    await judging.getByRole('radio', { name: 'Wrong' }).check();
    await expectUsable(page);
    await judging.getByRole('button', { name: 'Record the judgement' }).click();
    // Nobody is told that something is wrong without being told what.
    await judging.getByRole('alert').waitFor();
    await judging.getByLabel('What is wrong').fill('The register knows another name.');
    await judging.getByRole('button', { name: 'Record the judgement' }).click();
    await confirmation(page, 'Your judgement is on record.');
    await page.getByText('Show what was told').click();
    await page.getByText('Wrong: The register knows another name.').waitFor();

    await page.getByText('Ask for an identification document').click();
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await confirmation(page, 'The seller was asked');
    const seller = await person('seller');
    await seller.goto(`${house.url}/notices`);
    await seller.getByRole('link', { name: 'We need data about you' }).first().click();
    await seller.getByRole('main').getByText('Identification document').waitFor();
  },
);

test('a name of a hundred letters without a space makes no page wider', { timeout: 60_000 }, async () => {
  const partyId = await newSeller(house.runs, { name: 'W'.repeat(90) + ' مرحبا 🦊' });
  const page = await person('reviewer');
  await page.goto(`${house.url}/ops/parties/${partyId}`);
  await page.getByRole('heading', { level: 1, name: 'WWW' }).waitFor();
  await expectUsable(page);
});

test(
  'days are the same wherever they are read, and a strike that excuses nobody is not declared',
  { timeout: 60_000 },
  async () => {
    const account = await login(house.market, 'head');
    await house.runs.must('system:setup', (world) =>
      registerStaff(world, {
        name: 'Head',
        country: 'DE',
        language: 'en',
        currency: 'EUR',
        roles: ['head'],
        login: account,
      }),
    );
    // Where it is still yesterday when a day begins in UTC.
    const page = await person('head', 'America/Los_Angeles');
    await page.goto(`${house.url}/ops/strikes`);
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const declare = async (carrier: string, countries: string) => {
      await page.getByLabel('Carrier').fill(carrier);
      await page.getByLabel('Countries').fill(countries);
      await page.getByLabel('First day').fill(day(1));
      await page.getByLabel('Last day').fill(day(3));
      await page.getByLabel('Where it can be read up').fill('News of the evening');
      await page.getByRole('button', { name: 'Declare it' }).click();
    };
    await declare('--', 'DE');
    await page.getByText('-- names no carrier').first().waitFor();
    expect(await page.getByLabel('Carrier').getAttribute('aria-invalid')).toBe('true');
    await expectUsable(page);
    await declare('all', 'UK');
    await page.getByText('write GB').first().waitFor();
    await declare('All', 'GB');
    await confirmation(page, 'The strike is on record');
    const days = page.getByRole('row', { name: 'All carriers' }).getByRole('time');
    const told = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
    await page.getByRole('row', { name: 'GB' }).waitFor();
    expect(await days.first().textContent()).toBe(told.format(Date.parse(day(1))));
  },
);

/** Opens the case from the queue, adds proof, finds with reasons and imposes; returns where the case is. */
async function investigate(): Promise<string> {
  const page = await person('investigator');
  await page.goto(`${house.url}/ops`);
  await expectUsable(page);
  await page.getByRole('link', { name: 'Counterfeit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Counterfeit goods' }).waitFor();

  await page.getByText('Add evidence', { exact: true }).click();
  await page.getByLabel('Kind').selectOption('document');
  const file = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: LETTER };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Add to the case' }).click();
  await confirmation(page, 'The evidence was added');

  await page.getByText('Decide: Counterfeit goods').click();
  await page.getByRole('radio', { name: 'Substantiated' }).first().check();
  for (const box of await page
    .getByRole('group', { name: 'Evidence it rests on' })
    .getByRole('checkbox')
    .all())
    await box.check();
  await page
    .getByRole('textbox', { name: 'Reasons' })
    .fill('The letter of the trade mark owner names these very chairs.');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Record the finding' }).click();
  await confirmation(page, 'The finding was recorded');

  await page.getByText('Apply the ladder').click();
  await page.getByRole('textbox', { name: 'Reasons' }).fill('Counterfeits, as found.');
  await page.getByRole('button', { name: 'Impose and propose' }).click();
  await confirmation(page, 'Recorded.');
  await page.getByText('1 of 2 approvals: investigator').waitFor();
  await expectUsable(page);
  return page.url().split('?')[0] ?? '';
}

/** The second person: the page says whose two words the shutdown rests on. */
async function approve(caseUrl: string): Promise<void> {
  const page = await person('reviewer');
  await page.goto(`${house.url}/ops/proposals`);
  await page.getByText('Approve: shutdown').click();
  await page.getByLabel('Why you agree').fill('I read the letter and compared the pictures myself.');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Approve' }).click();
  await confirmation(page, 'Your approval was recorded.');
  await page.goto(caseUrl);
  await page.getByText('2 of 2 approvals: investigator, reviewer').waitFor();
}

/** The seller reads why, and appeals where it is said. */
async function appeal(): Promise<void> {
  const page = await person('seller');
  await page.goto(`${house.url}/seller`);
  await page.getByText('Trading stopped').waitFor();
  await expectUsable(page);
  await page.getByRole('link', { name: 'reasons and appeal' }).first().click();
  await page.getByRole('heading', { name: 'Statement of reasons' }).waitFor();
  await page.getByText('Counterfeits, as found.').waitFor();
  await page.getByText('Appeal against it').click();
  await page.getByLabel('What is wrong about it').fill('The letter is about another shop of a similar name.');
  await expectUsable(page);
  await page.getByRole('button', { name: 'File the appeal' }).click();
  await confirmation(page, 'Your appeal is filed.');
}

/** Somebody who took no part; those who did are told so. */
async function reverse(): Promise<void> {
  const page = await person('second');
  await page.goto(`${house.url}/ops/appeals`);
  await expectUsable(page);
  await page.getByRole('link', { name: 'Copy Corner' }).click();
  await page.getByRole('heading', { name: 'Appeal of Copy Corner' }).waitFor();
  await page.getByText('investigator, reviewer', { exact: false }).waitFor();
  await page.getByText('Decide the appeal').click();
  await page.getByRole('radio', { name: 'Nothing of it stays' }).check();
  await page
    .getByRole('textbox', { name: 'Reasons' })
    .fill('The letter names Copy Corner of Basel, which is another company.');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Decide' }).click();
  await confirmation(page, 'The appeal was decided');
  await page.getByText('Decision reversed').waitFor();
}
