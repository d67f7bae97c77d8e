import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { base32Bytes } from '../../test/codes.ts';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import { type Auth, createAuth, migrateAuth } from './auth.ts';
import { migrate } from './migrate.ts';
import { totpAt } from './totp.ts';

const HERE = 'http://localhost:3000';
const ANNA = { email: 'Anna@Example.test', password: 'correct-horse', name: 'Anna' };

let database: FreshDatabase;
let pool: pg.Pool;
let auth: Auth;
/** What was mailed. */
const sent: { to: string; token?: string; code?: string }[] = [];
const keep = (facts: (typeof sent)[number]) => {
  sent.push(facts);
  return Promise.resolve();
};

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await migrate(database.url);
  await migrateAuth(pool);
  auth = createAuth({
    pool,
    secret: 'a-secret-of-more-than-32-characters',
    baseUrl: HERE,
    signInsPerMinute: 3,
    mails: {
      verification: ({ email }, token) => keep({ to: email, token }),
      passwordReset: ({ email }, token) => keep({ to: email, token }),
      confirmationCode: ({ email }, code) => keep({ to: email, code }),
    },
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

describe('the second factor', () => {
  const PASSWORD = 'a long sentence of berta';
  const enrol = async (email: string, from: string) => {
    await auth.createAccount({ email, password: PASSWORD, name: 'Person' });
    const first = cookiesOf(await post('/sign-in/email', { email, password: PASSWORD }, from));
    await post('/confirmation/mail', {}, from, { cookie: first });
    await post('/confirmation/code', { code: sent.at(-1)?.code }, from, { cookie: first });
    const enabled = await post('/two-factor/enable', { password: PASSWORD }, from, { cookie: first });
    const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] };
    const key = base32Bytes(new URL(totpURI).searchParams.get('secret') ?? '');
    const code = () => totpAt(key, Date.now());
    const at = Date.now();
    const verified = await post('/two-factor/verify-totp', { code: totpAt(key, at) }, from, {
      cookie: first,
    });
    expect(verified.status).toBe(200);
    expect(await usedSteps(email)).toEqual([Math.floor(at / 30_000)]);
    await forgetUsed(email);
    return { email, code, backupCodes, cookie: cookiesOf(verified) };
  };
  const usedSteps = async (email: string) => {
    const found = await pool.query<{ usedStep: number | null }>(
      'select f."usedStep" from auth_two_factor f join auth_user u on u.id = f."userId" where u.email = $1',
      [email],
    );
    return found.rows.map((row) => row.usedStep);
  };
  /** As if half a minute had gone by. */
  const forgetUsed = (email: string) =>
    pool.query(
      'update auth_two_factor set "usedStep" = null where "userId" in (select id from auth_user where email = $1)',
      [email],
    );
  const who = (cookie: string) => auth.authenticate(new Headers({ cookie }));

  test('is asked for after the password, and a wrong code gives no session', async () => {
    const { email, code } = await enrol('berta@example.test', '10.2.0.1');
    const half = await post('/sign-in/email', { email, password: PASSWORD }, '10.2.0.2');
    expect(await half.json()).toMatchObject({ twoFactorRedirect: true });
    expect(half.headers.get('set-auth-token')).toBeNull();
    const cookie = cookiesOf(half);
    expect(await who(cookie)).toBeNull();
    const wrong = await post('/two-factor/verify-totp', { code: '000000' }, '10.2.0.2', { cookie });
    expect(wrong.status).toBe(401);
    const right = await post('/two-factor/verify-totp', { code: code() }, '10.2.0.2', { cookie });
    expect(right.status).toBe(200);
    expect(await who(cookiesOf(right))).toMatchObject({
      secondFactor: true,
      confirmedAt: expect.any(Number),
    });
    const token = right.headers.get('set-auth-token') ?? '';
    expect(await auth.authenticate(new Headers({ authorization: `Bearer ${token}` }))).not.toBeNull();
  });

  test('can be a backup code, each once', async () => {
    const { email, backupCodes } = await enrol('carl@example.test', '10.2.0.3');
    const use = async () => {
      const cookie = cookiesOf(await post('/sign-in/email', { email, password: PASSWORD }, '10.2.0.4'));
      return post('/two-factor/verify-backup-code', { code: backupCodes[0] }, '10.2.0.4', { cookie });
    };
    expect((await use()).status).toBe(200);
    expect((await use()).status).toBe(401);
  });

  test('is not set up, or set up anew, by whoever only has the password', async () => {
    const email = 'olga@example.test';
    await auth.createAccount({ email, password: PASSWORD, name: 'Olga' });
    const cookie = cookiesOf(await post('/sign-in/email', { email, password: PASSWORD }, '10.2.0.10'));
    const begin = (as: string) =>
      post('/two-factor/enable', { password: PASSWORD }, '10.2.0.10', { cookie: as });
    expect((await begin(cookie)).status).toBe(403);
    const enrolled = await enrol('paul@example.test', '10.2.0.11');
    await pool.query('update auth_session set "confirmedAt" = null');
    expect((await begin(enrolled.cookie)).status).toBe(403);
  });

  test('is not switched off by whoever only has the password', async () => {
    const { cookie } = await enrol('dora@example.test', '10.2.0.5');
    await pool.query('update auth_session set "confirmedAt" = null');
    const off = () => post('/two-factor/disable', { password: PASSWORD }, '10.2.0.5', { cookie });
    const refused = await off();
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'SECOND_FACTOR_NEEDED',
    ]);
  });

  test('confirms a session that is there already, for ten minutes', async () => {
    const { cookie, code } = await enrol('emil@example.test', '10.2.0.6');
    await pool.query('update auth_session set "confirmedAt" = null');
    const from = '10.2.0.7';
    expect((await post('/confirmation/mail', {}, from, { cookie })).status).toBe(400);
    // The app's own endpoint is for signing in: within a session it confirms nothing.
    await post('/two-factor/verify-totp', { code: code() }, from, { cookie });
    expect((await who(cookie))?.confirmedAt).toBeNull();
    await forgetUsed('emil@example.test');
    expect((await post('/confirmation/code', { code: '123 456' }, from, { cookie })).status).toBe(401);
    expect((await post('/confirmation/code', { code: code() }, from, { cookie })).status).toBe(200);
    expect((await who(cookie))?.confirmedAt).toBeGreaterThan(Date.now() - 5_000);
    const off = await post('/two-factor/disable', { password: PASSWORD }, from, { cookie });
    expect(off.status).toBe(200);
  });

  test('guessing within a session locks it', async () => {
    const { cookie, code } = await enrol('fritz@example.test', '10.2.0.8');
    for (let i = 0; i < 10; i++)
      await post('/confirmation/code', { code: 'nonsense' }, `10.2.1.${i}`, { cookie });
    expect((await post('/confirmation/code', { code: code() }, '10.2.1.99', { cookie })).status).toBe(429);
  });

  test('takes a code once, whichever way it comes in', async () => {
    const { email, cookie, code } = await enrol('hugo@example.test', '10.2.0.12');
    const half = async (from: string) =>
      cookiesOf(await post('/sign-in/email', { email, password: PASSWORD }, from));
    const [first, second] = [await half('10.2.2.1'), await half('10.2.2.2')];
    const same = code();
    const statuses = async (...sent: Promise<Response>[]) =>
      (await Promise.all(sent)).map((response) => response.status).toSorted((a, b) => a - b);
    // Two browsers at the same moment: one is let in.
    expect(
      await statuses(
        post('/two-factor/verify-totp', { code: same }, '10.2.2.1', { cookie: first }),
        post('/two-factor/verify-totp', { code: same }, '10.2.2.2', { cookie: second }),
      ),
    ).toEqual([200, 401]);
    expect(await statuses(post('/confirmation/code', { code: same }, '10.2.2.3', { cookie }))).toEqual([401]);
    await forgetUsed(email);
    expect(
      await statuses(
        ...[0, 1, 2].map(() => post('/confirmation/code', { code: same }, '10.2.2.4', { cookie })),
      ),
    ).toEqual([200, 401, 401]);
    const late = await half('10.2.2.5');
    expect(
      await statuses(post('/two-factor/verify-totp', { code: same }, '10.2.2.5', { cookie: late })),
    ).toEqual([401]);
  });

  test('cannot be guessed within a session by the way of signing in, nor by token', async () => {
    const { cookie, code } = await enrol('ines@example.test', '10.2.0.13');
    for (let i = 0; i < 10; i++)
      await post('/two-factor/verify-totp', { code: '12345x' }, `10.2.3.${i}`, { cookie });
    const right = await post('/two-factor/verify-totp', { code: code() }, '10.2.3.98', { cookie });
    expect(right.status).toBe(429);
    const authorization = 'Bearer some.token';
    const byToken = await post('/two-factor/verify-totp', { code: code() }, '10.2.3.99', { authorization });
    expect(byToken.status).toBe(400);
  });

  test('goes with the account', async () => {
    const { cookie } = await enrol('gerd@example.test', '10.2.0.9');
    const signedIn = await who(cookie);
    await auth.removeAccount(signedIn?.userId ?? '');
    const left = await pool.query('select 1 from auth_two_factor where "userId" = $1', [signedIn?.userId]);
    expect(left.rowCount).toBe(0);
  });
});

describe('a mailed code', () => {
  const PASSWORD = 'nine green bottles';
  const session = async (email: string) => {
    await auth.createAccount({ email, password: PASSWORD, name: 'Person' });
    const from = `10.3.0.${sent.length + 1}`;
    const cookie = cookiesOf(await post('/sign-in/email', { email, password: PASSWORD }, from));
    return { cookie, from };
  };

  test('confirms the session of an account without an app', async () => {
    const { cookie, from } = await session('hanna@example.test');
    await post('/confirmation/mail', {}, from, { cookie });
    const code = sent.at(-1)?.code ?? '';
    expect((await post('/confirmation/code', { code }, from, { cookie })).status).toBe(200);
    expect((await post('/confirmation/code', { code }, from, { cookie })).status).toBe(401);
  });

  test('is good for five tries, and in its own session only', async () => {
    const mine = await session('ida@example.test');
    const other = cookiesOf(
      await post('/sign-in/email', { email: 'ida@example.test', password: PASSWORD }, '10.3.1.1'),
    );
    await post('/confirmation/mail', {}, mine.from, { cookie: mine.cookie });
    const code = sent.at(-1)?.code ?? '';
    expect((await post('/confirmation/code', { code }, '10.3.1.2', { cookie: other })).status).toBe(401);
    for (let i = 0; i < 5; i++)
      await post('/confirmation/code', { code: 'wrong' }, '10.3.1.3', { cookie: mine.cookie });
    expect((await post('/confirmation/code', { code }, '10.3.1.3', { cookie: mine.cookie })).status).toBe(
      401,
    );
  });
});

describe('a password', () => {
  const signUp = (password: string, from: string) =>
    post('/sign-up/email', { email: `clever.fox${from}@example.test`, password, name: 'Clever Fox' }, from);

  test.each([
    ['short', 'PASSWORD_TOO_SHORT'],
    ['aaaaaaaaaaaa', 'PASSWORD_TOO_SIMPLE'],
    ['password123456', 'PASSWORD_TOO_SIMPLE'],
    ['my-Clever Fox-1', 'PASSWORD_TOO_PERSONAL'],
  ])('like %s is refused: %s', async (password, code) => {
    const response = await signUp(password, `10.4.0.${password.length}`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, code]);
  });

  test('can be chosen anew with the mailed link, once, which ends all sessions', async () => {
    const email = 'jana@example.test';
    await auth.createAccount({ email, password: 'the first of them', name: 'Jana' });
    const before = cookiesOf(
      await post('/sign-in/email', { email, password: 'the first of them' }, '10.4.1.1'),
    );
    expect((await post('/request-password-reset', { email: 'nobody@example.test' }, '10.4.1.1')).status).toBe(
      200,
    );
    await post('/request-password-reset', { email }, '10.4.1.1');
    const token = sent.at(-1)?.token;
    const reset = () => post('/reset-password', { token, newPassword: 'the second of them' }, '10.4.1.1');
    expect((await reset()).status).toBe(200);
    expect((await reset()).status).toBe(400);
    expect(await auth.authenticate(new Headers({ cookie: before }))).toBeNull();
    expect((await post('/sign-in/email', { email, password: 'the second of them' }, '10.4.1.2')).status).toBe(
      200,
    );
  });

  test('comes with a mail that shows that the address is theirs', async () => {
    const response = await signUp('nobody knows this', '10.4.1.3');
    const headers = new Headers({ cookie: cookiesOf(response) });
    expect((await auth.authenticate(headers))?.mailVerified).toBe(false);
    const link = new Request(`${HERE}/api/auth/verify-email?token=${sent.at(-1)?.token}`);
    expect((await auth.handle(link, '10.4.1.3')).status).toBe(200);
    expect((await auth.authenticate(headers))?.mailVerified).toBe(true);
  });
});

/** RFC 4648 without padding, as in the links that apps scan. */
