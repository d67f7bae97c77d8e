import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';

/** What a receiver can be told. A topic names the noun and what became of it. */
export const TOPICS = [
  'order.placed',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'message.received',
  'review.posted',
  'return.requested',
  'return.changed',
  'chargeback.opened',
  'payout.sent',
  'notice.given',
] as const;

export type Topic = (typeof TOPICS)[number];

/** Why deliveries stopped: its owner said so, it failed for days, or the receiver said that it is gone (410). */
export type OffWhy = 'owner' | 'failing' | 'gone';

/** A receiver of a seller's integrator. Its address may hold a password of theirs, so that it is a private value. */
interface WebhookBase {
  readonly owner: PartyId;
  readonly url: Commitment;
  readonly secret: Commitment;
  /** The secret before, which signs as well until then: a receiver need not change in the same second as we do. */
  readonly previous: { readonly secret: Commitment; readonly until: EpochMs } | null;
  readonly topics: readonly Topic[];
  readonly addedAt: EpochMs;
}

export type Webhook = WebhookBase &
  (
    | { readonly status: 'on' }
    | { readonly status: 'off'; readonly offAt: EpochMs; readonly why: OffWhy }
    | { readonly status: 'removed'; readonly removedAt: EpochMs }
  );

export type WebhookEvent =
  | {
      readonly type: 'WebhookAdded';
      readonly at: EpochMs;
      readonly owner: PartyId;
      readonly url: Commitment;
      readonly secret: Commitment;
      readonly topics: readonly Topic[];
    }
  | {
      readonly type: 'WebhookChanged';
      readonly at: EpochMs;
      readonly url: Commitment;
      readonly topics: readonly Topic[];
    }
  | {
      readonly type: 'WebhookSecretRotated';
      readonly at: EpochMs;
      readonly secret: Commitment;
      readonly previousUntil: EpochMs;
    }
  | {
      readonly type: 'WebhookSwitchedOff';
      readonly at: EpochMs;
      readonly owner: PartyId;
      readonly why: OffWhy;
    }
  | { readonly type: 'WebhookSwitchedOn'; readonly at: EpochMs }
  /** A delivery that says nothing, to see whether it arrives. */
  | { readonly type: 'WebhookTested'; readonly at: EpochMs; readonly owner: PartyId }
  | { readonly type: 'DeliveryAskedAgain'; readonly at: EpochMs; readonly deliveryId: string }
  | { readonly type: 'WebhookRemoved'; readonly at: EpochMs };

export function evolveWebhook(state: Webhook | undefined, event: WebhookEvent): Webhook {
  if (event.type === 'WebhookAdded') {
    const { type: _type, at: addedAt, ...facts } = event;
    return { ...facts, addedAt, previous: null, status: 'on' };
  }
  assert(state, `${event.type} before WebhookAdded`);
  switch (event.type) {
    case 'WebhookChanged':
      return { ...state, url: event.url, topics: event.topics };
    case 'WebhookSecretRotated': {
      const previous = { secret: state.secret, until: event.previousUntil };
      return { ...state, secret: event.secret, previous };
    }
    case 'WebhookSwitchedOff':
      return { ...base(state), status: 'off', offAt: event.at, why: event.why };
    case 'WebhookSwitchedOn':
      return { ...base(state), status: 'on' };
    case 'WebhookTested':
    case 'DeliveryAskedAgain':
      return state;
    case 'WebhookRemoved':
      return { ...base(state), status: 'removed', removedAt: event.at };
    default:
      return event satisfies never;
  }
}

function base({ owner, url, secret, previous, topics, addedAt }: Webhook): WebhookBase {
  return { owner, url, secret, previous, topics, addedAt };
}

/** Kinds of the private values of a webhook; they are its owner's. */
export const WEBHOOK_URL = 'webhook-url';
export const WEBHOOK_SECRET = 'webhook-secret';

/** One stream a receiver, `whk_...`. */
export const webhooks: Concept<Webhook, WebhookEvent, 'owner' | 'status'> = {
  name: 'webhook',
  revision: 1,
  evolve: evolveWebhook,
  columns: {
    owner: { type: 'text', of: (w) => w.owner },
    status: { type: 'text', indexed: false, of: (w) => w.status },
  },
};
