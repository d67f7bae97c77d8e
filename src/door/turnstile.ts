/** Whoever goes ahead keeps the others out no longer than this, whatever holds it up. */
const KEPT_OUT_MS_MAX = 250;

/**
 * Lets so many through at once; the others wait in the order they came. More transactions at once than the cores can
 * carry make none of them faster: each of their steps waits for a step of all the others, and so does whoever has to
 * pass beside them.
 */
export class Turnstile {
  private readonly atOnceMax: number;
  private readonly keptOutMsMax: number;
  private readonly queue: (() => void)[] = [];
  private inside = 0;
  private ahead = 0;

  constructor(atOnceMax: number, keptOutMsMax = KEPT_OUT_MS_MAX) {
    this.atOnceMax = atOnceMax;
    this.keptOutMsMax = keptOutMsMax;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen && this.queue.length === 0) this.inside += 1;
    else await new Promise<void>((enter) => this.queue.push(enter));
    try {
      return await work();
    } finally {
      this.inside -= 1;
      this.letIn();
    }
  }

  /** Passes beside at once, and nobody else is let in until it is through: those inside end, nobody takes their place. */
  async passAhead<T>(work: () => Promise<T>): Promise<T> {
    this.ahead += 1;
    let counted = true;
    const through = () => {
      if (counted) this.ahead -= 1;
      counted = false;
      this.letIn();
    };
    const timer = setTimeout(through, this.keptOutMsMax);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      through();
    }
  }

  private get isOpen(): boolean {
    return this.ahead === 0 && this.inside < this.atOnceMax;
  }

  /** Counted as inside at once, so that nobody who comes later slips in between. */
  private letIn(): void {
    while (this.isOpen) {
      const next = this.queue.shift();
      if (!next) return;
      this.inside += 1;
      next();
    }
  }
}
