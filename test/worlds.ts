import { fileURLToPath } from 'node:url';
import { isRefusal, type Refusal } from '../src/kernel/decision.ts';
import { countedIds } from '../src/kernel/ids.ts';
import type { EpochMs } from '../src/kernel/time.ts';
import { MemoryStore } from '../src/platform/unit-memory.ts';
import type { World } from '../src/processes/world.ts';
import { loadRulebook } from '../src/rulebook/load.ts';
import { MemoryMetrics } from '../src/signals/in-memory.ts';

const BOOK = loadRulebook(fileURLToPath(new URL('../rulebooks/cacashop.yaml', import.meta.url)));

/** A market in memory with its own clock, for tests of workflows. */
export class TestMarket {
  now: EpochMs = Date.UTC(2026, 0, 5, 9);
  readonly store = new MemoryStore();
  /** Its own, as of every market: ids begin anew in each, and what is kept of goods is kept for a rulebook. */
  readonly book = { ...BOOK, rulebook: Object.freeze({ ...BOOK.rulebook }) };
  readonly metrics = new MemoryMetrics(this.store, this.book.rulebook);
  private readonly ids = countedIds('test');

  /** Runs a workflow as `by`, as one unit of work. */
  run<T>(by: string, work: (world: World) => Promise<T>): Promise<T> {
    const context = { now: this.now, ids: this.ids, by, privacyKey: Buffer.alloc(32, 7) };
    return this.store.transact(context, (unit) =>
      work({ unit, rulebook: this.book.rulebook, rulebookHash: this.book.hash, metrics: this.metrics }),
    );
  }

  /** As `run`, for steps that must not be refused. */
  async must<T>(by: string, work: (world: World) => Promise<T | Refusal>): Promise<T> {
    const result = await this.run(by, work);
    if (isRefusal(result)) throw new Error(`refused: ${result.refused}: ${result.why ?? ''}`);
    return result;
  }

  pass(ms: number): void {
    this.now += ms;
  }
}
