import type { OrderId, ShipmentId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Order } from '../market/orders/order.ts';
import type { Shipment } from '../market/shipments/shipment.ts';
import type { MemoryStore } from '../platform/unit-memory.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { SUBJECTS } from '../rulebook/terms.ts';
import type { Assessment, PlanMeasurement } from './assess.ts';
import type { Role } from './fact.ts';
import { factsOf, type Lookup } from './from-log.ts';
import type { MetricSource } from './metric-source.ts';
import type { Projection } from './projection.ts';
import { Signals } from './signals.ts';
import type { VerdictChange } from './verdicts.ts';

/** Signals that follow a market in memory: simulations, backtests, tests. */
export class MemoryMetrics implements MetricSource {
  readonly signals: Signals;
  private readonly store: MemoryStore;
  private readonly lookup: Lookup;
  private readonly changed: VerdictChange[] = [];
  private read = 0;
  private tickedDay = 0;

  constructor(store: MemoryStore, rulebook: Rulebook) {
    this.store = store;
    this.signals = new Signals(rulebook);
    this.lookup = {
      order: (id: OrderId) => store.table({ name: 'order' }).get(id)?.doc as Order | undefined,
      shipment: (id: ShipmentId) => store.table({ name: 'shipment' }).get(id)?.doc as Shipment | undefined,
    };
  }

  /** Takes in what was committed since the last call, under the clock's time. */
  follow(now: EpochMs): void {
    for (; this.read < this.store.entries.length; this.read++) {
      const entry = this.store.entries[this.read];
      if (!entry) break;
      for (const fact of factsOf(entry, this.lookup)) this.changed.push(...this.signals.apply(fact, now));
    }
  }

  /** Verdicts that changed since this was last asked, also by the clock alone. */
  takeChanges(now: EpochMs): readonly VerdictChange[] {
    this.follow(now);
    const day = dayNumber(now);
    if (day > this.tickedDay) {
      this.tickedDay = day;
      for (const subject of SUBJECTS)
        for (const party of this.signals.parties(subject))
          this.changed.push(...this.signals.tick({ subject, party }, now));
    }
    return this.changed.splice(0);
  }

  async assess(role: Role, now: EpochMs): Promise<readonly Assessment[]> {
    this.follow(now);
    return this.signals.assess(role, now);
  }

  async measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Promise<PlanMeasurement> {
    this.follow(now);
    return this.signals.measure(role, metric, from, now);
  }

  async project(role: Role, metric: string, now: EpochMs): Promise<Projection> {
    this.follow(now);
    return this.signals.projection(role, metric, now);
  }
}
