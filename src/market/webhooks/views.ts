import type { Reader } from '../../door/route.ts';
import type { PartyId, WebhookId } from '../../kernel/ids.ts';
import type { Webhook } from './webhook.ts';

interface Row {
  readonly id: WebhookId;
  readonly doc: Webhook;
}

/** A seller's receivers, the newest first; what was removed is not shown. */
export async function webhooksOf(reader: Reader, owner: PartyId) {
  const rows = await reader.db.pool.query<Row>(
    `select id, doc from concept_webhook where owner = $1 and status <> 'removed' order by id desc limit 1000`,
    [owner],
  );
  const urls = await reader.reveal(rows.rows.map(({ doc }) => doc.url));
  return rows.rows.map(({ id, doc }) => viewOf(id, doc, urls));
}

export async function webhookOf(reader: Reader, owner: PartyId, id: WebhookId) {
  const rows = await reader.db.pool.query<Row>(
    `select id, doc from concept_webhook where id = $1 and owner = $2 and status <> 'removed'`,
    [id, owner],
  );
  const row = rows.rows[0];
  return row && viewOf(row.id, row.doc, await reader.reveal([row.doc.url]));
}

function viewOf(webhookId: WebhookId, doc: Webhook, urls: ReadonlyMap<string, string>) {
  return {
    webhookId,
    url: urls.get(doc.url) ?? '',
    topics: doc.topics,
    on: doc.status === 'on',
    offAt: doc.status === 'off' ? doc.offAt : null,
    offWhy: doc.status === 'off' ? doc.why : null,
    addedAt: doc.addedAt,
    previousSecretUntil: doc.previous?.until ?? null,
  };
}

interface DeliveryRow {
  readonly seq: number;
  readonly id: string;
  readonly topic: string;
  readonly body: string;
  readonly created_at: number;
  readonly tries: number;
  readonly last_try_at: number | null;
  readonly next_try_at: number;
  readonly delivered_at: number | null;
  readonly given_up_at: number | null;
  readonly last_status: number | null;
  readonly last_error: string | null;
}

/** What a receiver was told and will be, the newest first. */
export async function deliveriesOf(
  reader: Reader,
  webhookId: WebhookId,
  page: { readonly limit: number; readonly before: number | null },
) {
  const rows = await reader.db.pool.query<DeliveryRow>(
    `select seq, id, topic, body, created_at, tries, last_try_at, next_try_at, delivered_at, given_up_at, last_status,
       last_error
     from webhook_delivery where webhook = $1 and ($2::bigint is null or seq < $2) order by seq desc limit $3`,
    [webhookId, page.before, page.limit],
  );
  return {
    deliveries: rows.rows.map((row) => ({
      deliveryId: row.id,
      topic: row.topic,
      body: row.body,
      createdAt: row.created_at,
      tries: row.tries,
      lastTryAt: row.last_try_at,
      nextTryAt: row.delivered_at === null && row.given_up_at === null ? row.next_try_at : null,
      deliveredAt: row.delivered_at,
      givenUpAt: row.given_up_at,
      status: row.last_status,
      error: row.last_error,
    })),
    next: rows.rows.length < page.limit ? null : String(rows.rows.at(-1)?.seq ?? ''),
  };
}
