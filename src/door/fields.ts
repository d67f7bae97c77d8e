import { z } from 'zod';
import { AMOUNT_MINOR_MAX, CURRENCIES } from '../kernel/money.ts';
import { countryProblem } from '../kernel/country.ts';
import { isLanguage } from '../kernel/language.ts';
import type {
  ConversationId,
  Id,
  ListingId,
  OrderId,
  PartyId,
  ReviewId,
  SanctionId,
  ShipmentId,
} from '../kernel/ids.ts';
import type { Who } from './actor.ts';
import { STAFF_ROLES } from './actor.ts';

/**
 * Fields that many routes share. Every text that comes in goes through `line` or `paragraphs`: what PostgreSQL can't
 * store (NUL, half of a surrogate pair) is refused here with the field's name.
 */

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/; // oxlint-disable-line no-control-regex -- that is what is looked for
const LINE_BREAKS = /[\n\r\t\u2028\u2029]/;

function storable(text: string): boolean {
  return text.isWellFormed() && !CONTROLS.test(text);
}

/** One line of 1 to `max` characters, trimmed. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'write something')
    .max(max, `at most ${max} characters`)
    .refine((t) => storable(t) && !LINE_BREAKS.test(t), 'one line without control characters');
}

/** Text with line breaks, 0 to `max` characters, trimmed. */
export function paragraphs(max: number) {
  return z.string().trim().max(max, `at most ${max} characters`).refine(storable, 'no control characters');
}

/** An id of ours; typed, and a plain string in the OpenAPI document. */
export function id<T extends string>(prefix: string): z.ZodType<Id<T>, string> {
  const pattern = new RegExp(`^${prefix}_[\\w-]{1,100}$`);
  return z.string().regex(pattern, `an id that begins with ${prefix}_`) as unknown as z.ZodType<
    Id<T>,
    string
  >;
}

export const partyId: z.ZodType<PartyId, string> = id('pty');
export const listingId: z.ZodType<ListingId, string> = id('lst');
export const orderId: z.ZodType<OrderId, string> = id('ord');
export const conversationId: z.ZodType<ConversationId, string> = id('cnv');
export const reviewId: z.ZodType<ReviewId, string> = id('rev');
export const shipmentId: z.ZodType<ShipmentId, string> = id('shp');
export const sanctionId: z.ZodType<SanctionId, string> = id('san');

/** As answers have it: who wrote to us by mail has ZZ, since no letter says where from. */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'an ISO 3166 country code such as DE', abort: true });
/** As people say where they are. */
export const country = countryCode.superRefine((code, context) => {
  const problem = countryProblem(code);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});
export const postalAddress = z.strictObject({
  line1: line(120),
  line2: line(120).optional(),
  postalCode: z
    .string()
    .trim()
    .max(16)
    .regex(/^[\w -]*$/, 'letters, digits and spaces'),
  city: line(80),
  region: line(80).optional(),
  country,
});
export const language = z
  .string()
  .max(35, { error: 'a BCP 47 tag such as pt-BR', abort: true })
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'a BCP 47 tag such as pt-BR', abort: true })
  .refine(isLanguage, 'no language has this code: a BCP 47 tag such as pt-BR');
export const currency = z.enum(CURRENCIES);
export const amountMinor = z.int('whole minor units, such as cents').min(0).max(AMOUNT_MINOR_MAX);
export const money = z.strictObject({ amountMinor, currency });
/** The last of the year 9999: the calendars that days are counted by still take the days after it. */
const TIME_MAX = 253_402_300_799_999;
/** Milliseconds since 1970, as all times in answers. */
export const time = z.int().min(0).max(TIME_MAX);

/** Where a list goes on: opaque to clients, who hand back `next`. */
export const cursor = z.string().regex(/^[\w:.-]{1,200}$/, 'hand back `next` as it was given');
export const limit = z.coerce.number().int().min(1).max(100);

/** `offset` as a cursor, for lists that are ranked and have no key to go on from. */
export function offsetOf(given: string | undefined): number {
  const offset = Number(given?.replace(/^o/, '') ?? 0);
  return Number.isSafeInteger(offset) && offset >= 0 ? Math.min(offset, OFFSET_MAX) : 0;
}

export function offsetCursor(offset: number): string | null {
  return offset >= OFFSET_MAX ? null : `o${offset}`;
}

/** Deeper than anybody leafs; each page costs the database all those before it. */
const OFFSET_MAX = 10_000;

export const EVERYBODY_SIGNED_IN: readonly Who[] = ['buyer', 'seller', ...STAFF_ROLES];
/** Access to what is everybody's own account, also while the roles of staff rest. */
export const OWN_ACCOUNT = { who: EVERYBODY_SIGNED_IN, atRest: true } as const;
export const ALL_STAFF: readonly Who[] = STAFF_ROLES;
