/**
 * Opens the main pages of a running instance in a headless browser, writes a PNG of each in light and dark, on a phone and on a
 * desk, and fails when a page has an accessibility finding that hinders people, an error in the console, or a sideways scroll.
 *
 *     npm run screens -- --url http://localhost:3000 --email staff@example --password secret [--out DIR] [PATH ...]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Browser, BrowserContext, Page } from 'playwright-core';

import { accessibilityFindings, openBrowser } from './browser.ts';

/** Here the error page itself is what is looked at. */
const MISSING_PAGE = '/no-such-page';

/** `FIRST(selector)` opens the first link that matches on the page before it: ids differ from run to run. */
const PAGES = [
  '/',
  '/search?q=lamp',
  '/search FIRST(main h3 a)',
  '/search FIRST(main h3 a) FIRST(main dd a)',
  '/sign-in',
  MISSING_PAGE,
  '/ops',
  '/ops FIRST(main td a)',
  '/ops?status=closed&severity=serious FIRST(main td a)',
  '/ops/complaints',
  '/ops/complaints FIRST(main td a)',
  '/ops/proposals',
  '/ops/proposals?needs=finding',
  '/ops/appeals',
  '/ops/appeals?status=decided FIRST(main td a)',
  '/ops/plans',
  '/ops/plans FIRST(main td a)',
  '/ops/holds',
  '/ops/goods',
  '/ops/campaigns',
  '/ops/bounds',
  '/ops/bounds?history=true',
  '/ops/bounds FIRST(main td a)',
  '/ops/parties',
  '/ops/log',
];

const LOOKS = [
  { name: 'desk-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'desk-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 360, height: 740, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, colorScheme: 'dark' },
] as const;

interface Options {
  readonly url: string;
  readonly out: string;
  readonly email: string | undefined;
  readonly password: string | undefined;
  readonly pages: readonly string[];
}

function options(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      out: { type: 'string', default: 'build/screens' },
      email: { type: 'string' },
      password: { type: 'string' },
    },
  });
  const { url, out, email, password } = values;
  return { url, out, email, password, pages: positionals.length > 0 ? positionals : PAGES };
}

async function signIn(context: BrowserContext, { url, email, password }: Options): Promise<void> {
  if (email === undefined || password === undefined) return;
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
  await page.close();
}

/** Opens the page of an entry and returns its status, or nothing when there was no link to follow. */
async function open(page: Page, url: string, entry: string): Promise<number | undefined> {
  const [path = '/', ...links] = entry.split(' FIRST(').map((part) => part.replace(/\)$/, ''));
  let response = await page.goto(url + path, { waitUntil: 'networkidle' });
  for (const selector of links) {
    const href = await page
      .locator(selector)
      .first()
      .getAttribute('href', { timeout: 1_000 })
      .catch(() => null);
    if (href === null) return undefined;
    response = await page.goto(new URL(href, url).href, { waitUntil: 'networkidle' });
  }
  return response?.status();
}

async function check(page: Page): Promise<string[]> {
  const faults = (await accessibilityFindings(page)).map(
    (found) => `${found.impact} ${found.rule}: ${found.help}\n      ${found.where.join('\n      ')}`,
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) faults.push(`scrolls sideways by ${overflow} px`);
  return faults;
}

async function shoot(browser: Browser, look: (typeof LOOKS)[number], given: Options): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await signIn(context, given);
  const page = await context.newPage();
  const loud: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with a status'))
      loud.push(message.text());
  });
  page.on('pageerror', (error) => loud.push(String(error)));
  let faulty = 0;
  for (const entry of given.pages) {
    loud.length = 0;
    const status = await open(page, given.url, entry);
    if (status === undefined) {
      console.log(`skip ${look.name} ${entry}: no link to follow`);
      continue;
    }
    const name = entry.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'home';
    await page.screenshot({ path: join(given.out, `${name}.${look.name}.png`), fullPage: true });
    const faults = [...(await check(page)), ...loud.map((text) => `console: ${text}`)];
    if (status >= 400 && entry !== MISSING_PAGE) faults.push(`status ${status}`);
    if (faults.length > 0) faulty += 1;
    console.log(`${faults.length === 0 ? 'good' : 'BAD '} ${look.name} ${entry}`);
    for (const fault of faults) console.log(`    ${fault}`);
  }
  await context.close();
  return faulty;
}

const given = options();
await mkdir(given.out, { recursive: true });
const browser = await openBrowser();
let faulty = 0;
for (const look of LOOKS) faulty += await shoot(browser, look, given);
await browser.close();
if (faulty > 0) {
  console.error(`${faulty} pages with faults`);
  process.exitCode = 1;
}
