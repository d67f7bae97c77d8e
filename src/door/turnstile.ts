/**
 * Lets so many through at once; the others wait in the order they came. More transactions at once than the cores can
 * carry make none of them faster: each of their steps waits for a step of all the others, and so does whoever has to
 * pass beside them.
 */
export class Turnstile {
  private readonly atOnceMax: number;
  private readonly queue: (() => void)[] = [];
  private inside = 0;

  constructor(atOnceMax: number) {
    this.atOnceMax = atOnceMax;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    // Who leaves hands the place on, so that nobody who comes later slips in between.
    if (this.inside < this.atOnceMax) this.inside += 1;
    else await new Promise<void>((enter) => this.queue.push(enter));
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.inside -= 1;
    }
  }
}
