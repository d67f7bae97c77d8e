import type { EpochMs } from '../kernel/time.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import type { StrikeFact } from './fact.ts';
import { NONE } from './names.ts';
import type { Row } from './row.ts';
import type { Shared, Side } from './side.ts';
import {
  takeAnswered,
  takeCancelled,
  takeChargeback,
  takeComplaint,
  takeComplaintJudged,
  takeDelivered,
  takeFinding,
  takeOrder,
  takeQuestion,
  takeRefundRequested,
  takeScanned,
  takeShipped,
} from './take-in.ts';
import type { VerdictChange } from './verdicts.ts';

/** Has each fact taken in by the sides that it concerns, and their metrics decided: see `Signals`. */
export class Intake {
  private readonly seller: Side;
  private readonly buyer: Side;
  private readonly shared: Shared;

  constructor(seller: Side, buyer: Side, shared: Shared) {
    this.seller = seller;
    this.buyer = buyer;
    this.shared = shared;
  }

  apply(row: Row, now: EpochMs): readonly VerdictChange[] {
    const { seller, shared } = this;
    shared.begin(now);
    switch (row.kind) {
      case 'order':
        this.order(row);
        break;
      case 'shipped': {
        const party = this.clocked(seller, row.seller);
        takeShipped(seller, party, row);
        this.decide(seller, party);
        break;
      }
      case 'scanned': {
        const party = this.clocked(seller, row.seller);
        takeScanned(seller, party, row);
        this.decide(seller, party);
        break;
      }
      case 'delivered': {
        const party = this.clocked(seller, row.seller);
        takeDelivered(seller, party, row);
        this.decide(seller, party);
        break;
      }
      case 'question':
        this.question(seller, row, row.seller);
        this.question(this.buyer, row, row.buyer);
        break;
      case 'answered': {
        const party = this.clocked(seller, row.seller);
        takeAnswered(seller, party, row);
        this.decide(seller, party);
        break;
      }
      default:
        this.seldom(row);
    }
    return shared.changes;
  }

  tick(side: Side, party: number, now: EpochMs): readonly VerdictChange[] {
    this.shared.begin(now);
    side.advance(party);
    this.decide(side, party);
    return this.shared.changes;
  }

  private order(row: Row): void {
    const { seller, buyer } = this;
    if (seller.orders.isCounted) {
      const party = this.clocked(seller, row.seller);
      takeOrder(seller, party, row);
      this.decide(seller, party);
    }
    if (buyer.orders.isCounted) {
      const party = this.clocked(buyer, row.buyer);
      takeOrder(buyer, party, row);
      this.decide(buyer, party);
    }
  }

  private question(side: Side, row: Row, name: number): void {
    if (!countsQuestions(side)) return;
    const party = this.clocked(side, name);
    takeQuestion(side, party, row);
    this.decide(side, party);
  }

  private seldom(row: Row): void {
    const { seller, buyer } = this;
    const fact = row.rest;
    switch (fact?.kind) {
      case 'cancelled':
        this.takeBoth(row, countsOrders, (side, party) => takeCancelled(side, party, row, fact));
        break;
      case 'refund-requested':
        this.takeBoth(row, countsReturns, (side, party) => takeRefundRequested(side, party, row));
        break;
      case 'chargeback':
        this.take(seller, row.seller, (party) => takeChargeback(seller, party, row, fact));
        break;
      case 'holiday':
        this.take(seller, row.seller, (party) => seller.declareHoliday(party, fact));
        break;
      case 'complaint':
        this.take(buyer, row.buyer, (party) => takeComplaint(buyer, party, row));
        break;
      case 'complaint-judged':
        this.take(buyer, row.buyer, (party) => takeComplaintJudged(buyer, party, row, fact));
        break;
      case 'finding': {
        const side = this.side(fact.subject);
        this.take(side, row[fact.subject], (party) => takeFinding(side, party, row, fact));
        break;
      }
      case 'strike':
        this.strike(fact);
        break;
      case undefined:
        break;
      default:
        fact satisfies never;
    }
  }

  /** For both parties of the fact, each in its role, if their side has any metric that such a fact could change. */
  private takeBoth(
    row: Row,
    counts: (side: Side) => boolean,
    change: (side: Side, party: number) => void,
  ): void {
    for (const subject of SUBJECTS) {
      const side = this.side(subject);
      if (counts(side)) this.take(side, row[subject], (party) => change(side, party));
    }
  }

  private take(side: Side, name: number, change: (party: number) => void): void {
    const party = this.clocked(side, name);
    change(party);
    this.decide(side, party);
  }

  /** The party of that name's number, which is held from now on, and whose clock shows at least today. */
  private clocked(side: Side, name: number): number {
    const known = side.find(name);
    const party = known === NONE ? side.hold(name, this.shared.today) : known;
    side.advance(party);
    return party;
  }

  private decide(side: Side, party: number): void {
    side.verdicts.decide(party, this.shared);
  }

  private side(subject: Subject): Side {
    return subject === 'seller' ? this.seller : this.buyer;
  }

  /** A strike may excuse any order of anybody, so everybody's orders are looked at again. Rare. */
  private strike(fact: StrikeFact): void {
    if (!this.shared.strikes.report(fact)) return;
    for (const subject of SUBJECTS) {
      const side = this.side(subject);
      for (const party of side.parties()) {
        side.rejudgeAll(party);
        this.decide(side, party);
      }
    }
  }
}

const countsOrders = ({ orders }: Side): boolean => orders.isCounted;
const countsReturns = ({ talks }: Side): boolean => talks.return.isCounted;
const countsQuestions = ({ talks }: Side): boolean =>
  talks.question.isCounted || talks.conversation.isCounted;
