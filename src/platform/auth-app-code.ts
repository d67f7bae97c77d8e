/**
 * Codes of the authenticator app: each is taken once, wherever it is typed (RFC 6238, 5.2). Whoever looks over a shoulder, or keeps
 * the page that a code was typed into, has nothing that works a second time.
 */
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getAuthoritativeSessionFromCtx } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { totpStep } from './totp.ts';

/** As at sign-in: ten wrong codes lock the account's second factor for a quarter of an hour. */
const TRIES = 10;
const LOCK_MS = 15 * 60_000;

export const TWO_FACTOR_TABLE = 'auth_two_factor';
/** What better-auth keeps whose password was right in, until the code comes. */
const HALF_SIGNED_IN = 'two_factor';

interface TwoFactorRow {
  readonly id: string;
  readonly secret: string;
  readonly failedVerificationCount: number | null;
  readonly lockedUntil: Date | null;
}

/** Guards better-auth's own check, which takes a code again and again while its window lasts. */
export function singleUseCodes({ now }: { readonly now: () => number }) {
  return {
    id: 'single-use-codes',
    schema: {
      twoFactor: {
        modelName: TWO_FACTOR_TABLE,
        // Number of the latest 30 seconds whose code was taken.
        fields: { usedStep: { type: 'number', required: false, input: false, returned: false } },
      },
    },
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/two-factor/verify-totp',
          handler: createAuthMiddleware(async (ctx) => {
            // A token is turned into a session only later than here, so it would pass by unseen; no page signs in with one.
            if (/^bearer /i.test(ctx.headers?.get('authorization') ?? ''))
              throw refused('BAD_REQUEST', 'COOKIE_NEEDED', 'Use /confirmation/code with a token');
            const code = (ctx.body as { code?: unknown } | undefined)?.code;
            // Refused by the schema of what follows.
            if (typeof code !== 'string') return;
            const session = await getAuthoritativeSessionFromCtx(ctx);
            // Within a session better-auth counts no wrong codes: they could be guessed here, to be used elsewhere.
            if (session) return checkAppCode(ctx, session.user.id, code, now());
            const userId = await halfSignedIn(ctx);
            const row = userId && (await rowOf(ctx, userId));
            // Wrong codes, and tries while it is locked, are better-auth's to answer and count.
            if (!row || isLocked(row, now())) return;
            const step = await stepOf(ctx, row, code);
            if (step !== undefined && !(await take(ctx, row.id, step))) throw wrongCode();
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** Takes the code of whoever is signed in, or throws and counts it. */
export async function checkAppCode(
  ctx: GenericEndpointContext,
  userId: string,
  code: string,
  now: number,
): Promise<void> {
  const row = await rowOf(ctx, userId);
  if (!row) throw refused('BAD_REQUEST', 'TOTP_NOT_ENABLED', 'This account has no second factor');
  if (isLocked(row, now))
    throw refused(
      'TOO_MANY_REQUESTS',
      'ACCOUNT_TEMPORARILY_LOCKED',
      'Too many wrong codes; wait a quarter of an hour',
    );
  const { adapter } = ctx.context;
  const where = [{ field: 'id', value: row.id }];
  const step = await stepOf(ctx, row, code);
  if (step !== undefined) {
    // Not counted: somebody had it right, and it is of no use any more.
    if (!(await take(ctx, row.id, step))) throw wrongCode();
    await adapter.update({
      model: 'twoFactor',
      where,
      update: { failedVerificationCount: 0, lockedUntil: null },
    });
    return;
  }
  const counted = await adapter.incrementOne<TwoFactorRow>({
    model: 'twoFactor',
    where,
    increment: { failedVerificationCount: 1 },
  });
  if ((counted?.failedVerificationCount ?? 0) >= TRIES)
    await adapter.update({
      model: 'twoFactor',
      where,
      update: { failedVerificationCount: 0, lockedUntil: new Date(now + LOCK_MS) },
    });
  throw wrongCode();
}

/** One conditional update: of two who send the same code at the same moment, one has it. */
async function take(ctx: GenericEndpointContext, id: string, step: number): Promise<boolean> {
  const taken = await ctx.context.adapter.incrementOne({
    model: 'twoFactor',
    where: [
      { field: 'id', value: id },
      { field: 'usedStep', operator: 'lt', value: step, connector: 'OR' },
      { field: 'usedStep', value: null, connector: 'OR' },
    ],
    increment: {},
    set: { usedStep: step },
  });
  return taken !== null;
}

async function stepOf(
  ctx: GenericEndpointContext,
  row: TwoFactorRow,
  code: string,
): Promise<number | undefined> {
  const secret = await symmetricDecrypt({ key: ctx.context.secretConfig, data: row.secret });
  return totpStep(Buffer.from(secret), code, Date.now());
}

function rowOf(ctx: GenericEndpointContext, userId: string): Promise<TwoFactorRow | null> {
  return ctx.context.adapter.findOne<TwoFactorRow>({
    model: 'twoFactor',
    where: [{ field: 'userId', value: userId }],
  });
}

/** Whose password was right in this browser. */
async function halfSignedIn(ctx: GenericEndpointContext): Promise<string | undefined> {
  const { name } = ctx.context.createAuthCookie(HALF_SIGNED_IN);
  const identifier = await ctx.getSignedCookie(name, ctx.context.secret);
  if (!identifier) return undefined;
  return (await ctx.context.internalAdapter.findVerificationValue(identifier))?.value;
}

function isLocked({ lockedUntil }: TwoFactorRow, now: number): boolean {
  return lockedUntil !== null && lockedUntil.getTime() > now;
}

export function refused(
  status: 'BAD_REQUEST' | 'FORBIDDEN' | 'UNAUTHORIZED' | 'TOO_MANY_REQUESTS',
  code: string,
  message: string,
) {
  return new APIError(status, { code, message });
}

export const wrongCode = () =>
  refused('UNAUTHORIZED', 'INVALID_CODE', 'That code is not right, or no longer');
