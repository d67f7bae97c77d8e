import { z } from 'zod';
import type { Actor } from '../../door/actor.ts';
import { cursor, id, limit, line } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { assert, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId, WebhookId } from '../../kernel/ids.ts';
import { newWebhookSecret } from '../../platform/webhook-signature.ts';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  rotateSecret,
  sendAgain,
  testWebhook,
} from '../../processes/manage-webhook.ts';
import { deliveriesOf, webhookOf, webhooksOf } from './views.ts';
import { TOPICS, type Webhook } from './webhook.ts';

const webhookId: z.ZodType<WebhookId, string> = id('whk');
const topics = z.array(z.enum(TOPICS)).max(TOPICS.length);
const params = z.strictObject({ webhookId });
const REFUSALS = {
  'webhook-address': 422,
  'topics-missing': 422,
  'webhook-exists': 409,
  'webhooks-full': 409,
  'webhook-off': 409,
} as const;
const CHANGING = { who: ['seller'], action: 'account.edit' } as const;
const READING = { who: ['seller'], action: 'data.read-own' } as const;
const NOT_FOUND = refuse('not-found', 'There is no such receiver.');

const shown = z.object({
  webhookId,
  url: z.string(),
  topics: z.array(z.string()),
  on: z.boolean(),
  offAt: z.int().nullable(),
  offWhy: z.enum(['owner', 'failing', 'gone']).nullable(),
  addedAt: z.int(),
  previousSecretUntil: z.int().nullable(),
});
const changed = z.object({ webhookId, status: z.string() });

/** The owner's shop: the door lets no member of a team through to these routes. */
function shop(actor: Actor): PartyId {
  assert(actor.kind === 'seller', 'a route for sellers was reached by somebody else');
  return actor.partyId;
}

function answered(own: WebhookId, outcome: Webhook | Refusal) {
  return isRefusal(outcome) ? outcome : { webhookId: own, status: outcome.status };
}

const list = read({
  path: '/me/webhooks',
  summary: 'Who is told of what happens to my shop, and of which topics there are',
  tag: 'webhooks',
  access: READING,
  response: z.object({ topics: z.array(z.string()), receiversMax: z.int(), webhooks: z.array(shown) }),
  handle: async (reader) => ({
    topics: TOPICS,
    receiversMax: reader.rulebook.webhooks.receiversMax,
    webhooks: await webhooksOf(reader, shop(reader.actor)),
  }),
});

function add(allowLocal: boolean) {
  return write({
    method: 'post',
    path: '/me/webhooks',
    summary:
      'Have an address told (Standard Webhooks); the answer holds the secret that deliveries are signed with',
    tag: 'webhooks',
    access: CHANGING,
    status: 201,
    body: z.strictObject({ url: line(500), topics }),
    response: z.object({ webhookId, secret: z.string() }),
    refusals: REFUSALS,
    handle: async (writer, { body }) => {
      const secret = newWebhookSecret();
      const added = await addWebhook(writer, { owner: shop(writer.actor), ...body, secret, allowLocal });
      return isRefusal(added) ? added : { webhookId: added.webhookId, secret };
    },
  });
}

const one = read({
  path: '/me/webhooks/{webhookId}',
  summary: 'One receiver',
  tag: 'webhooks',
  access: READING,
  params,
  response: shown,
  handle: async (reader, given) =>
    (await webhookOf(reader, shop(reader.actor), given.params.webhookId)) ?? NOT_FOUND,
});

function change(allowLocal: boolean) {
  return write({
    method: 'patch',
    path: '/me/webhooks/{webhookId}',
    summary: 'Change the address or the topics, switch it off or on again',
    tag: 'webhooks',
    access: CHANGING,
    params,
    body: z
      .strictObject({ url: line(500).optional(), topics: topics.optional(), on: z.boolean().optional() })
      .refine((b) => Object.values(b).some((v) => v !== undefined), 'name at least one thing to change'),
    response: changed,
    refusals: REFUSALS,
    handle: async (writer, given) => {
      const own = { owner: shop(writer.actor), ...given.params };
      return answered(own.webhookId, await changeWebhook(writer, { ...own, ...given.body, allowLocal }));
    },
  });
}

const rotate = write({
  method: 'post',
  path: '/me/webhooks/{webhookId}/secret',
  summary: 'Draw a new secret; deliveries are signed with the old one as well for a while',
  tag: 'webhooks',
  access: CHANGING,
  params,
  response: z.object({ secret: z.string(), previousUntil: z.int().nullable() }),
  handle: async (writer, given) => {
    const secret = newWebhookSecret();
    const after = await rotateSecret(writer, { owner: shop(writer.actor), ...given.params, secret });
    return isRefusal(after) ? after : { secret, previousUntil: after.previous?.until ?? null };
  },
});

const test = write({
  method: 'post',
  path: '/me/webhooks/{webhookId}/test',
  summary: 'Send a delivery of the topic webhook.test',
  tag: 'webhooks',
  access: CHANGING,
  status: 202,
  params,
  response: changed,
  refusals: REFUSALS,
  handle: async (writer, given) => {
    const own = { owner: shop(writer.actor), ...given.params };
    return answered(own.webhookId, await testWebhook(writer, own));
  },
});

const remove = write({
  method: 'delete',
  path: '/me/webhooks/{webhookId}',
  summary: 'Remove a receiver; what was still on its way to it is dropped',
  tag: 'webhooks',
  access: CHANGING,
  params,
  response: changed,
  handle: async (writer, given) => {
    const own = { owner: shop(writer.actor), ...given.params };
    return answered(own.webhookId, await removeWebhook(writer, own));
  },
});

const deliveries = read({
  path: '/me/webhooks/{webhookId}/deliveries',
  summary: 'What a receiver was told, when, and what it answered',
  tag: 'webhooks',
  access: READING,
  params,
  query: z.strictObject({ limit: limit.default(25), cursor: cursor.optional() }),
  response: z.object({
    deliveries: z.array(
      z.object({
        deliveryId: z.string(),
        topic: z.string(),
        body: z.string(),
        createdAt: z.int(),
        tries: z.int(),
        lastTryAt: z.int().nullable(),
        nextTryAt: z.int().nullable(),
        deliveredAt: z.int().nullable(),
        givenUpAt: z.int().nullable(),
        status: z.int().nullable(),
        error: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  handle: async (reader, given) => {
    const own = await webhookOf(reader, shop(reader.actor), given.params.webhookId);
    if (!own) return NOT_FOUND;
    const before = Number(given.query.cursor);
    return deliveriesOf(reader, own.webhookId, {
      limit: given.query.limit,
      before: Number.isSafeInteger(before) ? before : null,
    });
  },
});

const again = write({
  method: 'post',
  path: '/me/webhooks/{webhookId}/deliveries/{deliveryId}/again',
  summary: 'Send a delivery once more',
  tag: 'webhooks',
  access: CHANGING,
  status: 202,
  params: z.strictObject({ webhookId, deliveryId: z.string().regex(/^msg_[\w]{1,100}$/) }),
  response: changed,
  refusals: REFUSALS,
  handle: async (writer, given) => {
    const own = { owner: shop(writer.actor), ...given.params };
    return answered(own.webhookId, await sendAgain(writer, own));
  },
});

/** `allowLocal`: development, where receivers run beside the market and need no certificate. */
export function webhookRoutes(ports: {
  readonly webhooks: { readonly allowLocal: boolean };
}): readonly AnyRoute[] {
  const { allowLocal } = ports.webhooks;
  return [list, add(allowLocal), one, change(allowLocal), rotate, test, remove, deliveries, again];
}
