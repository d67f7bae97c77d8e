import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { carrierKey } from '../../rulebook/carrier.ts';

/** Days on which a carrier did not work, as staff have declared them beside those of the rulebook. */
export interface CarrierStrike {
  /** A carrier's name as shipments give it, or `all`. */
  readonly carrier: string;
  /** Countries of the way, or `all`. */
  readonly countries: 'all' | readonly string[];
  /** First and last day, both included, at midnight UTC. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Where it can be read up. */
  readonly source: string;
  readonly declaredAt: EpochMs;
  readonly declaredBy: string;
  readonly withdrawn: { readonly at: EpochMs; readonly by: string; readonly why: string } | null;
}

export type StrikeEvent =
  | {
      readonly type: 'StrikeDeclared';
      readonly at: EpochMs;
      readonly by: string;
      readonly carrier: string;
      readonly countries: 'all' | readonly string[];
      readonly from: EpochMs;
      readonly to: EpochMs;
      readonly source: string;
      /** Hash of the rulebook whose limits it was declared under. */
      readonly rulebook: string;
    }
  | { readonly type: 'StrikeWithdrawn'; readonly at: EpochMs; readonly by: string; readonly why: string };

export function evolveStrike(state: CarrierStrike | undefined, event: StrikeEvent): CarrierStrike {
  switch (event.type) {
    case 'StrikeDeclared': {
      const { carrier, countries, from, to, source, at, by } = event;
      return { carrier, countries, from, to, source, declaredAt: at, declaredBy: by, withdrawn: null };
    }
    case 'StrikeWithdrawn': {
      assert(state, 'StrikeWithdrawn before StrikeDeclared');
      const { at, by, why } = event;
      return { ...state, withdrawn: { at, by, why } };
    }
    default:
      return event satisfies never;
  }
}

type WhoAndWhen = Pick<CarrierStrike, 'carrier' | 'countries' | 'from' | 'to'>;

/** Equal for the same strike, whatever source is named, and in whatever order the countries stand. */
export function strikeKey({ carrier, countries, from, to }: WhoAndWhen): string {
  const where = countries === 'all' ? 'all' : [...new Set(countries)].toSorted().join();
  return `${carrierKey(carrier)}/${where}/${from}/${to}`;
}

/** Stream id `stk_...`. */
export const carrierStrikes: Concept<CarrierStrike, StrikeEvent, 'from_day' | 'stands'> = {
  name: 'carrier_strike',
  revision: 1,
  evolve: evolveStrike,
  columns: {
    from_day: { type: 'bigint', of: (s) => s.from },
    stands: { type: 'text', of: (s) => (s.withdrawn === null ? 'yes' : 'no') },
  },
};
