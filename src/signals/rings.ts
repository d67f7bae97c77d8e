/** Rings at first; the table doubles when there are more. */
const RINGS_MIN = 16;

/**
 * Sums of sliding windows, noted ahead of time: for each of the coming days, by how much each metric's counts change
 * when the clock reaches it. A unit is a step up on the day it enters a window and a step down on the day it leaves,
 * so that moving the clock by a day reads one short row. Rows are used again in a ring. Each row also has room for
 * whoever waits for its day: see `Tally`.
 *
 * The rows of one day lie side by side, for all rings: clocks move through the same days at about the same time, and
 * what all of them touch on a day then stays in the processor's cache, which the rows of one ring in a line do not.
 */
export class Rings {
  /** Numbers a row: units and defects of each metric, then the head of a chain. */
  private readonly width: number;
  private readonly counts: number;
  private readonly days: number;
  private readonly free: number[] = [];
  private made = 0;
  /** Rings that there is room for. */
  private room = 0;
  private rows = new Int32Array(0);

  /** `counts`: numbers noted a day. `reachDays`: how far ahead of the clock a change must be notable at least. */
  constructor(counts: number, reachDays: number) {
    this.counts = counts;
    this.width = counts + 1;
    this.days = 2 ** Math.ceil(Math.log2(reachDays + 1));
  }

  /** An empty ring, by number. */
  make(): number {
    const ring = this.free.pop() ?? this.made++;
    if (ring >= this.room) this.grow();
    return ring;
  }

  clear(ring: number): void {
    for (let day = 0; day < this.days; day++) {
      const start = this.row(ring, day);
      this.rows.fill(0, start, start + this.width);
    }
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
    const { rows } = this;
    const at = this.row(ring, day) + 2 * metric;
    rows[at] = (rows[at] as number) + units;
    rows[at + 1] = (rows[at + 1] as number) + defects;
  }

  /** Adds what was noted for this day to as many numbers of `sums` from `at` on, and forgets it. */
  take(ring: number, day: number, sums: Int32Array, at: number): void {
    const { rows } = this;
    const row = this.row(ring, day);
    for (let i = 0; i < this.counts; i++) {
      const change = rows[row + i] as number;
      if (change === 0) continue;
      sums[at + i] = (sums[at + i] as number) + change;
      rows[row + i] = 0;
    }
  }

  /** The head of the chain that waits for this day; 0 at first. */
  head(ring: number, day: number): number {
    return this.rows[this.row(ring, day) + this.counts] as number;
  }

  setHead(ring: number, day: number, head: number): void {
    this.rows[this.row(ring, day) + this.counts] = head;
  }

  private row(ring: number, day: number): number {
    return ((day & (this.days - 1)) * this.room + ring) * this.width;
  }

  private grow(): void {
    const room = Math.max(RINGS_MIN, 2 * this.room);
    const grown = new Int32Array(this.days * room * this.width);
    const [from, to] = [this.room * this.width, room * this.width];
    for (let day = 0; day < this.days; day++)
      grown.set(this.rows.subarray(day * from, (day + 1) * from), day * to);
    this.rows = grown;
    this.room = room;
  }
}
