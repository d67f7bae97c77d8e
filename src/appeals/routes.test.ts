import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/market.ts';
import { bareOrder, newBuyer, newListing, newSeller, newStaff, type Runs } from '../../test/people.ts';
import type { Actor, StaffRole } from '../door/actor.ts';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import { must } from '../runtime.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: TestServer;
let market: Runs;
let seller: PartyId;
let buyer: PartyId;
let listingId: ListingId;
let orderId: OrderId;
const staff = new Map<string, Actor>();

async function hire(name: string, ...roles: StaffRole[]): Promise<void> {
  staff.set(name, { kind: 'staff', partyId: await newStaff(market, ...roles), roles });
}

beforeAll(async () => {
  server = await testServer();
  market = { must: (by, work) => must(server.market.run(by, work)) };
  await hire('representative', 'representative');
  await hire('investigator', 'investigator');
  await hire('colleague', 'investigator');
  for (const name of ['first', 'second', 'third', 'fourth']) await hire(name, 'reviewer');
  await hire('head', 'head');
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  seller = await newSeller(market, { name: 'Elbe Chairs' });
  buyer = await newBuyer(market, { name: 'Beate Bach' });
  listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
});

const as = (name: string): Actor => staff.get(name) ?? { kind: 'anonymous' };
const asBuyer = (partyId = buyer): Actor => ({ kind: 'buyer', partyId });
const asSeller = (): Actor => ({ kind: 'seller', partyId: seller });
const get = async (actor: Actor, path: string) => (await server.ask(actor, 'get', path)).body;

async function post(actor: Actor, path: string, body: object = {}, status = 200) {
  const answer = await server.ask(actor, 'post', path, body);
  expect(answer, `${path}: ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer.body;
}

async function complain(kind: string, by = buyer, order = orderId) {
  const photo = { kind: 'photo', content: PIXEL };
  const body = { kind, refs: { orderId: order }, text: 'It is pine, not oak.', uploads: [photo] };
  const { complaintId } = await post(asBuyer(by), '/complaints', body, 201);
  const { caseId } = await post(as('representative'), `/complaints/${complaintId}/triage`, { kind: 'hear' });
  return { complaintId, caseId };
}

const answer = (caseId: string) => post(asSeller(), `/me/cases/${caseId}/statement`, { text: 'Not so.' });

async function find(
  caseId: string,
  violation: string,
  result: string,
  more: object = {},
  by = 'investigator',
) {
  const page = await get(as(by), `/cases/${caseId}`);
  const evidence = page.evidence.map((e: { id: string }) => e.id);
  const finding = { violation, result, evidence, reasons: 'As the file shows.', ...more };
  return post(as(by), `/cases/${caseId}/findings`, finding);
}

const impose = (caseId: string, by = 'investigator') =>
  post(as(by), `/cases/${caseId}/sanctions`, { reasons: 'By the ladder.' });

async function appeal(caseId: string, sanctionIds?: readonly string[]) {
  const body = { caseId, text: 'This is wrong.', ...(sanctionIds ? { sanctionIds } : {}) };
  return (await post(asSeller(), '/appeals', body, 201)).appealId;
}

const decide = (appealId: string, outcome: string, by: string, status = 200) =>
  post(as(by), `/appeals/${appealId}/decision`, { outcome, reasons: 'Looked at anew.' }, status);

async function days(count: number) {
  server.pass(count * DAY_MS);
  await server.market.sweep();
}

const standing = () => get(asSeller(), '/me/standing');
const isShown = async () => (await server.ask(asBuyer(), 'get', `/listings/${listingId}`)).status === 200;

/** Warned, no plan filed, and so suspended for the time being while two people decide about a shutdown. */
async function failedWindow() {
  const { caseId } = await complain('not-as-described');
  await answer(caseId);
  await find(caseId, 'not-as-described', 'substantiated');
  await impose(caseId);
  await days(43);
  const { rows } = await get(as('head'), `/sanctions?party=${seller}`);
  const ofKind = (kind: string) => rows.find((r: { kind: string }) => r.kind === kind);
  expect(ofKind('suspension')).toMatchObject({ status: 'in-force' });
  expect(ofKind('shutdown')).toMatchObject({ status: 'proposed' });
  expect(await isShown()).toBe(false);
  return { caseId, suspension: ofKind('suspension').id, shutdown: ofKind('shutdown').id };
}

describe('a reversal undoes every effect', () => {
  it('of a shutdown that was only announced: who waited for it suspended trades again', async () => {
    const { caseId, shutdown } = await failedWindow();
    for (const by of ['first', 'second'])
      await post(as(by), `/sanctions/${shutdown}/approvals`, { reasons: 'Agreed.' });
    const appealId = await appeal(caseId, [shutdown]);
    await decide(appealId, 'reversed', 'third');
    expect(await standing()).toMatchObject({ word: 'good' });
    expect(await isShown()).toBe(true);
  });

  it('of a sanction while a complaint of the same case is heard again: points and window go as well', async () => {
    const { caseId, complaintId } = await complain('not-as-described');
    await post(as('investigator'), `/cases/${caseId}/allegations`, { violation: 'repeated-late-shipment' });
    await answer(caseId);
    await days(4);
    await find(caseId, 'not-as-described', 'unsubstantiated');
    await find(caseId, 'repeated-late-shipment', 'substantiated');
    await impose(caseId);
    expect(await standing()).toMatchObject({ points: 4, plans: [{ status: 'open' }] });
    const heard = await post(asBuyer(), `/me/complaints/${complaintId}/appeal`, { text: 'It is pine.' }, 201);
    await decide(heard.appealId, 'reversed', 'first');
    expect(await get(as('head'), `/cases/${caseId}`)).toMatchObject({ status: 'open' });

    const appealId = await appeal(caseId);
    await decide(appealId, 'reversed', 'second');
    expect(await standing()).toMatchObject({ points: 0, measures: [], plans: [{ status: 'cancelled' }] });
    await days(60);
    expect(await isShown()).toBe(true);
    // What is heard again still comes to an end, and what was reversed is not judged a second time.
    await find(caseId, 'not-as-described', 'unsubstantiated', {}, 'colleague');
    expect(await get(as('head'), `/cases/${caseId}`)).toMatchObject({ status: 'closed' });
  });
});

it('staff withdraw a shutdown that was only announced: nothing of it is left, and its seller is told', async () => {
  const { caseId, shutdown } = await failedWindow();
  for (const by of ['first', 'second'])
    await post(as(by), `/sanctions/${shutdown}/approvals`, { reasons: 'Agreed.' });
  const offered = async (by: string) => {
    const file = await get(as(by), `/cases/${caseId}`);
    return file.sanctions.find((s: { id: string }) => s.id === shutdown).commands;
  };
  expect(await offered('third')).toEqual(['lift-sanction']);
  expect(await offered('investigator')).toEqual([]);
  await post(as('third'), `/sanctions/${shutdown}/lifting`, { reasons: 'The parcels were found.' });
  // Whoever was suspended until that day trades again, and the day brings nothing.
  expect(await isShown()).toBe(true);
  await days(31);
  expect(await isShown()).toBe(true);
  const own = await standing();
  expect(own).toMatchObject({ word: 'good', measures: [{ kind: 'warning' }] });
  expect(own.sanctions.find((s: { sanctionId: string }) => s.sanctionId === shutdown)).toMatchObject({
    status: 'declined',
    endedWhy: 'withdrawn',
    mayAppeal: false,
  });
  const { notices } = await get(asSeller(), '/me/notices');
  expect(notices.filter((n: { kind: string }) => n.kind === 'sanction-ended')).toHaveLength(2);
});

describe('nobody judges an appeal against what they had a hand in', () => {
  it('neither who judged that the chance to put it right was missed', async () => {
    const { caseId } = await complain('not-as-described');
    await answer(caseId);
    await find(caseId, 'not-as-described', 'substantiated');
    await impose(caseId);
    const [{ planId }] = (await standing()).plans;
    const plan = { rootCause: 'Mix-up', correction: 'Sorted', prevention: 'Labels' };
    expect((await server.ask(asSeller(), 'put', `/me/plans/${planId}`, plan)).status).toBe(200);
    await days(43);
    await days(43);
    await post(as('first'), `/plans/${planId}/judgement`, {
      outcome: 'missed',
      reasons: 'Nothing was done.',
    });
    expect(await isShown()).toBe(false);
    const appealId = await appeal(caseId);
    const refused = await decide(appealId, 'upheld', 'first', 403);
    expect(refused.type).toBe('/problems/took-part');
    await decide(appealId, 'reversed', 'second');
    expect(await isShown()).toBe(true);
  });

  it("nor who confirmed it in a campaign's sample", async () => {
    const body = {
      name: 'Oak',
      violations: ['not-as-described'],
      criterion: { by: 'list', parties: [seller] },
    };
    const { campaignId } = await post(as('head'), '/campaigns', body, 201);
    await server.market.sweep();
    const { cases } = await get(as('investigator'), `/cases?campaign=${campaignId}`);
    const caseId = cases[0].id;
    await answer(caseId);
    await find(caseId, 'not-as-described', 'substantiated');
    await impose(caseId);
    await post(as('head'), `/campaigns/${campaignId}/sample`);
    const { sample } = await get(as('first'), `/campaigns/${campaignId}`);
    for (const { sanctionId } of sample)
      await post(as('first'), `/campaigns/${campaignId}/sample/${sanctionId}`, {
        agrees: true,
        reasons: 'I see the same.',
      });
    await server.market.sweep();
    const appealId = await appeal(caseId);
    const refused = await decide(appealId, 'upheld', 'first', 403);
    expect(refused.type).toBe('/problems/took-part');
    await decide(appealId, 'upheld', 'second');
  });
});

/** Invited by the head and signed in with this address, as everybody of the staff is. */
async function invite(name: string, mail: string, role: StaffRole) {
  const person = { name, mail, country: 'DE', language: 'de', currency: 'EUR', roles: [role] };
  const { invitation, partyId } = await post(as('head'), '/staff/invitations', person, 201);
  await post({ kind: 'anonymous', login: { userId: mail, email: mail } }, '/staff/acceptance', {
    invitation,
  });
  staff.set(name, { kind: 'staff', partyId, roles: [role] });
}

describe('one person with several accounts is one person', () => {
  it('and judges no shop of their own', async () => {
    await invite('Ana', 'ana@house.example', 'investigator');
    const mail = 'Ana+shop@house.example';
    expect((await server.ask(asSeller(), 'put', '/me/identity', { mail })).status).toBe(200);
    const { caseId } = await complain('not-as-described');
    await answer(caseId);
    const finding = { violation: 'not-as-described', result: 'unsubstantiated', reasons: 'All is well.' };
    const refused = await post(as('Ana'), `/cases/${caseId}/findings`, finding, 403);
    expect(refused.type).toBe('/problems/conflict-of-interest');
  });

  it('and is not the second of two, nor judges the appeal', async () => {
    await invite('Bo', 'bo@house.example', 'reviewer');
    await invite('Bo again', 'bo+2@house.example', 'reviewer');
    const { caseId, shutdown } = await failedWindow();
    await post(as('Bo'), `/sanctions/${shutdown}/approvals`, { reasons: 'Agreed.' });
    const second = await post(
      as('Bo again'),
      `/sanctions/${shutdown}/approvals`,
      { reasons: 'Me too.' },
      403,
    );
    expect(second.type).toBe('/problems/second-person-needed');
    await post(as('first'), `/sanctions/${shutdown}/approvals`, { reasons: 'Agreed.' });
    const appealId = await appeal(caseId, [shutdown]);
    expect((await decide(appealId, 'upheld', 'Bo again', 403)).type).toBe('/problems/second-person-needed');
  });
});

describe('nor is one person the second of two under another account', () => {
  const TWICE = '/problems/second-person-needed';
  const post403 = async (by: string, path: string, body: object = {}) =>
    (await post(as(by), path, body, 403)).type;

  /** An emergency in a case that one person opened, with the paper of an authority in it. */
  async function emergency(by: string, kinds: readonly string[], caseId?: string) {
    const body = {
      subject: seller,
      violations: ['unsafe-product'],
      priority: 'urgent',
      refs: { listings: [listingId] },
    };
    const paper = { kind: 'authority-notice', content: PIXEL };
    const id = caseId ?? (await post(as(by), '/cases', body, 201)).caseId;
    if (!caseId) await post(as(by), `/cases/${id}/evidence`, paper, 201);
    return { about: { caseId: id }, emergency: 'authority-order', kinds, reasons: 'Order 12/26.' };
  }

  it('who declared an emergency neither confirms nor, once it is over, declares it again', async () => {
    await invite('Cleo', 'cleo@house.example', 'investigator');
    await invite('Cleo again', 'cleo+2@house.example', 'investigator');
    const declared = await emergency('Cleo', ['suspension']);
    const { sanctionIds } = await post(as('Cleo'), '/emergencies', declared, 201);
    expect(await post403('Cleo again', `/sanctions/${sanctionIds[0]}/confirmation`)).toBe(TWICE);
    expect(await post403('Cleo again', '/emergencies', declared)).toBe(TWICE);
    await days(3);
    expect(await isShown()).toBe(true);
    expect(await post403('Cleo again', '/emergencies', declared)).toBe(TWICE);
    const elsewhere = await emergency('Cleo again', ['suspension']);
    expect(await post403('Cleo again', '/emergencies', elsewhere)).toBe(TWICE);
    expect(await isShown()).toBe(true);
    await post(as('colleague'), '/emergencies', declared, 201);
    expect(await isShown()).toBe(false);
  });

  it('of two emergencies that one person declares at one moment one counts, also in two cases and under two accounts', async () => {
    await invite('Dora', 'dora@house.example', 'investigator');
    await invite('Dora again', 'dora+2@house.example', 'investigator');
    const bodies = await Promise.all(
      ['Dora', 'Dora', 'Dora again'].map(async (by) => [by, await emergency(by, ['suspension'])] as const),
    );
    const answers = await Promise.all(
      bodies.map(([by, body]) => server.ask(as(by), 'post', '/emergencies', body)),
    );
    expect(answers.map((a) => a.status).toSorted((a, b) => a - b)).toEqual([201, 403, 403]);
    expect((await standing()).measures).toMatchObject([{ kind: 'suspension' }]);
  });

  it('who made the finding neither lifts what followed nor judges the appeal', async () => {
    await invite('Eli', 'eli@house.example', 'investigator');
    await invite('Eli again', 'eli+2@house.example', 'reviewer');
    const { caseId } = await complain('not-as-described');
    await answer(caseId);
    await find(caseId, 'not-as-described', 'substantiated', {}, 'Eli');
    const { sanctions } = await impose(caseId, 'Eli');
    const reasons = { reasons: 'Enough.' };
    expect(await post403('Eli again', `/sanctions/${sanctions[0].sanctionId}/lifting`, reasons)).toBe(TWICE);
    const appealId = await appeal(caseId);
    expect(await post403('Eli again', `/appeals/${appealId}/assignment`)).toBe(TWICE);
    const { partyId } = as('Eli again') as { partyId: PartyId };
    expect(await post403('head', `/appeals/${appealId}/assignment`, { reviewer: partyId })).toBe(TWICE);
    await decide(appealId, 'upheld', 'first');
  });

  it('who was overruled does not judge the case again', async () => {
    await invite('Finn', 'finn@house.example', 'investigator');
    await invite('Finn again', 'finn+2@house.example', 'investigator');
    const { caseId, complaintId } = await complain('not-as-described');
    await answer(caseId);
    await days(4);
    await find(caseId, 'not-as-described', 'unsubstantiated', {}, 'Finn');
    const heard = await post(asBuyer(), `/me/complaints/${complaintId}/appeal`, { text: 'It is pine.' }, 201);
    await decide(heard.appealId, 'reversed', 'first');
    const finding = { violation: 'not-as-described', result: 'unsubstantiated', reasons: 'As I said.' };
    expect(await post403('Finn again', `/cases/${caseId}/findings`, finding)).toBe(TWICE);
    await find(caseId, 'not-as-described', 'unsubstantiated', {}, 'colleague');
  });

  it('who judged a case of a campaign does not confirm it in the sample', async () => {
    await invite('Gus', 'gus@house.example', 'investigator');
    await invite('Gus again', 'gus+2@house.example', 'reviewer');
    const body = {
      name: 'Oak',
      violations: ['not-as-described'],
      criterion: { by: 'list', parties: [seller] },
    };
    const { campaignId } = await post(as('head'), '/campaigns', body, 201);
    await server.market.sweep();
    const { cases } = await get(as('investigator'), `/cases?campaign=${campaignId}`);
    await answer(cases[0].id);
    await find(cases[0].id, 'not-as-described', 'substantiated', {}, 'Gus');
    await impose(cases[0].id, 'Gus');
    await post(as('head'), `/campaigns/${campaignId}/sample`);
    const { sample } = await get(as('first'), `/campaigns/${campaignId}`);
    const agrees = { agrees: true, reasons: 'I see the same.' };
    for (const { sanctionId } of sample)
      expect(await post403('Gus again', `/campaigns/${campaignId}/sample/${sanctionId}`, agrees)).toBe(TWICE);
  });
});

describe('a complaint is never decided unheard', () => {
  it('by what a case had found about somebody else before', async () => {
    const { caseId } = await complain('not-as-described');
    await post(as('investigator'), `/cases/${caseId}/allegations`, { violation: 'repeated-late-shipment' });
    await answer(caseId);
    await days(4);
    await find(caseId, 'not-as-described', 'unsubstantiated', { unfounded: true });
    const other = await newBuyer(market, { name: 'Cem Can' });
    const order = await bareOrder(market, { seller, buyer: other, listingId, delivered: true });
    const later = await complain('not-as-described', other, order);
    await find(caseId, 'repeated-late-shipment', 'unsubstantiated');
    expect(await get(asBuyer(), '/me/complaints')).toMatchObject({ complaints: [{ outcome: 'unfounded' }] });
    expect(later.caseId).not.toBe(caseId);
    const own = await get(asBuyer(other), `/me/complaints/${later.complaintId}`);
    expect(own).toMatchObject({ status: 'heard' });
  });
});
