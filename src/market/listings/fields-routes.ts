import { z } from 'zod';
import { amountMinor, country, line, listingId, money, partyId } from '../../door/fields.ts';
import { REASONS } from './search.ts';

/** Fields of listings that several of their routes share. */

const COUNTRIES_MAX = 250;

/** Known to the pages, which say it in the reader's language. */
export const HYPHENATED = 'lower-case words joined by hyphens';

export const category = z
  .string()
  .min(1, { error: 'write something', abort: true })
  .max(60, 'at most 60 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, HYPHENATED);

export const zone = z.strictObject({
  name: line(60),
  countries: z.array(country).min(1).max(COUNTRIES_MAX),
  priceMinor: amountMinor,
  extraItemMinor: amountMinor,
  transitDays: z.int().min(0).max(120),
});

export const rating = z.object({ count: z.int(), average: z.number() }).nullable();

export const card = z.object({
  id: listingId,
  title: z.string(),
  price: money,
  category: z.string(),
  image: z.string().nullable(),
  available: z.int(),
  seller: z.object({
    id: partyId,
    name: z.string(),
    /** Tier of the rulebook; `null` under a measure. */
    badge: z.string().nullable(),
  }),
  rating,
  /** For one piece, to the country asked about; `null` if none was, or it is not delivered there. */
  delivery: money.nullable(),
  /** It comes in several variants. */
  variants: z.boolean(),
});

/** A card in a result or on a shelf, with why it stands there. */
export const placed = card.extend({
  why: z.array(
    z.object({ code: z.enum(REASONS), effect: z.enum(['up', 'down', 'none']), value: z.number().optional() }),
  ),
  /** What the order was made of in numbers, for the seller's own listings. */
  score: z
    .object({ relevance: z.number(), trust: z.number(), quality: z.number(), merit: z.number() })
    .optional(),
});
