import { expect, it } from 'vitest';
import { together } from './together.ts';

it('waits for all, also where one fails at once', async () => {
  let isOver = false;
  const slow = new Promise<string>((resolve) => setTimeout(() => resolve('slow'), 20)).finally(
    () => (isOver = true),
  );
  await expect(together([Promise.reject(new Error('at once')), slow])).rejects.toThrow('at once');
  expect(isOver).toBe(true);
  expect(await together([slow, 2])).toEqual(['slow', 2]);
});
