import { expect, test } from 'vitest';
import { testServer } from '../../test/market.ts';
import type { PartyId } from '../kernel/ids.ts';

test('units that ask for rates do not wait for each other, however many hold a connection', async () => {
  await using server = await testServer();
  const { market } = server;
  const units = market.db.pool.options.max;
  let begun = 0;
  const all = Promise.withResolvers<void>();
  const asked = await Promise.all(
    Array.from({ length: units }, () =>
      market.run('system:test', async ({ unit, metrics }) => {
        begun += 1;
        if (begun === units) all.resolve();
        // By now each has taken its connection, and none is left.
        await all.promise;
        return metrics.assess({ subject: 'seller', party: 'pty_nobody' as PartyId }, unit.now);
      }),
    ),
  );
  expect(asked).toHaveLength(units);
  for (const assessments of asked) expect(assessments.every((a) => a.n === 0)).toBe(true);
  expect(asked[0]?.length).toBeGreaterThan(5);
});
