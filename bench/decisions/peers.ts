import { type ZenDecision, ZenEngine } from '@gorules/zen-engine';
import { Engine, type RuleProperties } from 'json-rules-engine';
import type { Rulebook } from '../../src/rulebook/schema.ts';
import { SUBJECTS, type Subject } from '../../src/rulebook/terms.ts';
import { thresholdsOf } from '../../src/rulebook/metric.ts';
import { rolesOf, type SignalFact } from '../../src/signals/fact.ts';
import { Signals } from '../../src/signals/signals.ts';

/**
 * One party after one fact: its metrics, as numbers for a peer, and the verdicts it must come to. The peers get
 * the counts and bounds ready-made; they neither keep windows nor compute a bound, which is in their favour.
 */
interface Judgement {
  readonly subject: Subject;
  readonly values: Readonly<Record<string, number>>;
  readonly verdicts: Readonly<Record<string, string>>;
}

/** The judgements that one fact calls for: one or two. */
type Sample = readonly Judgement[];

interface Peer {
  readonly name: string;
  readonly metric: string;
  /** Judges all samples and returns facts per second. Throws if a verdict differs from ours. */
  judge(rulebook: Rulebook, samples: readonly Sample[]): Promise<number>;
}

/** The numbers of every so many facts, taken while replaying all of them. */
export function judgementsOf(
  rulebook: Rulebook,
  facts: readonly SignalFact[],
  every: number,
): readonly Sample[] {
  const signals = new Signals(rulebook);
  const samples: Sample[] = [];
  facts.forEach((fact, i) => {
    signals.apply(fact);
    if (i % every === 0)
      samples.push(
        rolesOf(fact).map((role) => {
          const values: Record<string, number> = {};
          const verdicts: Record<string, string> = {};
          for (const a of signals.assess(role, fact.at)) {
            const name = identifier(a.metric);
            values[`${name}_n`] = a.n;
            values[`${name}_people`] = a.uniqueCounterparties;
            values[`${name}_lower`] = a.lower;
            values[`${name}_upper`] = a.upper;
            verdicts[name] = a.verdict;
          }
          return { subject: role.subject, values, verdicts };
        }),
      );
  });
  return samples;
}

const identifier = (metric: string) => metric.replaceAll('-', '_');

interface Limits {
  readonly name: string;
  readonly minVolume: number;
  readonly people: number;
  readonly bound: string;
  readonly isDefects: boolean;
  readonly warn: number;
  readonly breach: number;
}

function limitsOf(rulebook: Rulebook, subject: Subject): readonly Limits[] {
  return Object.entries(rulebook.metrics)
    .filter(([, metric]) => metric.subject === subject)
    .map(([metric, rule]) => {
      const name = identifier(metric);
      const { of, warn, breach } = thresholdsOf(rule);
      const isDefects = of === 'defects';
      const bound = `${name}_${isDefects ? 'lower' : 'upper'}`;
      return {
        name,
        minVolume: rule.minVolume,
        people: rule.minUniqueCounterparties,
        bound,
        isDefects,
        warn,
        breach,
      };
    });
}

function check(judgement: Judgement, verdicts: Readonly<Record<string, unknown>>, peer: string): void {
  for (const [name, verdict] of Object.entries(judgement.verdicts)) {
    const theirs = verdicts[name] ?? 'ok';
    if (theirs !== verdict)
      throw new Error(
        `${peer} says ${JSON.stringify(theirs)} where we say ${verdict}: ${name} ${JSON.stringify(judgement.values)}`,
      );
  }
}

const jsonRulesEngine: Peer = {
  name: 'json-rules-engine',
  metric: 'ratio_json_rules_engine',
  async judge(rulebook, samples) {
    const engines = {
      seller: new Engine(jsonRules(rulebook, 'seller')),
      buyer: new Engine(jsonRules(rulebook, 'buyer')),
    };
    const started = performance.now();
    for (const sample of samples)
      for (const judgement of sample) {
        const { events } = await engines[judgement.subject].run(judgement.values);
        check(
          judgement,
          Object.fromEntries(events.map(({ type, params }) => [params?.['name'], type])),
          this.name,
        );
      }
    return (samples.length / (performance.now() - started)) * 1_000;
  },
};

/** At most one of a metric's rules can hold; none means ok. */
function jsonRules(rulebook: Rulebook, subject: Subject): RuleProperties[] {
  return limitsOf(rulebook, subject).flatMap(
    ({ name, minVolume, people, bound, isDefects, warn, breach }) => {
      const enough = { fact: `${name}_n`, operator: 'greaterThanInclusive', value: minVolume };
      const beyond = (limit: number) => ({
        fact: bound,
        operator: isDefects ? 'greaterThan' : 'lessThan',
        value: limit,
      });
      const manyPeople = { fact: `${name}_people`, operator: 'greaterThanInclusive', value: people };
      const fewPeople = { fact: `${name}_people`, operator: 'lessThan', value: people };
      const within = {
        fact: bound,
        operator: isDefects ? 'lessThanInclusive' : 'greaterThanInclusive',
        value: breach,
      };
      return [
        {
          conditions: { all: [{ ...enough, operator: 'lessThan' }] },
          event: { type: 'too-little-data', params: { name } },
        },
        {
          conditions: { all: [enough, beyond(breach), manyPeople] },
          event: { type: 'breach', params: { name } },
        },
        {
          conditions: { all: [enough, beyond(warn), { any: [within, fewPeople] }] },
          event: { type: 'at-risk', params: { name } },
        },
      ];
    },
  );
}

const zenEngine: Peer = {
  name: '@gorules/zen-engine',
  metric: 'ratio_zen_engine',
  async judge(rulebook, samples) {
    const engine = new ZenEngine();
    const decisions = Object.fromEntries(
      SUBJECTS.map((subject) => [subject, engine.createDecision(zenGraph(rulebook, subject))]),
    ) as Record<Subject, ZenDecision>;
    const started = performance.now();
    // It works on threads of its own, so several facts are handed over at once; ours stays on one core.
    const atOnce = 64;
    for (let from = 0; from < samples.length; from += atOnce)
      await Promise.all(
        samples.slice(from, from + atOnce).flatMap((sample) =>
          sample.map(async (judgement) => {
            const { result } = await decisions[judgement.subject].evaluate(judgement.values);
            check(judgement, result as Record<string, unknown>, this.name);
          }),
        ),
      );
    const perSecond = (samples.length / (performance.now() - started)) * 1_000;
    engine.dispose();
    return perSecond;
  },
};

/** One expression a metric: fewer steps for it than a table with three rows. */
function zenGraph(rulebook: Rulebook, subject: Subject): object {
  const expressions = limitsOf(rulebook, subject).map(
    ({ name, minVolume, people, bound, isDefects, warn, breach }) => {
      const beyond = (limit: number) => `${bound} ${isDefects ? '>' : '<'} ${limit}`;
      const value = `${name}_n < ${minVolume} ? 'too-little-data' : (${beyond(breach)} and ${name}_people >= ${people}) ? 'breach' : ${beyond(warn)} ? 'at-risk' : 'ok'`;
      return { id: name, key: name, value };
    },
  );
  const node = (id: string, type: string, content?: object) => ({
    id,
    type,
    name: id,
    position: { x: 0, y: 0 },
    ...(content && { content }),
  });
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      node('in', 'inputNode'),
      node('judge', 'expressionNode', { expressions }),
      node('out', 'outputNode'),
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'judge', type: 'edge' },
      { id: 'b', sourceId: 'judge', targetId: 'out', type: 'edge' },
    ],
  };
}

export const PEERS: readonly Peer[] = [jsonRulesEngine, zenEngine];
