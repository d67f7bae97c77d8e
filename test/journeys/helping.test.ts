import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingId, OrderId } from '../../src/kernel/ids.ts';
import { proposeGuide, reviewGuide } from '../../src/processes/keep-guides.ts';
import { registerStaff } from '../../src/processes/register-party.ts';
import { guides } from '../../src/aftersales/guides/guide.ts';
import { openBrowser } from '../browser.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

let house: House;
let browser: Browser;
let listingId: ListingId;
let orderId: OrderId;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  const { runs, market } = house;
  const seller = await newSeller(runs, { name: 'Elbe Chairs' });
  listingId = await newListing(runs, seller, { title: 'Cherrywood chair' });
  const buyer = await newBuyer(runs, { name: 'Ada Kern', language: 'en', login: await login(market, 'ada') });
  orderId = await bareOrder(runs, { seller, buyer, listingId, delivered: true });
  const agent = { country: 'DE', language: 'en', currency: 'EUR', roles: ['representative'] } as const;
  for (const [name, account] of [
    ['Rita Moll', 'rita'],
    ['Tom Berg', 'tom'],
  ] as const)
    await runs.must('system:setup', async (world) =>
      registerStaff(world, { ...agent, name, login: await login(market, account) }),
    );
  const reviewer = await newStaff(runs, 'head');
  const { guideId } = await runs.must(seller, (world) =>
    proposeGuide(world, {
      author: seller,
      isStaff: false,
      kind: 'maintenance',
      target: { kind: 'listing', listingId },
      language: 'en',
      title: 'Oil the cherrywood',
      text: 'Rub linseed oil into the wood with a soft cloth.\nLet it dry for a day.',
      everyMonths: 6,
    }),
  );
  await runs.must(reviewer, async (world) => {
    const guide = await world.unit.load(guides, guideId);
    return reviewGuide(world, {
      guideId,
      by: reviewer,
      outcome: 'publish',
      why: '',
      draftAt: guide?.draft?.at ?? 0,
    });
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function signedIn(name: string, at: string): Promise<Page> {
  const page = await visitor(browser, house.url);
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, name);
  return page;
}

const main = (page: Page) => page.getByRole('main');

test(
  'a shopper asks how to maintain a product and is served by a guide, then by technical support',
  { timeout: 180_000 },
  async () => {
    const ada = await signedIn('ada', `/orders/${orderId}`);
    // Use and care stand in the order; the owner wants to be reminded.
    await main(ada).getByRole('button', { name: 'Remind me' }).click();
    await ada.getByText('We will remind you.').waitFor();
    await expectUsable(ada);

    // A question that a guide answers, while it is being written.
    await ada.getByRole('link', { name: 'Get help with it' }).click();
    await ada.getByLabel('In a few words').fill('Oil for the wood');
    await ada.getByLabel('Your question').fill('Which oil do I rub into the chair, and how often?');
    const offered = ada.getByRole('link', { name: 'Oil the cherrywood' });
    await offered.waitFor();
    await expectUsable(ada);
    await offered.click();
    await ada.getByText('Rub linseed oil into the wood').waitFor();
    await ada.getByRole('button', { name: 'Yes' }).click();
    await ada.getByText('1 of 1 said that it did.').waitFor();
    await expectUsable(ada);

    // Another day it does not help: a person has to.
    await ada.getByRole('button', { name: 'No', exact: true }).click();
    await ada.getByText('Sorry that it did not help.').waitFor();
    await main(ada).getByRole('link', { name: 'Ask us' }).click();
    await ada.getByLabel('What do you need?').selectOption('technical');
    await ada.getByLabel('In a few words').fill('The oil leaves white marks');
    await ada.getByLabel('Your question').fill('I oiled the chair, and now there are white marks on it.');
    await ada.getByRole('button', { name: 'Send the question' }).click();
    await ada.getByText('Your question is with us.').waitFor();
    await ada.getByText('We answer by').waitFor();

    // The desk: the next ticket, the customer beside it, a colleague at the same one.
    const rita = await signedIn('rita', '/ops/desk');
    await rita.getByText('The oil leaves white marks').waitFor();
    await expectUsable(rita);
    await rita.getByRole('button', { name: 'Take the next ticket' }).click();
    await rita.getByText('there are white marks on it').waitFor();
    await rita.getByText('Elbe Chairs').first().waitFor();
    // What was written about it already is at hand while she answers.
    await rita.getByRole('link', { name: 'Oil the cherrywood' }).waitFor();
    const tom = await signedIn('tom', new URL(rita.url()).pathname);
    await tom.getByText('Rita Moll is looking at this ticket').waitFor();
    await tom.getByText('Rita Moll has this ticket').waitFor();
    await rita.getByLabel('Your answer').fill('That is too much oil: wipe it off with a dry cloth.');
    await rita.getByRole('button', { name: 'Send' }).click();
    await rita.getByText('Your answer is on its way.').waitFor();
    await expectUsable(rita);

    await ada.reload();
    await ada.getByText('wipe it off with a dry cloth').waitFor();
    await ada.getByText('We wait for your answer').waitFor();
    await ada.getByLabel('Your message').fill('That worked, thank you.');
    await ada.getByRole('button', { name: 'Send', exact: true }).click();
    await ada.getByText('That worked, thank you.').waitFor();
    await ada.getByRole('button', { name: 'It is solved' }).click();
    await ada.getByText('Glad that it is solved.').waitFor();
    await ada.getByRole('radio', { name: '5' }).check();
    await ada.getByRole('button', { name: 'Rate' }).click();
    await ada.getByText('Thank you for saying so.').waitFor();
    await expectUsable(ada);
    await ada.goto('/help');
    await ada.getByRole('link', { name: 'The oil leaves white marks' }).waitFor();
    expect(await ada.getByText('Solved', { exact: true }).count()).toBe(1);
  },
);
