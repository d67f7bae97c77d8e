import { expect, test } from 'vitest';
import { Counter } from '../../test/counter.ts';
import { testServer } from '../../test/market.ts';
import { bareOrder, newListing, newStaff } from '../../test/people.ts';
import type { ListingId } from '../kernel/ids.ts';
import { connectionOf } from '../platform/postgres-unit.ts';
import { continueRecall, openRecall } from '../processes/run-recall.ts';

const TEXT = {
  product: 'Night light',
  identification: 'Model R1, on the bottom of the light.',
  risk: 'The battery may catch fire while it is charged.',
  hazard: 'fire',
  instructions: ['stop-using'],
  remedies: ['replacement', 'refund'],
  contact: 'recalls@lights.example',
} as const;

test('recalls that list their owners do not wait for each other, however many hold a connection', async () => {
  await using server = await testServer();
  const { market } = server;
  const counter = new Counter(server);
  const { runs } = counter;
  const [seller, buyer] = [await counter.seller('Lights'), await counter.buyer()];
  const by = await newStaff(runs, 'inspector');
  const units = market.db.pool.options.max;
  const lights: ListingId[] = [];
  for (let i = 0; i < units; i++) lights.push(await newListing(runs, seller, { title: `Light ${i}` }));
  const recallIds: string[] = [];
  for (const listingId of lights) {
    await bareOrder(runs, { seller, buyer, listingId, delivered: true });
    const recall = { text: TEXT, listings: [listingId], source: { kind: 'platform' }, by } as const;
    recallIds.push((await runs.must(by, (world) => openRecall(world, recall))).recallId);
  }
  let begun = 0;
  const all = Promise.withResolvers<void>();
  const listed = await Promise.all(
    recallIds.map((recallId) =>
      market.run('system:deadline', async (world) => {
        begun += 1;
        if (begun === units) all.resolve();
        // By now each has taken its connection, and none is left.
        await all.promise;
        const recall = await continueRecall(world, recallId, market.ports.ownersOf);
        const bound = await connectionOf(world.unit).query('show statement_timeout');
        return { recall, bound: bound.rows[0] };
      }),
    ),
  );
  expect(listed).toHaveLength(units);
  for (const { recall, bound } of listed) {
    expect(recall).toMatchObject({ owners: { parties: 1, orders: 1 } });
    // Reading owners may take long; what the unit asks afterwards may not.
    expect(bound).toEqual({ statement_timeout: '1min' });
  }
});
