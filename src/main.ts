import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { keepHeapSmall } from './platform/heap.ts';
import { startServer } from './platform/postgres-server.ts';
import { outsideDatabase, tellRunning } from './commands/open-market.ts';
import { Demo, type DemoAccount, demoText, fillDemo } from './demo.ts';
import { type DeskMailOptions, openDeskMail, openDeskMailbox } from './desk-mail.ts';
import { mailboxAt } from './platform/mailbox.ts';
import { openSecrets } from './platform/secrets.ts';
import type { Market } from './runtime.ts';
import { ensureBuilt } from './ui/build.ts';
import { isMailCaught, openWebMarket, serveWeb, type WebSetup } from './web.ts';
import { startWebProcesses } from './web-processes.ts';

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

interface Options {
  readonly port: number | undefined;
  readonly dataDir: string;
  readonly demo: 'none' | 'small' | 'full';
  readonly web: number;
}

/** Command line to options; a message for the person who typed it if it can't be used. */
function readOptions(args: readonly string[]): Options | string {
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
    return { port, dataDir: resolve(values.data ?? '.cacashop'), demo, web };
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}

const WEB_MAX = 64;

const say = (line: string) => process.stderr.write(`${line}\n`);

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
  try {
    await open(options, (step) => opened.push(step));
  } catch (error) {
    await close();
    throw error;
  }
  onStop(close);
}

async function open(options: Options, onClose: (step: () => Promise<unknown>) => void): Promise<void> {
  const outside = await outsideDatabase();
  const isNew = !outside && !existsSync(join(options.dataDir, 'postgres'));
  // Begun before anything else if the database is certainly empty: it takes longest, and has a thread of its own.
  const early = isNew ? demoOf(options) : undefined;
  if (early) onClose(() => early.drop());
  const server = outside
    ? undefined
    : await startServer({ dataDir: join(options.dataDir, 'postgres'), log: say });
  if (server) onClose(() => server.stop());
  const databaseUrl = outside ?? server?.url ?? '';
  const pages = ensureBuilt({ log: say });
  // A failed build must not be reported as an unhandled rejection before we get to it.
  pages.catch(() => undefined);
  const port = options.port ?? (await freePort());
  const setup: WebSetup = {
    databaseUrl,
    dataDir: options.dataDir,
    baseUrl: baseUrlOf(process.env['BASE_URL'], port),
    port,
    drawn: options.demo !== 'none',
    processes: options.web,
  };
  const market = await openWebMarket(setup, say);
  onClose(() => market.close());
  tellRunning(options.dataDir, { databaseUrl, baseUrl: setup.baseUrl });
  const accounts = await filled(market, databaseUrl, options, early);
  keepHeapSmall();
  market.startWorker();
  const built = await pages;
  onClose(options.web === 1 ? await serveWeb(market, setup, built) : await startWebProcesses(setup, say));
  for (const box of await letterBoxes(market)) onClose(() => box.close());
  say(`\nCacashop is open at ${setup.baseUrl}\n`);
  if (isMailCaught()) say(`No SMTP_URL is set: mail is caught and shown at ${setup.baseUrl}/dev/mail\n`);
  if (accounts) say(demoText(accounts, setup.baseUrl));
  else if (await hasNoStaff(market))
    say('Nobody is head of service yet: npm run cacashop -- staff --mail YOUR@ADDRESS\n');
}

/** Mail to the service desk, where an address is set: handed to us by SMTP, and fetched by IMAP from where it waits. */
async function letterBoxes(market: Market): Promise<readonly { close(): Promise<void> }[]> {
  const address = process.env['DESK_MAIL'];
  const mailbox = process.env['IMAP_URL'];
  if (!address && mailbox) throw new Error('IMAP_URL: say with DESK_MAIL where people write to, for answers');
  if (!address) return [];
  if (!/^[^@\s+]+@[^@\s]+$/.test(address)) throw new Error('DESK_MAIL: an address such as help@shop.example');
  const account = mailbox ? mailboxAt(mailbox) : undefined;
  // Not repeated: it holds a password.
  if (mailbox && !account) throw new Error('IMAP_URL: an address such as imaps://user:password@host/INBOX');
  const common: DeskMailOptions = {
    rulebook: market.book.rulebook,
    run: (by, work) => market.run(by, work),
    report: (error) => say(`error in desk mail: ${String(error)}`),
  };
  const port = Number(process.env['DESK_MAIL_PORT'] ?? DESK_MAIL_PORT);
  const server = await openDeskMail({ ...common, address, port, host: '0.0.0.0' });
  say(`Mail to ${address} is taken by SMTP at port ${server.port}`);
  if (!account) return [server];
  say(`Mail in ${account.folder} at ${account.host} is taken by IMAP`);
  return [server, openDeskMailbox({ ...common, account, everyMs: MAILBOX_EVERY_MS })];
}

const MAILBOX_EVERY_MS = 30_000;
const DESK_MAIL_PORT = 2525;
const PROGRESS_EVERY_MS = 1_000;

function demoOf({ demo, dataDir }: Options): Demo | undefined {
  if (demo === 'none') return undefined;
  mkdirSync(dataDir, { recursive: true });
  const { privacyKey } = openSecrets(dataDir, process.env['CACASHOP_SECRETS']);
  let saidAt = Date.now();
  const progress = (text: string) => {
    if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = Date.now();
    say(text);
  };
  return new Demo({ size: demo, privacyKey, progress });
}

/** Invited or not, whoever is staff was let in by somebody. */
async function hasNoStaff({ db }: Market): Promise<boolean> {
  const found = await db.pool.query(`select 1 from concept_party where kind = 'staff' limit 1`);
  return found.rows.length === 0;
}

/** Fills an empty database, unless nothing is wanted in it. */
async function filled(
  market: Market,
  databaseUrl: string,
  options: Options,
  early: Demo | undefined,
): Promise<readonly DemoAccount[] | undefined> {
  if (options.demo === 'none') return undefined;
  const accounts = await fillDemo(market, databaseUrl, () => early ?? demoOf(options));
  if (!accounts) await early?.drop();
  return accounts;
}

/** An address without a path, and without a slash at its end. */
function baseUrlOf(asked: string | undefined, port: number): string {
  if (!asked) return `http://localhost:${port}`;
  const url = URL.parse(asked);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`BASE_URL ${asked}: an address such as https://shop.example`);
  return url.origin;
}

/** The first free port from 3000 up: known before anything is opened, since mails and passkeys name it. */
async function freePort(): Promise<number> {
  for (let port = 3000; port <= LAST_PORT; port++) {
    const isFree = await new Promise<boolean>((answer) => {
      const probe = createServer();
      probe.once('error', () => answer(false));
      probe.listen(port, () => probe.close(() => answer(true)));
    });
    if (isFree) return port;
  }
  throw new Error(`No port from 3000 to ${LAST_PORT} is free. Choose another with: npm start -- --port N`);
}

const LAST_PORT = 3020;

function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      say('Closing ...');
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          say(String(error));
          process.exit(1);
        },
      );
    });
}

try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  if (process.env['DEBUG'] && error instanceof Error && error.stack) say(error.stack);
  process.exitCode = 1;
}
