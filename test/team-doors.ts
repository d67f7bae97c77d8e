import type { TeamRole } from '../src/door/actor.ts';

/** Written by hand: all that each role of a seller's team may come through, besides what is open to anybody. */
const ALL = ['get /me', 'post /team/leaving'];

export const TEAM_DOORS: Readonly<Record<TeamRole, readonly string[]>> = {
  listings: [
    ...ALL,
    'get /me/listings',
    'get /me/listings/{listingId}',
    'get /me/listing-attempts',
    'post /me/listing-sheet',
    'get /me/listing-sheet',
    'get /me/listing-sheet/template',
    'post /listings',
    'patch /listings/{listingId}',
    'post /listings/{listingId}/withdraw',
    'post /listings/{listingId}/publish',
  ],
  shipping: [
    ...ALL,
    'get /orders',
    'get /orders/{orderId}',
    'get /orders/{orderId}/invoice',
    'post /orders/{orderId}/cancellation',
    'post /orders/{orderId}/shipments',
  ],
  messages: [
    ...ALL,
    'post /conversations',
    'post /conversations/{conversationId}/messages',
    'get /conversations',
    'get /conversations/{conversationId}',
    'post /reviews/{reviewId}/answer',
    'get /me/reviews',
  ],
  finance: [
    ...ALL,
    'get /orders',
    'get /orders/{orderId}',
    'get /orders/{orderId}/invoice',
    'post /orders/{orderId}/refunds',
    'get /me/balance',
    'get /me/payouts',
    'get /me/ledger',
    'get /me/balance/orders',
    'get /me/sales',
    'get /me/chargebacks',
    'get /me/chargebacks/{disputeId}',
    'post /me/chargebacks/{disputeId}/answer',
  ],
};
