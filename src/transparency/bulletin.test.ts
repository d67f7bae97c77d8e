import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../test/people.ts';
import type { Actor, StaffRole } from '../door/actor.ts';
import { sealAll } from '../platform/log.ts';
import { must } from '../runtime.ts';

let server: TestServer;
let market: Runs;
const ANYONE: Actor = { kind: 'anonymous' };
const staff: Record<string, Actor> = {};

beforeAll(async () => {
  server = await testServer(Date.UTC(2026, 4, 20, 9));
  market = { must: (by, work) => must(server.market.run(by, work)) };
  for (const role of ['representative', 'investigator', 'reviewer', 'head'] as const satisfies StaffRole[])
    staff[role] = { kind: 'staff', partyId: await newStaff(market, role), roles: [role] };
});
afterAll(() => server[Symbol.asyncDispose]());

const as = (role: string): Actor => staff[role] ?? ANYONE;

async function post(actor: Actor, path: string, body: object = {}) {
  const answer = await server.ask(actor, 'post', path, body);
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}

async function months() {
  await sealAll(server.market.db.pool);
  return (await server.ask(ANYONE, 'get', '/transparency/months')).body.months;
}

describe('the bulletin', () => {
  it('is empty, and open to anybody, before anything was enforced', async () => {
    expect(await months()).toEqual([]);
    expect((await server.ask(ANYONE, 'get', '/transparency/months/2026-05')).status).toBe(404);
    expect((await server.ask(ANYONE, 'get', '/transparency/months/2026-13')).status).toBe(422);
  });

  it('counts a complaint, the warning that followed and its reversal, and names nobody', async () => {
    const seller = await newSeller(market, { name: 'Elbe Chairs' });
    const buyer = await newBuyer(market, { name: 'Beate Bach' });
    const listingId = await newListing(market, seller);
    const orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
    const asSeller: Actor = { kind: 'seller', partyId: seller };
    const filed = await server.ask({ kind: 'buyer', partyId: buyer }, 'post', '/complaints', {
      kind: 'refusal-to-ship',
      refs: { orderId },
      text: 'It never left.',
      uploads: [],
    });
    expect(filed.status).toBe(201);
    const { complaintId } = filed.body;
    const { caseId } = await post(as('representative'), `/complaints/${complaintId}/triage`, {
      kind: 'hear',
    });
    await post(as('investigator'), `/cases/${caseId}/assignment`);
    const page = (await server.ask(as('investigator'), 'get', `/cases/${caseId}`)).body;
    await post(asSeller, `/me/cases/${caseId}/statement`, { text: 'We were ill.' });
    await post(as('investigator'), `/cases/${caseId}/findings`, {
      violation: 'refusal-to-ship',
      result: 'substantiated',
      evidence: page.evidence.map((e: { id: string }) => e.id),
      reasons: 'No scan at all.',
    });
    const { sanctions } = await post(as('investigator'), `/cases/${caseId}/sanctions`, {
      reasons: 'As the ladder says.',
    });
    const imposed: { kind: string; status: string }[] = sanctions;
    const inForce = imposed.filter((s) => s.status === 'in-force');
    expect(inForce.map((s) => s.kind)).toContain('warning');

    await expect.poll(months, { timeout: 10_000 }).toMatchObject([
      {
        month: '2026-05',
        complaints: { filed: 1, upheld: 1 },
        decisions: { warned: 1, barred: 0 },
        reversed: 0,
      },
    ]);
    const [month] = await months();
    const total = Object.values<number>(month.decisions).reduce((sum, n) => sum + n, 0);
    expect(total).toBe(inForce.length);

    const appeal = await server.ask(asSeller, 'post', '/appeals', { caseId, text: 'It was handed over.' });
    expect(appeal.status).toBe(201);
    await post(as('reviewer'), `/appeals/${appeal.body.appealId}/decision`, {
      outcome: 'reversed',
      reasons: 'It was.',
    });
    await expect
      .poll(months, { timeout: 10_000 })
      .toMatchObject([{ reversed: inForce.length, appeals: { filed: 1, reversed: 1 } }]);
    const detail = (await server.ask(ANYONE, 'get', '/transparency/months/2026-05')).body;
    expect(detail.reasons).toContainEqual({
      side: 'seller',
      violation: 'refusal-to-ship',
      kind: 'warning',
      imposed: 1,
      reversed: 1,
    });
    const { body } = await server.ask(ANYONE, 'get', '/transparency/decisions');
    expect(body.decisions).toHaveLength(inForce.length);
    expect(JSON.stringify([detail, body])).not.toMatch(/pty_|case_|Elbe|Beate/);
  });

  it('says the rules of the active rulebook', async () => {
    const { body } = await server.ask(ANYONE, 'get', '/transparency/rules');
    const { rulebook } = server.market.book;
    expect(body.violations).toHaveLength(Object.keys(rulebook.violations).length);
    expect(body.ladders.seller.at(-1)).toMatchObject({ toPoints: null, automatic: 'never' });
    expect(body.metrics.find((m: { name: string }) => m.name === 'late-shipment')).toMatchObject({
      of: 'defects',
      breach: rulebook.metrics['late-shipment']?.breachAbove,
    });
  });
});
