/** Answers that may be a little old, so that what everybody asks at once is worked out once. */
export class SearchCache<Value> {
  private readonly entries = new Map<
    string,
    { readonly value: Promise<Value>; readonly at: number; renewing: boolean }
  >();
  private readonly freshMs: number;
  private readonly entriesMax: number;

  /** `freshMs` 0: everything is worked out anew. */
  constructor(options: { readonly freshMs: number; readonly entriesMax: number }) {
    this.freshMs = options.freshMs;
    this.entriesMax = options.entriesMax;
  }

  /**
   * A fresh answer if there is one. One that is a little older is given once more while it is worked out anew; who asks for
   * the same while it is worked out waits for that.
   */
  get(key: string, work: () => Promise<Value>): Promise<Value> {
    if (this.freshMs === 0) return work();
    const now = performance.now();
    const entry = this.entries.get(key);
    if (!entry || now - entry.at > this.freshMs * GRACE) return this.start(key, work);
    if (now - entry.at > this.freshMs && !entry.renewing) {
      entry.renewing = true;
      // A failure is not kept: the next to ask tries again.
      void this.start(key, work, entry.value).catch(() => undefined);
    }
    return entry.value;
  }

  private start(key: string, work: () => Promise<Value>, meanwhile?: Promise<Value>): Promise<Value> {
    const value = work();
    const put = (kept: Promise<Value>) => {
      this.entries.delete(key);
      if (this.entries.size >= this.entriesMax) {
        const oldest = this.entries.keys().next().value;
        if (oldest !== undefined) this.entries.delete(oldest);
      }
      this.entries.set(key, { value: kept, at: performance.now(), renewing: false });
    };
    if (!meanwhile) put(value);
    value.then(
      () => meanwhile && put(value),
      () => this.entries.delete(key),
    );
    return value;
  }
}

/** How much longer than it is fresh an answer may be given while a new one is worked out. */
const GRACE = 4;
