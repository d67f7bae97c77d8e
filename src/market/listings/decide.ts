import { type Decision, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { AMOUNT_MINOR_MAX, type Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Likeness } from '../../quality/barred.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { judgeGoods } from './judge-goods.ts';
import type { GoodsObjection, Listing, ListingContent, ListingEvent } from './listing.ts';

type ListingDecision = Decision<ListingEvent>;

/** What publishing depends on besides the listing. */
export interface ListingRules {
  readonly rulebook: Pick<Rulebook, 'prohibitedGoods' | 'shipping' | 'quality'>;
  readonly sellerCountry: string;
  /** The seller's own: prices are in it, so that nobody carries an exchange risk they did not choose. */
  readonly sellerCurrency: Currency;
  /** What barred goods an offer is or looks like. */
  readonly likeness: (
    content: ListingContent,
    seller: PartyId,
    listingId?: ListingId,
  ) => Likeness | undefined;
}

/** How many the seller has on offer now, and may have; `null` is no limit. */
export interface ListingLimit {
  readonly listedNow: number;
  readonly listingsMax: number | null;
}

export function decidePublish(
  command: {
    readonly at: EpochMs;
    readonly seller: PartyId;
    readonly content: ListingContent;
    readonly stock: number;
  },
  rules: ListingRules,
  limit: ListingLimit,
): ListingDecision {
  const { at, seller, content, stock } = command;
  const refused = overLimit(limit) ?? wrongContent(content, rules) ?? wrongStock(stock);
  if (refused) return refused;
  const judged = judgeGoods(content, seller, rules);
  if (isRefusal(judged)) return judged;
  return [{ type: 'ListingPublished', at, seller, content, stock, ...objectionOf(judged) }];
}

/** Words, category and zones are judged anew when they change; a new price needs no second look. */
export function decideChange(
  listing: Listing,
  command: {
    readonly at: EpochMs;
    readonly listingId: ListingId;
    readonly changes: Partial<ListingContent>;
    readonly stock?: number | undefined;
  },
  rules: ListingRules,
): ListingDecision {
  const { at, listingId, changes, stock } = command;
  if (listing.status === 'refused')
    return refuse('listing-refused', 'This listing was refused; publish another one.');
  const after = { ...listing, ...changes };
  const refused = wrongContent(after, rules) ?? (stock === undefined ? undefined : wrongStock(stock));
  if (refused) return refused;
  const saysMore = (['title', 'description', 'category', 'attributes', 'zones', 'images'] as const).some(
    (key) => changes[key] !== undefined,
  );
  const judged = saysMore ? judgeGoods(after, listing.seller, rules, listingId) : undefined;
  if (isRefusal(judged)) return judged;
  const events: ListingEvent[] = [];
  if (Object.keys(changes).length > 0)
    events.push({ type: 'ListingChanged', at, changes, ...objectionOf(judged) });
  if (stock !== undefined && stock !== listing.stock) events.push({ type: 'StockSet', at, stock });
  return events;
}

export function decideWithdraw(listing: Listing, command: { readonly at: EpochMs }): ListingDecision {
  if (listing.status === 'withdrawn' || listing.status === 'refused') return [];
  return [{ type: 'ListingWithdrawn', at: command.at }];
}

/** Rules may have changed since it was withdrawn: it is judged like a new one. */
export function decideRepublish(
  listing: Listing,
  command: { readonly at: EpochMs; readonly listingId: ListingId },
  rules: ListingRules,
  limit: ListingLimit,
): ListingDecision {
  if (listing.status === 'live' || listing.status === 'in-review') return [];
  if (listing.status === 'refused')
    return refuse('listing-refused', 'This listing was refused; publish another one.');
  const refused = overLimit(limit) ?? wrongContent(listing, rules);
  if (refused) return refused;
  const judged = judgeGoods(listing, listing.seller, rules, command.listingId);
  if (isRefusal(judged)) return judged;
  return [{ type: 'ListingRepublished', at: command.at, ...objectionOf(judged) }];
}

/** A person has looked at a listing that waited for it. */
export function decideReview(
  listing: Listing,
  command: {
    readonly at: EpochMs;
    readonly by: PartyId;
    readonly outcome: 'clear' | 'refuse';
    readonly why: string;
    /** The edition that was looked at. */
    readonly edition: number;
  },
): ListingDecision {
  const { at, by, outcome, why, edition } = command;
  if (listing.status !== 'in-review')
    return refuse('not-in-review', 'This listing does not wait for a review.');
  if (edition !== listing.edition)
    return refuse('listing-changed', 'The seller changed it since you read it; look at it again.', {
      field: 'edition',
      facts: { edition: listing.edition },
    });
  return [{ type: outcome === 'clear' ? 'ListingCleared' : 'ListingRefused', at, by, why }];
}

export function decideReserve(
  listing: Listing,
  command: { readonly at: EpochMs; readonly quantity: number; readonly orderId?: OrderId },
): ListingDecision {
  if (listing.status !== 'live') return refuse('listing-not-live', 'This article is no longer on offer.');
  if (command.quantity > listing.stock)
    return refuse(
      'out-of-stock',
      listing.stock === 0 ? 'This article is sold out.' : `Only ${listing.stock} of this article are left.`,
      { facts: { available: listing.stock } },
    );
  return [{ type: 'StockReserved', ...command }];
}

function objectionOf(objection: GoodsObjection | undefined): { readonly objection?: GoodsObjection } {
  return objection ? { objection } : {};
}

function overLimit({ listedNow, listingsMax }: ListingLimit): Refusal | undefined {
  if (listingsMax === null || listedNow < listingsMax) return undefined;
  return refuse(
    'listing-limit',
    `A new seller may have ${listingsMax} listings at once; the limit ends with the probation. Withdraw one, or wait.`,
    { facts: { listedNow, listingsMax } },
  );
}

function wrongContent(content: ListingContent, rules: ListingRules): Refusal | undefined {
  const { price, handlingDays, zones } = content;
  if (price.currency !== rules.sellerCurrency)
    return refuse('wrong-currency', `Your prices are in ${rules.sellerCurrency}.`, {
      field: 'price.currency',
    });
  if (
    !Number.isSafeInteger(price.amountMinor) ||
    price.amountMinor < 1 ||
    price.amountMinor > AMOUNT_MINOR_MAX
  )
    return refuse('wrong-price', 'A price is a whole number of minor units above 0.', {
      field: 'price.amountMinor',
    });
  const { handlingDaysMax } = rules.rulebook.shipping;
  if (!Number.isSafeInteger(handlingDays) || handlingDays < 0 || handlingDays > handlingDaysMax)
    return refuse('wrong-handling-days', `An article is shipped within 0 to ${handlingDaysMax} days.`, {
      field: 'handlingDays',
      facts: { handlingDaysMax },
    });
  if (zones.length === 0)
    return refuse('no-zone', 'Name at least one country that you deliver to.', { field: 'zones' });
  const countries = zones.flatMap((z) => z.countries);
  const twice = countries.find((c, i) => countries.indexOf(c) !== i);
  if (twice)
    return refuse('zones-overlap', `${twice} is in two zones: which price is it?`, { field: 'zones' });
  return undefined;
}

function wrongStock(stock: number): Refusal | undefined {
  if (Number.isSafeInteger(stock) && stock >= 0) return undefined;
  return refuse('wrong-stock', 'The stock is a whole number, 0 or more.', { field: 'stock' });
}
