import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type TestServer, testServer } from '../../test/market.ts';
import { newBuyer, type Runs } from '../../test/people.ts';
import type { PartyId } from '../kernel/ids.ts';
import { must } from '../runtime.ts';
import type { Actor } from './actor.ts';
import { mountRoutes } from './mount.ts';
import { type AnyRoute, write } from './route.ts';

// How long it may keep others out has a test of its own; on a busy machine this one would run into it.
vi.mock(import('./turnstile.ts'), async (load) => {
  const { Turnstile } = await load();
  return {
    Turnstile: class extends Turnstile {
      constructor(atOnceMax: number) {
        super(atOnceMax, 60_000);
      }
    },
  };
});

let server: TestServer;
let buyer: Actor;
const runs: Runs = { must: (by, work) => must(server.market.run(by, work)) };
const judge: Actor = { kind: 'staff', partyId: 'pty_judge' as PartyId, roles: ['head'] };

beforeAll(async () => {
  server = await testServer();
  buyer = { kind: 'buyer', partyId: await newBuyer(runs) };
});
afterAll(() => server[Symbol.asyncDispose]());

/** A change that says when it is under way, and ends when told to. */
function held(path: string, more: Pick<AnyRoute, 'access'> & { readonly verdict?: true }) {
  let end = () => {};
  const told = new Promise<void>((resolve) => (end = resolve));
  const change = { begun: false, end };
  const handle = async () => {
    change.begun = true;
    await told;
    return {};
  };
  const route = write({
    method: 'post',
    path,
    summary: '',
    tag: '',
    response: z.object({}),
    ...more,
    handle,
  });
  return { change, route };
}

/** The door itself with these routes, and a way to knock. */
function door(routes: readonly AnyRoute[]) {
  const hono = new Hono();
  const { db, book, standings } = server.market;
  let asking: Actor = judge;
  const metrics = { assess: vi.fn(), measure: vi.fn(), project: vi.fn() };
  mountRoutes(hono, routes, {
    db,
    rulebook: book.rulebook,
    rulebookHash: book.hash,
    now: () => server.now(),
    unitContext: (by) => ({
      now: server.now(),
      ids: { next: () => 'never' as never },
      by,
      privacyKey: Buffer.alloc(32),
      watch: (changes) => standings.lease.watch(changes),
    }),
    authenticate: () => Promise.resolve(asking),
    metrics,
    metricsOfUnit: () => metrics,
    standings: (parties) => standings.of(parties),
    report: (error) => {
      throw error;
    },
  });
  let keys = 0;
  return (actor: Actor, path: string) => {
    asking = actor;
    const headers = { 'idempotency-key': `right-of-way-${(keys += 1)}` };
    return hono.request(`/api/v1${path}`, { method: 'POST', headers });
  };
}

const STAFF = { access: { who: ['head'] } } as const;
const CROWD = { access: { who: ['buyer'], action: 'account.edit' } } as const;
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 60));

it('what buyers begin waits for a verdict under way, and for nothing else that staff do', async () => {
  const verdict = held('/verdict', { ...STAFF, verdict: true });
  const note = held('/note', STAFF);
  const purchase = held('/purchase', CROWD);
  const further = held('/further', CROWD);
  const knock = door([verdict.route, note.route, purchase.route, further.route]);

  const judged = knock(judge, '/verdict');
  await vi.waitFor(() => expect(verdict.change.begun).toBe(true));
  const bought = knock(buyer, '/purchase');
  await aWhile();
  expect(purchase.change.begun).toBe(false);
  verdict.change.end();
  expect((await judged).status).toBe(200);
  await vi.waitFor(() => expect(purchase.change.begun).toBe(true));

  const noted = knock(judge, '/note');
  await vi.waitFor(() => expect(note.change.begun).toBe(true));
  const boughtToo = knock(buyer, '/further');
  await vi.waitFor(() => expect(further.change.begun).toBe(true));
  for (const { change } of [note, purchase, further]) change.end();
  expect((await Promise.all([bought, noted, boughtToo])).map(({ status }) => status)).toEqual([
    200, 200, 200,
  ]);
});
