import type { MadeUpQuery, Mode } from './corpus.ts';
import type { Engine, Rate } from './engine.ts';

const ROUNDS = 3;
/** Who needs longer for all queries once is asked them once more: that is hundreds of answers, and nothing quick disturbs them. */
const SLOW_MS = 8_000;

/**
 * One query after the other, each waited for; the middle one of three rounds, each of which asks all queries equally often, so
 * that the slow answer the same questions as the quick. All are asked once before that.
 */
export async function rateOf(
  engine: Pick<Engine, 'search'>,
  queries: readonly MadeUpQuery[],
  mode: Mode,
  roundMs: number,
): Promise<Rate> {
  const begun = performance.now();
  await round(engine, queries, mode, roundMs / 2);
  if (performance.now() - begun > SLOW_MS) return round(engine, queries, mode, roundMs);
  const rounds: Rate[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(engine, queries, mode, roundMs));
  const [, middle] = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  if (!middle) throw new Error('no round');
  return middle;
}

export async function round(
  engine: Pick<Engine, 'search'>,
  queries: readonly MadeUpQuery[],
  mode: Mode,
  ms: number,
  between?: () => void,
): Promise<Rate> {
  const took: number[] = [];
  let found = 0;
  const started = performance.now();
  let now = started;
  for (let i = 0; now - started < ms || i % queries.length !== 0 || i === 0; i++) {
    const query = queries[i % queries.length];
    if (!query) throw new Error('no queries');
    const asked = performance.now();
    const answer = engine.search(query, mode);
    // In process there is nothing to wait for, and a turn of the event loop would cost more than the search.
    const ids = answer instanceof Promise ? await answer : answer;
    now = performance.now();
    took.push(now - asked);
    found += ids.length;
    between?.();
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return {
    perSecond: (took.length / (now - started)) * 1_000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    found: found / took.length,
  };
}
