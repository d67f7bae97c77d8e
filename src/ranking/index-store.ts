import type { Pool } from 'pg';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { RankingEngine } from './engine.ts';
import {
  adjustmentOf,
  indexedListing,
  type ListingRow,
  type ReadingRules,
  type ToldContent,
} from './read-listing.ts';

/** While all listings are read, what comes in is gathered in larger pieces. */
const LOADING_DOCUMENTS = 65_536;
const ROWS_A_READ = 1_000;
const ENTRIES_A_STEP = 5_000;
/** Where so many wait to be sealed, the others are read when they are. */
const AHEAD_MAX = 20_000;
/** Others get their turn after so long. */
const TURN_MS = 4;

/** How the index stands beside the log. */
export interface IndexState {
  readonly listings: number;
  /** The index holds everything up to this position of the sealed log. */
  readonly position: number;
  /** Sealed positions that it has not read yet. */
  readonly behind: number;
}

export interface IndexOptions {
  readonly pool: Pool;
  readonly rules: ReadingRules;
}

interface TouchedRow {
  readonly id: ListingId | null;
  readonly entry: number | null;
  readonly isSealed: boolean;
  readonly isLight: boolean;
  readonly upto: number;
  readonly head: number;
}

interface Touched {
  readonly id: ListingId;
  /** Only stock or reviews: its words are as they were. */
  readonly isLight: boolean;
}

/** Stock and stars move often; reading a listing's words again for them would be most of the work. */
const LIGHT = `(e.concept = 'review' or e.type in ('StockSet', 'StockReserved', 'StockReturned'))`;
const OF_LISTING = `case when e.concept = 'review' then r.listing else e.stream end as id, e.id as entry, ${LIGHT} as light`;
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
  select t.id, t.entry, t.sealed as "isSealed", t.light as "isLight", h.upto, h.head
  from h left join touched t on true`;
const REVIEWS_OF = `cross join lateral (
  select count(*)::int as reviews, coalesce(sum((v.doc->>'rating')::int), 0)::int as stars
  from concept_review v where v.listing = l.id) r`;

/**
 * The index of this process beside the database: read from the listings at first, then kept in step by the log. Every sealed
 * entry about a listing or its reviews is read once; those that are not sealed yet are read ahead.
 */
export class ListingIndex {
  readonly engine: RankingEngine;
  /** Is told which listings have changed. */
  changed: (ids: readonly ListingId[]) => void = () => undefined;
  /** What is taken down is not in the index: else it could stand for other variants of its article. */
  isTakenDown: (seller: PartyId, id: ListingId) => boolean = () => false;
  private readonly pool: Pool;
  private readonly rules: ReadingRules;
  /** Sealed entries up to here were read. */
  private position: number;
  private head: number;
  /** Entries that were read before they were sealed. */
  private readonly readAhead = new Set<number>();
  private turn: Promise<number> = Promise.resolve(0);

  constructor(options: IndexOptions & { readonly engine: RankingEngine; readonly position: number }) {
    this.pool = options.pool;
    this.rules = options.rules;
    this.engine = options.engine;
    this.position = options.position;
    this.head = options.position;
  }

  /** Ready to be asked, and as new as the database is now. */
  static async open(options: IndexOptions): Promise<ListingIndex> {
    const index = await buildIndex(options);
    await index.catchUp();
    return index;
  }

  get state(): IndexState {
    return { listings: this.engine.size, position: this.position, behind: this.head - this.position };
  }

  /** Reads on in the log until its end; returns how many listings had changed. */
  catchUp(): Promise<number> {
    // Whoever asks while it is read may have written something since it began.
    return this.inTurn(() => this.readOn());
  }

  /** Reads these again, whatever the log says. */
  readAgain(ids: readonly ListingId[]): Promise<number> {
    return this.inTurn(async () => {
      await this.bring(ids.map((id) => ({ id, isLight: false })));
      return ids.length;
    });
  }

  private inTurn(step: () => Promise<number>): Promise<number> {
    const done = this.turn.then(step);
    this.turn = done.catch(() => 0);
    return done;
  }

  /** Merges in small turns what has come in, until there is nothing to do. */
  async merge(): Promise<void> {
    const turn = new Turn();
    while (this.engine.mergeStep()) if (turn.isOver) await turn.pass();
  }

  private async readOn(): Promise<number> {
    let changed = 0;
    for (;;) {
      const { position, head, touched, isAll } = await this.readTouched();
      await this.bring(touched);
      changed += touched.length;
      this.position = position;
      this.head = head;
      if (isAll) return changed;
    }
  }

  /** Which listings the next entries are about, with the last of the sealed also the unsealed: one snapshot of the log. */
  private async readTouched() {
    const { readAhead } = this;
    const { rows } = await this.pool.query<TouchedRow>(TOUCHED, [
      this.position,
      [...readAhead],
      readAhead.size < AHEAD_MAX ? ENTRIES_A_STEP : 0,
    ]);
    const light = new Map<ListingId, boolean>();
    let ahead = 0;
    for (const { id, entry, isSealed, isLight } of rows) {
      if (id === null || entry === null) continue;
      // Read when it was not sealed yet: that is done with now.
      if (isSealed && readAhead.delete(entry)) continue;
      if (!isSealed) {
        readAhead.add(entry);
        ahead += 1;
      }
      light.set(id, isLight && (light.get(id) ?? true));
    }
    const touched: Touched[] = [...light].map(([id, isLight]) => ({ id, isLight }));
    const { upto, head } = rows[0] ?? { upto: this.position, head: this.position };
    return { position: upto, head, touched, isAll: upto === head && ahead < ENTRIES_A_STEP };
  }

  private async bring(touched: readonly Touched[]): Promise<void> {
    for (let from = 0; from < touched.length; from += ROWS_A_READ) {
      const some = touched.slice(from, from + ROWS_A_READ);
      const known = (t: Touched) => t.isLight && this.engine.has(t.id);
      await this.adjust(some.filter(known).map((t) => t.id));
      await this.read(some.filter((t) => !known(t)).map((t) => t.id));
      this.changed(some.map((t) => t.id));
    }
  }

  private async read(ids: readonly ListingId[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await this.pool.query<ListingRow>(
      `select l.id, l.doc, r.reviews, r.stars from concept_listing l ${REVIEWS_OF} where l.id = any($1)`,
      [ids],
    );
    const turn = new Turn();
    for (const row of rows) {
      const isShown = row.doc.status === 'live' && !this.isTakenDown(row.doc.seller, row.id);
      if (isShown) this.engine.put(indexedListing(row, this.rules));
      else this.engine.remove(row.id);
      if (turn.isOver) await turn.pass();
    }
  }

  private async adjust(ids: readonly ListingId[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await this.pool.query<
      ToldContent & { id: ListingId; isLive: boolean; inStock: boolean; reviews: number; stars: number }
    >(
      `select l.id, l.status = 'live' as "isLive", (l.doc->>'stock')::int > 0 as "inStock", r.reviews, r.stars,
         jsonb_array_length(l.doc->'images') as pictures, length(l.doc->>'description') as "textCharacters",
         (select count(*)::int from jsonb_object_keys(l.doc->'attributes')) as attributes
       from concept_listing l ${REVIEWS_OF} where l.id = any($1)`,
      [ids],
    );
    for (const { id, isLive, inStock, reviews, stars, ...told } of rows)
      if (isLive) this.engine.adjust(id, adjustmentOf(told, { inStock, reviews, stars }, this.rules));
      else this.engine.remove(id);
  }
}

/** Makes an index from the listings as they are. */
async function buildIndex({ pool, rules }: IndexOptions): Promise<ListingIndex> {
  const engine = new RankingEngine({ openDocuments: LOADING_DOCUMENTS });
  // Before the listings are read: what changes meanwhile is read again.
  const head = await pool.query<{ position: number }>('select position from log_head');
  const turn = new Turn();
  for (let after = ''; ;) {
    const { rows } = await pool.query<ListingRow>(
      `select l.id, l.doc, r.reviews, r.stars from (
         select id, doc from concept_listing where id > $1 order by id limit ${ROWS_A_READ}) l ${REVIEWS_OF} order by l.id`,
      [after],
    );
    for (const row of rows) {
      if (row.doc.status === 'live') engine.put(indexedListing(row, rules));
      if (turn.isOver) await turn.pass();
    }
    while (engine.mergeStep()) if (turn.isOver) await turn.pass();
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  engine.compact();
  return new ListingIndex({ pool, rules, engine, position: head.rows[0]?.position ?? 0 });
}

/** Lets requests in between, in work that takes long. */
class Turn {
  private until = performance.now() + TURN_MS;

  get isOver(): boolean {
    return performance.now() > this.until;
  }

  async pass(): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
    this.until = performance.now() + TURN_MS;
  }
}
