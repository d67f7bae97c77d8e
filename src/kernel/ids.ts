/** Branded ids: an order id can't be passed where a party id is meant. Made at the edge, never inside `decide`. */
export type Id<Noun extends string> = string & { readonly __noun: Noun };

export type PartyId = Id<'Party'>;
export type ListingId = Id<'Listing'>;
export type OrderId = Id<'Order'>;
export type CheckoutId = Id<'Checkout'>;
export type ShipmentId = Id<'Shipment'>;
export type StrikeId = Id<'Strike'>;
export type PayoutId = Id<'Payout'>;
export type ConversationId = Id<'Conversation'>;
export type MessageId = Id<'Message'>;
export type ReviewId = Id<'Review'>;
export type ComplaintId = Id<'Complaint'>;
export type CaseId = Id<'Case'>;
export type EvidenceId = Id<'Evidence'>;
export type SanctionId = Id<'Sanction'>;
export type PlanId = Id<'Plan'>;
export type AppealId = Id<'Appeal'>;
export type CampaignId = Id<'Campaign'>;
export type NoticeId = Id<'Notice'>;
export type MemberId = Id<'Member'>;
export type UploadId = Id<'Upload'>;
export type ReturnId = Id<'Return'>;
export type DraftId = Id<'Draft'>;
export type WebhookId = Id<'Webhook'>;
export type TicketId = Id<'Ticket'>;
export type MacroId = Id<'Macro'>;
export type LotId = Id<'Lot'>;
export type StopId = Id<'Stop'>;
export type WatchId = Id<'Watch'>;
export type RecallId = Id<'Recall'>;
export type ClaimId = Id<'Claim'>;
export type AuthorityOrderId = Id<'AuthorityOrder'>;
export type GuideId = Id<'Guide'>;
export type PromotionId = Id<'Promotion'>;

/** Source of new ids. Production draws random ones; simulations and tests a seeded, reproducible sequence. */
export interface IdSource {
  next<Noun extends string>(prefix: string): Id<Noun>;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Crockford base 32 of the low `digits * 5` bits, most significant digit first. */
export function base32(value: bigint, digits: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < digits; i++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}

/**
 * Ids that sort by time of making (48 bits of milliseconds, then 80 random bits, as in ULID), so that index
 * pages stay warm under load. `nowMs` and `randomBits` are handed in because the kernel has no clock.
 */
export function timeOrderedIds(nowMs: () => number, randomBits: () => bigint): IdSource {
  return {
    next<Noun extends string>(prefix: string): Id<Noun> {
      const time = base32(BigInt(Math.trunc(nowMs())), 10);
      return `${prefix}_${time}${base32(randomBits(), 16)}` as Id<Noun>;
    },
  };
}

/** Reproducible ids for simulations and tests: `ord_s7_000001`. */
export function countedIds(scope: string): IdSource {
  let count = 0;
  return {
    next<Noun extends string>(prefix: string): Id<Noun> {
      count += 1;
      return `${prefix}_${scope}_${base32(BigInt(count), 6)}` as Id<Noun>;
    },
  };
}
