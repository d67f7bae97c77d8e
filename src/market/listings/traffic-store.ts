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

/** Counts in memory and adds to the day's row a few seconds later, all listings in one statement. A crash loses those seconds. */
export class TrafficCounter implements Traffic {
  private readonly pool: Pool;
  private readonly now: () => EpochMs;
  private readonly report: (error: unknown, where: string) => void;
  private readonly also: (page: readonly SeenHit[], first: number) => void;
  private counts = new Map<string, Counts>();
  private queries = new Map<string, Counts>();
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
    for (const [i, { listing }] of page.entries()) {
      const more = { shown: 1, positions: first + i };
      this.add(this.counts, listing, more);
      if (words !== '') this.add(this.queries, `${listing} ${words}`, more);
    }
  }

  viewed(listing: ListingId): void {
    this.add(this.counts, listing, { viewed: 1 });
  }

  added(listing: ListingId): void {
    this.add(this.counts, listing, { added: 1 });
  }

  private add(into: Map<string, Counts>, subject: string, more: Partial<Counts>): void {
    const key = `${dayNumber(this.now())} ${subject}`;
    let counts = into.get(key);
    if (counts === undefined) {
      if (into.size >= KEYS_MAX) return;
      counts = { shown: 0, positions: 0, viewed: 0, added: 0 };
      into.set(key, counts);
    }
    counts.shown += more.shown ?? 0;
    counts.positions += more.positions ?? 0;
    counts.viewed += more.viewed ?? 0;
    counts.added += more.added ?? 0;
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Writes what was counted so far. An error is reported and its counts are lost: they are not worth a retry. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const [counts, queries] = [this.counts, this.queries];
    this.counts = new Map();
    this.queries = new Map();
    try {
      if (counts.size > 0) await this.write(counts, queries);
      await this.prune();
    } catch (error) {
      this.report(error, 'traffic');
    }
  }

  private async write(
    counts: ReadonlyMap<string, Counts>,
    queries: ReadonlyMap<string, Counts>,
  ): Promise<void> {
    // In one order, so that two processes that flush at once don't wait for each other in a ring.
    const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
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
    if (queries.size === 0) return;
    const asked = [...queries].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const parts = asked.map(([key]) => /^(\d+) (\S+) (.*)$/.exec(key));
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
