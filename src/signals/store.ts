import type { Pool, PoolClient } from 'pg';
import type { OrderId, ShipmentId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Order } from '../market/orders/order.ts';
import type { Shipment } from '../market/shipments/shipment.ts';
import { readSealed, type SealedEntry } from '../platform/log.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { SUBJECTS } from '../rulebook/terms.ts';
import type { PartyDocument } from './document.ts';
import type { Memory, SellerEvidence } from './evidence.ts';
import { type Role, rolesOf, type SignalFact } from './fact.ts';
import { factsOf, type Lookup, neededBy, SIGNAL_CONCEPTS } from './from-log.ts';
import { Signals } from './signals.ts';
import { declaredStrikes } from './strike-store.ts';

const CONSUMER = 'signals';
const POSITIONS_A_STEP = 4_000;
const TICKS_A_STEP = 200;
const ADOPTED_A_STATEMENT = 200;

/** Whether a step that had this much to do may have left more of it to the next one. */
export function isFullStep(done: number): boolean {
  return done === POSITIONS_A_STEP || done === TICKS_A_STEP;
}

/** A metric in breach that no detection has been made of yet. */
export interface Breach extends Role {
  readonly metric: string;
  readonly at: EpochMs;
}

/** Who builds on what sellers have shown, in the transaction that saves it. */
interface EvidenceTaker {
  readonly memory: Memory;
  take(client: PoolClient, sellers: readonly SellerEvidence[]): Promise<void>;
}

interface StoreOptions {
  readonly pool: Pool;
  readonly rulebook: Rulebook;
  readonly now: () => EpochMs;
  readonly evidence?: EvidenceTaker;
}

/**
 * Signals on PostgreSQL: a reader of the sealed log that keeps a document a party in `signal_party`, saved in one
 * transaction with the position it has read to. Restarted anywhere, it goes on exactly there. A verdict that turns to
 * breach leaves a row in `signal_breach`, which waits until a detection has been made of it.
 */
export class SignalStore {
  private readonly options: StoreOptions;

  constructor(options: StoreOptions) {
    this.options = options;
  }

  /**
   * Takes over what signals in memory have made of the log up to `position`, for a log that was lived through there and
   * has just been written down. Nothing may have been read yet.
   */
  async adopt(signals: Signals, position: number): Promise<void> {
    const client = await this.options.pool.connect();
    try {
      await client.query('begin');
      await client.query('insert into consumer values ($1, $2)', [CONSUMER, position]);
      const roles = SUBJECTS.flatMap((subject) =>
        signals.parties(subject).map((party) => ({ subject, party })),
      );
      for (let from = 0; from < roles.length; from += ADOPTED_A_STATEMENT)
        await this.save(client, signals, roles.slice(from, from + ADOPTED_A_STATEMENT), this.options.now());
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
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

  /** Breaches that wait for their detection, oldest first, but these. */
  async openBreaches(
    limit: number,
    but: readonly number[],
  ): Promise<readonly (Breach & { readonly id: number })[]> {
    const rows = await this.options.pool.query<Breach & { id: number }>(
      'select id, subject, party, metric, at from signal_breach where handled_at is null and id <> all($2) order by id limit $1',
      [limit, but],
    );
    return rows.rows;
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
    await this.save(client, signals, roles, now);
    await queue(
      client,
      changes.filter((c) => c.to === 'breach'),
    );
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
    for (const role of rows.rows) signals.tick(role, now);
    // Once a day whatever is in breach is queued again, also without a change: a breach that goes on after its window
    // must not be forgotten, and a detection that was made already refuses to be made twice.
    const breaches = rows.rows.flatMap((role) =>
      signals
        .assess(role, now)
        .filter((a) => a.verdict === 'breach')
        .map((a) => ({ ...role, metric: a.metric, at: now })),
    );
    await this.save(client, signals, rows.rows, now);
    await queue(client, breaches);
    return rows.rows.length;
  }

  private async save(
    client: PoolClient,
    signals: Signals,
    roles: readonly Role[],
    now: EpochMs,
  ): Promise<void> {
    await save(client, signals, roles, now);
    const { evidence: taker } = this.options;
    if (!taker) return;
    const sellers = roles.flatMap((role) =>
      role.subject === 'seller'
        ? [{ seller: role.party, evidence: signals.evidence(role, taker.memory, now) }]
        : [],
    );
    await taker.take(client, sellers);
  }

  private async restored(client: PoolClient, roles: readonly Role[]): Promise<Signals> {
    const signals = new Signals(this.options.rulebook, await declaredStrikes(client));
    const rows = await client.query<{ doc: PartyDocument }>(
      `select doc from signal_party where (subject, party) in (select * from unnest($1::text[], $2::text[]))`,
      [roles.map((r) => r.subject), roles.map((r) => r.party)],
    );
    for (const row of rows.rows) signals.restore(row.doc);
    return signals;
  }
}

/** To be called in the transaction of the detection, so that neither is there without the other. */
export async function markHandled(client: Pool | PoolClient, id: number, now: EpochMs): Promise<void> {
  await client.query('update signal_breach set handled_at = $2 where id = $1', [id, now]);
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
  now: EpochMs,
): Promise<void> {
  const rows = roles.flatMap((role) => {
    const doc = signals.save(role);
    if (!doc) return [];
    // Who looks for parties by a rate asks for those with something counted: the rest would be most of what is written.
    const summary = signals
      .assess(role, now)
      .filter((assessment) => assessment.n > 0)
      .map(({ defects: _defects, excluded: _excluded, ...short }) => short);
    return [{ ...role, day: doc.day, doc, summary }];
  });
  await client.query(
    `insert into signal_party (subject, party, day, doc, summary)
     select subject, party, day, doc, summary
     from jsonb_to_recordset($1::jsonb) as r(subject text, party text, day int, doc jsonb, summary jsonb)
     on conflict (subject, party) do update set day = excluded.day, doc = excluded.doc, summary = excluded.summary`,
    [JSON.stringify(rows)],
  );
}

/** Leaves breaches for the detector, in the transaction that found them. */
async function queue(client: PoolClient, breaches: readonly Breach[]): Promise<void> {
  if (breaches.length === 0) return;
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
