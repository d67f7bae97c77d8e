import { z } from 'zod';
import { CURRENCIES } from '../kernel/money.ts';
import {
  amountsMinor,
  basisPoints,
  count,
  country,
  days,
  daysOrNone,
  isoDate,
  months,
  name,
  share,
  source,
  text,
} from './terms.ts';

/** Limits of a new seller, and when they end: all conditions of `lifts` together. */
export const entry = z.strictObject({
  probation: z.strictObject({
    openOrdersMax: count,
    listingsMax: count,
    orderValueMinorMax: amountsMinor,
    payoutDelayDays: daysOrNone,
    /** In place of the above while the risk is higher: after a hold that was released, and from so many active points. */
    strict: z.strictObject({
      fromPoints: z.int().min(1),
      openOrdersMax: count,
      listingsMax: count,
      orderValueMinorMax: amountsMinor,
      payoutDelayDays: daysOrNone,
    }),
    lifts: z.strictObject({
      deliveredOrdersMin: count,
      afterDays: days,
      identityVerified: z.boolean(),
      withoutActivePoints: z.boolean(),
    }),
    source,
  }),
});

export const payout = z.strictObject({
  /** From delivery to transfer into the seller's free balance. */
  transferDelayDays: daysOrNone,
  /** An order without tracking counts as delivered for the money this long after shipment. */
  untrackedEndDays: days,
  payoutEveryDays: days,
  /** A changed payout account rests this long, so that a stolen sign-in can't empty a balance. */
  accountChangeRestDays: daysOrNone,
  /** Smaller balances wait for the next payout day. */
  minimumMinor: amountsMinor,
  /** What a lost chargeback costs the seller on top of the amount. */
  chargebackFeeMinor: amountsMinor,
  /** A seller's time to answer a chargeback, if the bank does not ask for an earlier answer. */
  chargebackAnswerDays: days,
  source,
});

/** Limits of one order, and when the platform ends one that was never shipped. */
export const orders = z.strictObject({
  linesMax: count.min(1, 'must be 1 or more'),
  piecesPerLineMax: count.min(1, 'must be 1 or more'),
  /** Days after the ship-by date; then the order is cancelled and the buyer gets the money back. */
  cancelUnshippedAfterDays: days,
  source,
});

export const commission = z.strictObject({
  /** Delivered orders of these days decide the tier. */
  windowDays: days,
  tiers: z
    .array(z.strictObject({ name, fromDeliveredOrders: count, basisPoints }))
    .min(1, 'needs at least one tier'),
  source,
});

export const shipping = z.strictObject({
  /** Ship-by date when a listing names none: days after payment. */
  handlingDays: days,
  handlingDaysMax: days,
  /** Deliver-by date when the seller names none: days after the ship-by date. */
  transitDays: z.strictObject({ domestic: days, region: days, world: days }),
  source,
});

export const prohibitedGoods = z.array(
  z.strictObject({
    name,
    title: text,
    /** `all`, or the markets where it may not be sold. */
    markets: z.union([z.literal('all'), z.array(country).min(1)], 'write all, or a list of country codes'),
    categories: z.array(name),
    /** Whole words or phrases, in any case, in the title or text of a listing. */
    keywords: z.array(z.string().trim().min(2, 'a keyword of one letter would match everything')),
    /** `refuse`: not listed at all; `review`: a person looks first, since the words alone prove little. */
    action: z.enum(['refuse', 'review']),
    clause: z.string(),
    source,
  }),
);

/** `hold`: a mark shared with a barred party is enough to hold a new account for review; `never`: not by itself. */
const mark = z.strictObject({ weight: share, alone: z.enum(['hold', 'never']) });

const identityField = z.enum([
  'legal-name',
  'company-number',
  'tax-id',
  'mail',
  'phone',
  'address',
  'document',
]);
export type ToldField = z.infer<typeof identityField>;

/** The payout account is kept apart from the rest, and asked for with it. */
export const ASKED_FIELDS = [...identityField.options, 'bank-account'] as const;
const askedField = z.enum(ASKED_FIELDS);
export type AskedField = z.infer<typeof askedField>;

export const identity = z.strictObject({
  marks: z.strictObject({
    'company-number': mark,
    'tax-id': mark,
    'bank-account': mark,
    mail: mark,
    phone: mark,
    address: mark,
    device: mark,
  }),
  /** Shared marks are added up; from this sum on the account is held. */
  holdAtWeight: z.number().min(0).max(7),
  /** Accounts that may share one mark that can hold an account: more is no household and no family business. */
  partiesPerMarkMax: z.int().min(1).max(1_000),
  /** What a seller has to tell of themselves. */
  sellerMustGive: z.array(identityField),
  /** What is still missing this long after opening a shop holds the account until it is given. */
  giveWithinDays: days,
  /** Where the law asks for it before anything is offered. */
  giveBeforeSellingIn: z.array(country),
  /** Data found to be wrong are asked for again; after this the account is held until they are mended. */
  correctWithinDays: days,
  /** Who sells this much to some countries has to tell more of themselves; both bounds have to be reached. */
  highVolume: z.strictObject({
    deliveredTo: z.array(country).min(1, 'needs at least one country'),
    withinDays: days,
    /** Any so many days of these months count. */
    lookBackMonths: months,
    salesMin: count,
    grossMin: z.strictObject({ amountMinor: z.int().min(0), currency: z.enum(CURRENCIES) }),
    alsoGive: z.array(askedField).min(1, 'needs at least one field'),
    giveWithinDays: days,
    /** How often they certify that what they told is current. */
    certifyEveryMonths: months,
    certifyWithinDays: days,
    /** Who is silent is told a last time; after so many days more the account is held until it is done. */
    lastNoticeDays: days,
    source,
  }),
  source,
});
export type IdentityMark = keyof z.infer<typeof identity>['marks'];

/** Wider than any currency of ours was worth: beyond them a price would no longer be a whole number that can be counted with. */
const RATE = { min: 0.01, max: 10_000 };

/** About how many units of each currency a euro buys: prices are shown and compared by it, never charged. */
export const exchange = z.strictObject({
  asOf: isoDate,
  perEuro: z.record(
    z.enum(CURRENCIES),
    z.number().min(RATE.min, `${RATE.min} or more`).max(RATE.max, `${RATE.max} at most`),
  ),
  source,
});

/** What a seller's picture may be before it is drawn anew. */
export const pictures = z.strictObject({
  uploadBytesMax: z.int().min(1).max(32_000_000),
  /** Width times height, as the header says; more is refused before it is unpacked. */
  pixelsMax: count,
  types: z.array(z.enum(['image/jpeg', 'image/png', 'image/webp'])).min(1),
  qualityPercent: z.int().min(1).max(100),
  source,
});

export const reviews = z.strictObject({
  writeWithinDays: days,
  changeWithinDays: days,
  replyWithinDays: days,
  textCharactersMax: count,
  source,
});

export const messages = z.strictObject({
  textCharactersMax: count,
  /** Of one person in one conversation. */
  perHourMax: count,
  /** Conversations that one buyer opens, so that nobody advertises by asking. */
  newConversationsPerDayMax: count,
  /** A conversation this long is closed; a new one can be opened. */
  messagesPerConversationMax: count,
  source,
});

/** Erasure of personal data: what law and open business keep, and for how long. */
export const erasure = z.strictObject({
  /** Names and addresses of trade records, after the last order. */
  retentionMonths: months,
  /** What a trader told of themselves, and what came of checking it, after the account is closed. */
  traderDataMonths: months,
  /** What could not be erased yet is looked at again after this. */
  lookAgainDays: days,
  source,
});

/** Days on which a carrier did not work, both included; lateness that they touch is nobody's defect. */
const strike = z.strictObject({
  /** A carrier's name as shipments give it, or `all`. */
  carrier: z.string().trim().min(1),
  from: isoDate,
  to: isoDate,
  countries: z.union([z.literal('all'), z.array(country).min(1)], 'write all, or a list of country codes'),
  source,
});
export type Strike = z.infer<typeof strike>;

export const carriers = z.strictObject({
  strikes: z.array(strike),
  /**
   * What staff may declare besides, until it is part of the rules. `backDaysMax`: how long ago it may have begun; what
   * lies further back touches no rate that still counts.
   */
  declared: z.strictObject({ daysMax: days, aheadDaysMax: days, backDaysMax: days, source }),
});

/** Declared holidays of a seller; only those declared before an order was placed excuse it. */
export const holidays = z.strictObject({ daysPerYearMax: z.int().min(0).max(366), source });

/** Receivers of what happens to a shop. `retrySeconds`: the waits between the tries of one delivery. */
export const webhooks = z.strictObject({
  receiversMax: count,
  retrySeconds: z.array(count).min(1),
  timeoutSeconds: count.max(60),
  /** How long a secret signs beside the one that replaced it. */
  secretOverlapHours: count,
  keptDays: days,
  source,
});

/** People who act for a seller besides its owner. An invitation that nobody accepted in time is void. */
export const team = z.strictObject({ membersMax: count, invitationDays: days, source });

/** What members of staff know: each violation belongs to one skill, so that a case finds somebody who can judge it. */
export const staffing = z.strictObject({
  invitationDays: days,
  skills: z.record(name, z.strictObject({ title: text, violations: z.array(name) })),
  /** Arrivals of these last days make the forecast; whole weeks, since weekdays differ. */
  forecastFromWeeks: count.min(2, 'two weeks or more').max(26),
  source,
});
