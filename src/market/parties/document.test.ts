import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../../test/market.ts';
import { pdf, phonePhoto, phoneVideo, picture } from '../../../test/media.ts';
import { newSeller, type Runs } from '../../../test/people.ts';
import type { Actor, StaffRole } from '../../door/actor.ts';
import type { Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, plusMonths } from '../../kernel/time.ts';
import { registerStaff } from '../../processes/register-party.ts';
import type { World } from '../../processes/world.ts';
import { must } from '../../runtime.ts';

let server: TestServer;
let market: Runs;
let reviewer: Actor;

beforeAll(async () => {
  server = await testServer();
  market = {
    must: <T>(by: string, work: (world: World) => Promise<T | Refusal>) => must(server.market.run(by, work)),
  };
  reviewer = await staff('reviewer');
});
afterAll(() => server[Symbol.asyncDispose]());

async function staff(role: StaffRole): Promise<Actor> {
  const { partyId } = await market.must('test', (world) =>
    registerStaff(world, { name: role, country: 'DE', language: 'en', currency: 'EUR', roles: [role] }),
  );
  return { kind: 'staff', partyId, roles: [role] };
}

const as = (partyId: PartyId): Actor => ({ kind: 'seller', partyId });

async function bring(by: PartyId, bytes: Buffer, kind: string, type?: string) {
  const body = { kind, content: bytes.toString('base64'), ...(type ? { type } : {}) };
  return server.ask(as(by), 'post', '/me/uploads', body);
}

async function give(by: PartyId, document: string) {
  return server.ask(as(by), 'put', '/me/identity', { document });
}

async function given(bytes: Buffer, kind: string): Promise<{ id: PartyId; document: string }> {
  const id = await newSeller(market);
  const document = (await bring(id, bytes, kind)).body.uploadId as string;
  expect((await give(id, document)).status).toBe(200);
  return { id, document };
}

const fileOf = (id: PartyId) => `/parties/${id}/identity/document/file`;

describe('the identification document of a trader', () => {
  it('is a file of their own, seen by them and by staff who judge identities, and by nobody else', async () => {
    const { id, document } = await given(await phonePhoto(), 'photo');
    const me = await server.ask(as(id), 'get', '/me');
    expect(me.body.identity.document).toMatchObject({ value: document, verified: false, rejected: null });
    expect((await server.ask(reviewer, 'get', fileOf(id))).status).toBe(200);
    const other = await newSeller(market);
    expect((await give(other, document)).body).toMatchObject({
      type: '/problems/not-found',
      errors: [{ field: 'identity.document' }],
    });
    expect((await server.ask(as(other), 'get', `/me/uploads/${document}/file`)).status).toBe(404);
    expect((await server.ask(reviewer, 'get', fileOf(other))).status).toBe(404);
    for (const actor of [await staff('representative'), as(other), as(id)])
      expect((await server.ask(actor, 'get', fileOf(id))).status).toBe(403);
    const shop = await server.ask({ kind: 'anonymous' }, 'get', `/sellers/${id}`);
    expect(JSON.stringify(shop.body)).not.toContain(document);
  });

  it('is a photo or a PDF, and what it is said to be', async () => {
    const id = await newSeller(market);
    const lie = await bring(id, await phonePhoto(), 'photo', 'image/png');
    expect(lie).toMatchObject({ status: 422, body: { type: '/problems/file-type-differs' } });
    const video = await bring(id, phoneVideo(), 'video');
    expect(await give(id, video.body.uploadId)).toMatchObject({
      status: 422,
      body: { type: '/problems/file-type-not-accepted', errors: [{ field: 'identity.document' }] },
    });
    expect((await give(id, 'upl_nothing')).status).toBe(404);
    expect((await server.ask(as(id), 'get', '/me')).body.identity.document).toBeUndefined();
  });

  it('found wrong, it has to be given anew in time; the next one takes its place', async () => {
    const { id, document } = await given(pdf(), 'document');
    const judgement = `/parties/${id}/identity/document/judgement`;
    const seen = async () =>
      (await server.ask(reviewer, 'get', `/parties/${id}`)).body.identity.document.seen as string;
    const wrong = { seen: await seen(), wrong: 'It ran out last year.' };
    expect((await server.ask(reviewer, 'post', judgement, wrong)).body.verified).toBe(false);
    const entry = await server.ask(as(id), 'get', '/me/entry');
    expect(entry.body.identity.toCorrect).toMatchObject([{ field: 'document', why: wrong.wrong }]);
    expect((await server.ask(as(id), 'delete', `/me/uploads/${document}`)).body.type).toBe(
      '/problems/upload-in-use',
    );
    server.pass(server.market.book.rulebook.identity.correctWithinDays * DAY_MS);
    await server.market.sweep();
    expect((await server.ask(as(id), 'get', '/me')).body.standing.word).toBe('held');

    const next = (await bring(id, await picture('png'), 'photo')).body.uploadId as string;
    expect((await give(id, next)).status).toBe(200);
    expect((await server.ask(as(id), 'get', `/me/uploads/${document}/file`)).status).toBe(404);
    const right = await server.ask(reviewer, 'post', judgement, { seen: await seen() });
    expect(right.body.verified).toBe(true);
    expect((await server.ask(as(id), 'get', '/me')).body.standing.word).toBe('good');
    expect((await give(id, next)).status).toBe(200);
    expect((await server.ask(as(id), 'get', '/me')).body.identity.document.verified).toBe(true);
  });

  it('is asked for where a person needs it, and holds the account until it is there', async () => {
    const id = await newSeller(market);
    const request = `/parties/${id}/identity/document/request`;
    expect((await server.ask(await staff('representative'), 'post', request)).status).toBe(403);
    // One question at a time: what every seller has to tell comes first.
    const silent = await newSeller(market, { identity: { mail: 'silent@shops.example' } });
    const refused = await server.ask(reviewer, 'post', `/parties/${silent}/identity/document/request`);
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/identity-missing' } });
    const asked = await server.ask(reviewer, 'post', request);
    expect(asked.body.giveBy).toBeGreaterThan(0);
    expect((await server.ask(reviewer, 'post', request)).body).toEqual(asked.body);
    const notices = await server.ask(as(id), 'get', '/me/notices');
    expect(notices.body.notices).toMatchObject([{ kind: 'identity-asked' }]);
    const entry = await server.ask(as(id), 'get', '/me/entry');
    expect(entry.body.identity).toMatchObject({ missing: ['document'], beforeSelling: false });
    server.pass(server.market.book.rulebook.identity.giveWithinDays * DAY_MS);
    await server.market.sweep();
    const word = async () => (await server.ask(as(id), 'get', '/me')).body.standing.word as string;
    expect(await word()).toBe('held');
    await give(id, (await bring(id, pdf(), 'document')).body.uploadId);
    expect(await word()).toBe('good');
  });

  it('is not read unnoticed: who and when is in the log, before it is given out', async () => {
    const { id } = await given(await phonePhoto(), 'photo');
    const { partyId: reader } = reviewer as Extract<Actor, { kind: 'staff' }>;
    const openings = async () => (await server.ask(reviewer, 'get', `/parties/${id}`)).body.documentOpenings;
    expect(await openings()).toEqual([]);
    const first = server.now();
    for (let i = 0; i < 2; i++) {
      expect((await server.ask(reviewer, 'get', fileOf(id))).status).toBe(200);
      server.pass(60_000);
    }
    // Who may not read it leaves no note, and neither does the owner.
    expect((await server.ask(await staff('representative'), 'get', fileOf(id))).status).toBe(403);
    expect(await openings()).toEqual([
      { at: first + 60_000, by: reader, byName: 'reviewer' },
      { at: first, by: reader, byName: 'reviewer' },
    ]);
    const record = await server.ask(reviewer, 'get', `/parties/${id}/record`);
    expect(record.body.history.map((item: { title: string }) => item.title)).toContain('Document opened');
    const own = await server.ask(as(id), 'get', '/me/export');
    expect(own.body.records.document_opened).toEqual([{ at: first + 60_000 }, { at: first }]);
    expect(JSON.stringify(own.body)).not.toContain(reader);
    const none = await newSeller(market);
    expect((await server.ask(reviewer, 'get', fileOf(none))).status).toBe(404);
    const told = await server.ask(await staff('representative'), 'get', `/parties/${none}`);
    expect(told.body.documentOpenings).toBeNull();
    expect((await server.ask(reviewer, 'get', `/parties/${none}`)).body.documentOpenings).toEqual([]);
  });

  it('outlives an erasure for the months of the law, and goes then', async () => {
    const { id, document } = await given(await phonePhoto(), 'photo');
    const other = (await bring(id, pdf(), 'document')).body.uploadId as string;
    const kept = async () => {
      const left = await server.market.db.pool.query<{ party: string }>(
        'select party from private_value where party = any($1)',
        [[document, other]],
      );
      return left.rows.map((row) => row.party);
    };
    const until = plusMonths(server.now(), server.market.book.rulebook.erasure.traderDataMonths);
    const told = { why: 'trader-data', kinds: expect.arrayContaining(['document', 'legal-name']), until };
    expect((await server.ask(as(id), 'get', '/me/erasure')).body).toEqual({ kept: [told] });
    const erased = await server.ask(as(id), 'post', '/me/erasure', { confirm: 'erase my account' });
    expect(erased.body).toMatchObject({ kept: [told] });
    expect(await kept()).toEqual([document]);
    expect((await server.ask(reviewer, 'get', fileOf(id))).status).toBe(200);
    const shop = await server.ask({ kind: 'anonymous' }, 'get', `/sellers/${id}`);
    expect(shop.status).toBe(404);
    server.pass(until - server.now());
    for (let i = 0; i < 2; i++) await server.market.sweep();
    expect(await kept()).toEqual([]);
    expect((await server.ask(reviewer, 'get', fileOf(id))).status).toBe(404);
    const { rows } = await server.market.db.pool.query(
      "select 1 from log_entry where concept = 'party' and stream = $1 and type = 'PartyErased'",
      [id],
    );
    expect(rows).toHaveLength(2);
  });
});
