/**
 * Seeded randomness of the synthetic market. Each actor draws from a stream of its own (`fork`), so that changing
 * one actor's habits does not reshuffle everybody else's.
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand); seeding: xmur3. Not for secrets.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private count = 1;
  private readonly seed: string;

  constructor(seed: string) {
    this.seed = seed;
    const word = words(seed);
    this.a = word();
    this.b = word();
    this.c = word();
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** An independent stream, the same for the same seed and label whatever was drawn before. */
  fork(label: string): Random {
    return new Random(`${this.seed}/${label}`);
  }

  uint32(): number {
    const t = (this.a + this.b + this.count) | 0;
    this.count = (this.count + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const item = from[Math.floor(this.next() * from.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Index in proportion to its weight. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((a, b) => a + b, 0);
    for (const [i, weight] of weights.entries()) {
      rest -= weight;
      if (rest < 0) return i;
    }
    return weights.length - 1;
  }

  /** Normal distribution (Box and Muller, one of the pair). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Waiting times of people: many short, few long. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }

  shuffled<T>(items: readonly T[]): readonly T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  }

  /** 80 bits, for ids. */
  bits80(): bigint {
    const low = BigInt(this.uint32());
    const middle = BigInt(this.uint32());
    return (BigInt(this.uint32() & 0xffff) << 64n) | (middle << 32n) | low;
  }
}

/** xmur3: a string to as many 32-bit words as asked for. */
function words(text: string): () => number {
  let h = 1_779_033_703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3_432_918_353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}
