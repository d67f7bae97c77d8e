/**
 * "Is it really you?": a session proves itself anew before something that would hurt in the wrong hands. Kept on the
 * session as `confirmedAt`. Signing in with a second factor or a passkey counts; within a session, a code of the
 * authenticator app does, or, for an account that has none, a code sent by mail.
 */
import { createHash, randomInt } from 'node:crypto';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, createAuthMiddleware, sessionMiddleware } from 'better-auth/api';
import { z } from 'zod';
import { checkAppCode, refused, wrongCode } from './auth-app-code.ts';

export interface ConfirmationOptions {
  readonly now: () => number;
  readonly sendCode: (
    to: { readonly email: string; readonly name: string },
    code: string,
    request: Request | undefined,
  ) => Promise<void>;
}

/** How long a confirmation holds: long enough for one errand, too short for whoever finds the screen unlocked. */
export const CONFIRMED_FOR_MS = 10 * 60_000;

const MAILED_CODE_MS = 10 * 60_000;
const MAILED_CODE_TRIES = 5;

/** Each of these answers with a session that has just shown a second factor. */
const PROVING = new Set([
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/passkey/verify-authentication',
]);
/** What could lock the owner out, or let somebody else in for good. */
const GUARDED = new Set([
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
  '/two-factor/get-totp-uri',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
]);

interface Session {
  readonly session: { readonly id: string; readonly token: string; readonly confirmedAt?: Date | null };
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly twoFactorEnabled?: boolean | null;
  };
}

export function confirmation(options: ConfirmationOptions) {
  return {
    id: 'confirmation',
    schema: {
      session: { fields: { confirmedAt: { type: 'date', required: false, input: false } } },
      // For made-up people whose password is public anyway.
      user: { fields: { secondFactorWaived: { type: 'boolean', required: false, input: false } } },
    },
    endpoints: endpointsOf(options),
    hooks: hooksOf(options),
  } satisfies BetterAuthPlugin;
}

function endpointsOf({ now, sendCode }: ConfirmationOptions) {
  return {
    confirmationState: createAuthEndpoint(
      '/confirmation',
      { method: 'GET', use: [sessionMiddleware] },
      async (ctx) => {
        const { session, user } = ctx.context.session as unknown as Session;
        const until = (session.confirmedAt?.getTime() ?? 0) + CONFIRMED_FOR_MS;
        return ctx.json({
          method: user.twoFactorEnabled ? 'app' : 'mail',
          until: until > now() ? until : null,
        });
      },
    ),
    mailConfirmation: createAuthEndpoint(
      '/confirmation/mail',
      { method: 'POST', use: [sessionMiddleware] },
      async (ctx) => {
        const { session, user } = ctx.context.session as unknown as Session;
        // The mailbox is not a way around the app.
        if (user.twoFactorEnabled)
          throw refused('BAD_REQUEST', 'CODE_OF_APP_NEEDED', 'Use the code of your authenticator app');
        const code = String(randomInt(1_000_000)).padStart(6, '0');
        const until = now() + MAILED_CODE_MS;
        await keepMailedCode(ctx, session.id, { hash: hashOf(session.id, code), tries: 0, until });
        await sendCode(user, code, ctx.request);
        return ctx.json({ sent: true });
      },
    ),
    confirmByCode: createAuthEndpoint(
      '/confirmation/code',
      { method: 'POST', use: [sessionMiddleware], body: z.object({ code: z.string().trim().max(20) }) },
      async (ctx) => {
        const found = ctx.context.session as unknown as Session;
        const code = ctx.body.code.replaceAll(' ', '');
        if (found.user.twoFactorEnabled) await checkAppCode(ctx, found.user.id, code, now());
        else await checkMailedCode(ctx, found, code, now());
        await confirm(ctx, found.session.token, now());
        return ctx.json({ until: now() + CONFIRMED_FOR_MS });
      },
    ),
  };
}

function hooksOf({ now }: ConfirmationOptions) {
  return {
    before: [
      {
        matcher: ({ path }) => GUARDED.has(path ?? ''),
        handler: createAuthMiddleware({ use: [sessionMiddleware] }, async (ctx) => {
          const { session } = ctx.context.session as unknown as Session;
          if ((session.confirmedAt?.getTime() ?? 0) + CONFIRMED_FOR_MS <= now())
            throw refused('FORBIDDEN', 'SECOND_FACTOR_NEEDED', 'Confirm first that it is you');
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => PROVING.has(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          // Absent when a session that is there already sent a code: that is not counted, so it does not confirm.
          const made = ctx.context.newSession;
          if (made) await confirm(ctx, made.session.token, now());
        }),
      },
    ],
  } satisfies BetterAuthPlugin['hooks'];
}

async function confirm(ctx: GenericEndpointContext, token: string, now: number): Promise<void> {
  await ctx.context.internalAdapter.updateSession(token, { confirmedAt: new Date(now) });
}

interface MailedCode {
  readonly hash: string;
  readonly tries: number;
  readonly until: number;
}

/** Taken out before it is compared, so that tries at the same moment can't each be the first. */
async function checkMailedCode(
  ctx: GenericEndpointContext,
  { session }: Session,
  code: string,
  now: number,
): Promise<void> {
  const row = await ctx.context.internalAdapter.consumeVerificationValue(identifierOf(session.id));
  if (!row) throw wrongCode();
  const kept = JSON.parse(row.value) as MailedCode;
  if (kept.until <= now) throw wrongCode();
  if (kept.hash === hashOf(session.id, code)) return;
  if (kept.tries + 1 < MAILED_CODE_TRIES)
    await keepMailedCode(ctx, session.id, { ...kept, tries: kept.tries + 1 });
  throw wrongCode();
}

async function keepMailedCode(
  ctx: GenericEndpointContext,
  sessionId: string,
  kept: MailedCode,
): Promise<void> {
  const identifier = identifierOf(sessionId);
  await ctx.context.internalAdapter.deleteVerificationByIdentifier(identifier);
  await ctx.context.internalAdapter.createVerificationValue({
    identifier,
    value: JSON.stringify(kept),
    expiresAt: new Date(Date.now() + MAILED_CODE_MS),
  });
}

function identifierOf(sessionId: string): string {
  return `confirmation-${sessionId}`;
}

function hashOf(sessionId: string, code: string): string {
  return createHash('sha256').update(`${sessionId}:${code}`).digest('base64url');
}
