import { fileURLToPath } from 'node:url';
import { openCase } from '../../src/cases/decide.ts';
import { isRefusal } from '../../src/kernel/decision.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { loadRulebook } from '../../src/rulebook/load.ts';
import { History } from '../../src/signals/history.ts';
import { Signals } from '../../src/signals/signals.ts';
import type { VerdictChange } from '../../src/signals/verdicts.ts';
import { compareStandings } from '../../test/signals/standings.ts';
import { median, type Row } from '../row.ts';
import { madeUpYear } from './history.ts';
import { judgementsOf, PEERS } from './peers.ts';

const FACTS = 1_000_000;
const SELLERS = 2_000;
const SEED = 2026;
const ROUNDS = 5;
const SINGLE_ROUNDS = 3;
/** The peers are judged on every so many facts: all of them would take hours. */
const SAMPLE_EVERY = 200;

const BOOK = loadRulebook(fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)));

/**
 * Facts -> signals -> verdicts -> a case for each breach: the pure part of the road, on one core, over a history that is
 * put together beforehand, as for a backtest. What that costs is a row of its own, and so is the road for facts one by
 * one.
 */
export async function measureReplay(progress: (text: string) => void): Promise<readonly Row[]> {
  const { history, samples, rows } = prepared(progress);
  const ours: number[] = [];
  let cases = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const started = performance.now();
    cases = replay(history, true).cases;
    const rate = perSecond(history.length, started);
    progress(`round ${round}: ${rounded(rate)} facts/s${round === 0 ? ', not counted' : ''}`);
    if (round > 0) ours.push(rate);
  }
  const theirs = new Map(PEERS.map((peer) => [peer.metric, [] as number[]]));
  // Apart, since the collector's work for what one of them leaves behind would fall into another one's time.
  for (const peer of PEERS)
    for (let round = 1; round <= ROUNDS; round++) {
      const rate = await peer.judge(BOOK.rulebook, samples);
      theirs.get(peer.metric)?.push(rate);
      progress(`round ${round}: ${peer.name} ${rounded(rate)} facts/s`);
    }
  const rate = median(ours);
  const note = `median of ${ROUNDS} rounds after one to warm up, ${history.length} facts, ${SELLERS} sellers, ${cases} breaches made cases; every metric of the parties decided by its exact bound whenever a fact or the clock has moved it; names numbered and facts put beside those of the same party beforehand (history_facts_per_s)`;
  return [
    { metric: 'replay_facts_per_s', value: rounded(rate), unit: 'facts/s', note },
    ...rows,
    ...PEERS.map((peer): Row => {
      const peerRate = median(theirs.get(peer.metric) ?? []);
      return {
        metric: peer.metric,
        value: Math.round((rate / peerRate) * 10) / 10,
        unit: 'times',
        note: `${peer.name}: ${rounded(peerRate)} facts/s on every ${SAMPLE_EVERY}th fact (${samples.length}), the bounds given to it ready-made; same verdicts; medians of ${ROUNDS} rounds each`,
      };
    }),
    compare(progress),
  ];
}

interface Prepared {
  readonly history: History;
  readonly samples: ReturnType<typeof judgementsOf>;
  readonly rows: readonly Row[];
}

/** The facts themselves are let go of: who replays a history does not hold them either. */
function prepared(progress: (text: string) => void): Prepared {
  progress(`making ${FACTS} facts about ${SELLERS} sellers`);
  const facts = madeUpYear(FACTS, SELLERS, SEED);
  const samples = judgementsOf(BOOK.rulebook, facts, SAMPLE_EVERY);
  const started = performance.now();
  const history = new History(facts);
  const building = perSecond(facts.length, started);
  progress(`history: ${rounded(building)} facts/s`);
  const single: number[] = [];
  for (let round = 1; round <= SINGLE_ROUNDS; round++) {
    const from = performance.now();
    const signals = new Signals(BOOK.rulebook);
    for (const fact of facts) signals.apply(fact);
    single.push(perSecond(facts.length, from));
    progress(`round ${round}: ${rounded(single.at(-1))} facts/s one by one`);
  }
  const rows: readonly Row[] = [
    {
      metric: 'history_facts_per_s',
      value: rounded(building),
      unit: 'facts/s',
      note: 'facts as objects, each string fresh, numbered, put in columns and sorted by party: once a history, however often it is replayed',
    },
    {
      metric: 'single_facts_per_s',
      value: rounded(median(single)),
      unit: 'facts/s',
      note: `median of ${SINGLE_ROUNDS} rounds; the same facts taken in one by one as objects, names looked up on the way`,
    },
  ];
  return { history, samples, rows };
}

function perSecond(count: number, started: number): number {
  return (count / (performance.now() - started)) * 1_000;
}

function rounded(value: number | undefined): number {
  return Math.round(value ?? 0);
}

/** As a backtest does, parties are let go of when they are done; to be compared they are kept. */
function replay(history: History, letsGo: boolean): { readonly signals: Signals; readonly cases: number } {
  const signals = new Signals(BOOK.rulebook, [], history);
  let cases = 0;
  signals.replay(
    (change) => {
      if (change.to === 'breach') cases += decided(signals, change) ? 1 : 0;
    },
    { letsGo },
  );
  return { signals, cases };
}

/** A breach opens a case about the defective units, as the detector does. */
function decided(signals: Signals, change: VerdictChange): boolean {
  const { subject, party, metric, at } = change;
  const found = signals.assessOne({ subject, party }, metric, at);
  const measured = BOOK.rulebook.metrics[metric]?.measure.kind;
  const isOfOrders = measured !== 'response' && measured !== 'unfounded';
  const decision = openCase(
    undefined,
    {
      subject: party,
      subjectKind: subject,
      source: { kind: 'detection', metric },
      violations: [found.violation],
      priority: 'normal',
      refs: { orders: isOfOrders ? (found.defects as OrderId[]) : [], conversations: [], listings: [] },
      at,
      rulebookHash: BOOK.hash,
    },
    BOOK.rulebook,
  );
  return !isRefusal(decision);
}

/** Half-way and at the end: the standings that the replay kept, against the oracle's from all facts so far. */
function compare(progress: (text: string) => void): Row {
  const facts = madeUpYear(FACTS, SELLERS, SEED);
  let parties = 0;
  let equal = 1;
  for (const part of [0.5, 1]) {
    const known = facts.slice(0, Math.floor(facts.length * part));
    const { signals } = replay(new History(known), false);
    progress(`comparing all standings with the slow oracle at ${part * 100} %`);
    const compared = compareStandings(BOOK.rulebook, signals, known, known.at(-1)?.at ?? 0);
    parties += compared.parties;
    if (compared.kept === compared.slow) continue;
    equal = 0;
    progress(`they differ first in\n  ${compared.firstDifference?.kept}  ${compared.firstDifference?.slow}`);
  }
  const note = `SHA-256 over counts, exact bounds and verdicts of ${parties} parties, after half and after all facts`;
  return { metric: 'standings_equal_oracle', value: equal, unit: '1 = equal', note };
}
