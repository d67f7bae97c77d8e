import type { EpochMs } from '../kernel/time.ts';
import type { CancelledFact, Canceller, ChargebackFact, OrderFact, ShippedFact } from './fact.ts';
import type { MetricRule } from './rules.ts';
import { NEVER, type SavedUnit, Units } from './units.ts';

const SHIP_BY = 1;
const DELIVER_BY = 2;
const SHIPPED = 3;
const SCANNED = 4;
const DELIVERED = 5;
const CANCELLED = 6;
const CHARGEBACK = 7;
const ORDER_TIMES = 8;

const CANCELLERS: readonly Canceller[] = ['seller', 'buyer', 'platform'];

/** Carrier as ordered and as shipped, and the country of the way; '' for unknown. */
type Way = readonly [ordered: string, shipped: string, country: string];
const NO_WAY: Way = ['', '', ''];
const WAYS_MAX = 10_000;

/** Most orders go the same few ways: they share one tuple. */
export class Ways {
  private readonly known = new Map<string, Way>();

  way(ordered: string, shipped: string, country: string): Way {
    const key = `${ordered}\n${shipped}\n${country}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const way: Way = [ordered, shipped, country];
    if (this.known.size < WAYS_MAX) this.known.set(key, way);
    return way;
  }
}

export type SavedOrder = readonly [unit: SavedUnit, flags: number, way: Way];

/** Orders: see `Units`. */
export class OrderUnits extends Units {
  /** Bits: 1 tracked, 2 chargeback lost, 4 and 8 who cancelled. */
  private readonly flags: number[] = [];
  private readonly ways: Way[] = [];
  private readonly interned: Ways;

  constructor(rules: readonly MetricRule[], interned: Ways) {
    super('order', rules, ORDER_TIMES);
    this.interned = interned;
  }

  protected override begin(slot: number): void {
    this.flags[slot] = 0;
    this.ways[slot] = NO_WAY;
  }

  shipBy(slot: number): EpochMs {
    return this.time(slot, SHIP_BY);
  }
  deliverBy(slot: number): EpochMs {
    return this.time(slot, DELIVER_BY);
  }
  shippedAt(slot: number): EpochMs {
    return this.time(slot, SHIPPED);
  }
  scannedAt(slot: number): EpochMs {
    return this.time(slot, SCANNED);
  }
  deliveredAt(slot: number): EpochMs {
    return this.time(slot, DELIVERED);
  }
  cancelledAt(slot: number): EpochMs {
    return this.time(slot, CANCELLED);
  }
  isTracked(slot: number): boolean {
    return ((this.flags[slot] as number) & 1) !== 0;
  }
  isChargebackLost(slot: number): boolean {
    return ((this.flags[slot] as number) & 2) !== 0;
  }
  cancelledBy(slot: number): Canceller {
    return CANCELLERS[(this.flags[slot] as number) >> 2] as Canceller;
  }
  carrier(slot: number): string {
    const [ordered, shipped] = this.ways[slot] as Way;
    return shipped === '' ? ordered : shipped;
  }
  country(slot: number): string {
    return (this.ways[slot] as Way)[2];
  }
  /** Cancelled before it was shipped, by whomever. */
  isCancelled(slot: number): boolean {
    return this.time(slot, CANCELLED) < this.time(slot, SHIPPED);
  }

  order(
    slot: number,
    fact: Pick<OrderFact, 'at' | 'shipBy' | 'deliverBy' | 'carrier' | 'country'>,
    counterparty: string,
  ): void {
    if (this.at(slot) !== NEVER) return;
    this.begun(slot, fact.at, counterparty);
    this.setTime(slot, SHIP_BY, fact.shipBy);
    this.setTime(slot, DELIVER_BY, fact.deliverBy);
    const { carrier, country } = fact;
    if (carrier === undefined && country === undefined) return;
    this.ways[slot] = this.interned.way(carrier ?? '', (this.ways[slot] as Way)[1], country ?? '');
  }

  ship(slot: number, fact: Pick<ShippedFact, 'at' | 'tracked' | 'carrier'>): void {
    if (fact.at >= this.shippedAt(slot)) return;
    this.setTime(slot, SHIPPED, fact.at);
    this.flags[slot] = ((this.flags[slot] as number) & ~1) | (fact.tracked ? 1 : 0);
    const [ordered, shipped, country] = this.ways[slot] as Way;
    const carrier = fact.carrier ?? '';
    if (carrier !== shipped) this.ways[slot] = this.interned.way(ordered, carrier, country);
  }

  scan(slot: number, at: EpochMs): void {
    if (at < this.scannedAt(slot)) this.setTime(slot, SCANNED, at);
  }

  deliver(slot: number, at: EpochMs): void {
    if (at < this.deliveredAt(slot)) this.setTime(slot, DELIVERED, at);
  }

  cancel(slot: number, fact: Pick<CancelledFact, 'at' | 'by'>): void {
    const known = this.cancelledAt(slot);
    const by = CANCELLERS.indexOf(fact.by);
    if (fact.at > known || (fact.at === known && by >= (this.flags[slot] as number) >> 2)) return;
    this.setTime(slot, CANCELLED, fact.at);
    this.flags[slot] = ((this.flags[slot] as number) & 3) | (by << 2);
  }

  chargeback(slot: number, fact: Pick<ChargebackFact, 'at' | 'lostBySeller'>): void {
    const known = this.time(slot, CHARGEBACK);
    if (known !== NEVER && (fact.at < known || (fact.at === known && !fact.lostBySeller))) return;
    this.setTime(slot, CHARGEBACK, fact.at);
    this.flags[slot] = ((this.flags[slot] as number) & ~2) | (fact.lostBySeller ? 2 : 0);
  }

  save(slot: number): SavedOrder {
    return [this.saved(slot), this.flags[slot] as number, this.ways[slot] as Way];
  }

  restore(slot: number, order: SavedOrder): void {
    const [unit, flags, way] = order;
    this.put(slot, unit);
    this.flags[slot] = flags;
    this.ways[slot] = this.interned.way(...way);
  }
}
