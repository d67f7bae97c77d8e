import { deskMailFollower, type DeskThreads } from './mails/desk-mail-store.ts';
import { mailFollower } from './mails/mail-store.ts';
import type { DeliveryPorts } from './market/webhooks/delivery-store.ts';
import { webhookFollower } from './market/webhooks/follower-store.ts';
import type { EpochMs } from './kernel/time.ts';
import type { Database } from './platform/database.ts';
import type { Follower } from './platform/follow.ts';
import type { MailTransport } from './platform/mail.ts';
import { CAUGHT } from './platform/mail-transport.ts';
import type { Secrets } from './platform/secrets.ts';
import { commitmentOf } from './platform/private-values.ts';
import { confirmationOf } from './processes/ask-desk.ts';
import { threadOf } from './processes/take-mail.ts';
import { stopWebhook } from './processes/manage-webhook.ts';
import type { World } from './processes/world.ts';
import type { LoadedRulebook } from './rulebook/load.ts';

interface OutwardWiring {
  readonly db: Database;
  readonly book: LoadedRulebook;
  readonly now: () => EpochMs;
  readonly run: (by: string, work: (world: World) => Promise<void>) => Promise<void>;
  readonly options: {
    readonly baseUrl: string;
    readonly mailTransport?: MailTransport;
    readonly deskMail?: string | undefined;
  };
  readonly secrets: Pick<Secrets, 'privacyKey'>;
  /** Development: receivers of webhooks on this machine. */
  readonly allowLocal: boolean;
}

/** What reads the log in order to tell people outside, and what carries it there. */
export function outwardOf({ db, book, now, run, options, allowLocal, secrets }: OutwardWiring): {
  readonly transport: MailTransport;
  readonly followers: readonly Follower[];
  readonly deliveries: DeliveryPorts;
} {
  const threads = deskThreads(secrets.privacyKey, options.deskMail);
  return {
    transport: options.mailTransport ?? CAUGHT,
    followers: [
      mailFollower({ publicUrl: options.baseUrl, now }),
      deskMailFollower({ publicUrl: options.baseUrl, now, threads }),
      webhookFollower({ now }),
    ],
    deliveries: {
      pool: db.pool,
      rules: book.rulebook.webhooks,
      now,
      allowLocal,
      stop: (id, why) => run('system:webhooks', (world) => stopWebhook(world, id, why)),
    },
  };
}

/** Answers to the desk's mails come to `help+<thread>@`, which only the customer was told. */
function deskThreads(privacyKey: Buffer, address: string | undefined): DeskThreads {
  const commit = (kind: string, value: string) => commitmentOf(privacyKey, kind, value);
  const [local, domain] = address?.split('@') ?? [];
  return {
    replyTo: (id, requester) =>
      domain === undefined ? undefined : `${local}+${threadOf(commit, id, requester)}@${domain}`,
    confirmation: (id) => confirmationOf(commit, id),
  };
}

/** Development: everything that is told runs beside us. */
export function isThisMachine(baseUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(baseUrl).hostname);
}
