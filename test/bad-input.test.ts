import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '../src/door/route.ts';
import { type Actor, STAFF_ROLES } from '../src/door/actor.ts';
import { DOORS, NOBODYS } from './doors.ts';
import { type TestServer, testServer } from './market.ts';
import { newBuyer, newSeller, newStaff, type Runs } from './people.ts';
import { must } from '../src/runtime.ts';

interface Write {
  readonly key: string;
  readonly method: string;
  readonly url: string;
  readonly actor: Actor;
  readonly hasBody: boolean;
}

type Sent = { readonly body?: BodyInit; readonly headers?: Readonly<Record<string, string>> };

const KEY = { 'idempotency-key': 'a-key-of-this-walk' };
const MIB = 1024 * 1024;

let server: TestServer;
const writes: Write[] = [];

beforeAll(async () => {
  server = await testServer();
  const market: Runs = { must: (by, work) => must(server.market.run(by, work)) };
  const actors = new Map<string, Actor>([['anyone', { kind: 'anonymous' }]]);
  // Just confirmed: what a session must have shown is another question.
  const confirmedAt = server.now();
  actors.set('buyer', { kind: 'buyer', partyId: await newBuyer(market), confirmedAt });
  actors.set('seller', { kind: 'seller', partyId: await newSeller(market), confirmedAt });
  for (const role of STAFF_ROLES)
    actors.set(role, { kind: 'staff', partyId: await newStaff(market, role), roles: [role] });
  const { body } = await server.ask({ kind: 'anonymous' }, 'get', '/openapi.json');
  const paths = body.paths as Record<string, Record<string, { 'x-access': Access; requestBody?: object }>>;
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (method === 'get') continue;
      const key = `${method} ${path.replace('/api/v1', '')}`;
      const sample = DOORS[key];
      const actor = actors.get(operation['x-access'].who[0] ?? 'anyone');
      if (!actor) throw new Error(`${key} serves nobody of the walk`);
      const filled = path.replaceAll(
        /\{(\w+)\}/g,
        (_, name: string) => sample?.params?.[name] ?? NOBODYS[name] ?? 'x',
      );
      const url = `http://localhost${filled}${sample?.query ?? ''}`;
      writes.push({
        key,
        method: method.toUpperCase(),
        url,
        actor,
        hasBody: operation.requestBody !== undefined,
      });
    }
});
afterAll(() => server[Symbol.asyncDispose]());

async function send({ method, url, actor }: Write, { body, headers }: Sent) {
  const response = await server.market.app.request(url, {
    method,
    headers: { 'x-test-actor': JSON.stringify(actor), 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    problem: JSON.parse(text) as { type?: string; errors?: readonly { field: string; message: string }[] },
  };
}

/** What changes with every write: events, and the keys under which answers are kept. */
async function written(): Promise<unknown> {
  const { rows } = await server.market.db.pool.query(
    `select (select count(*) from log_entry) as entries, (select count(*) from idempotency_key) as keys,
       (select count(*) from private_value) as values, (select count(*) from mail_outbox) as mails`,
  );
  return rows[0];
}

/** Sends the same to every write that takes it; returns those that answer otherwise than `status` with this problem. */
async function walk(
  sent: (to: Write) => Sent,
  wanted: { readonly status: number; readonly problem: string; readonly field?: boolean },
  among: (to: Write) => boolean = () => true,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const to of writes.filter(among)) {
    const { status, type, problem } = await send(to, sent(to));
    const named =
      problem.errors?.every((e) => e.field !== '' && e.message !== '') && problem.errors.length > 0;
    const asWanted =
      status === wanted.status &&
      type.startsWith('application/problem+json') &&
      problem.type === `/problems/${wanted.problem}` &&
      (wanted.field !== true || named);
    if (!asWanted) wrong.push(`${to.key}: ${status} ${problem.type} ${JSON.stringify(problem.errors ?? [])}`);
  }
  return wrong;
}

describe('every write', () => {
  const withBody = (to: Write) => to.hasBody;

  it('is among those that are tried', () => {
    expect(writes.length).toBeGreaterThan(100);
    expect(writes.filter(withBody).length).toBeGreaterThan(80);
  });

  it.each([
    ['no key', {}],
    ['a short key', { 'idempotency-key': 'short' }],
    ['an endless key', { 'idempotency-key': 'k'.repeat(129) }],
    ['a key with a space', { 'idempotency-key': 'a key with spaces' }],
  ])('refuses %s, names the header, and changes nothing', { timeout: 60_000 }, async (_, headers) => {
    const before = await written();
    const sample = (to: Write): Sent => ({ body: JSON.stringify(DOORS[to.key]?.body ?? {}), headers });
    expect(await walk(sample, { status: 400, problem: 'idempotency-key-missing', field: true })).toEqual([]);
    expect(await written()).toEqual(before);
  });

  it.each(['', '{', '{"a":', 'a=1&b=2', '<xml/>', '\u0000', '{"a":1}{'])(
    'refuses %j, which is no JSON, and changes nothing',
    { timeout: 60_000 },
    async (body) => {
      const before = await written();
      const problem = { status: 400, problem: 'malformed-json' };
      expect(await walk(() => ({ body, headers: KEY }), problem, withBody)).toEqual([]);
      expect(await written()).toEqual(before);
    },
  );

  it.each(['null', '[]', '7', '"text"', 'true', '{"surprise":1}', '{"__proto__":{"admin":true}}'])(
    'refuses %s, which is not what it asks for, names the field, and changes nothing',
    { timeout: 60_000 },
    async (body) => {
      const before = await written();
      const problem = { status: 422, problem: 'invalid-input', field: true };
      expect(await walk(() => ({ body, headers: KEY }), problem, withBody)).toEqual([]);
      expect(await written()).toEqual(before);
    },
  );

  it('does once what it is asked twice under one key, and leaves nothing behind where it refuses', async () => {
    const wrong: string[] = [];
    let done = 0;
    for (const [n, to] of writes.entries()) {
      const body = DOORS[to.key]?.body;
      const sent = {
        headers: { 'idempotency-key': `asked-twice-${n}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const untouched = await written();
      const first = await send(to, sent);
      const after = await written();
      const second = await send(to, sent);
      done += first.status < 300 ? 1 : 0;
      const isLikeBefore = first.status < 300 || JSON.stringify(after) === JSON.stringify(untouched);
      const isOnce = JSON.stringify(await written()) === JSON.stringify(after);
      const isSame = JSON.stringify(first) === JSON.stringify(second);
      if (!isLikeBefore || !isOnce || !isSame)
        wrong.push(`${to.key}: ${first.status}, then ${second.status} ${JSON.stringify(second.problem)}`);
    }
    expect(wrong).toEqual([]);
    // Or nothing was asked twice at all.
    expect(done).toBeGreaterThan(10);
  });

  it('refuses a body that is too large by what it says of itself, and changes nothing', async () => {
    const before = await written();
    const headers = { ...KEY, 'content-length': String(10_000 * MIB) };
    expect(await walk(() => ({ body: '{}', headers }), { status: 413, problem: 'body-too-large' })).toEqual(
      [],
    );
    expect(await written()).toEqual(before);
  });

  it('refuses a body that says nothing of its size once it is too large', async () => {
    let pulled = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(64 * 1024).fill(32));
        },
      });
    const [to] = writes.filter((w) => w.key === 'post /parties');
    if (!to) throw new Error('no such route');
    expect(await send(to, { body: endless(), headers: KEY })).toMatchObject({ status: 413 });
    expect(pulled).toBeLessThan(20);
  });
});
