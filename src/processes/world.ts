import type { Unit } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { MetricSource } from '../signals/metric-source.ts';

/** What every workflow is given: the unit of work, and the rulebook under which it decides. */
export interface World {
  readonly unit: Unit;
  readonly rulebook: Rulebook;
  /** SHA-256 of the rulebook's canonical JSON, hex: named by every decision. */
  readonly rulebookHash: string;
  /** Measured rates of parties, from the signals. */
  readonly metrics: MetricSource;
}
