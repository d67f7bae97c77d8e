import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../test/people.ts';
import { appeals } from '../appeals/appeal.ts';
import { campaigns } from '../campaigns/campaign.ts';
import { complaints } from '../complaints/complaint.ts';
import type { Actor, StaffRole } from '../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { compareWithLog } from '../platform/projections.ts';
import { must } from '../runtime.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { sanctions } from '../sanctions/sanction.ts';
import { standings } from '../standing/standing.ts';
import { notices } from '../transparency/notice.ts';
import { cases } from './case.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: TestServer;
let market: Runs;
let seller: PartyId;
let buyer: PartyId;
let listingId: ListingId;
let orderId: OrderId;
const staff: Record<string, Actor> = {};

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
  for (const role of ['representative', 'investigator', 'reviewer', 'head'] as const satisfies StaffRole[])
    staff[role] = { kind: 'staff', partyId: await newStaff(market, role), roles: [role] };
  staff['second'] = { kind: 'staff', partyId: await newStaff(market, 'reviewer'), roles: ['reviewer'] };
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  seller = await newSeller(market, { name: 'Elbe Chairs' });
  buyer = await newBuyer(market, { name: 'Beate Bach' });
  listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
});

const as = (role: string): Actor => staff[role] ?? { kind: 'anonymous' };
const asBuyer = (): Actor => ({ kind: 'buyer', partyId: buyer });
const asSeller = (): Actor => ({ kind: 'seller', partyId: seller });
const get = async (actor: Actor, path: string) => (await server.ask(actor, 'get', path)).body;

async function post(actor: Actor, path: string, body: object = {}, status = 200) {
  const answer = await server.ask(actor, 'post', path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}

const counterfeit = () =>
  post(
    asBuyer(),
    '/complaints',
    {
      kind: 'not-as-described',
      refs: { orderId },
      text: 'It is pine, not oak.',
      uploads: [{ kind: 'photo', content: PIXEL }],
    },
    201,
  );

describe('the road over the API', () => {
  it('leads from a complaint to a sanction, a notice, an appeal and back', async () => {
    const { complaintId, caseId: none } = await counterfeit();
    expect(none).toBeNull();
    const queue = await get(as('representative'), '/complaints');
    expect(queue.complaints).toMatchObject([
      { id: complaintId, complainant: { name: 'Beate Bach' }, subject: { name: 'Elbe Chairs' } },
    ]);
    expect(await get(as('representative'), `/complaints/${complaintId}`)).toMatchObject({
      text: 'It is pine, not oak.',
    });
    const { caseId } = await post(as('representative'), `/complaints/${complaintId}/triage`, {
      kind: 'hear',
    });

    const own = await get(asSeller(), '/me/cases');
    expect(own.cases).toMatchObject([
      { id: caseId, side: 'subject', violations: [{ violation: 'not-as-described' }] },
    ]);
    expect(own.cases[0].statementDueAt).toBeGreaterThan(server.now());
    expect(
      (await server.ask({ kind: 'buyer', partyId: await newBuyer(market) }, 'get', `/me/cases/${caseId}`))
        .status,
    ).toBe(404);

    await post(as('investigator'), `/cases/${caseId}/assignment`);
    let page = await get(as('investigator'), `/cases/${caseId}`);
    expect(page).toMatchObject({
      party: { name: 'Elbe Chairs' },
      severity: 'moderate',
      waitsFor: 'statements',
      voices: 1,
      merged: [{ id: complaintId, text: 'It is pine, not oak.' }],
      allegations: [{ evidenceMissing: [], finding: null }],
      rung: null,
    });
    expect(page.evidence.map((e: { kind: string }) => e.kind).toSorted()).toEqual(
      expect.arrayContaining(['listing-snapshot', 'order-timeline', 'photo']),
    );
    expect(page.commands).toContain('make-finding');
    expect(page.history.length).toBeGreaterThan(3);

    const evidence = page.evidence.map((e: { id: string }) => e.id);
    const finding = {
      violation: 'not-as-described',
      result: 'substantiated',
      evidence,
      reasons: 'The photo shows pine.',
    };
    const early = await post(as('investigator'), `/cases/${caseId}/findings`, finding, 409);
    expect(early).toMatchObject({ type: '/problems/hearing-open', errors: [{ field: 'result' }] });
    await post(asSeller(), `/me/cases/${caseId}/statement`, { text: 'A mix-up in the warehouse.' });
    expect(await post(as('investigator'), `/cases/${caseId}/findings`, finding)).toEqual({ status: 'found' });
    page = await get(as('investigator'), `/cases/${caseId}`);
    expect(page).toMatchObject({ status: 'found', rung: { name: 'warn', approvals: 1 } });
    expect(page.statements[0]).toMatchObject({ text: 'A mix-up in the warehouse.', missed: false });
    expect(await get(as('investigator'), `/cases/${caseId}/proposal`)).toMatchObject({
      rung: 'warn',
      pointsTotal: 4,
    });

    const imposed = await post(as('investigator'), `/cases/${caseId}/sanctions`, { reasons: 'First time.' });
    expect(imposed).toMatchObject({ rung: 'warn', sanctions: [{ kind: 'warning', status: 'in-force' }] });
    const standing = await get(asSeller(), '/me/standing');
    expect(standing).toMatchObject({
      word: 'good',
      points: 4,
      sanctions: [{ kind: 'warning', mayAppeal: true }],
      plans: [{ status: 'open' }],
    });
    const planId = standing.plans[0].planId;
    const plan = await server.ask(asSeller(), 'put', `/me/plans/${planId}`, {
      rootCause: 'Mix-up',
      correction: 'Sorted',
      prevention: 'Labels',
    });
    expect(plan.status).toBe(200);
    expect(await get(asSeller(), `/me/plans/${planId}`)).toMatchObject({
      filed: true,
      plan: { correction: 'Sorted' },
      results: [{}],
    });

    const notices = await get(asSeller(), '/me/notices');
    const statement = notices.notices.find((n: { kind: string }) => n.kind === 'statement-of-reasons');
    const notice = await get(asSeller(), `/me/notices/${statement.id}`);
    expect(notice).toMatchObject({
      words: 'First time.',
      body: {
        automatedDecision: 'not',
        source: { kind: 'notice', complaints: 1 },
        grounds: [{ clause: { id: 'C3', title: 'Honest description' } }],
        restrictions: [{ kind: 'warning', of: 'account' }],
        rectification: { planId },
        redress: { court: true },
      },
    });
    expect(JSON.stringify(notice)).not.toContain('Beate');
    await post(asSeller(), `/me/notices/${statement.id}/reading`);
    expect(
      (await get(asSeller(), '/me/notices?unread=true')).notices.map((n: { id: string }) => n.id),
    ).not.toContain(statement.id);
    expect((await server.ask(asBuyer(), 'get', `/me/notices/${statement.id}`)).status).toBe(404);

    const told = await get(asBuyer(), `/me/complaints/${complaintId}`);
    expect(told).toMatchObject({ status: 'decided', outcome: 'upheld' });

    const { appealId } = await post(asSeller(), '/appeals', { caseId, text: 'It was oak.' }, 201);
    const refused = await post(
      as('head'),
      `/appeals/${appealId}/assignment`,
      { reviewer: partyOf('investigator') },
      403,
    );
    expect(refused.type).toBe('/problems/took-part');
    expect(await get(as('reviewer'), `/appeals/${appealId}`)).toMatchObject({
      grounds: 'It was oak.',
      mayDecide: true,
      appellant: { name: 'Elbe Chairs' },
    });
    expect(
      await post(as('reviewer'), `/appeals/${appealId}/decision`, {
        outcome: 'reversed',
        reasons: 'It is oak.',
      }),
    ).toMatchObject({
      outcome: 'reversed',
    });
    expect(await get(asSeller(), '/me/standing')).toMatchObject({
      points: 0,
      measures: [],
      sanctions: [{ status: 'ended', endedWhy: 'reversed' }],
    });
    expect(await get(asBuyer(), `/me/complaints/${complaintId}`)).toMatchObject({ outcome: 'not-upheld' });
    expect(await get(as('head'), `/parties/${seller}/record`)).toMatchObject({
      name: 'Elbe Chairs',
      points: 0,
      cases: [{ id: caseId, outcome: 'sanctioned' }],
      sanctions: [{ kind: 'warning', ended: 'reversed' }],
      appeals: [{ outcome: 'reversed' }],
      complaintsAbout: { 'not-upheld': 1 },
    });
  });

  it('hears who was insulted before they bought anything', async () => {
    const asked = await post(asBuyer(), '/conversations', { sellerId: seller, text: 'Is it oak?' }, 201);
    const { conversationId } = asked;
    await post(asSeller(), `/conversations/${conversationId}/messages`, { text: 'Go away, you pig.' }, 201);
    const { complaintId } = await post(
      asBuyer(),
      '/complaints',
      { kind: 'abuse', refs: { conversationId }, text: 'I only asked.', uploads: [] },
      201,
    );
    const { caseId } = await post(as('representative'), `/complaints/${complaintId}/triage`, {
      kind: 'hear',
    });
    const page = await get(as('investigator'), `/cases/${caseId}`);
    expect(page.refs.orders).toEqual([]);
    const messages = page.evidence.find((e: { kind: string }) => e.kind === 'messages');
    expect(messages).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(messages.content).toContain('Go away, you pig.');
    await post(asSeller(), `/me/cases/${caseId}/statement`, { text: 'I was tired.' });
    await post(as('investigator'), `/cases/${caseId}/findings`, {
      violation: 'abuse',
      result: 'substantiated',
      evidence: page.evidence.map((e: { id: string }) => e.id),
      reasons: 'The message insults.',
    });
    const imposed = await post(as('investigator'), `/cases/${caseId}/sanctions`, { reasons: 'First time.' });
    expect(imposed.sanctions).toMatchObject([{ kind: 'warning', status: 'in-force' }]);
  });

  it('lets two different people approve a shutdown, and shows it in the queue until then', async () => {
    const { complaintId } = await post(
      asBuyer(),
      '/complaints',
      {
        kind: 'counterfeit',
        refs: { orderId },
        text: 'Not genuine.',
        uploads: [{ kind: 'photo', content: PIXEL }],
      },
      201,
    );
    const { caseId } = await post(as('representative'), `/complaints/${complaintId}/triage`, {
      kind: 'hear',
    });
    await post(as('investigator'), `/cases/${caseId}/evidence`, { kind: 'document', content: PIXEL }, 201);
    server.pass(4 * DAY_MS);
    await server.market.sweep();
    const page = await get(as('investigator'), `/cases/${caseId}`);
    expect(page.statements[0].missed).toBe(true);
    const evidence = page.evidence.map((e: { id: string }) => e.id);
    await post(as('investigator'), `/cases/${caseId}/findings`, {
      violation: 'counterfeit',
      result: 'substantiated',
      evidence,
      reasons: 'The rights holder says so.',
    });
    const imposed = await post(as('investigator'), `/cases/${caseId}/sanctions`, { reasons: 'Critical.' });
    const shutdown = imposed.sanctions.find((s: { kind: string }) => s.kind === 'shutdown');
    expect(shutdown.status).toBe('proposed');
    expect((await server.ask(asBuyer(), 'get', `/listings/${listingId}`)).status).not.toBe(200);
    const { rows } = await get(as('reviewer'), '/sanctions?needsLook=approval');
    expect(rows).toMatchObject([
      {
        id: shutdown.sanctionId,
        approvals: [expect.stringMatching(/Staff/)],
        approvalsNeeded: 2,
        mayApprove: true,
      },
    ]);
    const approved = await post(as('reviewer'), `/sanctions/${shutdown.sanctionId}/approvals`, {
      reasons: 'Agreed.',
    });
    // The termination of a first-time offender waits for the notice that the law asks for; until then it is suspended.
    expect(approved.status).toBe('approved');
    server.pass(31 * DAY_MS);
    await server.market.sweep();
    expect(await get(asSeller(), '/me/standing')).toMatchObject({ word: 'stopped' });
    expect(
      (await get(as('reviewer'), `/sanctions?party=${seller}&status=in-force&kind=shutdown`)).rows,
    ).toHaveLength(1);
  });

  it('refuses files that are not what they should be, and never with a 500', async () => {
    const text = Buffer.from('hello').toString('base64');
    const body = {
      kind: 'not-as-described',
      refs: { orderId },
      text: 'x',
      uploads: [{ kind: 'photo', content: text }],
    };
    const answer = await server.ask(asBuyer(), 'post', '/complaints', body);
    expect(answer).toMatchObject({
      status: 422,
      body: { type: '/problems/file-type-not-accepted', errors: [{ field: 'uploads.0.content' }] },
    });
    expect((await server.ask(asBuyer(), 'post', '/complaints', { ...body, uploads: [] })).body.type).toBe(
      '/problems/evidence-missing',
    );
    expect((await server.ask(asBuyer(), 'post', '/complaints', { ...body, kind: 'nope' })).status).toBe(422);
    expect((await server.ask(asBuyer(), 'post', '/safety-reports', { ...body, kind: 'abuse' })).status).toBe(
      422,
    );
  });

  it('bars at once on the order of an authority: shown, and confirmed by a second person', async () => {
    const body = {
      subject: seller,
      violations: ['unsafe-product'],
      priority: 'urgent',
      refs: { listings: [listingId] },
    };
    const { caseId } = await post(as('investigator'), '/cases', body, 201);
    const emergency = {
      about: { caseId },
      emergency: 'authority-order',
      kinds: ['bar', 'suspension'],
      reasons: 'Order 12/26.',
    };
    expect(await post(as('investigator'), '/emergencies', emergency, 422)).toMatchObject({
      type: '/problems/evidence-missing',
    });
    const paper = { kind: 'authority-notice', content: PIXEL };
    expect(await post(asSeller(), `/me/cases/${caseId}/evidence`, paper, 403)).toMatchObject({
      type: '/problems/not-yours-to-bring',
    });
    await post(as('investigator'), `/cases/${caseId}/evidence`, paper, 201);
    await post(as('investigator'), '/emergencies', emergency, 201);
    expect((await get(asSeller(), '/me/standing')).measures).toMatchObject([{ kind: 'suspension' }]);
    const { rows } = await get(as('reviewer'), `/sanctions?party=${seller}`);
    const of = (kind: string) => rows.find((r: { kind: string }) => r.kind === kind).id;
    expect(
      (await server.ask(as('investigator'), 'post', `/sanctions/${of('suspension')}/confirmation`, {}))
        .status,
    ).toBe(403);
    await post(as('reviewer'), `/sanctions/${of('suspension')}/confirmation`);
    expect(
      await post(as('reviewer'), `/sanctions/${of('bar')}/approvals`, { reasons: 'Seen.' }),
    ).toMatchObject({ status: 'in-force' });
    expect(await get(asSeller(), '/me/standing')).toMatchObject({ word: 'barred' });
    const answer = await server.ask(as('investigator'), 'post', '/cases', {
      ...body,
      violations: ['extortion'],
    });
    expect(answer).toMatchObject({ status: 422 });
  });

  it('lets nobody declare an emergency again that no other person stood by', async () => {
    const body = {
      subject: seller,
      violations: ['unsafe-product'],
      priority: 'urgent',
      refs: { listings: [listingId] },
    };
    const newCase = async () => {
      const { caseId } = await post(as('investigator'), '/cases', body, 201);
      await post(
        as('investigator'),
        `/cases/${caseId}/evidence`,
        { kind: 'authority-notice', content: PIXEL },
        201,
      );
      return {
        about: { caseId },
        emergency: 'authority-order',
        kinds: ['suspension'],
        reasons: 'Order 12/26.',
      };
    };
    const declared = await newCase();
    const offered = async (name: string) => {
      const { emergencies, commands } = await get(as(name), `/cases/${declared.about.caseId}`);
      const kinds = emergencies.flatMap((e: { permits: string[] }) => e.permits);
      expect(commands.includes('declare-emergency')).toBe(kinds.length > 0);
      return kinds.includes('suspension') ? 'suspension' : kinds.length > 0 ? 'others' : 'nothing';
    };
    expect(await offered('investigator')).toBe('suspension');
    await post(as('investigator'), '/emergencies', declared, 201);
    // Only what is not waiting for a second person already.
    expect(await offered('investigator')).toBe('others');
    const alone = { type: '/problems/second-person-needed' };
    // Not in time to have it last longer, either.
    expect(await post(as('investigator'), '/emergencies', declared, 403)).toMatchObject(alone);
    server.pass(31 * DAY_MS);
    await server.market.sweep();
    expect(await get(asSeller(), '/me/standing')).toMatchObject({ measures: [] });
    expect(await post(as('investigator'), '/emergencies', declared, 403)).toMatchObject(alone);
    expect(await post(as('investigator'), '/emergencies', await newCase(), 403)).toMatchObject(alone);
    expect(await get(asSeller(), '/me/standing')).toMatchObject({ measures: [] });
    expect(await offered('investigator')).toBe('nothing');
    expect(await offered('head')).toBe('suspension');
    const { sanctionIds } = await post(as('reviewer'), '/emergencies', declared, 201);
    expect((await get(asSeller(), '/me/standing')).measures).toMatchObject([{ kind: 'suspension' }]);

    // What a second person has confirmed did stand, also once it is lifted.
    await post(as('investigator'), `/sanctions/${sanctionIds[0]}/confirmation`);
    await post(as('head'), `/sanctions/${sanctionIds[0]}/lifting`, { reasons: 'Put right.' });
    await post(as('reviewer'), '/emergencies', declared, 201);
    await post(as('reviewer'), '/emergencies', declared, 403);
    // And what nobody stood by is over with the time for which the violation counts.
    server.pass(400 * DAY_MS);
    await server.market.sweep();
    expect(await offered('investigator')).toBe('suspension');
    await post(as('investigator'), '/emergencies', await newCase(), 201);
  });

  it('runs a campaign: cases step by step, a sample, release', async () => {
    const body = {
      name: 'Chairs',
      violations: ['not-as-described'],
      criterion: { by: 'list', parties: [seller] },
    };
    const { campaignId } = await post(as('head'), '/campaigns', body, 201);
    await server.market.sweep();
    const { cases } = await get(as('investigator'), `/cases?campaign=${campaignId}`);
    expect(cases).toHaveLength(1);
    const caseId = cases[0].id;
    expect((await server.ask(as('head'), 'post', `/campaigns/${campaignId}/sample`, {})).body.type).toBe(
      '/problems/cases-open',
    );
    await post(asSeller(), `/me/cases/${caseId}/statement`, { text: 'All oak.' });
    const page = await get(as('investigator'), `/cases/${caseId}`);
    const evidence = page.evidence.map((e: { id: string }) => e.id);
    await post(as('investigator'), `/cases/${caseId}/findings`, {
      violation: 'not-as-described',
      result: 'substantiated',
      evidence,
      reasons: 'Pine.',
    });
    const imposed = await post(as('investigator'), `/cases/${caseId}/sanctions`, { reasons: 'Pine.' });
    expect(imposed.sanctions).toMatchObject([{ kind: 'warning', status: 'approved' }]);
    expect(await post(as('head'), `/campaigns/${campaignId}/sample`)).toEqual({ sample: 1, waiting: 1 });
    const campaign = await get(as('reviewer'), `/campaigns/${campaignId}`);
    expect(campaign).toMatchObject({
      status: 'sampling',
      decided: 1,
      sample: [{ kind: 'warning', party: { name: 'Elbe Chairs' } }],
    });
    const path = `/campaigns/${campaignId}/sample/${campaign.sample[0].sanctionId}`;
    await post(as('reviewer'), path, { agrees: true, reasons: 'Pine indeed.' });
    await server.market.sweep();
    expect(await get(as('reviewer'), `/campaigns/${campaignId}`)).toMatchObject({
      status: 'done',
      released: 1,
      sampleAgreed: 1,
    });
    expect(await get(asSeller(), '/me/standing')).toMatchObject({ points: 4 });
    const byCountry = { ...body, name: 'None', criterion: { by: 'country', country: 'XK' } };
    expect((await server.ask(as('head'), 'post', '/campaigns', byCountry)).body.type).toBe(
      '/problems/nobody-selected',
    );
    const byMetric = {
      ...body,
      name: 'Metric',
      criterion: { by: 'metric', metric: 'late-shipment', boundBeyond: 0.5 },
    };
    expect((await server.ask(as('head'), 'post', '/campaigns', byMetric)).body.type).toBe(
      '/problems/nobody-selected',
    );
    const byCategory = { ...body, name: 'Furniture', criterion: { by: 'category', category: 'furniture' } };
    expect((await server.ask(as('head'), 'post', '/campaigns', byCategory)).status).toBe(201);
    expect((await get(as('head'), '/campaigns')).rows).toHaveLength(2);
  });
});

describe('a campaign over many, of whom one has a broken record,', () => {
  const broken = async (table: string, id: string, field: string): Promise<() => Promise<unknown>> => {
    const { pool } = server.market.db;
    const { rows } = await pool.query<{ doc: object }>(`select doc from ${table} where id = $1`, [id]);
    await pool.query(`update ${table} set doc = jsonb_set(doc, array[$2], 'null') where id = $1`, [
      id,
      field,
    ]);
    return () => pool.query(`update ${table} set doc = $2 where id = $1`, [id, JSON.stringify(rows[0]?.doc)]);
  };
  const sellers = (names: readonly string[]) => Promise.all(names.map((name) => newSeller(market, { name })));

  const sold = async (of: PartyId) =>
    bareOrder(market, { seller: of, buyer, listingId: await newListing(market, of), delivered: true });

  it('opens the cases of all others, and puts into force what was decided about them', async () => {
    const [bad, ...good] = await sellers(['Broken Chairs', 'Whole Chairs', 'Sound Chairs']);
    if (!bad) throw new Error('no seller');
    const orderOfBad = await sold(bad);
    const mendOrder = await broken('concept_order', orderOfBad, 'shipments');
    const body = { name: 'Many', violations: ['not-as-described'] };
    const criterion = { by: 'list', parties: [bad, ...good] };
    const first = await post(as('head'), '/campaigns', { ...body, criterion }, 201);
    await server.market.sweep();
    expect(await get(as('head'), `/campaigns/${first.campaignId}`)).toMatchObject({
      status: 'deciding',
      skipped: [{ id: bad, why: 'failed' }],
    });
    expect((await get(as('head'), `/cases?campaign=${first.campaignId}`)).cases).toHaveLength(2);
    expect(server.logged.join()).toContain(`case of ${bad}`);
    await mendOrder();
    await post(as('head'), `/campaigns/${first.campaignId}/stop`, { reasons: 'Anew.' });

    const others = await sellers(['Firm Chairs', 'Solid Chairs']);
    for (const other of others) await sold(other);
    const again = { ...body, criterion: { by: 'list', parties: [bad, ...others] } };
    const { campaignId } = await post(as('head'), '/campaigns', again, 201);
    await server.market.sweep();
    const { cases: opened } = await get(as('head'), `/cases?campaign=${campaignId}`);
    expect(opened).toHaveLength(3);
    server.pass(10 * DAY_MS);
    await server.market.sweep();
    for (const { id } of opened) {
      const { evidence } = await get(as('investigator'), `/cases/${id}`);
      await post(as('investigator'), `/cases/${id}/findings`, {
        violation: 'not-as-described',
        result: 'substantiated',
        evidence: evidence.map((e: { id: string }) => e.id),
        reasons: 'Pine.',
      });
      await post(as('investigator'), `/cases/${id}/sanctions`, { reasons: 'Pine.' });
    }
    const drawn = await post(as('head'), `/campaigns/${campaignId}/sample`);
    expect(drawn).toEqual({ sample: 3, waiting: 3 });
    const mendStanding = await broken('concept_standing', bad, 'points');
    const { sample } = await get(as('reviewer'), `/campaigns/${campaignId}`);
    for (const { sanctionId } of sample)
      await post(as('reviewer'), `/campaigns/${campaignId}/sample/${sanctionId}`, {
        agrees: true,
        reasons: 'Pine indeed.',
      });
    await server.market.sweep();
    const pointsOf = async (partyId: PartyId) =>
      (await get({ kind: 'seller', partyId }, '/me/standing')).points;
    expect(await Promise.all(others.map(pointsOf))).toEqual([4, 4]);
    expect(await get(as('head'), `/campaigns/${campaignId}`)).toMatchObject({ status: 'releasing' });
    await mendStanding();
    server.pass(DAY_MS);
    await server.market.sweep();
    expect(await get(as('head'), `/campaigns/${campaignId}`)).toMatchObject({ status: 'done', released: 3 });
    expect(await pointsOf(bad)).toBe(4);
  });
});

describe('the tables', () => {
  it('are exactly what the log says', async () => {
    const client = await server.market.db.pool.connect();
    try {
      for (const concept of [
        complaints,
        cases,
        sanctions,
        rectifications,
        appeals,
        campaigns,
        notices,
        standings,
      ]) {
        const { rows } = await client.query(`select count(*)::int as n from concept_${concept.name}`);
        expect(rows[0].n, concept.name).toBeGreaterThan(0);
        expect(await compareWithLog(client, concept), concept.name).toEqual([]);
      }
    } finally {
      client.release();
    }
  });
});

function partyOf(role: string): PartyId {
  const actor = as(role);
  if (actor.kind === 'anonymous') throw new Error(`no ${role}`);
  return actor.partyId;
}
