import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
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
    if (!file || more.length > 0) throw new WrongUse('name the one file to write');
    assertWritable(file);
    return withMarket(
      values.data,
      console,
      async (market) => {
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
      },
      { isNewFine: false },
    );
  },
};

/** Before the log is read: it may be long. */
function assertWritable(file: string): void {
  const folder = dirname(file);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new WrongUse(`${file} is a folder: name a file in it`);
  if (!existsSync(folder)) throw new WrongUse(`there is no folder ${folder}: make it, or name another`);
}
