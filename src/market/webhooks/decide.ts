import { type Decision, refuse } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { type EpochMs, HOUR_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { OffWhy, Topic, Webhook, WebhookEvent } from './webhook.ts';

type WebhookDecision = Decision<WebhookEvent>;
type Rules = Pick<Rulebook, 'webhooks'>;

const REMOVED = refuse('webhook-removed', 'This receiver was removed.');

export function decideAdd(
  /** The other receivers of this owner. */
  others: readonly Webhook[],
  command: {
    readonly at: EpochMs;
    readonly owner: PartyId;
    readonly url: Commitment;
    readonly secret: Commitment;
    readonly topics: readonly Topic[];
  },
  { webhooks }: Rules,
): WebhookDecision {
  const kept = others.filter(({ status }) => status !== 'removed');
  if (command.topics.length === 0)
    return refuse('topics-missing', 'Choose at least one thing to be told of.', { field: 'topics' });
  if (kept.some(({ url }) => url === command.url))
    return refuse('webhook-exists', 'This address is told already.', { field: 'url' });
  const { receiversMax } = webhooks;
  if (kept.length >= receiversMax)
    return refuse('webhooks-full', `A shop may have ${receiversMax} receivers.`, { facts: { receiversMax } });
  return [{ type: 'WebhookAdded', ...command }];
}

export function decideChange(
  webhook: Webhook,
  command: { readonly at: EpochMs; readonly url: Commitment; readonly topics: readonly Topic[] },
): WebhookDecision {
  if (webhook.status === 'removed') return REMOVED;
  if (command.topics.length === 0)
    return refuse('topics-missing', 'Choose at least one thing to be told of.', { field: 'topics' });
  const { url, topics } = command;
  const isSame =
    url === webhook.url &&
    topics.length === webhook.topics.length &&
    topics.every((t) => webhook.topics.includes(t));
  return isSame ? [] : [{ type: 'WebhookChanged', ...command }];
}

export function decideSwitch(
  webhook: Webhook,
  command:
    | { readonly at: EpochMs; readonly on: true }
    | { readonly at: EpochMs; readonly on: false; readonly why: OffWhy },
): WebhookDecision {
  const { at } = command;
  if (webhook.status === 'removed') return REMOVED;
  if (command.on) return webhook.status === 'on' ? [] : [{ type: 'WebhookSwitchedOn', at }];
  if (webhook.status === 'off') return [];
  return [{ type: 'WebhookSwitchedOff', at, owner: webhook.owner, why: command.why }];
}

export function decideRotate(
  webhook: Webhook,
  command: { readonly at: EpochMs; readonly secret: Commitment },
  { webhooks }: Rules,
): WebhookDecision {
  if (webhook.status === 'removed') return REMOVED;
  const { at, secret } = command;
  const previousUntil = at + webhooks.secretOverlapHours * HOUR_MS;
  return [{ type: 'WebhookSecretRotated', at, secret, previousUntil }];
}

export function decideTest(webhook: Webhook, at: EpochMs): WebhookDecision {
  if (webhook.status !== 'on') return refuse('webhook-off', 'Switch the receiver on first.');
  return [{ type: 'WebhookTested', at, owner: webhook.owner }];
}

export function decideSendAgain(
  webhook: Webhook,
  command: { readonly at: EpochMs; readonly deliveryId: string },
): WebhookDecision {
  if (webhook.status !== 'on') return refuse('webhook-off', 'Switch the receiver on first.');
  return [{ type: 'DeliveryAskedAgain', ...command }];
}

export function decideRemove(webhook: Webhook, at: EpochMs): WebhookDecision {
  return webhook.status === 'removed' ? [] : [{ type: 'WebhookRemoved', at }];
}
