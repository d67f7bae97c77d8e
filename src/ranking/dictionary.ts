const ENCODER = new TextEncoder();
/** Texts are at most so long; what is longer is cut: no word, name or id is. */
const TEXT_BYTES_MAX = 1_024;
const NONE = -1;

/**
 * Texts and the numbers that stand for them, counted from 0 as they come. Beside its letters (UTF-8, end to end) a text takes
 * some twelve bytes and no object, so that millions of them are cheap to hold, to write down and to read back.
 */
export class Dictionary {
  private letters: Uint8Array;
  /** The same bytes. */
  private readable: Buffer;
  /** Text n is from `starts[n]` to `starts[n + 1]`. */
  private starts: Uint32Array;
  /** Open addressing; a slot holds a number plus one, 0 is free. */
  private slots: Uint32Array;
  private count = 0;
  private readonly scratch = new Uint8Array(TEXT_BYTES_MAX + 4);

  constructor(texts = 64, bytes = texts * 8) {
    this.letters = new Uint8Array(bytes);
    this.readable = readableOf(this.letters);
    this.starts = new Uint32Array(texts + 1);
    this.slots = new Uint32Array(slotsFor(texts));
  }

  get size(): number {
    return this.count;
  }

  /** The number of a text, -1 if it has none. */
  numberOf(text: string): number {
    const length = this.encode(text);
    return (this.slots[this.slotOf(this.scratch, 0, length)] as number) - 1;
  }

  /** The number of a text, a new one if it had none. */
  add(text: string): number {
    const length = this.encode(text);
    return this.addBytes(this.scratch, 0, length);
  }

  /** As `add`, of a text of another dictionary. */
  addFrom(other: Dictionary, n: number): number {
    return this.addBytes(other.letters, other.starts[n] as number, other.starts[n + 1] as number);
  }

  textOf(n: number): string {
    // One flat string: put together letter by letter it would be flattened wherever it is looked up.
    return this.readable.toString('utf8', this.starts[n], this.starts[n + 1]);
  }

  /** Order of two texts by their bytes, which is that of their code points. */
  compare(a: number, other: Dictionary, b: number): number {
    let i = this.starts[a] as number;
    let j = other.starts[b] as number;
    const iEnd = this.starts[a + 1] as number;
    const jEnd = other.starts[b + 1] as number;
    while (i < iEnd && j < jEnd) {
      const difference = (this.letters[i++] as number) - (other.letters[j++] as number);
      if (difference !== 0) return difference;
    }
    return iEnd - i - (jEnd - j);
  }

  /** Order of a text beside one that need not be in it. */
  compareText(n: number, text: string): number {
    const { scratch, letters } = this;
    const length = this.encode(text);
    const from = this.starts[n] as number;
    const own = (this.starts[n + 1] as number) - from;
    for (let i = 0; i < own && i < length; i++) {
      const difference = (letters[from + i] as number) - (scratch[i] as number);
      if (difference !== 0) return difference;
    }
    return own - length;
  }

  startsWith(n: number, prefix: string): boolean {
    const length = this.encode(prefix);
    const from = this.starts[n] as number;
    if (this.lengthOf(n) < length) return false;
    for (let i = 0; i < length; i++) if (this.letters[from + i] !== this.scratch[i]) return false;
    return true;
  }

  /** In bytes. */
  lengthOf(n: number): number {
    return (this.starts[n + 1] as number) - (this.starts[n] as number);
  }

  bytesOf(text: string): number {
    return this.encode(text);
  }

  /** As large as it has to be, to be written down; views, not copies. */
  parts(): { readonly letters: Uint8Array; readonly starts: Uint32Array; readonly slots: Uint32Array } {
    const { letters, starts, slots, count } = this;
    return {
      letters: letters.subarray(0, starts[count]),
      starts: starts.subarray(0, count + 1),
      slots,
    };
  }

  static of(parts: ReturnType<Dictionary['parts']>): Dictionary {
    const dictionary = new Dictionary(0, 0);
    dictionary.letters = parts.letters;
    dictionary.readable = readableOf(parts.letters);
    dictionary.starts = parts.starts;
    dictionary.slots = parts.slots;
    dictionary.count = parts.starts.length - 1;
    return dictionary;
  }

  private encode(text: string): number {
    const { scratch } = this;
    const length = Math.min(text.length, TEXT_BYTES_MAX);
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return ENCODER.encodeInto(text, scratch).written;
      scratch[i] = code;
    }
    return length;
  }

  private addBytes(from: Uint8Array, start: number, end: number): number {
    const slot = this.slotOf(from, start, end);
    const known = (this.slots[slot] as number) - 1;
    if (known !== NONE) return known;
    const n = this.count;
    const at = this.starts[n] as number;
    const length = end - start;
    if (at + length > this.letters.length) {
      const larger = new Uint8Array(Math.max((at + length) * 2, 256));
      larger.set(this.letters.subarray(0, at));
      this.letters = larger;
      this.readable = readableOf(larger);
    }
    if (n + 2 > this.starts.length) {
      const larger = new Uint32Array((n + 2) * 2);
      larger.set(this.starts);
      this.starts = larger;
    }
    for (let i = 0; i < length; i++) this.letters[at + i] = from[start + i] as number;
    this.starts[n + 1] = at + length;
    this.count = n + 1;
    this.slots[slot] = n + 1;
    if (this.count * 3 > this.slots.length * 2) this.rehash();
    return n;
  }

  /** Where a text is or would be. */
  private slotOf(bytes: Uint8Array, start: number, end: number): number {
    const { slots, letters, starts } = this;
    const mask = slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    for (;;) {
      const entry = slots[slot] as number;
      if (entry === 0) return slot;
      const from = starts[entry - 1] as number;
      const length = (starts[entry] as number) - from;
      if (length === end - start) {
        let i = 0;
        while (i < length && letters[from + i] === bytes[start + i]) i++;
        if (i === length) return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let n = 0; n < this.count; n++) {
      let slot = hash(this.letters, this.starts[n] as number, this.starts[n + 1] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = n + 1;
    }
    this.slots = slots;
  }
}

function readableOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** FNV-1a, stirred at the end, since the slot is taken from the low bits. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let i = start; i < end; i++) value = Math.imul(value ^ (bytes[i] as number), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

function slotsFor(texts: number): number {
  let slots = 16;
  while (slots * 2 < texts * 3 + 3) slots *= 2;
  return slots;
}
