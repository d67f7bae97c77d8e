/**
 * Looks at a running instance in a headless browser. Without a flag it writes the pictures of the README; with `--check` it
 * opens every kind of page in light and dark, on a phone and on a desk, writes a PNG of each to `build/screens`, and fails
 * when one has an accessibility finding that hinders people, an error in the console, or a sideways scroll.
 *
 *     npm start                      in another terminal, with the demo
 *     npm run screens -- [--check] [--url http://localhost:3000] [--email E --password P] [--out DIR] [PATH ...]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { pngQuantize } from '@napi-rs/image';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { accessibilityFindings, openBrowser } from './browser.ts';

interface Picture {
  readonly name: string;
  readonly entry: string;
  readonly colorScheme: 'light' | 'dark';
  /** Whose page it is; the one who looks at all others if not said. */
  readonly as?: string;
}

/** Of the README; each in its own look, so that both are seen and the list stays short. */
const PICTURES: readonly Picture[] = [
  { name: 'queue', entry: '/ops', colorScheme: 'light' },
  { name: 'case', entry: '/ops?waitsFor=decision&source=complaint FIRST(main td a)', colorScheme: 'light' },
  { name: 'case-dark', entry: '/ops?status=closed&severity=serious FIRST(main td a)', colorScheme: 'dark' },
  { name: 'party', entry: '/ops/bounds FIRST(main td a)', colorScheme: 'light' },
  { name: 'party-dark', entry: '/ops/bounds?metric=valid-tracking FIRST(main td a)', colorScheme: 'dark' },
  { name: 'worst-by-bound', entry: '/ops/bounds', colorScheme: 'light' },
  { name: 'search', entry: '/search?q=bag', colorScheme: 'light' },
  { name: 'search-dark', entry: '/search', colorScheme: 'dark' },
  {
    name: 'listing',
    entry: '/search?q=bag FIRST(main h3 a)',
    colorScheme: 'light',
    as: 'shopper@cacashop.example',
  },
  { name: 'health', entry: '/seller/health', colorScheme: 'light', as: 'seller@cacashop.example' },
  { name: 'returns', entry: '/ops/returns FIRST(main td a)', colorScheme: 'light' },
  { name: 'quality-dark', entry: '/ops/quality', colorScheme: 'dark' },
];

/** A README that loads slowly is not read. */
const PICTURE_BYTES_MAX = 250_000;

/** Here the error page itself is what is looked at. */
const MISSING_PAGE = '/no-such-page';

/** `FIRST(selector)` opens the first link that matches on the page before it: ids differ from run to run. */
const PAGES = [
  '/',
  '/search?q=lamp',
  '/search FIRST(main h3 a)',
  '/search FIRST(main h3 a) FIRST(main a[href^="/sellers/"])',
  '/categories/kitchen',
  MISSING_PAGE,
  '/ops',
  '/ops FIRST(main td a)',
  '/ops?status=closed&severity=serious FIRST(main td a)',
  '/ops?status=closed&severity=serious FIRST(main td a) FIRST(main a[href^="/ops/notices/"])',
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
  '/ops/strikes',
  '/ops/parties',
  '/ops/log',
];

const LOOKS = [
  { name: 'desk-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'desk-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 360, height: 740, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, colorScheme: 'dark' },
] as const;

/** What `npm start` fills an empty database with; any other instance is told who looks. */
const DEMO_EMAIL = 'head@cacashop.example';
const DEMO_PASSWORD = 'cacashop-demo';

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      url: { type: 'string', default: 'http://localhost:3000' },
      out: { type: 'string' },
      email: { type: 'string', default: DEMO_EMAIL },
      password: { type: 'string', default: DEMO_PASSWORD },
    },
  });
  const { check, out = check ? 'build/screens' : 'docs/screens', ...rest } = values;
  return { check, out, ...rest, pages: positionals.length > 0 ? positionals : PAGES };
}

type Options = ReturnType<typeof options>;

async function signIn(browser: Browser, { url, email, password }: Options) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
  const state = await context.storageState();
  await context.close();
  return state;
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

async function pageIn(browser: Browser, look: Look, session: Session): Promise<Page> {
  const { width, height, colorScheme } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    storageState: session,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  return context.newPage();
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

async function faultsOf(page: Page): Promise<string[]> {
  const faults = (await accessibilityFindings(page)).map(
    (found) => `${found.impact} ${found.rule}: ${found.help}\n      ${found.where.join('\n      ')}`,
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) faults.push(`scrolls sideways by ${overflow} px`);
  return faults;
}

/** Number of pages with faults in one look. */
async function check(
  browser: Browser,
  look: (typeof LOOKS)[number],
  session: Session,
  given: Options,
): Promise<number> {
  const page = await pageIn(browser, look, session);
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
    const faults = [...(await faultsOf(page)), ...loud.map((text) => `console: ${text}`)];
    if (status >= 400 && entry !== MISSING_PAGE) faults.push(`status ${status}`);
    if (faults.length > 0) faulty += 1;
    console.log(`${faults.length === 0 ? 'good' : 'BAD '} ${look.name} ${entry}`);
    for (const fault of faults) console.log(`    ${fault}`);
  }
  await page.context().close();
  return faulty;
}

/** Number of pictures that could not be taken, or are too large. */
async function take(browser: Browser, session: Session, given: Options): Promise<number> {
  let faulty = 0;
  for (const { name, entry, colorScheme, as } of PICTURES) {
    const own = as === undefined ? session : await signIn(browser, { ...given, email: as });
    const page = await pageIn(browser, { width: 1280, height: 860, colorScheme }, own);
    const status = await open(page, given.url, entry);
    const file = join(given.out, `${name}.png`);
    // A palette is enough for a page, and a third of the bytes.
    const picture = status === 200 ? await pngQuantize(await page.screenshot()) : undefined;
    if (picture) await writeFile(file, picture);
    const bytes = picture?.length ?? 0;
    const isGood = bytes > 0 && bytes <= PICTURE_BYTES_MAX;
    if (!isGood) faulty += 1;
    console.log(`${isGood ? 'good' : 'BAD '} ${file}: ${status ?? 'no link to follow'}, ${bytes} bytes`);
    await page.context().close();
  }
  return faulty;
}

const given = options();
await mkdir(given.out, { recursive: true });
const browser = await openBrowser();
let faulty = 0;
try {
  const session = await signIn(browser, given);
  if (!given.check) faulty = await take(browser, session, given);
  else for (const look of LOOKS) faulty += await check(browser, look, session, given);
} finally {
  await browser.close();
}
if (faulty > 0) {
  console.error(`${faulty} with faults`);
  process.exitCode = 1;
}
