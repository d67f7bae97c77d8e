/** What a password must be: length first (NIST SP 800-63B), and nothing that whoever guesses would try first. */
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 200;

const DISTINCT_MIN = 5;
/** Beginnings of most of the long passwords in lists of leaked ones. */
const OBVIOUS =
  /^(?:password|passw0rd|qwerty|asdfgh|123456|abcdef|iloveyou|letmein|welcome|admin|cacashop)[\d!.@#*]*$/i;

/** Why this password won't do; undefined when it will. `about` is what others know of its owner. */
export function weaknessOf(
  password: string,
  about: readonly string[],
): 'too-simple' | 'too-personal' | undefined {
  if (new Set(password).size < DISTINCT_MIN || OBVIOUS.test(password)) return 'too-simple';
  const folded = password.toLowerCase();
  const known = about
    .flatMap((text) => [text, text.split('@')[0] ?? ''])
    .map((text) => text.trim().toLowerCase());
  return known.some((text) => text.length >= 5 && folded.includes(text)) ? 'too-personal' : undefined;
}

const FIELDS: Readonly<Record<string, 'password' | 'newPassword'>> = {
  '/sign-up/email': 'password',
  '/reset-password': 'newPassword',
  '/change-password': 'newPassword',
};

export function passwordRules() {
  return {
    id: 'password-rules',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path !== undefined && Object.hasOwn(FIELDS, path),
          handler: createAuthMiddleware(async (ctx) => {
            const body = (ctx.body ?? {}) as Record<string, unknown>;
            const password = body[FIELDS[ctx.path ?? ''] ?? ''];
            // Length and type are checked by the endpoint itself, which says so.
            if (typeof password !== 'string' || password.length < PASSWORD_LENGTH_MIN) return;
            const session = ctx.path === '/change-password' ? await getSessionFromCtx(ctx) : null;
            const about = [body['email'], body['name'], session?.user.email, session?.user.name];
            const weakness = weaknessOf(
              password,
              about.filter((text) => typeof text === 'string'),
            );
            if (weakness === 'too-simple')
              throw new APIError('BAD_REQUEST', {
                code: 'PASSWORD_TOO_SIMPLE',
                message: 'That password is among the first that anybody would guess',
              });
            if (weakness === 'too-personal')
              throw new APIError('BAD_REQUEST', {
                code: 'PASSWORD_TOO_PERSONAL',
                message: 'That password contains your name or address',
              });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
