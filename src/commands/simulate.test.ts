import { describe, expect, test } from 'vitest';
import { type Console, EXIT, WrongUse } from './command.ts';
import { simulateCommand } from './simulate.ts';

const LONG_MS = 60_000;

describe('cacashop simulate', () => {
  function listening() {
    const said: string[] = [];
    const console: Console = { progress: (text) => said.push(text), line: (text) => said.push(text) };
    return { said, console };
  }

  test(
    'prints counts, the comparison with the truth, balanced books and a hash',
    { timeout: LONG_MS },
    async () => {
      const { said, console } = listening();
      const outcome = await simulateCommand.run(['--days', '8', '--seed', 'test'], console);
      expect(outcome.exit).toBe(EXIT.done);
      expect(outcome.json).toMatchObject({
        size: 'small',
        seed: 'test',
        days: 8,
        ledgerSums: { notZero: 0 },
        sellers: { falseActionInterval: [expect.any(Number), expect.any(Number)] },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(outcome.text).toMatch(/^orders {2,}\d+ /m);
      expect(said.at(-1)).toBe('day 8 of 8');
      const again = await simulateCommand.run(['--days', '8', '--seed', 'test'], listening().console);
      expect({ ...again.json, seconds: 0 }).toEqual({ ...outcome.json, seconds: 0 });
    },
  );

  test('lives through a day on which nothing was sold yet', { timeout: LONG_MS }, async () => {
    const { console } = listening();
    await expect(simulateCommand.run(['--days', '1'], console)).resolves.toMatchObject({
      exit: EXIT.done,
      json: { days: 1 },
    });
  });

  test.each([[['--size', 'huge']], [['--days', '0']], [['--days', '1.5']], [['--days', 'many']]])(
    'refuses %j',
    async (args) => {
      await expect(simulateCommand.run(args, listening().console)).rejects.toBeInstanceOf(WrongUse);
    },
  );

  test('refuses what it does not know', async () => {
    await expect(simulateCommand.run(['--speed', '3'], listening().console)).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
    });
  });
});
