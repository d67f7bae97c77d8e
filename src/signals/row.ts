import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Subject } from '../rulebook/terms.ts';
import type { SignalFact } from './fact.ts';
import { Names, NONE, PART, Places } from './names.ts';
import { UNIT_KINDS, type UnitKind } from './units.ts';

/** The numbers of all names that facts bring: of parties, and of the units of each kind. */
export interface Register {
  readonly parties: Names;
  readonly units: Readonly<Record<UnitKind, Names>>;
}

/** `keeps`: see `Names`. */
export function newRegister(keeps: boolean): Register {
  const units = Object.fromEntries(UNIT_KINDS.map((kind) => [kind, new Names(keeps)]));
  return { parties: new Names(keeps), units: units as Record<UnitKind, Names> };
}

/** Facts that are a small share of any market's; what they say besides is read from themselves. */
export type SeldomFact = Exclude<
  SignalFact,
  { kind: 'order' | 'shipped' | 'scanned' | 'delivered' | 'question' | 'answered' }
>;

/** Numbers that nobody holds are given anew from now on: see `Names.sweep`. */
export function sweep({ parties, units }: Register): void {
  parties.sweep();
  for (let i = 0; i < UNIT_KINDS.length; i++) units[UNIT_KINDS[i] as UnitKind].sweep();
}

/**
 * One fact as the sides read it, with numbers for names. One object for all facts, filled anew for each: functions that
 * are handed facts of a dozen shapes read each of them slowly. What a kind of fact does not have is left over from
 * another one.
 */
export class Row {
  kind: SignalFact['kind'] = 'order';
  at: EpochMs = Number.NaN;
  /** The unit that the fact is about. */
  unit = NONE;
  /** Of a question: what is asked in its conversation on that day, which is a unit too. */
  talk = NONE;
  seller = NONE;
  buyer = NONE;
  /** Of an order. */
  shipBy: EpochMs = Number.NaN;
  deliverBy: EpochMs = Number.NaN;
  country = '';
  /** Of an order or a shipment; '' for unknown. */
  carrier = '';
  tracked = false;
  rest: SeldomFact | undefined = undefined;
}

/** Whether the fact in the row is about a party in this role: see `rolesOf`. */
export function concerns(row: Row, subject: Subject): boolean {
  switch (row.kind) {
    case 'order':
    case 'cancelled':
    case 'question':
    case 'refund-requested':
      return true;
    case 'complaint':
    case 'complaint-judged':
      return subject === 'buyer';
    case 'finding':
      return row.rest?.kind === 'finding' && row.rest.subject === subject;
    case 'strike':
      return false;
    default:
      return subject === 'seller';
  }
}

/** Fills rows from facts, and numbers the names that they bring. */
export class RowReader {
  readonly row = new Row();
  private readonly register: Register;
  /** By the number of an order or a question, its seller as first heard of: see `sellerOf`. */
  private readonly sellers = { order: new Places(), question: new Places() };

  constructor(register: Register) {
    this.register = register;
  }

  read(fact: SignalFact): Row {
    const { row } = this;
    const { parties, units } = this.register;
    row.kind = fact.kind;
    row.at = fact.at;
    switch (fact.kind) {
      case 'order':
        row.unit = units.order.number(fact.orderId);
        row.seller = parties.number(fact.seller);
        row.buyer = parties.number(fact.buyer);
        this.sellers.order.set(row.unit, row.seller);
        row.shipBy = fact.shipBy;
        row.deliverBy = fact.deliverBy;
        row.carrier = fact.carrier ?? '';
        row.country = fact.country ?? '';
        break;
      case 'shipped':
        this.ofOrder(fact.orderId, fact.seller);
        row.carrier = fact.carrier ?? '';
        row.tracked = fact.tracked;
        break;
      case 'scanned':
      case 'delivered':
        this.ofOrder(fact.orderId, fact.seller);
        break;
      case 'question':
        row.unit = units.question.number(fact.questionId);
        row.talk = units.conversation.number(conversationKey(fact.conversationId, dayNumber(fact.at)));
        row.seller = parties.number(fact.seller);
        row.buyer = parties.number(fact.buyer);
        this.sellers.question.set(row.unit, row.seller);
        break;
      case 'answered':
        row.unit = units.question.number(fact.questionId);
        row.seller = this.sellerOf('question', fact.seller);
        break;
      default:
        this.seldom(fact);
    }
    return row;
  }

  private ofOrder(order: string, seller: string): void {
    this.row.unit = this.register.units.order.number(order);
    this.row.seller = this.sellerOf('order', seller);
  }

  /** Mostly the unit is known, and tells the seller without another look-up. */
  private sellerOf(kind: 'order' | 'question', seller: string): number {
    const { parties } = this.register;
    const known = this.sellers[kind].get(this.row.unit);
    return known !== NONE && parties.text(known) === seller ? known : parties.number(seller);
  }

  private seldom(fact: SeldomFact): void {
    const { row } = this;
    const { parties, units } = this.register;
    row.rest = fact;
    if ('seller' in fact) row.seller = parties.number(fact.seller);
    if ('buyer' in fact) row.buyer = parties.number(fact.buyer);
    switch (fact.kind) {
      case 'cancelled':
      case 'chargeback':
        row.unit = units.order.number(fact.orderId);
        break;
      case 'refund-requested':
        row.unit = units.return.number(fact.returnId);
        break;
      case 'complaint':
      case 'complaint-judged':
        row.unit = units.complaint.number(fact.complaintId);
        break;
      case 'finding': {
        const { about, aboutId, caseId } = fact;
        const key = about === 'conversation' ? conversationKey(aboutId, caseId) : aboutId;
        row.unit = units[about].number(key);
        row[fact.subject] = parties.number(fact.party);
        // A conversation with nobody knows whom stands for a person of its own.
        row[fact.subject === 'seller' ? 'buyer' : 'seller'] = parties.number(fact.counterparty ?? aboutId);
        break;
      }
      case 'holiday':
      case 'strike':
        row.unit = NONE;
        break;
      default:
        fact satisfies never;
    }
  }
}

/**
 * A conversation counts once on each day that something was asked in it, and once more for each case that examined
 * it: one that goes on for years is neither forgotten nor always judged by its first day.
 */
export function conversationKey(id: string, dayOrCase: number | string): string {
  return `${id}${PART}${dayOrCase}`;
}
