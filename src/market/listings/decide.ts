import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';
import { AMOUNT_MINOR_MAX, type Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { goodsVerdict, type GoodsVerdict } from './goods.ts';
import type { GoodsObjection, Listing, ListingContent, ListingEvent } from './listing.ts';

type ListingDecision = Decision<ListingEvent>;

/** What publishing depends on besides the listing. */
export interface ListingRules {
  readonly rulebook: Pick<Rulebook, 'prohibitedGoods' | 'shipping'>;
  readonly sellerCountry: string;
  /** The seller's own: prices are in it, so that nobody carries an exchange risk they did not choose. */
  readonly sellerCurrency: Currency;
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
  const verdict = goodsVerdict(rules.rulebook.prohibitedGoods, content, rules.sellerCountry);
  if (verdict?.action === 'refuse') return prohibited(verdict);
  return [{ type: 'ListingPublished', at, seller, content, stock, ...objectionOf(verdict) }];
}

/** Words, category and zones are judged anew when they change; a new price needs no second look. */
export function decideChange(
  listing: Listing,
  command: {
    readonly at: EpochMs;
    readonly changes: Partial<ListingContent>;
    readonly stock?: number | undefined;
  },
  rules: ListingRules,
): ListingDecision {
  const { at, changes, stock } = command;
  if (listing.status === 'refused')
    return refuse('listing-refused', 'This listing was refused; publish another one.');
  const after = { ...listing, ...changes };
  const refused = wrongContent(after, rules) ?? (stock === undefined ? undefined : wrongStock(stock));
  if (refused) return refused;
  const saysMore = (['title', 'description', 'category', 'attributes', 'zones'] as const).some(
    (key) => changes[key] !== undefined,
  );
  const verdict = saysMore
    ? goodsVerdict(rules.rulebook.prohibitedGoods, after, rules.sellerCountry)
    : undefined;
  if (verdict?.action === 'refuse') return prohibited(verdict);
  const events: ListingEvent[] = [];
  if (Object.keys(changes).length > 0)
    events.push({ type: 'ListingChanged', at, changes, ...objectionOf(verdict) });
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
  command: { readonly at: EpochMs },
  rules: ListingRules,
  limit: ListingLimit,
): ListingDecision {
  if (listing.status === 'live' || listing.status === 'in-review') return [];
  if (listing.status === 'refused')
    return refuse('listing-refused', 'This listing was refused; publish another one.');
  const refused = overLimit(limit) ?? wrongContent(listing, rules);
  if (refused) return refused;
  const verdict = goodsVerdict(rules.rulebook.prohibitedGoods, listing, rules.sellerCountry);
  if (verdict?.action === 'refuse') return prohibited(verdict);
  return [{ type: 'ListingRepublished', at: command.at, ...objectionOf(verdict) }];
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

function objectionOf(verdict: GoodsVerdict | undefined): { readonly objection?: GoodsObjection } {
  if (!verdict) return {};
  const { rule, title, clause, matched } = verdict;
  return { objection: { rule, title, clause, matched } };
}

function prohibited(verdict: GoodsVerdict): Refusal<'prohibited-goods'> {
  const { rule, title, clause, matched, markets } = verdict;
  return refuse(
    'prohibited-goods',
    `“${matched}” falls under: ${title}. This may not be offered in ${markets.join(', ')} (terms, clause ${clause}).`,
    { facts: { rule, clause, matched, markets: markets.join(' ') } },
  );
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
