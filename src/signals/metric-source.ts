import type { EpochMs } from '../kernel/time.ts';
import type { Assessment, PlanMeasurement } from './assess.ts';
import type { Role } from './fact.ts';
import type { Projection } from './projection.ts';

/** Where workflows get measured rates from: PostgreSQL (`rates-store.ts`) or memory (`in-memory.ts`). */
export interface MetricSource {
  /** Every metric of the party in this role, most worrying first. */
  assess(role: Role, now: EpochMs): Promise<readonly Assessment[]>;
  /** One metric over the days of a rectification plan: from the day of `from` to the last mature day before `now`. */
  measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Promise<PlanMeasurement>;
  /** When, and after how many clean units, the metric turns green again. */
  project(role: Role, metric: string, now: EpochMs): Promise<Projection>;
}

/**
 * For one unit of work, in which time stands still: a party's rates are worked out once, whoever asks. Evidence and the
 * statement of reasons show the same numbers then, and the second asks while others wait for what it holds.
 */
export function askedOnce(metrics: MetricSource): MetricSource {
  const known = new Map<string, Promise<readonly Assessment[]>>();
  return {
    assess: (role, now) => {
      const key = `${role.subject}/${role.party}/${now}`;
      const assessed = known.get(key) ?? metrics.assess(role, now);
      known.set(key, assessed);
      return assessed;
    },
    measure: (role, metric, from, now) => metrics.measure(role, metric, from, now),
    project: (role, metric, now) => metrics.project(role, metric, now),
  };
}
