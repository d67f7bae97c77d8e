import type { Conflict } from './check.ts';
import type { RulebookDraft } from './schema.ts';

/** Each market at most once, one entry for the rest, and findings that exist on the right side. */
export function checkReturns({ returns, violations }: RulebookDraft): readonly Conflict[] {
  const path = ['returns'];
  const found: Conflict[] = [];
  const markets = returns.rights.flatMap((r) => r.markets);
  const twice = markets.find((m, i) => markets.indexOf(m) !== i);
  if (twice !== undefined)
    found.push({ path: [...path, 'rights'], message: `${twice} is named twice: which rights are its own?` });
  if (returns.rights.filter((r) => r.markets.length === 0).length !== 1)
    found.push({ path: [...path, 'rights'], message: 'one entry without markets stands for all others' });
  for (const [key, subject] of [
    ['misuse', 'buyer'],
    ['refusedRight', 'seller'],
  ] as const) {
    const violation = returns.findings[key];
    if (violations[violation]?.subject !== subject)
      found.push({
        path: [...path, 'findings', key],
        message: `name a violation of a ${subject}, which ${violation} is not`,
      });
  }
  return found;
}
