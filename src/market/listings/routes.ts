import { z } from 'zod';
import type { Actor } from '../../door/actor.ts';
import {
  cursor,
  limit,
  line,
  listingId,
  money,
  offsetCursor,
  offsetOf,
  paragraphs,
} from '../../door/fields.ts';
import { type AnyRoute, read, type Reader, write } from '../../door/route.ts';
import { assert, isRefusal, type Refusal } from '../../kernel/decision.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import {
  changeListing,
  publishListing,
  republishListing,
  reviewListing,
  withdrawListing,
} from '../../processes/publish-listing.ts';
import { looksOf } from './picture-store.ts';
import { noteRefusedListing } from '../../processes/refused-listing.ts';
import type { Listing, ListingContent } from './listing.ts';
import { category, HYPHENATED, zone } from './fields-routes.ts';
import { waitingListings } from './views.ts';

const TITLE_MAX = 200;
const TEXT_MAX = 20_000;

/** The seller's own number. */
export const sku = z
  .string()
  .trim()
  .regex(/^[\w./ -]{1,64}$/, 'letters, digits and . / - _, 64 at most');
export const stock = z.int('a whole number').min(0).max(1_000_000);

const attributeName = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, HYPHENATED);

const variant = z.strictObject({
  group: z.string().regex(/^[\w.-]{1,60}$/, 'letters, digits, dots and hyphens'),
  options: z
    .record(attributeName, line(40))
    .refine((o) => Object.keys(o).length >= 1 && Object.keys(o).length <= 4, 'one to four options'),
});

const content = z.strictObject({
  sku: sku.optional(),
  title: line(TITLE_MAX),
  description: paragraphs(TEXT_MAX).default(''),
  category,
  price: money,
  handlingDays: z.int().min(0).max(365),
  zones: z.array(zone).min(1).max(50),
  images: z
    .array(z.string().regex(/^[\w-]{1,120}$/, 'a file id'))
    .max(20)
    .default([]),
  attributes: z
    .record(attributeName, line(500))
    .refine((a) => Object.keys(a).length <= 60, 'at most 60 attributes')
    .default({}),
  variant: variant.nullable().default(null),
});

/** Not `content.partial()`: its defaults would empty what was left out. */
export const changes = z.strictObject({
  sku: sku.optional(),
  title: content.shape.title.optional(),
  description: paragraphs(TEXT_MAX).optional(),
  category: category.optional(),
  price: money.optional(),
  handlingDays: content.shape.handlingDays.optional(),
  zones: content.shape.zones.optional(),
  images: content.shape.images.unwrap().optional(),
  attributes: content.shape.attributes.unwrap().optional(),
  variant: variant.nullable().optional(),
});

const REFUSALS = {
  'prohibited-goods': 422,
  'barred-goods': 422,
  'safety-information-missing': 422,
  'wrong-currency': 422,
  'wrong-price': 422,
  'wrong-handling-days': 422,
  'no-zone': 422,
  'zones-overlap': 422,
  'wrong-stock': 422,
  'sku-taken': 422,
} as const;

export function seller(actor: Actor): PartyId {
  assert(actor.kind === 'seller', 'a route for sellers was reached by somebody else');
  return actor.partyId;
}

export const own = z.looseObject({
  id: listingId,
  status: z.enum(['live', 'in-review', 'withdrawn', 'refused']),
});

/** Of the pictures that it is to have, or has. */
async function looksOfListing(
  { pool }: Reader['db'],
  id: ListingId,
  images?: readonly string[],
): Promise<{ readonly looks: ReadonlyMap<string, string> }> {
  if (images) return { looks: await looksOf(pool, images) };
  const rows = await pool.query<{ doc: Listing }>('select doc from concept_listing where id = $1', [id]);
  return { looks: await looksOf(pool, rows.rows[0]?.doc.images ?? []) };
}

function answered(outcome: Refusal | { listingId: string; listing: Listing }): object {
  return isRefusal(outcome) ? outcome : { id: outcome.listingId, ...outcome.listing };
}

export function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const create = write({
  method: 'post',
  path: '/listings',
  summary: 'Offer an article',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'listing.publish', verifiedMail: true },
  status: 201,
  body: content.extend({ stock }),
  response: own,
  refusals: REFUSALS,
  prepare: async ({ db }, { body }) => ({ looks: await looksOf(db.pool, body.images) }),
  handle: async (writer, { body, prepared: { looks } }) => {
    const { stock: pieces, sku: number, ...said } = body;
    const given: ListingContent = number === undefined ? said : { ...said, sku: number };
    const input = { seller: seller(writer.actor), content: given, stock: pieces, looks };
    return answered(await publishListing(writer, input));
  },
  refused: (preparer, { body, refusal }) => {
    const by = { seller: seller(preparer.actor), title: body.title };
    return preparer.run((world) => noteRefusedListing(world, { ...by, refusal }));
  },
});

const change = write({
  method: 'patch',
  path: '/listings/{listingId}',
  summary: 'Change what is said about an article, its price or its stock',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'listing.change' },
  params: z.strictObject({ listingId }),
  body: changes
    .extend({ stock: stock.optional() })
    .refine((b) => Object.values(b).some((v) => v !== undefined), 'name at least one thing to change'),
  response: own,
  refusals: REFUSALS,
  prepare: ({ db }, { params, body }) => looksOfListing(db, params.listingId, body.images),
  handle: async (writer, { params, body, prepared: { looks } }) => {
    const { stock: pieces, ...said } = body;
    const input = { seller: seller(writer.actor), changes: present(said), stock: pieces, looks };
    return answered(await changeListing(writer, { ...input, listingId: params.listingId }));
  },
  refused: (preparer, { params, body, refusal }) => {
    const by = { seller: seller(preparer.actor), title: body.title, listingId: params.listingId };
    return preparer.run((world) => noteRefusedListing(world, { ...by, refusal }));
  },
});

const withdraw = write({
  method: 'post',
  path: '/listings/{listingId}/withdraw',
  summary: 'Take an article off the market; always possible',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'account.edit' },
  params: z.strictObject({ listingId }),
  response: own,
  handle: async (writer, { params }) =>
    answered(await withdrawListing(writer, { seller: seller(writer.actor), listingId: params.listingId })),
});

const republish = write({
  method: 'post',
  path: '/listings/{listingId}/publish',
  summary: 'Offer a withdrawn article again',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'listing.publish', verifiedMail: true },
  params: z.strictObject({ listingId }),
  response: own,
  refusals: REFUSALS,
  prepare: ({ db }, { params }) => looksOfListing(db, params.listingId),
  handle: async (writer, { params, prepared: { looks } }) =>
    answered(
      await republishListing(writer, { seller: seller(writer.actor), listingId: params.listingId, looks }),
    ),
  refused: (preparer, { params, refusal }) => {
    const by = { seller: seller(preparer.actor), ...params };
    return preparer.run((world) => noteRefusedListing(world, { ...by, refusal }));
  },
});

const readWaiting = read({
  path: '/goods-reviews',
  summary: 'Articles that a person has to look at before they are shown',
  tag: 'listings',
  access: { who: ['investigator', 'reviewer', 'inspector', 'head'] },
  query: z.strictObject({ limit: limit.default(50), cursor: cursor.optional() }),
  response: z.object({ listings: z.array(own), next: z.string().nullable() }),
  handle: async (reader, { query }) => {
    const offset = offsetOf(query.cursor);
    const listings = await waitingListings(reader, query.limit, offset);
    return { listings, next: listings.length < query.limit ? null : offsetCursor(offset + query.limit) };
  },
});

const judge = write({
  method: 'post',
  path: '/goods-reviews/{listingId}',
  summary: 'Clear an article that waits, or refuse it, with the reason',
  tag: 'listings',
  access: { who: ['investigator', 'reviewer', 'inspector', 'head'] },
  params: z.strictObject({ listingId }),
  body: z.strictObject({ outcome: z.enum(['clear', 'refuse']), why: line(1_000), edition: z.int().min(1) }),
  response: own,
  refusals: { 'conflict-of-interest': 403 },
  prepare: ({ db }, { params }) => looksOfListing(db, params.listingId),
  handle: async (writer, { params, body, prepared: { looks } }) => {
    assert(writer.actor.kind === 'staff', 'a route for staff was reached by somebody else');
    const { listingId } = params;
    return answered(await reviewListing(writer, { listingId, by: writer.actor.partyId, looks, ...body }));
  },
});

export function listingRoutes(): readonly AnyRoute[] {
  return [create, change, withdraw, republish, readWaiting, judge];
}
