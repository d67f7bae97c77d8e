import { z } from 'zod';
import { count, days, hours, months, name, share, source, text } from './terms.ts';
import { BUYER_SANCTION_KINDS, SELLER_SANCTION_KINDS } from './ladder.ts';
import { evidenceKind } from './violation.ts';

export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
const priority = z.enum(PRIORITIES);
export type Priority = z.infer<typeof priority>;

/** Who may file a kind of complaint: a buyer about a seller, a seller about a buyer, or anyone about anything. */
const complainant = z.enum(['buyer', 'seller', 'anyone']);

const complaintKind = z.strictObject({
  title: text,
  by: complainant,
  /** The violation that a case about it examines first. */
  violation: name,
  /** What the complainant must bring along; the case may need more. */
  evidenceRequired: z.array(evidenceKind),
  priority,
  /** An insult before buying needs no order. */
  needsOrder: z.boolean(),
  /** Never blocked, even while complaint rights are suspended: safety reports, statutory and conformity claims. */
  alwaysOpen: z.boolean(),
  /** Latest day to file, counted from the order's delivery or, without one, from what is complained about. */
  fileWithinDays: days,
});
export type ComplaintKind = z.infer<typeof complaintKind>;

export const complaints = z.strictObject({
  kinds: z.record(name, complaintKind),
  source,
});

/** Hours until a person has looked at a case first, and days until it is decided, by priority. */
const clock = z.strictObject({ firstLookHours: hours, decideWithinDays: days });

export const triage = z.strictObject({
  /** Complaints about the same party and violation within these days are heard as one case. */
  mergeWindowDays: days,
  priorities: z.strictObject({ urgent: clock, high: clock, normal: clock, low: clock }),
  source,
});

/** How long each side has to answer; silence neither wins nor loses by itself. */
export const statements = z.strictObject({
  sellerHours: hours,
  buyerHours: hours,
  extensionHours: hours,
  source,
});

export const appeals = z.strictObject({
  /** Calendar months from the notice; never shorter than six in the EU. */
  windowMonths: months,
  decideWithinDays: days,
  source,
});

const sanctionKind = z.enum([...new Set([...SELLER_SANCTION_KINDS, ...BUYER_SANCTION_KINDS])]);

/** A typed exception to warning and window. What it does not permit stays impossible. */
const emergency = z.strictObject({
  title: text,
  permits: z.array(sanctionKind).min(1, 'name what it permits'),
  /** The reviewer must show at least one item of each. */
  evidenceRequired: z.array(evidenceKind).min(1, 'no emergency without shown evidence'),
  /** A second person confirms within these hours, or its effects end by themselves. */
  confirmWithinHours: hours,
  source,
});
export type Emergency = z.infer<typeof emergency>;
export const emergencies = z.record(name, emergency);

/** A sweep over many parties at once: a second person re-decides a random sample of the decisions. */
export const campaigns = z.strictObject({
  partiesMax: count,
  secondPersonShare: share,
  secondPersonMin: count,
  source,
});

/** Requests and proposals that wait for people. */
export const approvals = z.strictObject({
  /** A proposed shutdown or bar lapses if two people have not approved it by then; interim measures end with it. */
  lapseAfterDays: days,
  source,
});
