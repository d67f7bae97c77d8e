import { z } from 'zod';
import { cursor, limit, offsetCursor, offsetOf, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import { retireGuide, reviewGuide } from '../../processes/keep-guides.ts';
import { guideId } from './routes.ts';
import { GUIDE_VIEWS, guideGap, guideGaps, guideQueue } from './staff-views.ts';
import { guideRecord, recordsOf, storedGuide } from './views.ts';

const STAFF = ['representative', 'inspector', 'head'] as const;
const NOT_FOUND = 'There is no such guide.';
const changed = z.object({ guideId: z.string() });

const queue = read({
  path: '/guide-desk',
  summary: 'Guides that wait for a review, are shown, did not help or were retired',
  tag: 'guides',
  access: { who: STAFF },
  query: z.strictObject({
    view: z.enum(GUIDE_VIEWS).default('waiting'),
    limit: limit.default(30),
    cursor: cursor.optional(),
  }),
  response: z.object({ guides: z.array(guideRecord), next: z.string().nullable() }),
  handle: async (reader, { query }) => {
    const offset = offsetOf(query.cursor);
    const found = await guideQueue(reader, query.view, { limit: query.limit + 1, offset });
    return {
      guides: await recordsOf(reader, found.slice(0, query.limit)),
      next: found.length > query.limit ? offsetCursor(offset + query.limit) : null,
    };
  },
});

const gaps = read({
  path: '/guide-desk/gaps',
  summary: 'What customers ask about goods again and again and no guide answers',
  tag: 'guides',
  access: { who: STAFF },
  response: z.object({ gaps: z.array(guideGap) }),
  handle: async (reader) => ({ gaps: await guideGaps(reader) }),
});

const one = read({
  path: '/guide-desk/{guideId}',
  summary: 'A guide with its draft and all its versions',
  tag: 'guides',
  access: { who: STAFF },
  params: z.strictObject({ guideId }),
  response: guideRecord,
  handle: async (reader, { params }) => {
    const stored = await storedGuide(reader, params.guideId);
    const [record] = stored ? await recordsOf(reader, [stored]) : [];
    return record ?? refuse('not-found', NOT_FOUND);
  },
});

const review = write({
  method: 'post',
  path: '/guide-desk/{guideId}/review',
  summary: 'Publish or decline what waits; never what one wrote oneself',
  tag: 'guides',
  access: { who: STAFF },
  params: z.strictObject({ guideId }),
  body: z.strictObject({
    outcome: z.enum(['publish', 'decline']),
    /** For the author; needed to decline. */
    why: paragraphs(2_000).default(''),
    /** When the draft was written that was read. */
    draftAt: z.int(),
  }),
  response: changed,
  refusals: { 'own-guide': 403, 'conflict-of-interest': 403, 'reasons-needed': 422 },
  handle: (writer, { params, body }) =>
    reviewGuide(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const retire = write({
  method: 'post',
  path: '/guide-desk/{guideId}/retirement',
  summary: 'Show a guide no more',
  tag: 'guides',
  access: { who: STAFF },
  params: z.strictObject({ guideId }),
  body: z.strictObject({}),
  response: changed,
  handle: (writer, { params }) => retireGuide(writer, { ...params, by: askerOf(writer.actor) }),
});

export function guideDeskRoutes(): readonly AnyRoute[] {
  return [queue, gaps, one, review, retire];
}
