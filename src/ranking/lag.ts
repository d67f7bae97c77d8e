import type { EpochMs } from '../kernel/time.ts';

/** The worst is told of so long a time, and of the one before it. */
export const LAG_WINDOW_MS = 600_000;

/** How long after they were written changes were found. */
export interface Lag {
  /** Of the change that was taken in last; nothing before the first. */
  readonly lastMs: number | null;
  /** The longest lately. */
  readonly worstMs: number | null;
}

export class LagMeter {
  private last: number | null = null;
  private worst: number | null = null;
  private worstBefore: number | null = null;
  private begunAt: EpochMs = -Infinity;

  /** What was written then has been taken in now. */
  note(writtenAt: EpochMs, now: EpochMs): void {
    const ms = Math.max(0, now - writtenAt);
    this.turn(now);
    this.last = ms;
    this.worst = Math.max(this.worst ?? 0, ms);
  }

  read(now: EpochMs): Lag {
    this.turn(now);
    const { last, worst, worstBefore } = this;
    const lately = [worst, worstBefore].filter((ms) => ms !== null);
    return { lastMs: last, worstMs: lately.length === 0 ? null : Math.max(...lately) };
  }

  private turn(now: EpochMs): void {
    const passed = now - this.begunAt;
    if (passed < LAG_WINDOW_MS) return;
    this.worstBefore = passed < 2 * LAG_WINDOW_MS ? this.worst : null;
    this.worst = null;
    this.begunAt = now;
  }
}
