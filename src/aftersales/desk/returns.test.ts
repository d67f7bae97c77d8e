import { afterAll, beforeAll, expect, it } from 'vitest';
import { asBuyer, asSeller, Counter } from '../../../test/counter.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { newStaff } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';

let server: TestServer;
let seller: PartyId;
let buyer: PartyId;
let orderId: OrderId;
let agent: Actor;
let inspector: Actor;

beforeAll(async () => {
  server = await testServer();
  const counter = new Counter(server);
  seller = await counter.seller('Chairs');
  buyer = await counter.buyer();
  orderId = await counter.order(buyer, await counter.listing(seller, 'Oak chair'));
  await counter.deliver(seller, orderId, 'CHAIR00001');
  agent = await counter.staff('representative');
  inspector = { kind: 'staff', partyId: await newStaff(counter.runs, 'inspector'), roles: ['inspector'] };
});
afterAll(() => server[Symbol.asyncDispose]());

async function asked(refs: object = { orderId }): Promise<string> {
  const question = { kind: 'repair', subject: 'It wobbles', text: 'It wobbles since yesterday.', refs };
  return (await server.ask(asBuyer(buyer), 'post', '/tickets', question)).body.ticketId;
}
const REQUEST = {
  lines: [{ line: 0, quantity: 1 }],
  reason: 'defective',
  wanted: 'return',
  text: 'It wobbles, the customer told us.',
};
const open = (ticketId: string, by = agent, more: object = {}) =>
  server.ask(by, 'post', `/desk/tickets/${ticketId}/returns`, { ...REQUEST, ...more });

it('a colleague opens a return from a question; each leads to the other, and both sides hear of it', async () => {
  const ticketId = await asked();
  expect(await open(ticketId, inspector)).toMatchObject({ status: 403 });
  expect(await open(ticketId, agent, { lines: [{ line: 0, quantity: 2 }] })).toMatchObject({
    status: 422,
    body: { type: '/problems/more-than-bought' },
  });
  const opened = await open(ticketId);
  expect(opened).toMatchObject({ status: 201, body: { status: 'requested' } });
  const { returnId } = opened.body;
  expect(await open(ticketId)).toMatchObject({ status: 409, body: { type: '/problems/already-requested' } });

  const page = await server.ask(agent, 'get', `/desk/tickets/${ticketId}`);
  expect(page.body.customer.returns).toMatchObject([{ returnId, orderId, reason: 'defective', asked: true }]);
  const staff = await server.ask(agent, 'get', `/returns/${returnId}`);
  expect(staff.body.questions).toMatchObject([{ ticketId, title: 'Repair', status: 'open', opened: true }]);
  // Who looks at goods need not know who asked the desk what.
  expect((await server.ask(inspector, 'get', `/returns/${returnId}`)).body.questions).toEqual([]);
  // It is the customer's own: they follow it, and may take it back.
  for (const side of [asBuyer(buyer), asSeller(seller)]) {
    expect((await server.ask(side, 'get', `/me/returns/${returnId}`)).status).toBe(200);
    const { notices } = (await server.ask(side, 'get', '/me/notices?kind=return-changed')).body;
    expect(notices.length).toBeGreaterThan(0);
  }
  const back = await server.ask(asBuyer(buyer), 'post', `/me/returns/${returnId}/withdrawal`, {});
  expect(back.body).toMatchObject({ status: 'closed' });
  const after = await server.ask(agent, 'get', `/desk/tickets/${ticketId}`);
  expect(after.body.customer.returns).toMatchObject([{ status: 'closed', closedWhy: 'withdrawn' }]);
});

it('a question without an order, one that a colleague has, and one that has ended open none', async () => {
  const problem = async (ticketId: string, by = agent) => {
    const { status, body } = await open(ticketId, by);
    return [status, body.type];
  };
  expect(await problem(await asked({}))).toEqual([409, '/problems/no-order']);
  const ticketId = await asked();
  const { body: me } = await server.ask(agent, 'post', `/desk/tickets/${ticketId}/assignment`, {});
  expect(me.assignee).toBeTruthy();
  const colleague = await new Counter(server).staff('representative');
  expect(await problem(ticketId, colleague)).toEqual([403, '/problems/assigned-to-another']);
  const end = { text: 'We are on it.', then: 'solve', cause: 'defect', seen: 1 };
  await server.ask(agent, 'post', `/desk/tickets/${ticketId}/answers`, end);
  expect(await problem(ticketId)).toEqual([409, '/problems/ticket-ended']);
  expect(await problem('tkt_none')).toEqual([404, '/problems/not-found']);
});
