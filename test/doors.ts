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

/** What stands for a parameter where the row names nothing else. */
export const NOBODYS: Readonly<Record<string, string>> = {
  partyId: PARTY,
  sellerId: PARTY,
  listingId: 'lst_nothing000',
  conversationId: 'cnv_nothing000',
  reviewId: 'rev_nothing000',
  orderId: 'ord_nothing000',
  shipmentId: 'shp_nothing000',
  complaintId: 'cmp_nothing000',
  caseId: 'case_nothing000',
  evidenceId: 'evd_nothing000',
  sanctionId: 'san_nothing000',
  planId: 'plan_nothing000',
  appealId: 'apl_nothing000',
  noticeId: 'ntc_nothing000',
  memberId: 'mbr_nothing000',
  campaignId: 'cpg_nothing000',
};

export const DOORS: Readonly<Record<string, DoorSample>> = {
  // The public bulletin
  'get /transparency/months': {},
  'get /transparency/months/{month}': { params: { month: '2026-05' } },
  'get /transparency/decisions': {},
  'get /transparency/rules': {},
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
  'get /parties': { query: '?q=lamp' },
  'get /parties/{partyId}': {},
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
  'post /parties/{partyId}/erasure': { body: { confirm: PARTY } },
  // A seller's team
  'get /team': {},
  'post /team': { body: { name: 'Ana', mail: 'ana@shop.example', roles: ['shipping'] } },
  'get /team/invitations/{memberId}': {},
  'post /team/acceptance': { body: { invitation: 'mbr_nothing000.x' } },
  'put /team/{memberId}/roles': { body: { roles: ['shipping'] } },
  'delete /team/{memberId}': {},
  'post /team/leaving': {},
  // Listings, shops, messages, reviews
  'get /search': { query: '?q=lamp' },
  'get /listings/{listingId}': {},
  'get /listings/{listingId}/images/{n}': { params: { listingId: 'lst_nothing000', n: '0' } },
  'get /rates': {},
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
  'patch /listings/{listingId}': { body: { title: 'Lamp' } },
  'post /listings/{listingId}/withdraw': {},
  'post /listings/{listingId}/publish': {},
  'get /goods-reviews': {},
  'post /goods-reviews/{listingId}': {
    params: { listingId: 'lst_nothing000' },
    body: { outcome: 'allow', why: 'Fine.', edition: 1 },
  },
  'get /sellers/{sellerId}': {},
  'get /sellers/{sellerId}/reviews': {},
  'get /listings/{listingId}/reviews': {},
  'post /conversations': { body: { sellerId: PARTY, text: 'Hello?' }, asks: 'message.ask' },
  'post /conversations/{conversationId}/messages': {
    params: { conversationId: 'cnv_nothing000' },
    body: { text: 'Hello?' },
  },
  'get /conversations': {},
  'get /conversations/{conversationId}': {},
  'post /reviews': { body: { orderId: 'ord_nothing000', line: 0, rating: 5 } },
  'put /reviews/{reviewId}': { body: { rating: 4 } },
  'post /reviews/{reviewId}/answer': { body: { text: 'Thank you.' } },
  'get /me/reviews': {},
  // Carts, checkout, orders, money
  'get /cart': {},
  'put /cart/lines/{listingId}': { body: { quantity: 1 } },
  'delete /cart/lines/{listingId}': {},
  'post /checkout/quote': { body: { country: 'DE' } },
  'post /checkout': { body: { address: { ...address, name: 'A B' }, paymentToken: 'ok' } },
  'get /orders': {},
  'get /orders/{orderId}': {},
  'get /orders/{orderId}/invoice': {},
  'post /orders/{orderId}/cancellation': { body: { reason: 'changed-mind' } },
  'post /orders/{orderId}/shipments': { body: { carrier: 'DHL' } },
  'post /orders/{orderId}/receipt': {},
  'post /orders/{orderId}/refunds': { body: { reason: 'returned' } },
  'post /shipments/{shipmentId}/scans': { body: { code: 'accepted' } },
  'post /carrier-scans': {
    body: { carrier: 'DHL', trackingNumber: 'NONE0000', code: 'accepted', at: 1_000 },
  },
  'post /orders/{orderId}/non-delivery': {},
  'get /me/balance': {},
  'get /me/payouts': {},
  'get /me/ledger': {},
  'post /me/deposits/{sanctionId}/payment': { body: { paymentToken: 'ok' } },
  'get /ledger/totals': {},
  'post /payments/notices': {
    body: { noticeId: 'n1', kind: 'chargeback-won', chargebackId: 'cb1', reference: 'nothing' },
  },
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
  'get /parties/{partyId}/signals': {},
  'get /signals/by-bound': {},
  'get /log': {},
  'get /checkpoints': {},
  // Complaints and cases, for both sides
  'get /complaint-kinds': {},
  'post /complaints': { body: { kind: 'abuse', refs: { orderId: 'ord_nothing000' }, text: 'Insulting.' } },
  'post /safety-reports': {
    body: { kind: 'unsafe', refs: { listingId: 'lst_nothing000' }, text: 'It burnt.' },
  },
  'get /me/complaints': {},
  'get /me/complaints/{complaintId}': {},
  'post /me/complaints/{complaintId}/withdrawal': { body: {} },
  'post /me/complaints/{complaintId}/appeal': { body: { text: 'Look again.' } },
  'get /me/cases': {},
  'get /me/cases/{caseId}': {},
  'get /me/cases/{caseId}/evidence/{evidenceId}/file': {},
  'post /me/cases/{caseId}/statement': { body: { text: 'It was not so.' } },
  'post /me/cases/{caseId}/extension': { body: {} },
  'post /me/cases/{caseId}/evidence': { body: { kind: 'photo', content: 'AAAA' } },
  'get /me/standing': {},
  'get /me/plans/{planId}': {},
  'put /me/plans/{planId}': { body: { rootCause: 'A.', correction: 'B.', prevention: 'C.' } },
  'post /appeals': { body: { caseId: 'case_nothing000', text: 'Look again.' } },
  'get /me/appeals': {},
  'get /me/appeals/{appealId}': {},
  'post /me/appeals/{appealId}/withdrawal': { body: {} },
  'get /me/notices': {},
  'get /me/notices/{noticeId}': {},
  'post /me/notices/{noticeId}/reading': { body: {} },
  // The same for staff: judged by role alone, so that a body is not needed to see the door
  'get /complaints': {},
  'get /complaints/{complaintId}': {},
  'post /complaints/{complaintId}/triage': { body: {} },
  'get /cases': {},
  'post /cases': { body: { subject: PARTY, violations: ['abuse'] } },
  'get /cases/{caseId}': {},
  'get /cases/{caseId}/evidence/{evidenceId}/file': {},
  'get /cases/{caseId}/proposal': {},
  'post /cases/{caseId}/assignment': { body: {} },
  'post /cases/{caseId}/conflicts': { body: {} },
  'post /cases/{caseId}/statement-requests': { body: {} },
  'post /cases/{caseId}/evidence': { body: {} },
  'post /cases/{caseId}/evidence-collection': { body: {} },
  'post /cases/{caseId}/allegations': { body: {} },
  'get /parties/{partyId}/record': {},
  'post /cases/{caseId}/findings': { body: {} },
  'post /cases/{caseId}/sanctions': { body: {} },
  'post /cases/{caseId}/closing': { body: {} },
  'post /emergencies': { body: {} },
  'get /sanctions': {},
  'post /sanctions/{sanctionId}/approvals': { body: {} },
  'post /sanctions/{sanctionId}/declines': { body: {} },
  'post /sanctions/{sanctionId}/lifting': { body: {} },
  'post /sanctions/{sanctionId}/confirmation': { body: {} },
  'post /sanctions/{sanctionId}/basis-review': { body: {} },
  'get /plans': {},
  'get /plans/{planId}': {},
  'post /plans/{planId}/judgement': { body: {} },
  'get /appeals': {},
  'get /appeals/{appealId}': {},
  'post /appeals/{appealId}/assignment': { body: {} },
  'post /appeals/{appealId}/decision': { body: {} },
  'get /notices/{noticeId}': {},
  'get /campaigns': {},
  'get /campaigns/{campaignId}': {},
  'post /campaigns': { body: {} },
  'post /campaigns/{campaignId}/sample': { body: {} },
  'post /campaigns/{campaignId}/sample/{sanctionId}': { body: {} },
  'post /campaigns/{campaignId}/stop': { body: {} },
  // Complaints, cases, sanctions, appeals, notices, campaigns
};
