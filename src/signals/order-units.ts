import type { EpochMs } from '../kernel/time.ts';
import type { CancelledFact, Canceller, ChargebackFact } from './fact.ts';
import type { Names } from './names.ts';
import type { Row } from './row.ts';
import type { MetricRule } from './rules.ts';
import type { Subject } from '../rulebook/terms.ts';
import {
  BUYER_TIMES,
  CANCELLED,
  CHARGEBACK,
  DELIVER_BY,
  DELIVERED,
  SCANNED,
  SELLER_TIMES,
  SHIP_BY,
  SHIPPED,
} from './times.ts';
import { NEVER, NO_DAY, type SavedUnit, Units } from './units.ts';

/** Bits of the note; those above tell the way of the order. */
const TRACKED = 1;
const LOST = 2;
const BY_SHIFT = 2;
const WAY_SHIFT = 4;

const CANCELLERS: readonly Canceller[] = ['seller', 'buyer', 'platform'];

/** Carrier as ordered and as shipped, and the country of the way; '' for unknown. */
type Way = readonly [ordered: string, shipped: string, country: string];
const NO_WAY: Way = ['', '', ''];

/** Most orders go the same few ways, which are numbered. */
export class Ways {
  private readonly ways: Way[] = [NO_WAY];
  private readonly numbers = new Map<string, number>();
  private last = 0;

  way(number: number): Way {
    return this.ways[number] as Way;
  }

  number(ordered: string, shipped: string, country: string): number {
    const last = this.way(this.last);
    if (last[0] === ordered && last[1] === shipped && last[2] === country) return this.last;
    const key = `${ordered}\n${shipped}\n${country}`;
    let number = key === NO_WAY.join('\n') ? 0 : this.numbers.get(key);
    if (number === undefined) {
      number = this.ways.push([ordered, shipped, country]) - 1;
      this.numbers.set(key, number);
    }
    this.last = number;
    return number;
  }
}

export type SavedOrder = readonly [unit: SavedUnit, bits: number, way: Way];

/** Orders: see `Units`. */
export class OrderUnits extends Units {
  private readonly ways: Ways;

  constructor(subject: Subject, rules: readonly MetricRule[], names: Names, people: Names, ways: Ways) {
    super('order', rules, names, people, subject === 'seller' ? SELLER_TIMES : BUYER_TIMES);
    this.ways = ways;
  }

  shipBy(slot: number): EpochMs {
    return this.time(slot, SHIP_BY);
  }
  deliverBy(slot: number): EpochMs {
    return this.time(slot, DELIVER_BY);
  }
  shipByDay(slot: number): number {
    return this.day(slot, SHIP_BY);
  }
  deliverByDay(slot: number): number {
    return this.day(slot, DELIVER_BY);
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
    return (this.note(slot) & TRACKED) !== 0;
  }
  isChargebackLost(slot: number): boolean {
    return (this.note(slot) & LOST) !== 0;
  }
  cancelledBy(slot: number): Canceller {
    return CANCELLERS[(this.note(slot) >> BY_SHIFT) & 3] as Canceller;
  }
  carrier(slot: number): string {
    const [ordered, shipped] = this.way(slot);
    return shipped === '' ? ordered : shipped;
  }
  country(slot: number): string {
    return this.way(slot)[2];
  }
  override anchorDay(slot: number, field: number): number {
    // What has no number cannot be tracked.
    return field === SHIPPED && !this.isTracked(slot) ? NO_DAY : this.day(slot, field);
  }
  /** Cancelled before it was shipped, by whomever. */
  isCancelled(slot: number): boolean {
    return this.time(slot, CANCELLED) < this.time(slot, SHIPPED);
  }

  order(
    slot: number,
    row: Pick<Row, 'at' | 'shipBy' | 'deliverBy' | 'carrier' | 'country'>,
    counterparty: number,
  ): void {
    if (this.at(slot) !== NEVER) return;
    this.begun(slot, row.at, counterparty);
    this.setTime(slot, SHIP_BY, row.shipBy);
    this.setTime(slot, DELIVER_BY, row.deliverBy);
    const { carrier, country } = row;
    if (carrier === '' && country === '') return;
    this.setWay(slot, carrier, this.way(slot)[1], country);
  }

  ship(slot: number, row: Pick<Row, 'at' | 'tracked' | 'carrier'>): void {
    if (row.at >= this.shippedAt(slot)) return;
    this.setTime(slot, SHIPPED, row.at);
    this.setNote(slot, (this.note(slot) & ~TRACKED) | (row.tracked ? TRACKED : 0));
    const way = this.way(slot);
    const carrier = row.carrier === way[0] ? '' : row.carrier;
    if (carrier !== way[1]) this.setWay(slot, way[0], carrier, way[2]);
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
    if (fact.at > known || (fact.at === known && by >= CANCELLERS.indexOf(this.cancelledBy(slot)))) return;
    this.setTime(slot, CANCELLED, fact.at);
    this.setNote(slot, (this.note(slot) & ~(3 << BY_SHIFT)) | (by << BY_SHIFT));
  }

  chargeback(slot: number, fact: Pick<ChargebackFact, 'at' | 'lostBySeller'>): void {
    const known = this.time(slot, CHARGEBACK);
    if (known !== NEVER && (fact.at < known || (fact.at === known && !fact.lostBySeller))) return;
    this.setTime(slot, CHARGEBACK, fact.at);
    this.setNote(slot, (this.note(slot) & ~LOST) | (fact.lostBySeller ? LOST : 0));
  }

  save(slot: number): SavedOrder {
    return [this.saved(slot), this.note(slot) & ((1 << WAY_SHIFT) - 1), this.way(slot)];
  }

  restore(slot: number, order: SavedOrder): void {
    const [unit, bits, way] = order;
    this.put(slot, unit);
    this.setNote(slot, bits);
    this.setWay(slot, ...way);
  }

  private way(slot: number): Way {
    return this.ways.way(this.note(slot) >>> WAY_SHIFT);
  }

  private setWay(slot: number, ordered: string, shipped: string, country: string): void {
    const bits = this.note(slot) & ((1 << WAY_SHIFT) - 1);
    this.setNote(slot, bits | (this.ways.number(ordered, shipped, country) << WAY_SHIFT));
  }
}
