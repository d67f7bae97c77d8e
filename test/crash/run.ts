import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../simulation/random.ts';
import { throwAway, throwawayFolder } from '../throwaway.ts';
import { readBook } from './bank.ts';
import { Client } from './client.ts';
import { CourtLane } from './court-lane.ts';
import { FactsLane } from './facts-lane.ts';
import { MarketProcess } from './handle.ts';
import {
  bankAgrees,
  exportVerifies,
  hashesFollow,
  inTheLog,
  lostFacts,
  lostStreams,
  overdue,
  tablesAreTheLog,
} from './invariants.ts';
import type { Lane, Stage } from './lane.ts';
import { ShopLane } from './shop-lane.ts';

export interface CrashOptions {
  readonly seed: string;
  /** How often something is killed. */
  readonly points: number;
  readonly log: (line: string) => void;
}

export interface CrashResult {
  readonly violations: readonly string[];
  readonly promises: number;
  readonly repeated: number;
  readonly kills: Readonly<Record<string, number>>;
  /** What went through while things were killed. */
  readonly acts: Readonly<Record<string, number>>;
}

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 2, 9);
/** Market time leaps this often, so that deadlines fall due all the time; and stands still for a checkout in between. */
const TICK_MS = 700;
const TICK_HOURS_MAX = 72;
const REPLAYED_AFTER_A_CRASH = 6;
/** So many times the whole log is gone through after each kill; in longer runs, where it grows, after every so many. */
const WHOLE_LOG_TIMES = 20;
const WHOLE_LOG_EVERY = 10;
/** Between two acts of a lane: enough goes on at any moment, and the machine has time to look at it too. */
const PAUSE_MS_MAX = 80;

/** What is killed, and when. */
export type Point =
  | { readonly what: 'process' | 'server' | 'both'; readonly afterMs: number }
  | { readonly what: 'process at the bank' | 'process before its answer'; readonly after: number };

export function plan(random: Random, points: number): readonly Point[] {
  return Array.from({ length: points }, (): Point => {
    const what = random.pick([
      'process',
      'server',
      'server',
      'both',
      'process at the bank',
      'process before its answer',
    ] as const);
    return what === 'process at the bank' || what === 'process before its answer'
      ? { what, after: random.int(1, 12) }
      : { what, afterMs: random.int(20, 400) };
  });
}

/** A market under way that is killed again and again, and looked at after each time. */
export async function crashRun(options: CrashOptions): Promise<CrashResult> {
  const run = new CrashRun(options);
  try {
    return await run.all();
  } finally {
    await run.end();
  }
}

class CrashRun {
  private readonly options: CrashOptions;
  private readonly random: Random;
  private readonly folder = throwawayFolder('crash');
  private readonly bankFile = join(this.folder, 'bank.jsonl');
  private readonly dataDir = join(this.folder, 'data');
  private readonly stage: Stage;
  private readonly lanes: readonly Lane[];
  private readonly kills: Record<string, number> = {};
  private readonly acts: Record<string, number> = {};
  private market = MarketProcess.load();
  private spare = MarketProcess.load();
  private now = START;
  private over = false;
  private broken: unknown;

  constructor(options: CrashOptions) {
    this.options = options;
    this.random = new Random(options.seed);
    let keys = 0;
    this.stage = {
      client: new Client(() => this.market.port),
      random: this.random.fork('lanes'),
      now: () => this.now,
      facts: [],
      streams: [],
      key: (what) => `${what}-${(keys += 1)}`,
      count: (what) => (this.acts[what] = (this.acts[what] ?? 0) + 1),
    };
    const facts = new FactsLane(this.stage);
    const shop = new ShopLane(this.stage);
    const court = new CourtLane(this.stage, () => shop.grievance() ?? facts.grievance());
    this.lanes = [facts, shop, court];
  }

  async all(): Promise<CrashResult> {
    await this.open(this.market);
    const ticking = setInterval(() => this.tick(), TICK_MS);
    const going = Promise.all(this.lanes.map((lane) => this.go(lane)));
    const violations: string[] = [];
    const points = plan(this.random.fork('points'), this.options.points);
    try {
      for (const [index, point] of points.entries()) {
        await this.strike(point);
        this.kills[point.what] = (this.kills[point.what] ?? 0) + 1;
        // The lanes go on meanwhile: what is looked at is a market at work.
        const whole = index < WHOLE_LOG_TIMES || index % WHOLE_LOG_EVERY === 0;
        violations.push(...(await this.check({ whole, settled: false })));
        this.options.log(`${index + 1}/${points.length} ${point.what}`);
        if (violations.length > 0 || this.broken !== undefined) break;
      }
    } finally {
      clearInterval(ticking);
      this.over = true;
      await going;
    }
    if (this.broken !== undefined) throw this.broken;
    for (const { kind } of readBook(this.bankFile)) this.stage.count(`${kind} at the bank`);
    if (violations.length === 0)
      violations.push(...(await this.settle()), ...(await this.check({ whole: true, settled: true })));
    const { promises, repeated } = this.stage.client;
    return { violations, promises: promises.length, repeated, kills: this.kills, acts: this.acts };
  }

  async end(): Promise<void> {
    await this.spare.kill();
    if (this.market.alive) await this.market.close();
    await throwAway(this.folder);
  }

  private async open(market: MarketProcess): Promise<void> {
    const { dataDir, bankFile, now } = this;
    await market.open({ dataDir, bankFile, now, worker: true });
  }

  private tick(): void {
    this.now += this.random.int(1, TICK_HOURS_MAX) * HOUR_MS;
    this.market.send({ kind: 'clock', now: this.now });
  }

  private async go(lane: Lane): Promise<void> {
    while (!this.over && this.broken === undefined)
      try {
        await lane.step();
        await sleep(this.random.int(0, PAUSE_MS_MAX));
      } catch (error) {
        this.broken ??= new Error(
          `${lane.name} lane: ${String(error)}\n${this.market.logged.slice(-5).join('\n')}`,
        );
      }
  }

  private async strike(point: Point): Promise<void> {
    const { market } = this;
    const { postmaster } = market;
    switch (point.what) {
      case 'server':
        await sleep(point.afterMs);
        if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
        return market.untilServerIsBack(postmaster);
      case 'process':
      case 'both':
        await sleep(point.afterMs);
        if (point.what === 'both' && postmaster !== null) process.kill(postmaster, 'SIGKILL');
        await market.kill();
        return this.restart();
      case 'process at the bank':
      case 'process before its answer':
        market.send({
          kind: point.what === 'process at the bank' ? 'die-at-bank' : 'die-at-answer',
          after: point.after,
        });
        // It may never come to that, as when everybody rests.
        await Promise.race([market.ended, sleep(1_500)]);
        await market.kill();
        return this.restart();
      default:
        point satisfies never;
    }
  }

  private async restart(): Promise<void> {
    this.market = this.spare;
    this.spare = MarketProcess.load();
    await this.open(this.market);
  }

  /** Lets everything that is due happen; says what is still due then. */
  private async settle(): Promise<readonly string[]> {
    let left: readonly string[] = ['nothing was looked at'];
    for (let round = 0; round < 60 && left.length > 0; round++) {
      // What failed while the server was away rests for a minute of market time.
      this.now += HOUR_MS;
      this.market.send({ kind: 'clock', now: this.now });
      await sleep(700);
      left = await overdue(this.market.databaseUrl, this.now);
    }
    return left;
  }

  /** `whole`: also that every hash and every table follows from the log. What is broken there stays broken, and is found later too. */
  private async check({ whole, settled }: { whole: boolean; settled: boolean }): Promise<readonly string[]> {
    const { databaseUrl } = this.market;
    const { facts, streams } = this.stage;
    return [
      ...(await this.promisesHold()),
      ...(await lostFacts(databaseUrl, facts)),
      ...(await lostStreams(databaseUrl, streams)),
      ...(await inTheLog(databaseUrl)),
      ...(await bankAgrees(databaseUrl, this.bankFile, settled)),
      ...(whole ? await hashesFollow(databaseUrl, this.dataDir) : []),
      ...(whole ? await tablesAreTheLog(databaseUrl) : []),
      ...(settled ? await exportVerifies(databaseUrl, this.dataDir) : []),
    ];
  }

  /** Asked again under the same key, the market gives its first answer. */
  private async promisesHold(): Promise<readonly string[]> {
    const { client } = this.stage;
    const latest = client.promises.slice(-3);
    const some = Array.from({ length: Math.min(REPLAYED_AFTER_A_CRASH, client.promises.length) }, () =>
      this.random.pick(client.promises),
    );
    const found: string[] = [];
    for (const promised of [...latest, ...some]) {
      const again = await client.again(promised);
      const same = again.replayed && JSON.stringify(again.body) === JSON.stringify(promised.answer.body);
      if (!same)
        found.push(
          `${promised.method} ${promised.path} (${promised.key}) first ${JSON.stringify(promised.answer)}, then ${JSON.stringify(again)}`,
        );
    }
    return found;
  }
}

export function newSeed(): string {
  return randomUUID().slice(0, 8);
}
