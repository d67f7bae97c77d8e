import { createHash } from 'node:crypto';
import type { Rulebook } from '../../src/rulebook/schema.ts';
import { type Role, rolesOf, type SignalFact } from '../../src/signals/fact.ts';
import type { Signals } from '../../src/signals/signals.ts';
import { assessSlowly } from './oracle.ts';

/** What is compared of one metric of one party. */
interface Standing {
  readonly metric: string;
  readonly n: number;
  readonly k: number;
  readonly uniqueCounterparties: number;
  readonly lower: number;
  readonly upper: number;
  readonly verdict: string;
}

export interface Comparison {
  readonly parties: number;
  /** SHA-256 over the standings of all parties, one line a metric. */
  readonly kept: string;
  readonly slow: string;
  /** The first line that differs, in both versions: a hash alone does not say what is wrong. */
  readonly firstDifference: { readonly kept: string; readonly slow: string } | undefined;
}

/**
 * The standings that `signals` kept while taking in `facts`, against those that the slow oracle works out from the
 * same facts at `now`, for everybody whom a fact concerns. Verdicts are the kept ones, decided fact by fact and day
 * by day, not judged anew for the comparison.
 */
export function compareStandings(
  rulebook: Rulebook,
  signals: Signals,
  facts: readonly SignalFact[],
  now: number,
): Comparison {
  const kept = createHash('sha256');
  const slow = createHash('sha256');
  let parties = 0;
  let firstDifference: Comparison['firstDifference'];
  // Strikes are about nobody in particular and matter to all.
  const strikes = facts.filter((fact) => fact.kind === 'strike');
  for (const { role, about } of byRole(facts)) {
    parties += 1;
    const keptLines = keptStandings(signals, role, now).map((s) => lineOf(role, s));
    const slowLines = assessSlowly(rulebook, [...strikes, ...about], role, now).map((s) => lineOf(role, s));
    kept.update(keptLines.join(''));
    slow.update(slowLines.join(''));
    const differs = slowLines.findIndex((line, i) => line !== keptLines[i]);
    if (differs >= 0) firstDifference ??= { kept: keptLines[differs] ?? '', slow: slowLines[differs] ?? '' };
  }
  return { parties, kept: kept.digest('hex'), slow: slow.digest('hex'), firstDifference };
}

function keptStandings(signals: Signals, role: Role, now: number): readonly Standing[] {
  signals.tick(role, now);
  const document = signals.save(role);
  // Of somebody about whom no metric counts anything yet, such as a buyer who has only asked, nothing is kept: that
  // is a standing too, and it is `too-little-data`. A party that is held must have a verdict for every metric.
  const verdict = (metric: string) =>
    document === undefined ? 'too-little-data' : (document.verdicts[metric] ?? 'none');
  return signals.assess(role, now).map((a) => ({ ...a, verdict: verdict(a.metric) }));
}

function lineOf(role: Role, s: Standing): string {
  return `${role.subject} ${role.party} ${s.metric} ${s.n} ${s.k} ${s.uniqueCounterparties} ${s.lower} ${s.upper} ${s.verdict}\n`;
}

function byRole(
  facts: readonly SignalFact[],
): Iterable<{ readonly role: Role; readonly about: SignalFact[] }> {
  const roles = new Map<string, { readonly role: Role; readonly about: SignalFact[] }>();
  for (const fact of facts)
    for (const role of rolesOf(fact)) {
      const key = `${role.subject} ${role.party}`;
      const known = roles.get(key);
      if (known === undefined) roles.set(key, { role, about: [fact] });
      else known.about.push(fact);
    }
  return roles.values();
}
