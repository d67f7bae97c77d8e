import type { AnyConcept, DomainEvent, Where } from '../kernel/concept.ts';
import { isRefusal } from '../kernel/decision.ts';
import { type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Commitment, PrivateValue, Queue } from '../kernel/unit.ts';
import { matches } from './unit-matches.ts';
import { BufferedUnit, type PendingEntry, type StoredRow, type UnitContext } from './unit.ts';

export interface MemoryEntry extends PendingEntry {
  readonly by: string;
}

/** A whole market in memory: for simulations, backtests and property tests. Single-threaded, so never in conflict. */
export class MemoryStore {
  readonly tables = new Map<string, Map<string, StoredRow>>();
  readonly entries: MemoryEntry[] = [];
  readonly privateValues = new Map<string, PrivateValue & { commitment: Commitment }>();
  readonly facts = new Map<string, string>();
  private readonly valueOf = new Map<Commitment, string>();
  /** Hour of `due` -> streams, so that a simulated clock finds them without looking at all. */
  private readonly dueHours = new Map<number, Map<string, AnyConcept>>();
  private sweptHour = Number.POSITIVE_INFINITY;
  /** concept -> column -> value -> ids, kept for every column that was ever asked for. */
  private readonly indexes = new Map<string, Map<string, Map<unknown, Set<string>>>>();

  table(concept: Pick<AnyConcept, 'name'>): Map<string, StoredRow> {
    let table = this.tables.get(concept.name);
    if (!table) this.tables.set(concept.name, (table = new Map()));
    return table;
  }

  put(concept: AnyConcept, row: StoredRow): void {
    const table = this.table(concept);
    const before = table.get(row.id);
    table.set(row.id, row);
    this.remindAt(concept, row);
    for (const [column, index] of this.indexes.get(concept.name) ?? []) {
      if (before && isSame(concept, column, before.doc, row.doc)) continue;
      if (before) for (const value of valuesOf(concept, column, before.doc)) index.get(value)?.delete(row.id);
      addTo(index, concept, column, row);
    }
  }

  keepPrivate(key: string, kept: PrivateValue & { commitment: Commitment }): void {
    this.privateValues.set(key, kept);
    this.valueOf.set(kept.commitment, kept.value);
  }

  erasePrivate(party: string, keptKinds: ReadonlySet<string>): void {
    for (const [key, kept] of this.privateValues)
      if (kept.party === party && !keptKinds.has(kept.kind)) {
        this.privateValues.delete(key);
        this.valueOf.delete(kept.commitment);
      }
    // Somebody else may keep an equal value.
    for (const kept of this.privateValues.values()) this.valueOf.set(kept.commitment, kept.value);
  }

  revealed(commitment: Commitment): string | undefined {
    return this.valueOf.get(commitment);
  }

  private remindAt(concept: AnyConcept, row: StoredRow): void {
    const at = concept.due?.(row.doc);
    if (at === undefined) return;
    const hour = Math.floor(at / HOUR_MS);
    const bucket = this.dueHours.get(hour) ?? new Map<string, AnyConcept>();
    this.dueHours.set(hour, bucket.set(`${concept.name}/${row.id}`, concept));
    this.sweptHour = Math.min(this.sweptHour, hour);
  }

  /** Streams whose `due` has come, soonest hour first. Ask again until none is left: running one can make another due. */
  dueStreams(now: EpochMs): readonly { concept: AnyConcept; id: string }[] {
    const due: { concept: AnyConcept; id: string }[] = [];
    const current = Math.floor(now / HOUR_MS);
    let earliest = current;
    for (let hour = this.sweptHour; hour <= current; hour++) {
      for (const [key, concept] of this.dueHours.get(hour) ?? []) {
        const id = key.slice(concept.name.length + 1);
        const row = this.table(concept).get(id);
        const at = row && concept.due?.(row.doc);
        if (at !== undefined && at <= now) due.push({ concept, id });
        // Moved on or done: its new hour, if any, has a bucket of its own.
        else if (at === undefined || Math.floor(at / HOUR_MS) !== hour) this.dueHours.get(hour)?.delete(key);
      }
      if (this.dueHours.get(hour)?.size === 0) this.dueHours.delete(hour);
      else if (this.dueHours.has(hour)) earliest = Math.min(earliest, hour);
    }
    this.sweptHour = earliest;
    return due;
  }

  idsWhere(concept: AnyConcept, column: string, value: unknown): ReadonlySet<string> {
    let ofConcept = this.indexes.get(concept.name);
    if (!ofConcept) this.indexes.set(concept.name, (ofConcept = new Map()));
    let index = ofConcept.get(column);
    if (!index) {
      ofConcept.set(column, (index = new Map()));
      for (const row of this.table(concept).values()) addTo(index, concept, column, row);
    }
    return index.get(value) ?? new Set();
  }

  /** Runs work as one unit: committed unless it refuses or throws. */
  async transact<T>(context: UnitContext, work: (unit: BufferedUnit) => Promise<T>): Promise<T> {
    const unit = new MemoryUnit(this, context);
    const result = await work(unit);
    if (!isRefusal(result)) await unit.commitTo();
    return result;
  }
}

class MemoryUnit extends BufferedUnit {
  readonly store: MemoryStore;

  constructor(store: MemoryStore, context: UnitContext) {
    super(context);
    this.store = store;
  }

  protected override async fetch(concept: AnyConcept, ids: readonly string[]): Promise<readonly StoredRow[]> {
    const table = this.store.table(concept);
    const rows: StoredRow[] = [];
    for (const id of ids) {
      const row = table.get(id);
      if (row) rows.push(row);
    }
    return rows;
  }

  protected override async query(
    concept: AnyConcept,
    where: Where<string>,
    limit: number,
    after?: string,
  ): Promise<readonly StoredRow[]> {
    const table = this.store.table(concept);
    const [first] = Object.entries(where);
    const ids = first ? this.store.idsWhere(concept, first[0], first[1]) : table.keys();
    const behind = after === undefined ? ids : [...ids].filter((id) => id > after).toSorted();
    const rows: StoredRow[] = [];
    for (const id of behind) {
      const row = table.get(id);
      if (row && matches(concept, row.doc, where)) rows.push(row);
      if (rows.length >= limit) break;
    }
    return rows;
  }

  protected override async first(
    concept: AnyConcept,
    { column, values, by, except = [] }: Queue<string>,
  ): Promise<StoredRow | undefined> {
    const table = this.store.table(concept);
    const rank = (row: StoredRow) => Number(concept.columns[by]?.of(row.doc));
    let best: StoredRow | undefined;
    for (const value of values)
      for (const id of this.store.idsWhere(concept, column, value)) {
        const row = table.get(id);
        if (!row || except.includes(id)) continue;
        const isBefore = !best || rank(row) < rank(best) || (rank(row) === rank(best) && row.id < best.id);
        if (isBefore) best = row;
      }
    return best;
  }

  protected override async storedEvents(concept: AnyConcept, id: string): Promise<readonly DomainEvent[]> {
    const own = this.store.entries.filter((e) => e.stream === id && e.concept === concept.name);
    return own.map((e) => e.event);
  }

  protected override async storedFacts(
    keys: readonly string[],
  ): Promise<readonly { key: string; print: string }[]> {
    return keys.flatMap((key) => {
      const print = this.store.facts.get(key);
      return print === undefined ? [] : [{ key, print }];
    });
  }

  protected override async storedValues(
    commitments: readonly Commitment[],
  ): Promise<readonly { commitment: Commitment; value: string }[]> {
    return commitments.flatMap((commitment) => {
      const value = this.store.revealed(commitment);
      return value === undefined ? [] : [{ commitment, value }];
    });
  }

  async commitTo(): Promise<void> {
    for (const ofConcept of this.slots.values())
      for (const slot of ofConcept.values())
        if (slot.dirty) this.store.put(slot.concept, { id: slot.id, version: slot.version, doc: slot.state });
    for (const entry of this.entries) this.store.entries.push({ ...entry, by: this.by });
    for (const [party, keptKinds] of this.erasures) this.store.erasePrivate(party, keptKinds);
    for (const [key, value] of this.privateValues) this.store.keepPrivate(key, value);
    for (const [key, print] of this.facts) this.store.facts.set(key, print);
    for (const effect of this.effects) await effect();
  }
}

function valuesOf(concept: AnyConcept, column: string, doc: unknown): readonly unknown[] {
  const value = concept.columns[column]?.of(doc);
  return Array.isArray(value) ? value : [value];
}

/** Most changes of a stream leave most of its columns as they are. */
function isSame(concept: AnyConcept, column: string, before: unknown, after: unknown): boolean {
  const value = concept.columns[column]?.of(after);
  return !Array.isArray(value) && concept.columns[column]?.of(before) === value;
}

function addTo(index: Map<unknown, Set<string>>, concept: AnyConcept, column: string, row: StoredRow): void {
  for (const value of valuesOf(concept, column, row.doc)) {
    const ids = index.get(value);
    if (ids) ids.add(row.id);
    else index.set(value, new Set([row.id]));
  }
}
