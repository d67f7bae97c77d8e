/** Rows at first; a table doubles when it is full. */
const ROWS_MIN = 64;

/** A table of whole numbers (32 bits) in one flat array: what one fact touches lies close together. New rows are 0. */
export class IntRows {
  readonly width: number;
  /** All rows, one after another. Replaced as the table grows: not to be kept. */
  cells: Int32Array;

  constructor(width: number) {
    this.width = width;
    this.cells = new Int32Array(ROWS_MIN * width);
  }

  /** Must be called once before a row is used. */
  reserve(row: number): void {
    if ((row + 1) * this.width <= this.cells.length) return;
    const grown = new Int32Array(2 * Math.max(this.cells.length, row * this.width));
    grown.set(this.cells);
    this.cells = grown;
  }

  get(row: number, field: number): number {
    return this.cells[row * this.width + field] as number;
  }

  set(row: number, field: number, value: number): void {
    this.cells[row * this.width + field] = value;
  }

  add(row: number, field: number, by: number): void {
    const at = row * this.width + field;
    this.cells[at] = (this.cells[at] as number) + by;
  }

  clear(row: number): void {
    // Not `fill`: calling it takes longer than clearing a row.
    const from = row * this.width;
    for (let at = from; at < from + this.width; at++) this.cells[at] = 0;
  }
}

/** The same for times. */
export class TimeRows {
  private readonly width: number;
  private cells: Float64Array;

  constructor(width: number) {
    this.width = width;
    this.cells = new Float64Array(ROWS_MIN * width);
  }

  reserve(row: number): void {
    if ((row + 1) * this.width <= this.cells.length) return;
    const grown = new Float64Array(2 * Math.max(this.cells.length, row * this.width));
    grown.set(this.cells);
    this.cells = grown;
  }

  get(row: number, field: number): number {
    return this.cells[row * this.width + field] as number;
  }

  set(row: number, field: number, value: number): void {
    this.cells[row * this.width + field] = value;
  }

  fill(row: number, value: number): void {
    const from = row * this.width;
    for (let at = from; at < from + this.width; at++) this.cells[at] = value;
  }
}
