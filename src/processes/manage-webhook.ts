import { type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, WebhookId } from '../kernel/ids.ts';
import { parties } from '../market/parties/party.ts';
import {
  decideAdd,
  decideChange,
  decideRemove,
  decideRotate,
  decideSendAgain,
  decideSwitch,
  decideTest,
} from '../market/webhooks/decide.ts';
import { targetProblem } from '../market/webhooks/target.ts';
import {
  type OffWhy,
  type Topic,
  type Webhook,
  WEBHOOK_SECRET,
  WEBHOOK_URL,
  type WebhookEvent,
  webhooks,
} from '../market/webhooks/webhook.ts';
import type { World } from './world.ts';

const RECEIVERS_MAX = 1_000;
const NOT_FOUND = refuse('not-found', 'There is no such receiver.');

interface Owned {
  readonly owner: PartyId;
  readonly webhookId: WebhookId;
}

/** Refuses `webhook-address`, `webhook-exists`, `webhooks-full` and `topics-missing`. */
export async function addWebhook(
  world: World,
  input: {
    readonly owner: PartyId;
    readonly url: string;
    readonly secret: string;
    readonly topics: readonly Topic[];
    /** Development: receivers on this machine. */
    readonly allowLocal: boolean;
  },
): Promise<{ readonly webhookId: WebhookId; readonly webhook: Webhook } | Refusal> {
  const { unit, rulebook } = world;
  const { owner, url, secret, allowLocal } = input;
  const wrong = wrongAddress(url, allowLocal);
  if (wrong) return wrong;
  // Locked, so that two at once don't both take the last place.
  const party = await unit.lock(parties, owner, 'update');
  if (!party || party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers have receivers.');
  const others = (await unit.find(webhooks, { owner }, RECEIVERS_MAX)).map(({ state }) => state);
  const command = {
    at: unit.now,
    owner,
    url: unit.keep({ party: owner, kind: WEBHOOK_URL, value: url }),
    secret: unit.keep({ party: owner, kind: WEBHOOK_SECRET, value: secret }),
    topics: [...new Set(input.topics)],
  };
  const decision = decideAdd(others, command, rulebook);
  if (isRefusal(decision)) return decision;
  const webhookId: WebhookId = unit.ids.next('whk');
  return { webhookId, webhook: unit.append(webhooks, webhookId, decision) };
}

/** Changes address, topics, or whether it is told at all. Refuses as `addWebhook` does, and `webhook-removed`. */
export async function changeWebhook(
  world: World,
  input: Owned & {
    readonly url?: string | undefined;
    readonly topics?: readonly Topic[] | undefined;
    readonly on?: boolean | undefined;
    readonly allowLocal: boolean;
  },
): Promise<Webhook | Refusal> {
  const { unit } = world;
  const { owner, url, on, allowLocal } = input;
  const at = unit.now;
  const wrong = url === undefined ? undefined : wrongAddress(url, allowLocal);
  if (wrong) return wrong;
  return change(world, input, (webhook) => {
    const kept = url === undefined ? webhook.url : unit.keep({ party: owner, kind: WEBHOOK_URL, value: url });
    const topics = [...new Set(input.topics ?? webhook.topics)];
    const changed = decideChange(webhook, { at, url: kept, topics });
    if (isRefusal(changed) || on === undefined) return changed;
    const switched = decideSwitch(webhook, on ? { at, on } : { at, on, why: 'owner' });
    return isRefusal(switched) ? switched : [...changed, ...switched];
  });
}

export function rotateSecret(
  world: World,
  input: Owned & { readonly secret: string },
): Promise<Webhook | Refusal> {
  const { unit, rulebook } = world;
  return change(world, input, (webhook) => {
    const secret = unit.keep({ party: input.owner, kind: WEBHOOK_SECRET, value: input.secret });
    return decideRotate(webhook, { at: unit.now, secret }, rulebook);
  });
}

/** Sends a delivery that says nothing. Refuses `webhook-off`. */
export function testWebhook(world: World, input: Owned): Promise<Webhook | Refusal> {
  return change(world, input, (webhook) => decideTest(webhook, world.unit.now));
}

/** Puts a delivery on its way once more. Refuses `webhook-off`. */
export function sendAgain(
  world: World,
  input: Owned & { readonly deliveryId: string },
): Promise<Webhook | Refusal> {
  const { deliveryId } = input;
  return change(world, input, (webhook) => decideSendAgain(webhook, { at: world.unit.now, deliveryId }));
}

export function removeWebhook(world: World, input: Owned): Promise<Webhook | Refusal> {
  return change(world, input, (webhook) => decideRemove(webhook, world.unit.now));
}

/** Nobody answers there any more: it is told nothing until its owner switches it on again. */
export async function stopWebhook(
  { unit }: World,
  webhookId: WebhookId,
  why: Exclude<OffWhy, 'owner'>,
): Promise<void> {
  const webhook = await unit.lock(webhooks, webhookId, 'update');
  if (!webhook) return;
  const decision = decideSwitch(webhook, { at: unit.now, on: false, why });
  if (!isRefusal(decision)) unit.append(webhooks, webhookId, decision);
}

/** With the shop go its receivers. */
export async function removeWebhooks({ unit }: World, owner: PartyId): Promise<void> {
  for (const { id, state } of await unit.find(webhooks, { owner }, RECEIVERS_MAX)) {
    const decision = decideRemove(state, unit.now);
    if (!isRefusal(decision)) unit.append(webhooks, id, decision);
  }
}

function wrongAddress(url: string, allowLocal: boolean): Refusal | undefined {
  const problem = targetProblem(url, allowLocal);
  return problem === undefined ? undefined : refuse('webhook-address', problem, { field: 'url' });
}

async function change(
  { unit }: World,
  { owner, webhookId }: Owned,
  decide: (webhook: Webhook) => Decision<WebhookEvent>,
): Promise<Webhook | Refusal> {
  const webhook = await unit.lock(webhooks, webhookId, 'update');
  // Another's is none: who has which receivers is nobody's business.
  if (!webhook || webhook.owner !== owner || webhook.status === 'removed') return NOT_FOUND;
  const decision = decide(webhook);
  return isRefusal(decision) ? decision : unit.append(webhooks, webhookId, decision);
}
