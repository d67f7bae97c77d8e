/** Sends what is due to integrators, again and again at growing distances, until it is acknowledged or there is no hope. */
import type { Pool } from 'pg';
import type { WebhookId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import { postOutside, Unanswered } from '../../platform/outbound.ts';
import { signedHeaders } from '../../platform/webhook-signature.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Webhook } from './webhook.ts';

export interface DeliveryPorts {
  readonly pool: Pool;
  readonly rules: Rulebook['webhooks'];
  readonly now: () => EpochMs;
  readonly allowLocal: boolean;
  /** Switches a receiver off that does not answer any more. */
  readonly stop: (id: WebhookId, why: 'failing' | 'gone') => Promise<void>;
}

/** Sent side by side: a receiver that lets us wait holds up few others. */
const DELIVERIES_A_STEP = 20;
/** Of those to one receiver: one that never answers must not have all the places while others wait. */
const TO_ONE_RECEIVER = 3;

interface Due {
  readonly id: string;
  readonly webhook: WebhookId;
  readonly topic: string;
  readonly body: string;
  readonly tries: number;
}

interface Target {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** One round; returns how many were tried. */
export async function sendDeliveries(ports: DeliveryPorts): Promise<number> {
  const due = await claim(ports);
  await Promise.all(due.map((delivery) => sendOne(ports, delivery)));
  return due.length;
}

/** Their next try is set before this one begins: a crash in between costs a delay, never the delivery. */
async function claim({ pool, rules, now }: DeliveryPorts): Promise<readonly Due[]> {
  const waits = rules.retrySeconds.map((seconds) => seconds * 1_000);
  const claimed = await pool.query<Due>(
    `update webhook_delivery set tries = tries + 1, last_try_at = $1,
       next_try_at = $1 + ($2::bigint[])[least(tries + 1, $3)]
     where id in (select id from webhook_delivery
       where delivered_at is null and given_up_at is null and next_try_at <= $1 and id in (
         select id from (select id, row_number() over (partition by webhook order by next_try_at, seq) as place
           from webhook_delivery where delivered_at is null and given_up_at is null and next_try_at <= $1) queued
         where place <= $5)
       order by next_try_at limit $4 for update skip locked)
     returning id, webhook, topic, body, tries`,
    [now(), waits, waits.length, DELIVERIES_A_STEP, TO_ONE_RECEIVER],
  );
  return claimed.rows;
}

async function sendOne(ports: DeliveryPorts, delivery: Due): Promise<void> {
  const { pool, rules, now, allowLocal, stop } = ports;
  const target = await targetOf(ports, delivery.webhook);
  if (!target) return giveUp(ports, delivery.id, 'switched-off', null);
  const answer = await post(delivery, target, {
    now: now(),
    allowLocal,
    timeoutMs: rules.timeoutSeconds * 1_000,
  });
  if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
    await pool.query(
      'update webhook_delivery set delivered_at = $2, last_status = $3, last_error = null where id = $1',
      [delivery.id, now(), answer.status],
    );
    return;
  }
  // The one answer that means "never again", as Standard Webhooks has it.
  if (answer.status === 410) {
    await giveUp(ports, delivery.id, 'gone', answer.status);
    return stop(delivery.webhook, 'gone');
  }
  if (delivery.tries > rules.retrySeconds.length) {
    await giveUp(ports, delivery.id, answer.error, answer.status);
    return stop(delivery.webhook, 'failing');
  }
  await pool.query('update webhook_delivery set last_status = $2, last_error = $3 where id = $1', [
    delivery.id,
    answer.status,
    answer.error,
  ]);
}

async function post(
  { id, body }: Due,
  { url, secrets }: Target,
  options: { readonly now: EpochMs; readonly allowLocal: boolean; readonly timeoutMs: number },
): Promise<{ readonly status: number | null; readonly error: string }> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Cacashop-Webhooks/1',
    ...signedHeaders({ id, at: options.now, body }, secrets),
  };
  try {
    return { status: await postOutside({ url, headers, body }, options), error: 'refused' };
  } catch (error) {
    if (error instanceof Unanswered) return { status: null, error: error.message };
    throw error;
  }
}

async function giveUp(
  { pool, now }: DeliveryPorts,
  id: string,
  error: string,
  status: number | null,
): Promise<void> {
  await pool.query(
    'update webhook_delivery set given_up_at = $2, last_error = $3, last_status = $4 where id = $1',
    [id, now(), error, status],
  );
}

/** Where it goes and what it is signed with as of now; `undefined` when its owner wants nothing more, or is gone. */
async function targetOf({ pool, now }: DeliveryPorts, webhook: WebhookId): Promise<Target | undefined> {
  const found = await pool.query<{ doc: Webhook }>('select doc from concept_webhook where id = $1', [
    webhook,
  ]);
  const doc = found.rows[0]?.doc;
  if (doc?.status !== 'on') return undefined;
  const previous = doc.previous && doc.previous.until > now() ? [doc.previous.secret] : [];
  const kept = await pool.query<{ commitment: string; value: string }>(
    'select commitment, value from private_value where party = $1 and commitment = any($2)',
    [doc.owner, [doc.url, doc.secret, ...previous]],
  );
  const values = new Map(kept.rows.map(({ commitment, value }) => [commitment, value]));
  const url = values.get(doc.url);
  const secrets = [doc.secret, ...previous].flatMap((secret) => values.get(secret) ?? []);
  return url === undefined || secrets.length === 0 ? undefined : { url, secrets };
}

/** Deletes what was dealt with long ago; returns how many. */
export async function forgetDeliveries({ pool, rules, now }: DeliveryPorts): Promise<number> {
  const gone = await pool.query(
    'delete from webhook_delivery where coalesce(delivered_at, given_up_at) < $1',
    [now() - rules.keptDays * DAY_MS],
  );
  return gone.rowCount ?? 0;
}
