import { dayNumber, type EpochMs } from '../kernel/time.ts';
import { Findings, type Finding, type NewFinding } from './findings.ts';
import { Keys } from './keys.ts';
import type { UnitFact } from './measure.ts';
import { type Names, NONE, PART } from './names.ts';
import { IntRows, TimeRows } from './rows.ts';
import { rulesByFact, type MetricRule } from './rules.ts';
import { BEGUN } from './times.ts';

/** A time that has not come, and of what is not known: later than all others, so that comparisons need no case. */
export const NEVER = Number.POSITIVE_INFINITY;
/** The day of a time that has not come. */
export const NO_DAY = 0x7fffffff;

export const UNIT_KINDS = ['order', 'question', 'conversation', 'return', 'complaint'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
export type TalkKind = Exclude<UnitKind, 'order'>;

/** A unit as plain JSON; a time that has not come is null. */
export type SavedUnit = readonly [
  id: string,
  counterparty: string,
  seenDay: number,
  times: readonly (EpochMs | null)[],
  findings: readonly Finding[],
];

const OWNER = 0;
const NEXT = 1;
const SEEN = 2;
const NOTE = 3;
const DUE = 4;
const WAITER = 5;
const COUNTERPARTY = 6;
const CODES = 7;

/** Instead of the day that a unit waits for: its codes are counted, or no metric has seen it yet. */
export const COUNTED = -1;
export const UNSEEN = 0;
/** About to be dropped, and counted nowhere. */
export const GONE = -2;

/**
 * All that is known of the units of one kind, for all parties of one side. A unit is a slot: a place in a few flat
 * arrays. Objects with a dozen numbers each would lie scattered, and replaying a year waits for memory more than for
 * anything else. The slots of one party are a chain. Taking in a fact is commutative and idempotent (earliest time
 * wins, latest decision wins), which is why late and repeated facts end in the same state.
 */
export abstract class Units {
  readonly kind: UnitKind;
  /** Position among the kinds. */
  readonly kindNumber: number;
  readonly rules: readonly MetricRule[];
  /** The metrics that such a fact about a unit can move. */
  readonly movedBy: Readonly<Record<UnitFact, readonly MetricRule[]>>;
  private readonly timeCount: number;
  private readonly keys: Keys;
  protected readonly people: Names;
  private hasForeign = false;
  private readonly heads: number[] = [];
  /** By party, the day of its clock on which its units are next looked through for what is too old. */
  private readonly lookDays: number[] = [];
  private readonly found = new Findings();
  /** Owner, next in the chain, day last seen, note, day and chain of waiting, counterparty; then a code for each metric. */
  private readonly ints: IntRows;
  private readonly times: TimeRows;

  /**
   * `rules` of the metrics that count such units; `names` of units of this kind; `people` that units are with;
   * `timeCount` times a unit, the first one when it came into being.
   */
  constructor(kind: UnitKind, rules: readonly MetricRule[], names: Names, people: Names, timeCount: number) {
    this.keys = new Keys(names);
    this.people = people;
    this.kind = kind;
    this.kindNumber = UNIT_KINDS.indexOf(kind);
    this.rules = rules;
    this.movedBy = rulesByFact(rules);
    this.timeCount = timeCount;
    this.ints = new IntRows(CODES + rules.length);
    this.times = new TimeRows(timeCount);
  }

  /** Whether any metric counts such units; if not, nothing needs to be known of them. */
  get isCounted(): boolean {
    return this.rules.length > 0;
  }

  /** The slot of a party's unit; `NONE` if nothing is known of it yet. `name` is the number of its name. */
  slotOf(party: number, name: number): number {
    const slot = this.keys.find(name);
    if (slot !== NONE && this.owner(slot) === party) return slot;
    if (!this.hasForeign) return NONE;
    const foreignName = this.keys.names.find(this.foreignText(party, name));
    return foreignName === NONE ? NONE : this.keys.find(foreignName);
  }

  /** A new slot for a unit that `slotOf` does not find. */
  make(party: number, name: number): number {
    // Ids are unique, unless somebody's facts are wrong: those must not reach into another party's units.
    const isForeign = this.keys.find(name) !== NONE;
    const slot = this.keys.give(isForeign ? this.keys.names.number(this.foreignText(party, name)) : name);
    if (isForeign) this.hasForeign = true;
    this.ints.reserve(slot);
    this.ints.clear(slot);
    this.ints.set(slot, OWNER, party);
    this.ints.set(slot, NEXT, this.first(party));
    this.ints.set(slot, COUNTERPARTY, NONE);
    this.heads[party] = slot;
    this.times.reserve(slot);
    this.times.fill(slot, NEVER);
    return slot;
  }

  /** A party is new at this place: it has no units. */
  adopt(party: number): void {
    this.heads[party] = NONE;
    this.lookDays[party] = 0;
  }

  lookDay(party: number): number {
    return this.lookDays[party] as number;
  }

  setLookDay(party: number, day: number): void {
    this.lookDays[party] = day;
  }

  /** Go on with `next`; in no order that means anything. */
  first(party: number): number {
    return this.heads[party] ?? NONE;
  }

  next(slot: number): number {
    return this.ints.get(slot, NEXT);
  }

  private owner(slot: number): number {
    return this.ints.get(slot, OWNER);
  }

  /** Gives up all that a party has. They must not be counted any more by then. */
  dropAll(party: number): void {
    for (let slot = this.first(party); slot !== NONE; slot = this.next(slot)) this.giveUp(slot);
    this.heads[party] = NONE;
  }

  /** Gives up what of a party's is `GONE`. */
  dropGone(party: number): void {
    let kept = NONE;
    for (let slot = this.first(party); slot !== NONE; slot = this.next(slot)) {
      if (this.dueDay(slot) === GONE) this.giveUp(slot);
      else {
        if (kept === NONE) this.heads[party] = slot;
        else this.ints.set(kept, NEXT, slot);
        kept = slot;
      }
    }
    if (kept === NONE) this.heads[party] = NONE;
    else this.ints.set(kept, NEXT, NONE);
  }

  private giveUp(slot: number): void {
    this.setCounterparty(slot, NONE);
    this.ints.set(slot, OWNER, NONE);
    this.keys.release(slot);
    this.found.delete(slot);
  }

  see(slot: number, day: number): void {
    if (day > this.ints.get(slot, SEEN)) this.ints.set(slot, SEEN, day);
  }

  /** The id to show: the key without what was added to tell units apart. */
  id(slot: number): string {
    const key = this.keys.text(slot);
    const end = key.indexOf(PART);
    return end < 0 ? key : key.slice(0, end);
  }

  /** The number of the name of whom it is with; `NONE` while that is not known. */
  counterparty(slot: number): number {
    return this.ints.get(slot, COUNTERPARTY);
  }

  counterpartyId(slot: number): string {
    const name = this.counterparty(slot);
    return name === NONE ? '' : this.people.text(name);
  }

  /** Day of the latest fact about it, to forget units whose beginning never arrives. */
  seenDay(slot: number): number {
    return this.ints.get(slot, SEEN);
  }

  /** When the unit came into being; `NEVER` while only later facts about it have arrived. */
  at(slot: number): EpochMs {
    return this.time(slot, BEGUN);
  }

  /** The UTC day number of that time. */
  atDay(slot: number): number {
    return this.day(slot, BEGUN);
  }

  /** Of the time by which a metric counts units: its UTC day number; `NO_DAY` while the unit does not count by it. */
  anchorDay(slot: number, field: number): number {
    return this.day(slot, field);
  }

  code(slot: number, place: number): number {
    return this.ints.get(slot, CODES + place);
  }

  setCode(slot: number, place: number, code: number): void {
    this.ints.set(slot, CODES + place, code);
  }

  /** The day that the unit waits for, to be counted: see `Tally`. */
  dueDay(slot: number): number {
    return this.ints.get(slot, DUE);
  }

  nextWaiter(slot: number): number {
    return this.ints.get(slot, WAITER);
  }

  wait(slot: number, dueDay: number, nextWaiter: number): void {
    this.ints.set(slot, DUE, dueDay);
    this.ints.set(slot, WAITER, nextWaiter);
  }

  find(slot: number, fact: NewFinding): void {
    this.found.add(slot, fact);
  }

  isFound(slot: number, violations: ReadonlySet<string>): boolean {
    return this.found.isFound(slot, violations);
  }

  /** Whatever small a kind of unit notes besides; 0 at first. */
  protected note(slot: number): number {
    return this.ints.get(slot, NOTE);
  }

  protected setNote(slot: number, note: number): void {
    this.ints.set(slot, NOTE, note);
  }

  protected time(slot: number, field: number): EpochMs {
    return this.times.get(slot, field);
  }

  /** UTC day number of a time: of whole numbers, unlike of times, no objects are made to hand them on. */
  protected day(slot: number, field: number): number {
    const at = this.time(slot, field);
    return at === NEVER ? NO_DAY : dayNumber(at);
  }

  protected setTime(slot: number, field: number, at: EpochMs): void {
    this.times.set(slot, field, at);
  }

  protected begun(slot: number, at: EpochMs, counterparty: number): void {
    this.setTime(slot, BEGUN, at);
    this.setCounterparty(slot, counterparty);
  }

  private setCounterparty(slot: number, name: number): void {
    const before = this.counterparty(slot);
    if (name !== NONE) this.people.hold(name);
    this.ints.set(slot, COUNTERPARTY, name);
    if (before !== NONE) this.people.release(before);
  }

  /** The common part of a slot, for saving it, and back. */
  protected saved(slot: number): SavedUnit {
    const times = Array.from({ length: this.timeCount }, (_, field) => this.time(slot, field));
    return [
      this.id(slot),
      this.counterpartyId(slot),
      this.seenDay(slot),
      times.map((at) => (at === NEVER ? null : at)),
      this.found.of(slot),
    ];
  }

  protected put(slot: number, unit: SavedUnit): void {
    const [, counterparty, seenDay, times, findings] = unit;
    if (counterparty !== '') this.setCounterparty(slot, this.people.number(counterparty));
    this.ints.set(slot, SEEN, seenDay);
    times.forEach((at, field) => this.setTime(slot, field, at ?? NEVER));
    this.found.put(slot, findings);
  }

  private foreignText(party: number, name: number): string {
    return `${this.keys.names.text(name)}${PART}${party}`;
  }
}
