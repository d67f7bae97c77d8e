import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { permits } from '../standing/permits.ts';
import { activeMeasures, type Standing, standingWord } from '../standing/standing.ts';
import type { Sellers } from './sellers.ts';

const NONE: ReadonlySet<ListingId> = new Set();

/** What the index knows of sellers, from their standing and the trust in them. */
export class SellerBook {
  private readonly sellers: Sellers;
  /** Trust without measures, of those who have a number. */
  private readonly trust = new Map<PartyId, number>();
  /** Standings of those whose goods are shown further down, or not at all, for a time. */
  private readonly limited = new Map<PartyId, Standing>();
  private readonly demotions = new Map<PartyId, number>();
  /** Single listings that were taken down or are stopped, by seller. */
  private readonly takenDown = new Map<PartyId, ReadonlySet<ListingId>>();
  private moved = new Set<ListingId>();
  private newcomer = 1;
  /** When the next measure ends by itself. */
  private nextEnd: EpochMs = Infinity;

  constructor(sellers: Sellers) {
    this.sellers = sellers;
  }

  /** Trust in those who have no number of their own yet. */
  setNewcomer(trust: number): void {
    if (trust === this.newcomer) return;
    this.newcomer = trust;
    this.sellers.setNewcomer(trust);
    for (const seller of this.limited.keys()) this.store(seller);
  }

  setTrust(seller: PartyId, trust: number): void {
    this.trust.set(seller, trust);
    this.sellers.setTrust(seller, trust * this.demotionOf(seller));
  }

  trustOf(seller: PartyId): number {
    return this.trust.get(seller) ?? this.newcomer;
  }

  /** What the trust in a seller is multiplied with; 1 without a measure. */
  demotionOf(seller: PartyId): number {
    return this.demotions.size === 0 ? 1 : (this.demotions.get(seller) ?? 1);
  }

  /** A standing as it is now. */
  take(seller: PartyId, standing: Standing, now: EpochMs): void {
    this.sellers.setEstablished(
      seller,
      standing.stage === 'established' && standingWord(standing) === 'good',
    );
    const { hold, measures, goodsStops = [] } = standing;
    if (hold || measures.length > 0 || goodsStops.length > 0) this.limited.set(seller, standing);
    else this.limited.delete(seller);
    this.judge(seller, standing, now);
  }

  /** Whether this one listing was taken down or is stopped. */
  isTakenDown(seller: PartyId, id: ListingId): boolean {
    return this.takenDown.get(seller)?.has(id) ?? false;
  }

  /** Listings that were taken down or are back since it was last asked. */
  takeMoved(): readonly ListingId[] {
    const moved = [...this.moved];
    if (moved.length > 0) this.moved = new Set();
    return moved;
  }

  /** Forgets measures that are over. */
  pass(now: EpochMs): void {
    if (now < this.nextEnd) return;
    this.nextEnd = Infinity;
    for (const [seller, standing] of this.limited) this.judge(seller, standing, now);
  }

  private judge(seller: PartyId, standing: Standing, now: EpochMs): void {
    const active = activeMeasures(standing, now);
    const demotion = active
      .filter((m) => m.kind === 'demotion')
      .reduce((factor, m) => Math.min(factor, m.factor ?? 1), 1);
    if (demotion === 1) this.demotions.delete(seller);
    else this.demotions.set(seller, demotion);
    const stops = (standing.goodsStops ?? []).filter(({ until }) => until === null || until > now);
    const down = [
      ...active.flatMap((m) => (m.kind === 'listing-takedown' && m.listingId ? [m.listingId] : [])),
      ...stops.flatMap((stop) => stop.listings),
    ];
    const before = this.takenDown.get(seller) ?? NONE;
    for (const id of new Set(down).symmetricDifference(before)) this.moved.add(id);
    if (down.length > 0) this.takenDown.set(seller, new Set(down));
    else this.takenDown.delete(seller);
    for (const { until } of [...active, ...stops])
      if (until !== null) this.nextEnd = Math.min(this.nextEnd, until);
    this.sellers.hide(seller, !permits(standing, 'listing.show', now).allowed);
    this.store(seller);
  }

  private store(seller: PartyId): void {
    const own = this.trust.get(seller);
    const demotion = this.demotionOf(seller);
    if (own === undefined && demotion === 1) this.sellers.unsetTrust(seller);
    else this.sellers.setTrust(seller, (own ?? this.newcomer) * demotion);
  }
}
