import { type Command, type Console, EXIT, WrongUse } from './commands/command.ts';
import { backtestCommand } from './commands/backtest.ts';
import { benchCommand } from './commands/bench.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { simulateCommand } from './commands/simulate.ts';
import { staffCommand } from './commands/staff.ts';
import { verifyLogCommand } from './commands/verify-log.ts';
import { WrongEnvironment } from './platform/environment.ts';

const COMMANDS: readonly Command[] = [
  importCommand,
  exportCommand,
  verifyLogCommand,
  staffCommand,
  simulateCommand,
  backtestCommand,
  benchCommand,
];

function usage(): string {
  const lines = COMMANDS.map((c) => `  ${`${c.name} ${c.usage}`.padEnd(62)} ${c.summary}`);
  return `npm run cacashop -- COMMAND [--json]\n\n${lines.join('\n')}\n\nExit: 0 done, 1 the thing checked is false, 2 wrong use.`;
}

const PROGRESS_EVERY_MS = process.stderr.isTTY ? 100 : 2_000;

function terminal(): Console & { end(): void } {
  let shownAt = 0;
  let open = false;
  const end = () => {
    if (open) process.stderr.write('\n');
    open = false;
  };
  return {
    progress(text) {
      const now = Date.now();
      if (now - shownAt < PROGRESS_EVERY_MS) return;
      shownAt = now;
      if (process.stderr.isTTY) {
        process.stderr.write(`\r\u001b[K${text}`);
        open = true;
      } else process.stderr.write(`${text}\n`);
    },
    line(text) {
      end();
      process.stderr.write(`${text}\n`);
    },
    end,
  };
}

/** Whoever reads no further, such as `head`, has what it wanted: how the command ended is not changed by it. */
function print(text: string): Promise<void> {
  return new Promise((printed, failed) => {
    const end = (error?: NodeJS.ErrnoException | null) =>
      error && error.code !== 'EPIPE' ? failed(error) : printed();
    // Told twice, here and by the stream itself; unheard, the second ends the process as one that found something false.
    process.stdout.once('error', end);
    process.stdout.write(text, end);
  });
}

/** The one document of `--json`, also where there is nothing but an error to tell. */
const printJson = (document: object) => print(`${JSON.stringify(document)}\n`);

async function main(given: readonly string[]): Promise<number> {
  const json = given.includes('--json');
  const [name, ...rest] = given.filter((a) => a !== '--json');
  const command = COMMANDS.find((c) => c.name === name);
  if (!command) return withoutCommand(name, json);
  if (rest.includes('--help')) {
    process.stderr.write(`npm run cacashop -- ${command.name} ${command.usage}\n\n${command.summary}\n`);
    if (json) await printJson({ command: command.name, usage: command.usage, summary: command.summary });
    return EXIT.done;
  }
  const console = terminal();
  try {
    const outcome = await command.run(rest, console);
    console.end();
    await (json ? printJson(outcome.json) : print(`${outcome.text}\n`));
    return outcome.exit;
  } catch (error) {
    console.end();
    const wrong =
      error instanceof WrongUse ||
      error instanceof WrongEnvironment ||
      (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      wrong ? `${message}\n\nnpm run cacashop -- ${command.name} ${command.usage}\n` : `${message}\n`,
    );
    if (!wrong && process.env['DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    if (json) await printJson({ error: { kind: wrong ? 'wrong-use' : 'failed', message } });
    return EXIT.wrongUse;
  }
}

async function withoutCommand(name: string | undefined, json: boolean): Promise<number> {
  const isHelp = name === '--help' || name === 'help';
  const message = name === undefined ? 'Name a command.' : `There is no command ${name}.`;
  process.stderr.write(`${isHelp ? '' : `${message}\n\n`}${usage()}\n`);
  if (!json) return isHelp ? EXIT.done : EXIT.wrongUse;
  const commands = COMMANDS.map((c) => ({ command: c.name, usage: c.usage, summary: c.summary }));
  await printJson(isHelp ? { commands } : { error: { kind: 'wrong-use', message } });
  return isHelp ? EXIT.done : EXIT.wrongUse;
}

process.exitCode = await main(process.argv.slice(2));
