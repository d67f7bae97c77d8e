import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestServer, testServer } from '../../test/market.ts';
import { newBuyer, newStaff } from '../../test/people.ts';
import type { Refusal } from '../kernel/decision.ts';
import type { World } from '../processes/world.ts';
import { must } from '../runtime.ts';
import { CONFIRMED_FOR_MS } from '../platform/auth-confirmation.ts';
import type { Actor } from './actor.ts';
import { assuranceLacking } from './assurance.ts';
import { write } from './route.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());
const runs = {
  must: <T>(by: string, work: (world: World) => Promise<T | Refusal>) => must(server.market.run(by, work)),
};

describe('what a session must have shown', () => {
  const NOW = 1_000_000_000;
  const seller = { kind: 'seller', partyId: 'pty_1' } as const;
  const stepUp = { who: ['seller'], stepUp: true } as const;
  const route = write({
    method: 'put',
    path: '/account-of-payouts',
    summary: '',
    tag: '',
    access: { who: ['seller'], action: 'payout.account.change', stepUp: true },
    response: z.object({}),
    handle: () => Promise.resolve({}),
  });
  const type = (actor: object, access = route.access) =>
    assuranceLacking({ ...seller, ...actor } as Actor, access, NOW)?.type;

  test('for a step-up: a confirmation of the last minutes', () => {
    expect(type({})).toBe('/problems/second-factor-needed');
    expect(type({ confirmedAt: NOW - CONFIRMED_FOR_MS })).toBe('/problems/second-factor-needed');
    expect(type({ confirmedAt: NOW - CONFIRMED_FOR_MS + 1 })).toBeUndefined();
    expect(type({ mailUnverified: true, confirmedAt: NOW }, stepUp)).toBeUndefined();
  });

  test('for what reaches others: a verified address', () => {
    const access = { who: ['seller'], verifiedMail: true } as const;
    expect(type({ mailUnverified: true }, access)).toBe('/problems/mail-not-verified');
    expect(type({}, access)).toBeUndefined();
  });
});

describe('staff without their second factor', () => {
  test('reach nothing but their own data', async () => {
    const partyId = await newStaff(runs, 'head', 'investigator');
    const ask = (path: string, lacks: boolean) =>
      server.ask(
        {
          kind: 'staff',
          partyId,
          roles: ['head', 'investigator'],
          ...(lacks ? { lacksSecondFactor: true } : {}),
        },
        'get',
        path,
      );
    expect((await ask('/me', true)).status).toBe(200);
    for (const path of ['/staff', '/cases', '/parties', '/search?q=lamp', '/me/export']) {
      const refused = await ask(path, true);
      expect([path, refused.status, refused.body.type]).toEqual([
        path,
        403,
        '/problems/second-factor-enrolment-needed',
      ]);
    }
    expect((await ask('/staff', false)).status).toBe(200);
  });

  test('is asked of accounts that were opened by sign-up, and not of made-up ones', async () => {
    const own = await server.market.auth.createAccount({
      email: 'a@staff.example',
      password: 'long enough 1',
      name: 'A',
    });
    const demo = await server.market.auth.createAccount({
      email: 'b@staff.example',
      password: 'long enough 1',
      name: 'B',
      secondFactorWaived: true,
    });
    expect([own.secondFactorWaived, demo.secondFactorWaived]).toEqual([false, true]);
  });
});

test('a buyer needs none', async () => {
  const partyId = await newBuyer(runs);
  const answer = await server.ask(
    { kind: 'buyer', partyId },
    'patch',
    '/me',
    { language: 'pt' },
    randomUUID(),
  );
  expect(answer.status).toBe(200);
});
