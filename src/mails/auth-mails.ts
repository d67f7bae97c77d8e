import type { Pool } from 'pg';
import type { EpochMs } from '../kernel/time.ts';
import type { AuthMails } from '../platform/auth.ts';
import { enqueueMail } from '../platform/mail.ts';
import { composeMail, type Occasion } from './compose.ts';

/** The mails that sign-in asks for, on their way through the outbox. `publicUrl` is how people reach us. */
export function authMails(pool: Pool, publicUrl: string, now: () => EpochMs): AuthMails {
  const post = async (to: { email: string; name: string }, locale: string, occasion: Occasion) => {
    const composed = composeMail(occasion, { name: to.name, locale });
    await enqueueMail(pool, { to: to.email, ...composed }, now());
  };
  const link = (path: string, token: string) => `${publicUrl}${path}?token=${encodeURIComponent(token)}`;
  return {
    verification: (to, token, locale, next) => {
      const onward = next === '/' ? '' : `&next=${encodeURIComponent(next)}`;
      return post(to, locale, { kind: 'verification', link: link('/verify-mail', token) + onward });
    },
    passwordReset: (to, token, locale) =>
      post(to, locale, { kind: 'passwordReset', link: link('/reset-password', token) }),
    confirmationCode: (to, code, locale) => post(to, locale, { kind: 'confirmationCode', code }),
  };
}
