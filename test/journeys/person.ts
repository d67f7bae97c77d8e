import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityFindings } from '../browser.ts';
import { PASSWORD } from './house.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** A person with a browser of their own, at the front page. */
export async function visitor(
  browser: Browser,
  url: string,
  more: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: DESK,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  // Such as a page that the browser had to draw anew, and with it what was typed before scripts came.
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto('/');
  return page;
}

/** Signs in where the page stands, and waits until it has gone on. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('E-mail').fill(`${name}@house.example`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Nothing that hinders people, on a desk and on a phone, light and dark, and no sideways scroll. */
export async function expectUsable(page: Page): Promise<void> {
  for (const viewport of [PHONE, DESK])
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      // Colours follow with the next frame.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const where = `${new URL(page.url()).pathname} at ${viewport.width} px, ${colorScheme}`;
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `sideways scroll of ${where}`).toBeLessThanOrEqual(0);
      expect(await accessibilityFindings(page), where).toEqual([]);
    }
}

/** More stops than any page has. */
const TABS_MAX = 120;

/** By the Tab key alone, as somebody without a mouse gets there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < TABS_MAX; stop++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(target)} can't be reached with the Tab key on ${page.url()}`);
}
