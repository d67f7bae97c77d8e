/** Rows a block: large enough that few blocks are needed, small enough that little of the last one is wasted. */
const BLOCK_BITS = 10;
const BLOCK_ROWS = 1 << BLOCK_BITS;
const ROW_MASK = BLOCK_ROWS - 1;

/**
 * A table of whole numbers (32 bits) that grows by blocks: nothing is ever copied, and touching fresh memory, the
 * dearest thing a replay does, is kept to what is needed. New rows are 0.
 */
export class IntRows {
  private readonly width: number;
  private readonly blocks: Int32Array[] = [];

  constructor(width: number) {
    this.width = width;
  }

  /** Must be called once before a row is used; rows come one after another. */
  reserve(row: number): void {
    this.blocks[row >>> BLOCK_BITS] ??= new Int32Array(BLOCK_ROWS * this.width);
  }

  get(row: number, field: number): number {
    return (this.blocks[row >>> BLOCK_BITS] as Int32Array)[(row & ROW_MASK) * this.width + field] as number;
  }

  set(row: number, field: number, value: number): void {
    (this.blocks[row >>> BLOCK_BITS] as Int32Array)[(row & ROW_MASK) * this.width + field] = value;
  }

  add(row: number, field: number, by: number): void {
    const block = this.blocks[row >>> BLOCK_BITS] as Int32Array;
    const at = (row & ROW_MASK) * this.width + field;
    block[at] = (block[at] as number) + by;
  }

  clear(row: number): void {
    const start = (row & ROW_MASK) * this.width;
    this.blocks[row >>> BLOCK_BITS]?.fill(0, start, start + this.width);
  }
}

/** The same for times. */
export class TimeRows {
  private readonly width: number;
  private readonly blocks: Float64Array[] = [];

  constructor(width: number) {
    this.width = width;
  }

  reserve(row: number): void {
    this.blocks[row >>> BLOCK_BITS] ??= new Float64Array(BLOCK_ROWS * this.width);
  }

  get(row: number, field: number): number {
    return (this.blocks[row >>> BLOCK_BITS] as Float64Array)[(row & ROW_MASK) * this.width + field] as number;
  }

  set(row: number, field: number, value: number): void {
    (this.blocks[row >>> BLOCK_BITS] as Float64Array)[(row & ROW_MASK) * this.width + field] = value;
  }

  fill(row: number, value: number): void {
    const start = (row & ROW_MASK) * this.width;
    this.blocks[row >>> BLOCK_BITS]?.fill(value, start, start + this.width);
  }
}
