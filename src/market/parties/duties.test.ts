import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import { isRefusal } from '../../kernel/decision.ts';
import { DAY_MS, plusMonths } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import { decideGiveIdentity, decidePayoutAccount } from './decide.ts';
import { decideAskMore, decideCertify, decideOverdue, overdueFields } from './duties.ts';
import { parties, type Party, type PartyEvent } from './party.ts';
import { isOverdue } from './told.ts';

const { rulebook } = new TestMarket().book;
const { alsoGive, giveWithinDays, certifyEveryMonths, certifyWithinDays, lastNoticeDays } =
  rulebook.identity.highVolume;
const at = Date.UTC(2026, 0, 1);
const day = (n: number) => at + n * DAY_MS;
const yearOn = plusMonths(at, certifyEveryMonths);
const c = (text: string) => text as Commitment;
const party = (s: Party | undefined) => s as Party;

const registered = (kind: Party['kind'] = 'seller'): PartyEvent => ({
  type: 'PartyRegistered',
  at,
  kind,
  name: { shop: 'Anna' },
  country: 'US',
  language: 'en',
  currency: 'USD',
  login: 'u1',
});
const erased: PartyEvent = {
  type: 'PartyErased',
  at,
  kept: [],
  againAt: null,
  loginClosed: true,
  marksKept: false,
};
const account: PartyEvent = {
  type: 'PayoutAccountChanged',
  at,
  account: c('a'),
  mark: `bank-account:${c('a')}`,
};
const told: readonly PartyEvent[] = alsoGive.map((field) =>
  field === 'bank-account' ? account : { type: 'IdentityGiven', at, field, value: c(field) },
);
const reached: PartyEvent = { type: 'VolumeReached', at };
const question = (isLast: boolean, certifyBy: number): PartyEvent => ({
  type: 'CertificateAsked',
  at: yearOn,
  certifyBy,
  isLast,
});
const firstBy = yearOn + certifyWithinDays * DAY_MS;
const lastBy = firstBy + lastNoticeDays * DAY_MS;

describe('who sells much', () => {
  const ask =
    (now = at) =>
    (s: Party | undefined) =>
      decideAskMore(party(s), { at: now }, rulebook);
  const giveBy = day(giveWithinDays);
  const asked: PartyEvent = { type: 'IdentityAsked', at, fields: alsoGive, giveBy, because: 'high-volume' };

  it('is noted and asked for more, once, and not while another question is open', () => {
    given(parties, registered())
      .when(ask())
      .then({ type: 'VolumeReached' }, { type: 'IdentityAsked', fields: alsoGive, giveBy });
    given(parties, registered(), reached, asked).when(ask()).thenNothing();
    given(parties, registered(), ...told)
      .when(ask())
      .then({ type: 'VolumeReached' });
    given(parties, registered(), ...told, reached)
      .when(ask())
      .thenNothing();
    given(parties, registered('buyer')).when(ask()).refused('not-a-seller');
    given(parties, registered(), erased).when(ask()).refused('party-erased');
  });

  it('is asked for a payout account too, and has answered with it', () => {
    const state = given(parties, registered(), ...told.filter((e) => e !== account), reached)
      .when(ask())
      .state();
    expect(state.asked?.fields).toEqual(['bank-account']);
    expect(parties.evolve(state, account).asked).toBeNull();
  });

  it('is told a last time before anything is stopped', () => {
    const { state } = given(parties, registered(), reached, asked);
    expect(parties.due?.(party(state))).toBe(giveBy);
    expect(overdueFields(party(state), giveBy)).toEqual({ wrong: [], missing: alsoGive });
    const overdue = (now: number) => (s: Party | undefined) => decideOverdue(party(s), { at: now }, rulebook);
    given(parties, registered(), reached, asked)
      .when(overdue(giveBy - 1))
      .refused('not-due');
    const last = giveBy + lastNoticeDays * DAY_MS;
    const again = given(parties, registered(), reached, asked).when(overdue(giveBy));
    again.then({ type: 'IdentityAsked', fields: alsoGive, giveBy: last, isLast: true });
    expect(isOverdue(again.state())).toBe(false);
    const silent = decideOverdue(again.state(), { at: last }, rulebook);
    expect(silent).toMatchObject([{ type: 'IdentityOverdue', fields: alsoGive }]);
  });
});

describe('the yearly certificate', () => {
  const ask = (now: number) => (s: Party | undefined) => decideAskMore(party(s), { at: now }, rulebook);
  const certify = (s: Party | undefined) => decideCertify(party(s), { at: yearOn + DAY_MS });
  const history = [registered(), ...told, reached];

  it('is asked for when the year is over, and not before, nor twice', () => {
    given(parties, ...history)
      .when(ask(yearOn - 1))
      .thenNothing();
    given(parties, ...history)
      .when(ask(yearOn))
      .then({ type: 'CertificateAsked', certifyBy: firstBy, isLast: false });
    given(parties, ...history, question(false, firstBy))
      .when(ask(yearOn))
      .thenNothing();
  });

  it('is given by a word, or by what has changed, and a new year begins', () => {
    given(parties, ...history)
      .when(certify)
      .refused('certificate-not-asked');
    given(parties, ...history, erased)
      .when(certify)
      .refused('party-erased');
    const after = given(parties, ...history, question(false, firstBy)).when(certify);
    after.then({ type: 'InformationCertified', changed: false });
    expect(after.state().certificate).toEqual({ from: yearOn + DAY_MS, asked: null });
    const give = (value: string) => (s: Party | undefined) =>
      decideGiveIdentity(party(s), { at: yearOn, facts: [{ field: 'tax-id', value: c(value) }] });
    given(parties, ...history, question(false, firstBy))
      .when(give('another'))
      .then({ type: 'IdentityGiven' }, { type: 'InformationCertified', changed: true });
    given(parties, ...history, question(false, firstBy))
      .when(give('tax-id'))
      .thenNothing();
    given(parties, ...history)
      .when(give('another'))
      .then({ type: 'IdentityGiven' });
    given(parties, ...history, question(false, firstBy))
      .when((s) =>
        decidePayoutAccount(party(s), { at: yearOn, account: c('b'), mark: `bank-account:${c('b')}` }),
      )
      .then({ type: 'PayoutAccountChanged' }, { type: 'InformationCertified', changed: true });
  });

  it('leads in silence to a last notice, then to a hold', () => {
    const overdue = (now: number) => (s: Party | undefined) => decideOverdue(party(s), { at: now }, rulebook);
    given(parties, ...history, question(false, firstBy))
      .when(overdue(firstBy))
      .then({ type: 'CertificateAsked', certifyBy: lastBy, isLast: true });
    const silent = given(parties, ...history, question(true, lastBy)).when(overdue(lastBy));
    silent.then({ type: 'CertificateOverdue' });
    expect(isOverdue(silent.state())).toBe(true);
    expect(parties.due?.(silent.state())).toBeUndefined();
  });

  it('never holds anybody before two notices and both of their terms, whenever the sweep comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), (waits) => {
        let state = history.reduce<Party | undefined>((s, e) => parties.evolve(s, e), undefined);
        let now = yearOn;
        const notices: number[] = [];
        for (const wait of waits) {
          for (const decision of [
            decideAskMore(party(state), { at: now }, rulebook),
            decideOverdue(party(state), { at: now }, rulebook),
          ]) {
            for (const event of isRefusal(decision) ? [] : decision) {
              if (event.type === 'CertificateAsked') notices.push(event.at);
              state = parties.evolve(state, event);
              if (event.type !== 'CertificateOverdue') continue;
              expect(notices).toHaveLength(2);
              const [first = 0, last = 0] = notices;
              expect(last - first).toBeGreaterThanOrEqual(certifyWithinDays * DAY_MS);
              expect(event.at - last).toBeGreaterThanOrEqual(lastNoticeDays * DAY_MS);
            }
          }
          now += wait * DAY_MS;
        }
      }),
    );
  });
});
