import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../src/runtime.ts';
import { ensureBuilt } from '../src/ui/build.ts';
import { mountPages } from '../src/ui/mount.ts';
import { HOSTILE } from './hostile.ts';
import { type TestServer, testServer } from './market.ts';
import { newListing, newSeller, type Runs } from './people.ts';

/** Generous: the machine may be busy. */
const MS_MAX = 3_000;
/** Longer texts are refused, by the field's name. */
const LENGTH_MAX = 200;
const HERE = 'http://localhost';

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
  const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
  const seller = await newSeller(runs);
  for (const title of ['Aaa', 'Aaaaaaaaaa lamp', '红色的椅子', 'Aaab1x chair'])
    await newListing(runs, seller, { title });
  const { app } = server.market;
  const pages = await ensureBuilt({ log: () => undefined });
  await mountPages(app, { pages, api: (request, page) => app.fetch(request, page.env) });
  // The first of each kind also reads the index, and the pages.
  await asked('/api/v1/search?q=aaa');
  await asked('/search?q=aaa');
}, 120_000);

afterAll(() => server[Symbol.asyncDispose]());

async function asked(path: string): Promise<{ status: number; text: string; ms: number }> {
  const begun = performance.now();
  const answer = await server.market.app.request(`${HERE}${path}`);
  const text = await answer.text();
  return { status: answer.status, text, ms: performance.now() - begun };
}

describe.each(HOSTILE)('whoever looks for %s', (_, text) => {
  for (const [length, q] of [
    ['all of it', text],
    ['as much as may be', text.slice(0, LENGTH_MAX)],
  ] as const)
    test(`is answered soon, ${length}, by the API and by the page`, async () => {
      const parameters = new URLSearchParams({ q }).toString();
      const api = await asked(`/api/v1/search?${parameters}&facets=true`);
      expect(api.ms).toBeLessThan(MS_MAX);
      if (api.status !== 200) {
        expect(api.status).toBe(422);
        const { errors } = JSON.parse(api.text) as { errors: readonly { field: string }[] };
        expect(new Set(errors.map(({ field }) => field))).toEqual(new Set(['q']));
      } else expect(Array.isArray((JSON.parse(api.text) as { listings: unknown }).listings)).toBe(true);
      const page = await asked(`/search?${parameters}`);
      expect(page.ms).toBeLessThan(MS_MAX);
      expect([200, 422]).toContain(page.status);
      expect(page.text).toContain('</html>');
      expect(page.text).not.toContain('<script>alert(1)');
    });
});
