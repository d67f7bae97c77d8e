import { assert } from '../kernel/decision.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { SignalFact } from './fact.ts';
import { Names } from './names.ts';
import { newRegister, type Register, type Row, RowReader, type SeldomFact } from './row.ts';
import { IntRows, TimeRows } from './rows.ts';

const KINDS = [
  'order',
  'shipped',
  'scanned',
  'delivered',
  'question',
  'answered',
  'cancelled',
  'chargeback',
  'refund-requested',
  'complaint',
  'complaint-judged',
  'finding',
  'holiday',
  'strike',
] as const satisfies readonly SignalFact['kind'][];

const KIND = 0;
const UNIT = 1;
const SELLER = 2;
const BUYER = 3;
/** What a kind has besides: position of an order's terms, a shipment's carrier, a question's talk, position of a seldom fact. */
const MORE = 4;
const WIDTH = 5;

const SHIP_BY = 0;
const DELIVER_BY = 1;
const CARRIER = 0;
const COUNTRY = 1;

/**
 * Many facts, in the order in which they were added, to be lived through more than once: names are numbered and the
 * rest lies in flat arrays, in the order of reading. Numbering the names of a fact takes about as long as taking it
 * in, and replaying facts that are objects waits for memory and for the collector.
 *
 *     const history = new History(facts);
 *     const signals = new Signals(rulebook, [], history);
 *     for (let i = 0; i < history.length; i++) for (const change of signals.applyAt(i)) console.log(change);
 */
export class History {
  readonly register: Register = newRegister(true);
  private readonly reader = new RowReader(this.register);
  private readonly ints = new IntRows(WIDTH);
  private readonly times = new TimeRows(1);
  /** Of orders. */
  private readonly terms = new TimeRows(2);
  private readonly ways = new IntRows(2);
  private orders = 0;
  private readonly seldom: SeldomFact[] = [];
  /** Names of carriers and countries, of which there are few. */
  private readonly words = new Names(true);
  private count = 0;

  constructor(facts: Iterable<SignalFact> = []) {
    for (const fact of facts) this.add(fact);
  }

  get length(): number {
    return this.count;
  }

  /** When the fact at this position happened. */
  at(position: number): EpochMs {
    return this.times.get(position, 0);
  }

  add(fact: SignalFact): void {
    const position = this.count++;
    const row = this.reader.read(fact);
    this.ints.reserve(position);
    this.ints.set(position, KIND, KINDS.indexOf(row.kind));
    this.ints.set(position, UNIT, row.unit);
    this.ints.set(position, SELLER, row.seller);
    this.ints.set(position, BUYER, row.buyer);
    this.ints.set(position, MORE, this.more(row));
    this.times.reserve(position);
    this.times.set(position, 0, row.at);
  }

  /** The fact at this position; the next one is read into the same object. */
  read(position: number): Row {
    assert(position < this.count, `the history has ${this.count} facts, and none at ${position}`);
    const { row } = this.reader;
    const { cells } = this.ints;
    const from = position * WIDTH;
    const kind = KINDS[cells[from + KIND] as number] as SignalFact['kind'];
    row.kind = kind;
    row.at = this.times.get(position, 0);
    row.unit = cells[from + UNIT] as number;
    row.seller = cells[from + SELLER] as number;
    row.buyer = cells[from + BUYER] as number;
    const more = cells[from + MORE] as number;
    switch (kind) {
      case 'order':
        row.shipBy = this.terms.get(more, SHIP_BY);
        row.deliverBy = this.terms.get(more, DELIVER_BY);
        row.carrier = this.words.text(this.ways.get(more, CARRIER));
        row.country = this.words.text(this.ways.get(more, COUNTRY));
        break;
      case 'shipped':
        row.tracked = (more & 1) !== 0;
        row.carrier = this.words.text(more >> 1);
        break;
      case 'question':
        row.talk = more;
        break;
      case 'scanned':
      case 'delivered':
      case 'answered':
        break;
      default:
        row.rest = this.seldom[more];
    }
    return row;
  }

  private more(row: Row): number {
    switch (row.kind) {
      case 'order':
        return this.termsOf(row);
      case 'shipped':
        return this.words.number(row.carrier) * 2 + (row.tracked ? 1 : 0);
      case 'question':
        return row.talk;
      case 'scanned':
      case 'delivered':
      case 'answered':
        return 0;
      default:
        assert(row.rest !== undefined, `a fact of the kind ${row.kind} is read from itself`);
        return this.seldom.push(row.rest) - 1;
    }
  }

  private termsOf(row: Row): number {
    const order = this.orders++;
    this.terms.reserve(order);
    this.terms.set(order, SHIP_BY, row.shipBy);
    this.terms.set(order, DELIVER_BY, row.deliverBy);
    this.ways.reserve(order);
    this.ways.set(order, CARRIER, this.words.number(row.carrier));
    this.ways.set(order, COUNTRY, this.words.number(row.country));
    return order;
  }
}
