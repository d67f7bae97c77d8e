import type { Pool, PoolClient } from 'pg';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { follow, type Follower } from '../platform/follow.ts';
import { type Standing, standingWord } from '../standing/standing.ts';
import { indexedListing, type ListingRow, type ReadingRules } from './read-listing.ts';
import type { SellerValues, SphinxIndex } from './sphinx-index-store.ts';

const FOLLOWER = 'sphinx';
/** At most one process fills an empty server. */
const FILLING = `hashtext('cacashop.sphinx')`;
const ROWS_A_READ = 1_000;

/**
 * Keeps a Sphinx server in step with the log: filled from the listings once, then every sealed entry about a listing, its reviews
 * or its seller's standing is read once, by whichever process has its turn. What it writes is the state as it is, so that
 * writing it twice does no harm.
 */
export class SphinxKeeper {
  private readonly pool: Pool;
  private readonly index: SphinxIndex;
  private readonly rules: ReadingRules;
  private readonly trustOf: (seller: PartyId) => number;
  private readonly follower: Follower;
  private trustToTell = new Map<PartyId, number>();

  constructor(options: {
    readonly pool: Pool;
    readonly index: SphinxIndex;
    readonly rules: ReadingRules;
    readonly trustOf: (seller: PartyId) => number;
  }) {
    this.pool = options.pool;
    this.index = options.index;
    this.rules = options.rules;
    this.trustOf = options.trustOf;
    this.follower = {
      name: FOLLOWER,
      concepts: ['listing', 'review', 'standing'],
      takeIn: async (client, entries) => {
        const streams = (concept: string) => [
          ...new Set(entries.filter((e) => e.concept === concept).map((e) => e.stream)),
        ];
        await this.bring(client, await listingsOf(client, streams('listing'), streams('review')));
        await this.tellStandings(client, streams('standing'));
      },
    };
  }

  /** Trust is no entry of the log: it is told with the next step. */
  setTrust(seller: PartyId, trust: number): void {
    this.trustToTell.set(seller, trust);
  }

  /** Fills an empty server, or reads on; returns how many positions of the log were passed. */
  async step(): Promise<number> {
    if (!(await this.isFilled()) && !(await this.fill())) return 0;
    const passed = await follow(this.pool, this.follower);
    await this.tellTrust();
    return passed;
  }

  private async isFilled(): Promise<boolean> {
    const { rows } = await this.pool.query('select from consumer where name = $1', [FOLLOWER]);
    return rows.length > 0;
  }

  /** Everything anew. False if another process is at it. */
  async fill(): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      const lock = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${FILLING}) as mine`);
      if (!lock.rows[0]?.mine) return false;
      try {
        await this.fillBy(client);
      } finally {
        await client.query(`select pg_advisory_unlock(${FILLING})`);
      }
      return true;
    } finally {
      client.release();
    }
  }

  private async fillBy(client: PoolClient): Promise<void> {
    // Before the listings are read: what changes meanwhile is read again.
    const head = await client.query<{ position: number }>('select position from log_head');
    await client.query('delete from consumer where name = $1', [FOLLOWER]);
    await this.index.clear();
    for (let after = ''; ;) {
      const { rows } = await client.query<{ id: ListingId }>(
        `select id from concept_listing where id > $1 order by id limit ${ROWS_A_READ}`,
        [after],
      );
      await this.bring(
        client,
        rows.map(({ id }) => id),
      );
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
    await client.query('insert into consumer (name, position) values ($1, $2)', [
      FOLLOWER,
      head.rows[0]?.position ?? 0,
    ]);
  }

  /** Writes these listings as they are. */
  private async bring(client: PoolClient, ids: readonly ListingId[]): Promise<void> {
    if (ids.length === 0) return;
    const { rows } = await client.query<ListingRow & { readonly standing: Standing }>(
      `select l.id, l.doc, s.doc as standing, r.reviews, r.stars
       from concept_listing l join concept_standing s on s.id = l.seller cross join lateral (
         select count(*)::int as reviews, coalesce(sum((v.doc->>'rating')::int), 0)::int as stars
         from concept_review v where v.listing = l.id) r
       where l.id = any($1)`,
      [ids],
    );
    const live = rows.filter((row) => row.doc.status === 'live');
    const sellers = new Map(live.map((row) => [row.doc.seller, row.standing]));
    await this.index.put(
      live.map((row) => indexedListing(row, this.rules)),
      (seller) => this.valuesOf(seller, sellers.get(seller)),
    );
    const shown = new Set(live.map((row) => row.id));
    await this.index.remove(ids.filter((id) => !shown.has(id)));
  }

  private async tellStandings(client: PoolClient, sellers: readonly string[]): Promise<void> {
    if (sellers.length === 0) return;
    const { rows } = await client.query<{ id: PartyId; doc: Standing }>(
      `select id, doc from concept_standing where kind = 'seller' and id = any($1)`,
      [sellers],
    );
    for (const { id, doc } of rows) await this.index.setSeller(id, this.valuesOf(id, doc));
  }

  private valuesOf(seller: PartyId, standing: Standing | undefined): SellerValues {
    return {
      trust: this.trustOf(seller),
      isEstablished:
        standing !== undefined && standing.stage === 'established' && standingWord(standing) === 'good',
    };
  }

  private async tellTrust(): Promise<void> {
    const told = this.trustToTell;
    this.trustToTell = new Map();
    for (const [seller, trust] of told) await this.index.setTrust(seller, trust);
  }
}

/** The listings themselves, and those that reviews are of. */
async function listingsOf(
  client: PoolClient,
  listings: readonly string[],
  reviews: readonly string[],
): Promise<readonly ListingId[]> {
  const { rows } = await client.query<{ id: ListingId }>(
    `select id from unnest($1::text[]) id union select listing from concept_review where id = any($2)`,
    [listings, reviews],
  );
  return rows.map(({ id }) => id);
}
