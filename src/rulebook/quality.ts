import { z } from 'zod';
import { count, country, days, hours, name, share, source, text } from './terms.ts';

/** What the law asks to be said of goods in a category before they are offered in a market. */
const safetyRule = z.strictObject({
  name,
  title: text,
  markets: z.array(country).min(1),
  categories: z.array(name).min(1),
  /** Names of attributes that a listing must have. */
  fields: z.array(name).min(1),
  /** Asked for only where the seller is outside of the rule's markets. */
  fieldsFromOutside: z.array(name).default([]),
  pictureRequired: z.boolean(),
  clause: z.string(),
  source,
});

/** How like recalled or barred goods others are before they are stopped. Text: estimated Jaccard; pictures: bits of 256. */
const relisting = z.strictObject({
  textSimilarityMin: share,
  pictureBitsMax: z.int().min(0).max(64),
  clause: z.string(),
  source,
});

/** What becomes of orders whose goods are stopped before they were sent. */
const stops = z.strictObject({
  /** Named when a parcel is refused, and to the buyer. */
  clause: z.string(),
  /** While a stop is for the time being: how often orders that would be late are ended. */
  lookAgainHours: z.int().min(1).max(168),
  source,
});

const inspection = z.strictObject({
  /** General inspection level of lot sizes. */
  level: z.enum(['I', 'II', 'III']),
  /** Nonconforming units in a hundred. */
  aqlPercent: z.number().positive().max(10),
  inspectWithinDays: days,
  /** A lot on hold is judged by then, or goods that were stopped for it are free again. */
  holdDays: days,
  lotSizeMax: count,
  photosPerUnitMax: z.int().min(1).max(20),
  source,
});

/** Test of one share of defective units against another, unit by unit (Wald, 1945), and the limit at which sales stop. */
const watch = z.strictObject({
  acceptableShare: share,
  unacceptableShare: share,
  /** Chance to raise an alarm over acceptable goods. */
  alpha: share,
  /** Chance to clear unacceptable goods. */
  beta: share,
  /** A unit counts as good once it has been with its owner this long. */
  maturityDays: days,
  windowDays: days,
  /** Exact lower bound of the share of defects above which sales stop until a person has looked. */
  stopAboveShare: share,
  confidence: share,
  /** Neither an alarm nor a stop by fewer different buyers. */
  uniqueBuyersMin: count,
  reviewWithinDays: days,
  /** A stop without a verdict ends by itself. */
  stopDaysMax: days,
  /** Kinds of complaints that are reports of a defect. */
  complaintKinds: z.array(name).min(1),
  /** Reasons of returns that are. */
  returnReasons: z.array(name),
  /** What a ticket was found to be about when it was solved. */
  ticketCauses: z.array(name),
  /** One of these alone, of whatever source, has a person look whatever the counts. */
  safetyKinds: z.array(name),
  source,
});

const recalls = z.strictObject({
  /** Ways to be made good that the owner is given to choose from, at the least. */
  remediesMin: z.int().min(1).max(3),
  tellWithinHours: hours,
  /** A repair or replacement that is not there by then becomes a refund. */
  remedyWithinDays: days,
  source,
});

const authority = z.strictObject({
  /** Business days of the authority's country, from receipt. */
  orderBusinessDays: z.int().min(1).max(30),
  noticeBusinessDays: z.int().min(1).max(30),
  source,
});

export const quality = z.strictObject({
  safety: z.array(safetyRule),
  relisting,
  stops,
  inspection,
  watch,
  recalls,
  authority,
});
