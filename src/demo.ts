import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { PoolClient } from 'pg';
import type { Seat } from '../simulation/seats.ts';
import type { PartyId } from './kernel/ids.ts';
import type { EpochMs } from './kernel/time.ts';
import { openDataFolder } from './platform/folder.ts';
import { openSecrets } from './platform/secrets.ts';
import type { Market } from './runtime.ts';

export type DemoSize = 'small' | 'full';

/** What the other thread is told at its start. */
export interface DemoPlan {
  readonly size: DemoSize;
  readonly seed: string;
  readonly days: number;
  readonly until: EpochMs;
  readonly privacyKey: Uint8Array;
}

/** What it is told: where to write, once the database is open; and, once it has lived, who can sign in. */
export type DemoOrder =
  | { readonly kind: 'write'; readonly databaseUrl: string }
  | {
      readonly kind: 'tie';
      readonly logins: readonly { readonly party: PartyId; readonly login: string }[];
    };

/** What it tells. */
export type DemoNews =
  | { readonly kind: 'living'; readonly day: number; readonly days: number }
  | { readonly kind: 'lived'; readonly seats: readonly Seat[] }
  | { readonly kind: 'loading'; readonly done: number; readonly all: number }
  | { readonly kind: 'loaded'; readonly events: number };

export interface DemoAccount extends Omit<Seat, 'party'> {
  readonly mail: string;
  readonly password: string;
}

const SEED = 'cacashop';
const DAYS = 120;

/** Of made-up people in a made-up market: anybody who can reach a demo may use them. */
const DEMO_PASSWORD = 'cacashop-demo';

/** Where it is written. */
interface DemoPlace {
  readonly databaseUrl: string;
  /**
   * Beside the living: sooner done, in a transaction that is open for so long. Only where nobody else has a database on
   * the server, since it holds back the sealing of all of them.
   */
  readonly beside: boolean;
}

/** The lively market of `npm start`, begun in a thread of its own so that it costs hardly any time at start. */
export class Demo {
  private readonly worker: Worker;
  private readonly failed: Promise<never>;
  private readonly lived: Promise<readonly Seat[]>;
  private readonly loaded: Promise<void>;

  constructor(options: {
    readonly size: DemoSize;
    readonly privacyKey: Buffer;
    readonly until?: EpochMs;
    readonly progress: (text: string) => void;
  }) {
    const { size, privacyKey, until = Date.now(), progress } = options;
    const workerData: DemoPlan = { size, seed: SEED, days: DAYS, until, privacyKey };
    this.worker = new Worker(new URL('./demo-worker.ts', import.meta.url), { workerData });
    const lived = Promise.withResolvers<readonly Seat[]>();
    const loaded = Promise.withResolvers<void>();
    this.lived = lived.promise;
    this.loaded = loaded.promise;
    this.failed = new Promise((_, reject) => {
      this.worker.once('error', reject);
      this.worker.once('exit', (code) => reject(new Error(`the demo's thread ended early, code ${code}`)));
    });
    // Reported to whoever waits in `fill`; until then nobody does.
    this.failed.catch(() => undefined);
    this.worker.on('message', (news: DemoNews) => {
      if (news.kind === 'living') progress(`living through the demo market: day ${news.day} of ${news.days}`);
      else if (news.kind === 'loading')
        progress(`writing the demo market: ${news.done} of ${news.all} events`);
      else if (news.kind === 'lived') lived.resolve(news.seats);
      else loaded.resolve();
    });
  }

  /** Makes the accounts and writes the market into the empty database, all of it or nothing. */
  async fill(market: Market, { databaseUrl, beside }: DemoPlace): Promise<readonly DemoAccount[]> {
    try {
      return await this.write(market, { databaseUrl, beside });
    } catch (error) {
      // Its thread would wait for orders and keep the process alive.
      await this.drop();
      throw error;
    }
  }

  private async write(market: Market, { databaseUrl, beside }: DemoPlace): Promise<readonly DemoAccount[]> {
    if (beside) this.order({ kind: 'write', databaseUrl });
    const seats = await Promise.race([this.lived, this.failed]);
    const accounts = seats.map(({ party, ...seat }) => ({
      party,
      account: { ...seat, mail: `${seat.seat}@cacashop.example`, password: DEMO_PASSWORD },
    }));
    const identities = await market.auth.createAccounts(
      accounts.map(({ account }) => ({
        email: account.mail,
        password: account.password,
        name: account.name,
        // Anybody can read their password, so a second factor would only be in the way.
        secondFactorWaived: true,
      })),
    );
    const logins = accounts.flatMap(({ party }, i) => {
      const login = identities[i]?.userId;
      return login === undefined ? [] : [{ party, login }];
    });
    if (!beside) this.order({ kind: 'write', databaseUrl });
    this.order({ kind: 'tie', logins });
    await Promise.race([this.loaded, this.failed]);
    return accounts.map(({ account }) => account);
  }

  private order(order: DemoOrder): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage(order);
  }

  /** Drops it, when the database turns out not to be empty. */
  async drop(): Promise<void> {
    await this.worker.terminate();
  }
}

const PROGRESS_EVERY_MS = 1_000;

/** Begins the demo that is asked for, if any, with the secrets of the data folder; tells now and then how far it is. */
export function beginDemo(
  { demo, dataDir }: { readonly demo: DemoSize | 'none'; readonly dataDir: string },
  say: (line: string) => void,
): Demo | undefined {
  if (demo === 'none') return undefined;
  openDataFolder(dataDir);
  const { privacyKey } = openSecrets(dataDir, process.env['CACASHOP_SECRETS']);
  let saidAt = Date.now();
  const progress = (text: string) => {
    if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = Date.now();
    say(text);
  };
  return new Demo({ size: demo, privacyKey, progress });
}

/**
 * Fills an empty database with the demo; does nothing, and returns `undefined`, if anything is in it. Two processes on
 * one database take turns, so that only the first fills it.
 */
export async function fillDemo(
  market: Market,
  place: DemoPlace,
  demo: () => Demo | undefined,
  say: (line: string) => void,
): Promise<readonly DemoAccount[] | undefined> {
  const client = await market.db.pool.connect();
  let broken: Error | undefined;
  try {
    await untilOurTurn(client, say);
    try {
      const found = await client.query('select 1 from log_entry limit 1');
      if (found.rows.length > 0) return undefined;
      return await demo()?.fill(market, place);
    } finally {
      // A connection that has lost it must not hide what went wrong before.
      await client
        .query(`select pg_advisory_unlock(hashtext('cacashop.demo'))`)
        .catch((error: unknown) => (broken = error as Error));
    }
  } finally {
    client.release(broken);
  }
}

const ASK_EVERY_MS = 500;
const WAITING_TOLD_EVERY_MS = 5_000;

/**
 * Asked for again and again: who waits for a lock in one statement is ended by the time that statements are given, and
 * holds back meanwhile what may be sealed. Whoever has it loses it with its connection, so nobody waits for the dead.
 */
async function untilOurTurn(client: PoolClient, say: (line: string) => void): Promise<void> {
  const begun = performance.now();
  for (let toldMs = -Infinity; ;) {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('cacashop.demo')) as mine`,
    );
    if (rows[0]?.mine) return;
    const waitedMs = performance.now() - begun;
    if (waitedMs - toldMs >= WAITING_TOLD_EVERY_MS) {
      toldMs = waitedMs;
      const since = Math.round(waitedMs / 1_000);
      say(`waiting for another process, which is filling this database with the demo market (${since} s)`);
    }
    await sleep(ASK_EVERY_MS);
  }
}

/** Marks the market as filled with made-up people. */
export async function markDemo(client: PoolClient): Promise<void> {
  await client.query(`insert into setting values ('demo', 'true') on conflict (name) do nothing`);
}

/** Whether the market was filled with made-up people, whose mails anybody may read. */
export async function isDemo({ db }: Pick<Market, 'db'>): Promise<boolean> {
  const found = await db.pool.query(`select 1 from setting where name = 'demo'`);
  return found.rows.length > 0;
}

/** Who to sign in as and where to look, for the terminal. */
export function demoText(accounts: readonly DemoAccount[], baseUrl: string): string {
  const lines = accounts.map(
    ({ mail, path, name, see }) => `  ${mail.padEnd(38)} ${name}: ${see}\n${' '.repeat(41)}${baseUrl}${path}`,
  );
  return `A demo market of ${DAYS} days is in it. Sign in at ${baseUrl}/sign-in, password ${DEMO_PASSWORD}.\nDemo staff sign in without the second factor that real staff must have (STAFF_SECOND_FACTOR=always asks it of them too).\n\n${lines.join('\n')}\n`;
}
