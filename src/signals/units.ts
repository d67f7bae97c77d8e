import type { EpochMs } from '../kernel/time.ts';
import type { FindingFact, FindingOutcome } from './fact.ts';
import type { MetricRule } from './rules.ts';

/** A time that has not come, and of what is not known: later than all others, so that comparisons need no case. */
export const NEVER = Number.POSITIVE_INFINITY;

export const UNIT_KINDS = ['order', 'question', 'conversation', 'return', 'complaint'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
export type TalkKind = Exclude<UnitKind, 'order'>;

export interface Finding {
  readonly caseId: string;
  readonly violation: string;
  readonly at: EpochMs;
  readonly outcome: FindingOutcome;
}

/** A unit as plain JSON; a time that has not come is null. */
export type SavedUnit = readonly [
  id: string,
  counterparty: string,
  seenDay: number,
  times: readonly (EpochMs | null)[],
  findings: readonly Finding[],
];

const NO_FINDINGS: readonly Finding[] = [];

/** Two decisions at the same millisecond: any fixed order will do, as long as it is always the same. */
export function isLater(a: { at: EpochMs; outcome: string }, b: { at: EpochMs; outcome: string }): boolean {
  return a.at > b.at || (a.at === b.at && a.outcome > b.outcome);
}

/** No slot, at the end of a chain. */
export const NONE = -1;

/**
 * All that is known of the units of one kind, for all parties of one side. A unit is a slot: a place in a few flat
 * arrays. Objects with a dozen numbers each would lie scattered, and replaying a year waits for memory more than for
 * anything else. The slots of one party are a chain. Taking in a fact is commutative and idempotent (earliest time
 * wins, latest decision wins), which is why late and repeated facts end in the same state.
 */
export abstract class Units {
  readonly kind: UnitKind;
  readonly rules: readonly MetricRule[];
  private readonly metrics: number;
  private readonly stride: number;
  private readonly slots = new Map<string, number>();
  private readonly keys: string[] = [];
  private readonly ids: string[] = [];
  private readonly others: string[] = [];
  private readonly owners: number[] = [];
  private readonly nexts: number[] = [];
  private readonly heads: number[] = [];
  private readonly seenDays: number[] = [];
  private readonly codes: number[] = [];
  private readonly times: number[] = [];
  private readonly free: number[] = [];
  private readonly found = new Map<number, readonly Finding[]>();

  /** `rules` of the metrics that count such units; `stride` times a slot, the first one when it came into being. */
  constructor(kind: UnitKind, rules: readonly MetricRule[], stride: number) {
    this.kind = kind;
    this.rules = rules;
    this.metrics = rules.length;
    this.stride = stride;
  }

  /** The slot of a party's unit; `NONE` if nothing is known of it yet. `key` tells units apart. */
  slotOf(party: number, key: string): number {
    const slot = this.slots.get(key);
    if (slot === undefined) return NONE;
    if (this.owners[slot] === party) return slot;
    // Ids are unique, unless somebody's facts are wrong: those must not reach into another party's units.
    return this.slots.get(foreignKey(party, key)) ?? NONE;
  }

  /** A new slot for a unit that `slotOf` does not find. `id` is shown. */
  make(party: number, key: string, id: string): number {
    const slot = this.free.pop() ?? this.ids.length;
    const own = this.slots.has(key) ? foreignKey(party, key) : key;
    this.slots.set(own, slot);
    this.keys[slot] = own;
    this.ids[slot] = id;
    this.others[slot] = '';
    this.owners[slot] = party;
    this.nexts[slot] = this.first(party);
    this.heads[party] = slot;
    this.seenDays[slot] = 0;
    for (let i = 0; i < this.stride; i++) this.times[slot * this.stride + i] = NEVER;
    for (let i = 0; i < this.metrics; i++) this.codes[slot * this.metrics + i] = 0;
    this.begin(slot);
    return slot;
  }

  /** A party is new at this place: it has no units. */
  adopt(party: number): void {
    this.heads[party] = NONE;
  }

  /** Latest made first; go on with `next`. */
  first(party: number): number {
    return this.heads[party] as number;
  }

  next(slot: number): number {
    return this.nexts[slot] as number;
  }

  /** Drops those units of a party that are not to be kept. Their codes must be 0 by then. */
  drop(party: number, isKept: (slot: number) => boolean): number {
    let dropped = 0;
    let kept = NONE;
    for (let slot = this.first(party); slot !== NONE;) {
      const next = this.next(slot);
      if (isKept(slot)) {
        if (kept === NONE) this.heads[party] = slot;
        else this.nexts[kept] = slot;
        kept = slot;
      } else {
        dropped += 1;
        this.slots.delete(this.keys[slot] as string);
        this.found.delete(slot);
        this.free.push(slot);
      }
      slot = next;
    }
    if (kept === NONE) this.heads[party] = NONE;
    else this.nexts[kept] = NONE;
    return dropped;
  }

  owner(slot: number): number {
    return this.owners[slot] as number;
  }

  see(slot: number, day: number): void {
    if (day > (this.seenDays[slot] as number)) this.seenDays[slot] = day;
  }

  id(slot: number): string {
    return this.ids[slot] as string;
  }

  counterparty(slot: number): string {
    return this.others[slot] as string;
  }

  /** Day of the latest fact about it, to forget units whose beginning never arrives. */
  seenDay(slot: number): number {
    return this.seenDays[slot] as number;
  }

  /** When the unit came into being; `NEVER` while only later facts about it have arrived. */
  at(slot: number): EpochMs {
    return this.time(slot, 0);
  }

  code(slot: number, place: number): number {
    return this.codes[slot * this.metrics + place] as number;
  }

  setCode(slot: number, place: number, code: number): void {
    this.codes[slot * this.metrics + place] = code;
  }

  findings(slot: number): readonly Finding[] {
    return this.found.get(slot) ?? NO_FINDINGS;
  }

  protected putFindings(slot: number, findings: readonly Finding[]): void {
    if (findings.length > 0) this.found.set(slot, findings);
  }

  find(slot: number, fact: Pick<FindingFact, 'caseId' | 'violation' | 'at' | 'outcome'>): void {
    const { caseId, violation, at, outcome } = fact;
    const findings = this.findings(slot);
    const known = findings.find((f) => f.caseId === caseId && f.violation === violation);
    if (known !== undefined && !isLater(fact, known)) return;
    this.putFindings(slot, [...findings.filter((f) => f !== known), { caseId, violation, at, outcome }]);
  }

  isFound(slot: number, violations: ReadonlySet<string>): boolean {
    if (this.found.size === 0) return false;
    for (const finding of this.findings(slot))
      if (finding.outcome === 'substantiated' && violations.has(finding.violation)) return true;
    return false;
  }

  /** Sets what a kind of unit has besides times. */
  protected abstract begin(slot: number): void;

  protected time(slot: number, field: number): EpochMs {
    return this.times[slot * this.stride + field] as number;
  }

  protected setTime(slot: number, field: number, at: EpochMs): void {
    this.times[slot * this.stride + field] = at;
  }

  protected begun(slot: number, at: EpochMs, counterparty: string): void {
    this.setTime(slot, 0, at);
    this.others[slot] = counterparty;
  }

  /** The common part of a slot, for saving it, and back. */
  protected saved(slot: number): SavedUnit {
    const times = this.times.slice(slot * this.stride, (slot + 1) * this.stride);
    return [
      this.id(slot),
      this.counterparty(slot),
      this.seenDay(slot),
      times.map((at) => (at === NEVER ? null : at)),
      this.findings(slot),
    ];
  }

  protected put(slot: number, unit: SavedUnit): void {
    const [, counterparty, seenDay, times, findings] = unit;
    this.others[slot] = counterparty;
    this.seenDays[slot] = seenDay;
    times.forEach((at, field) => this.setTime(slot, field, at ?? NEVER));
    this.putFindings(slot, findings);
  }
}

function foreignKey(party: number, key: string): string {
  return `${key}\n${party}`;
}
