/** What a reader of a guide has to know first: that the goods are recalled or stopped, and what else is warned of. */
import { z } from 'zod';
import type { Reader } from '../../door/route.ts';
import { type Guide, targetKey } from './guide.ts';

export const guideDangers = z.object({
  recalls: z.array(z.object({ recallId: z.string(), product: z.string(), openedAt: z.int() })),
  /** Other guides about the same goods that warn, in the same language. */
  warnings: z.array(z.object({ guideId: z.string(), title: z.string() })),
  /** Goods of the guide that rest now, for what they are: why. */
  stopped: z.array(z.string()),
});

const SHOWN_MAX = 5;

/** Whether the listing `l` is what a guide is about; a recall of one article says nothing of its whole category. */
const IS_ABOUT = `case when $1 = 'listing' then l.id = $2
    else lower((l.doc->'attributes'->>'brand') || ' ' || (l.doc->'attributes'->>'model')) = lower($2) end`;

export async function dangersOf(
  { db }: Pick<Reader, 'db'>,
  id: string,
  { target, language }: Guide,
): Promise<z.infer<typeof guideDangers>> {
  const warnings = await db.pool.query<{ guideId: string; title: string }>(
    `select id as "guideId", doc->'versions'->-1->>'title' as title from concept_guide
     where shown_target = $1 and shown_language = $2 and doc->>'kind' = 'warning' and id <> $3
     order by id desc limit ${SHOWN_MAX}`,
    [targetKey(target), language, id],
  );
  if (target.kind === 'category') return { recalls: [], warnings: warnings.rows, stopped: [] };
  const about = target.kind === 'listing' ? target.listingId : `${target.brand} ${target.model}`;
  const [recalls, stops] = await Promise.all([
    db.pool.query<{ recallId: string; product: string; openedAt: number }>(
      `select id as "recallId", doc->>'product' as product, opened_at as "openedAt" from concept_recall r
       where exists (select from concept_listing l where l.id = any(r.listings) and ${IS_ABOUT})
       order by opened_at desc limit ${SHOWN_MAX}`,
      [target.kind, about],
    ),
    db.pool.query<{ because: string }>(
      `select distinct s.doc->>'because' as because from concept_goods_stop s
         cross join jsonb_array_elements_text(s.doc->'listings') stopped(id) join concept_listing l on l.id = stopped.id
       where s.status = 'in-force' and ${IS_ABOUT}`,
      [target.kind, about],
    ),
  ]);
  return {
    recalls: recalls.rows,
    warnings: warnings.rows,
    stopped: stops.rows.map((s) => s.because).filter((because) => because !== 'recall'),
  };
}
