import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newListing, newSeller, newStaff, type Runs } from '../../../test/people.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import type { Actor, StaffRole, TeamRole } from '../../door/actor.ts';
import type { ListingId, MemberId, PartyId, SanctionId } from '../../kernel/ids.ts';
import { DAY_MS, plusMonths } from '../../kernel/time.ts';
import { must } from '../../runtime.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: TestServer;
let runs: Runs;
let shop: PartyId;
let owner: Actor;
let chair: ListingId;
let count = 0;

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  shop = await newSeller(runs);
  owner = { kind: 'seller', partyId: shop };
  chair = await newListing(runs, shop);
});
afterAll(() => server[Symbol.asyncDispose]());

async function invite(roles: readonly TeamRole[], by: Actor = owner) {
  count += 1;
  const mail = `member${count}@shop.example`;
  const { status, body } = await server.ask(by, 'post', '/team', { name: `Member ${count}`, mail, roles });
  expect(status).toBe(201);
  return {
    mail,
    userId: `user-${count}`,
    memberId: body.memberId as MemberId,
    invitation: body.invitation as string,
  };
}

type Invited = Awaited<ReturnType<typeof invite>>;

function accept({ mail, userId, invitation }: Invited, email = mail) {
  const actor: Actor = { kind: 'anonymous', login: { userId, email } };
  return server.ask(actor, 'post', '/team/acceptance', { invitation });
}

/** As sign-in finds them: the tests of the API stand in for sign-in alone. */
function as({ memberId }: Invited, ...roles: readonly TeamRole[]): Actor {
  return { kind: 'seller', partyId: shop, member: { memberId, roles } };
}

async function memberOf(invited: Invited) {
  const { body } = await server.ask(owner, 'get', '/team');
  return (body.members as { memberId: string; status: string }[]).find(
    (m) => m.memberId === invited.memberId,
  );
}

describe('an invitation', () => {
  it('is accepted once, by the account of the address that it was sent to', async () => {
    const ana = await invite(['listings', 'listings']);
    const shown = await server.ask({ kind: 'anonymous' }, 'get', `/team/invitations/${ana.memberId}`);
    expect(shown.body).toMatchObject({ roles: ['listings'] });
    expect((await accept(ana, 'somebody@else.example')).body.type).toBe('/problems/invitation-for-another');
    expect((await accept(ana, ana.mail.toUpperCase())).body).toEqual({ partyId: shop, roles: ['listings'] });
    expect(await memberOf(ana)).toMatchObject({ status: 'active', mail: ana.mail });
    expect((await accept({ ...ana, userId: 'another' })).status).toBe(410);
  });

  it('cannot be made up, and does not outlive its time', async () => {
    const ben = await invite(['shipping']);
    const forged = { ...ben, invitation: `${ben.memberId}.${'A'.repeat(43)}` };
    expect((await accept(forged)).status).toBe(404);
    server.pass(8 * DAY_MS);
    expect((await accept(ben)).body.type).toBe('/problems/invitation-over');
    expect(await memberOf(ben)).toMatchObject({ status: 'expired' });
  });

  it('needs a sign-in account, and one that belongs to nobody', async () => {
    const eva = await invite(['shipping']);
    const { invitation } = eva;
    expect((await server.ask({ kind: 'anonymous' }, 'post', '/team/acceptance', { invitation })).status).toBe(
      403,
    );
    expect((await server.ask(owner, 'post', '/team/acceptance', { invitation })).body.type).toBe(
      '/problems/login-taken',
    );
    expect((await accept(eva)).status).toBe(200);
    const second = await invite(['messages']);
    const sameLogin = await accept({ ...second, userId: eva.userId });
    expect(sameLogin.body.type).toBe('/problems/login-taken');
  });

  it('names what is wrong with it at the field', async () => {
    const bad = await server.ask(owner, 'post', '/team', {
      name: 'X',
      mail: 'no address',
      roles: ['shipping'],
    });
    expect(bad.body.errors[0].field).toBe('mail');
    const none = await server.ask(owner, 'post', '/team', { name: 'X', mail: 'x@shop.example', roles: [] });
    expect(none.body.errors[0].field).toBe('roles');
    const twice = await invite(['shipping']);
    const again = await server.ask(owner, 'post', '/team', {
      name: 'X',
      mail: twice.mail,
      roles: ['shipping'],
    });
    expect(again.body.type).toBe('/problems/member-exists');
  });
});

describe('a member', () => {
  it('acts for the shop in its own name, and only within the role', async () => {
    const max = await invite(['listings']);
    await accept(max);
    const actor = as(max, 'listings');
    expect((await server.ask(actor, 'patch', `/listings/${chair}`, { stock: 3 })).status).toBe(200);
    const log = await server.market.db.pool.query<{ by: string }>(
      `select by from log_entry where stream = $1 and type = 'StockSet' order by id desc limit 1`,
      [chair],
    );
    expect(log.rows[0]?.by).toBe(max.memberId);
    for (const [method, path] of [
      ['get', '/orders'],
      ['get', '/conversations'],
      ['get', '/me/balance'],
      ['get', '/me/export'],
      ['get', '/team'],
      ['get', '/me/standing'],
    ] as const)
      expect((await server.ask(actor, method, path)).body.type, path).toBe('/problems/not-for-this-role');
    const account = { account: 'DE89370400440532013000' };
    expect((await server.ask(actor, 'put', '/me/payout-account', account)).status).toBe(403);
  });

  it('reads the shop under /me, and nothing of the owner', async () => {
    const lea = await invite(['messages']);
    await accept(lea);
    const { body } = await server.ask(as(lea, 'messages'), 'get', '/me');
    expect(body).toMatchObject({ kind: 'seller', partyId: shop, team: { roles: ['messages'] } });
    expect(Object.keys(body)).not.toContain('identity');
    expect(Object.keys(body)).not.toContain('payoutAccount');
  });

  it('is changed and removed by the owner alone, and may leave', async () => {
    const tom = await invite(['shipping']);
    await accept(tom);
    const roles = { roles: ['shipping', 'messages'] };
    expect((await server.ask(as(tom, 'shipping'), 'put', `/team/${tom.memberId}/roles`, roles)).status).toBe(
      403,
    );
    const changed = await server.ask(owner, 'put', `/team/${tom.memberId}/roles`, roles);
    expect(changed.body.roles).toEqual(roles.roles);
    const stranger: Actor = { kind: 'seller', partyId: await newSeller(runs) };
    expect((await server.ask(stranger, 'delete', `/team/${tom.memberId}`)).status).toBe(404);
    expect((await server.ask(as(tom, 'shipping'), 'post', '/team/leaving')).body.status).toBe('removed');
    expect(await memberOf(tom)).toMatchObject({ status: 'removed', mail: null });
    const kim = await invite(['shipping']);
    await accept(kim);
    expect((await server.ask(owner, 'delete', `/team/${kim.memberId}`)).body.status).toBe('removed');
    expect((await server.ask(owner, 'put', `/team/${kim.memberId}/roles`, roles)).status).toBe(409);
    expect((await server.ask(owner, 'post', '/team/leaving')).body.type).toBe('/problems/owner-stays');
  });

  it('cannot act any more once the shop is erased', async () => {
    const other: Actor = { kind: 'seller', partyId: await newSeller(runs) };
    const zoe = await invite(['shipping'], other);
    await accept(zoe);
    await server.ask(other, 'post', '/me/erasure', { confirm: 'erase my account' });
    const rows = await server.market.db.pool.query<{ status: string }>(
      'select status from concept_member where id = $1',
      [zoe.memberId],
    );
    expect(rows.rows[0]?.status).toBe('removed');
  });
});

describe('a team', () => {
  it('has a largest size, from the rulebook', async () => {
    const big: Actor = { kind: 'seller', partyId: await newSeller(runs) };
    const { membersMax } = server.market.book.rulebook.team;
    for (let i = 0; i < membersMax; i++) await invite(['shipping'], big);
    const more = await server.ask(big, 'post', '/team', {
      name: 'M',
      mail: 'm@x.example',
      roles: ['shipping'],
    });
    expect(more.body).toMatchObject({ type: '/problems/team-full', membersMax });
  });
});

describe('a bar follows the person into the teams of others', () => {
  const STRAWMAN = 'straw.man';
  const staffed = async (role: StaffRole): Promise<Actor> => ({
    kind: 'staff',
    partyId: await newStaff(runs, role),
    roles: [role],
  });

  /** By order of an authority: one declares it, another agrees. */
  async function barred(mail: string): Promise<SanctionId> {
    const subject = await newSeller(runs);
    const listing = await newListing(runs, subject);
    await server.ask({ kind: 'seller', partyId: subject }, 'put', '/me/identity', { mail });
    const [judge, second] = [await staffed('investigator'), await staffed('reviewer')];
    const opened = await server.ask(judge, 'post', '/cases', {
      subject,
      violations: ['unsafe-product'],
      priority: 'urgent',
      refs: { listings: [listing] },
    });
    const { caseId } = opened.body;
    const paper = { kind: 'authority-notice', content: PIXEL };
    expect((await server.ask(judge, 'post', `/cases/${caseId}/evidence`, paper)).status).toBe(201);
    const declared = await server.ask(judge, 'post', '/emergencies', {
      about: { caseId },
      emergency: 'authority-order',
      kinds: ['bar'],
      reasons: 'Order 12/26.',
    });
    expect(declared.status, JSON.stringify(declared.body)).toBe(201);
    const [bar] = declared.body.sanctionIds;
    const agreed = await server.ask(second, 'post', `/sanctions/${bar}/approvals`, { reasons: 'Seen.' });
    expect(agreed.body).toMatchObject({ status: 'in-force' });
    return bar;
  }

  it('who is barred acts for no other shop, however the address is written', async () => {
    const strawman: Actor = { kind: 'seller', partyId: await newSeller(runs, { name: STRAWMAN }) };
    const invited = await invite(['listings', 'finance'], strawman);
    await barred(invited.mail.replace('@', '+old@'));
    expect(await accept(invited)).toMatchObject({
      status: 403,
      body: { type: '/problems/linked-to-barred' },
    });
    const { body } = await server.ask(strawman, 'get', '/team');
    // The owner learns nothing of it: an invitation that nobody accepted.
    expect(body.members).toMatchObject([{ status: 'invited', joinedAt: null }]);
  });

  it('who joined before acts for it no more', async () => {
    const strawman: Actor = { kind: 'seller', partyId: await newSeller(runs, { name: STRAWMAN }) };
    const invited = await invite(['listings', 'finance'], strawman);
    expect((await accept(invited)).status).toBe(200);
    await barred(invited.mail);
    const { body } = await server.ask(strawman, 'get', '/team');
    expect(body.members).toMatchObject([{ status: 'barred', mail: null }]);
    // The shop itself shares nothing with them.
    expect((await server.ask(strawman, 'get', '/me/standing')).body.word).toBe('good');
  });

  it('and acts for it again once the bar is no more, unless the owner has removed them for good', async () => {
    const strawman: Actor = { kind: 'seller', partyId: await newSeller(runs, { name: STRAWMAN }) };
    const [wanted, other] = [await invite(['listings'], strawman), await invite(['finance'], strawman)];
    for (const one of [wanted, other]) expect((await accept(one)).status).toBe(200);
    const bars = [await barred(wanted.mail), await barred(other.mail)];
    const statuses = async () => {
      const { body } = await server.ask(strawman, 'get', '/team');
      return Object.fromEntries(
        body.members.map((m: { memberId: string; status: string; mail: string | null }) => [
          m.memberId,
          [m.status, m.mail],
        ]),
      );
    };
    expect(await statuses()).toEqual({
      [wanted.memberId]: ['barred', null],
      [other.memberId]: ['barred', null],
    });
    const removal = await server.ask(strawman, 'delete', `/team/${other.memberId}`);
    expect(removal.status).toBe(200);
    expect(await statuses()).toMatchObject({ [other.memberId]: ['removed', null] });
    const head = await staffed('head');
    for (const bar of bars) {
      const lifted = await server.ask(head, 'post', `/sanctions/${bar}/lifting`, { reasons: 'Mistaken.' });
      expect(lifted.status, JSON.stringify(lifted.body)).toBe(200);
    }
    expect(await statuses()).toEqual({
      [wanted.memberId]: ['active', wanted.mail],
      [other.memberId]: ['removed', null],
    });
  });

  it('their address is kept as long as the bar can be appealed against, and they come back without it', async () => {
    const strawman: Actor = { kind: 'seller', partyId: await newSeller(runs, { name: STRAWMAN }) };
    const [late, gone] = [await invite(['listings'], strawman), await invite(['finance'], strawman)];
    for (const one of [late, gone]) expect((await accept(one)).status).toBe(200);
    const bar = await barred(late.mail);
    await barred(gone.mail);
    const kept = async ({ memberId }: Invited) => {
      const { rows } = await server.market.db.pool.query<{ kind: string }>(
        'select kind from private_value where party = $1 order by kind',
        [memberId],
      );
      return rows.map((row) => row.kind);
    };
    const window = server.market.book.rulebook.appeals.windowMonths;
    server.pass(plusMonths(server.now(), window) - server.now() - 1);
    await server.market.sweep();
    expect(await kept(late)).toEqual(['member-mail', 'member-name']);
    // Removed for good it goes at once.
    expect((await server.ask(strawman, 'delete', `/team/${gone.memberId}`)).status).toBe(200);
    expect(await kept(gone)).toEqual(['member-name']);
    server.pass(1);
    await server.market.sweep();
    expect(await kept(late)).toEqual(['member-name']);
    const lifted = await server.ask(await staffed('head'), 'post', `/sanctions/${bar}/lifting`, {
      reasons: 'Mistaken.',
    });
    expect(lifted.status, JSON.stringify(lifted.body)).toBe(200);
    const { body } = await server.ask(strawman, 'get', '/team');
    expect(body.members).toContainEqual(
      expect.objectContaining({ memberId: late.memberId, status: 'active', mail: null }),
    );
  });

  it('but not where their sign-in has an account of its own by then: one sign-in is one thing here', async () => {
    const strawman: Actor = { kind: 'seller', partyId: await newSeller(runs, { name: STRAWMAN }) };
    const invited = await invite(['listings'], strawman);
    expect((await accept(invited)).status).toBe(200);
    const bar = await barred(invited.mail);
    const visitor: Actor = { kind: 'anonymous', login: { userId: invited.userId, email: invited.mail } };
    const opened = await server.ask(visitor, 'post', '/parties', {
      kind: 'buyer',
      name: 'Somebody New',
      country: 'DE',
      language: 'de',
      currency: 'EUR',
      termsVersion: server.market.book.rulebook.terms.version,
    });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    const lifted = await server.ask(await staffed('head'), 'post', `/sanctions/${bar}/lifting`, {
      reasons: 'Mistaken.',
    });
    expect(lifted.status, JSON.stringify(lifted.body)).toBe(200);
    const { body } = await server.ask(strawman, 'get', '/team');
    expect(body.members).toMatchObject([{ status: 'barred' }]);
  });
});
