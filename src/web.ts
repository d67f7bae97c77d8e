import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { illustrate } from '../simulation/pictures/draw.ts';
import { isDemo } from './demo.ts';
import { askedMailServer, askedWritesPerMinute } from './platform/environment.ts';
import type { MailTransport } from './platform/mail.ts';
import { mountCaughtMail } from './platform/mail-dev.ts';
import { smtpTransport } from './platform/mail-transport.ts';
import { portError } from './platform/port.ts';
import { type Market, openMarket } from './runtime.ts';
import type { BuiltPages } from './ui/build.ts';
import { mountPages } from './ui/mount.ts';

/** What each process that serves the web has to know. */
export interface WebSetup {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly baseUrl: string;
  readonly port: number;
  /** Pictures are drawn for the goods of a made-up market; a market of its own shows what its sellers brought. */
  readonly drawn: boolean;
  /** How many processes share the port, and with it the changes that one address may ask for. */
  readonly processes: number;
}

export function openWebMarket(setup: WebSetup, log: (line: string) => void): Promise<Market> {
  const { databaseUrl, dataDir, baseUrl, drawn, processes } = setup;
  const mailTransport = configuredMail(baseUrl);
  return openMarket({
    databaseUrl,
    dataDir,
    baseUrl,
    writesPerMinute: Math.ceil(askedWritesPerMinute() / processes),
    illustrator: drawn ? illustrate : undefined,
    log,
    deskMail: process.env['DESK_MAIL'],
    ...(mailTransport ? { mailTransport } : {}),
  });
}

/** Puts sign-in and the pages beside the API. Needs nothing to be in the database yet. */
export async function mountWeb(market: Market, pages: BuiltPages): Promise<void> {
  // The connection's own address, never a header that a client can choose.
  market.app.all('/api/auth/*', (c) => market.auth.handle(c.req.raw, getConnInfo(c).remote.address));
  if (isMailCaught())
    mountCaughtMail(market.app, market.db.pool, async (c) => isThisMachine(c) || (await isDemo(market)));
  await mountPages(market.app, {
    pages,
    api: (request, page) => market.app.fetch(request, page.env),
    paymentOrigins: market.ports.cashier.provider.form?.origins,
  });
}

/** Listens, once what people wait for is at hand. Returns what stops listening. */
export async function serveWeb(
  market: Market,
  { port }: Pick<WebSetup, 'port'>,
): Promise<() => Promise<void>> {
  await market.search.open();
  // Behind it, since it takes the time that an answer of the database is given here.
  await market.rehearse();
  return listen(market, port);
}

/** Without a mail server, mail is caught and shown at /dev/mail. */
export function isMailCaught(): boolean {
  return !process.env['SMTP_URL'];
}

/** Undefined where mail is to be caught. */
function configuredMail(baseUrl: string): MailTransport | undefined {
  const url = askedMailServer();
  if (!url) return undefined;
  const domain = new URL(baseUrl).hostname;
  return smtpTransport({ url, from: process.env['MAIL_FROM'] ?? `Cacashop <no-reply@${domain}>`, domain });
}

/** Asked through a proxy, nobody is this machine: the proxy says for whom it asks. */
function isThisMachine(c: Context): boolean {
  const address = getConnInfo(c).remote.address ?? '';
  return /^(?:127\.|::1$|::ffff:127\.)/.test(address) && c.req.header('x-forwarded-for') === undefined;
}

async function listen(market: Market, port: number): Promise<() => Promise<void>> {
  try {
    return await new Promise<() => Promise<void>>((ready, failed) => {
      const server = serve({ fetch: market.app.fetch, port }, () =>
        ready(
          () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ('closeIdleConnections' in server) server.closeIdleConnections();
            }),
        ),
      );
      server.once('error', failed);
    });
  } catch (error) {
    throw portError(port, error as NodeJS.ErrnoException);
  }
}
