import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '../src/door/route.ts';
import { type Actor, STAFF_ROLES, TEAM_ROLES } from '../src/door/actor.ts';
import type { CaseId, MemberId, PartyId, SanctionId } from '../src/kernel/ids.ts';
import { parties } from '../src/market/parties/party.ts';
import { type MeasureKind, type StandingEvent, standings } from '../src/standing/standing.ts';
import { BLOCKED, type StandingName } from './blocked.ts';
import { DOORS, type DoorSample, NOBODYS } from './doors.ts';
import { type TestServer, testServer } from './market.ts';
import { TEAM_DOORS } from './team-doors.ts';

interface Operation {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access;
}

interface Walker {
  readonly name: string;
  readonly actor: Actor;
  readonly standing: StandingName | undefined;
  /** Of the staff, and their roles rest. */
  readonly isAtRest?: true;
}

/** What staff may do while their roles rest, besides what is everybody's: their own account. */
const OWN_ACCOUNT: readonly string[] = [
  'get /me',
  'patch /me',
  'post /me/terms',
  'get /me/export',
  'get /me/erasure',
  'post /me/erasure',
];

let server: TestServer;
let operations: readonly Operation[];
const walkers: Walker[] = [];

beforeAll(async () => {
  server = await testServer();
  const { body } = await server.ask({ kind: 'anonymous' }, 'get', '/openapi.json');
  operations = Object.entries(body.paths as Record<string, Record<string, { 'x-access': Access }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const short = path.replace('/api/v1', '');
        return { key: `${method} ${short}`, method, path: short, access: operation['x-access'] };
      }),
  );
  walkers.push({ name: 'anonymous', actor: { kind: 'anonymous' }, standing: undefined });
  for (const kind of ['buyer', 'seller'] as const)
    for (const standing of Object.keys(BLOCKED) as StandingName[])
      walkers.push({
        name: `${kind}, ${standing}`,
        // Just confirmed: what a session must have shown is another question.
        actor: { kind, partyId: await open(kind, standing), confirmedAt: server.now() },
        standing,
      });
  const shop = await open('seller', 'good');
  for (const role of TEAM_ROLES)
    walkers.push({
      name: `team, ${role}`,
      actor: {
        kind: 'seller',
        partyId: shop,
        member: { memberId: `mbr_${role}` as MemberId, roles: [role] },
      },
      standing: 'good',
    });
  for (const role of STAFF_ROLES)
    walkers.push({
      name: role,
      actor: { kind: 'staff', partyId: await open('staff', 'good'), roles: [role] },
      standing: undefined,
    });
  const atRest = await open('staff', 'held');
  walkers.push({
    name: 'staff at rest',
    actor: { kind: 'staff', partyId: atRest, roles: STAFF_ROLES },
    standing: undefined,
    isAtRest: true,
  });
});
afterAll(() => server[Symbol.asyncDispose]());

/** A party with exactly this standing. */
async function open(kind: 'buyer' | 'seller' | 'staff', standing: StandingName): Promise<PartyId> {
  const party = `pty_${kind}_${standing}_${walkers.length}` as PartyId;
  await server.market.run('test', async ({ unit }) => {
    const at = unit.now;
    const name =
      kind === 'seller' ? { shop: 'Shop' } : { person: unit.keep({ party, kind: 'name', value: 'N' }) };
    unit.append(parties, party, [
      {
        type: 'PartyRegistered',
        at,
        kind,
        name,
        country: 'DE',
        language: 'de',
        currency: 'EUR',
        login: null,
      },
    ]);
    unit.append(standings, party, [{ type: 'StandingOpened', at, party, kind }, ...eventsOf(standing, at)]);
  });
  return party;
}

function eventsOf(standing: StandingName, at: number): readonly StandingEvent[] {
  if (standing === 'good') return [];
  if (standing === 'held')
    return [{ type: 'AccountHeld', at, hold: { reason: 'linked-to-barred', at, links: [] } }];
  const ids = { sanctionId: `san_${standing}` as SanctionId, caseId: 'case_walk' as CaseId };
  return [
    {
      type: 'MeasureApplied',
      at,
      measure: { ...ids, kind: standing satisfies MeasureKind, from: at, until: null },
    },
  ];
}

function urlOf(operation: Operation, sample: DoorSample): string {
  return (
    operation.path.replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) => sample.params?.[name] ?? NOBODYS[name] ?? `missing-${name}`,
    ) + (sample.query ?? '')
  );
}

type Said = 'sign-in' | 'role' | 'rest' | 'standing' | 'open';

/** What the door must say to this walker, from the declared roles and the table written by hand. */
function expected(operation: Operation, sample: DoorSample, { actor, standing, isAtRest }: Walker): Said {
  const { who, action } = operation.access;
  if (!who.includes('anyone')) {
    if (actor.kind === 'anonymous') return 'sign-in';
    if (!(actor.kind === 'staff' ? actor.roles : [actor.kind]).some((role) => who.includes(role)))
      return 'role';
    const member = actor.kind === 'seller' ? actor.member : undefined;
    if (isAtRest && !OWN_ACCOUNT.includes(operation.key)) return 'rest';
    // From the table, not from what the route declares: a door that opens to a team is opened twice on purpose.
    if (member && !member.roles.some((role) => TEAM_DOORS[role].includes(operation.key))) return 'role';
  }
  const blocked = standing ? BLOCKED[standing] : [];
  const asked = [action, sample.asks].filter((a) => a !== undefined);
  return asked.some((a) => blocked.includes(a as never)) ? 'standing' : 'open';
}

function said({ status, body }: { status: number; body: { type?: string } }): Said {
  if (status === 401) return 'sign-in';
  if (status === 403 && body.type === '/problems/roles-at-rest') return 'rest';
  if (status === 403 && body.type === '/problems/not-for-this-role') return 'role';
  return status === 403 && body.type === '/problems/not-permitted' ? 'standing' : 'open';
}

describe('every route asks', () => {
  it('is known to the walk, and the walk knows no other', () => {
    expect(operations.map((o) => o.key).toSorted()).toEqual(Object.keys(DOORS).toSorted());
    expect(operations.length).toBeGreaterThan(40);
  });

  it('opens for exactly the roles and standings that it should', { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    for (const operation of operations) {
      const sample = DOORS[operation.key];
      if (!sample) continue;
      for (const walker of walkers) {
        const answer = await server.ask(
          walker.actor,
          operation.method,
          urlOf(operation, sample),
          sample.body,
        );
        const [want, got] = [expected(operation, sample, walker), said(answer)];
        // A body that the parser refuses would hide the permission behind it.
        const hidden =
          answer.status === 422 && answer.body.type === '/problems/invalid-input' && want === 'standing';
        if (want !== got || hidden)
          wrong.push(
            `${operation.key} as ${walker.name}: ${want} expected, ${got} (${answer.status} ${answer.body.type ?? ''} ${JSON.stringify(answer.body.errors ?? '')})`,
          );
      }
    }
    expect(wrong).toEqual([]);
  });
});
