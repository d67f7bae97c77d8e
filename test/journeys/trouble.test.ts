import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../src/cases/case.ts';
import type { CaseId, ListingId, OrderId, PartyId } from '../../src/kernel/ids.ts';
import { orders } from '../../src/market/orders/order.ts';
import { shipments } from '../../src/market/shipments/shipment.ts';
import { fileComplaint } from '../../src/processes/file-complaint.ts';
import { giveStatement } from '../../src/processes/hear-case.ts';
import { imposeSanctions } from '../../src/processes/impose-sanctions.ts';
import { makeFindings } from '../../src/processes/judge-case.ts';
import { triageComplaint } from '../../src/processes/triage-complaint.ts';
import { openBrowser } from '../browser.ts';
import { bomb, phonePhoto, picture, PLACE, scriptedPhoto } from '../media.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff } from '../people.ts';
import { type House, login, openHouse } from './house.ts';
import { expectUsable, signIn, visitor } from './person.ts';

let house: House;
let browser: Browser;
let seller: PartyId;
let listingId: ListingId;
let representative: PartyId;
let investigator: PartyId;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  const { runs } = house;
  seller = await newSeller(runs, { name: 'Elbe Chairs' });
  listingId = await newListing(runs, seller, { title: 'Cherrywood chair' });
  representative = await newStaff(runs, 'representative');
  investigator = await newStaff(runs, 'investigator');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function shopper(name: string): Promise<PartyId> {
  return newBuyer(house.runs, { name, login: await login(house.market, name.toLowerCase()) });
}

/** An order whose parcel a carrier has scanned at the door. */
async function delivered(buyer: PartyId): Promise<OrderId> {
  const orderId = await bareOrder(house.runs, { seller, buyer, listingId, delivered: true });
  await house.runs.must('test', async ({ unit }) => {
    const order = await unit.load(orders, orderId);
    const [parcel] = order && 'shipments' in order ? order.shipments : [];
    if (!parcel) throw new Error('no parcel');
    const at = unit.now;
    return unit.append(shipments, parcel, [
      { type: 'ShipmentAnnounced', at, orderId, seller, carrier: 'DHL' },
      { type: 'ShipmentScanned', at, orderId, seller, code: 'delivered', place: 'Berlin' },
    ]);
  });
  return orderId;
}

function photo(buffer: Buffer, name = 'chair.jpg', mimeType = 'image/jpeg') {
  return { name, mimeType, buffer };
}

const file = (page: Page) => page.getByLabel('Choose a file');
const addFile = (page: Page) => page.getByRole('button', { name: 'Add the file' });

test(
  'a problem is reported in three steps with scripts off, and nothing typed is lost on the way',
  { timeout: 120_000 },
  async () => {
    const orderId = await delivered(await shopper('Ada'));
    const page = await visitor(browser, house.url, { javaScriptEnabled: false });
    // Without an account it leads to signing in, and back.
    await page.goto(`/report?order=${orderId}`);
    await page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).click();
    await signIn(page, 'ada');
    await page.waitForURL(`**/report?order=${orderId}`);
    await page.getByText('Order of').waitFor();
    await page.getByRole('button', { name: 'Next: what happened' }).click();

    await page.getByRole('radio', { name: 'It is not as described, or defective' }).check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('The order’s timeline with').waitFor();
    const text = page.getByLabel('What was promised');
    await text.fill('It says oak, and it is pine.');
    // A photo is asked for, and what was typed stays.
    await page.getByRole('button', { name: 'Next: check and send' }).click();
    await page.getByText('Add a photo that shows it.').first().waitFor();

    for (const [wrong, why] of [
      [photo(await picture('png')), 'The file is not what its name says.'],
      [photo(bomb(), 'chair.png', 'image/png'), 'This picture has too many pixels.'],
      [photo(await scriptedPhoto()), 'There is something in this file that would run by itself'],
      [
        photo(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg', 'image/svg+xml'),
        'We can’t take this kind',
      ],
    ] as const) {
      await file(page).setInputFiles(wrong);
      await addFile(page).click();
      const field = file(page);
      await page.getByText(why).first().waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await text.inputValue()).toBe('It says oak, and it is pine.');
    }

    await file(page).setInputFiles(photo(await phonePhoto(640, 480)));
    await addFile(page).click();
    const shown = page.getByRole('img', { name: 'Photo 1' });
    await shown.waitFor();
    const src = (await shown.getAttribute('src')) ?? '';
    const kept = await (await page.request.get(src)).body();
    expect(kept.includes(PLACE)).toBe(false);

    // Another sign-in, another day: it goes on where it stopped.
    const later = await visitor(browser, house.url, { javaScriptEnabled: false });
    await later.goto('/sign-in?next=/report');
    await signIn(later, 'ada');
    await later.getByRole('link', { name: 'Go on' }).click();
    expect(await later.getByLabel('What was promised').inputValue()).toBe('It says oak, and it is pine.');
    await later.getByRole('img', { name: 'Photo 1' }).waitFor();
    await later.getByRole('button', { name: 'Next: check and send' }).click();
    await later.getByText('A person looks at it within 48 hours.').waitFor();
    await later.getByLabel('To the best of my knowledge').check();
    await later.getByRole('button', { name: 'Send the report' }).click();
    await later.getByText('Your report was sent.').waitFor();
    await later.getByText('Waits for a first look').waitFor();
    // The first window still shows the form: it leads to the complaint, and does not send it a second time.
    await page.getByRole('button', { name: 'Next: check and send' }).click();
    await page.goto('/complaints');
    expect(await page.getByRole('link', { name: /It is not as described/ }).count()).toBe(1);
  },
);

/** What the staff do about a claim that parcels never came, up to the decision. */
async function claimedFalsely(orderId: OrderId): Promise<CaseId> {
  const { runs } = house;
  const refs = { orderId };
  const text = 'The carrier has his signature.';
  const filed = await runs.must(seller, (w) =>
    fileComplaint(w, {
      complainant: seller,
      kind: 'false-non-receipt',
      refs,
      text,
      uploads: [],
      safety: false,
    }),
  );
  const by = representative;
  const { caseId } = await runs.must(by, (w) =>
    triageComplaint(w, { complaintId: filed.complaintId, by, decision: { kind: 'hear' } }),
  );
  if (!caseId) throw new Error('not heard');
  return caseId;
}

async function judged(caseId: CaseId): Promise<void> {
  const { runs } = house;
  const by = investigator;
  await runs.must(by, async (w) => {
    const evidence = (await w.unit.load(cases, caseId))?.evidence.map((e) => e.id) ?? [];
    const finding = {
      violation: 'false-non-receipt',
      result: 'substantiated',
      reasons: 'Signed for.',
      evidence,
    } as const;
    return makeFindings(w, { caseId, by, findings: [finding] });
  });
  await runs.must(by, (w) => imposeSanctions(w, { caseId, by, words: 'The signature is yours.' }));
}

test(
  'a buyer with false claims loses complaint rights for a time, keeps the others, and appeals',
  { timeout: 180_000 },
  async () => {
    const buyer = await shopper('Mallory');
    const orderId = await delivered(buyer);
    const page = await visitor(browser, house.url);
    await page.goto('/sign-in');
    await signIn(page, 'mallory');
    await expectUsable(await opened(page, '/report'));

    const first = await claimedFalsely(orderId);
    await page.goto('/notices');
    await expectUsable(page);
    await page.getByRole('link', { name: 'We ask you for a statement' }).click();
    await expectUsable(page);
    await page.getByRole('link', { name: 'Give a statement' }).click();
    await page.getByLabel('What happened?').fill('My neighbour signed, I was away.');
    await page.getByRole('button', { name: 'Give the statement' }).click();
    await page.getByText('Your statement is part of the case.').waitFor();
    await page.getByText('Add evidence', { exact: true }).click();
    await page.getByLabel('Photo, video or document').setInputFiles(photo(await phonePhoto()));
    await page.getByRole('button', { name: 'Add to the case' }).click();
    await page.getByText('The file is part of the case.').waitFor();
    await expectUsable(page);
    await judged(first);
    const second = await claimedFalsely(await delivered(buyer));
    await house.runs.must(buyer, (w) => giveStatement(w, { caseId: second, by: buyer, text: 'Not me.' }));
    await judged(second);

    await page.goto('/account/standing');
    await page.getByText('Complaint rights suspended').waitFor();
    await page.getByText('report dangers, threats and illegal goods').waitFor();
    await expectUsable(page);
    await refusedAndOpen(page, orderId);

    await page.goto('/account/standing');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Complaint rights suspended' })
      .getByRole('link', { name: 'Why, and how to appeal' })
      .click();
    await page.getByText('The signature is yours.').waitFor();
    await page.getByText('Appeal against it', { exact: true }).click();
    await page.getByLabel('What is wrong about it?').fill('The signature is my neighbour’s.');
    await expectUsable(page);
    await page.getByRole('button', { name: 'File the appeal' }).click();
    await page.getByText('Your appeal is filed.').waitFor();
    await page.getByRole('link', { name: 'Your appeal' }).click();
    await page.getByText('The signature is my neighbour’s.').waitFor();
    await expectUsable(page);
    for (const path of ['/complaints', '/account/cases', '/appeals'])
      await expectUsable(await opened(page, path));
  },
);

async function opened(page: Page, path: string): Promise<Page> {
  const response = await page.goto(path);
  expect(response?.status(), path).toBe(200);
  return page;
}

/** An ordinary complaint is stopped before it is sent, and says why; a statutory claim goes through. */
async function refusedAndOpen(page: Page, orderId: OrderId): Promise<void> {
  await page.goto(`/report?order=${orderId}`);
  await page.getByRole('button', { name: 'Next: what happened' }).click();
  await page.getByRole('radio', { name: 'It was shipped or delivered late' }).check();
  await expectUsable(page);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('When did it arrive').fill('Late.');
  await expectUsable(page);
  await page.getByRole('button', { name: 'Next: check and send' }).click();
  await page.getByText('You may not file this kind of complaint for now').waitFor();
  await expectUsable(page);
  await page.getByRole('link', { name: 'Change' }).first().click();
  await page.getByRole('link', { name: 'Choose something else' }).click();
  await page.getByRole('radio', { name: 'The seller refuses my withdrawal or my rights' }).check();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('When and how did you ask').fill('By message, on Monday. No answer.');
  await page.getByRole('button', { name: 'Next: check and send' }).click();
  await page.getByLabel('To the best of my knowledge').check();
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('Your report was sent.').waitFor();
  await expectUsable(page);
}
