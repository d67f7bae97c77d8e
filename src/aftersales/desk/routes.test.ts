import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/market.ts';
import {
  applyMeasure,
  bareOrder,
  newBuyer,
  newListing,
  newSeller,
  newStaff,
  type Runs,
} from '../../../test/people.ts';
import type { Actor } from '../../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';
import { setSkills } from '../../processes/staffing.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let market: Runs;
let ada: Actor & { partyId: PartyId };
let bea: Actor;
let agent: Actor & { partyId: PartyId };
let second: Actor & { partyId: PartyId };
let head: Actor;
let inspector: Actor;
let listingId: ListingId;
let orderId: OrderId;

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
  const buyerOf = async (language: string) => ({
    kind: 'buyer' as const,
    partyId: await newBuyer(market, { language, name: 'Ada Kern' }),
  });
  const staffOf = async (role: 'representative' | 'head' | 'inspector') => ({
    kind: 'staff' as const,
    partyId: await newStaff(market, role),
    roles: [role],
  });
  [ada, bea] = [await buyerOf('en'), await buyerOf('pt-BR')];
  [agent, second] = [await staffOf('representative'), await staffOf('representative')];
  [head, inspector] = [await staffOf('head'), await staffOf('inspector')];
  const seller = await newSeller(market);
  listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer: ada.partyId, listingId, delivered: true });
});
afterAll(() => server[Symbol.asyncDispose]());

const QUESTION = { kind: 'use', subject: 'Oiling the chair', text: 'How often do I oil it?' };
async function asked(more: object = {}, by: Actor = ada): Promise<string> {
  const answer = await server.ask(by, 'post', '/tickets', { ...QUESTION, ...more });
  expect(answer.status).toBe(201);
  return answer.body.ticketId;
}
const problem = (answer: { status: number; body: { type?: string } }) => [answer.status, answer.body.type];

describe('a customer', () => {
  it('asks about their order, is answered, writes on and says how it was', async () => {
    const kinds = await server.ask({ kind: 'anonymous' }, 'get', '/ticket-kinds');
    expect(kinds.body.kinds).toContainEqual({ kind: 'repair', title: 'Repair' });
    const id = await asked({ refs: { orderId, listingId } });
    const own = await server.ask(ada, 'get', `/me/tickets/${id}`);
    expect(own.body).toMatchObject({
      status: 'open',
      subject: 'Oiling the chair',
      answerBy: server.now() + DAY_MS,
      mayWrite: true,
      mayRate: false,
      messages: [{ from: 'customer', text: 'How often do I oil it?' }],
    });
    const answered = await server.ask(agent, 'post', `/desk/tickets/${id}/answers`, {
      text: 'Twice a year.',
      then: 'solve',
      cause: 'answered',
      seen: 1,
    });
    expect(answered).toMatchObject({ status: 201, body: { status: 'solved' } });
    const early = await server.ask(ada, 'get', `/me/tickets/${id}`);
    expect(early.body).toMatchObject({ status: 'solved', mayRate: true });
    // Who of the staff answered is not told.
    expect(early.body.messages[1]).toMatchObject({ from: 'agent', by: null });
    const again = await server.ask(ada, 'post', `/me/tickets/${id}/messages`, { text: 'With which oil?' });
    expect(again.body.status).toBe('open');
    await server.ask(ada, 'post', `/me/tickets/${id}/solution`, {});
    const rated = await server.ask(ada, 'post', `/me/tickets/${id}/rating`, { score: 4, comment: 'Quick.' });
    expect(rated.body.score).toBe(4);
    expect(problem(await server.ask(ada, 'post', `/me/tickets/${id}/rating`, { score: 4 }))).toEqual([
      409,
      '/problems/rated-already',
    ]);
    const list = await server.ask(ada, 'get', '/me/tickets?limit=1');
    expect(list.body.tickets[0]).toMatchObject({ ticketId: id, rating: 4 });
  });

  it('sees and touches nothing of others', async () => {
    const id = await asked();
    for (const [method, path, body] of [
      ['get', `/me/tickets/${id}`, undefined],
      ['get', `/me/tickets/${id}/files/${'0'.repeat(64)}`, undefined],
      ['post', `/me/tickets/${id}/messages`, { text: 'Hello' }],
      ['post', `/me/tickets/${id}/solution`, {}],
      ['post', `/me/tickets/${id}/rating`, { score: 1 }],
      ['post', `/tickets/${id}/confirmation`, { token: 'guess' }],
    ] as const)
      expect((await server.ask(bea, method, path, body)).status, path).toBe(404);
    expect(problem(await server.ask(bea, 'post', '/tickets', { ...QUESTION, refs: { orderId } }))).toEqual([
      404,
      '/problems/not-found',
    ]);
    expect((await server.ask(bea, 'post', '/tickets', { ...QUESTION, follows: id })).status).toBe(404);
    expect((await server.ask(bea, 'get', '/desk/tickets')).status).toBe(403);
  });

  it('is told at the field what is wrong', async () => {
    for (const [body, field] of [
      [{ ...QUESTION, kind: 'gossip' }, 'kind'],
      [{ ...QUESTION, text: '' }, 'text'],
      [{ ...QUESTION, subject: '' }, 'subject'],
      [{ ...QUESTION, refs: { listingId: 'lst_nothing' } }, 'refs.listingId'],
      [{ ...QUESTION, uploadIds: ['upl_nothing'] }, 'uploads.0'],
      [{ ...QUESTION, text: 'a\u0000b' }, 'text'],
    ] as const) {
      const answer = await server.ask(ada, 'post', '/tickets', body);
      expect(answer.body.errors?.[0]?.field, JSON.stringify(body)).toBe(field);
      expect([404, 422]).toContain(answer.status);
    }
  });

  it('may ask whatever their standing, once a key', async () => {
    const barred = await newBuyer(market);
    await applyMeasure(market, barred, 'bar');
    const actor: Actor = { kind: 'buyer', partyId: barred };
    const first = await server.ask(actor, 'post', '/tickets', QUESTION, 'the-same-key');
    const same = await server.ask(actor, 'post', '/tickets', QUESTION, 'the-same-key');
    expect(same.body).toEqual(first.body);
  });
});

describe('the desk', () => {
  it('takes the most urgent ticket that it knows how to answer', async () => {
    const pt = await asked({}, bea);
    const speaker = await newStaff(market, 'representative');
    await market.must('system:setup', (world) =>
      setSkills(world, { partyId: speaker, skills: ['products'], languages: ['pt'] }),
    );
    const actor: Actor = { kind: 'staff', partyId: speaker, roles: ['representative'] };
    await asked({ kind: 'payment' }, bea);
    const free = await server.ask(actor, 'get', '/desk/tickets?view=free');
    expect(free.body.tickets.map((t: { ticketId: string }) => t.ticketId)).toEqual([pt]);
    expect((await server.ask(actor, 'post', '/desk/next', {})).body).toEqual({ ticketId: pt });
    expect((await server.ask(actor, 'post', '/desk/next', {})).body).toEqual({ ticketId: null });
    const mine = await server.ask(actor, 'get', '/desk/tickets?view=mine');
    expect(mine.body.tickets).toMatchObject([{ ticketId: pt, assignee: { id: speaker } }]);
    expect((await server.ask(actor, 'get', '/desk/counts')).body).toMatchObject({ mine: 1, free: 0 });
    await market.must('system:setup', (world) =>
      setSkills(world, { partyId: speaker, skills: ['conduct'], languages: ['pt'] }),
    );
    expect(problem(await server.ask(actor, 'post', '/desk/next', {}))).toEqual([
      409,
      '/problems/no-desk-skill',
    ]);
  });

  it('reads the customer beside the conversation, and warns of a colleague', async () => {
    const id = await asked({ refs: { orderId } });
    await server.ask(second, 'put', `/desk/tickets/${id}/presence`, { doing: 'answering' });
    const page = await server.ask(agent, 'get', `/desk/tickets/${id}`);
    expect(page.body).toMatchObject({
      ticket: { requester: { name: 'Ada Kern' }, refs: { orderId }, answer: { of: 'first-answer' } },
      customer: { standing: 'good', orders: [{ id: orderId, asked: true }] },
      present: [{ agent: second.partyId, doing: 'answering' }],
    });
    const heard = await server.ask(agent, 'put', `/desk/tickets/${id}/presence`, { doing: 'viewing' });
    expect(heard.body.present).toHaveLength(1);
    server.pass(60_000);
    expect((await server.ask(agent, 'get', `/desk/tickets/${id}`)).body.present).toEqual([]);
    expect(
      (await server.ask(agent, 'put', '/desk/tickets/tkt_none/presence', { doing: 'viewing' })).status,
    ).toBe(404);
  });

  it('shows an inspector the goods, not the people', async () => {
    const id = await asked({ refs: { orderId, listingId } });
    const page = await server.ask(inspector, 'get', `/desk/tickets/${id}`);
    expect(page.body).toMatchObject({
      ticket: { requester: null, refs: { listingId }, conversation: [{ by: null }] },
      customer: null,
    });
    expect(JSON.stringify(page.body)).not.toContain('Ada Kern');
    const money = await asked({ kind: 'payment' });
    expect((await server.ask(inspector, 'get', `/desk/tickets/${money}`)).status).toBe(404);
    expect((await server.ask(inspector, 'post', `/desk/tickets/${id}/notes`, { text: 'x' })).status).toBe(
      403,
    );
  });

  it('works on a ticket: notes, kind, giving it on, answering, solving', async () => {
    const id = await asked();
    const at = `/desk/tickets/${id}`;
    expect((await server.ask(agent, 'post', `${at}/assignment`, {})).body.assignee).toBe(agent.partyId);
    expect(problem(await server.ask(second, 'post', `${at}/assignment`, {}))).toEqual([
      403,
      '/problems/assigned-to-another',
    ]);
    expect((await server.ask(second, 'post', `${at}/release`, {})).status).toBe(403);
    expect((await server.ask(head, 'post', `${at}/assignment`, { to: second.partyId })).status).toBe(200);
    expect((await server.ask(head, 'post', `${at}/assignment`, { to: ada.partyId })).status).toBe(404);
    expect((await server.ask(second, 'post', `${at}/notes`, { text: 'Called her.' })).status).toBe(201);
    expect((await server.ask(second, 'put', `${at}/kind`, { kind: 'payment' })).status).toBe(200);
    const given = await server.ask(head, 'post', `${at}/assignment`, { to: 'best' });
    expect(given.status).toBe(200);
    await server.ask(head, 'post', `${at}/release`, {});
    const past = { text: 'Hello', seen: 0 };
    expect(problem(await server.ask(agent, 'post', `${at}/answers`, past))).toEqual([
      409,
      '/problems/changed-meanwhile',
    ]);
    expect(problem(await server.ask(agent, 'post', `${at}/solution`, { cause: 'money' }))).toEqual([
      409,
      '/problems/not-answered',
    ]);
    expect((await server.ask(agent, 'post', `${at}/answers`, { text: 'Hello', seen: 1 })).body.status).toBe(
      'waiting',
    );
    const waiting = await server.ask(agent, 'get', '/desk/tickets?view=waiting');
    expect(waiting.body.tickets).toMatchObject([{ ticketId: id, clock: null }]);
    expect((await server.ask(agent, 'post', `${at}/solution`, { cause: 'none' })).status).toBe(422);
    expect((await server.ask(agent, 'post', `${at}/solution`, { cause: 'money' })).status).toBe(200);
    const page = await server.ask(head, 'get', at);
    expect(page.body.ticket).toMatchObject({
      notes: [{ text: 'Called her.' }],
      solved: { cause: 'money', by: { id: agent.partyId } },
    });
    // Notes are no business of the customer.
    expect(JSON.stringify((await server.ask(ada, 'get', `/me/tickets/${id}`)).body)).not.toContain('Called');
    const solved = await server.ask(head, 'get', '/desk/tickets?view=solved&limit=1');
    expect(solved.body.tickets[0].ticketId).toBe(id);
  });

  it('escalates before a clock is missed, solves after silence and closes', async () => {
    const id = await asked();
    server.pass(21 * HOUR_MS);
    await server.market.sweep();
    const risk = await server.ask(head, 'get', '/desk/tickets?view=at-risk');
    expect(risk.body.tickets.map((t: { ticketId: string }) => t.ticketId)).toContain(id);
    const open = await server.ask(head, 'get', '/desk/tickets?view=open&skill=products&limit=1');
    expect(open.body.next).not.toBeNull();
    const more = await server.ask(
      head,
      'get',
      `/desk/tickets?view=open&skill=products&cursor=${open.body.next}`,
    );
    expect(
      more.body.tickets.some((t: { ticketId: string }) => t.ticketId === open.body.tickets[0].ticketId),
    ).toBe(false);
    server.pass(4 * HOUR_MS);
    await server.market.sweep();
    expect((await server.ask(head, 'get', `/desk/tickets/${id}`)).body.ticket.missed).toEqual([
      'first-answer',
    ]);
    await server.ask(agent, 'post', `/desk/tickets/${id}/answers`, { text: 'Sorry. Twice a year.', seen: 1 });
    server.pass(8 * DAY_MS);
    await server.market.sweep();
    expect((await server.ask(ada, 'get', `/me/tickets/${id}`)).body.status).toBe('solved');
    server.pass(8 * DAY_MS);
    await server.market.sweep();
    expect((await server.ask(ada, 'get', `/me/tickets/${id}`)).body).toMatchObject({
      status: 'closed',
      mayWrite: false,
    });
    expect(problem(await server.ask(ada, 'post', `/me/tickets/${id}/messages`, { text: 'Hello' }))).toEqual([
      410,
      '/problems/ticket-closed',
    ]);
    const follow = await asked({ follows: id });
    expect((await server.ask(ada, 'get', `/me/tickets/${follow}`)).body.follows).toBe(id);
  });

  it('keeps macros and reports', async () => {
    const written = await server.ask(agent, 'post', '/desk/macros', {
      title: 'Oiling',
      language: 'en',
      kind: 'use',
      text: 'Twice a year, with linseed oil.',
    });
    const { macroId } = written.body;
    expect((await server.ask(agent, 'get', '/desk/macros?language=en')).body.macros).toMatchObject([
      { macroId, title: 'Oiling' },
    ]);
    expect((await server.ask(agent, 'delete', `/desk/macros/${macroId}`)).status).toBe(403);
    expect((await server.ask(head, 'delete', `/desk/macros/${macroId}`)).status).toBe(200);
    expect((await server.ask(agent, 'get', '/desk/macros')).body.macros).toEqual([]);
    expect(
      (
        await server.ask(agent, 'post', '/desk/macros', {
          macroId: 'mac_none',
          title: 'a',
          language: 'en',
          text: 'b',
        })
      ).status,
    ).toBe(404);
    const report = await server.ask(head, 'get', '/desk/reports?days=60');
    expect(report.body).toMatchObject({
      rating: { count: 1, mean: 4 },
      products: [{ listingId, title: 'Oak chair', mostAsked: 'Use and maintenance' }],
      causes: expect.arrayContaining([{ cause: 'money', title: 'Payment or refund', solved: 1 }]),
    });
    expect(report.body.representatives[0].party.id).toBe(agent.partyId);
    expect(report.body.days.length).toBeGreaterThan(50);
    expect((await server.ask(agent, 'get', '/desk/reports')).status).toBe(403);
  });
});

it(
  'fifty agents at once take each ticket exactly once, and nobody waits in vain',
  { timeout: 60_000 },
  async () => {
    const buyers = await Promise.all(Array.from({ length: 5 }, () => newBuyer(market, { language: 'es' })));
    const wanted = new Set<string>();
    for (const partyId of buyers)
      for (let i = 0; i < 10; i++) wanted.add(await asked({}, { kind: 'buyer', partyId }));
    const agents = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const partyId = await newStaff(market, 'representative');
        await market.must('system:setup', (world) =>
          setSkills(world, { partyId, skills: ['products'], languages: ['es'] }),
        );
        return { kind: 'staff' as const, partyId, roles: ['representative' as const] };
      }),
    );
    const took = await Promise.all(
      agents.map(async (actor) => (await server.ask(actor, 'post', '/desk/next', {})).body.ticketId),
    );
    expect(new Set(took)).toEqual(wanted);
    expect((await server.ask(agents[0] ?? head, 'post', '/desk/next', {})).body.ticketId).toBeNull();
  },
);
