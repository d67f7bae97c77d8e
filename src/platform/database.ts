import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

// bigint columns hold milliseconds, minor units and positions, all far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
});

/** A row of a concept's table; read models query these by kysely's `sql` and their looked-up columns. */
export interface ConceptRow<State = unknown> {
  readonly id: string;
  readonly version: number;
  readonly doc: State;
  readonly due_at: number | null;
}

export interface Database {
  readonly pool: pg.Pool;
  // oxlint-disable-next-line typescript/no-explicit-any -- tables are made from concepts at run time; views type their own results
  readonly kysely: Kysely<any>;
  close(): Promise<void>;
}

/** Opens a connection pool. Errors of idle connections are left to the next query, which reports them. */
export function openDatabase(url: string, options: { connectionsMax?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 16,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'cacashop',
  });
  pool.on('error', () => undefined);
  return {
    pool,
    kysely: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    close: () => pool.end(),
  };
}
