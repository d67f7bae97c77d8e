import { describe, expect, test, vi } from 'vitest';
import { Turnstile } from './turnstile.ts';

describe('a turnstile', () => {
  test('lets so many through at once, and the others in the order they came', async () => {
    const turnstile = new Turnstile(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((i) =>
      turnstile.pass(async () => {
        begun.push(i);
        await new Promise<void>((end) => (ends[i] = end));
        return i;
      }),
    );
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    expect(begun).toEqual([0, 1]);
    ends[1]?.();
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    ends[0]?.();
    await settle();
    expect(begun).toEqual([0, 1, 2, 3]);
    for (const end of ends) end();
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  const turn = () => new Promise((resolve) => setImmediate(resolve));
  /** Work that says when it began, and ends when told to. */
  const held = () => {
    let end = () => {};
    const told = new Promise<void>((resolve) => (end = resolve));
    const work = { begun: false, end, run: () => ((work.begun = true), told) };
    return work;
  };

  test('who goes ahead passes a full house, and nobody is let in before it is through', async () => {
    const turnstile = new Turnstile(1);
    const [first, second, verdict] = [held(), held(), held()];
    const all = [turnstile.pass(first.run), turnstile.pass(second.run), turnstile.passAhead(verdict.run)];
    await turn();
    expect([first.begun, second.begun, verdict.begun]).toEqual([true, false, true]);
    first.end();
    await turn();
    expect(second.begun).toBe(false);
    verdict.end();
    await turn();
    expect(second.begun).toBe(true);
    second.end();
    await Promise.all(all);
  });

  test('an empty house waits for who is ahead as well, but no longer than it may', async () => {
    const turnstile = new Turnstile(1, 30);
    const [verdict, buyer] = [held(), held()];
    const ahead = turnstile.passAhead(verdict.run);
    const passed = turnstile.pass(buyer.run);
    await turn();
    expect(buyer.begun).toBe(false);
    await vi.waitFor(() => expect(buyer.begun).toBe(true));
    buyer.end();
    await passed;
    verdict.end();
    await ahead;
    // Its end counts once: the house is not open to more than before.
    const [next, after] = [held(), held()];
    const both = [turnstile.pass(next.run), turnstile.pass(after.run)];
    await turn();
    expect([next.begun, after.begun]).toEqual([true, false]);
    next.end();
    after.end();
    await Promise.all(both);
  });

  test('a failure gives its place up', async () => {
    const turnstile = new Turnstile(1);
    await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turnstile.pass(() => Promise.resolve('in'))).toBe('in');
  });
});
