import { describe, expect, it } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import {
  decideAcceptTerms,
  decideChangeProfile,
  decideChangeRole,
  decideDeclareHoliday,
  decideErase,
  decideGiveIdentity,
  decideJudgeIdentity,
  decidePayoutAccount,
  isIdentityVerified,
} from './decide.ts';
import { overdueFields } from './duties.ts';
import { isOnHoliday, parties, type Party, type PartyEvent } from './party.ts';

const { rulebook } = new TestMarket().book;
const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY_MS;
const at = day(0);
const anna = 'pty_anna' as PartyId;
const staff = 'pty_staff' as PartyId;
const c = (text: string) => text as Commitment;

const registered = (kind: Party['kind'] = 'seller'): PartyEvent => ({
  type: 'PartyRegistered',
  at,
  kind,
  name: { shop: 'Anna' },
  country: 'DE',
  language: 'de',
  currency: 'EUR',
  login: 'u1',
});
const phoneGiven: PartyEvent = {
  type: 'IdentityGiven',
  at,
  field: 'phone',
  value: c('p1'),
  mark: `phone:${c('p1')}`,
};
const erased: PartyEvent = {
  type: 'PartyErased',
  at: day(3),
  kept: [],
  againAt: null,
  loginClosed: true,
  marksKept: false,
};
const party = (s: Party | undefined) => s as Party;

describe('terms', () => {
  const accept = (version: string) => (s: Party | undefined) =>
    decideAcceptTerms(party(s), { at: day(1), version }, rulebook);
  it('only the version in force can be accepted', () => {
    given(parties, registered()).when(accept('1999-01')).refused('terms-outdated', 'termsVersion');
    given(parties, registered())
      .when(accept(rulebook.terms.version))
      .then({ type: 'TermsAccepted', version: rulebook.terms.version });
  });
  it('accepting twice changes nothing', () => {
    given(parties, registered(), { type: 'TermsAccepted', at, version: rulebook.terms.version })
      .when(accept(rulebook.terms.version))
      .thenNothing();
  });
});

describe('identity', () => {
  const give = (value: string) => (s: Party | undefined) =>
    decideGiveIdentity(party(s), {
      at: day(1),
      facts: [{ field: 'phone', value: c(value), mark: `phone:${c(value)}` }],
    });
  const judge = (seen: string, wrong?: string) => (s: Party | undefined) =>
    decideJudgeIdentity(
      party(s),
      { at: day(2), by: staff, field: 'phone', seen: c(seen), ...(wrong ? { wrong } : {}) },
      rulebook,
    );

  it('a new number is unverified and its mark is added; the old mark stays', () => {
    const state = given(parties, registered(), phoneGiven, {
      type: 'IdentityVerified',
      at,
      field: 'phone',
      by: staff,
    })
      .when(give('p2'))
      .state();
    expect(state.identity.phone).toEqual({ value: 'p2', givenAt: day(1), verified: false });
    expect(state.marks).toEqual(['phone:p1', 'phone:p2']);
  });
  it('the same number again keeps its verification', () => {
    given(parties, registered(), phoneGiven).when(give('p1')).thenNothing();
  });
  it('is verified as it was seen, not as it was changed meanwhile', () => {
    given(parties, registered(), phoneGiven)
      .when(judge('p1'))
      .then({ type: 'IdentityVerified', field: 'phone' });
    given(parties, registered(), phoneGiven).when(judge('p0')).refused('identity-changed');
    given(parties, registered()).when(judge('p1')).refused('identity-not-given', 'field');
  });
  it('found wrong, it is asked for again with a deadline', () => {
    const correctBy = day(2 + rulebook.identity.correctWithinDays);
    const state = given(parties, registered(), phoneGiven).when(judge('p1', 'Nobody answers.')).state();
    expect(state.identity.phone?.rejected).toEqual({ why: 'Nobody answers.', correctBy });
    expect(parties.due?.(state)).toBe(correctBy);
    expect(overdueFields(state, correctBy - 1)).toEqual({ wrong: [], missing: [] });
    expect(overdueFields(state, correctBy)).toEqual({ wrong: ['phone'], missing: [] });
    const after = parties.evolve(state, { type: 'IdentityOverdue', at: correctBy, fields: ['phone'] });
    expect(parties.due?.(after)).toBeUndefined();
    expect(after.identity.phone?.rejected?.correctBy).toBeNull();
  });
  it('a party is verified when all that the rulebook asks for is', () => {
    const all = rulebook.identity.sellerMustGive.flatMap((field): PartyEvent[] => [
      { type: 'IdentityGiven', at, field, value: c(field) },
      { type: 'IdentityVerified', at, field, by: staff },
    ]);
    const { state } = given(parties, registered(), ...all);
    expect(isIdentityVerified(party(state), rulebook)).toBe(true);
    expect(isIdentityVerified(party(given(parties, registered(), ...all.slice(0, -1)).state), rulebook)).toBe(
      false,
    );
  });
  it('nothing of an erased party is changed', () => {
    given(parties, registered(), erased).when(give('p1')).refused('party-erased');
    given(parties, registered(), erased)
      .when((s) => decideChangeProfile(party(s), { at, about: 'x' }))
      .refused('party-erased');
  });
});

describe('payout account', () => {
  const change = (s: Party | undefined) =>
    decidePayoutAccount(party(s), { at: day(4), account: c('a1'), mark: `bank-account:${c('a1')}` });
  it('names the time of the change', () => {
    const state = given(parties, registered()).when(change).state();
    expect(state.payoutAccount).toEqual({ account: 'a1', changedAt: day(4) });
    expect(state.marks).toEqual(['bank-account:a1']);
  });
  it('is for sellers', () => {
    given(parties, registered('buyer')).when(change).refused('not-a-seller');
    given(parties, registered(), erased).when(change).refused('party-erased');
  });
  it('the same account again is no change', () => {
    given(parties, registered(), {
      type: 'PayoutAccountChanged',
      at,
      account: c('a1'),
      mark: `bank-account:${c('a1')}`,
    })
      .when(change)
      .thenNothing();
  });
});

describe('holidays', () => {
  const declare = (from: number, to: number) => (s: Party | undefined) =>
    decideDeclareHoliday(party(s), { at: at + 1, from: day(from), to: day(to) }, rulebook);
  const declared: PartyEvent = { type: 'HolidayDeclared', at, from: day(10), to: day(19) };
  it('are declared before they begin, first day not after the last', () => {
    given(parties, registered())
      .when(declare(5, 5))
      .then({ type: 'HolidayDeclared', from: day(5), to: day(5) });
    given(parties, registered()).when(declare(0, 5)).refused('holiday-past', 'from');
    given(parties, registered()).when(declare(6, 5)).refused('holiday-empty', 'to');
    given(parties, registered('buyer')).when(declare(5, 6)).refused('not-a-seller');
  });
  it('do not overlap and stay within the days of each year', () => {
    const max = rulebook.holidays.daysPerYearMax;
    given(parties, registered(), declared).when(declare(19, 21)).refused('holiday-overlaps');
    given(parties, registered(), declared)
      .when(declare(30, 30 + max - 10 - 1))
      .then({ type: 'HolidayDeclared' });
    given(parties, registered(), declared)
      .when(declare(30, 30 + max - 10))
      .refused('too-many-holidays');
  });
  it('across new year each year counts its own days', () => {
    const max = rulebook.holidays.daysPerYearMax;
    given(parties, registered())
      .when(declare(365 - max, 365 + max - 1))
      .then({ type: 'HolidayDeclared' });
    given(parties, registered())
      .when(declare(365 - max, 365 + max))
      .refused('too-many-holidays');
  });
  it('both days belong to it', () => {
    const state = party(given(parties, registered(), declared).state);
    expect([day(10) - 1, day(10), day(20) - 1, day(20)].map((t) => isOnHoliday(state, t))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('roles', () => {
  const change =
    (more: { by?: string; grant?: boolean; role?: 'head' | 'reviewer'; otherHeads?: number }) =>
    (s: Party | undefined) =>
      decideChangeRole(party(s), {
        at,
        id: anna,
        by: staff,
        role: 'reviewer',
        grant: true,
        otherHeads: 1,
        ...more,
      });
  const head: PartyEvent = { type: 'RoleGranted', at, role: 'head', by: 'system:setup' };
  it('are for staff, and never one’s own', () => {
    given(parties, registered('staff')).when(change({})).then({ type: 'RoleGranted', role: 'reviewer' });
    given(parties, registered('seller')).when(change({})).refused('not-staff');
    given(parties, registered('staff'))
      .when(change({ by: anna }))
      .refused('own-role');
    given(parties, registered('staff'), erased).when(change({})).refused('party-erased');
  });
  it('somebody stays head of service', () => {
    const drop = { role: 'head', grant: false } as const;
    given(parties, registered('staff'), head)
      .when(change({ ...drop, otherHeads: 0 }))
      .refused('last-head');
    given(parties, registered('staff'), head).when(change(drop)).then({ type: 'RoleRevoked', role: 'head' });
    given(parties, registered('staff')).when(change(drop)).thenNothing();
  });
});

describe('erasure', () => {
  const erase = (barred: boolean, open: boolean) => (s: Party | undefined) =>
    decideErase(party(s), {
      at: day(5),
      kept: open ? [{ why: 'open-orders', kinds: ['mail'], until: null }] : [],
      againAt: open ? day(9) : null,
      barred,
    });
  it('closes the sign-in and forgets the marks', () => {
    const state = given(parties, registered(), phoneGiven).when(erase(false, false)).state();
    expect(state).toMatchObject({ login: null, marks: [], erasure: { at: day(5), kept: [], againAt: null } });
  });
  it('leaves the sign-in while orders are open, and looks again', () => {
    const state = given(parties, registered(), phoneGiven).when(erase(false, true)).state();
    expect(state.login).toBe('u1');
    expect(parties.due?.(state)).toBe(day(9));
  });
  it('a bar follows the identity even so', () => {
    expect(given(parties, registered(), phoneGiven).when(erase(true, false)).state().marks).toEqual([
      'phone:p1',
    ]);
  });
  it('staff give up their roles first; nobody is erased twice', () => {
    given(parties, registered('staff'), { type: 'RoleGranted', at, role: 'reviewer', by: 'x' })
      .when(erase(false, false))
      .refused('has-roles');
    given(parties, registered(), erased).when(erase(false, false)).refused('party-erased');
  });
});
