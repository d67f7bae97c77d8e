import { mailFollower } from './mails/mail-store.ts';
import type { DeliveryPorts } from './market/webhooks/delivery-store.ts';
import { webhookFollower } from './market/webhooks/follower-store.ts';
import type { EpochMs } from './kernel/time.ts';
import type { Database } from './platform/database.ts';
import type { Follower } from './platform/follow.ts';
import type { MailTransport } from './platform/mail.ts';
import { CAUGHT } from './platform/mail-transport.ts';
import { stopWebhook } from './processes/manage-webhook.ts';
import type { World } from './processes/world.ts';
import type { LoadedRulebook } from './rulebook/load.ts';

interface OutwardWiring {
  readonly db: Database;
  readonly book: LoadedRulebook;
  readonly now: () => EpochMs;
  readonly run: (by: string, work: (world: World) => Promise<void>) => Promise<void>;
  readonly options: { readonly baseUrl: string; readonly mailTransport?: MailTransport };
  /** Development: receivers of webhooks on this machine. */
  readonly allowLocal: boolean;
}

/** What reads the log in order to tell people outside, and what carries it there. */
export function outwardOf({ db, book, now, run, options, allowLocal }: OutwardWiring): {
  readonly transport: MailTransport;
  readonly followers: readonly Follower[];
  readonly deliveries: DeliveryPorts;
} {
  return {
    transport: options.mailTransport ?? CAUGHT,
    followers: [mailFollower({ publicUrl: options.baseUrl, now }), webhookFollower({ now })],
    deliveries: {
      pool: db.pool,
      rules: book.rulebook.webhooks,
      now,
      allowLocal,
      stop: (id, why) => run('system:webhooks', (world) => stopWebhook(world, id, why)),
    },
  };
}

/** Development: everything that is told runs beside us. */
export function isThisMachine(baseUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(baseUrl).hostname);
}
