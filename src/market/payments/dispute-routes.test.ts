import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

it('a seller sees a chargeback and answers it once, with words and proof', async () => {
  const seller: Actor = { kind: 'seller', partyId: await newSeller(runs) };
  const buyer: Actor = { kind: 'buyer', partyId: await newBuyer(runs) };
  const listingId = await newListing(runs, seller.partyId);
  await server.ask(buyer, 'put', `/cart/lines/${listingId}`, { quantity: 1 });
  const address = { line1: 'Street 1', postalCode: '10115', city: 'Berlin', country: 'DE', name: 'A B' };
  const bought = await server.ask(buyer, 'post', '/checkout', { address, paymentToken: 'chargeback' });
  expect(bought.status).toBe(201);
  const chargeback = await waitFor(async () => {
    const { body } = await server.ask(seller, 'get', '/me/chargebacks');
    return body.chargebacks[0];
  });
  expect(chargeback).toMatchObject({
    amount: { amountMinor: 10_400, currency: 'EUR' },
    fee: { amountMinor: 2_000 },
    reason: 'not-received',
    mayAnswer: true,
    outcome: null,
  });
  const path = `/me/chargebacks/${chargeback.disputeId}`;
  const other: Actor = { kind: 'seller', partyId: await newSeller(runs) };
  expect((await server.ask(other, 'get', path)).status).toBe(404);
  expect((await server.ask(other, 'post', `${path}/answer`, { answer: 'accept' })).status).toBe(404);

  const file = (content: Buffer, kind = 'document') => ({ kind, content: content.toString('base64') });
  const text = 'Delivered to the door; the receipt is attached.';
  const lie = await server.ask(seller, 'post', `${path}/answer`, {
    answer: 'defend',
    text,
    files: [file(Buffer.from('no pdf at all'))],
  });
  expect(lie.status).toBe(422);
  expect(lie.body.errors[0].field).toBe('files.0.content');
  expect((await server.ask(seller, 'post', `${path}/answer`, { answer: 'defend', text: ' ' })).status).toBe(
    422,
  );

  const sent = await server.ask(seller, 'post', `${path}/answer`, {
    answer: 'defend',
    text,
    files: [file(PDF)],
  });
  expect(sent.status).toBe(200);
  const shown = await waitFor(async () => {
    const { body } = await server.ask(seller, 'get', path);
    return body.sentAt === null ? undefined : body;
  });
  expect(shown).toMatchObject({
    answer: 'defended',
    mayAnswer: false,
    defence: { text, files: [{ kind: 'document', mime: 'application/pdf' }] },
  });
  expect((await server.ask(seller, 'post', `${path}/answer`, { answer: 'accept' })).status).toBe(409);
  const notices = await server.ask(seller, 'get', '/me/notices');
  expect(JSON.stringify(notices.body)).toContain('chargeback-opened');
});

/** What is done after a commit comes a moment later. */
async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come');
}
