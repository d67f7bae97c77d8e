import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { startServer } from './platform/postgres-server.ts';
import { tellRunning } from './commands/open-market.ts';
import { Demo, type DemoAccount, demoText, fillDemo } from './demo.ts';
import { openSecrets } from './platform/secrets.ts';
import { type Market, openMarket } from './runtime.ts';
import { ensureBuilt } from './ui/build.ts';
import { mountPages } from './ui/mount.ts';

const USAGE = `npm start -- [--port N] [--data DIR] [--demo none|small|full]

  --port N     where to serve; 3000 if free and not said, else the next free one
  --data DIR   database, secrets, checkpoints; .cacashop if not said
  --demo SIZE  what an empty database is filled with: none, small (default) or full

DATABASE_URL        an outside PostgreSQL in place of the built-in one
WRITES_PER_MINUTE   changes that one address may ask for in a minute; 600 if not said`;

/** From one address: ten a second, far more than a person does and less than a script would like. */
const WRITES_PER_MINUTE = Number(process.env['WRITES_PER_MINUTE'] ?? 600);

interface Options {
  readonly port: number | undefined;
  readonly dataDir: string;
  readonly demo: 'none' | 'small' | 'full';
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
    return { port, dataDir: resolve(values.data ?? '.cacashop'), demo };
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    say(options);
    process.exitCode = 2;
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
  const outside = process.env['DATABASE_URL'];
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
  const market = await openMarket({
    databaseUrl,
    dataDir: options.dataDir,
    baseUrl: `http://localhost:${options.port ?? 3000}`,
    writesPerMinute: WRITES_PER_MINUTE,
    log: say,
  });
  onClose(() => market.close());
  tellRunning(options.dataDir, databaseUrl);
  const accounts = await filled(market, databaseUrl, options, early);
  market.startWorker();
  // The connection's own address, never a header that a client can choose.
  market.app.all('/api/auth/*', (c) => market.auth.handle(c.req.raw, getConnInfo(c).remote.address));
  await mountPages(market.app, {
    pages: await pages,
    api: (request, page) => market.app.fetch(request, page.env),
  });
  const address = await listen(market, options.port);
  say(`\nCacashop is open at http://localhost:${address}\n`);
  if (accounts) say(demoText(accounts, `http://localhost:${address}`));
}

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

/** Serves on the asked port, or on the first free one from 3000 up. */
async function listen(market: Market, asked: number | undefined): Promise<number> {
  for (let port = asked ?? 3000; ; port++) {
    try {
      await new Promise<void>((ready, failed) => {
        const server = serve({ fetch: market.app.fetch, port }, () => ready());
        server.once('error', failed);
      });
      return port;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken) throw error;
      if (asked !== undefined || port > 3020)
        throw new Error(`Port ${port} is taken. Choose another with: npm start -- --port ${port + 1}`, {
          cause: error,
        });
    }
  }
}

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
