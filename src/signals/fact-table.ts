import { assert } from '../kernel/decision.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Subject } from '../rulebook/terms.ts';
import type { SignalFact } from './fact.ts';
import { Names } from './names.ts';
import type { Row, SeldomFact } from './row.ts';
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

const KIND_NUMBERS = Object.fromEntries(KINDS.map((kind, number) => [kind, number])) as Record<
  SignalFact['kind'],
  number
>;

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
 * Facts in flat arrays, in the order of adding, which is that of reading: nothing for the collector to trace, and memory
 * is read as it lies.
 */
export class FactTable {
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

  get length(): number {
    return this.count;
  }

  at(position: number): EpochMs {
    return this.times.get(position, 0);
  }

  /** The number of the name of the party in this role. */
  party(position: number, subject: Subject): number {
    return this.ints.get(position, subject === 'seller' ? SELLER : BUYER);
  }

  add(row: Row): void {
    const position = this.count++;
    this.ints.reserve(position);
    this.ints.set(position, KIND, KIND_NUMBERS[row.kind]);
    this.ints.set(position, UNIT, row.unit);
    this.ints.set(position, SELLER, row.seller);
    this.ints.set(position, BUYER, row.buyer);
    this.ints.set(position, MORE, this.more(row));
    this.times.reserve(position);
    this.times.set(position, 0, row.at);
  }

  /** Fills the row from the fact at this position, and returns it. */
  read(position: number, row: Row): Row {
    assert(position < this.count, `there are ${this.count} facts, and none at ${position}`);
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
