import type { Pool } from 'pg';
import type { OrderId, PartyId, ShipmentId } from './kernel/ids.ts';
import { dayNumber, type EpochMs } from './kernel/time.ts';
import type { Order } from './market/orders/order.ts';
import type { Shipment } from './market/shipments/shipment.ts';
import { readSealed } from './platform/log.ts';
import type { Rulebook } from './rulebook/schema.ts';
import type { Subject } from './rulebook/terms.ts';
import { lowerBound, upperBound } from './signals/bound.ts';
import type { SignalFact } from './signals/fact.ts';
import { factsOf, SIGNAL_CONCEPTS } from './signals/from-log.ts';
import { History } from './signals/history.ts';
import { Signals } from './signals/signals.ts';
import { declaredStrikes } from './signals/strike-store.ts';
import type { VerdictChange } from './signals/verdicts.ts';

const ENTRIES_A_CHUNK = 20_000;
const CONFIDENCE = 0.95;

/** The first time a metric of a party was in breach, with the numbers of that day. */
export interface FirstBreach {
  readonly at: EpochMs;
  readonly n: number;
  readonly k: number;
  readonly lower: number;
  readonly upper: number;
  /** Units behind it, at most 50. */
  readonly defects: readonly string[];
}

/** A party and metric that one rulebook finds in breach and the other does not, or at another time. */
export interface Change {
  readonly subject: Subject;
  readonly party: PartyId;
  readonly metric: string;
  readonly active: FirstBreach | null;
  readonly draft: FirstBreach | null;
}

export interface Backtest {
  readonly facts: number;
  readonly days: number;
  readonly breaches: { readonly active: number; readonly draft: number };
  readonly onlyUnderDraft: readonly Change[];
  readonly onlyUnderActive: readonly Change[];
  readonly atAnotherTime: readonly Change[];
  /**
   * Of the parties that only the draft would act on and that people have judged for the same violation: how often people
   * found nothing. `null` bounds: nobody was judged.
   */
  readonly falseActions: {
    readonly judged: number;
    readonly notSubstantiated: number;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly confidence: number;
  };
}

/** All signal facts of the sealed log, in order of time. */
export async function loggedFacts(pool: Pool): Promise<readonly SignalFact[]> {
  const orders = await docs<Order>(pool, 'concept_order');
  const shipments = await docs<Shipment>(pool, 'concept_shipment');
  const lookup = { order: (id: OrderId) => orders.get(id), shipment: (id: ShipmentId) => shipments.get(id) };
  const head = await pool.query<{ position: number }>('select position from log_head');
  const facts: SignalFact[] = [...(await declaredStrikes(pool))];
  for (let after = 0; after < (head.rows[0]?.position ?? 0); after += ENTRIES_A_CHUNK)
    for (const entry of await readSealed(pool, after, ENTRIES_A_CHUNK, SIGNAL_CONCEPTS))
      facts.push(...factsOf(entry, lookup));
  return facts.toSorted((a, b) => a.at - b.at);
}

async function docs<State>(pool: Pool, table: string): Promise<ReadonlyMap<string, State>> {
  const rows = await pool.query<{ id: string; doc: State }>(`select id, doc from ${table}`);
  return new Map(rows.rows.map((r) => [r.id, r.doc]));
}

/** Lives through all history under two rulebooks and tells where they differ. Pure. */
export function backtest(
  facts: readonly SignalFact[],
  active: Rulebook,
  draft: Rulebook,
  progress: (done: number, all: number) => void,
): Backtest {
  const history = new History(facts);
  const [underActive, underDraft] = [
    breachesUnder(active, history, (done, all) => progress(done, 2 * all)),
    breachesUnder(draft, history, (done, all) => progress(all + done, 2 * all)),
  ];
  const changes: Change[] = [];
  for (const key of new Set([...underActive.keys(), ...underDraft.keys()])) {
    const [subject = '', party = '', metric = ''] = key.split('/');
    changes.push({
      subject: subject as Subject,
      party: party as PartyId,
      metric,
      active: underActive.get(key) ?? null,
      draft: underDraft.get(key) ?? null,
    });
  }
  // Earliest first.
  changes.sort((a, b) => firstAt(a) - firstAt(b));
  const onlyUnderDraft = changes.filter((c) => c.draft && !c.active);
  const first = facts[0];
  const last = facts.at(-1);
  return {
    facts: facts.length,
    days: first && last ? dayNumber(last.at) - dayNumber(first.at) + 1 : 0,
    breaches: { active: underActive.size, draft: underDraft.size },
    onlyUnderDraft,
    onlyUnderActive: changes.filter((c) => c.active && !c.draft),
    atAnotherTime: changes.filter((c) => c.active && c.draft && c.active.at !== c.draft.at),
    falseActions: falseActions(facts, onlyUnderDraft, draft),
  };
}

/** When the first of the two rulebooks found it in breach. */
function firstAt({ active, draft }: Change): EpochMs {
  return Math.min(active?.at ?? Number.POSITIVE_INFINITY, draft?.at ?? Number.POSITIVE_INFINITY);
}

function breachesUnder(
  rulebook: Rulebook,
  history: History,
  progress: (done: number, all: number) => void,
): ReadonlyMap<string, FirstBreach> {
  const breaches = new Map<string, FirstBreach>();
  const { span } = history;
  if (span === undefined) return breaches;
  const signals = new Signals(rulebook, [], history);
  const wait = Math.max(...Object.values(rulebook.metrics).map((m) => m.maturityDays)) + 1;
  const visit = (changes: readonly VerdictChange[], now: EpochMs): void => {
    for (const { subject, party, metric, to } of changes) {
      const key = `${subject}/${party}/${metric}`;
      if (to !== 'breach' || breaches.has(key)) continue;
      const found = signals.assessOne({ subject, party }, metric, now);
      if (found.verdict !== 'breach') continue;
      const { n, k, lower, upper, defects } = found;
      breaches.set(key, { at: now, n, k, lower, upper, defects });
    }
  };
  signals.replayDays(dayNumber(span.to) + wait, visit, { letsGo: true, progress });
  return breaches;
}

function falseActions(
  facts: readonly SignalFact[],
  changes: readonly Change[],
  draft: Rulebook,
): Backtest['falseActions'] {
  const outcomes = new Map<string, string>();
  for (const fact of facts)
    if (fact.kind === 'finding') outcomes.set(`${fact.party}/${fact.violation}`, fact.outcome);
  const judged = changes.flatMap(
    (c) => outcomes.get(`${c.party}/${draft.metrics[c.metric]?.violation ?? ''}`) ?? [],
  );
  const notSubstantiated = judged.filter((outcome) => outcome !== 'substantiated').length;
  const known = judged.length > 0;
  return {
    judged: judged.length,
    notSubstantiated,
    lower: known ? lowerBound(notSubstantiated, judged.length, CONFIDENCE) : null,
    upper: known ? upperBound(notSubstantiated, judged.length, CONFIDENCE) : null,
    confidence: CONFIDENCE,
  };
}
