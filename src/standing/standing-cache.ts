import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import { type Change, Lease, LeaseLost } from '../platform/lease.ts';
import type { Standing } from './standing.ts';

const ENTRIES_MAX = 100_000;

/**
 * Standings for the read paths: in memory, and still never older than an acknowledged verdict. What changes is
 * dropped when announced and read again from the database when next asked for.
 */
export class StandingCache {
  readonly lease: Lease;
  private readonly pool: Pool;
  private entries = new Map<PartyId, Standing>();
  /** Counts announcements: a read that was under way during one must not fill the cache. */
  private heard = 0;
  /** Others that keep what they made of standings; told before a change is acknowledged. */
  private readonly listeners: ((changed: PartyId | 'everything') => void)[] = [];

  constructor(options: { url: string; pool: Pool }) {
    this.pool = options.pool;
    this.lease = new Lease({ ...options, concept: 'standing', apply: (change) => this.drop(change) });
  }

  onChange(listener: (changed: PartyId | 'everything') => void): void {
    this.listeners.push(listener);
  }

  /** Current standings of these parties; unknown ones are missing. Throws `LeaseLost` when out of touch. */
  async of(parties: readonly PartyId[]): Promise<ReadonlyMap<PartyId, Standing>> {
    if (!(await this.lease.liveAgain())) throw new LeaseLost('not in touch with the database');
    const found = new Map<PartyId, Standing>();
    const missing: PartyId[] = [];
    for (const party of new Set(parties)) {
      const standing = this.entries.get(party);
      if (standing) found.set(party, standing);
      else missing.push(party);
    }
    if (missing.length === 0) return found;
    const heardBefore = this.heard;
    const rows = await this.pool.query<{ id: PartyId; doc: Standing }>(
      'select id, doc from concept_standing where id = any($1)',
      [missing],
    );
    for (const row of rows.rows) found.set(row.id, row.doc);
    if (heardBefore === this.heard) for (const row of rows.rows) this.fill(row.id, row.doc);
    return found;
  }

  private fill(id: PartyId, standing: Standing): void {
    if (this.entries.size >= ENTRIES_MAX) {
      const oldest = this.entries.keys().next().value;
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    this.entries.set(id, standing);
  }

  private drop(change: Change | 'everything'): void {
    this.heard += 1;
    if (change === 'everything') this.entries = new Map();
    else this.entries.delete(change.id as PartyId);
    for (const listener of this.listeners)
      listener(change === 'everything' ? 'everything' : (change.id as PartyId));
  }
}
