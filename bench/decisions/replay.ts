import { fileURLToPath } from 'node:url';
import { openCase } from '../../src/cases/decide.ts';
import { isRefusal } from '../../src/kernel/decision.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { loadRulebook } from '../../src/rulebook/load.ts';
import type { SignalFact } from '../../src/signals/fact.ts';
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
/** The peers are judged on every so many facts: all of them would take hours. */
const SAMPLE_EVERY = 200;

const BOOK = loadRulebook(fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url)));

/** Facts -> signals -> verdicts -> a case for each breach: the pure part of the road, on one core. */
export async function measureReplay(progress: (text: string) => void): Promise<readonly Row[]> {
  progress(`making ${FACTS} facts about ${SELLERS} sellers`);
  const facts = madeUpYear(FACTS, SELLERS, SEED);
  const samples = judgementsOf(BOOK.rulebook, facts, SAMPLE_EVERY);
  const ours: number[] = [];
  const theirs = new Map(PEERS.map((peer) => [peer.metric, [] as number[]]));
  let cases = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const started = performance.now();
    cases = replay(facts).cases;
    ours.push((facts.length / (performance.now() - started)) * 1_000);
    progress(`round ${round}: ${rounded(ours.at(-1))} facts/s`);
  }
  // Apart, since the collector's work for what one of them leaves behind would fall into another one's time.
  for (const peer of PEERS)
    for (let round = 1; round <= ROUNDS; round++) {
      const perSecond = await peer.judge(BOOK.rulebook, samples);
      theirs.get(peer.metric)?.push(perSecond);
      progress(`round ${round}: ${peer.name} ${rounded(perSecond)} facts/s`);
    }
  const rate = median(ours);
  const note = `median of ${ROUNDS} rounds, ${facts.length} facts, ${SELLERS} sellers, ${cases} breaches made cases; every metric of the parties decided by its exact bound at every fact`;
  return [
    { metric: 'replay_facts_per_s', value: rounded(rate), unit: 'facts/s', note },
    ...PEERS.map((peer): Row => {
      const peerRate = median(theirs.get(peer.metric) ?? []);
      return {
        metric: peer.metric,
        value: Math.round((rate / peerRate) * 10) / 10,
        unit: 'times',
        note: `${peer.name}: ${rounded(peerRate)} facts/s on every ${SAMPLE_EVERY}th fact (${samples.length}), the bounds given to it ready-made; same verdicts; medians of ${ROUNDS} rounds each`,
      };
    }),
    compare(facts, progress),
  ];
}

function rounded(value: number | undefined): number {
  return Math.round(value ?? 0);
}

function replay(facts: readonly SignalFact[]): { readonly signals: Signals; readonly cases: number } {
  const signals = new Signals(BOOK.rulebook);
  let cases = 0;
  for (const fact of facts) {
    const changes = signals.apply(fact);
    for (let i = 0; i < changes.length; i++) {
      const change = changes[i] as VerdictChange;
      if (change.to === 'breach') cases += decided(signals, change) ? 1 : 0;
    }
  }
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
function compare(facts: readonly SignalFact[], progress: (text: string) => void): Row {
  let parties = 0;
  let equal = 1;
  for (const part of [0.5, 1]) {
    const known = facts.slice(0, Math.floor(facts.length * part));
    const { signals } = replay(known);
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
