import type { Concept, DomainEvent } from '../src/kernel/concept.ts';
import { isRefusal, type Refusal } from '../src/kernel/decision.ts';
import { type IdSource, timeOrderedIds } from '../src/kernel/ids.ts';
import { type EpochMs, HOUR_MS } from '../src/kernel/time.ts';
import { SandboxProvider } from '../src/market/payments/sandbox.ts';
import { type MemoryEntry, MemoryStore } from '../src/platform/unit-memory.ts';
import { Cashier } from '../src/processes/cashier.ts';
import { detectBreach } from '../src/processes/detect-breach.ts';
import type { World } from '../src/processes/world.ts';
import type { LoadedRulebook } from '../src/rulebook/load.ts';
import { MemoryMetrics } from '../src/signals/in-memory.ts';
import { type Act, Agenda } from './agenda.ts';
import { Random } from './random.ts';

/** What somebody hears of at once: an entry of the log, by concept and type of event. */
type Listener = (entry: MemoryEntry, now: EpochMs) => void;

/** A deadline that the simulated clock runs; the same as the sweeper's. */
export interface Deadline {
  readonly concept: { readonly name: string };
  run(world: World, id: string): Promise<unknown>;
}

export type Progress = (share: number) => void | Promise<void>;

export interface MarketSetup {
  readonly seed: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly book: LoadedRulebook;
  /** Keys the commitments of private values. */
  readonly privacyKey: Buffer;
}

/**
 * The market in memory under a simulated clock. Actors plan acts on the agenda and hear of events as they are
 * committed; every act is one of the market's own workflows. Deadlines run at the end of each hour.
 */
export class SimulatedMarket {
  readonly store = new MemoryStore();
  readonly book: LoadedRulebook;
  readonly metrics: MemoryMetrics;
  readonly cashier: Cashier;
  readonly until: EpochMs;
  readonly random: Random;
  /** Refusals that workflows answered with, by code: actors do try what they may not do. */
  readonly refusals = new Map<string, number>();
  now: EpochMs;
  private readonly agenda = new Agenda();
  private readonly ids: IdSource;
  private readonly privacyKey: Buffer;
  private readonly listeners = new Map<string, Listener[]>();
  private heard = 0;

  constructor(setup: MarketSetup) {
    this.now = setup.from;
    this.until = setup.until;
    this.book = setup.book;
    this.privacyKey = setup.privacyKey;
    this.random = new Random(setup.seed);
    const ids = this.random.fork('ids');
    this.ids = timeOrderedIds(
      () => this.now,
      () => ids.bits80(),
    );
    this.metrics = new MemoryMetrics(this.store, setup.book.rulebook);
    this.cashier = new Cashier({
      provider: new SandboxProvider(),
      run: (by, work) => this.run(by, work),
      report: (error) => {
        throw error;
      },
    });
  }

  /** Runs a workflow as `by`, in a unit of its own. */
  run<T>(by: string, work: (world: World) => Promise<T>): Promise<T> {
    const { now, ids, privacyKey } = this;
    return this.store.transact({ now, ids, by, privacyKey }, (unit) => work(this.world(unit)));
  }

  /** As `run`, for what may well be refused: counts the refusal and goes on. */
  async attempt<T>(by: string, work: (world: World) => Promise<T | Refusal>): Promise<T | undefined> {
    const result = await this.run(by, work);
    if (!isRefusal(result)) return result;
    this.refused(result);
    return undefined;
  }

  refused({ refused }: Refusal): void {
    this.refusals.set(refused, (this.refusals.get(refused) ?? 0) + 1);
  }

  /** As `run`, for what must not be refused. */
  async must<T>(by: string, work: (world: World) => Promise<T | Refusal>): Promise<T> {
    const result = await this.run(by, work);
    if (isRefusal(result))
      throw new Error(`refused: ${result.refused} ${result.field ?? ''} ${result.why ?? ''}`);
    return result;
  }

  /** What is stored now, as anybody with access could read it. */
  state<S, E extends DomainEvent, C extends string>(concept: Concept<S, E, C>, id: string): S | undefined {
    return this.store.table(concept).get(id)?.doc as S | undefined;
  }

  /** Those whose column has this value. */
  statesWhere<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    column: C,
    value: string,
  ): readonly S[] {
    return [...this.store.idsWhere(concept, column, value)].flatMap((id) => this.state(concept, id) ?? []);
  }

  states<S, E extends DomainEvent, C extends string>(concept: Concept<S, E, C>): readonly S[] {
    return [...this.store.table(concept).values()].map((row) => row.doc as S);
  }

  *entriesOf<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
  ): Iterable<readonly [string, S]> {
    for (const [id, row] of this.store.table(concept)) yield [id, row.doc as S];
  }

  /** Nothing happens in the past, nor after the end. */
  plan(at: EpochMs, act: Act): void {
    if (at <= this.until) this.agenda.plan(Math.max(at, this.now), act);
  }

  on(concept: string, type: string, listener: Listener): void {
    const key = `${concept}/${type}`;
    const known = this.listeners.get(key);
    if (known) known.push(listener);
    else this.listeners.set(key, [listener]);
  }

  /** Lives through the whole time. `progress` is told the share that is over, once a day, and waited for. */
  async live(deadlines: readonly Deadline[], progress: Progress): Promise<void> {
    const from = this.now;
    let day = 0;
    while (this.now < this.until) {
      const hourEnds = Math.min(this.until, (Math.floor(this.now / HOUR_MS) + 1) * HOUR_MS);
      for (let next = this.agenda.take(hourEnds); next; next = this.agenda.take(hourEnds)) {
        this.now = Math.max(this.now, next.at);
        await next.act(this.now);
        this.tell();
      }
      this.now = hourEnds;
      await this.runDeadlines(deadlines);
      await this.detect();
      const daysOver = Math.floor((this.now - from) / (24 * HOUR_MS));
      if (daysOver === day) continue;
      day = daysOver;
      await progress((this.now - from) / (this.until - from));
    }
  }

  private world(unit: World['unit']): World {
    return { unit, rulebook: this.book.rulebook, rulebookHash: this.book.hash, metrics: this.metrics };
  }

  private async runDeadlines(deadlines: readonly Deadline[]): Promise<void> {
    // One that refuses stays due and is asked again in the next hour, as the sweeper does after a rest.
    const refused = new Set<string>();
    for (;;) {
      const due = this.store.dueStreams(this.now).filter((d) => !refused.has(d.id));
      if (due.length === 0) return;
      for (const { concept, id } of due) {
        const deadline = deadlines.find((d) => d.concept.name === concept.name);
        if (!deadline) throw new Error(`nothing runs when a ${concept.name} is due`);
        const result = await this.run('system:deadline', (world) => deadline.run(world, id));
        if (isRefusal(result)) refused.add(id);
        this.tell();
      }
    }
  }

  /** What the signals have noticed since they were last asked. */
  private async detect(): Promise<void> {
    for (const { subject, party, metric, to } of this.metrics.takeChanges(this.now)) {
      if (to !== 'breach') continue;
      await this.attempt('system:signals', (world) => detectBreach(world, { subject, party, metric }));
      this.tell();
    }
  }

  private tell(): void {
    const { entries } = this.store;
    for (; this.heard < entries.length; this.heard++) {
      const entry = entries[this.heard];
      if (!entry) return;
      for (const listener of this.listeners.get(`${entry.concept}/${entry.event.type}`) ?? [])
        listener(entry, this.now);
    }
  }
}
