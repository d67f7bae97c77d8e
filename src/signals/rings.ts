/** Rings of this many parties share one block of memory. */
const BLOCK_BITS = 4;
const BLOCK_RINGS = 1 << BLOCK_BITS;

/**
 * Sums of sliding windows, noted ahead of time: for each of the coming days, by how much each metric's counts change
 * when the clock reaches it. A unit is a step up on the day it enters a window and a step down on the day it leaves,
 * so that moving the clock by a day reads one short row. Rows are used again in a ring. Each row also has room for
 * whoever waits for its day: see `Waiting`.
 */
export class Rings {
  /** Numbers a row: units and defects of each metric, then the head of a chain. */
  private readonly width: number;
  private readonly counts: number;
  private readonly days: number;
  private readonly blocks: Int32Array[] = [];
  private readonly free: number[] = [];
  private made = 0;

  /** `counts`: numbers noted a day. `reachDays`: how far ahead of the clock a change must be notable at least. */
  constructor(counts: number, reachDays: number) {
    this.counts = counts;
    this.width = counts + 1;
    this.days = 2 ** Math.ceil(Math.log2(reachDays + 1));
  }

  /** An empty ring, by number. */
  make(): number {
    const ring = this.free.pop() ?? this.made++;
    this.blocks[ring >>> BLOCK_BITS] ??= new Int32Array(BLOCK_RINGS * this.days * this.width);
    return ring;
  }

  clear(ring: number): void {
    const start = this.row(ring, 0);
    this.block(ring).fill(0, start, start + this.days * this.width);
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
    const rows = this.block(ring);
    const at = this.row(ring, day) + 2 * metric;
    rows[at] = (rows[at] as number) + units;
    rows[at + 1] = (rows[at + 1] as number) + defects;
  }

  /** Adds what was noted for this day to as many numbers of `sums` from `at` on, and forgets it. */
  take(ring: number, day: number, sums: Int32Array, at: number): void {
    const rows = this.block(ring);
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
    return this.block(ring)[this.row(ring, day) + this.counts] as number;
  }

  setHead(ring: number, day: number, head: number): void {
    this.block(ring)[this.row(ring, day) + this.counts] = head;
  }

  private block(ring: number): Int32Array {
    return this.blocks[ring >>> BLOCK_BITS] as Int32Array;
  }

  private row(ring: number, day: number): number {
    return ((ring & (BLOCK_RINGS - 1)) * this.days + (day & (this.days - 1))) * this.width;
  }
}
