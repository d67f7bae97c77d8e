import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { connection, resuming, tryAgain } from './connection.ts';

let network: { onLine: boolean };
let online: Set<() => void>;
/** What is said to the next requests: nothing comes back, or an answer. */
let answers: boolean;
let asked: number;

const ask = (): Promise<Response> => {
  asked += 1;
  return answers ? Promise.resolve(new Response('here')) : Promise.reject(new TypeError('Failed to fetch'));
};
const fetchPage = resuming(ask, () => true);

beforeEach(() => {
  vi.useFakeTimers();
  network = { onLine: true };
  online = new Set();
  [answers, asked] = [false, 0];
  vi.stubGlobal('navigator', network);
  vi.stubGlobal('location', { href: 'https://shop.example/cart', origin: 'https://shop.example' });
  vi.stubGlobal('addEventListener', (_: string, heard: () => void) => online.add(heard));
  vi.stubGlobal('removeEventListener', (_: string, heard: () => void) => online.delete(heard));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what does not come through is asked for about a minute, then when somebody says so', async () => {
  const page = fetchPage('/cart.data');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(connection()).toBe('lost');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connection()).toBe('stuck');
  const tries = asked;
  expect(tries).toBeLessThan(20);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(asked).toBe(tries);
  tryAgain();
  await vi.advanceTimersByTimeAsync(100);
  expect([asked, connection()]).toEqual([tries + 1, 'lost']);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(asked).toBeLessThan(2 * tries + 2);
  answers = true;
  tryAgain();
  expect(await (await page).text()).toBe('here');
  expect([connection(), online.size]).toEqual(['fine', 0]);
});

test('without a network it waits as long as that takes, and goes on by itself', async () => {
  network.onLine = false;
  const page = fetchPage('/cart.data');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(connection()).toBe('lost');
  [network.onLine, answers] = [true, true];
  for (const heard of online) heard();
  expect(await (await page).text()).toBe('here');
  expect(connection()).toBe('fine');
});

test('whoever leaves the page waits for nothing any more', async () => {
  const leaving = new AbortController();
  const page = fetchPage('/cart.data', { signal: leaving.signal });
  const left = expect(page).rejects.toThrow('left');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(connection()).toBe('stuck');
  leaving.abort(new Error('left'));
  await left;
  expect([connection(), online.size]).toEqual(['fine', 0]);
});
