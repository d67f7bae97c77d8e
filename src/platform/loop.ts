const REST_MS_MIN = 5;
const REST_MS_MAX = 25;

/** Under load it rests for as long as it worked, so that what gathers is done together: each step ends with a commit. */
const asLong: Rest = (workedMs) => Math.min(Math.max(workedMs, REST_MS_MIN), REST_MS_MAX);

/** How long to rest after a step that had `done` something, which took it `workedMs`. In ms. */
export type Rest = (workedMs: number, done: number) => number;

interface LoopOptions {
  /** Returns how much there was to do. */
  readonly step: () => Promise<number>;
  /** From the end of a step that had nothing to do to the next one. */
  readonly everyMs: number;
  /** By default as long as it worked, and no longer than a moment. */
  readonly rest?: Rest;
  readonly report: (error: unknown) => void;
}

/** A loop that runs `step` again and again, one at a time, sooner when there was work, and never dies of an error. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly options: LoopOptions;

  constructor(options: LoopOptions) {
    this.options = options;
  }

  start(): void {
    this.schedule(0);
  }

  /** Waits for the step under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(inMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.once();
    }, inMs);
  }

  private async once(): Promise<void> {
    let done = 0;
    const started = performance.now();
    const { step, everyMs, rest = asLong, report } = this.options;
    try {
      done = await step();
    } catch (error) {
      report(error);
    }
    this.schedule(done > 0 ? rest(performance.now() - started, done) : everyMs);
  }
}
