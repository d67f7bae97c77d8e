import type { PartyId } from '../src/kernel/ids.ts';
import { dayNumber, type EpochMs } from '../src/kernel/time.ts';
import { parties } from '../src/market/parties/party.ts';
import { identifyingKinds, identityOf, pooled } from '../src/ranking/identity.ts';
import { fitPriors } from '../src/ranking/priors.ts';
import { tierOf } from '../src/ranking/tier.ts';
import { memoryOf, newcomerTrust, type Priors, trustOf } from '../src/ranking/trust.ts';
import type { SellerTrust, TrustBoard } from '../src/ranking/trust-board.ts';
import type { Evidence } from '../src/signals/evidence.ts';
import type { SimulatedMarket } from './market.ts';

/** Trust in a market in memory, made anew every day as the store makes it from the signals. */
export class MemoryTrust implements TrustBoard {
  private readonly market: SimulatedMarket;
  private known: ReadonlyMap<PartyId, SellerTrust> = new Map();
  newcomer: number;
  private newcomerTier: string;
  private day = 0;

  constructor(market: SimulatedMarket) {
    this.market = market;
    this.newcomer = 0;
    this.newcomerTier = '';
    this.startFrom({});
  }

  of(seller: PartyId): SellerTrust {
    const known = this.known.get(seller);
    if (known) return known;
    const { newcomer: trust, newcomerTier: tier } = this;
    return { trust, tier, orders: 0, buyers: 0, identity: seller, verified: false };
  }

  private startFrom(priors: Priors): void {
    const { ranking } = this.market.book.rulebook;
    this.newcomer = newcomerTrust(priors, ranking.trust);
    this.newcomerTier = tierOf({ trust: this.newcomer, orders: 0, buyers: 0 }, ranking).name;
  }

  follow(now: EpochMs): void {
    const day = dayNumber(now);
    if (day === this.day) return;
    this.day = day;
    const { ranking } = this.market.book.rulebook;
    const accounts = this.accounts();
    const evidence = new Map(accounts.map(({ id }) => [id, this.evidenceOf(id, now)]));
    const telling = [...evidence.values()].filter((e) => e.orders >= ranking.trust.fit.unitsMin);
    const priors = fitPriors(telling, ranking.trust);
    this.startFrom(priors);
    this.known = new Map(
      accounts.map(({ id, verified, shared }) => {
        const all = [id, ...shared].flatMap((account) => evidence.get(account) ?? []);
        const { parts, orders, buyers } = pooled(all);
        const trust = trustOf({ parts }, priors, ranking.trust).value;
        const { name: tier } = tierOf({ trust, orders, buyers }, ranking);
        return [id, { trust, tier, orders, buyers, verified, identity: identityOf([id, ...shared]) }];
      }),
    );
  }

  private evidenceOf(party: PartyId, now: EpochMs): Evidence {
    const { metrics, book } = this.market;
    return metrics.signals.evidence({ subject: 'seller', party }, memoryOf(book.rulebook), now);
  }

  /** Shops, whether their data are verified, and the other shops of the same identity. */
  private accounts() {
    const { book, store } = this.market;
    const { sellerMustGive } = book.rulebook.identity;
    const kinds = identifyingKinds(book.rulebook);
    const withMark = (mark: string) => [...store.idsWhere(parties, 'marks', mark)] as PartyId[];
    return [...store.idsWhere(parties, 'kind', 'seller')].flatMap((text) => {
      const id = text as PartyId;
      const party = this.market.state(parties, id);
      if (!party) return [];
      const marks = party.marks.filter((mark) => kinds.includes(mark.slice(0, mark.indexOf(':'))));
      const shared = [...new Set(marks.flatMap(withMark))].filter((other) => other !== id);
      return [{ id, shared, verified: sellerMustGive.every((field) => party.identity[field]?.verified) }];
    });
  }
}
