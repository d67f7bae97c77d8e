/** Rings of this many parties share one block of memory. */
const BLOCK_RINGS = 64;

/**
 * Sums of sliding windows, noted ahead of time: for each of the coming days, by how much each count changes when the
 * clock reaches it. A unit is a step up on the day it enters a window and a step down on the day it leaves, so that
 * moving the clock by a day reads one short row. Rows are used again in a ring.
 */
export class Rings {
  /** Counts a row. */
  private readonly width: number;
  private readonly days: number;
  private readonly blocks: Int32Array[] = [];
  private readonly free: number[] = [];
  private made = 0;

  /** `reachDays`: how far ahead of the clock a change must be notable at least. */
  constructor(width: number, reachDays: number) {
    this.width = width;
    this.days = 2 ** Math.ceil(Math.log2(reachDays + 1));
  }

  /** An empty ring, by number. */
  make(): number {
    const ring = this.free.pop() ?? this.made++;
    const block = Math.floor(ring / BLOCK_RINGS);
    this.blocks[block] ??= new Int32Array(BLOCK_RINGS * this.days * this.width);
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

  /** Notes a change of a count on a coming day, less than `reachDays` ahead. */
  note(ring: number, day: number, count: number, by: number): void {
    const rows = this.block(ring);
    const at = this.row(ring, day) + count;
    rows[at] = (rows[at] as number) + by;
  }

  /** Adds what was noted for these days, both included, to the counts that begin at `base`, and wipes it. */
  take(ring: number, firstDay: number, lastDay: number, counts: Int32Array, base: number): void {
    const rows = this.block(ring);
    for (let day = firstDay; day <= lastDay; day++) {
      const row = this.row(ring, day);
      for (let i = 0; i < this.width; i++) {
        const by = rows[row + i] as number;
        if (by === 0) continue;
        counts[base + i] = (counts[base + i] as number) + by;
        rows[row + i] = 0;
      }
    }
  }

  private block(ring: number): Int32Array {
    return this.blocks[Math.floor(ring / BLOCK_RINGS)] as Int32Array;
  }

  private row(ring: number, day: number): number {
    return ((ring % BLOCK_RINGS) * this.days + (day & (this.days - 1))) * this.width;
  }
}
