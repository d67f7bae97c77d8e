import { afterAll, expect } from 'vitest';
import { Counter } from './counter.ts';
import { type TestServer, testServer } from './market.ts';

/** A market for the tests of a file, whose ledger has to be balanced when they are through. */
export async function balancedMarket(): Promise<{ readonly server: TestServer; readonly counter: Counter }> {
  const server = await testServer();
  const counter = new Counter(server);
  afterAll(async () => {
    const { body } = await server.ask(await counter.staff('head'), 'get', '/ledger/totals');
    expect(body.balanced).toBe(true);
    for (const { sumMinor } of body.totals) expect(sumMinor).toBe(0);
    await server[Symbol.asyncDispose]();
  });
  return { server, counter };
}
