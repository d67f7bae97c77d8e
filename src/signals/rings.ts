/** Rings at first; the table doubles when there are more. */
const RINGS_MIN = 16;

/**
 * Sums of sliding windows, noted ahead of time: for each of the coming days, by how much each metric's counts change
 * when the clock reaches it. A unit is a step up on the day it enters a window and a step down on the day it leaves,
 * so that moving the clock by a day reads a few numbers. Days are used again in a ring. Each day also has room for
 * whoever waits for it: see `Tally`.
 *
 * The numbers of one ring lie together, those of a day side by side: histories are lived through ring by ring.
 */
export class Rings {
  private readonly metrics: number;
  private readonly days: number;
  private readonly free: number[] = [];
  private made = 0;
  /** Rings that there is room for. */
  private room = 0;
  /** By ring, day and metric: changes of units and of defects. */
  private changes = new Int32Array(0);
  /** By ring and day. */
  private heads = new Int32Array(0);

  /** `reachDays`: how far ahead of the clock a change must be notable at least. */
  constructor(metrics: number, reachDays: number) {
    this.metrics = metrics;
    this.days = 2 ** Math.ceil(Math.log2(reachDays + 1));
  }

  /** An empty ring, by number. */
  make(): number {
    const ring = this.free.pop() ?? this.made++;
    if (ring >= this.room) this.grow();
    return ring;
  }

  clear(ring: number): void {
    const { changes, days, heads, metrics } = this;
    changes.fill(0, 2 * ring * days * metrics, 2 * (ring + 1) * days * metrics);
    heads.fill(0, ring * days, (ring + 1) * days);
  }

  /** Gives a ring back, emptied. */
  release(ring: number): void {
    this.clear(ring);
    this.free.push(ring);
  }

  /** How far beyond the clock's day, exclusive, a change can be noted. */
  get reachDays(): number {
    return this.days;
  }

  /** Notes changes of a metric's counts on a coming day, less than `reachDays` ahead. */
  note(ring: number, day: number, metric: number, units: number, defects: number): void {
    const { changes } = this;
    const at = this.at(ring, day, metric);
    changes[at] = (changes[at] as number) + units;
    changes[at + 1] = (changes[at + 1] as number) + defects;
  }

  /** Adds what was noted for this day to `sums`, units and defects of each metric in turn from `to` on, and forgets it. */
  take(ring: number, day: number, sums: Int32Array, to: number): void {
    const { changes, metrics } = this;
    let at = this.at(ring, day, 0);
    for (let metric = 0; metric < metrics; metric++, at += 2) {
      const units = changes[at] as number;
      const defects = changes[at + 1] as number;
      if (units === 0 && defects === 0) continue;
      const sum = to + 2 * metric;
      sums[sum] = (sums[sum] as number) + units;
      sums[sum + 1] = (sums[sum + 1] as number) + defects;
      changes[at] = 0;
      changes[at + 1] = 0;
    }
  }

  /** The head of the chain that waits for this day; 0 at first. */
  head(ring: number, day: number): number {
    return this.heads[this.headAt(ring, day)] as number;
  }

  setHead(ring: number, day: number, head: number): void {
    this.heads[this.headAt(ring, day)] = head;
  }

  private at(ring: number, day: number, metric: number): number {
    return 2 * ((ring * this.days + (day & (this.days - 1))) * this.metrics + metric);
  }

  private headAt(ring: number, day: number): number {
    return ring * this.days + (day & (this.days - 1));
  }

  private grow(): void {
    this.room = Math.max(RINGS_MIN, 2 * this.room);
    const { changes, days, heads, metrics, room } = this;
    this.changes = new Int32Array(2 * room * days * metrics);
    this.changes.set(changes);
    this.heads = new Int32Array(room * days);
    this.heads.set(heads);
  }
}
