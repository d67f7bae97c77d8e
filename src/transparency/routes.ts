import { z } from 'zod';
import { cursor, id, limit, line, offsetOf } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import type { NoticeId } from '../kernel/ids.ts';
import { notices } from './notice.ts';
import { noticeOf, noticePage, noticeRow, noticesOf } from './views.ts';

const noticeId: z.ZodType<NoticeId, string> = id('ntc');
const SIDES = ['buyer', 'seller'] as const;
const NOT_FOUND = 'There is no such notice.';

const readList = read({
  path: '/me/notices',
  summary: 'What the platform told me: statements of reasons, outcomes, deadlines',
  tag: 'notices',
  access: { who: SIDES, action: 'data.read-own' },
  query: z.strictObject({
    unread: z.stringbool().default(false),
    kind: line(60).optional(),
    limit: limit.default(20),
    cursor: cursor.optional(),
  }),
  response: z.object({ notices: z.array(noticeRow), unread: z.int(), next: z.string().nullable() }),
  handle: (reader, { query }) =>
    noticesOf(reader, askerOf(reader.actor), { ...query, offset: offsetOf(query.cursor) }),
});

const readOwn = read({
  path: '/me/notices/{noticeId}',
  summary: 'A notice to me in full',
  tag: 'notices',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ noticeId }),
  response: noticePage,
  handle: async (reader, { params }) =>
    (await noticeOf(reader, params.noticeId, askerOf(reader.actor))) ?? refuse('not-found', NOT_FOUND),
});

const postRead = write({
  method: 'post',
  path: '/me/notices/{noticeId}/reading',
  summary: 'Mark a notice as read',
  tag: 'notices',
  access: { who: SIDES, action: 'data.read-own' },
  params: z.strictObject({ noticeId }),
  body: z.strictObject({}),
  response: z.object({ readAt: z.int() }),
  handle: async ({ unit, actor }, { params }) => {
    const notice = await unit.load(notices, params.noticeId);
    if (notice?.to !== askerOf(actor)) return refuse('not-found', NOT_FOUND);
    if (notice.readAt !== null) return { readAt: notice.readAt };
    unit.append(notices, params.noticeId, [{ type: 'NoticeRead', at: unit.now }]);
    return { readAt: unit.now };
  },
});

const readForStaff = read({
  path: '/notices/{noticeId}',
  summary: 'A notice as its addressee reads it',
  tag: 'notices',
  access: { who: ['representative', 'investigator', 'reviewer', 'head'] },
  params: z.strictObject({ noticeId }),
  response: noticePage,
  handle: async (reader, { params }) =>
    (await noticeOf(reader, params.noticeId)) ?? refuse('not-found', NOT_FOUND),
});

export function noticeRoutes(): readonly AnyRoute[] {
  return [readList, readOwn, postRead, readForStaff];
}
