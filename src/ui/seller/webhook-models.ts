/** Receivers of webhooks as `GET /api/v1/me/webhooks` tells of them. */
import type { EpochMs } from '../../kernel/time.ts';

export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  readonly topics: readonly string[];
  readonly on: boolean;
  readonly offAt: EpochMs | null;
  readonly offWhy: 'owner' | 'failing' | 'gone' | null;
  readonly addedAt: EpochMs;
  readonly previousSecretUntil: EpochMs | null;
}

export interface Webhooks {
  readonly topics: readonly string[];
  readonly receiversMax: number;
  readonly webhooks: readonly Webhook[];
}

export interface Delivery {
  readonly deliveryId: string;
  readonly topic: string;
  readonly body: string;
  readonly createdAt: EpochMs;
  readonly tries: number;
  readonly nextTryAt: EpochMs | null;
  readonly deliveredAt: EpochMs | null;
  readonly givenUpAt: EpochMs | null;
  readonly status: number | null;
  readonly error: string | null;
}

/** What an action has just drawn, to be shown once. */
export interface DrawnSecret {
  readonly secret: string;
  readonly webhookId: string;
}
