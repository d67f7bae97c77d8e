import { parseArgs } from 'node:util';
import { backtest, type Change, loggedFacts } from '../backtest.ts';
import { sealAll } from '../platform/log.ts';
import { loadRulebook } from '../rulebook/load.ts';
import { assertFile, type Command, EXIT, WrongUse } from './command.ts';
import { withMarket } from './open-market.ts';

const LISTED_MAX = 20;

export const backtestCommand: Command = {
  name: 'backtest',
  usage: 'RULEBOOK [--data DIR] [--json]',
  summary:
    'lives through all history under a draft rulebook: who would be in breach, who no longer, with the numbers',
  async run(args, console) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new WrongUse('name the one draft rulebook');
    assertFile(file);
    const draft = loadRulebook(file);
    return withMarket(
      values.data,
      console,
      async (market) => {
        await sealAll(market.db.pool);
        const facts = await loggedFacts(market.db.pool);
        const result = backtest(facts, market.book.rulebook, draft.rulebook, (done, all) =>
          console.progress(`lived through ${Math.floor((100 * done) / all)} % of both histories`),
        );
        const json = { active: market.book.hash, draft: draft.hash, ...result };
        const text = [
          `${result.facts} facts over ${result.days} days; breaches: ${result.breaches.active} under the active rulebook, ${result.breaches.draft} under the draft`,
          ...listed('only under the draft', result.onlyUnderDraft),
          ...listed('only under the active one', result.onlyUnderActive),
          ...listed('at another time', result.atAnotherTime),
        ];
        return { exit: EXIT.done, json, text: text.join('\n') };
      },
      { isNewFine: false },
    );
  },
};

function listed(title: string, changes: readonly Change[]): readonly string[] {
  const lines = changes.slice(0, LISTED_MAX).map((c) => {
    const numbers = c.draft ?? c.active;
    return `  ${c.party} ${c.metric}: ${numbers?.k} of ${numbers?.n}, bounds ${numbers?.lower.toFixed(3)} to ${numbers?.upper.toFixed(3)}`;
  });
  const more =
    changes.length > LISTED_MAX ? [`  and ${changes.length - LISTED_MAX} more (--json lists all)`] : [];
  return [`${title}: ${changes.length}`, ...lines, ...more];
}
