import type { Pool } from 'pg';
import { canonicalJson, sha256 } from '../kernel/hash.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import { type MergeState, RankingEngine } from './engine.ts';
import { type Lag, LagMeter } from './lag.ts';
import { ListingLog, type Touched } from './log-store.ts';
import { loadSnapshot, type SavedSnapshot, saveSnapshot, snapshotOf } from './snapshot-store.ts';
import { FORMULA } from './text/relevance.ts';
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
/** Others get their turn after so long. */
const TURN_MS = 4;

/** How the index stands beside the log. */
export interface IndexState {
  readonly listings: number;
  /** The index holds everything up to this position of the sealed log. */
  readonly position: number;
  /** Sealed positions that it has not read yet. */
  readonly behind: number;
  readonly lag: Lag;
  /** What the index was made from when this process began: the file, or all listings. */
  readonly source: 'snapshot' | 'listings';
  readonly openedInMs: number;
  readonly merges: MergeState;
  /** The file as it was last written or read. */
  readonly saved: SavedSnapshot | null;
  /** Changes that are not in the file. */
  readonly unsaved: number;
}

export interface IndexOptions {
  readonly pool: Pool;
  readonly rules: ReadingRules;
  /** Where the index is written down, so that it need not be made anew at each start. */
  readonly file?: string;
}

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
  private readonly file: string | undefined;
  /** What `isTakenDown` has kept out. */
  private readonly takenDown = new Set<ListingId>();
  /** Changes since the index was last written down. */
  private unsaved: number;
  private saved: SavedSnapshot | undefined;
  private openedInMs = 0;
  private readonly source: IndexState['source'];
  private readonly lag = new LagMeter();
  private readonly log: ListingLog;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    options: IndexOptions & {
      readonly engine: RankingEngine;
      readonly position: number;
      /** Absent: it was made from the listings. */
      readonly saved?: SavedSnapshot;
    },
  ) {
    this.pool = options.pool;
    this.rules = options.rules;
    this.file = options.file;
    this.engine = options.engine;
    this.log = new ListingLog(options.pool, options.position);
    this.saved = options.saved;
    this.source = options.saved ? 'snapshot' : 'listings';
    this.unsaved = options.saved ? 0 : options.engine.size;
  }

  /** Ready to be asked, and as new as the database is now. */
  static async open(options: IndexOptions): Promise<ListingIndex> {
    const begun = performance.now();
    const index = (await readIndex(options)) ?? (await buildIndex(options));
    await index.catchUp();
    index.openedInMs = performance.now() - begun;
    // What was written before has not kept anybody waiting for this process, also where the log is so long that some of it
    // is read only once it is sealed. The log tells the time of the machine, whatever the market's clock says.
    index.log.waitedForFrom = Date.now();
    return index;
  }

  /** Writes the index down, if so many changes have come since it last was. */
  async save(changesMin: number): Promise<void> {
    const { file } = this;
    if (file === undefined || this.unsaved < changesMin) return;
    await this.merge();
    const taken = await this.inTurn(async () => {
      const { position } = this.log;
      const hash = await hashAt(this.pool, position);
      this.unsaved = 0;
      return { snapshot: snapshotOf(this.engine), position, hash, takenDown: [...this.takenDown] };
    });
    const { snapshot, hash, ...mark } = taken;
    if (hash !== undefined)
      this.saved = await saveSnapshot(file, snapshot, { ...mark, hash, rules: rulesHash(this.rules) });
  }

  get state(): IndexState {
    const { engine, log, lag, source, openedInMs, saved = null, unsaved } = this;
    return {
      listings: engine.size,
      position: log.position,
      behind: log.head - log.position,
      lag: lag.read(Date.now()),
      source,
      openedInMs: Math.round(openedInMs),
      merges: engine.merges,
      saved,
      unsaved,
    };
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

  private inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.turn.then(step);
    this.turn = done.catch(() => undefined);
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
      const { touched, since, mark, isAll } = await this.log.next();
      await this.bring(touched);
      this.log.pass(mark);
      if (since !== undefined) this.lag.note(since, Date.now());
      changed += touched.length;
      if (isAll) return changed;
    }
  }

  private async bring(touched: readonly Touched[]): Promise<void> {
    for (let from = 0; from < touched.length; from += ROWS_A_READ) {
      const some = touched.slice(from, from + ROWS_A_READ);
      const known = (t: Touched) => t.isLight && this.engine.has(t.id);
      await this.adjust(some.filter(known).map((t) => t.id));
      await this.read(some.filter((t) => !known(t)).map((t) => t.id));
      this.changed(some.map((t) => t.id));
      this.unsaved += some.length;
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
      const isTakenDown = this.isTakenDown(row.doc.seller, row.id);
      if (isTakenDown) this.takenDown.add(row.id);
      else this.takenDown.delete(row.id);
      if (row.doc.status === 'live' && !isTakenDown) this.engine.put(indexedListing(row, this.rules));
      else this.engine.remove(row.id);
      if (turn.isOver) await turn.pass();
    }
  }

  private async adjust(ids: readonly ListingId[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await this.pool.query<
      ToldContent & {
        readonly id: ListingId;
        readonly isLive: boolean;
        readonly inStock: boolean;
        readonly price: Money;
        readonly reviews: number;
        readonly stars: number;
      }
    >(
      `select l.id, l.status = 'live' as "isLive", (l.doc->>'stock')::int > 0 as "inStock", l.doc->'price' as price, r.reviews, r.stars,
         jsonb_array_length(l.doc->'images') as pictures, length(l.doc->>'description') as "textCharacters",
         (select count(*)::int from jsonb_object_keys(l.doc->'attributes')) as attributes
       from concept_listing l ${REVIEWS_OF} where l.id = any($1)`,
      [ids],
    );
    for (const { id, isLive, inStock, price, reviews, stars, ...told } of rows)
      if (isLive) this.engine.adjust(id, adjustmentOf(told, { inStock, price, reviews, stars }, this.rules));
      else this.engine.remove(id);
  }
}

/** The index as it was written down, if it is of this log and these rules and whole. */
async function readIndex(options: IndexOptions): Promise<ListingIndex | undefined> {
  const { pool, rules, file } = options;
  const found = file === undefined ? undefined : await loadSnapshot(file);
  if (!found) return undefined;
  const { engine, mark, saved } = found;
  if (mark.rules !== rulesHash(rules) || mark.hash !== (await hashAt(pool, mark.position))) return undefined;
  const index = new ListingIndex({ ...options, engine, position: mark.position, saved });
  // They may be back since: whoever knows the standings takes them out again.
  await index.readAgain(mark.takenDown as readonly ListingId[]);
  return index;
}

async function hashAt(pool: Pool, position: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from log_seal where position = $1`,
    [position],
  );
  return rows[0]?.hash;
}

function rulesHash(rules: ReadingRules): string {
  return sha256(canonicalJson({ ...rules, formula: FORMULA }));
}

/** Makes an index from the listings as they are. */
async function buildIndex(options: IndexOptions): Promise<ListingIndex> {
  const { pool, rules } = options;
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
  // A process that stands still while it starts keeps verdicts waiting that others have to acknowledge.
  engine.startCompaction();
  while (engine.mergeStep()) if (turn.isOver) await turn.pass();
  const position = head.rows[0]?.position ?? 0;
  return new ListingIndex({ ...options, engine, position });
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
