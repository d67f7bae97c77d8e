import type { Pool, PoolClient } from 'pg';
import type { OrderId, PartyId, ShipmentId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Order } from '../market/orders/order.ts';
import type { Shipment } from '../market/shipments/shipment.ts';
import { readSealed, type SealedEntry } from '../platform/log.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Assessment, Measurement } from './assess.ts';
import type { PartyDocument } from './document.ts';
import { type Role, rolesOf, type SignalFact } from './fact.ts';
import { factsOf, type Lookup, neededBy, SIGNAL_CONCEPTS } from './from-log.ts';
import type { MetricSource } from './metric-source.ts';
import type { Projection } from './projection.ts';
import { Signals, type VerdictChange } from './signals.ts';

const CONSUMER = 'signals';
const POSITIONS_A_STEP = 2_000;
const TICKS_A_STEP = 200;

interface StoreOptions {
  readonly pool: Pool;
  readonly rulebook: Rulebook;
  readonly now: () => EpochMs;
}

/**
 * Signals on PostgreSQL: a reader of the sealed log that keeps a document a party in `signal_party`, saved in one
 * transaction with the position it has read to. Restarted anywhere, it goes on exactly there. A verdict that turns to
 * breach leaves a row in `signal_breach`, which waits until a detection has been made of it.
 */
export class SignalStore implements MetricSource {
  private readonly options: StoreOptions;

  constructor(options: StoreOptions) {
    this.options = options;
  }

  async assess(role: Role, now: EpochMs): Promise<readonly Assessment[]> {
    return (await this.held([role])).assess(role, now);
  }

  async measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Promise<Measurement> {
    return (await this.held([role])).measure(role, metric, from, now);
  }

  async project(role: Role, metric: string, now: EpochMs): Promise<Projection> {
    return (await this.held([role])).projection(role, metric, now);
  }

  /** Signals holding just these parties, for a read model. */
  private async held(roles: readonly Role[]): Promise<Signals> {
    const signals = new Signals(this.options.rulebook);
    const rows = await this.options.pool.query<{ doc: PartyDocument }>(
      `select doc from signal_party where (subject, party) in (select * from unnest($1::text[], $2::text[]))`,
      [roles.map((r) => r.subject), roles.map((r) => r.party)],
    );
    for (const row of rows.rows) signals.restore(row.doc);
    return signals;
  }

  /** Takes in what was sealed since the last step, or else moves clocks on; returns how much there was to do. */
  async step(): Promise<number> {
    const client = await this.options.pool.connect();
    try {
      await client.query('begin');
      await client.query(`insert into consumer values ($1, 0) on conflict do nothing`, [CONSUMER]);
      const mine = await client.query<{ position: number }>(
        'select position from consumer where name = $1 for update skip locked',
        [CONSUMER],
      );
      const position = mine.rows[0]?.position;
      const done =
        position === undefined ? 0 : (await this.takeIn(client, position)) || (await this.tick(client));
      await client.query('commit');
      return done;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private async takeIn(client: PoolClient, position: number): Promise<number> {
    const head = await client.query<{ position: number }>('select position from log_head');
    const until = Math.min(position + POSITIONS_A_STEP, head.rows[0]?.position ?? 0);
    if (until <= position) return 0;
    const entries = await readSealed(client, position, until - position, SIGNAL_CONCEPTS);
    const lookup = await lookUp(client, entries);
    const facts = entries.flatMap((entry) => factsOf(entry, lookup));
    await this.apply(client, facts);
    await client.query('update consumer set position = $2 where name = $1', [CONSUMER, until]);
    return until - position;
  }

  private async apply(client: PoolClient, facts: readonly SignalFact[]): Promise<void> {
    if (facts.length === 0) return;
    const now = this.options.now();
    const roles = distinct(facts.flatMap(rolesOf));
    const signals = await this.restored(client, roles);
    const changes = facts.flatMap((fact) => signals.apply(fact, now));
    await save(client, signals, roles, changes, now);
  }

  /** Windows move with the days: parties whose clock stands on an earlier day are assessed anew. */
  private async tick(client: PoolClient): Promise<number> {
    const now = this.options.now();
    const rows = await client.query<Role>(
      'select subject, party from signal_party where day < $1 order by day limit $2',
      [dayNumber(now), TICKS_A_STEP],
    );
    if (rows.rows.length === 0) return 0;
    const signals = await this.restored(client, rows.rows);
    const changes = rows.rows.flatMap((role) => signals.tick(role, now));
    await save(client, signals, rows.rows, changes, now);
    return rows.rows.length;
  }

  private async restored(client: PoolClient, roles: readonly Role[]): Promise<Signals> {
    const signals = new Signals(this.options.rulebook);
    const rows = await client.query<{ doc: PartyDocument }>(
      `select doc from signal_party where (subject, party) in (select * from unnest($1::text[], $2::text[]))`,
      [roles.map((r) => r.subject), roles.map((r) => r.party)],
    );
    for (const row of rows.rows) signals.restore(row.doc);
    return signals;
  }
}

async function lookUp(client: PoolClient, entries: readonly SealedEntry[]): Promise<Lookup> {
  const needed = entries.map(neededBy);
  const orders = await rowsOf<Order>(
    client,
    'concept_order',
    needed.flatMap((n) => n.orders),
  );
  const shipments = await rowsOf<Shipment>(
    client,
    'concept_shipment',
    needed.flatMap((n) => n.shipments),
  );
  return { order: (id: OrderId) => orders.get(id), shipment: (id: ShipmentId) => shipments.get(id) };
}

async function rowsOf<State>(
  client: PoolClient,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, State>> {
  if (ids.length === 0) return new Map();
  const rows = await client.query<{ id: string; doc: State }>(
    `select id, doc from ${table} where id = any($1)`,
    [[...new Set(ids)]],
  );
  return new Map(rows.rows.map((r) => [r.id, r.doc]));
}

function distinct(roles: readonly Role[]): readonly Role[] {
  return [...new Map(roles.map((r) => [`${r.subject}/${r.party}`, r])).values()];
}

async function save(
  client: PoolClient,
  signals: Signals,
  roles: readonly Role[],
  changes: readonly VerdictChange[],
  now: EpochMs,
): Promise<void> {
  const rows = roles.flatMap((role) => {
    const doc = signals.save(role);
    if (!doc) return [];
    const assessments = signals
      .assess(role, now)
      .map(({ defects: _defects, excluded: _excluded, ...short }) => short);
    return [{ ...role, day: doc.day, doc, summary: assessments }];
  });
  await client.query(
    `insert into signal_party (subject, party, day, doc, summary)
     select subject, party, day, doc, summary
     from jsonb_to_recordset($1::jsonb) as r(subject text, party text, day int, doc jsonb, summary jsonb)
     on conflict (subject, party) do update set day = excluded.day, doc = excluded.doc, summary = excluded.summary`,
    [JSON.stringify(rows)],
  );
  const breaches = changes.filter((c) => c.to === 'breach');
  if (breaches.length > 0)
    await client.query(
      `insert into signal_breach (subject, party, metric, at)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])`,
      [
        breaches.map((b) => b.subject),
        breaches.map((b) => b.party),
        breaches.map((b) => b.metric),
        breaches.map((b) => b.at),
      ],
    );
}

export interface WorstParty {
  readonly party: PartyId;
  readonly metric: Omit<Assessment, 'defects' | 'excluded'>;
}

/**
 * Parties ranked by how sure we are that they are bad: the bound of a rate, never the rate itself. For a metric of
 * successes the lowest upper bound comes first.
 */
export async function worstBy(
  pool: Pool,
  subject: Role['subject'],
  metric: string,
  limit: number,
): Promise<readonly WorstParty[]> {
  const rows = await pool.query<WorstParty>(
    `select party, m as metric from signal_party, jsonb_array_elements(summary) m
     where subject = $1 and m->>'metric' = $2 and (m->>'n')::int > 0
     order by case when m->>'of' = 'defects' then -(m->>'lower')::float8 else (m->>'upper')::float8 end, party limit $3`,
    [subject, metric, limit],
  );
  return rows.rows;
}
