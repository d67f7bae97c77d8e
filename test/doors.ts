/**
 * Every route of the API, with a request that gets past the parser, so that the walk in `doors.test.ts` reaches the
 * permission. A route without its row here fails the walk. Ids point at nothing unless `ME` stands in their place: what is
 * asked is whether the door opens, and behind it a 404 or 409 is as good as a 200.
 */
export interface DoorSample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** An action that the handler asks of the reader's own standing beyond the one that the route declares. */
  readonly asks?: string;
}

const PARTY = 'pty_nobody0000';
const money = { amountMinor: 1_000, currency: 'EUR' };
const address = { line1: 'Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' };

export const DOORS: Readonly<Record<string, DoorSample>> = {
  // Parties
  'get /terms': {},
  'post /parties': {
    body: {
      kind: 'buyer',
      name: 'A B',
      country: 'DE',
      language: 'de',
      currency: 'EUR',
      termsVersion: '2026-01',
    },
  },
  'get /me': {},
  'patch /me': { body: { about: 'Hello' } },
  'post /me/terms': { body: { version: '2026-01' } },
  'put /me/identity': { body: { address } },
  'put /me/payout-account': { body: { account: 'DE89370400440532013000' } },
  'post /me/holidays': { body: { from: '2026-07-01', to: '2026-07-05' } },
  'get /me/export': {},
  'post /me/erasure': { body: { confirm: 'no such word' } },
  'get /parties/{partyId}': { params: { partyId: PARTY } },
  'post /parties/{partyId}/identity/{field}/judgement': {
    params: { partyId: PARTY, field: 'tax-id' },
    body: { seen: true },
  },
  'get /holds': {},
  'post /parties/{partyId}/hold/review': {
    params: { partyId: PARTY },
    body: { outcome: 'release', why: 'Checked.' },
  },
  'get /staff': {},
  'post /staff': {
    body: { name: 'C D', country: 'DE', language: 'de', currency: 'EUR', roles: ['representative'] },
  },
  'put /staff/{partyId}/roles/{role}': { params: { partyId: PARTY, role: 'reviewer' } },
  'delete /staff/{partyId}/roles/{role}': { params: { partyId: PARTY, role: 'reviewer' } },
  'post /parties/{partyId}/erasure': { params: { partyId: PARTY }, body: { confirm: PARTY } },
  // Listings, shops, messages, reviews
  'get /search': { query: '?q=lamp' },
  'get /listings/{listingId}': { params: { listingId: 'lst_nothing000' } },
  'get /me/listings': {},
  'post /listings': {
    body: {
      title: 'Desk lamp',
      category: 'home',
      price: money,
      handlingDays: 2,
      stock: 3,
      zones: [{ name: 'Germany', countries: ['DE'], priceMinor: 400, extraItemMinor: 100, transitDays: 3 }],
    },
  },
  'patch /listings/{listingId}': { params: { listingId: 'lst_nothing000' }, body: { title: 'Lamp' } },
  'post /listings/{listingId}/withdraw': { params: { listingId: 'lst_nothing000' } },
  'post /listings/{listingId}/publish': { params: { listingId: 'lst_nothing000' } },
  'get /goods-reviews': {},
  'post /goods-reviews/{listingId}': {
    params: { listingId: 'lst_nothing000' },
    body: { outcome: 'allow', why: 'Fine.', edition: 1 },
  },
  'get /sellers/{sellerId}': { params: { sellerId: PARTY } },
  'get /sellers/{sellerId}/reviews': { params: { sellerId: PARTY } },
  'get /listings/{listingId}/reviews': { params: { listingId: 'lst_nothing000' } },
  'post /conversations': { body: { sellerId: PARTY, text: 'Hello?' }, asks: 'message.ask' },
  'post /conversations/{conversationId}/messages': {
    params: { conversationId: 'cnv_nothing000' },
    body: { text: 'Hello?' },
  },
  'get /conversations': {},
  'get /conversations/{conversationId}': { params: { conversationId: 'cnv_nothing000' } },
  'post /reviews': { body: { orderId: 'ord_nothing000', line: 0, rating: 5 } },
  'put /reviews/{reviewId}': { params: { reviewId: 'rev_nothing000' }, body: { rating: 4 } },
  'post /reviews/{reviewId}/answer': { params: { reviewId: 'rev_nothing000' }, body: { text: 'Thank you.' } },
  'get /me/reviews': {},
  // Facts and signals
  'post /facts/batch': {
    body: {
      facts: [
        {
          type: 'party-registered',
          source: 'walk',
          key: 'p1',
          at: 1_700_000_000_000,
          party: 'p1',
          kind: 'buyer',
          country: 'DE',
          language: 'de',
          currency: 'EUR',
        },
      ],
    },
  },
  'get /parties/{partyId}/signals': { params: { partyId: PARTY } },
  'get /signals/by-bound': {},
  'get /log': {},
  'get /checkpoints': {},
};
