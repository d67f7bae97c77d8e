import type { Pool } from 'pg';
import type { ListingId } from '../../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../../kernel/time.ts';
import { countedWords, type SeenHit, type Traffic } from './traffic.ts';

const FLUSH_AFTER_MS = 3_000;
/** Beyond it a flood is not counted rather than kept in memory. */
const KEYS_MAX = 50_000;
const KEPT_DAYS = 90;

interface Counts {
  shown: number;
  positions: number;
  viewed: number;
  added: number;
}

/** Counts of listings, by day and, if they were searched for, words. */
class Tally {
  private readonly subjects = new Map<string, { readonly at: (listing: ListingId) => Counts | undefined }>();
  private readonly counted: (readonly [string, Counts])[] = [];

  /** `subject`: a day, and the words behind it. */
  of(subject: string): { readonly at: (listing: ListingId) => Counts | undefined } {
    const known = this.subjects.get(subject);
    if (known) return known;
    const [day = '', words = ''] = subject.split(/ (.*)/s);
    const listings = new Map<ListingId, Counts>();
    const at = (listing: ListingId) => {
      const found = listings.get(listing);
      if (found || this.counted.length >= KEYS_MAX) return found;
      const counts = { shown: 0, positions: 0, viewed: 0, added: 0 };
      listings.set(listing, counts);
      this.counted.push([`${day} ${listing} ${words}`, counts]);
      return counts;
    };
    const made = { at };
    if (this.subjects.size < KEYS_MAX) this.subjects.set(subject, made);
    return made;
  }

  /** In one order, so that two processes that flush at once don't wait for each other in a ring. */
  rows(): readonly (readonly [string, Counts])[] {
    return this.counted.toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** Counts in memory and adds to the day's row a few seconds later, all listings in one statement. A crash loses those seconds. */
export class TrafficCounter implements Traffic {
  private readonly pool: Pool;
  private readonly now: () => EpochMs;
  private readonly report: (error: unknown, where: string) => void;
  private readonly also: (page: readonly SeenHit[], first: number) => void;
  private counts = new Tally();
  private queries = new Tally();
  private timer: NodeJS.Timeout | undefined;
  private prunedOn = 0;

  constructor(options: {
    readonly pool: Pool;
    readonly now: () => EpochMs;
    readonly report: (error: unknown, where: string) => void;
    /** Who else counts what is shown. */
    readonly also: (page: readonly SeenHit[], first: number) => void;
  }) {
    this.pool = options.pool;
    this.now = options.now;
    this.report = options.report;
    this.also = options.also;
  }

  shown(page: readonly SeenHit[], first: number, typed: string): void {
    const words = countedWords(typed);
    this.also(page, first);
    const day = dayNumber(this.now());
    const all = this.counts.of(String(day));
    const queried = words === '' ? undefined : this.queries.of(`${day} ${words}`);
    for (let i = 0; i < page.length; i++) {
      const { listing } = page[i] as SeenHit;
      for (const counted of [all, queried]) {
        const counts = counted?.at(listing);
        if (!counts) continue;
        counts.shown += 1;
        counts.positions += first + i;
      }
    }
    this.flushSoon();
  }

  viewed(listing: ListingId): void {
    const counts = this.today(listing);
    if (counts) counts.viewed += 1;
  }

  added(listing: ListingId): void {
    const counts = this.today(listing);
    if (counts) counts.added += 1;
  }

  private today(listing: ListingId): Counts | undefined {
    this.flushSoon();
    return this.counts.of(String(dayNumber(this.now()))).at(listing);
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Writes what was counted so far. An error is reported and its counts are lost: they are not worth a retry. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const [counts, queries] = [this.counts, this.queries];
    this.counts = new Tally();
    this.queries = new Tally();
    try {
      await this.write(counts.rows(), queries.rows());
      await this.prune();
    } catch (error) {
      this.report(error, 'traffic');
    }
  }

  private async write(
    rows: readonly (readonly [string, Counts])[],
    asked: readonly (readonly [string, Counts])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const keys = rows.map(([key]) => key.split(' '));
    const of = (name: keyof Counts) => rows.map(([, c]) => c[name]);
    await this.pool.query(
      `insert into listing_traffic as t (day, listing, shown, position_sum, viewed, added)
       select * from unnest($1::int[], $2::text[], $3::int[], $4::bigint[], $5::int[], $6::int[])
       on conflict (listing, day) do update set shown = t.shown + excluded.shown,
         position_sum = t.position_sum + excluded.position_sum, viewed = t.viewed + excluded.viewed,
         added = t.added + excluded.added`,
      [
        keys.map((k) => Number(k[0])),
        keys.map((k) => k[1]),
        of('shown'),
        of('positions'),
        of('viewed'),
        of('added'),
      ],
    );
    if (asked.length === 0) return;
    const parts = asked.map(([key]) => /^(\d+) (\S+) ?(.*)$/.exec(key));
    await this.pool.query(
      `insert into listing_query as q (day, listing, words, shown, position_sum)
       select * from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::bigint[])
       on conflict (listing, day, words) do update set shown = q.shown + excluded.shown,
         position_sum = q.position_sum + excluded.position_sum`,
      [
        parts.map((p) => Number(p?.[1])),
        parts.map((p) => p?.[2]),
        parts.map((p) => p?.[3]),
        asked.map(([, c]) => c.shown),
        asked.map(([, c]) => c.positions),
      ],
    );
  }

  private async prune(): Promise<void> {
    const today = dayNumber(this.now());
    if (this.prunedOn === today) return;
    this.prunedOn = today;
    await this.pool.query('delete from listing_traffic where day < $1', [today - KEPT_DAYS]);
    await this.pool.query('delete from listing_query where day < $1', [today - KEPT_DAYS]);
  }
}
