import { dataDirOf } from './commands/command.ts';
import { outsideDatabase, tellRunning } from './commands/open-market.ts';
import { beginDemo, type Demo, type DemoAccount, demoText, fillDemo } from './demo.ts';
import type { DeskMailOptions } from './desk-mail.ts';
import { askedBaseUrl, askedDeskMail } from './platform/environment.ts';
import { keepHeapSmall } from './platform/heap.ts';
import type { PostgresServer } from './platform/postgres-server.ts';
import type { Market } from './runtime.ts';
import { ensureBuilt } from './ui/build.ts';
import { isMailCaught, mountWeb, openWebMarket, serveWeb, type WebSetup } from './web.ts';
import { startWebProcesses } from './web-processes.ts';

export interface StartOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly demo: 'none' | 'small' | 'full';
  readonly web: number;
}

interface Start {
  readonly options: StartOptions;
  /** Begun already, if the database is certainly empty. */
  readonly demo: Demo | undefined;
  /** The built-in database, unless there is an outside one. */
  readonly server: Promise<PostgresServer> | undefined;
  readonly say: (line: string) => void;
  /** Told what was opened: to be closed in reverse. */
  readonly onClose: (step: () => Promise<unknown>) => void;
}

/** Opens the market and serves it. */
export async function start({ options, demo, server, say, onClose }: Start): Promise<void> {
  const databaseUrl = (await outsideDatabase()) ?? (await server)?.url ?? '';
  const pages = ensureBuilt({ log: say });
  // A failed build must not be reported as an unhandled rejection before we get to it.
  pages.catch(() => undefined);
  const { port } = options;
  const setup: WebSetup = {
    databaseUrl,
    dataDir: options.dataDir,
    baseUrl: askedBaseUrl() ?? `http://localhost:${port}`,
    port,
    drawn: options.demo !== 'none',
    processes: options.web,
  };
  const market = await openWebMarket(setup, say);
  onClose(() => market.close());
  tellRunning(options.dataDir, { databaseUrl, baseUrl: setup.baseUrl });
  const isAlone = options.web === 1;
  // While the demo is lived through; other web processes mount what was built themselves.
  const mounted = isAlone ? pages.then((built) => mountWeb(market, built)) : pages;
  mounted.catch(() => undefined);
  const place = { databaseUrl, beside: server !== undefined };
  const accounts = await filled(market, place, { options, demo, say });
  keepHeapSmall();
  // What the demo has written is sealed after people are let in; they would wait for it otherwise.
  const sealsLater = accounts !== undefined && isAlone;
  if (!sealsLater) market.startWorker();
  // Opened on an empty database, it would take a moment until it knows whom to trust.
  await Promise.all([mounted, accounts && market.refreshRanking()]);
  onClose(isAlone ? await serveWeb(market, setup) : await startWebProcesses(setup, say));
  if (sealsLater) market.startWorker();
  for (const box of await letterBoxes(market, say)) onClose(() => box.close());
  say(`\nCacashop is open at ${setup.baseUrl}\n`);
  if (isMailCaught()) say(`No SMTP_URL is set: mail is caught and shown at ${setup.baseUrl}/dev/mail\n`);
  if (accounts) say(demoText(accounts, setup.baseUrl));
  else if (await hasNoStaff(market))
    say(
      `Nobody is head of service yet: npm run cacashop -- staff --mail YOUR@ADDRESS${dataOption(options)}\n`,
    );
}

/** What a command has to be told to find this market, as a shell reads it. */
function dataOption({ dataDir }: StartOptions): string {
  return dataDir === dataDirOf(undefined) ? '' : ` --data '${dataDir.replaceAll("'", `'\\''`)}'`;
}

/** Mail to the service desk, where an address is set: handed to us by SMTP, and fetched by IMAP from where it waits. */
async function letterBoxes(
  market: Market,
  say: Start['say'],
): Promise<readonly { close(): Promise<void> }[]> {
  const desk = askedDeskMail();
  if (!desk) return [];
  const { address, port, mailbox: account } = desk;
  // Servers of mail are much to load, and few have the desk's address set.
  const { openDeskMail, openDeskMailbox } = await import('./desk-mail.ts');
  const common: DeskMailOptions = {
    rulebook: market.book.rulebook,
    run: (by, work) => market.run(by, work),
    report: (error) => say(`error in desk mail: ${String(error)}`),
  };
  const server = await openDeskMail({ ...common, address, port, host: '0.0.0.0' }).catch((error: unknown) => {
    throw new Error(`DESK_MAIL_PORT ${port}: choose another (${(error as Error).message})`, { cause: error });
  });
  say(`Mail to ${address} is taken by SMTP at port ${server.port}`);
  if (!account) return [server];
  say(`Mail in ${account.folder} at ${account.host} is taken by IMAP`);
  return [server, openDeskMailbox({ ...common, account, everyMs: MAILBOX_EVERY_MS })];
}

const MAILBOX_EVERY_MS = 30_000;

/** Invited or not, whoever is staff was let in by somebody. */
async function hasNoStaff({ db }: Market): Promise<boolean> {
  const found = await db.pool.query(`select 1 from concept_party where kind = 'staff' limit 1`);
  return found.rows.length === 0;
}

/** Fills an empty database, unless nothing is wanted in it. */
async function filled(
  market: Market,
  place: Parameters<typeof fillDemo>[1],
  { options, demo: early, say }: Pick<Start, 'options' | 'demo' | 'say'>,
): Promise<readonly DemoAccount[] | undefined> {
  if (options.demo === 'none') return undefined;
  const accounts = await fillDemo(market, place, () => early ?? beginDemo(options, say), say);
  if (!accounts) await early?.drop();
  return accounts;
}
