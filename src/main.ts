/**
 * `npm start`. Loads little itself: an empty database takes longest to fill, and that can begin before the market is
 * loaded (`start.ts`).
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { beginDemo } from './demo.ts';
import { checkEnvironment, WrongEnvironment } from './platform/environment.ts';
import { openDataFolder } from './platform/folder.ts';
import { choosePort } from './platform/port.ts';
import { startServer } from './platform/postgres-server.ts';
import type { StartOptions } from './start.ts';

const USAGE = `npm start -- [--port N] [--data DIR] [--demo none|small|full] [--web N]

  --port N     where to serve; 3000 if free and not said, else the next free one
  --data DIR   database, secrets, checkpoints; .cacashop if not said
  --demo SIZE  what an empty database is filled with: none, small (default) or full
  --web N      processes that serve the web, 1 if not said; each holds the search index in memory

DATABASE_URL         an outside PostgreSQL in place of the built-in one
BASE_URL             how people reach the market, such as https://shop.example: in mails, for passkeys and cookies
SMTP_URL             the mail server, smtp://user:password@host:587; without it mail is caught and shown at /dev/mail
DESK_MAIL            where people write to the service desk, such as help@shop.example; mail for it is taken by SMTP
DESK_MAIL_PORT       at this port; 2525 if not said
IMAP_URL             beside that, a mailbox of the desk that is emptied, imaps://user:password@host/INBOX; with DESK_MAIL
MAIL_FROM            who the mail is from, such as Cacashop <no-reply@shop.example>
SEARCH_URL           a Sphinx server that answers search in place of the index in memory; see docs/scaling.md
STRIPE_SECRET_KEY    pays through Stripe in place of the sandbox; with STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET
CACASHOP_SECRETS     the secrets themselves, in place of those in the data folder
STAFF_SECOND_FACTOR  "always" asks the made-up staff of the demo for the second factor that real staff must have
WRITES_PER_MINUTE    changes that one address may ask for in a minute; 600 if not said`;

/** As typed: a port that was not said is looked for. */
type Asked = Omit<StartOptions, 'port'> & { readonly port: number | undefined };

/** Command line to options; a message for the person who typed it if it can't be used. */
function readOptions(args: readonly string[]): Asked | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'string' },
        web: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) return USAGE;
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535))
      return `--port ${values.port}: a whole number from 1 to 65535\n\n${USAGE}`;
    const demo = values.demo ?? 'small';
    if (demo !== 'none' && demo !== 'small' && demo !== 'full')
      return `--demo ${demo}: none, small or full\n\n${USAGE}`;
    const web = Number(values.web ?? 1);
    if (!(Number.isInteger(web) && web >= 1 && web <= WEB_MAX))
      return `--web ${values.web}: a whole number from 1 to ${WEB_MAX}\n\n${USAGE}`;
    if (values.data === '') return `--data: name the folder\n\n${USAGE}`;
    return { port, dataDir: resolve(values.data ?? '.cacashop'), demo, web };
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}

const WEB_MAX = 64;

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    say(options);
    process.exitCode = options === USAGE ? 0 : 2;
    return;
  }
  // What was opened, to be closed in reverse, also if a later step fails: none of it may keep the process alive.
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let step = opened.pop(); step; step = opened.pop()) await step();
  };
  // From the beginning: the database is no child of ours, and would run on.
  const stopping = onStop(close);
  try {
    await open(options, (step) => opened.push(step));
  } catch (error) {
    // What was pulled away from under it by a stop is no error of its own.
    if (stopping.aborted) return;
    await close();
    throw error;
  }
}

async function open(asked: Asked, onClose: (step: () => Promise<unknown>) => void): Promise<void> {
  checkEnvironment();
  const options: StartOptions = { ...asked, port: await choosePort(asked.port) };
  openDataFolder(options.dataDir);
  const isOutside = Boolean(process.env['DATABASE_URL']);
  const postgresDir = join(options.dataDir, 'postgres');
  const isNew = !isOutside && !existsSync(postgresDir);
  const demo = isNew ? beginDemo(options, say) : undefined;
  const busy = Promise.withResolvers<void>();
  const server = isOutside
    ? undefined
    : startServer({ dataDir: postgresDir, log: say, onBusy: () => busy.resolve() });
  // What is wrong with it is told where it is waited for.
  const settled = server?.then(
    () => undefined,
    () => undefined,
  );
  onClose(async () => (await server?.catch(() => undefined))?.stop());
  onClose(async () => demo?.drop());
  // Loading the market takes this thread for a while: what the database does by itself is to be under way by then.
  await Promise.race([settled, busy.promise]);
  const { start } = await import('./start.ts');
  await start({ options, demo, server, say, onClose });
}

/** Aborted once somebody has asked to stop; asked twice, it stops at once. */
function onStop(close: () => Promise<void>): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (asked.signal.aborted) process.exit(1);
      asked.abort();
      say('Closing ...');
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          say(String(error));
          process.exit(1);
        },
      );
    });
  return asked.signal;
}

try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  if (process.env['DEBUG'] && error instanceof Error && error.stack) say(error.stack);
  process.exitCode = error instanceof WrongEnvironment ? 2 : 1;
}
