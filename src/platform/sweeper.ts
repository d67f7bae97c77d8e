import type { Pool } from 'pg';
import type { AnyConcept } from '../kernel/concept.ts';
import { isRefusal, type Refusal } from '../kernel/decision.ts';
import { tableOf } from './concept-table.ts';
import { Resting } from './resting.ts';
import type { BufferedUnit, UnitContext } from './unit.ts';
import { transact } from './unit-postgres.ts';

/** What to do when a stream of this concept is due. Runs in the transaction that holds the row's lock. */
export interface Expiry {
  readonly concept: AnyConcept;
  run(unit: BufferedUnit, id: string): Promise<unknown>;
}

const DUE_BATCH = 200;

/**
 * Finds streams whose `due_at` has come and runs their expiry, each in its own transaction. Any number of sweepers
 * may run: a row is locked with SKIP LOCKED and its `due_at` is checked under that lock, so a deadline takes effect
 * once; after a crash it is simply still due.
 */
export class Sweeper {
  private readonly resting: Resting<string>;
  private readonly options: {
    readonly pool: Pool;
    readonly expiries: readonly Expiry[];
    readonly context: () => UnitContext;
    readonly report: (error: unknown, stream: string) => void;
  };

  constructor(options: Sweeper['options']) {
    this.options = options;
    this.resting = new Resting(() => options.context().now, options.report);
  }

  /** Runs everything that is due now; returns how many deadlines took effect. */
  async sweep(): Promise<number> {
    let fired = 0;
    for (const expiry of this.options.expiries) {
      for (;;) {
        const ids = await this.dueIds(expiry.concept);
        let progressed = 0;
        for (const id of ids) if (await this.expire(expiry, id)) progressed += 1;
        fired += progressed;
        if (ids.length < DUE_BATCH || progressed === 0) break;
      }
    }
    return fired;
  }

  /** Due and not resting; left out by the query itself, so that many resting ones can't fill the batch. */
  private async dueIds(concept: AnyConcept): Promise<readonly string[]> {
    const now = this.options.context().now;
    const prefix = `${concept.name}/`;
    const resting = this.resting
      .keys()
      .filter((stream) => stream.startsWith(prefix))
      .map((stream) => stream.slice(prefix.length));
    const rows = await this.options.pool.query<{ id: string }>(
      `select id from ${tableOf(concept)} where due_at <= $1 and id <> all($3) order by due_at limit $2`,
      [now, DUE_BATCH, resting],
    );
    return rows.rows.map((r) => r.id);
  }

  private async expire(expiry: Expiry, id: string): Promise<boolean> {
    const stream = `${expiry.concept.name}/${id}`;
    let failures: BufferedUnit['failures'] = [];
    try {
      const result = await transact<true | Refusal>(
        this.options.pool,
        this.options.context,
        async (unit) => {
          ({ failures } = unit);
          const outcome = await expiry.run(unit, id);
          return isRefusal(outcome) ? outcome : true;
        },
        {
          before: async (client) => {
            const due = await client.query(
              `select 1 from ${tableOf(expiry.concept)} where id = $1 and due_at <= $2 for update skip locked`,
              [id, this.options.context().now],
            );
            return due.rowCount === 1 ? undefined : { refused: 'not-due' };
          },
        },
      );
      if (!isRefusal(result)) {
        for (const { what, error } of failures) this.options.report(error, `${stream}: ${what}`);
        return true;
      }
      // A refusal leaves the stream due; without a rest the sweep would spin on it.
      if (result.refused !== 'not-due')
        this.resting.rest(stream, new Error(`refused: ${result.refused} ${result.why ?? ''}`));
      return false;
    } catch (error) {
      this.resting.rest(stream, error);
      return false;
    }
  }
}
