import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { actorOf } from './acting.ts';
import { createApp } from './app.ts';
import { rehearseVerdicts } from './rehearsal.ts';
import type { Actor } from './door/actor.ts';
import { isRefusal, type Refusal } from './kernel/decision.ts';
import { type IdSource, timeOrderedIds } from './kernel/ids.ts';
import type { EpochMs } from './kernel/time.ts';
import type { Illustrator } from './market/listings/picture.ts';
import type { PaymentProvider } from './market/payments/provider.ts';
import { SandboxProvider } from './market/payments/sandbox.ts';
import { BUILT_IN_DUTIES } from './market/payments/duties.ts';
import { BUILT_IN_TAXES } from './market/payments/taxes.ts';
import { mountPaymentWebhook } from './market/payments/webhook-routes.ts';
import { PLAIN_RETURN_LABELS } from './aftersales/returns/label.ts';
import { PLAIN_LABELS } from './market/shipments/label.ts';
import { type Auth, createAuth, migrateAuth } from './platform/auth.ts';
import { authMails } from './mails/auth-mails.ts';
import { type Database, openDatabase } from './platform/database.ts';
import { openDataFolder } from './platform/folder.ts';
import { checkHorizon } from './platform/log.ts';
import { LeaseLost } from './platform/lease.ts';
import type { MailTransport } from './platform/mail.ts';
import { migrate } from './platform/migrate.ts';
import { ensureProjections } from './platform/projections.ts';
import { openSecrets, type Secrets } from './platform/secrets.ts';
import { connectionOf } from './platform/postgres-unit.ts';
import type { UnitContext } from './platform/unit.ts';
import { transact, type TransactOptions } from './platform/unit-postgres.ts';
import { Cashier } from './processes/cashier.ts';
import type { World } from './processes/world.ts';
import { storedOwners } from './quality/owners-store.ts';
import { CONCEPTS } from './concepts.ts';
import { isThisMachine, outwardOf } from './outward.ts';
import type { LiveSearch } from './ranking/live-store.ts';
import { allRoutes, type Ports } from './registry.ts';
import { TrustStore } from './ranking/trust-store.ts';
import { type LoadedRulebook, loadRulebook, RULEBOOK_FILE } from './rulebook/load.ts';
import { StoredRates } from './signals/rates-store.ts';
import { SignalStore } from './signals/store.ts';
import { askedOnce, type MetricSource } from './signals/metric-source.ts';
import { StandingCache } from './standing/standing-cache.ts';
import { openRanking } from './wire-ranking.ts';
import { type Worker, workerOf } from './worker.ts';

export interface RuntimeOptions {
  readonly databaseUrl: string;
  /** Secrets and checkpoints live here. */
  readonly dataDir: string;
  /** How people reach us: in mails, for passkeys, and whether cookies are for https only. */
  readonly baseUrl: string;
  readonly rulebookFile?: string;
  readonly now?: () => EpochMs;
  /** Changes that one address may ask for in a minute; no bound if absent. */
  readonly writesPerMinute?: number;
  /** Where mail goes; it stays in the database, for development, if absent. */
  readonly mailTransport?: MailTransport;
  /** Where people write to the service desk, such as help@shop.example: answers to its mails come back there. */
  readonly deskMail?: string | undefined;
  /** In place of sign-in, for tests of the API. */
  readonly authenticate?: (headers: Headers) => Promise<Actor>;
  /** In place of the one that the environment asks for (see `configuredProvider`). */
  readonly provider?: PaymentProvider;
  /** Draws the pictures of a made-up market; without it only those are shown that sellers brought. */
  readonly illustrator?: Illustrator | undefined;
  /** How old an answer of search may be; 0: none is kept. */
  readonly searchFreshMs?: number;
  /** One line a happening that an operator should see. */
  readonly log: (line: string) => void;
}

/** A running market without a listening socket: what `npm start`, the command line and the tests share. */
export interface Market extends Omit<Worker, 'stop'> {
  readonly db: Database;
  readonly secrets: Secrets;
  readonly book: LoadedRulebook;
  readonly auth: Auth;
  readonly app: Hono;
  readonly standings: StandingCache;
  readonly ports: Ports;
  readonly search: LiveSearch;
  /** Runs a workflow as `by` in one transaction. */
  run<T>(by: string, work: (world: World) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** As `run`, under another clock and other measured rates: for history that is judged as of its own days. */
  runAs<T>(
    frame: { readonly by: string; readonly now: EpochMs; readonly metrics: MetricSource },
    work: (world: World) => Promise<T>,
  ): Promise<T>;
  /** Goes through a verdict that is rolled back, so that the first real one is as fast as the later ones. */
  rehearse(): Promise<void>;
  /** Reads trust and exposure anew, as happens by itself every few seconds. */
  refreshRanking(): Promise<void>;
  close(): Promise<void>;
}

/** Brings the database up to date, wires everything and returns the market, ready to serve. */
export async function openMarket(options: RuntimeOptions): Promise<Market> {
  openDataFolder(options.dataDir);
  const book = loadRulebook(options.rulebookFile ?? RULEBOOK_FILE);
  const secrets = openSecrets(options.dataDir, process.env['CACASHOP_SECRETS']);
  await prepareDatabase(options);
  const db = openDatabase(options.databaseUrl);
  const standings = new StandingCache({ url: options.databaseUrl, pool: db.pool });
  await standings.lease.start();

  const now = options.now ?? Date.now;
  const { baseUrl, dataDir, searchFreshMs: freshMs } = options;
  const mails = authMails(db.pool, baseUrl, now);
  const auth = createAuth({ pool: db.pool, secret: secrets.sessionSecret, baseUrl, mails, now });
  const unitContext = contextsOf(now, secrets, standings);
  const { rulebook } = book;
  const trust = new TrustStore({ rulebook, now });
  const signals = new SignalStore({ pool: db.pool, rulebook, now, evidence: trust });
  const frame = { rulebook, rulebookHash: book.hash, metrics: new StoredRates(db.pool, rulebook) };
  const metricsOfUnit = (unit: World['unit']) => askedOnce(new StoredRates(connectionOf(unit), rulebook));
  const world = (unit: World['unit']): World => ({ ...frame, unit, metrics: metricsOfUnit(unit) });
  const { run, runAs } = runnersOf(db, unitContext, world);
  const report = (error: unknown, where: string) => options.log(`error in ${where}: ${describe(error)}`);

  const ranking = await openRanking({ db, now, rulebook, report, standings, dataDir, freshMs });
  const ports: Ports = {
    ...(await moneyPorts(run, report, options)),
    ...shopPorts(options),
    ...ranking.ports,
    removeLogin: (userId) => auth.removeAccount(userId),
    webhooks: { allowLocal: isThisMachine(baseUrl) },
  };
  const app = createApp({
    ...frame,
    metricsOfUnit,
    db,
    now,
    unitContext,
    authenticate: options.authenticate ?? ((headers) => actorOf(headers, auth, db)),
    standings: (parties) => standings.of(parties),
    report,
    routes: allRoutes(ports),
    ready: () => readiness(db, standings, ranking.live),
    writesPerMinute: options.writesPerMinute,
  });
  mountPaymentWebhook(app, ports.cashier);
  const wiring = { db, book, ports, signals, trust, secrets, now, unitContext, world, report };
  const outward = outwardOf({ ...wiring, run, options, allowLocal: ports.webhooks.allowLocal });
  const worker = workerOf({ ...wiring, ...outward, dataDir });
  return {
    db,
    secrets,
    book,
    auth,
    app,
    standings,
    ports,
    search: ranking.live,
    run,
    runAs,
    ...worker,
    rehearse: () => rehearseVerdicts({ pool: db.urgent, rulebook, unitContext, world, log: options.log }),
    refreshRanking: ranking.refresh,
    close: async () => {
      await worker.stop();
      await ranking.stop();
      await standings.lease.stop();
      await db.close();
    },
  };
}

function contextsOf(
  now: () => EpochMs,
  { privacyKey }: Secrets,
  { lease }: StandingCache,
): (by: string) => UnitContext {
  const ids = productionIds(now);
  const watch: UnitContext['watch'] = (changes) => lease.watch(changes);
  return (by) => ({ now: now(), ids, by, privacyKey, watch });
}

function runnersOf(
  db: Database,
  unitContext: (by: string) => UnitContext,
  world: (unit: World['unit']) => World,
): Pick<Market, 'run' | 'runAs'> {
  return {
    run: (by, work, more) =>
      transact(
        db.pool,
        () => unitContext(by),
        (unit) => work(world(unit)),
        more,
      ),
    runAs: (as, work) =>
      transact(
        db.pool,
        () => ({ ...unitContext(as.by), now: as.now }),
        (unit) => work({ ...world(unit), metrics: as.metrics }),
      ),
  };
}

/** Stripe where its key is set, otherwise the sandbox. */
async function moneyPorts(
  run: Market['run'],
  report: (error: unknown, where: string) => void,
  options: RuntimeOptions,
): Promise<Pick<Ports, 'cashier' | 'taxes' | 'duties'>> {
  const provider = options.provider ?? (await configuredProvider());
  return { cashier: new Cashier({ provider, run, report }), taxes: BUILT_IN_TAXES, duties: BUILT_IN_DUTIES };
}

function shopPorts(
  options: RuntimeOptions,
): Pick<Ports, 'illustrator' | 'labels' | 'returnLabels' | 'ownersOf'> {
  return {
    ownersOf: storedOwners,
    illustrator: options.illustrator ?? (() => undefined),
    labels: PLAIN_LABELS,
    returnLabels: PLAIN_RETURN_LABELS,
  };
}

async function configuredProvider(): Promise<PaymentProvider> {
  const secretKey = process.env['STRIPE_SECRET_KEY'];
  if (!secretKey) return new SandboxProvider();
  // A large library, loaded by those who use it.
  const { StripeProvider } = await import('./market/payments/stripe.ts');
  return new StripeProvider({
    secretKey,
    publishableKey: process.env['STRIPE_PUBLISHABLE_KEY'],
    webhookSecret: process.env['STRIPE_WEBHOOK_SECRET'],
  });
}

async function prepareDatabase(options: RuntimeOptions): Promise<void> {
  await migrate(options.databaseUrl);
  const db = openDatabase(options.databaseUrl, { connectionsMax: 2 });
  try {
    await migrateAuth(db.pool);
    await ensureProjections(db.pool, CONCEPTS, options.log);
    await checkHorizon(db.pool);
  } finally {
    await db.close();
  }
}

function productionIds(now: () => EpochMs): IdSource {
  return timeOrderedIds(now, () => BigInt(`0x${randomBytes(10).toString('hex')}`));
}

async function readiness(
  db: Database,
  standings: StandingCache,
  search: LiveSearch,
): Promise<{ ready: boolean; details: Record<string, unknown> }> {
  try {
    const head = await db.pool.query<{ position: number }>('select position from log_head');
    return {
      ready: standings.lease.live,
      details: {
        lease: standings.lease.live,
        sealedTo: head.rows[0]?.position ?? 0,
        search: briefly(search.state),
      },
    };
  } catch {
    return { ready: false, details: { database: 'unreachable' } };
  }
}

function briefly(state: LiveSearch['state']): unknown {
  if (!state) return 'not opened';
  const { listings, position, behind, lag } = state;
  return { listings, position, behind, lagMs: lag.lastMs };
}

/** For logs: what went wrong, without values from the request. */
function describe(error: unknown): string {
  if (error instanceof LeaseLost) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** For steps that must not be refused, as when preparing a demo. */
export async function must<T>(outcome: Promise<T | Refusal>): Promise<T> {
  const result = await outcome;
  if (isRefusal(result)) throw new Error(`refused: ${result.refused} ${result.why ?? ''}`);
  return result;
}
