import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Standing } from '../standing/standing.ts';
import type { SellerBook } from './seller-book.ts';

/**
 * Keeps what the index knows of sellers' standings as fresh as the lease promises: an announced change is noted at once, before
 * it is acknowledged, and read before the next query is answered.
 */
export class StandingReader {
  private readonly pool: Pool;
  private readonly now: () => EpochMs;
  private readonly book: SellerBook;
  private stale = new Set<PartyId>();
  private isAllStale = true;
  private reading: Promise<void> | undefined;

  constructor(options: { readonly pool: Pool; readonly now: () => EpochMs; readonly book: SellerBook }) {
    this.pool = options.pool;
    this.now = options.now;
    this.book = options.book;
  }

  note(changed: PartyId | 'everything'): void {
    if (changed === 'everything') this.isAllStale = true;
    else this.stale.add(changed);
  }

  /** Nothing to wait for, or what has to be waited for before a query is answered. */
  fresh(): Promise<void> | undefined {
    if (this.reading) return this.reading.then(() => this.fresh());
    if (!this.isAllStale && this.stale.size === 0) return undefined;
    this.reading = this.read().finally(() => (this.reading = undefined));
    return this.reading.then(() => this.fresh());
  }

  private async read(): Promise<void> {
    const { stale, isAllStale } = this;
    this.stale = new Set();
    this.isAllStale = false;
    try {
      const { rows } = await this.pool.query<{ id: PartyId; doc: Standing }>(
        `select id, doc from concept_standing where kind = 'seller' ${isAllStale ? '' : 'and id = any($1)'}`,
        isAllStale ? [] : [[...stale]],
      );
      const now = this.now();
      for (const { id, doc } of rows) this.book.take(id, doc, now);
    } catch (error) {
      for (const id of stale) this.stale.add(id);
      this.isAllStale ||= isAllStale;
      throw error;
    }
  }
}
