import { parseArgs } from 'node:util';
import { exportLog } from '../platform/export.ts';
import { sealAll } from '../platform/log.ts';
import { type Command, EXIT, WrongUse } from './command.ts';
import { withMarket } from './open-market.ts';

export const exportCommand: Command = {
  name: 'export',
  usage: 'FILE [--data DIR] [--json]',
  summary: 'writes the sealed log as canonical JSON Lines, and FILE.pub beside it',
  async run(args, console) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new WrongUse('name the one file to write');
    return withMarket(values.data, console, async (market) => {
      await sealAll(market.db.pool);
      const { signingKey, publicKey } = market.secrets;
      const result = await exportLog(market.db.pool, file, {
        signingKey,
        publicKey,
        now: Date.now(),
        progress: (done, all) => console.progress(`exported ${done} of ${all} entries`),
      });
      const json = { file, publicKeyFile: `${file}.pub`, ...result };
      return { exit: EXIT.done, json, text: `${result.entries} entries in ${file}; head ${result.head}` };
    });
  },
};
