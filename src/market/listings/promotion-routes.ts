import { z } from 'zod';
import { country, cursor, id, limit, line, offsetCursor, offsetOf, paragraphs } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { PromotionId } from '../../kernel/ids.ts';
import { startPromotion, stopPromotion } from '../../processes/plan-promotion.ts';
import { category, placed } from './fields-routes.ts';
import { filtersOf, promotionBy, promotionsKnown } from './promotion-views.ts';
import type { ShelfPorts } from './shelf-views.ts';
import { searchListings } from './views.ts';

const promotionId: z.ZodType<PromotionId, string> = id('prm');
const params = z.strictObject({ promotionId });
const day = z.iso.date('a date such as 2026-12-24').transform((d) => Date.parse(`${d}T00:00:00Z`));
const words = z.strictObject({ title: line(60), text: line(200) });
const wording = z.strictObject({ en: words, es: words, pt: words, zh: words });
const EURO_CENTS_MAX = 100_000_00;
const ATTRIBUTES_MAX = 10;
const VALUES_MAX = 20;

/** Which goods: never a listing or a shop by name. */
const choice = z.strictObject({
  words: line(200).or(z.literal('')).default(''),
  category: category.nullable().default(null),
  attributes: z
    .record(
      line(40),
      z
        .array(line(60).transform((value) => value.toLowerCase()))
        .min(1)
        .max(VALUES_MAX),
    )
    .refine((named) => Object.keys(named).length <= ATTRIBUTES_MAX, `at most ${ATTRIBUTES_MAX} details`)
    .default({}),
  priceMaxEuroCents: z.int('whole cents').min(1).max(EURO_CENTS_MAX).nullable().default(null),
});

/** As everybody is told of it. */
export const promotion = z.object({
  promotionId: z.string(),
  state: z.enum(['coming', 'running', 'over']),
  wording: z.object({
    en: z.looseObject({}),
    es: z.looseObject({}),
    pt: z.looseObject({}),
    zh: z.looseObject({}),
  }),
  choice: z.looseObject({}),
  /** First and last day, both included. */
  from: z.int(),
  to: z.int(),
  /** Called off before its last day. */
  ended: z.object({ at: z.int(), why: z.string() }).nullable(),
});

const list = read({
  path: '/promotions',
  summary: 'Themes that goods are on show under: coming, running, and those of the last year',
  tag: 'listings',
  access: { who: ['anyone'] },
  response: z.object({ promotions: z.array(promotion) }),
  handle: async (reader) => ({ promotions: await promotionsKnown(reader) }),
});

function show({ search, traffic }: ShelfPorts) {
  return read({
    path: '/promotions/{promotionId}',
    summary: 'A promotion with its goods, in the order of search by merit',
    tag: 'listings',
    access: { who: ['anyone'] },
    params,
    query: z.strictObject({
      country: country.optional(),
      limit: limit.default(24),
      cursor: cursor.optional(),
    }),
    /** Goods only while it is running. */
    response: promotion.extend({ listings: z.array(placed), next: z.string().nullable() }),
    handle: async (reader, { params: { promotionId: of }, query }) => {
      const known = await promotionBy(reader, of);
      if (!known) return refuse('not-found', 'There is no such promotion.');
      if (known.state !== 'running') return { ...known, listings: [], next: null };
      const offset = offsetOf(query.cursor);
      const { cards, seen, nextOffset } = await searchListings(reader, search, {
        ...filtersOf(known, query.country),
        sort: 'relevance',
        offset,
        limit: query.limit,
        now: reader.now,
      });
      traffic.shown(seen, offset + 1, '');
      return { ...known, listings: cards, next: nextOffset === null ? null : offsetCursor(nextOffset) };
    },
  });
}

const plan = write({
  method: 'post',
  path: '/promotions',
  summary: 'Put goods of a kind on show for some days; no listing and no shop can be named',
  tag: 'listings',
  access: { who: ['head'] },
  status: 201,
  body: z.strictObject({ wording, choice, from: day, to: day }),
  response: z.object({ promotionId: z.string() }),
  refusals: {
    'promotion-of-everything': 422,
    'promotion-empty': 422,
    'promotion-past': 422,
    'promotion-too-long': 422,
    'promotion-far-off': 422,
  },
  handle: (writer, { body }) => startPromotion(writer, body),
});

const end = write({
  method: 'post',
  path: '/promotions/{promotionId}/end',
  summary: 'End a promotion before its last day, or call it off',
  tag: 'listings',
  access: { who: ['head'] },
  params,
  body: z.strictObject({ why: paragraphs(1_000).min(1, 'say why') }),
  response: z.object({ promotionId: z.string() }),
  handle: (writer, { params: of, body }) => stopPromotion(writer, { ...of, ...body }),
});

/** Goods on show under a theme. */
export function promotionRoutes(ports: ShelfPorts): readonly AnyRoute[] {
  return [list, show(ports), plan, end];
}
