import { join } from 'node:path';
import { isRefusal } from './kernel/decision.ts';
import type { ListingId, PartyId } from './kernel/ids.ts';
import type { EpochMs } from './kernel/time.ts';
import { type DeliveryPorts, forgetDeliveries, sendDeliveries } from './market/webhooks/delivery-store.ts';
import { isOfVolume, sellersToLookAt } from './market/parties/volume-store.ts';
import { makeCheckpoint } from './platform/checkpoints.ts';
import type { Database } from './platform/database.ts';
import { follow, type Follower } from './platform/follow.ts';
import { seal } from './platform/log.ts';
import { Loop, type Rest } from './platform/loop.ts';
import { Resting } from './platform/resting.ts';
import { forgetMails, type MailTransport, sendMails } from './platform/mail.ts';
import type { Secrets } from './platform/secrets.ts';
import { Sweeper } from './platform/sweeper.ts';
import type { UnitContext } from './platform/unit.ts';
import { transact } from './platform/unit-postgres.ts';
import { askMore } from './processes/trader-duties.ts';
import { detectBreach } from './processes/detect-breach.ts';
import { watchGoods } from './processes/watch-goods.ts';
import type { World } from './processes/world.ts';
import { GoodsCounts } from './quality/counts-store.ts';
import { allDeadlines, type DeadlinePorts } from './deadlines.ts';
import type { TrustStore } from './ranking/trust-store.ts';
import type { LoadedRulebook } from './rulebook/load.ts';
import { isFullStep, markHandled, type SignalStore } from './signals/store.ts';

const SEAL_EVERY_MS = 50;
const SIGNALS_EVERY_MS = 200;
const SIGNALS_REST_MS_MIN = 25;
const SIGNALS_REST_MS_MAX = 1_000;
const WATCH_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 500;
const TELL_EVERY_MS = 500;
const TRUST_EVERY_MS = 5_000;
const FORGET_EVERY_MS = 3_600_000;
/** Days matter here, and each round looks through the orders of many. */
const ASK_EVERY_MS = 6 * 3_600_000;
const CHECKPOINT_EVERY_MS = 10_000;

/**
 * A step of the signals reads and writes all that is known of the parties concerned, however little has happened: unless
 * more waits than it could take, it rests for so long that a quarter of the time goes into it at most.
 */
function signalsRest(workedMs: number, done: number): number {
  if (isFullStep(done)) return SIGNALS_REST_MS_MIN;
  return Math.min(Math.max(3 * workedMs, SIGNALS_EVERY_MS), SIGNALS_REST_MS_MAX);
}

export interface Worker {
  /** Signed heads of the log, outside the database. */
  readonly checkpointFile: string;
  /** Each does one round of its work and returns how much there was: for the loops, for commands and for tests. */
  seal(): Promise<number>;
  sweep(): Promise<number>;
  /** Lets the signals, and trust with them, read what was sealed. */
  follow(): Promise<number>;
  /** Makes detections of the breaches that the signals have queued. */
  detect(): Promise<number>;
  /** Counts delivered goods and reports of defects, and queues a review of those that are suspect. */
  watch(): Promise<number>;
  /** Asks those who sell much for what the law wants to know of them besides. */
  ask(): Promise<number>;
  /** Lets those who tell people outside read on in the log, then sends the mails that are due. */
  tell(): Promise<number>;
  /** Sends integrators what is due to them. */
  deliver(): Promise<number>;
  checkpoint(): Promise<void>;
  startWorker(): void;
  stop(): Promise<void>;
}

interface WorkerWiring {
  db: Database;
  ports: DeadlinePorts;
  signals: SignalStore;
  trust: TrustStore;
  book: LoadedRulebook;
  /** What reads the log in order to tell people outside. */
  followers: readonly Follower[];
  transport: MailTransport;
  deliveries: DeliveryPorts;
  secrets: Secrets;
  now: () => EpochMs;
  dataDir: string;
  unitContext: (by: string) => UnitContext;
  world: (unit: World['unit']) => World;
  report: (error: unknown, where: string) => void;
}

/** What goes on without being asked: sealing, deadlines, checkpoints. Any number of processes may run it. */
export function workerOf(wiring: WorkerWiring): Worker {
  const { db, world, report } = wiring;
  const sweeper = new Sweeper({
    pool: db.pool,
    context: () => wiring.unitContext('system:deadline'),
    report,
    expiries: allDeadlines(wiring.ports).map((rule) => ({
      concept: rule.concept,
      run: (unit, id) => rule.run(world(unit), id),
    })),
  });
  const checkpointFile = join(wiring.dataDir, 'checkpoints.jsonl');
  const checkpoint = async () => {
    await makeCheckpoint(db.pool, { file: checkpointFile, now: wiring.now(), ...wiring.secrets });
  };
  const resting = <Key extends string | number>(name: string) =>
    new Resting<Key>(wiring.now, (error, key) => report(error, `${name} ${key}`));
  const breaches = resting<number>('breach');
  const goods = resting<ListingId>('goods');
  const sellers = resting<PartyId>('seller');
  const loop = (name: string, everyMs: number, step: () => Promise<number>, rest?: Rest) =>
    new Loop({ step, everyMs, ...(rest ? { rest } : {}), report: (error) => report(error, name) });
  const loops = [
    loop('sealer', SEAL_EVERY_MS, () => seal(db.pool)),
    loop('signals', SIGNALS_EVERY_MS, () => wiring.signals.step(), signalsRest),
    loop('detections', SIGNALS_EVERY_MS, () => detect(wiring, breaches)),
    loop('goods under watch', WATCH_EVERY_MS, () => watch(wiring, goods)),
    loop('sweeper', SWEEP_EVERY_MS, () => sweeper.sweep()),
    loop('trust', TRUST_EVERY_MS, () => wiring.trust.catchUp(db.pool)),
    loop('messages', TELL_EVERY_MS, () => tell(wiring)),
    // By itself: a mail server that lets us wait keeps no news from integrators.
    loop('mails', TELL_EVERY_MS, () => sendMails(db.pool, wiring.transport, wiring.now)),
    loop('webhooks', TELL_EVERY_MS, () => sendDeliveries(wiring.deliveries)),
    loop('identity of large sellers', ASK_EVERY_MS, () => ask(wiring, sellers)),
    loop('old mails', FORGET_EVERY_MS, () => forgetMails(db.pool, wiring.now())),
    loop('old deliveries', FORGET_EVERY_MS, () => forgetDeliveries(wiring.deliveries)),
    loop('checkpoints', CHECKPOINT_EVERY_MS, async () => {
      await checkpoint();
      return 0;
    }),
  ];
  return {
    checkpointFile,
    checkpoint,
    seal: () => seal(db.pool),
    sweep: () => sweeper.sweep(),
    follow: async () => (await wiring.signals.step()) + (await wiring.trust.catchUp(db.pool)),
    detect: () => detect(wiring, breaches),
    watch: () => watch(wiring, goods),
    ask: () => ask(wiring, sellers),
    tell: async () => (await tell(wiring)) + (await sendMails(db.pool, wiring.transport, wiring.now)),
    deliver: () => sendDeliveries(wiring.deliveries),
    startWorker: () => loops.forEach((l) => l.start()),
    stop: async () => {
      await Promise.all(loops.map((l) => l.stop()));
    },
  };
}

/** Each by itself: what one can't read keeps nothing from the others. */
async function tell({ db, followers, report }: WorkerWiring): Promise<number> {
  let done = 0;
  for (const follower of followers)
    try {
      done += await follow(db.pool, follower, report);
    } catch (error) {
      report(error, follower.name);
    }
  return done;
}

const BREACHES_A_STEP = 50;

/** Makes detections of queued breaches. What the rules refuse (known already, being put right) is done with too. */
async function detect(
  { db, signals, now, unitContext, world }: WorkerWiring,
  resting: Resting<number>,
): Promise<number> {
  let done = 0;
  for (const breach of await signals.openBreaches(BREACHES_A_STEP, resting.keys())) {
    const outcome = await resting.attempt(breach.id, () =>
      transact(
        db.pool,
        () => unitContext('system:signals'),
        (unit) => detectBreach(world(unit), breach),
        { after: (client) => markHandled(client, breach.id, now()) },
      ),
    );
    if (outcome === undefined) continue;
    if (isRefusal(outcome)) await markHandled(db.pool, breach.id, now());
    done += 1;
  }
  return done;
}

const GOODS_A_STEP = 50;

/** Judges goods with new reports, each in the transaction that notes that it was judged. */
async function watch(
  { db, book, now, unitContext, world }: WorkerWiring,
  resting: Resting<ListingId>,
): Promise<number> {
  const goods = new GoodsCounts(db.pool, book.rulebook);
  const read = await goods.step();
  // Half of what is written down already would be judged as the whole.
  if (read > 0) return read;
  let done = 0;
  for (const listingId of await goods.toJudge(GOODS_A_STEP, resting.keys())) {
    const outcome = await resting.attempt(listingId, async () => {
      const counts = await goods.countsOf(listingId, now());
      return transact(
        db.pool,
        () => unitContext('system:quality'),
        async (unit) => (await watchGoods(world(unit), { listingId, counts })) ?? {},
        { after: (client) => goods.judged(client, listingId) },
      );
    });
    if (outcome === undefined) continue;
    if (isRefusal(outcome)) await goods.judged(db.pool, listingId);
    done += 1;
  }
  return done;
}

/** Each seller by themselves: what can't be found out of one keeps nothing from the others. */
async function ask(
  { db, book, now, unitContext, world }: WorkerWiring,
  resting: Resting<PartyId>,
): Promise<number> {
  let asked = 0;
  const left = new Set(resting.keys());
  for await (const partyId of sellersToLookAt(db.pool, book.rulebook, now())) {
    if (left.has(partyId)) continue;
    await resting.attempt(partyId, async () => {
      if (!(await isOfVolume(db.pool, book.rulebook, partyId, now()))) return;
      await transact(
        db.pool,
        () => unitContext('system:identity'),
        (unit) => askMore(world(unit), { partyId }),
      );
      asked += 1;
    });
  }
  return asked;
}
