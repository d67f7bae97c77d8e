import type { Reader } from '../../door/route.ts';
import type { ListingId, PromotionId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { type Promotion, type PromotionState, stateOf } from './promotion.ts';
import type { ListingFilters } from './search.ts';
import { fillShelf, type ShelfPorts } from './shelf-views.ts';

const ROWS_MAX = 200;
/** What is over so long is told no more. */
const TOLD_DAYS = 400;

export interface PromotionBrief extends Pick<Promotion, 'wording' | 'choice' | 'from' | 'to'> {
  readonly promotionId: PromotionId;
  readonly state: PromotionState;
  readonly ended: { readonly at: number; readonly why: string } | null;
}

/** All of the last year, the latest first: those who sell see what is coming. */
export async function promotionsKnown({ db, now }: Reader): Promise<readonly PromotionBrief[]> {
  const rows = await db.pool.query<{ id: PromotionId; doc: Promotion }>(
    'select id, doc from concept_promotion where from_day > $1 order by from_day desc, id limit $2',
    [now - TOLD_DAYS * DAY_MS, ROWS_MAX],
  );
  return rows.rows.map(({ id, doc }) => briefOf(id, doc, now));
}

export async function promotionBy({ db, now }: Reader, id: PromotionId): Promise<PromotionBrief | undefined> {
  const rows = await db.pool.query<{ doc: Promotion }>('select doc from concept_promotion where id = $1', [
    id,
  ]);
  const [row] = rows.rows;
  return row && briefOf(id, row.doc, now);
}

function briefOf(promotionId: PromotionId, promotion: Promotion, now: number): PromotionBrief {
  const { wording, choice, from, to, ended } = promotion;
  const state = stateOf(promotion, now);
  return { promotionId, state, wording, choice, from, to, ended: ended && { at: ended.at, why: ended.why } };
}

/** What the choice means to search. */
export function filtersOf(
  { choice }: Pick<Promotion, 'choice'>,
  country: string | undefined,
): ListingFilters {
  const { words, category, attributes, priceMaxEuroCents } = choice;
  return {
    text: words,
    category: category ?? undefined,
    country,
    priceMax: priceMaxEuroCents ?? undefined,
    inStock: true,
    attributes: new Map(Object.entries(attributes)),
  };
}

/** For the start page: the running ones, each with a shelf of its goods; one without goods is left out. */
export async function runningPromotions(
  reader: Reader,
  ports: ShelfPorts,
  { country, taken }: { readonly country: string | undefined; readonly taken: Set<ListingId> },
) {
  const { onFrontMax } = reader.rulebook.ranking.promotions;
  const running = (await promotionsKnown(reader)).filter(({ state }) => state === 'running');
  const shelves = [];
  for (const promotion of running.slice(0, onFrontMax)) {
    const listings = await fillShelf(reader, ports, { filters: filtersOf(promotion, country), taken });
    if (listings.length > 0) shelves.push({ ...promotion, listings });
  }
  return shelves;
}
