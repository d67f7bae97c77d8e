import { z } from 'zod';
import { amountMinor, currency, id, line, partyId } from '../../door/fields.ts';
import { trackingNumber } from '../../door/tracking.ts';
import { RETURN_OPTIONS } from './options.ts';
import { OUTCOMES, REMEDIES, RETURN_REASONS, RETURN_STATUSES } from './return.ts';
import { RETURN_STEPS } from './steps.ts';

/** What routes of returns answer with. */
export const returnId = id<'Return'>('ret');
export const uploadIds = z.array(id<'Upload'>('upl')).max(10).default([]);
export const params = z.strictObject({ returnId });
export const fileParams = z.strictObject({ returnId, number: z.coerce.number().int().min(0).max(10_000) });
/** Of a seller's team, who handles parcels handles returns. */
export const TEAM = ['shipping'] as const;

/** Optional, since some post has no number. */
export const parcel = z.strictObject({
  carrier: line(80),
  trackingNumber: trackingNumber.optional(),
});

const named = z.object({ id: partyId, name: z.string() });
const side = z.enum(['buyer', 'seller']);
export const remedy = z.enum(REMEDIES);
export const reason = z.enum(RETURN_REASONS);
const article = {
  listingId: z.string(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  category: z.string().nullable(),
};

export const returnRow = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.enum(RETURN_STATUSES),
  turn: z.enum(['buyer', 'seller', 'both', 'carrier', 'us', 'nobody']),
  dueAt: z.int().nullable(),
  closedWhy: z.string().nullable(),
  reason,
  ground: z.enum(['withdrawal', 'conformity', 'voluntary']),
  wanted: remedy,
  remedy,
  requestedAt: z.int(),
  currency,
  claimedMinor: amountMinor,
  refundedMinor: amountMinor,
  seller: named,
  buyer: named,
  lines: z.array(z.object({ ...article, quantity: z.int(), unitMinor: amountMinor })),
  alarms: z.int(),
  appealed: z.boolean(),
});

const note = z.object({
  by: side,
  at: z.int(),
  about: z.string(),
  text: z.string().nullable(),
  /** `number`: of the file among all of the return, see `/files/{number}`. */
  files: z.array(z.object({ number: z.int(), kind: z.string(), mime: z.string(), bytes: z.int() })),
});

export const returnView = returnRow.extend({
  side: z.enum(['buyer', 'seller', 'staff']),
  mayDo: z.array(z.enum(RETURN_OPTIONS)),
  reception: z.enum(['awaiting', 'received', 'lost', 'expired']),
  acceptance: z.enum(['pending', 'accepted', 'rejected', 'by-hand']),
  amountMinor,
  shippingBy: side,
  cureTried: z.boolean(),
  swap: z.object({ ...article, unitMinor: amountMinor }).nullable(),
  /** What the buyer still has to pay for a dearer article; negative for a cheaper one. */
  differenceMinor: z.int(),
  differenceOrder: z.string().nullable(),
  rejected: z.object({ at: z.enum(['request', 'inspection']), payMinor: amountMinor }).nullable(),
  review: z
    .object({
      why: z.string(),
      evidenceUntil: z.int(),
      decideBy: z.int(),
      frozen: z.object({ at: z.int(), sha256: z.string() }).nullable(),
      calendar: z.string(),
    })
    .nullable(),
  reopenUntil: z.int().nullable(),
  /** A clock that can't be computed, since the working days of a year are not published. */
  postponed: z.object({ tryAt: z.int(), country: z.string(), year: z.int() }).nullable(),
  offers: z.array(
    z.object({
      by: side,
      at: z.int(),
      remedy,
      amountMinor: amountMinor.nullable(),
      answer: z.enum(['open', 'accepted', 'declined']),
      text: z.string().nullable(),
    }),
  ),
  notes: z.array(note),
  decision: z
    .object({
      at: z.int(),
      outcome: z.enum(OUTCOMES),
      amountMinor,
      reasons: z.string().nullable(),
      finding: z.string().nullable(),
      appealUntil: z.int(),
      isFinal: z.boolean(),
      /** Only for staff. */
      decider: z.string().nullable(),
      appeal: z
        .object({
          by: side,
          at: z.int(),
          status: z.enum(['filed', 'upheld', 'reversed']),
          decideBy: z.int(),
          text: z.string().nullable(),
          reasons: z.string().nullable(),
        })
        .nullable(),
    })
    .nullable(),
  decisionDueAt: z.int().nullable(),
  parcels: z.array(
    z.object({
      shipmentId: z.string(),
      way: z.enum(['back', 'out']),
      carrier: z.string(),
      trackingNumber: z.string().nullable(),
      status: z.string(),
      scans: z.array(z.object({ at: z.int(), code: z.string(), place: z.string().optional() })),
    }),
  ),
  history: z.array(
    z.object({
      at: z.int(),
      what: z.enum(RETURN_STEPS),
      how: z.string().nullable(),
      amountMinor: amountMinor.nullable(),
    }),
  ),
});

export const returnList = z.object({ returns: z.array(returnRow), next: z.string().nullable() });

/** What each step answers with. */
export const stepped = z.object({ returnId: z.string(), status: z.enum(RETURN_STATUSES) });

/** Refusals of a step that are the fault of what was sent. */
export const STEP_REFUSALS = {
  'text-length': 422,
  'wrong-amount': 422,
  'wrong-pieces': 422,
  'wrong-days': 422,
  'remedy-not-open': 422,
  'not-your-choice': 422,
  'burden-of-proof': 422,
  'proof-needed': 422,
  'too-many-uploads': 422,
  'not-your-part': 403,
  'appeal-window-closed': 410,
  'return-window-over': 410,
} as const;
