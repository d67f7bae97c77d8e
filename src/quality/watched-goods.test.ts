import { afterAll, beforeAll, expect, it } from 'vitest';
import { asBuyer, asSeller, Counter } from '../../test/counter.ts';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newStaff } from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { sealAll } from '../platform/log.ts';

let server: TestServer;
let counter: Counter;
let inspector: Actor;
let agent: Actor;
let seller: PartyId;
let listingId: ListingId;
let parcels = 0;

beforeAll(async () => {
  server = await testServer(Date.UTC(2026, 0, 12, 9));
  counter = new Counter(server);
  const staffed = async (role: 'inspector' | 'representative'): Promise<Actor> => {
    return { kind: 'staff', partyId: await newStaff(counter.runs, role), roles: [role] };
  };
  inspector = await staffed('inspector');
  agent = await staffed('representative');
  seller = await counter.seller('Lamps');
  listingId = await counter.listing(seller, 'Lamp', 100);
});
afterAll(() => server[Symbol.asyncDispose]());

async function ask(actor: Actor, method: string, path: string, body?: object, status = 200) {
  const answer = await server.ask(actor, method, path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}

interface Owner {
  readonly buyer: PartyId;
  readonly orderId: OrderId;
}

async function owner(): Promise<Owner> {
  const buyer = await counter.buyer();
  const orderId = await counter.order(buyer, listingId);
  await counter.deliver(seller, orderId, `LAMP${++parcels}0000`);
  return { buyer, orderId };
}

/** Sends it back as defective; the path of the return. */
async function returned({ buyer, orderId }: Owner): Promise<string> {
  const lines = [{ line: 0, quantity: 1 }];
  const asked = { lines, reason: 'defective', wanted: 'return', text: 'It flickers.' };
  const { returnId } = await ask(asBuyer(buyer), 'post', `/orders/${orderId}/returns`, asked, 201);
  return `/me/returns/${returnId}`;
}

/** Asks the desk, which finds out that the lamp is defective. */
async function askedDesk({ buyer, orderId }: Owner, cause = 'defect'): Promise<void> {
  const refs = { orderId, listingId };
  const question = { kind: 'technical', subject: 'It flickers', text: 'It flickers.', refs };
  const { ticketId } = await ask(asBuyer(buyer), 'post', '/tickets', question, 201);
  const answer = { text: 'That is a defect; we are sorry.', then: 'solve', cause, seen: 1 };
  await ask(agent, 'post', `/desk/tickets/${ticketId}/answers`, answer, 201);
}

async function counted() {
  await sealAll(server.market.db.pool);
  while ((await server.market.watch()) > 0);
  return ask(inspector, 'get', `/quality/goods/${listingId}`);
}
const isShown = async () =>
  (await server.ask({ kind: 'anonymous' }, 'get', `/listings/${listingId}`)).status === 200;

it('returns and questions to the desk are counted by the sequential test, and sales stop at the limit', async () => {
  const at = server.now() - 60 * DAY_MS;
  const someone = await newBuyer(counter.runs);
  for (let i = 0; i < 60; i++)
    await bareOrder(counter.runs, { seller, buyer: someone, listingId, delivered: true, at });
  const waiting = { buyer: await counter.buyer(), orderId: '' as OrderId };
  waiting.orderId = await counter.order(waiting.buyer, listingId);
  const owners: Owner[] = [];
  for (let i = 0; i < 12; i++) owners.push(await owner());

  const [first, second, third] = owners as [Owner, Owner, Owner];
  const path = await returned(first);
  await askedDesk(second);
  // What was no defect is none, whoever asked.
  await askedDesk(third, 'answered');
  const before = await counted();
  expect(before).toMatchObject({ status: 'watching', figures: { units: 62, defects: 2, buyers: 2 } });
  // Taken back, it is no report; asked for again it is the same unit.
  await ask(asBuyer(first.buyer), 'post', `${path}/withdrawal`, {});
  expect(await counted()).toMatchObject({ figures: { defects: 1 } });
  await returned(first);
  await askedDesk(first);
  expect(await counted()).toMatchObject({ figures: { units: 62, defects: 2, buyers: 2 } });
  expect((await counted()).figures.ratio).toBeCloseTo(before.figures.ratio, 9);

  const triggers: (string | null)[] = [];
  for (const [i, one] of owners.slice(2).entries()) {
    await (i % 2 === 0 ? returned(one) : askedDesk(one));
    const { status, trigger, figures, stopId } = await counted();
    expect(figures.defects).toBe(i + 3);
    triggers.push(status === 'alarmed' ? trigger : null);
    // The test alone queues a review; above the limit sales rest.
    const isAbove = figures.lower > server.market.book.rulebook.quality.watch.stopAboveShare;
    if (trigger !== 'above-limit') expect(figures.ratio >= figures.alarmAt).toBe(status === 'alarmed');
    expect([trigger === 'above-limit', stopId !== null && stopId !== undefined]).toEqual([isAbove, isAbove]);
    expect(await isShown()).toBe(!isAbove);
  }
  expect([...new Set(triggers)]).toEqual([null, 'sequential-test', 'above-limit']);

  // Nobody can buy it, and who waits for one gets none.
  const other = await counter.buyer();
  await ask(asBuyer(other), 'put', `/cart/lines/${listingId}`, { quantity: 1 }, 404);
  expect((await ask({ kind: 'anonymous' }, 'get', '/search?q=lamp')).listings).toEqual([]);
  const parcel = { carrier: 'DHL' };
  await ask(asSeller(seller), 'post', `/orders/${waiting.orderId}/shipments`, parcel, 409);
  const { notices } = await ask(asSeller(seller), 'get', '/me/notices?kind=goods-stopped');
  expect(notices).toHaveLength(1);
});
