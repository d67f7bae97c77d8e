import type { EpochMs } from '../kernel/time.ts';
import type { Assessment, Measurement } from './assess.ts';
import type { Role } from './fact.ts';
import type { Projection } from './projection.ts';

/** Where workflows get measured rates from: PostgreSQL (`store.ts`) or memory (`in-memory.ts`). */
export interface MetricSource {
  /** Every metric of the party in this role, most worrying first. */
  assess(role: Role, now: EpochMs): Promise<readonly Assessment[]>;
  /** One metric over the days of a rectification plan: from the day of `from` to the last mature day before `now`. */
  measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Promise<Measurement>;
  /** When, and after how many clean units, the metric turns green again. */
  project(role: Role, metric: string, now: EpochMs): Promise<Projection>;
}
