import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Loop } from './loop.ts';

describe('a loop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Steps that have this much to do in turn, and then nothing. */
  const counted = (...amounts: number[]) => vi.fn(() => Promise.resolve(amounts.shift() ?? 0));
  const report = vi.fn();

  test('waits as long as it is told to after work, and its usual time after none', async () => {
    const step = counted(7, 0);
    const rest = vi.fn(() => 900);
    const loop = new Loop({ step, everyMs: 200, rest, report });
    loop.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(rest).toHaveBeenCalledWith(0, 7);
    await vi.advanceTimersByTimeAsync(899);
    expect(step).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(step).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(step).toHaveBeenCalledTimes(3);
    expect(rest).toHaveBeenCalledTimes(1);
    await loop.stop();
  });

  test('goes on soon after work if nothing else was said', async () => {
    const step = counted(1, 1, 0);
    const loop = new Loop({ step, everyMs: 10_000, report });
    loop.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(step).toHaveBeenCalledTimes(3);
    await loop.stop();
  });

  test('reports what fails and goes on, until it is stopped', async () => {
    const wrong = new Error('wrong');
    const step = vi.fn(() => Promise.reject(wrong));
    const loop = new Loop({ step, everyMs: 50, report });
    loop.start();
    await vi.advanceTimersByTimeAsync(120);
    expect(report).toHaveBeenCalledWith(wrong);
    expect(step).toHaveBeenCalledTimes(3);
    await loop.stop();
    await vi.advanceTimersByTimeAsync(500);
    expect(step).toHaveBeenCalledTimes(3);
  });
});
