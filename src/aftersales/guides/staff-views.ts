import { z } from 'zod';
import type { Reader } from '../../door/route.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Listing } from '../../market/listings/listing.ts';
import { targetsOf } from '../../processes/keep-guides.ts';
import type { GuideKind } from './guide.ts';
import { targetKey } from './guide.ts';
import type { StoredGuide } from './views.ts';

export const GUIDE_VIEWS = ['waiting', 'shown', 'unhelpful', 'retired'] as const;
export type GuideView = (typeof GUIDE_VIEWS)[number];

const ORDERED: Readonly<Record<GuideView, string>> = {
  waiting: `waiting_since is not null order by waiting_since, id`,
  shown: `shown_target is not null order by id desc`,
  unhelpful: `shown_target is not null and id in (select guide from concept_guide_answer group by guide
     having count(*) filter (where not solved) > count(*) filter (where solved)) order by id desc`,
  retired: `doc->'retiredAt' <> 'null'::jsonb order by id desc`,
};

export async function guideQueue(
  reader: Reader,
  view: GuideView,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly StoredGuide[]> {
  const found = await reader.db.pool.query<StoredGuide>(
    `select id, doc from concept_guide where ${ORDERED[view]} limit $1 offset $2`,
    [page.limit, page.offset],
  );
  return found.rows;
}

export const guideGap = z.object({
  listingId: z.string(),
  title: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  questions: z.int(),
  /** A question of them, so that one sees what to write about. */
  example: z.string().nullable(),
  ticketId: z.string(),
  language: z.string(),
});

/** Which guides would have answered a ticket of this kind. */
const ANSWERED_BY: Readonly<Record<string, readonly GuideKind[]>> = {
  use: ['use', 'care', 'maintenance'],
  technical: ['troubleshooting', 'use'],
  repair: ['troubleshooting', 'part', 'maintenance'],
  'missing-part': ['part'],
};

const GAPS_MAX = 50;

interface GapRow {
  readonly listing: string;
  readonly kind: string;
  readonly language: string;
  readonly questions: number;
  readonly ticket: string;
  readonly subject: string;
  readonly doc: Listing;
}

/** What customers ask about goods again and again and no guide in their language answers, the most asked first. */
export async function guideGaps(reader: Reader): Promise<z.infer<typeof guideGap>[]> {
  const { gapDays, gapQuestionsMin } = reader.rulebook.guides;
  const found = await reader.db.pool.query<GapRow>(
    `select g.*, t.doc->>'subject' as subject, l.doc from (
       select listing, doc->>'kind' as kind, doc->>'answeredIn' as language, count(*)::int as questions, max(id) as ticket
       from concept_ticket where opened_at >= $1 and listing is not null and doc->>'kind' = any($2)
       group by 1, 2, 3 having count(*) >= $3) g
     join concept_ticket t on t.id = g.ticket join concept_listing l on l.id = g.listing
     order by g.questions desc, g.listing limit ${GAPS_MAX * 4}`,
    [reader.now - gapDays * DAY_MS, Object.keys(ANSWERED_BY), gapQuestionsMin],
  );
  const keysOf = (row: GapRow) => [`listing:${row.listing}`, ...targetsOf(row.doc).map(targetKey)];
  const known = await reader.db.pool.query<{ key: string }>(
    `select distinct shown_target || ' ' || shown_language || ' ' || (doc->>'kind') as key from concept_guide
     where shown_target = any($1)`,
    [[...new Set(found.rows.flatMap(keysOf))]],
  );
  const written = new Set(known.rows.map((r) => r.key));
  const gaps = found.rows
    .filter((row) => {
      const kinds = ANSWERED_BY[row.kind] ?? [];
      return !keysOf(row).some((key) => kinds.some((kind) => written.has(`${key} ${row.language} ${kind}`)));
    })
    .slice(0, GAPS_MAX);
  const words = await reader.reveal(gaps.map((g) => g.subject));
  return gaps.map((gap) => ({
    listingId: gap.listing,
    title: gap.doc.title,
    kind: gap.kind,
    kindTitle: reader.wording.desk.kinds[gap.kind]?.title ?? gap.kind,
    questions: gap.questions,
    example: words.get(gap.subject) ?? null,
    ticketId: gap.ticket,
    language: gap.language,
  }));
}
