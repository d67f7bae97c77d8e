import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Pool } from 'pg';
import { hasEnded, nameOfThisProcess } from './process-name.ts';

/** How long a process may serve from what it has heard without hearing anew. */
const LEASE_MS = 3_000;
const RENEW_EVERY_MS = 1_000;
/** The local clock stops serving this much before the database's clock ends the lease. */
const MARGIN_MS = 500;
const ASK_AGAIN_MS = 40;
/** Whoever reads waits for the answer to a renewal no longer than this. */
const READ_WAITS_MS_MAX = 1_000;
/** A database that does not answer a renewal for this long is given up, and asked over a new connection. */
const ANSWER_MS_MAX = LEASE_MS;

export interface Change {
  readonly id: string;
  readonly version: number;
}

/** Whom a statement can be sent to. */
type Asked = Pick<pg.ClientBase, 'query'>;

/** Waiting for the processes that serve. */
export interface Watch {
  /**
   * May be called behind the commit on its own connection, to ask in the same go who serves by then. The connection is
   * in use until that resolves, which it always does.
   */
  ask(client: Asked): Promise<void>;
  /** Resolves when every process that may serve has applied the changes, or can no longer serve; ends the watch. */
  settled(): Promise<void>;
  /** For changes that were not committed. */
  end(): void;
}

/** Thrown by a process that can't know whether what it holds is current. Becomes a 503. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

const ignore = (): void => undefined;

/**
 * Keeps processes in step about one announced concept. A change is announced by its transaction (`announce` in
 * `kernel/concept.ts`); each process with a live lease applies it and acknowledges; `acknowledged` resolves once all
 * have. A process that lost its connection stops by itself before its lease runs out, so a verdict waits for a dead
 * process no longer than the lease.
 */
export class Lease {
  readonly processId = nameOfThisProcess();
  private readonly url: string;
  private readonly pool: Pool;
  private readonly concept: string;
  private readonly apply: (change: Change | 'everything') => void;
  private client: pg.Client | undefined;
  /** At most one at a time: a second connection would be one that nobody closes. */
  private connecting: Promise<void> | undefined;
  private asking: Promise<void> | undefined;
  /** One statement after the other: a connection carries no two at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Acknowledgements that are still to be sent; together, if several wait for their turn. */
  private owed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private liveUntil = 0;
  private stopped = false;
  /** Acknowledgements by process, only for ids that somebody here waits for. */
  private readonly waiting = new Map<string, { watchers: number; readonly acks: Map<string, number> }>();
  private readonly wakers = new Set<() => void>();

  constructor(options: {
    url: string;
    pool: Pool;
    concept: string;
    apply: (change: Change | 'everything') => void;
  }) {
    this.url = options.url;
    this.pool = options.pool;
    this.concept = options.concept;
    this.apply = options.apply;
  }

  /** True while what was applied is sure to be current. */
  get live(): boolean {
    return performance.now() < this.liveUntil;
  }

  /**
   * As `live`, after asking anew where the lease has run out: a process that was too busy to renew it has lost nothing by
   * that, and knows what it missed as soon as the database has answered. All who ask meanwhile wait for one answer.
   */
  async liveAgain(): Promise<boolean> {
    if (this.live) return true;
    this.asking ??= Promise.race([
      this.connecting?.catch(ignore) ?? this.keep(),
      sleep(READ_WAITS_MS_MAX, undefined, { ref: false }),
    ]).finally(() => (this.asking = undefined));
    await this.asking;
    return this.live;
  }

  async start(): Promise<void> {
    await this.connect();
    this.timer = setInterval(() => void this.keep(), RENEW_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.liveUntil = 0;
    await this.connecting?.catch(() => undefined);
    const client = this.client;
    this.client = undefined;
    // Over the same connection, so that a renewal under way can't put the row back.
    await client?.query('delete from web_lease where process = $1', [this.processId]).catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  /** Resolves when every process that may serve has applied these changes, or can no longer serve. */
  acknowledged(changes: readonly Change[]): Promise<void> {
    return this.watch(changes).settled();
  }

  /** To be called before the commit that announces the changes: what answers it at once must not be missed. */
  watch(changes: readonly Change[]): Watch {
    for (const { id } of changes) {
      const watched = this.waiting.get(id) ?? { watchers: 0, acks: new Map<string, number>() };
      watched.watchers += 1;
      this.waiting.set(id, watched);
    }
    const end = () => {
      for (const { id } of changes) {
        const watched = this.waiting.get(id);
        if (watched && --watched.watchers === 0) this.waiting.delete(id);
      }
    };
    let asked: Promise<readonly string[]> | undefined;
    return {
      ask: (client) => (asked = this.serving(client)).then(ignore, ignore),
      settled: () => this.settled(changes, asked).finally(end),
      end,
    };
  }

  private async settled(
    changes: readonly Change[],
    asked: Promise<readonly string[]> | undefined,
  ): Promise<void> {
    // What could not be asked in passing is asked for itself.
    let first = asked?.catch(() => this.serving(this.pool));
    // This process needs nobody to tell it.
    for (const change of changes) {
      this.apply(change);
      this.heard(change, this.processId);
    }
    for (;;) {
      // Read after the commit: who begins to serve later has read what was committed.
      const serving = await (first ?? this.serving(this.pool));
      first = undefined;
      const missing = () =>
        changes.filter(({ id, version }) =>
          serving.some((name) => (this.waiting.get(id)?.acks.get(name) ?? 0) < version),
        );
      const askAgainAt = performance.now() + ASK_AGAIN_MS;
      for (let left = ASK_AGAIN_MS; left > 0 && missing().length > 0; left = askAgainAt - performance.now())
        await this.nextAcknowledgement(left);
      if (missing().length === 0) return;
      // A process that began to listen just after the commit was not told by it.
      await this.pool.query('select pg_notify($1, p) from unnest($2::text[]) p', [
        `cacashop_${this.concept}`,
        missing().map((change) => `${change.id}:${change.version}`),
      ]);
    }
  }

  private async serving(client: Asked): Promise<readonly string[]> {
    const live = await client.query<{ process: string }>(
      'select process from web_lease where expires_at > clock_timestamp()',
    );
    // Who was killed on this machine serves nothing any more: no need to wait for its lease to end.
    return live.rows.map((row) => row.process).filter((name) => !hasEnded(name));
  }

  private heard({ id, version }: Change, process: string): void {
    const acks = this.waiting.get(id)?.acks;
    acks?.set(process, Math.max(acks.get(process) ?? 0, version));
  }

  private async nextAcknowledgement(waitMsMax: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, waitMsMax);
      this.wakers.add(done);
    });
  }

  /** Renews, over a new connection if the old one is lost. */
  private async keep(): Promise<void> {
    if (this.stopped || this.connecting) return;
    if (this.client) return this.renew(this.client);
    this.connecting = this.connect();
    // A database that is away is asked again a second later.
    await this.connecting.catch(() => undefined);
    this.connecting = undefined;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
      application_name: 'cacashop-lease',
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', (message) => this.notified(client, message));
    try {
      await client.connect();
      await client.query(`listen "cacashop_${this.concept}"; listen "cacashop_${this.concept}_ack"`);
      await client.query(`delete from web_lease where expires_at < clock_timestamp() - interval '1 hour'`);
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    // Nothing from before this moment can be trusted; what changes from now on is heard.
    this.apply('everything');
    if (!this.stopped) await this.renew(client);
  }

  private async renew(client: pg.Client): Promise<void> {
    try {
      await this.inTurn(async () => {
        const asked = performance.now();
        await client.query(
          `insert into web_lease (process, expires_at) values ($1, clock_timestamp() + $2 * interval '1 millisecond')
           on conflict (process) do update set expires_at = excluded.expires_at`,
          [this.processId, LEASE_MS],
        );
        // Whatever was committed before this renewal has been heard by now: PostgreSQL delivers what is pending before
        // it says that a statement is done. So a process that slept is never live with what it knew before.
        if (this.client === client && !this.stopped) this.liveUntil = asked + LEASE_MS - MARGIN_MS;
      });
    } catch {
      this.lost(client);
    }
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.liveUntil = 0;
    client.end().catch(() => undefined);
  }

  private notified(client: pg.Client, message: pg.Notification): void {
    const [id = '', version = '0', process = ''] = (message.payload ?? '').split(':');
    if (message.channel.endsWith('_ack')) {
      this.heard({ id, version: Number(version) }, process);
      for (const wake of this.wakers) wake();
      return;
    }
    this.apply({ id, version: Number(version) });
    this.owed.add(`${id}:${version}:${this.processId}`);
    this.inTurn(() => this.acknowledge(client)).catch(() => this.lost(client));
  }

  /** Says to whoever waits what was applied here. */
  private async acknowledge(client: pg.Client): Promise<void> {
    if (this.owed.size === 0) return;
    const owed = [...this.owed];
    this.owed = new Set();
    // Nothing of this is to outlive the server: it need not reach the disk before it is heard.
    await client.query(
      `select set_config('synchronous_commit', 'off', true), pg_notify($1, p) from unnest($2::text[]) p`,
      [`cacashop_${this.concept}_ack`, owed],
    );
  }

  private inTurn<T>(statement: () => Promise<T>): Promise<T> {
    const done = this.turn.then(statement);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
