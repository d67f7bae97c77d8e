/** Rings at first; the table doubles when there are more. */
const RINGS_MIN = 16;

/**
 * Sums of sliding windows, noted ahead of time: for each of the coming days, by how much each metric's counts change
 * when the clock reaches it. A unit is a step up on the day it enters a window and a step down on the day it leaves,
 * so that moving the clock by a day reads a few numbers. Days are used again in a ring. Each day also has room for
 * whoever waits for it: see `Tally`.
 *
 * The numbers of one day and metric lie side by side, for all rings. Clocks move through the same days at about the
 * same time, and what is counted today leaves a metric's window on the same later day for everybody: what is touched
 * in a day is a few short stretches of memory, which stay in the processor's cache.
 */
export class Rings {
  private readonly metrics: number;
  private readonly days: number;
  private readonly free: number[] = [];
  private made = 0;
  /** Rings that there is room for. */
  private room = 0;
  /** By day, metric and ring: changes of units and of defects. */
  private changes = new Int32Array(0);
  /** By day and ring. */
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
    const { changes, heads, room } = this;
    for (let at = 2 * ring; at < changes.length; at += 2 * room) {
      changes[at] = 0;
      changes[at + 1] = 0;
    }
    for (let at = ring; at < heads.length; at += room) heads[at] = 0;
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
    const step = 2 * this.room;
    let at = this.at(ring, day, 0);
    for (let metric = 0; metric < metrics; metric++, at += step) {
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
    return 2 * (((day & (this.days - 1)) * this.metrics + metric) * this.room + ring);
  }

  private headAt(ring: number, day: number): number {
    return (day & (this.days - 1)) * this.room + ring;
  }

  private grow(): void {
    const room = Math.max(RINGS_MIN, 2 * this.room);
    this.changes = spread(this.changes, 2 * this.room, 2 * room, this.days * this.metrics);
    this.heads = spread(this.heads, this.room, room, this.days);
    this.room = room;
  }
}

/** So many stretches of numbers, each with more room behind it. */
function spread(numbers: Int32Array, from: number, to: number, stretches: number): Int32Array<ArrayBuffer> {
  const spread = new Int32Array(stretches * to);
  for (let i = 0; i < stretches; i++) spread.set(numbers.subarray(i * from, (i + 1) * from), i * to);
  return spread;
}
