import type { EpochMs } from '../kernel/time.ts';

/** What failed is left alone for this long. */
const REST_MS = 60_000;

/**
 * Work that comes one item at a time, again and again until it is done. An item that fails is reported and rests for a
 * while, so that one bad item can't stop the others.
 */
export class Resting<Key extends string | number> {
  private readonly until = new Map<Key, EpochMs>();
  private readonly now: () => EpochMs;
  private readonly report: (error: unknown, key: Key) => void;

  constructor(now: () => EpochMs, report: (error: unknown, key: Key) => void) {
    this.now = now;
    this.report = report;
  }

  /** What rests now: to be left out by the query for work, so that many of them can't fill a batch. */
  keys(): readonly Key[] {
    const now = this.now();
    for (const [key, until] of this.until) if (until <= now) this.until.delete(key);
    return [...this.until.keys()];
  }

  /** Does it; `undefined` if it failed, and rests from now on. */
  async attempt<T>(key: Key, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.rest(key, error);
      return undefined;
    }
  }

  rest(key: Key, error: unknown): void {
    this.until.set(key, this.now() + REST_MS);
    this.report(error, key);
  }
}
