const REST_MS_MIN = 5;
const REST_MS_MAX = 25;

/** A loop that runs `step` again and again, one at a time, sooner when there was work, and never dies of an error. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly step: () => Promise<number>;
  private readonly everyMs: number;
  private readonly report: (error: unknown) => void;

  constructor(options: { step: () => Promise<number>; everyMs: number; report: (error: unknown) => void }) {
    this.step = options.step;
    this.everyMs = options.everyMs;
    this.report = options.report;
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
    try {
      done = await this.step();
    } catch (error) {
      this.report(error);
    }
    // Under load it rests for as long as it worked, so that what gathers is done together: each step ends with a commit.
    const rest = Math.min(Math.max(performance.now() - started, REST_MS_MIN), REST_MS_MAX);
    this.schedule(done > 0 ? Math.min(rest, this.everyMs) : this.everyMs);
  }
}
