import { z } from 'zod';
import { id, line, listingId, orderId, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { GuideId } from '../../kernel/ids.ts';
import {
  answerGuide,
  proposeGuide,
  remindOwner,
  reviseGuide,
  stopReminder,
} from '../../processes/keep-guides.ts';
import { GUIDE_KINDS } from './guide.ts';
import { ownReminders, reminderRow } from './reminder-views.ts';
import {
  guidePage,
  guideRecord,
  guideRow,
  guidesOfListing,
  guideView,
  ownGuides,
  recordsOf,
  searchGuides,
} from './views.ts';

export const guideId: z.ZodType<GuideId, string> = id('gde');
const spoken = z.string().regex(/^[a-z]{2}$/, 'a language code such as pt');
/** More than any rulebook takes; the rulebook's own limits are told by name. */
const TEXT_MAX = 50_000;
const NOT_FOUND = 'There is no such guide.';
const SIDES = ['buyer', 'seller'] as const;
export const AUTHORS = ['seller', 'representative', 'inspector', 'head'] as const;

const content = {
  title: line(300),
  text: paragraphs(TEXT_MAX),
  /** Only of maintenance: how often it is done again. */
  everyMonths: z.int().nullable().default(null),
};

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('listing'), listingId }),
  z.strictObject({ kind: z.literal('model'), brand: line(80), model: line(80) }),
  z.strictObject({ kind: z.literal('category'), category: line(80) }),
]);

const CONTENT_REFUSALS = {
  'title-length': 422,
  'text-length': 422,
  'interval-needed': 422,
  'interval-not-wanted': 422,
  'interval-out-of-range': 422,
  'language-not-spoken': 422,
  'too-many-waiting': 429,
} as const;

const search = read({
  path: '/guides',
  summary: 'Guides that speak of what is asked, the best first; for one listing, those that fit it',
  tag: 'guides',
  access: { who: ['anyone'] },
  query: z.strictObject({
    q: z.string().max(2_000).default(''),
    listingId: listingId.optional(),
    /** Guides in this language only. */
    language: spoken.optional(),
  }),
  response: z.object({ guides: z.array(guideRow) }),
  handle: async (reader, { query }) => ({
    guides: await searchGuides(reader, {
      words: query.q,
      listingId: query.listingId,
      language: query.language,
    }),
  }),
});

const ofListing = read({
  path: '/listings/{listingId}/guides',
  summary:
    'Use, care, maintenance and parts of an article; in English where a kind has no guide in the language',
  tag: 'guides',
  access: { who: ['anyone'] },
  params: z.strictObject({ listingId }),
  query: z.strictObject({ language: spoken.default('en') }),
  response: z.object({ guides: z.array(guideRow) }),
  handle: async (reader, { params, query }) => ({
    guides: await guidesOfListing(reader, params.listingId, query.language),
  }),
});

const one = read({
  path: '/guides/{guideId}',
  summary: 'A guide as it is in force',
  tag: 'guides',
  access: { who: ['anyone'] },
  params: z.strictObject({ guideId }),
  response: guidePage,
  handle: async (reader, { params }) =>
    (await guideView(reader, params.guideId)) ?? refuse('not-found', NOT_FOUND),
});

const answer = write({
  method: 'post',
  path: '/guides/{guideId}/answers',
  summary: 'Did this solve it? Once a person, who may change their mind',
  tag: 'guides',
  access: { who: SIDES, action: 'support.ask' },
  params: z.strictObject({ guideId }),
  body: z.strictObject({ solved: z.boolean() }),
  response: z.object({ guideId: z.string(), solved: z.boolean() }),
  handle: (writer, { params, body }) =>
    answerGuide(writer, { ...params, ...body, by: askerOf(writer.actor) }),
});

const own = read({
  path: '/me/guides',
  summary: 'Guides that I wrote, and what became of them',
  tag: 'guides',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  query: z.strictObject({ listingId: listingId.optional() }),
  response: z.object({ guides: z.array(guideRecord) }),
  handle: async (reader, { query }) => {
    const stored = await ownGuides(reader, askerOf(reader.actor), query.listingId);
    const records = await recordsOf(reader, stored);
    // Who of the staff reviewed it is not told.
    const market = { id: 'cacashop', name: 'Cacashop' };
    return {
      guides: records.map((r) => ({
        ...r,
        versions: r.versions.map((v) => ({ ...v, reviewer: market })),
      })),
    };
  },
});

const propose = write({
  method: 'post',
  path: '/guides',
  summary:
    'Propose a guide; sellers for listings of their own. It is shown once somebody else has reviewed it',
  tag: 'guides',
  access: { who: AUTHORS, team: ['listings'], action: 'listing.change' },
  status: 201,
  body: z.strictObject({ kind: z.enum(GUIDE_KINDS), target, language: spoken, ...content }),
  response: z.object({ guideId: z.string() }),
  refusals: CONTENT_REFUSALS,
  handle: (writer, { body }) =>
    proposeGuide(writer, {
      ...body,
      author: askerOf(writer.actor),
      isStaff: writer.actor.kind === 'staff',
    }),
});

const revise = write({
  method: 'put',
  path: '/guides/{guideId}',
  summary: 'Write another version; the one in force stays until the new one was reviewed',
  tag: 'guides',
  access: { who: AUTHORS, team: ['listings'], action: 'listing.change' },
  params: z.strictObject({ guideId }),
  body: z.strictObject(content),
  response: z.object({ guideId: z.string() }),
  refusals: CONTENT_REFUSALS,
  handle: (writer, { params, body }) =>
    reviseGuide(writer, {
      ...params,
      ...body,
      author: askerOf(writer.actor),
      isStaff: writer.actor.kind === 'staff',
    }),
});

const readReminders = read({
  path: '/me/reminders',
  summary: 'Of which maintenance I am reminded',
  tag: 'guides',
  access: { who: ['buyer'], action: 'data.read-own' },
  query: z.strictObject({ orderId: orderId.optional() }),
  response: z.object({ reminders: z.array(reminderRow) }),
  handle: async (reader, { query }) => ({
    reminders: await ownReminders(reader, askerOf(reader.actor), query.orderId),
  }),
});

const remind = write({
  method: 'put',
  path: '/me/reminders/{orderId}/{guideId}',
  summary: 'Be reminded of the maintenance of something I bought, counted from its delivery',
  tag: 'guides',
  access: { who: ['buyer'], action: 'support.ask' },
  params: z.strictObject({ orderId, guideId }),
  body: z.strictObject({}),
  response: z.object({ nextAt: z.int() }),
  handle: (writer, { params }) => remindOwner(writer, { ...params, owner: askerOf(writer.actor) }),
});

const forget = write({
  method: 'delete',
  path: '/me/reminders/{orderId}/{guideId}',
  summary: 'Be reminded no more',
  tag: 'guides',
  access: { who: ['buyer'], action: 'support.ask' },
  params: z.strictObject({ orderId, guideId }),
  response: z.object({ stopped: z.literal(true) }),
  handle: (writer, { params }) => stopReminder(writer, { ...params, owner: askerOf(writer.actor) }),
});

export function guideRoutes(): readonly AnyRoute[] {
  return [search, ofListing, one, answer, own, propose, revise, readReminders, remind, forget];
}
