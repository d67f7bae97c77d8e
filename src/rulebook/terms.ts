import { z } from 'zod';

/**
 * Building blocks of the rulebook schema. The unit of every number is the end of its key (`windowDays`,
 * `sellerHours`, `amountMinor`, `basisPoints`); shares are 0..1. Messages say what to write instead.
 */

/** Names of violations, metrics, rungs: lower-case words joined by hyphens. */
export const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'a name is lower-case words joined by hyphens, such as late-shipment',
  );

/** Escapes of YAML can write what PostgreSQL keeps in no text: the first decision that cites it would fail. */
// oxlint-disable-next-line no-control-regex -- those are what is looked for
const UNKEPT = /[\0-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u;
const isKept = (written: string) => !UNKEPT.test(written);
const KEPT = 'no control characters, such as \\0';

/** Where a number comes from: a page of a large marketplace, an article of law, or `assumption` for our own judgement. */
export const source = z
  .string('name the source of these numbers, or write: assumption')
  .min(3, 'name the source of these numbers, or write: assumption')
  .refine(isKept, KEPT);

export const text = z
  .string()
  .trim()
  .min(1, 'write a text')
  .max(2_000, 'at most 2000 characters')
  .refine(isKept, KEPT);

export const days = z
  .int('a whole number of days')
  .min(1, 'must be 1 day or more; a window cannot be empty or negative')
  .max(3_660, 'at most 3660 days');

export const daysOrNone = z
  .int('a whole number of days')
  .min(0, 'must be 0 days or more; it cannot be negative')
  .max(3_660);

export const hours = z
  .int('a whole number of hours')
  .min(1, 'must be 1 hour or more')
  .max(8_784, 'at most 8784 hours, a year');

export const months = z.int('a whole number of calendar months').min(1, 'must be 1 month or more').max(120);

export const count = z.int('a whole number').min(0, 'must be 0 or more').max(1_000_000_000);

export const share = z
  .number()
  .min(0, 'a share is between 0 and 1')
  .max(1, 'a share is between 0 and 1: write 0.05 for 5 %');

export const points = z
  .int('points are whole')
  .min(0, 'points are 0 or more')
  .max(1_000, 'at most 1000 points');

export const basisPoints = z
  .int('basis points are whole')
  .min(0, 'must be 0 or more')
  .max(10_000, '10000 basis points are all of it');

export const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as DE');

export const isoDate = z.iso.date('a date such as 2026-11-22');

/** Currencies that every amount of a rulebook must be given in: the kernel's list. */
const amount = z.int('whole minor units, such as cents').min(0, 'must be 0 or more').max(10_000_000_000);

/** One limit in each currency, in minor units, so that no exchange rate hides inside a rule. */
export const amountsMinor = z.strictObject({
  EUR: amount,
  USD: amount,
  GBP: amount,
  BRL: amount,
  CNY: amount,
  JPY: amount,
  MXN: amount,
  PLN: amount,
});

export const SUBJECTS = ['seller', 'buyer'] as const;
export const subject = z.enum(SUBJECTS);
export type Subject = z.infer<typeof subject>;
