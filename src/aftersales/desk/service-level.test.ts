import { afterAll, beforeAll, expect, it } from 'vitest';
import { Counter } from '../../../test/counter.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { newBuyer, newStaff } from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';

/** Friday, 16:00 in Berlin and 11:00 in São Paulo; Monday is Whit Monday in Germany, and a working day in Brazil. */
const FRIDAY = Date.UTC(2026, 4, 22, 14);

let server: TestServer;
let counter: Counter;
let agent: Actor;
let head: Actor;

beforeAll(async () => {
  server = await testServer(FRIDAY);
  counter = new Counter(server);
  agent = await counter.staff('representative');
  head = await counter.staff('head');
});
afterAll(() => server[Symbol.asyncDispose]());

async function customer(country: string): Promise<Actor> {
  return { kind: 'buyer', partyId: await newBuyer(counter.runs, { country, language: 'en' }) };
}
async function asked(by: Actor): Promise<string> {
  const question = { kind: 'use', subject: 'Oil', text: 'How often do I oil it?' };
  const answer = await server.ask(by, 'post', '/tickets', question);
  expect(answer.status).toBe(201);
  return answer.body.ticketId;
}
const ticket = async (id: string) => (await server.ask(agent, 'get', `/desk/tickets/${id}`)).body.ticket;
const answer = (id: string, more: object) =>
  server.ask(agent, 'post', `/desk/tickets/${id}/answers`, { text: 'Which wood is it?', ...more });

it('its clocks run in the working days of the customer’s country', async () => {
  const [german, brazilian] = [await asked(await customer('DE')), await asked(await customer('BR'))];
  // 24 hours: eight are left of Friday, and sixteen of the next working day.
  expect((await ticket(german)).answer).toMatchObject({
    of: 'first-answer',
    dueAt: Date.UTC(2026, 4, 26, 14),
    calendar: expect.stringContaining('DE'),
  });
  expect((await ticket(brazilian)).answer).toMatchObject({
    dueAt: Date.UTC(2026, 4, 25, 14),
    calendar: expect.stringContaining('BR'),
  });
});

it('the clock of the solution stands still while the customer is waited for, and runs on with what was left', async () => {
  const by = await customer('BR');
  const id = await asked(by);
  server.pass(3 * DAY_MS);
  // Five working days from Friday, 11:00.
  expect((await ticket(id)).solution.dueAt).toBe(Date.UTC(2026, 4, 29, 14));
  await answer(id, { then: 'wait', seen: 1 });
  const waiting = await ticket(id);
  expect(waiting).toMatchObject({ status: 'waiting', answer: null, solution: null });
  // Two working days go by, and nothing escalates or is missed.
  server.pass(2 * DAY_MS);
  await server.market.sweep();
  expect(await ticket(id)).toMatchObject({ status: 'waiting', missed: [] });
  expect((await ticket(id)).waiting.solutionLeftMs).toBe(waiting.waiting.solutionLeftMs);
  await server.ask(by, 'post', `/me/tickets/${id}/messages`, { text: 'Oak.' });
  const after = await ticket(id);
  expect(after).toMatchObject({ status: 'open', answer: { of: 'next-answer' } });
  // Four working days were left: from Wednesday, 11:00, over a weekend.
  expect(after.solution.dueAt).toBe(Date.UTC(2026, 5, 2, 14));
  expect(after.answer.dueAt).toBe(server.now() + DAY_MS);
});

it('a clock that is about to be missed is seen by the head of service before it is', async () => {
  const id = await asked(await customer('BR'));
  const { answer: clock } = await ticket(id);
  const atRisk = async () => {
    await server.market.sweep();
    const { tickets } = (await server.ask(head, 'get', '/desk/tickets?view=at-risk&limit=100')).body;
    return tickets.some((t: { ticketId: string }) => t.ticketId === id);
  };
  expect(await atRisk()).toBe(false);
  const { escalateBeforeHours } = server.market.book.rulebook.desk.clocks;
  server.pass(clock.dueAt - escalateBeforeHours * HOUR_MS - server.now() - 1);
  expect(await atRisk()).toBe(false);
  server.pass(2);
  expect(await atRisk()).toBe(true);
  expect((await ticket(id)).missed).toEqual([]);
  await answer(id, { then: 'solve', cause: 'answered', seen: 1 });
  expect(await atRisk()).toBe(false);
});

it('each role reads what it needs: inspectors no people and no money, others nothing at all', async () => {
  const by = await customer('DE');
  const id = await asked(by);
  const paying = { kind: 'payment', subject: 'Paid twice', text: 'I paid twice.' };
  const money = (await server.ask(by, 'post', '/tickets', paying)).body.ticketId;
  const as = async (role: 'inspector' | 'engineer' | 'reviewer' | 'investigator'): Promise<Actor> => {
    return { kind: 'staff', partyId: await newStaff(counter.runs, role), roles: [role] };
  };
  const inspector = await as('inspector');
  const seen = await server.ask(inspector, 'get', `/desk/tickets/${id}`);
  expect(seen.body).toMatchObject({ customer: null, ticket: { requester: null } });
  expect((await server.ask(inspector, 'get', `/desk/tickets/${money}`)).status).toBe(404);
  for (const role of ['engineer', 'reviewer', 'investigator'] as const)
    for (const path of [`/desk/tickets/${id}`, '/desk/tickets', '/desk/counts', '/desk/reports'])
      expect((await server.ask(await as(role), 'get', path)).status, `${role} ${path}`).toBe(403);
  for (const path of ['answers', 'notes', 'assignment', 'release', 'returns'])
    expect((await server.ask(inspector, 'post', `/desk/tickets/${id}/${path}`, {})).status).toBe(403);
});
