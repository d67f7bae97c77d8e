import type { Segment } from './segment.ts';

/** One that is among the best so far. */
export interface Placed {
  /** What it is placed by; of equal ones the larger `second`, then the smaller id. */
  readonly key: number;
  readonly second: number;
  readonly segment: Segment;
  readonly doc: number;
  readonly relevance: number;
  /** 0: of no family. */
  readonly family: number;
}

/** The best so many, of each family only its best: a heap with the last of them at its root. */
export class Top {
  private readonly limit: number;
  private readonly heap: Placed[] = [];
  private readonly families = new Set<number>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** What is below it has no place. */
  least = -Infinity;

  put(key: number, second: number, segment: Segment, doc: number, relevance: number, family: number): void {
    this.take({ key, second, segment, doc, relevance, family });
    if (this.heap.length === this.limit) this.least = (this.heap[0] as Placed).key;
  }

  private take(placed: Placed): void {
    const { heap, families } = this;
    if (placed.family !== 0 && families.has(placed.family)) {
      const at = heap.findIndex((p) => p.family === placed.family);
      if (isBehind(heap[at] as Placed, placed)) {
        heap[at] = placed;
        this.sink(at);
      }
      return;
    }
    if (heap.length < this.limit) {
      heap.push(placed);
      this.rise(heap.length - 1);
    } else {
      const last = heap[0];
      if (!last || !isBehind(last, placed)) return;
      families.delete(last.family);
      heap[0] = placed;
      this.sink(0);
    }
    if (placed.family !== 0) families.add(placed.family);
  }

  /** Best first. */
  sorted(): readonly Placed[] {
    return this.heap.toSorted((a, b) => (isBehind(a, b) ? 1 : -1));
  }

  private rise(at: number): void {
    const { heap } = this;
    const placed = heap[at] as Placed;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBehind(placed, heap[parent] as Placed)) break;
      heap[at] = heap[parent] as Placed;
      at = parent;
    }
    heap[at] = placed;
  }

  private sink(at: number): void {
    const { heap } = this;
    const placed = heap[at] as Placed;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBehind(heap[child + 1] as Placed, heap[child] as Placed)) child += 1;
      if (!isBehind(heap[child] as Placed, placed)) break;
      heap[at] = heap[child] as Placed;
      at = child;
    }
    heap[at] = placed;
  }
}

function isBehind(a: Placed, b: Placed): boolean {
  if (a.key !== b.key) return a.key < b.key;
  if (a.second !== b.second) return a.second < b.second;
  return a.segment.compareIds(a.doc, b.segment, b.doc) > 0;
}
