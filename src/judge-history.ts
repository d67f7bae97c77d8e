import type { Pool } from 'pg';
import { isBeingRectified, passDeadlines } from './history-deadlines.ts';
import { isRefusal } from './kernel/decision.ts';
import type { OrderId, PartyId, ShipmentId } from './kernel/ids.ts';
import { DAY_MS, dayNumber, type EpochMs } from './kernel/time.ts';
import type { Order } from './market/orders/order.ts';
import type { Shipment } from './market/shipments/shipment.ts';
import { readSealed, sealAll } from './platform/log.ts';
import { detectBreach } from './processes/detect-breach.ts';
import type { Market } from './runtime.ts';
import type { Assessment } from './signals/assess.ts';
import type { Role, SignalFact } from './signals/fact.ts';
import { factsOf, SIGNAL_CONCEPTS } from './signals/from-log.ts';
import type { MetricSource } from './signals/metric-source.ts';
import { Signals } from './signals/signals.ts';
import { declaredStrikes } from './signals/strike-store.ts';

const ENTRIES_A_CHUNK = 20_000;
/** Bounds are looked at every so many days for the record of each seller's worst moment; verdicts every day. */
const PEAK_EVERY_DAYS = 7;

export interface JudgedHistory {
  readonly days: number;
  readonly detections: number;
  /** Sellers whose every metric had too few orders for a verdict on every day. */
  readonly tooLittleData: number;
}

/**
 * Judges imported history as if each of its days were today: facts in order of time, every metric decided on every
 * day, what is in breach taken to the same detection as live traffic, and what falls due on a day done on that day.
 * Nobody is there to find or approve, so nothing beyond a metric's own warning takes effect; the rest is proposed. Goes
 * on after the last fact while somebody still has time to put it right, since only these days' own numbers can say
 * whether they did. Keeps each seller's worst moment per metric, which today's windows no longer show.
 */
export async function judgeHistory(
  market: Market,
  source: string,
  progress: (done: number, all: number) => void,
): Promise<JudgedHistory> {
  await sealAll(market.db.pool);
  const { facts, sellers } = await factsOfSource(market.db.pool, source);
  const first = facts[0];
  if (!first) return { days: 0, detections: 0, tooLittleData: sellers.size };
  const { rulebook } = market.book;
  const signals = new Signals(rulebook, await declaredStrikes(market.db.pool));
  const metrics = metricsOf(signals);
  const firstDay = dayNumber(first.at);
  const settledOn = dayNumber(facts.at(-1)?.at ?? first.at) + longestWait(rulebook.metrics);
  const yesterday = dayNumber(Date.now()) - 1;
  const peaks = new Peaks();
  const judged = new Set<PartyId>();
  const inBreach = new Map<string, Role & { metric: string }>();
  let next = 0;
  let detections = 0;
  let day = firstDay;
  while (
    day <= settledOn ||
    (day <= yesterday && (await isBeingRectified(market.db.pool, sellers, day * DAY_MS)))
  ) {
    const now = (day + 1) * DAY_MS - 1;
    const changes = [];
    for (let fact = facts[next]; fact && dayNumber(fact.at) <= day; fact = facts[++next])
      changes.push(...signals.apply(fact, fact.at));
    for (const party of signals.parties('seller'))
      changes.push(...signals.tick({ subject: 'seller', party }, now));
    for (const { subject, party, metric, to } of changes) {
      if (to !== 'too-little-data' && subject === 'seller') judged.add(party);
      if (to === 'breach') inBreach.set(`${subject}/${party}/${metric}`, { subject, party, metric });
      else inBreach.delete(`${subject}/${party}/${metric}`);
    }
    if (day % PEAK_EVERY_DAYS === 0) for (const party of sellers) peaks.look(signals, party, now);
    for (const breach of inBreach.values()) {
      const found = await market.runAs({ by: 'system:signals', now, metrics }, (world) =>
        detectBreach(world, breach),
      );
      if (!isRefusal(found)) detections += found.joined ? 0 : 1;
    }
    // Of every seller: what an import that was cut off has detected is known to the next one as a refusal only.
    await passDeadlines(market, { parties: sellers, now, metrics });
    day += 1;
    progress(day - firstDay, Math.max(day, settledOn + 1) - firstDay);
  }
  await peaks.save(market.db.pool, source);
  const tooLittleData = [...sellers].filter((s) => !judged.has(s)).length;
  return { days: day - firstDay, detections, tooLittleData };
}

/** Facts of orders that this source reported, in order of time, and their sellers. */
async function factsOfSource(
  pool: Pool,
  source: string,
): Promise<{ facts: readonly SignalFact[]; sellers: ReadonlySet<PartyId> }> {
  const orders = new Map(
    (
      await pool.query<{ id: OrderId; doc: Order }>(
        `select id, doc from concept_order where doc->>'source' = $1`,
        [source],
      )
    ).rows.map((r) => [r.id, r.doc]),
  );
  const sellers = new Set([...orders.values()].map((o) => o.seller));
  const shipments = new Map(
    (await pool.query<{ id: ShipmentId; doc: Shipment }>('select id, doc from concept_shipment')).rows
      .filter((r) => sellers.has(r.doc.seller))
      .map((r) => [r.id, r.doc]),
  );
  const lookup = { order: (id: OrderId) => orders.get(id), shipment: (id: ShipmentId) => shipments.get(id) };
  const facts: SignalFact[] = [];
  const head = await pool.query<{ position: number }>('select position from log_head');
  for (let after = 0; after < (head.rows[0]?.position ?? 0); after += ENTRIES_A_CHUNK)
    for (const entry of await readSealed(pool, after, ENTRIES_A_CHUNK, SIGNAL_CONCEPTS))
      facts.push(...factsOf(entry, lookup).filter((f) => 'seller' in f && sellers.has(f.seller)));
  return { facts: facts.toSorted((a, b) => a.at - b.at), sellers };
}

function longestWait(metrics: Market['book']['rulebook']['metrics']): number {
  return Math.max(...Object.values(metrics).map((m) => m.maturityDays)) + 1;
}

function metricsOf(signals: Signals): MetricSource {
  return {
    assess: async (role, now) => signals.assess(role, now),
    measure: async (role, metric, from, now) => signals.measure(role, metric, from, now),
    project: async (role, metric, now) => signals.projection(role, metric, now),
  };
}

/** The assessment of each seller and metric at its most worrying, by its bound. */
class Peaks {
  private readonly worst = new Map<string, { party: PartyId; at: EpochMs; assessment: Assessment }>();

  look(signals: Signals, party: PartyId, now: EpochMs): void {
    for (const assessment of signals.assess({ subject: 'seller', party }, now)) {
      if (assessment.n === 0) continue;
      const key = `${party}/${assessment.metric}`;
      const known = this.worst.get(key);
      if (!known || worry(assessment) > worry(known.assessment))
        this.worst.set(key, { party, at: now, assessment });
    }
  }

  async save(pool: Pool, source: string): Promise<void> {
    const rows = [...this.worst.values()].map((w) => ({
      ...w,
      source,
      subject: 'seller',
      metric: w.assessment.metric,
    }));
    await pool.query(
      `insert into history_assessment (source, subject, party, metric, at, assessment)
       select source, subject, party, metric, at, assessment from jsonb_to_recordset($1::jsonb)
         as r(source text, subject text, party text, metric text, at bigint, assessment jsonb)
       on conflict (party, metric, source) do update set at = excluded.at, assessment = excluded.assessment`,
      [JSON.stringify(rows)],
    );
  }
}

/** How sure we are that the rate is bad: the near bound, in the direction of defects. */
function worry(a: Pick<Assessment, 'of' | 'lower' | 'upper'>): number {
  return a.of === 'defects' ? a.lower : 1 - a.upper;
}
