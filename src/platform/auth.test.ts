import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import { type Auth, createAuth, migrateAuth } from './auth.ts';

const HERE = 'http://localhost:3000';
const ANNA = { email: 'Anna@Example.test', password: 'correct-horse', name: 'Anna' };

let database: FreshDatabase;
let pool: pg.Pool;
let auth: Auth;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await migrateAuth(pool);
  auth = createAuth({
    pool,
    secret: 'a-secret-of-more-than-32-characters',
    baseUrl: HERE,
    signInsPerMinute: 3,
  });
  await auth.createAccount(ANNA);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function post(
  path: string,
  body: unknown,
  from: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const request = new Request(`${HERE}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: HERE, ...headers },
    body: JSON.stringify(body),
  });
  return auth.handle(request, from);
}

function signIn(from: string, password = ANNA.password): Promise<Response> {
  return post('/sign-in/email', { email: 'anna@example.test', password }, from);
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

describe('sign-in', () => {
  test('gives a session cookie that scripts and other sites cannot use', async () => {
    const response = await signIn('10.1.0.1');
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax$/);
    const headers = new Headers({ cookie: cookiesOf(response) });
    expect(await auth.authenticate(headers)).toMatchObject({ email: 'anna@example.test', name: 'Anna' });
  });

  test('works for machines by bearer token', async () => {
    const token = (await signIn('10.1.0.2')).headers.get('set-auth-token') ?? '';
    expect(await auth.authenticate(new Headers({ authorization: `Bearer ${token}` }))).not.toBeNull();
    expect(await auth.authenticate(new Headers({ authorization: `Bearer ${token}x` }))).toBeNull();
    const unsigned = token.split('.')[0] ?? '';
    expect(await auth.authenticate(new Headers({ authorization: `Bearer ${unsigned}` }))).toBeNull();
  });

  test('refuses a wrong password, and after a few attempts every password', async () => {
    for (let i = 0; i < 3; i++) expect((await signIn('10.1.0.3', 'wrong-password')).status).toBe(401);
    expect((await signIn('10.1.0.3')).status).toBe(429);
    expect((await signIn('10.1.0.4')).status).toBe(200);
  });

  test('counts by the address of the connection, whatever a client claims', async () => {
    const claimed = (i: number) => ({ 'x-cacashop-client': `10.9.9.${i}`, 'x-forwarded-for': `10.9.9.${i}` });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const response = await post(
        '/sign-in/email',
        { email: 'a@b.test', password: 'x' },
        '10.1.0.5',
        claimed(i),
      );
      statuses.push(response.status);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  test('ends with sign-out', async () => {
    const cookie = cookiesOf(await signIn('10.1.0.6'));
    expect((await post('/sign-out', {}, '10.1.0.6', { cookie })).status).toBe(200);
    expect(await auth.authenticate(new Headers({ cookie }))).toBeNull();
  });

  test('is not to be had from another site', async () => {
    const cookie = cookiesOf(await signIn('10.1.0.7'));
    const response = await post('/sign-out', {}, '10.1.0.7', { cookie, origin: 'http://evil.test' });
    expect(response.status).toBe(403);
    expect(await auth.authenticate(new Headers({ cookie }))).not.toBeNull();
  });
});

describe('accounts', () => {
  test('opening one twice is opening it once', async () => {
    const again = await auth.createAccount({ ...ANNA, name: 'Somebody else' });
    expect(again.name).toBe('Anna');
  });

  test('many at once, each with its own password', async () => {
    const made = await auth.createAccounts([
      { email: 'b@example.test', password: 'bbbbbbbbbbbb', name: 'B' },
      { email: 'c@example.test', password: 'cccccccccccc', name: 'C' },
    ]);
    expect(new Set(made.map((account) => account.userId)).size).toBe(2);
    const wrong = await post(
      '/sign-in/email',
      { email: 'b@example.test', password: 'cccccccccccc' },
      '10.1.0.8',
    );
    const right = await post(
      '/sign-in/email',
      { email: 'c@example.test', password: 'cccccccccccc' },
      '10.1.0.8',
    );
    expect([wrong.status, right.status]).toEqual([401, 200]);
  });

  test('migrating again changes nothing', async () => {
    await migrateAuth(pool);
    expect((await pool.query('select count(*)::int as n from auth_user')).rows[0].n).toBe(3);
  });
});
