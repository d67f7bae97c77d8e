import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { StripeProvider } from '../../src/market/payments/stripe.ts';
import { openBrowser } from '../browser.ts';
import { newBuyer, newListing, newSeller } from '../people.ts';
import { login, openHouse } from './house.ts';
import { signIn, visitor } from './person.ts';

/** What the browser gets in the place of Stripe's script: a form with one field, whose text is the name of the card. */
const SCRIPT = `window.Stripe = (key) => ({
  elements: (options) => ({
    create: () => ({ mount: (place) => {
      const input = document.createElement('input');
      input.setAttribute('aria-label', key + ' ' + options.amount + ' ' + options.currency);
      place.append(input);
      window.cardInput = input;
    } }),
    submit: async () => (window.cardInput.value === '' ? { error: { message: 'Your card number is incomplete.' } } : {}),
  }),
  createPaymentMethod: async () => ({ paymentMethod: { id: window.cardInput.value } }),
});`;

/** Stripe's API, as far as a purchase asks it: one card is declined. */
function stripeApi() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const card = new URLSearchParams(text).get('payment_method');
      asked.push(`${request.url} ${card ?? ''}`.trim());
      const error = { type: 'card_error', code: 'card_declined', message: 'Declined.' };
      const intent = { id: 'pi_1', status: card === null ? 'succeeded' : 'requires_capture' };
      response.writeHead(card === 'pm_declined' ? 402 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(card === 'pm_declined' ? { error } : intent));
    });
  });
  return { server, asked };
}

test(
  'the card form of Stripe names the card, and only the name comes to us',
  { timeout: 120_000 },
  async () => {
    const { server, asked } = stripeApi();
    await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
    const { port } = server.address() as AddressInfo;
    const at = { host: '127.0.0.1', port, protocol: 'http' } as const;
    const provider = new StripeProvider({ secretKey: 'sk_test_x', publishableKey: 'pk_test_x', at });
    await using house = await openHouse({ provider });
    const browser = await openBrowser();
    try {
      await newBuyer(house.runs, { name: 'Ada Byron', login: await login(house.market, 'shopper') });
      const seller = await newSeller(house.runs, { name: 'Elbe Chairs' });
      const listingId = await newListing(house.runs, seller, { title: 'Cherrywood chair' });
      const page = await visitor(browser, house.url);
      await page.route('https://js.stripe.com/**', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: SCRIPT }),
      );
      await page.goto(`/listings/${listingId}`);
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await signIn(page, 'shopper');
      await page.getByRole('link', { name: 'To the checkout' }).click();
      await page.getByLabel('Street and number').fill('Lange Str. 1');
      await page.getByLabel('Town').fill('Berlin');
      const pay = page.getByRole('button', { name: /^Order and pay/ });
      const card = page.getByLabel('pk_test_x 10400 eur');
      await card.waitFor();
      await pay.click();
      await page.getByText('Your card number is incomplete.').waitFor();
      await card.fill('pm_declined');
      await pay.click();
      await page.getByRole('alert').getByText('Your payment was declined.').waitFor();
      await card.fill('pm_good');
      await pay.click();
      await page.getByRole('heading', { name: 'Thank you for your order' }).waitFor();

      // The difference of an exchange is paid on the page of the return.
      const lets = async (path: string) =>
        (await fetch(house.url + path, { redirect: 'manual' })).headers
          .get('content-security-policy')
          ?.includes('https://js.stripe.com');
      expect([await lets('/returns/ret_1'), await lets('/returns'), await lets('/')]).toEqual([
        true,
        false,
        false,
      ]);

      // Reached by script from a page that lets no other script in.
      await page.goto(`/listings/${listingId}`);
      await page.getByRole('button', { name: 'Buy now' }).click();
      await card.waitFor();
      expect(asked.slice(0, 2)).toEqual(['/v1/payment_intents pm_declined', '/v1/payment_intents pm_good']);
    } finally {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    }
  },
);
