import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { sealAll } from '../../platform/log.ts';
import { must } from '../../runtime.ts';
import { SignalStore } from '../../signals/store.ts';
import { shipments } from './shipment.ts';

let server: TestServer;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

it('lateness that a declared strike touches is excused, and counts again once it is withdrawn', async () => {
  const head: Actor = { kind: 'staff', partyId: await newStaff(runs, 'head'), roles: ['head'] };
  const seller: Actor = { kind: 'seller', partyId: await newSeller(runs) };
  const order = {
    seller: seller.partyId,
    buyer: await newBuyer(runs),
    listingId: await newListing(runs, seller.partyId),
  };
  const start = server.now();
  await bareOrder(runs, { ...order, at: start });
  server.pass(12 * DAY_MS);
  await sealAll(server.market.db.pool);
  const { db, book } = server.market;
  const signals = new SignalStore({ pool: db.pool, rulebook: book.rulebook, now: () => server.now() });
  while ((await signals.step()) > 0);
  const late = async () => {
    const { body } = await server.ask(seller, 'get', `/parties/${seller.partyId}/signals`);
    return body.metrics.find((m: { metric: string }) => m.metric === 'late-shipment');
  };
  expect(await late()).toMatchObject({ n: 1, k: 1 });

  const strike = { carrier: 'all', countries: 'all', from: dateOf(start), to: dateOf(start + 20 * DAY_MS) };
  const source = 'https://news.example/strike';
  const declared = await server.ask(head, 'post', '/carrier-strikes', { ...strike, source });
  expect(declared.status).toBe(201);
  expect(await late()).toMatchObject({ n: 0, k: 0, excluded: [{ reason: 'carrier-strike', count: 1 }] });
  const { strikeId } = declared.body;
  const known = await server.ask({ kind: 'anonymous' }, 'get', '/carrier-strikes');
  expect(known.body.strikes[0]).toMatchObject({ strikeId, source, withdrawn: null });
  // Those of the rulebook have no id.
  expect(known.body.strikes.at(-1).strikeId).toBeUndefined();

  const withdrawal = `/carrier-strikes/${strikeId}/withdrawal`;
  expect((await server.ask(head, 'post', withdrawal, { why: 'Called off.' })).status).toBe(200);
  expect(await late()).toMatchObject({ n: 1, k: 1 });
  const again = await server.ask(head, 'post', withdrawal, { why: 'Called off.' });
  expect(again).toMatchObject({ status: 409, body: { type: '/problems/withdrawn-already' } });
  const far = { ...strike, from: '2027-06-01', to: '2027-06-02', source };
  expect(await server.ask(head, 'post', '/carrier-strikes', far)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'from' }] },
  });
});

it('a strike names a carrier, in any spelling, real countries and days that still matter', async () => {
  const head: Actor = { kind: 'staff', partyId: await newStaff(runs, 'head'), roles: ['head'] };
  const seller = await newSeller(runs);
  const orderId = await bareOrder(runs, {
    seller,
    buyer: await newBuyer(runs),
    listingId: await newListing(runs, seller),
  });
  await runs.must('test', async ({ unit }) => {
    const at = unit.now;
    unit.append(shipments, unit.ids.next('shp'), [
      { type: 'ShipmentAnnounced', at, orderId, seller, carrier: 'Canada Post' },
    ]);
  });
  const today = dateOf(server.now());
  const strike = {
    carrier: 'canada-post',
    countries: ['CA'],
    from: today,
    to: today,
    source: 'News of today',
  };
  const declare = (more: object) => server.ask(head, 'post', '/carrier-strikes', { ...strike, ...more });
  const refused = (code: string, field: string, detail: RegExp) => ({
    status: 422,
    body: { type: `/problems/${code}`, errors: [{ field, message: expect.stringMatching(detail) }] },
  });

  expect(await declare({ carrier: '--' })).toMatchObject(refused('carrier-unknown', 'carrier', /--/));
  const noCountry = refused('country-unknown', 'countries', /ZZ is not the code/);
  expect(await declare({ countries: ['CA', 'ZZ'] })).toMatchObject(noCountry);
  expect(await declare({ countries: ['UK'] })).toMatchObject(
    refused('country-unknown', 'countries', /write GB/),
  );
  const old = { from: '2020-01-01', to: '2020-01-02' };
  expect(await declare(old)).toMatchObject(refused('strike-far-back', 'from', /365 days/));

  expect((await declare({})).status).toBe(201);
  expect((await declare({ carrier: 'DHL', countries: ['DE'] })).status, 'one that nobody has used yet').toBe(
    201,
  );
  const { body } = await server.ask({ kind: 'anonymous' }, 'get', '/carrier-strikes');
  // As parcels name it, so that whoever reads the list knows it.
  const carriers = body.strikes.map((s: { carrier: string }) => s.carrier);
  expect(carriers).toEqual(expect.arrayContaining(['Canada Post', 'DHL']));
});

it('two people who read the same news declare one strike; once it is withdrawn it can be declared again', async () => {
  const hire = async (): Promise<Actor> => ({
    kind: 'staff',
    partyId: await newStaff(runs, 'head'),
    roles: ['head'],
  });
  const [one, two] = [await hire(), await hire()];
  const day = dateOf(server.now());
  const strike = { carrier: 'Poste Due', countries: ['IT', 'FR'], from: day, to: day, source: 'News' };
  const declared = await server.ask(one, 'post', '/carrier-strikes', strike);
  expect(declared.status).toBe(201);
  const same = { ...strike, carrier: 'poste-due', countries: ['FR', 'IT'], source: 'Another paper' };
  expect(await server.ask(two, 'post', '/carrier-strikes', same)).toMatchObject({
    status: 409,
    body: { type: '/problems/declared-already', strikeId: declared.body.strikeId },
  });
  expect((await server.ask(two, 'post', '/carrier-strikes', { ...same, countries: ['FR'] })).status).toBe(
    201,
  );
  await server.ask(one, 'post', `/carrier-strikes/${declared.body.strikeId}/withdrawal`, {
    why: 'Called off.',
  });
  expect((await server.ask(two, 'post', '/carrier-strikes', same)).status).toBe(201);
});

it('also where they declare it at the same moment, and each time anew after a withdrawal', async () => {
  const day = dateOf(server.now());
  const strike = { carrier: 'Correos', countries: ['ES', 'PT'], from: day, to: day, source: 'News' };
  const heads: Actor[] = [];
  for (let n = 0; n < 8; n++)
    heads.push({ kind: 'staff', partyId: await newStaff(runs, 'head'), roles: ['head'] });
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(
      heads.map((head) => server.ask(head, 'post', '/carrier-strikes', strike)),
    );
    const [made, ...more] = answers.filter(({ status }) => status === 201);
    expect(more).toEqual([]);
    const { strikeId } = made?.body ?? {};
    for (const answer of answers)
      if (answer !== made)
        expect(answer).toMatchObject({ status: 409, body: { type: '/problems/declared-already', strikeId } });
    const withdrawal = await server.ask(
      heads[0] as Actor,
      'post',
      `/carrier-strikes/${strikeId}/withdrawal`,
      {
        why: 'Called off.',
      },
    );
    expect(withdrawal.status).toBe(200);
  }
});
