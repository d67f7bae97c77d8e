/**
 * Sign-in: who is asking. What they may do is no business of this file; roles belong to parties.
 * better-auth keeps accounts and sessions in our PostgreSQL, in tables of its own (`auth_*`).
 */
import { type AuthContext, betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { bearer } from 'better-auth/plugins';
import type { Pool } from 'pg';

export interface Identity {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

export interface Auth {
  /** Answers everything below `/api/auth/`. `clientAddress` is that of the connection, for rate limits and sessions. */
  handle(request: Request, clientAddress: string | undefined): Promise<Response>;
  /** The session of a cookie or of `Authorization: Bearer`; null when there is none, or it has ended. */
  authenticate(headers: Headers): Promise<Identity | null>;
  /** Opens an account without a session, for the demo and the command line. An address in use returns its account. */
  createAccount(account: NewAccount): Promise<Identity>;
  /** The same for many. A password they share is hashed once (70 ms of CPU each): for made-up accounts only. */
  createAccounts(accounts: readonly NewAccount[]): Promise<readonly Identity[]>;
  /** Deletes an account with its sessions for good; does nothing when it is gone already. */
  removeAccount(userId: string): Promise<void>;
}

export interface AuthOptions {
  readonly pool: Pool;
  /** At least 32 characters; signs the session cookies. */
  readonly secret: string;
  /** How people reach us, such as `https://cacashop.example`; cookies are `Secure` when it is https. */
  readonly baseUrl: string;
  /** Sign-in attempts from one address in a minute before 429. */
  readonly signInsPerMinute?: number;
}

/** Set by us on each request and taken from nobody else, so that a client can't choose the address it is counted under. */
const ADDRESS_HEADER = 'x-cacashop-client';
/** better-auth asks where an account comes from; these come from our own commands. */
const SOURCE = { method: 'email-password' } as const;
const PASSWORD_LENGTH_MIN = 10;
const SESSION_SECONDS = 7 * 86_400;

export function createAuth(options: AuthOptions): Auth {
  const auth = betterAuth(betterAuthOptions(options));
  return {
    async handle(request, clientAddress) {
      const headers = new Headers(request.headers);
      headers.delete(ADDRESS_HEADER);
      if (clientAddress !== undefined) headers.set(ADDRESS_HEADER, clientAddress);
      return auth.handler(new Request(request, { headers }));
    },
    async authenticate(headers) {
      // Most requests of the open market carry neither; they need not touch the database.
      if (!headers.has('cookie') && !headers.has('authorization')) return null;
      const found = await auth.api.getSession({ headers });
      return found === null ? null : identityOf(found.user);
    },
    async createAccount(account) {
      const context = await auth.$context;
      return openAccount(context, account, context.password.hash(account.password));
    },
    async removeAccount(userId) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUserSessions(userId);
      await internalAdapter.deleteAccounts(userId);
      await internalAdapter.deleteUser(userId);
    },
    async createAccounts(accounts) {
      const context = await auth.$context;
      const hashes = new Map<string, Promise<string>>();
      const hashOf = (text: string) => hashes.getOrInsertComputed(text, () => context.password.hash(text));
      return Promise.all(accounts.map((account) => openAccount(context, account, hashOf(account.password))));
    },
  };
}

/**
 * Creates or extends the sign-in tables; does nothing when they are up to date. Runs under our migrations' lock. Needs neither
 * the real secret nor the address: neither changes the tables.
 */
export async function migrateAuth(pool: Pool): Promise<void> {
  const options = betterAuthOptions({
    pool,
    secret: 'only-the-tables-are-of-interest-here',
    baseUrl: 'http://localhost',
  });
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
}

async function openAccount(
  { internalAdapter }: Pick<AuthContext, 'internalAdapter'>,
  { email, name }: NewAccount,
  passwordHash: Promise<string>,
): Promise<Identity> {
  const password = await passwordHash;
  const address = email.toLowerCase();
  const existing = await internalAdapter.findUserByEmail(address);
  if (existing !== null) return identityOf(existing.user);
  const user = await internalAdapter.createUser({ email: address, name, emailVerified: true }, SOURCE);
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password,
  });
  return identityOf(user);
}

function identityOf(user: { id: string; email: string; name: string }): Identity {
  return { userId: user.id, email: user.email, name: user.name };
}

function betterAuthOptions({ pool, secret, baseUrl, signInsPerMinute = 10 }: AuthOptions) {
  return {
    database: pool,
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    // The address in the browser's bar is right by definition, whether localhost, 127.0.0.1 or a preview host.
    trustedOrigins: (request) => (request === undefined ? [] : [new URL(request.url).origin]),
    emailAndPassword: { enabled: true, minPasswordLength: PASSWORD_LENGTH_MIN, maxPasswordLength: 200 },
    session: { modelName: 'auth_session', expiresIn: SESSION_SECONDS, updateAge: 86_400 },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    // Counted in the database, so that several web processes share one count.
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      window: 60,
      max: 300,
      customRules: {
        '/get-session': false,
        '/sign-in/*': { window: 60, max: signInsPerMinute },
        '/sign-up/*': { window: 60, max: signInsPerMinute },
      },
    },
    advanced: {
      // One query for a session and its user instead of two.
      database: { joins: true },
      cookiePrefix: 'cacashop',
      // Said outright, since better-auth would switch them off by NODE_ENV.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [bearer({ requireSignature: true })],
  } satisfies BetterAuthOptions;
}
