import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { SeenHit } from '../market/listings/traffic.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { type Exposure, type ExposureLedger, exposureOf } from './exposure.ts';
import type { TrustBoard } from './trust-board.ts';

/** Beyond it a flood is not counted rather than kept in memory. */
const SELLERS_MAX = 50_000;
const NONE: Exposure = { attention: 0, due: 0 };

interface ExposureOptions {
  readonly pool: Pool;
  readonly now: () => EpochMs;
  readonly trust: TrustBoard;
  readonly ranking: Pick<Rulebook['ranking'], 'budget'>;
}

/**
 * The ledger of exposure: what is shown is counted in memory, added to the seller's row of the day, and read back with what
 * all other processes have counted. A crash loses the seconds since it was last written down.
 */
export class ExposureStore implements ExposureLedger {
  private readonly options: ExposureOptions;
  edition = 0;
  private counted = new Map<PartyId, Exposure>();
  /** Of days that are over, by seller. */
  private past: ReadonlyMap<PartyId, Exposure> = new Map();
  private pastDay = 0;
  private current: ReadonlyMap<PartyId, Exposure> = new Map();
  private recent: ReadonlyMap<PartyId, Exposure> = new Map();

  constructor(options: ExposureOptions) {
    this.options = options;
  }

  lately(identity: PartyId): Exposure {
    return this.recent.get(identity) ?? NONE;
  }

  today(identity: PartyId): Exposure {
    return this.current.get(identity) ?? NONE;
  }

  /** A page of results, whose first hit stands at `first` (1 is the top). */
  shown(page: readonly SeenHit[], first: number): void {
    const { trust } = this.options;
    const shared = exposureOf(
      page.map(({ seller, merit }) => ({ identity: trust.of(seller).identity, merit })),
      first,
    );
    for (const [i, { seller }] of page.entries()) {
      const more = shared[i];
      if (more && (this.counted.has(seller) || this.counted.size < SELLERS_MAX))
        add(this.counted, seller, more);
    }
  }

  /** Writes down what was counted and reads what everybody has; returns how many sellers were counted. */
  async refresh(): Promise<number> {
    const { pool, now, ranking } = this.options;
    const day = dayNumber(now());
    const counted = this.counted;
    this.counted = new Map();
    if (counted.size > 0) await write(pool, day, counted);
    if (this.pastDay !== day) {
      const from = day - ranking.budget.windowDays;
      this.past = await read(pool, from + 1, day - 1);
      this.pastDay = day;
      await pool.query('delete from seller_exposure where day < $1', [from]);
    }
    const current = await read(pool, day, day);
    this.current = this.byIdentity([current]);
    this.recent = this.byIdentity([this.past, current]);
    this.edition += 1;
    return counted.size;
  }

  private byIdentity(all: readonly ReadonlyMap<PartyId, Exposure>[]): ReadonlyMap<PartyId, Exposure> {
    const sums = new Map<PartyId, Exposure>();
    for (const sellers of all)
      for (const [seller, exposure] of sellers) add(sums, this.options.trust.of(seller).identity, exposure);
    return sums;
  }
}

function add(sums: Map<PartyId, Exposure>, key: PartyId, { attention, due }: Exposure): void {
  const before = sums.get(key) ?? NONE;
  sums.set(key, { attention: before.attention + attention, due: before.due + due });
}

async function write(pool: Pool, day: number, counted: ReadonlyMap<PartyId, Exposure>): Promise<void> {
  // In one order, so that two processes that write at once don't wait for each other in a ring.
  const rows = [...counted].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await pool.query(
    `insert into seller_exposure as e (seller, day, attention, due)
     select s, $1, a, d from unnest($2::text[], $3::float8[], $4::float8[]) r(s, a, d)
     on conflict (seller, day) do update set attention = e.attention + excluded.attention, due = e.due + excluded.due`,
    [day, rows.map(([seller]) => seller), rows.map(([, e]) => e.attention), rows.map(([, e]) => e.due)],
  );
}

async function read(pool: Pool, from: number, until: number): Promise<ReadonlyMap<PartyId, Exposure>> {
  const { rows } = await pool.query<Exposure & { seller: PartyId }>(
    `select seller, sum(attention) as attention, sum(due) as due from seller_exposure
     where day between $1 and $2 group by seller`,
    [from, until],
  );
  return new Map(rows.map(({ seller, attention, due }) => [seller, { attention, due }]));
}
