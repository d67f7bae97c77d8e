import type { Pool } from 'pg';
import type { ListingId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';

const ENTRIES_A_STEP = 5_000;
/** Where so many wait to be sealed, the others are read when they are. */
const AHEAD_MAX = 20_000;

/** Stock, stars and prices move often; reading a listing's words again for them would be most of the work. */
const LIGHT = `(e.concept = 'review' or e.type in ('StockSet', 'StockReserved', 'StockReturned')
  or (e.type = 'ListingChanged' and (e.body::jsonb -> 'changes') - 'price' = '{}'))`;
const OF_LISTING = `case when e.concept = 'review' then r.listing else e.stream end as id,
  e.id as entry, e.recorded_at as recorded, ${LIGHT} as light`;
const TOUCHED = `
  with h as materialized (
    select position as head, horizon, least(position, $1::bigint + ${ENTRIES_A_STEP}) as upto from log_head),
  touched as (
    select ${OF_LISTING}, true as sealed
    from h cross join lateral (select entry_id from log_seal where position > $1 and position <= h.upto) s
      join log_entry e on e.id = s.entry_id
      left join concept_review r on e.concept = 'review' and r.id = e.stream
    where e.concept in ('listing', 'review')
    union all (
      select ${OF_LISTING}, false as sealed
      from h join log_entry e on e.xid >= h.horizon
        left join concept_review r on e.concept = 'review' and r.id = e.stream
      where e.concept in ('listing', 'review') and h.upto = h.head and e.id <> all ($2::bigint[]) limit $3))
  select t.id, t.entry, t.recorded, t.sealed as "isSealed", t.light as "isLight", h.upto, h.head
  from h left join touched t on true`;

interface TouchedRow {
  readonly id: ListingId | null;
  readonly entry: number | null;
  readonly recorded: EpochMs | null;
  readonly isSealed: boolean;
  readonly isLight: boolean;
  readonly upto: number;
  readonly head: number;
}

export interface Touched {
  readonly id: ListingId;
  /** Only stock, price or reviews: its words are as they were. */
  readonly isLight: boolean;
}

/** How far one has read. */
interface LogMark {
  readonly position: number;
  readonly ahead: readonly number[];
  readonly done: readonly number[];
}

/** What the log says about listings and their reviews, in order; entries that are not sealed yet are read ahead, each once. */
export class ListingLog {
  /** Everything sealed up to here was read. */
  position: number;
  /** How far the log was sealed when it was last looked at. */
  head: number;
  /** When somebody began to wait for what it says: of entries that were written before, none is told how old it is. */
  waitedForFrom: EpochMs = Infinity;
  private readonly pool: Pool;
  /** Entries that were read before they were sealed. */
  private readonly readAhead = new Set<number>();

  constructor(pool: Pool, position: number) {
    this.pool = pool;
    this.position = position;
    this.head = position;
  }

  /**
   * Which listings the next entries are about, with the last of the sealed also the unsealed: one snapshot of the log. Whoever
   * has taken them in says so with `pass`.
   */
  async next(): Promise<{
    readonly touched: readonly Touched[];
    readonly mark: LogMark;
    readonly isAll: boolean;
    /** When the oldest of these entries that anybody waited for was written. */
    readonly since: EpochMs | undefined;
  }> {
    const { readAhead } = this;
    const { rows } = await this.pool.query<TouchedRow>(TOUCHED, [
      this.position,
      [...readAhead],
      readAhead.size < AHEAD_MAX ? ENTRIES_A_STEP : 0,
    ]);
    const light = new Map<ListingId, boolean>();
    const ahead: number[] = [];
    const done: number[] = [];
    let since: EpochMs | undefined;
    for (const { id, entry, recorded, isSealed, isLight } of rows) {
      if (id === null || entry === null) continue;
      if (isSealed && readAhead.has(entry)) {
        done.push(entry);
        continue;
      }
      if (!isSealed) ahead.push(entry);
      if (recorded !== null && recorded >= this.waitedForFrom) since = Math.min(since ?? recorded, recorded);
      light.set(id, isLight && (light.get(id) ?? true));
    }
    const touched: Touched[] = [...light].map(([id, isLight]) => ({ id, isLight }));
    const { upto, head } = rows[0] ?? { upto: this.position, head: this.position };
    this.head = head;
    const isAll = upto === head && ahead.length < ENTRIES_A_STEP;
    return { touched, isAll, since, mark: { position: upto, ahead, done } };
  }

  /** Those entries were taken in. */
  pass({ position, ahead, done }: LogMark): void {
    this.position = position;
    for (const entry of done) this.readAhead.delete(entry);
    for (const entry of ahead) this.readAhead.add(entry);
  }
}
