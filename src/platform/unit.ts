import type { AnyConcept, Concept, DomainEvent, Found, Where } from '../kernel/concept.ts';
import { assert, isRefusal, type Refusal } from '../kernel/decision.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment, PrivateValue, Queue, Unit } from '../kernel/unit.ts';
import type { Change, Watch } from './lease.ts';
import { commitmentOf } from './private-values.ts';
import { matches } from './unit-matches.ts';
import { savepoint } from './unit-savepoint.ts';

/** A stream as one unit of work sees it. */
export interface Slot {
  readonly concept: AnyConcept;
  readonly id: string;
  /** Version in the store when it was read; 0 when it was not there. */
  readonly storedVersion: number;
  version: number;
  state: unknown;
  /** True once the unit has appended to it. */
  dirty: boolean;
}

export interface StoredRow {
  readonly id: string;
  readonly version: number;
  readonly doc: unknown;
}

export interface PendingEntry {
  readonly concept: string;
  readonly stream: string;
  readonly version: number;
  readonly event: DomainEvent;
}

export interface UnitContext {
  readonly now: EpochMs;
  readonly ids: IdSource;
  readonly by: string;
  readonly privacyKey: Buffer;
  /**
   * Told before the commit which announced streams it changes; after it, what is returned is awaited before the caller
   * hears of the commit.
   */
  readonly watch?: (changes: readonly Change[]) => Watch;
}

const FIND_LIMIT_DEFAULT = 1_000;

/** Everything about a unit of work that does not depend on where rows are stored. */
export abstract class BufferedUnit implements Unit {
  readonly now: EpochMs;
  readonly ids: IdSource;
  readonly by: string;
  protected readonly privacyKey: Buffer;
  protected readonly slots = new Map<string, Map<string, Slot>>();
  protected readonly entries: PendingEntry[] = [];
  protected readonly privateValues = new Map<string, PrivateValue & { commitment: Commitment }>();
  protected readonly erasures = new Map<string, ReadonlySet<string>>();
  protected readonly facts = new Map<string, string>();
  /** Rows that this unit has locked, until it ends. */
  private readonly held = new Map<string, 'share' | 'update'>();
  protected readonly effects: (() => Promise<void>)[] = [];
  /** What `attempt` could not do. */
  readonly failures: { readonly what: string; readonly error: unknown }[] = [];

  constructor(context: UnitContext) {
    this.now = context.now;
    this.ids = context.ids;
    this.by = context.by;
    this.privacyKey = context.privacyKey;
  }

  protected abstract fetch(
    concept: AnyConcept,
    ids: readonly string[],
    mode?: 'share' | 'update',
  ): Promise<readonly StoredRow[]>;
  /** In order of id where they are asked for `after` one; those that `find` wants it sorts itself. */
  protected abstract query(
    concept: AnyConcept,
    where: Where<string>,
    limit: number,
    after?: string,
  ): Promise<readonly StoredRow[]>;
  protected abstract first(concept: AnyConcept, queue: Queue<string>): Promise<StoredRow | undefined>;
  protected abstract storedEvents(concept: AnyConcept, id: string): Promise<readonly DomainEvent[]>;
  protected abstract storedFacts(keys: readonly string[]): Promise<readonly { key: string; print: string }[]>;
  protected abstract storedValues(
    commitments: readonly Commitment[],
  ): Promise<readonly { commitment: Commitment; value: string }[]>;

  async load<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
  ): Promise<S | undefined> {
    const known = this.slot(concept, id);
    if (known) return known.state as S | undefined;
    return this.remember(concept, id, (await this.fetch(concept, [id]))[0]).state as S | undefined;
  }

  async lock<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
    mode: 'share' | 'update',
  ): Promise<S | undefined> {
    const name = `${concept.name}\n${id}`;
    const held = this.held.get(name);
    // Nobody else can have changed it since: no need to ask for it again.
    if (held === 'update' || held === mode) return this.slot(concept, id)?.state as S | undefined;
    const row = (await this.fetch(concept, [id], mode))[0];
    if (row) this.held.set(name, mode);
    const known = this.slot(concept, id);
    if (known?.dirty) return known.state as S;
    return this.remember(concept, id, row).state as S | undefined;
  }

  async take<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    queue: Queue<C>,
  ): Promise<Found<S> | undefined> {
    const row = await this.first(concept, queue);
    if (!row) return undefined;
    assert(
      !this.slot(concept, row.id)?.dirty,
      `took the ${concept.name} ${row.id} that this unit has changed`,
    );
    return { id: row.id, state: this.remember(concept, row.id, row).state as S };
  }

  async history<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
  ): Promise<readonly E[]> {
    const own = this.entries.filter((e) => e.concept === concept.name && e.stream === id);
    const events: readonly unknown[] = [
      ...(await this.storedEvents(concept, id)),
      ...own.map((e) => e.event),
    ];
    return events as readonly E[];
  }

  async prefetch<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    ids: readonly string[],
  ): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.slot(concept, id));
    if (missing.length === 0) return;
    const rows = new Map((await this.fetch(concept, missing)).map((r) => [r.id, r]));
    for (const id of missing) this.remember(concept, id, rows.get(id));
  }

  async find<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    where: Where<C>,
    limit = FIND_LIMIT_DEFAULT,
  ): Promise<readonly Found<S>[]> {
    const rows = await this.query(concept, where, limit + 1);
    const found = this.seen<S>(concept, where, rows);
    assert(found.length <= limit, `more than ${limit} of ${concept.name} where ${JSON.stringify(where)}`);
    return found;
  }

  async page<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    where: Where<C>,
    { after = '', limit }: { readonly after: string | undefined; readonly limit: number },
  ): Promise<{ readonly found: readonly Found<S>[]; readonly next: string | undefined }> {
    const rows = await this.query(concept, where, limit, after);
    const next = rows.length < limit ? undefined : rows.at(-1)?.id;
    const found = this.seen<S>(concept, where, rows);
    return { found: found.filter(({ id }) => id > after && (next === undefined || id <= next)), next };
  }

  /** What the store found, as this unit sees it: without what it has changed since, and with what it has changed to be so. */
  private seen<S>(
    concept: AnyConcept,
    where: Where<string>,
    rows: readonly StoredRow[],
  ): readonly Found<S>[] {
    for (const row of rows) if (!this.slot(concept, row.id)) this.remember(concept, row.id, row);
    const candidates = new Set(rows.map((r) => r.id));
    for (const slot of this.slots.get(concept.name)?.values() ?? []) if (slot.dirty) candidates.add(slot.id);
    const found: Found<S>[] = [];
    for (const id of [...candidates].toSorted()) {
      const state = this.slot(concept, id)?.state as S | undefined;
      if (state !== undefined && matches(concept, state, where)) found.push({ id, state });
    }
    return found;
  }

  append<S, E extends DomainEvent, C extends string>(
    concept: Concept<S, E, C>,
    id: string,
    events: readonly E[],
  ): S {
    const slot = this.slot(concept, id) ?? this.remember(concept, id, undefined);
    for (const event of events) {
      slot.state = concept.evolve(slot.state as S | undefined, event);
      slot.version += 1;
      slot.dirty = true;
      this.entries.push({ concept: concept.name, stream: id, version: slot.version, event });
    }
    assert(slot.state !== undefined, `appending nothing to the unknown ${concept.name} ${id}`);
    return slot.state as S;
  }

  version<S, E extends DomainEvent, C extends string>(concept: Concept<S, E, C>, id: string): number {
    const slot = this.slot(concept, id);
    assert(slot, `version of ${concept.name} ${id} asked before it was loaded`);
    return slot.version;
  }

  keep(value: PrivateValue): Commitment {
    const commitment = this.commit(value.kind, value.value);
    this.privateValues.set(`${commitment}\n${value.party}`, { ...value, commitment });
    return commitment;
  }

  erase(party: string, keptKinds: readonly string[]): void {
    const kept = new Set(keptKinds);
    this.erasures.set(party, kept);
    for (const [key, value] of this.privateValues)
      if (value.party === party && !kept.has(value.kind)) this.privateValues.delete(key);
  }

  commit(kind: string, value: string): Commitment {
    return commitmentOf(this.privacyKey, kind, value);
  }

  async reveal(commitments: readonly Commitment[]): Promise<ReadonlyMap<Commitment, string>> {
    const values = new Map<Commitment, string>();
    for (const stored of await this.storedValues(commitments)) values.set(stored.commitment, stored.value);
    const wanted = new Set(commitments);
    for (const kept of this.privateValues.values())
      if (wanted.has(kept.commitment)) values.set(kept.commitment, kept.value);
    return values;
  }

  async knownFacts(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = new Map<string, string>();
    for (const { key, print } of await this.storedFacts(keys)) known.set(key, print);
    for (const key of keys) {
      const print = this.facts.get(key);
      if (print !== undefined) known.set(key, print);
    }
    return known;
  }

  recordFact(key: string, print = ''): void {
    this.facts.set(key, print);
  }

  afterCommit(effect: () => Promise<void>): void {
    this.effects.push(effect);
  }

  async attempt<T extends object>(what: string, work: () => Promise<T | Refusal>): Promise<T | undefined> {
    const { slots, held, privateValues, erasures, facts, entries, effects } = this;
    const undo = savepoint({
      slots,
      maps: [held, privateValues, erasures, facts],
      lists: [entries, effects],
    });
    try {
      const result = await work();
      if (!isRefusal(result)) return result;
      this.failures.push({ what, error: new Error(`refused: ${result.refused} ${result.why ?? ''}`) });
    } catch (error) {
      if (this.isOver(error)) throw error;
      this.failures.push({ what, error });
    }
    undo();
    return undefined;
  }

  /** Whether nothing can be done in this unit after an error, whoever catches it. */
  protected isOver(_error: unknown): boolean {
    return false;
  }

  protected slot(concept: AnyConcept, id: string): Slot | undefined {
    return this.slots.get(concept.name)?.get(id);
  }

  private remember(concept: AnyConcept, id: string, row: StoredRow | undefined): Slot {
    let ofConcept = this.slots.get(concept.name);
    if (!ofConcept) this.slots.set(concept.name, (ofConcept = new Map()));
    const version = row?.version ?? 0;
    const slot: Slot = { concept, id, storedVersion: version, version, state: row?.doc, dirty: false };
    ofConcept.set(id, slot);
    return slot;
  }
}
