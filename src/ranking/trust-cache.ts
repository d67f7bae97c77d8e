import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { tierOf } from './tier.ts';
import { newcomerTrust, type Priors } from './trust.ts';
import type { SellerTrust, TrustBoard } from './trust-board.ts';

const ROWS_A_READ = 20_000;

type Row = Omit<SellerTrust, 'tier'> & { readonly seller: PartyId; readonly changed: number };

/**
 * Trust of all sellers in the memory of one process. What the signals change is here a second later; what a verdict changes
 * is not in it at all, but in the standing, which is leased.
 */
export class TrustCache implements TrustBoard {
  private readonly pool: Pool;
  private readonly ranking: Rulebook['ranking'];
  private readonly known = new Map<PartyId, SellerTrust>();
  private readonly listeners: ((seller: PartyId, trust: number) => void)[] = [];
  /** Trust in somebody of whom nothing is known. */
  newcomer: number;
  private tierOfNewcomer: { readonly trust: number; readonly tier: string } | undefined;
  private read = 0;

  constructor(pool: Pool, { ranking }: Pick<Rulebook, 'ranking'>) {
    this.pool = pool;
    this.ranking = ranking;
    this.newcomer = newcomerTrust({}, ranking.trust);
  }

  of(seller: PartyId): SellerTrust {
    return (
      this.known.get(seller) ?? {
        trust: this.newcomer,
        tier: this.newcomerTier(),
        orders: 0,
        buyers: 0,
        identity: seller,
        verified: false,
      }
    );
  }

  /** Asked for each hit of a market in which most are new. */
  private newcomerTier(): string {
    const trust = this.newcomer;
    if (this.tierOfNewcomer?.trust !== trust)
      this.tierOfNewcomer = { trust, tier: tierOf({ trust, orders: 0, buyers: 0 }, this.ranking).name };
    return this.tierOfNewcomer.tier;
  }

  /** Hears of every seller that is known now, and of each change from now on. */
  onChange(listener: (seller: PartyId, trust: number) => void): void {
    this.listeners.push(listener);
    for (const [seller, { trust }] of this.known) listener(seller, trust);
  }

  /** Reads what has changed since it last looked; returns how many sellers that were. */
  async refresh(): Promise<number> {
    const { rows } = await this.pool.query<Row>(
      `select seller, trust, orders, buyers, identity, verified, changed from seller_trust where changed > $1
       order by changed limit ${ROWS_A_READ}`,
      [this.read],
    );
    for (const { seller, changed, ...row } of rows) {
      this.read = changed;
      this.known.set(seller, { ...row, tier: tierOf(row, this.ranking).name });
      for (const listener of this.listeners) listener(seller, row.trust);
    }
    if (this.read > 0) await this.readPriors();
    return rows.length;
  }

  private async readPriors(): Promise<void> {
    const found = await this.pool.query<{ doc: Priors }>(
      'select doc from trust_prior order by day desc limit 1',
    );
    const priors = found.rows[0]?.doc;
    if (priors) this.newcomer = newcomerTrust(priors, this.ranking.trust);
  }
}
