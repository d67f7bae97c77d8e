import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { declareStrike, withdrawStrike } from './decide-strike.ts';
import { carrierStrikes, type StrikeEvent } from './strike.ts';

const TODAY = Date.UTC(2026, 4, 4);
const { rulebook } = new TestMarket().book;
const { daysMax, aheadDaysMax, backDaysMax } = rulebook.carriers.declared;
const words = { at: TODAY, by: 'pty_head', rulebook: 'hash', source: 'https://news.example/strike' };
const declare =
  (fromDay: number, toDay: number, countries: readonly string[] = ['DE']) =>
  (s: Parameters<typeof declareStrike>[0]) =>
    declareStrike(
      s,
      {
        ...words,
        carrier: 'DHL',
        countries,
        from: TODAY + fromDay * DAY_MS,
        to: TODAY + toDay * DAY_MS,
      },
      rulebook,
    );
const declared: StrikeEvent = {
  type: 'StrikeDeclared',
  ...words,
  carrier: 'DHL',
  countries: ['DE'],
  from: TODAY,
  to: TODAY + DAY_MS,
};
const withdrawn: StrikeEvent = { type: 'StrikeWithdrawn', at: TODAY, by: 'pty_head', why: 'Called off.' };

describe('a strike of a carrier', () => {
  test('is declared for days that lie behind, or soon ahead', () => {
    expect(given(carrierStrikes).when(declare(0, 1)).state()).toMatchObject({
      carrier: 'DHL',
      withdrawn: null,
    });
    given(carrierStrikes)
      .when(declare(-40, -39))
      .then({ ...declared, from: TODAY - 40 * DAY_MS, to: TODAY - 39 * DAY_MS });
  });
  test('has a last day, is not long and not far off', () => {
    given(carrierStrikes).when(declare(1, 0)).refused('strike-empty', 'to');
    given(carrierStrikes).when(declare(0, daysMax)).refused('strike-too-long', 'to');
    given(carrierStrikes)
      .when(declare(aheadDaysMax + 1, aheadDaysMax + 1))
      .refused('strike-far-off', 'from');
  });
  test('began so lately that a rate may still rest on it', () => {
    given(carrierStrikes)
      .when(declare(-backDaysMax - 1, -backDaysMax))
      .refused('strike-far-back', 'from');
    expect(given(carrierStrikes).when(declare(-backDaysMax, -backDaysMax)).state()).toBeDefined();
  });
  test('names countries by the code that orders carry', () => {
    for (const code of ['ZZ', 'UK', 'EU', 'QX'])
      given(carrierStrikes)
        .when(declare(0, 1, ['DE', code]))
        .refused('country-unknown', 'countries');
  });
  test('is declared once and withdrawn once', () => {
    given(carrierStrikes, declared).when(declare(0, 1)).refused('declared-already');
    const withdraw = (s: Parameters<typeof withdrawStrike>[0] | undefined) =>
      s ? withdrawStrike(s, { at: TODAY, by: 'pty_head', why: 'Called off.' }) : [];
    given(carrierStrikes, declared).when(withdraw).then(withdrawn);
    given(carrierStrikes, declared, withdrawn).when(withdraw).refused('withdrawn-already');
  });
});
