import type { EpochMs } from '../kernel/time.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import type { SignalFact } from './fact.ts';
import { FactTable } from './fact-table.ts';
import { concerns, newRegister, type Register, Row, RowReader } from './row.ts';

/** Facts with no strike among them, then a strike, which concerns everybody. */
export interface Stretch {
  /** The facts about sellers, and those about buyers; many are about both. Those of one party lie side by side, in their order. */
  readonly lanes: Readonly<Record<Subject, FactTable>>;
  /** None after the last facts. */
  readonly strike: Row | undefined;
}

/**
 * Many facts, to be lived through more than once: names are numbered, the rest lies in flat arrays, and the facts about
 * a party lie together. Numbering the names of a fact takes about as long as taking it in; replaying facts that are
 * objects waits for memory and for the collector, and so does going from party to party with each fact.
 *
 *     const signals = new Signals(rulebook, [], new History(facts));
 *     signals.replay((change) => console.log(change));
 */
export class History {
  readonly register: Register = newRegister(true);
  readonly length: number;
  readonly stretches: readonly Stretch[];
  /** The first and the last time; undefined without facts. */
  readonly span: { readonly from: EpochMs; readonly to: EpochMs } | undefined;
  readonly isInOrderOfTime: boolean;

  constructor(facts: Iterable<SignalFact>) {
    const reader = new RowReader(this.register);
    const all = new FactTable();
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let isInOrderOfTime = true;
    for (const fact of facts) {
      all.add(reader.read(fact));
      isInOrderOfTime &&= fact.at >= to;
      from = Math.min(from, fact.at);
      to = Math.max(to, fact.at);
    }
    this.length = all.length;
    this.stretches = stretchesOf(all);
    this.span = all.length === 0 ? undefined : { from, to };
    this.isInOrderOfTime = isInOrderOfTime;
  }
}

/** After all names are numbered: two things at a time keep each other out of the processor's cache. */
function stretchesOf(all: FactTable): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const row = new Row();
  let gathering = new Gathering(all);
  for (let position = 0; position < all.length; position++) {
    if (all.read(position, row).kind !== 'strike') gathering.add(position, row);
    else {
      stretches.push(gathering.stretch(all.read(position, new Row())));
      gathering = new Gathering(all);
    }
  }
  return [...stretches, gathering.stretch(undefined)];
}

/** Positions by party, in the order in which the parties turn up. */
class Gathering {
  private readonly all: FactTable;
  private readonly seller = new Map<number, number[]>();
  private readonly buyer = new Map<number, number[]>();

  constructor(all: FactTable) {
    this.all = all;
  }

  add(position: number, row: Row): void {
    for (const subject of SUBJECTS) {
      if (!concerns(row, subject)) continue;
      const known = this[subject].get(row[subject]);
      if (known) known.push(position);
      else this[subject].set(row[subject], [position]);
    }
  }

  stretch(strike: Row | undefined): Stretch {
    return { lanes: { seller: this.lane('seller'), buyer: this.lane('buyer') }, strike };
  }

  private lane(subject: Subject): FactTable {
    const lane = new FactTable();
    const row = new Row();
    for (const positions of this[subject].values())
      for (const position of positions) lane.add(this.all.read(position, row));
    return lane;
  }
}
