import { z } from 'zod';
import { ALL_STAFF, cursor, id, limit, listingId, offsetOf, paragraphs } from '../door/fields.ts';
import { fileResponse } from '../door/file-response.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { LotId, UploadId } from '../kernel/ids.ts';
import { inspectUnit, judgeLot, openInspection } from '../processes/inspect-lot.ts';
import { LOT_CAUSES, UNIT_RESULTS } from './lot.ts';
import { lotList, lotOf, lotPage, lotRow } from './lot-views.ts';

const lotId: z.ZodType<LotId, string> = id('lot');
const uploadId: z.ZodType<UploadId, string> = id('upl');
const INSPECTING = ['inspector', 'head'] as const;
const NOT_FOUND = refuse('not-found', 'There is no such inspection lot.');
const params = z.strictObject({ lotId });
const list = z.object({ lots: z.array(lotRow), next: z.string().nullable() });
const page = { limit: limit.default(50), cursor: cursor.optional() };
const changed = z.object({ lotId: z.string(), status: z.string() });

const readLots = read({
  path: '/quality/lots',
  summary: 'Inspection lots, the one whose clock runs out first on top',
  tag: 'quality',
  access: { who: ALL_STAFF },
  query: z.strictObject({
    status: z.enum(['inspecting', 'on-hold', 'accepted', 'rejected']).optional(),
    ...page,
  }),
  response: list,
  handle: (reader, { query }) => lotList(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const readLot = read({
  path: '/quality/lots/{lotId}',
  summary: 'An inspection lot: its plan, the units drawn and what was found of each',
  tag: 'quality',
  access: { who: ALL_STAFF },
  params,
  response: lotPage,
  handle: async (reader, { params }) => (await lotOf(reader, params.lotId)) ?? NOT_FOUND,
});

const postLot = write({
  method: 'post',
  path: '/quality/lots',
  summary: 'Open an inspection lot: the plan follows from its size, and the units are drawn at random',
  tag: 'quality',
  access: { who: INSPECTING },
  status: 201,
  body: z.strictObject({ listingId, lotSize: z.int().min(1), cause: z.enum(LOT_CAUSES) }),
  response: z.object({ lotId: z.string(), drawn: z.array(z.int()), accept: z.int() }),
  refusals: { 'wrong-lot-size': 422, 'conflict-of-interest': 403 },
  handle: async (writer, { body }) => {
    const opened = await openInspection(writer, { ...body, by: askerOf(writer.actor) });
    if (isRefusal(opened)) return opened;
    const { lot } = opened;
    return { lotId: opened.lotId, drawn: lot.drawn, accept: lot.plan.accept };
  },
});

const postUnit = write({
  method: 'post',
  path: '/quality/lots/{lotId}/units',
  summary: 'Record what was found of a drawn unit, with photos that I uploaded; until the verdict, again',
  tag: 'quality',
  access: { who: INSPECTING },
  params,
  body: z.strictObject({
    unit: z.int().min(1),
    result: z.enum(UNIT_RESULTS),
    note: paragraphs(2_000).optional(),
    photos: z.array(uploadId).max(20).default([]),
  }),
  response: z.object({ lotId: z.string(), status: z.string(), inspected: z.int() }),
  refusals: { 'unit-not-drawn': 422, 'too-many-photos': 422, 'finding-needs-proof': 422 },
  handle: async (writer, { params, body }) => {
    const done = await inspectUnit(writer, { ...params, ...body, by: askerOf(writer.actor) });
    if (isRefusal(done)) return done;
    return { lotId: done.lotId, status: done.lot.status, inspected: done.lot.units.length };
  },
});

const postVerdict = write({
  method: 'post',
  path: '/quality/lots/{lotId}/verdict',
  summary: 'Judge a lot as its plan says, or put it on hold; a rejected one is off the market at once',
  tag: 'quality',
  access: { who: INSPECTING },
  params,
  body: z.strictObject({
    verdict: z.enum(['accept', 'reject', 'hold']),
    why: paragraphs(2_000).min(1, 'say why'),
  }),
  response: changed,
  refusals: { 'sample-incomplete': 422, 'verdict-against-plan': 422, 'conflict-of-interest': 403 },
  handle: async (writer, { params, body }) => {
    const { verdict, why } = body;
    const done = await judgeLot(writer, { ...params, verdict, words: why, by: askerOf(writer.actor) });
    return isRefusal(done) ? done : { lotId: done.lotId, status: done.lot.status };
  },
});

const readOwnLots = read({
  path: '/me/inspections',
  summary: 'Inspections of my goods',
  tag: 'quality',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  query: z.strictObject(page),
  response: list,
  handle: (reader, { query }) =>
    lotList(reader, { ...query, seller: askerOf(reader.actor), offset: offsetOf(query.cursor) }),
});

const readOwnLot = read({
  path: '/me/inspections/{lotId}',
  summary: 'An inspection of my goods, unit by unit',
  tag: 'quality',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  params,
  response: lotPage,
  handle: async (reader, { params }) =>
    (await lotOf(reader, params.lotId, askerOf(reader.actor))) ?? NOT_FOUND,
});

const readPhoto = read({
  path: '/quality/lots/{lotId}/photos/{uploadId}',
  summary: 'A photo of an inspected unit, for staff and the seller of the goods',
  tag: 'quality',
  access: { who: ['seller', ...ALL_STAFF], team: ['listings'], action: 'data.read-own' },
  params: z.strictObject({ lotId, uploadId }),
  response: { media: ['image/*'] },
  handle: async (reader, { params }) => {
    const onlyOf = reader.actor.kind === 'seller' ? reader.actor.partyId : undefined;
    const lot = await lotOf(reader, params.lotId, onlyOf);
    if (!lot?.units.some((u) => u.photos.includes(params.uploadId))) return NOT_FOUND;
    const rows = await reader.db.pool.query<{ mime: string; content: Commitment }>(
      `select doc->>'mime' as mime, doc->>'content' as content from concept_kept_file where id = $1`,
      [params.uploadId],
    );
    const file = rows.rows[0];
    return (file && (await fileResponse(reader, { ...file, name: params.uploadId }))) ?? NOT_FOUND;
  },
});

export function lotRoutes(): readonly AnyRoute[] {
  return [readLots, readLot, postLot, postUnit, postVerdict, readOwnLots, readOwnLot, readPhoto];
}
