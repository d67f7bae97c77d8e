import { afterAll, beforeAll, expect, it } from 'vitest';
import { DOORS } from '../../test/doors.ts';
import { type TestServer, testServer } from '../../test/market.ts';
import { applyMeasure, newSeller, type Runs } from '../../test/people.ts';
import { must } from '../runtime.ts';
import type { Actor } from './actor.ts';

let server: TestServer;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

it('a request sent again gets the answer of then, also from a door that has closed since', async () => {
  const partyId = await newSeller(runs);
  const seller: Actor = { kind: 'seller', partyId };
  const offer = (key: string) => server.ask(seller, 'post', '/listings', DOORS['post /listings']?.body, key);
  const first = await offer('offer-number-one');
  expect(first.status).toBe(201);
  await applyMeasure(runs, partyId, 'suspension');
  expect(await offer('offer-number-one')).toMatchObject({ status: 201, body: first.body });
  expect((await offer('offer-number-two')).status).toBe(403);
});
