import type { EpochMs } from '../kernel/time.ts';
import { CONFIRMED_FOR_MS } from '../platform/auth-confirmation.ts';
import type { Actor } from './actor.ts';
import { type Problem, problem } from './problem.ts';
import type { Access } from './route.ts';

/** What the session itself lacks for this route, whoever it belongs to and whatever they may do; `undefined`: nothing. */
export function assuranceLacking(actor: Actor, access: Access, now: EpochMs): Problem | undefined {
  if (actor.kind === 'anonymous') return undefined;
  if (actor.lacksSecondFactor && !access.beforeSecondFactor)
    return problem(
      403,
      'second-factor-enrolment-needed',
      'Staff sign in with a second factor; set yours up first',
      {
        detail:
          'POST /api/auth/two-factor/enable, then /api/auth/two-factor/verify-totp; or the page /account/second-factor.',
      },
    );
  if (access.verifiedMail && actor.mailUnverified)
    return problem(403, 'mail-not-verified', 'Confirm your mail address first', {
      detail:
        'Follow the link in the mail that we sent you; POST /api/auth/send-verification-email sends another.',
    });
  if (access.stepUp && (actor.confirmedAt ?? 0) + CONFIRMED_FOR_MS <= now)
    return problem(403, 'second-factor-needed', 'Confirm first that it is you', {
      detail:
        'POST /api/auth/confirmation/code with a code of your authenticator app, or, without one, with the code that POST /api/auth/confirmation/mail sends.',
      validForMs: CONFIRMED_FOR_MS,
    });
  return undefined;
}
