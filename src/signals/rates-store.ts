import type { Pool, PoolClient } from 'pg';
import type { EpochMs } from '../kernel/time.ts';
import { prepared } from '../platform/prepared.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Assessment, PlanMeasurement } from './assess.ts';
import type { PartyDocument } from './document.ts';
import type { Role } from './fact.ts';
import type { MetricSource } from './metric-source.ts';
import type { Projection } from './projection.ts';
import { Signals } from './signals.ts';
import { declaredStrikes } from './strike-store.ts';

/**
 * Measured rates as the signals have saved them. A unit of work reads them by its own connection: by another it would
 * hold one while it waits for a second, and units that all do so wait for each other.
 */
export class StoredRates implements MetricSource {
  private readonly connection: Pool | PoolClient;
  private readonly rulebook: Rulebook;

  constructor(connection: Pool | PoolClient, rulebook: Rulebook) {
    this.connection = connection;
    this.rulebook = rulebook;
  }

  async assess(role: Role, now: EpochMs): Promise<readonly Assessment[]> {
    return (await this.held(role)).assess(role, now);
  }

  async measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Promise<PlanMeasurement> {
    return (await this.held(role)).measure(role, metric, from, now);
  }

  async project(role: Role, metric: string, now: EpochMs): Promise<Projection> {
    return (await this.held(role)).projection(role, metric, now);
  }

  /** Signals that hold just this party. */
  private async held({ subject, party }: Role): Promise<Signals> {
    const [strikes, saved] = await Promise.all([
      declaredStrikes(this.connection),
      this.connection.query<{ doc: PartyDocument }>(
        prepared('select doc from signal_party where subject = $1 and party = $2', [subject, party]),
      ),
    ]);
    const signals = new Signals(this.rulebook, strikes);
    for (const { doc } of saved.rows) signals.restore(doc);
    return signals;
  }
}
