import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../test/market.ts';
import {
  bomb,
  pdf,
  phonePhoto,
  phoneVideo,
  picture,
  PLACE,
  recording,
  scriptedPhoto,
} from '../../test/media.ts';
import { bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../test/people.ts';
import type { Actor } from '../door/actor.ts';
import type { Refusal } from '../kernel/decision.ts';
import type { OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { World } from '../processes/world.ts';
import { must } from '../runtime.ts';

let server: TestServer;
let seller: PartyId;
let buyer: PartyId;
let other: PartyId;
let orderId: OrderId;

beforeAll(async () => {
  server = await testServer();
  const market: Runs = {
    must: <T>(by: string, work: (world: World) => Promise<T | Refusal>) => must(server.market.run(by, work)),
  };
  seller = await newSeller(market);
  buyer = await newBuyer(market);
  other = await newBuyer(market);
  const listingId = await newListing(market, seller);
  orderId = await bareOrder(market, { seller, buyer, listingId, delivered: true });
});
afterAll(() => server[Symbol.asyncDispose]());

const as = (partyId: PartyId): Actor => ({ kind: 'buyer', partyId });

async function ask(method: string, path: string, body?: unknown, by = buyer, status?: number) {
  const answer = await server.ask(as(by), method, path, body);
  if (status !== undefined)
    expect(answer, `${path} ${JSON.stringify(answer.body)}`).toMatchObject({ status });
  return answer;
}

async function bring(bytes: Buffer, kind = 'photo', type?: string, by = buyer) {
  const body = { kind, content: bytes.toString('base64'), ...(type ? { type } : {}) };
  return ask('post', '/me/uploads', body, by);
}

async function keptValues(): Promise<number> {
  const { rows } = await server.market.db.pool.query<{ count: number }>(
    `select count(*)::int as count from private_value where kind = 'upload'`,
  );
  return rows[0]?.count ?? 0;
}

describe('files that people bring', () => {
  it('are kept once, however often they are sent, and read by their owner alone, with nothing in them that runs', async () => {
    const photo = await phonePhoto();
    const first = await bring(photo, 'photo', 'image/jpeg');
    expect(first.status).toBe(201);
    const before = await keptValues();
    const again = await bring(photo, 'photo', 'image/jpeg');
    expect(again.body).toEqual(first.body);
    expect(await keptValues()).toBe(before);

    const path = `/me/uploads/${first.body.uploadId}/file`;
    const response = await server.market.app.request(`http://localhost/api/v1${path}`, {
      headers: { 'x-test-actor': JSON.stringify(as(buyer)) },
    });
    const kept = Buffer.from(await response.arrayBuffer());
    expect(kept.includes(PLACE)).toBe(false);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment/),
      'content-security-policy': "default-src 'none'; sandbox",
    });
    await ask('get', path, undefined, other, 404);
    // Another person's copy of the same photo is another upload.
    expect((await bring(photo, 'photo', 'image/jpeg', other)).body).not.toEqual(first.body);
    await ask('delete', `/me/uploads/${first.body.uploadId}`, undefined, other, 404);
    await ask('delete', `/me/uploads/${first.body.uploadId}`, undefined, buyer, 200);
    await ask('get', path, undefined, buyer, 404);
    // Brought again after it was removed.
    expect((await bring(photo)).body).toEqual(first.body);
    await ask('get', path, undefined, buyer, 200);
  });

  it.each([
    ['says JPEG and is PNG', () => picture('png'), 'photo', 'image/jpeg', 'file-type-differs'],
    [
      'is a web page',
      () => Buffer.from('<html><script>alert(1)</script>'),
      'photo',
      'image/jpeg',
      'file-type-not-accepted',
    ],
    [
      'is an SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'photo',
      'image/svg+xml',
      'file-type-not-accepted',
    ],
    ['is a bomb', () => bomb(), 'photo', 'image/png', 'file-too-many-pixels'],
    ['has a script inside', () => scriptedPhoto(), 'photo', 'image/jpeg', 'file-active-content'],
    [
      'is a video where a photo is asked for',
      () => phoneVideo(),
      'photo',
      'video/mp4',
      'file-type-not-accepted',
    ],
    ['goes on for too long', () => recording({ seconds: 500 }), 'video', 'video/webm', 'file-too-long'],
    [
      'runs a script on opening',
      () => pdf('<</S /JavaScript>>'),
      'document',
      'application/pdf',
      'file-active-content',
    ],
    ['is larger than it may be', () => Buffer.alloc(8_000_001, 1), 'photo', '', 'file-too-large'],
    ['is nothing', () => Buffer.alloc(0), 'photo', '', 'invalid-input'],
  ])('what %s is refused at its field', async (_, make, kind, type, problem) => {
    const answer = await bring(await make(), kind, type);
    expect(answer).toMatchObject({
      status: 422,
      body: { type: `/problems/${problem}`, errors: [{ field: 'content', message: expect.any(String) }] },
    });
  });

  it('videos and documents are taken too', async () => {
    expect((await bring(phoneVideo(), 'video', 'video/mp4')).status).toBe(201);
    expect((await bring(recording(), 'video', 'video/webm')).status).toBe(201);
    expect((await bring(pdf('<</Type /Catalog>>'), 'document', 'application/pdf')).status).toBe(201);
  });
});

describe('a report that is begun', () => {
  it('survives until it is sent, and is sent once', async () => {
    const { draftId } = (await ask('post', '/me/report-drafts', { refs: { orderId } }, buyer, 201)).body;
    // Begun again, as after another sign-in, it is the same.
    expect((await ask('post', '/me/report-drafts', { refs: { orderId } })).body).toEqual({ draftId });
    const path = `/me/report-drafts/${draftId}`;
    const uploadId = (await bring(await picture('png', 20, 20))).body.uploadId as string;
    await ask('patch', path, { kind: 'not-as-described', text: 'It is pine.' }, buyer, 200);
    await ask('patch', path, { uploads: [uploadId] }, buyer, 200);
    await ask('patch', path, { text: 'It is pine, not oak.' }, buyer, 200);
    expect((await ask('get', path)).body).toMatchObject({
      kind: 'not-as-described',
      text: 'It is pine, not oak.',
      uploads: [{ id: uploadId, mime: 'image/png' }],
      status: 'open',
    });
    expect((await ask('get', '/me/report-drafts')).body.drafts).toMatchObject([{ id: draftId }]);
    // What was written before is nowhere kept.
    const texts = await server.market.db.pool.query(
      `select value from private_value where kind = 'report-draft'`,
    );
    expect(texts.rows).toEqual([{ value: 'It is pine, not oak.' }]);
    for (const method of ['get', 'patch', 'delete'])
      await ask(method, path, method === 'patch' ? { text: 'x' } : undefined, other, 404);
    await ask('post', `${path}/filing`, {}, other, 404);

    const filed = await ask('post', `${path}/filing`, {}, buyer, 201);
    const second = await ask('post', `${path}/filing`, {}, buyer, 409);
    expect(second.body).toMatchObject({
      type: '/problems/draft-filed',
      complaintId: filed.body.complaintId,
    });
    const complaint = (await ask('get', `/me/complaints/${filed.body.complaintId}`)).body;
    expect(complaint).toMatchObject({ text: 'It is pine, not oak.', uploads: [{ mime: 'image/png' }] });
    // Part of a complaint, it can't be taken away.
    await ask('delete', `/me/uploads/${uploadId}`, undefined, buyer, 409);
    expect((await ask('get', '/me/report-drafts')).body.drafts).toEqual([]);
    const left = await server.market.db.pool.query(`select 1 from private_value where kind = 'report-draft'`);
    expect(left.rowCount).toBe(0);
  });

  it('refuses unknown kinds, and files of others or that are gone', async () => {
    const { draftId } = (await ask('post', '/me/report-drafts', { refs: { orderId } }, buyer, 201)).body;
    const path = `/me/report-drafts/${draftId}`;
    expect((await ask('patch', path, { kind: 'toString' }, buyer, 422)).body.errors[0].field).toBe('kind');
    const theirs = (await bring(await picture('png', 9, 9), 'photo', '', other)).body.uploadId as string;
    expect((await ask('patch', path, { uploads: [theirs] }, buyer, 404)).body.errors[0].field).toBe(
      'uploads.0',
    );
    expect((await ask('post', `${path}/filing`, {}, buyer, 422)).body.errors[0].field).toBe('kind');
    await ask('delete', path, undefined, buyer, 200);
    await ask('patch', path, { text: 'x' }, buyer, 409);
  });

  it('left alone it goes, with its text and its files', async () => {
    const { draftId } = (await ask('post', '/me/report-drafts', { refs: { orderId } }, other, 201)).body;
    const uploadId = (await bring(await picture('png', 11, 11), 'photo', '', other)).body.uploadId as string;
    await ask(
      'patch',
      `/me/report-drafts/${draftId}`,
      { text: 'Half a word', uploads: [uploadId] },
      other,
      200,
    );
    server.pass(31 * DAY_MS);
    await server.market.sweep();
    expect((await ask('get', `/me/report-drafts/${draftId}`, undefined, other)).body).toMatchObject({
      status: 'dropped',
      text: '',
      uploads: [],
    });
    await ask('get', `/me/uploads/${uploadId}/file`, undefined, other, 404);
  });
});
