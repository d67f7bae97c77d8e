import type { EpochMs } from '../src/kernel/time.ts';

/** What somebody is going to do. Most take a workflow or two. */
export type Act = (now: EpochMs) => Promise<void>;

interface Entry {
  readonly at: EpochMs;
  /** Of two acts at the same moment the one planned first comes first: runs must be reproducible. */
  readonly order: number;
  readonly act: Act;
}

/** What everybody is going to do, by time: a binary heap. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private planned = 0;

  plan(at: EpochMs, act: Act): void {
    const { heap } = this;
    heap.push({ at: Math.round(at), order: this.planned++, act });
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(i, parent)) break;
      this.swap(i, parent);
      i = parent;
    }
  }

  /** The next act until `until`, taken off; nothing if there is none. */
  take(until: EpochMs): Entry | undefined {
    const { heap } = this;
    const first = heap[0];
    if (!first || first.at > until) return undefined;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return first;
    heap[0] = last;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      const right = left + 1;
      let smallest = i;
      if (left < heap.length && this.before(left, smallest)) smallest = left;
      if (right < heap.length && this.before(right, smallest)) smallest = right;
      if (smallest === i) return first;
      this.swap(i, smallest);
      i = smallest;
    }
  }

  private before(i: number, j: number): boolean {
    const a = this.heap[i] as Entry;
    const b = this.heap[j] as Entry;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  private swap(i: number, j: number): void {
    const { heap } = this;
    [heap[i], heap[j]] = [heap[j] as Entry, heap[i] as Entry];
  }
}
