/**
 * Sign-in: who is asking. What they may do is no business of this file; roles belong to parties.
 * better-auth keeps accounts and sessions in our PostgreSQL, in tables of its own (`auth_*`).
 */
import { type AuthContext, betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError } from 'better-auth/api';
import { getMigrations } from 'better-auth/db/migration';
import { passkey } from '@better-auth/passkey';
import { bearer, twoFactor } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { singleUseCodes, TWO_FACTOR_TABLE } from './auth-app-code.ts';
import { confirmation } from './auth-confirmation.ts';
import { forgetMailsTo } from './mail.ts';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, passwordRules } from './auth-password.ts';

export interface Identity {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** The address was shown to be theirs. */
  readonly mailVerified: boolean;
  /** An authenticator app is set up. */
  readonly secondFactor: boolean;
  /** Somebody made up, who need not have a second factor. */
  readonly secondFactorWaived: boolean;
}

/** Who asks, in a session that began when they signed in. */
export interface SignedIn extends Identity {
  /** When the session last proved itself with a second factor, a passkey or a mailed code; milliseconds since 1970. */
  readonly confirmedAt: number | null;
}

/** Mails that sign-in asks for. `locale` is what the asking browser prefers, as in Accept-Language. */
export interface AuthMails {
  /** A link that shows that the address is theirs. `next`: path on this site where they were headed, for afterwards. */
  verification(to: Recipient, token: string, locale: string, next: string): Promise<void>;
  /** A link to choose a new password. */
  passwordReset(to: Recipient, token: string, locale: string): Promise<void>;
  /** A code of six digits that confirms a session. */
  confirmationCode(to: Recipient, code: string, locale: string): Promise<void>;
}

interface Recipient {
  readonly email: string;
  readonly name: string;
}

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** For made-up people only, whose password is public: as staff they get in without a second factor. */
  readonly secondFactorWaived?: boolean;
}

export interface Auth {
  /** Answers everything below `/api/auth/`. `clientAddress` is that of the connection, for rate limits and sessions. */
  handle(request: Request, clientAddress: string | undefined): Promise<Response>;
  /** The session of a cookie or of `Authorization: Bearer`; null when there is none, or it has ended. */
  authenticate(headers: Headers): Promise<SignedIn | null>;
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
  readonly mails?: AuthMails;
  readonly now?: () => number;
}

/** Set by us on each request and taken from nobody else, so that a client can't choose the address it is counted under. */
const ADDRESS_HEADER = 'x-cacashop-client';
/** better-auth asks where an account comes from; these come from our own commands. */
const SOURCE = { method: 'email-password' } as const;
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
      if (found === null) return null;
      const confirmedAt = (found.session as { confirmedAt?: Date | null }).confirmedAt?.getTime() ?? null;
      return { ...identityOf(found.user), confirmedAt };
    },
    async createAccount(account) {
      const context = await auth.$context;
      return openAccount(context, account, context.password.hash(account.password));
    },
    async removeAccount(userId) {
      const { internalAdapter } = await auth.$context;
      const user = await internalAdapter.findUserById(userId);
      if (user) await forgetMailsTo(options.pool, user.email);
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
  { email, name, secondFactorWaived = false }: NewAccount,
  passwordHash: Promise<string>,
): Promise<Identity> {
  const password = await passwordHash;
  const address = email.toLowerCase();
  const existing = await internalAdapter.findUserByEmail(address);
  if (existing !== null) return identityOf(existing.user);
  const user = await internalAdapter.createUser(
    { email: address, name, emailVerified: true, secondFactorWaived },
    SOURCE,
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password,
  });
  return identityOf(user);
}

interface StoredUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
  readonly twoFactorEnabled?: boolean | null;
  readonly secondFactorWaived?: boolean | null;
}

function identityOf(user: StoredUser): Identity {
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    mailVerified: user.emailVerified,
    secondFactor: user.twoFactorEnabled === true,
    secondFactorWaived: user.secondFactorWaived === true,
  };
}

function betterAuthOptions(options: AuthOptions) {
  const { pool, secret, baseUrl, signInsPerMinute = 10 } = options;
  return {
    appName: 'Cacashop',
    database: pool,
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    // The address in the browser's bar is right by definition, whether localhost, 127.0.0.1 or a preview host.
    trustedOrigins: (request) => (request === undefined ? [] : [new URL(request.url).origin]),
    ...mailOptions(options.mails),
    // A page lists one's sessions however old one's own is; what would hurt asks for a confirmation instead.
    session: { modelName: 'auth_session', expiresIn: SESSION_SECONDS, updateAge: 86_400, freshAge: 0 },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    rateLimit: rateLimitOf(signInsPerMinute),
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
    plugins: pluginsOf(options),
  } satisfies BetterAuthOptions;
}

function mailOptions(mails: AuthMails | undefined) {
  return {
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      // Whoever had the old password may be signed in with it.
      revokeSessionsOnPasswordReset: true,
      ...(mails && {
        sendResetPassword: ({ user, token }, request) => mails.passwordReset(user, token, localeOf(request)),
      }),
    },
    ...(mails && {
      emailVerification: {
        sendOnSignUp: true,
        expiresIn: 86_400,
        sendVerificationEmail: ({ user, url, token }, request) =>
          mails.verification(user, token, localeOf(request), headedFor(url)),
      },
    }),
  } satisfies BetterAuthOptions;
}

/** What the form gave along, as the library hands it on: in the address of its own page, which we have none of. */
function headedFor(url: string): string {
  return new URL(url).searchParams.get('callbackURL') ?? '/';
}

/** Counted in the database, so that several web processes share one count. */
function rateLimitOf(signInsPerMinute: number) {
  const attempts = { window: 60, max: signInsPerMinute };
  return {
    enabled: true,
    storage: 'database',
    modelName: 'auth_rate_limit',
    window: 60,
    max: 300,
    customRules: {
      '/get-session': false,
      '/sign-in/*': attempts,
      '/sign-up/*': attempts,
      '/two-factor/*': { window: 60, max: signInsPerMinute * 2 },
      '/confirmation/*': { window: 60, max: signInsPerMinute * 2 },
      '/request-password-reset': attempts,
      '/send-verification-email': attempts,
      '/reset-password': attempts,
    },
  } satisfies BetterAuthOptions['rateLimit'];
}

function pluginsOf({ mails, now = Date.now }: AuthOptions) {
  return [
    passwordRules(),
    twoFactor({ issuer: 'Cacashop', schema: { twoFactor: { modelName: TWO_FACTOR_TABLE } } }),
    singleUseCodes({ now }),
    passkey({
      rpName: 'Cacashop',
      schema: { passkey: { modelName: 'auth_passkey' } },
      // It stands for password and second factor at once, so the device must have asked for a finger or a PIN.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      authentication: {
        afterVerification: ({ verification }) => {
          if (!verification.authenticationInfo.userVerified)
            throw new APIError('UNAUTHORIZED', {
              code: 'USER_VERIFICATION_NEEDED',
              message: 'The passkey did not ask who you are',
            });
        },
      },
    }),
    confirmation({
      now,
      sendCode: async (to, code, request) => mails?.confirmationCode(to, code, localeOf(request)),
    }),
    // After the second factor, which takes the session back that the password had opened.
    bearer({ requireSignature: true }),
  ];
}

function localeOf(request: Request | undefined): string {
  return request?.headers.get('accept-language') ?? '';
}
