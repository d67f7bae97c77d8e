/**
 * Tells integrators what happened: a follower of the sealed log. A delivery is written in the transaction of the position
 * read, so that nothing is told that did not happen, and nothing twice.
 */
import type { PoolClient } from 'pg';
import type { ReturnEvent } from '../../aftersales/returns/events.ts';
import type { Return } from '../../aftersales/returns/return.ts';
import type { WebhookId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Follower } from '../../platform/follow.ts';
import type { SealedEntry } from '../../platform/log.ts';
import type { Payout, PayoutEvent } from '../payments/payout.ts';
import { type News, newsOf, NEWS_OF, payloadOf } from './news.ts';
import type { Webhook, WebhookEvent } from './webhook.ts';

export const WEBHOOK_FOLLOWER = 'webhooks';

/** News: what came in later than this, as facts of an outside shop do, is history. */
const NEWS_MS = 3 * DAY_MS;

export function webhookFollower({ now }: { readonly now: () => EpochMs }): Follower {
  return {
    name: WEBHOOK_FOLLOWER,
    concepts: [...NEWS_OF, ...Object.keys(WITH_THEIR_STATE), 'webhook'],
    // Most markets have no integrator: nothing is read for nobody.
    isWanted: async (client) => (await client.query('select from concept_webhook limit 1')).rows.length > 0,
    takeIn: async (client, entries) => {
      for (const entry of entries) {
        if (entry.concept === 'webhook') await obey(client, entry, now());
        else if (now() - entry.event.at <= NEWS_MS) await tell(client, entry, now());
      }
    },
  };
}

async function tell(client: PoolClient, entry: SealedEntry, now: EpochMs): Promise<void> {
  const withState = WITH_THEIR_STATE[entry.concept];
  const news = withState ? await withState(client, entry) : newsOf(entry);
  if (!news) return;
  const found = await client.query<{ id: WebhookId; doc: Webhook }>(
    `select id, doc from concept_webhook where owner = $1 and status = 'on'`,
    [news.owner],
  );
  const receivers = found.rows.filter(
    ({ doc }) => doc.topics.includes(news.topic) && doc.addedAt <= entry.recordedAt,
  );
  for (const { id } of receivers) await enqueue(client, entry, id, news.topic, payloadOf(news), now);
}

async function payoutNews(client: PoolClient, entry: SealedEntry): Promise<News | undefined> {
  const event = entry.event as PayoutEvent;
  if (event.type !== 'PayoutSent') return undefined;
  const found = await client.query<{ doc: Payout }>('select doc from concept_payout where id = $1', [
    entry.stream,
  ]);
  const payout = found.rows[0]?.doc;
  if (!payout) return undefined;
  const { seller: owner, amountMinor, currency } = payout;
  return {
    owner,
    topic: 'payout.sent',
    at: event.at,
    data: { payoutId: entry.stream, amountMinor, currency },
  };
}

/** Which return, of what, and where it stands now; what is to be done until when is told by the API. */
async function returnNews(client: PoolClient, entry: SealedEntry): Promise<News | undefined> {
  const event = entry.event as ReturnEvent;
  if (!('stage' in event)) return undefined;
  const found = await client.query<{ doc: Return }>('select doc from concept_return_request where id = $1', [
    entry.stream,
  ]);
  const doc = found.rows[0]?.doc;
  if (!doc) return undefined;
  const topic = event.type === 'ReturnRequested' ? 'return.requested' : 'return.changed';
  const { status } = event.stage;
  return {
    owner: doc.seller,
    topic,
    at: event.at,
    data: { returnId: entry.stream, orderId: doc.orderId, status },
  };
}

/** Whose events do not name the owner. */
const WITH_THEIR_STATE: Readonly<
  Record<string, (client: PoolClient, entry: SealedEntry) => Promise<News | undefined>>
> = { payout: payoutNews, return_request: returnNews };

/** What the owner asked of a receiver itself. */
async function obey(client: PoolClient, entry: SealedEntry, now: EpochMs): Promise<void> {
  const event = entry.event as WebhookEvent;
  const id = entry.stream as WebhookId;
  switch (event.type) {
    case 'WebhookTested': {
      const body = payloadOf({ topic: 'webhook.test', at: event.at, data: { webhookId: id } });
      return enqueue(client, entry, id, 'webhook.test', body, now);
    }
    case 'DeliveryAskedAgain':
      await client.query(
        `update webhook_delivery set next_try_at = $3, tries = 0, delivered_at = null, given_up_at = null
         where id = $1 and webhook = $2`,
        [event.deliveryId, id, now],
      );
      return;
    case 'WebhookSwitchedOff':
    case 'WebhookRemoved':
      await client.query(
        `update webhook_delivery set given_up_at = $2, last_error = 'switched-off'
         where webhook = $1 and delivered_at is null and given_up_at is null`,
        [id, now],
      );
      return;
    case 'WebhookAdded':
    case 'WebhookChanged':
    case 'WebhookSecretRotated':
    case 'WebhookSwitchedOn':
      return;
    default:
      return event satisfies never;
  }
}

async function enqueue(
  client: PoolClient,
  entry: SealedEntry,
  webhook: WebhookId,
  topic: string,
  body: string,
  now: EpochMs,
): Promise<void> {
  // The same cause has the same id for a receiver, which is how it knows a repetition.
  const id = `msg_${entry.position}_${webhook.slice(4)}`;
  await client.query(
    `insert into webhook_delivery (id, webhook, topic, body, created_at, next_try_at) values ($1, $2, $3, $4, $5, $5)
     on conflict (id) do nothing`,
    [id, webhook, topic, body, now],
  );
}
