import { countryProblem } from '../../kernel/country.ts';
import { type Decision, type Refusal, refuse } from '../../kernel/decision.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { CarrierStrike, StrikeEvent } from './strike.ts';

/** A strike excuses everybody's lateness that it touches, so its days are few, and near enough to matter to a rate. */
export function declareStrike(
  state: CarrierStrike | undefined,
  input: Pick<CarrierStrike, 'carrier' | 'countries' | 'from' | 'to' | 'source'> & {
    readonly at: EpochMs;
    readonly by: string;
    readonly rulebook: string;
  },
  { carriers }: Pick<Rulebook, 'carriers'>,
): Decision<StrikeEvent> {
  if (state) return refuse('declared-already', 'This strike is declared already.');
  const { from, to, at } = input;
  if (to < from) return refuse('strike-empty', 'The last day must not be before the first.', { field: 'to' });
  const { daysMax, aheadDaysMax, backDaysMax } = carriers.declared;
  if ((to - from) / DAY_MS + 1 > daysMax)
    return refuse('strike-too-long', `Declare at most ${daysMax} days at a time.`, { field: 'to' });
  if (from > at + aheadDaysMax * DAY_MS)
    return refuse('strike-far-off', `It may begin at most ${aheadDaysMax} days from now.`, { field: 'from' });
  if (from < at - backDaysMax * DAY_MS)
    return refuse(
      'strike-far-back',
      `It may have begun at most ${backDaysMax} days ago: older ones touch no rate, and belong in the rules.`,
      { field: 'from' },
    );
  return noCountry(input.countries) ?? [{ type: 'StrikeDeclared', ...input }];
}

function noCountry(countries: CarrierStrike['countries']): Refusal | undefined {
  if (countries === 'all') return undefined;
  const problem = countries.map((code) => countryProblem(code)).find((found) => found !== undefined);
  return problem === undefined ? undefined : refuse('country-unknown', `${problem}.`, { field: 'countries' });
}

/** Declared by mistake, or called off: what it excused counts again. */
export function withdrawStrike(
  state: CarrierStrike,
  input: { readonly at: EpochMs; readonly by: string; readonly why: string },
): Decision<StrikeEvent> {
  if (state.withdrawn) return refuse('withdrawn-already', 'It was withdrawn already.');
  return [{ type: 'StrikeWithdrawn', ...input }];
}
