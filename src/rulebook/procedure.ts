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

export const complaints = z.strictObject({
  kinds: z.record(name, complaintKind),
  textCharactersMax: count,
  /** Complaints of one person that wait for a decision at the same time; always-open kinds do not count. */
  openAtOnceMax: count,
  /** Reports of one person that are begun and not sent; and after how many days without a word one goes. */
  draftsMax: count,
  draftDays: days,
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
  /** Certified body that a party may turn to instead, named in every statement of reasons. */
  outOfCourtBody: z.strictObject({ name: text, url: z.url() }),
  source,
});

/** Kinds of evidence that people bring as files. */
export const UPLOAD_KINDS = ['photo', 'video', 'document', 'test-report', 'authority-notice'] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];

/** Those that can be looked through and cleaned (`platform/media/clean.ts`); any other would be taken and then always refused. */
const MIME_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
  'video/quicktime',
  'video/x-m4v',
  'video/webm',
  'application/pdf',
] as const;
const mimeTypes = z.array(z.enum(MIME_TYPES)).min(1);

/** What a case holds. Uploads are checked by their bytes, not by their name. */
export const evidence = z.strictObject({
  /** Of one file of each kind, as it is given. */
  uploadBytesMax: z.strictObject({
    photo: count,
    video: count,
    document: count,
    'test-report': count,
    'authority-notice': count,
  } satisfies Record<UploadKind, z.ZodType>),
  /** Of one party in one complaint or case. */
  uploadsPerPartyMax: count,
  /** Of one person, brought and not used yet; and after how many days such a file goes. */
  uploadsUnusedMax: count,
  uploadsUnusedDays: days,
  /** More pixels are never unpacked; a longer side is made smaller. */
  pictureMegapixelsMax: count,
  pictureSideMax: count,
  videoSecondsMax: count,
  pdfPagesMax: count,
  /** Of one case; the collector leaves out the oldest orders when there are more. */
  itemsMax: count,
  /** Orders whose timelines, parcels and payments are collected for one case, the latest first. */
  ordersMax: count,
  /** MIME types accepted for each kind of upload. */
  uploadTypes: z.strictObject({
    photo: mimeTypes,
    video: mimeTypes,
    document: mimeTypes,
    'test-report': mimeTypes,
    'authority-notice': mimeTypes,
  } satisfies Record<UploadKind, z.ZodType>),
  /** Of a statement, an appeal, or one part of a rectification plan. */
  textCharactersMax: count,
  source,
});

const onFailure = z.enum(
  ['propose-next-rung', 'suspend'],
  'write propose-next-rung, or suspend: for the time being, while two people decide about a shutdown',
);

/** What follows a rectification window, and how long a warning for something that has no targets stands first. */
export const rectification = z.strictObject({
  /** Not met, or no plan. What a metric alone found is only ever proposed, whatever is written here. */
  onFailure: z.strictObject({
    minor: onFailure,
    moderate: onFailure,
    serious: onFailure,
    critical: onFailure,
  }),
  /** Warnings about violations without targets: a permanent bar must wait this long after them. */
  warningWindowDays: days,
  /** Too little volume even after the extension: a person decides within these days. */
  personDecidesWithinDays: days,
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
export const emergencies = z.record(name, emergency);

/** A sweep over many parties at once: a second person re-decides a random sample of the decisions. */
export const campaigns = z.strictObject({
  partiesMax: count,
  secondPersonShare: share,
  secondPersonMin: count,
  /** Cases opened, or sanctions put into force, in one transaction. */
  casesPerStep: count.min(1, 'must be 1 or more'),
  source,
});

/** Requests and proposals that wait for people. */
export const approvals = z.strictObject({
  /** A proposed shutdown or bar lapses if two people have not approved it by then; interim measures end with it. */
  lapseAfterDays: days,
  /** From the notice of a full termination to its effect; none in emergencies, by law, or on repeated infringement. */
  terminationNoticeDays: days,
  source,
});
