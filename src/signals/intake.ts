import type { OrderId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import type { OrderFact, QuestionFact, SignalFact, StrikeFact } from './fact.ts';
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

const NOTHING: readonly VerdictChange[] = [];

/** Facts that are a small share of any market's. */
type SeldomFact = Exclude<
  SignalFact,
  { kind: 'order' | 'shipped' | 'scanned' | 'delivered' | 'question' | 'answered' | 'strike' }
>;

/** Has each fact taken in by the sides that it concerns, and their metrics decided: see `Signals`. */
export class Intake {
  private readonly seller: Side;
  private readonly buyer: Side;
  private readonly shared: Shared;
  private changes: VerdictChange[] = [];

  constructor(seller: Side, buyer: Side, shared: Shared) {
    this.seller = seller;
    this.buyer = buyer;
    this.shared = shared;
  }

  apply(fact: SignalFact, now?: EpochMs): readonly VerdictChange[] {
    this.begin(now ?? fact.at);
    const { seller } = this;
    switch (fact.kind) {
      case 'order':
        this.order(fact);
        break;
      case 'shipped': {
        const party = this.sellerOf(fact.orderId, fact.seller);
        takeShipped(seller, party, fact);
        this.decide(seller, party);
        break;
      }
      case 'scanned': {
        const party = this.sellerOf(fact.orderId, fact.seller);
        takeScanned(seller, party, fact);
        this.decide(seller, party);
        break;
      }
      case 'delivered': {
        const party = this.sellerOf(fact.orderId, fact.seller);
        takeDelivered(seller, party, fact);
        this.decide(seller, party);
        break;
      }
      case 'question':
        this.question(seller, fact, fact.seller);
        this.question(this.buyer, fact, fact.buyer);
        break;
      case 'answered': {
        const known = seller.findBy(seller.talks.question, fact.questionId, fact.seller);
        const party = this.clocked(seller, known, fact.seller);
        takeAnswered(seller, party, fact);
        this.decide(seller, party);
        break;
      }
      case 'strike':
        this.strike(fact);
        break;
      default:
        this.seldom(fact);
    }
    return this.changes.length === 0 ? NOTHING : this.changes;
  }

  tick(side: Side, party: number, now: EpochMs): readonly VerdictChange[] {
    this.begin(now);
    side.advance(party);
    this.decide(side, party);
    return this.changes.length === 0 ? NOTHING : this.changes;
  }

  private begin(now: EpochMs): void {
    if (this.changes.length > 0) this.changes = [];
    this.shared.setClock(now);
  }

  private order(fact: OrderFact): void {
    const { seller, buyer } = this;
    if (seller.orders.isCounted) {
      const party = this.clocked(seller, seller.find(fact.seller), fact.seller);
      takeOrder(seller, party, fact);
      this.decide(seller, party);
    }
    if (buyer.orders.isCounted) {
      const party = this.clocked(buyer, buyer.find(fact.buyer), fact.buyer);
      takeOrder(buyer, party, fact);
      this.decide(buyer, party);
    }
  }

  private question(side: Side, fact: QuestionFact, id: PartyId): void {
    if (!countsQuestions(side)) return;
    const party = this.clocked(side, side.find(id), id);
    takeQuestion(side, party, fact);
    this.decide(side, party);
  }

  private seldom(fact: SeldomFact): void {
    const { seller, buyer } = this;
    switch (fact.kind) {
      case 'cancelled':
        this.takeBoth(fact, countsOrders, (side, party) => takeCancelled(side, party, fact));
        break;
      case 'refund-requested':
        this.takeBoth(fact, countsReturns, (side, party) => takeRefundRequested(side, party, fact));
        break;
      case 'chargeback':
        this.take(seller, fact.seller, (party) => takeChargeback(seller, party, fact));
        break;
      case 'holiday':
        this.take(seller, fact.seller, (party) => seller.declareHoliday(party, fact));
        break;
      case 'complaint':
        this.take(buyer, fact.buyer, (party) => takeComplaint(buyer, party, fact));
        break;
      case 'complaint-judged':
        this.take(buyer, fact.buyer, (party) => takeComplaintJudged(buyer, party, fact));
        break;
      case 'finding': {
        const side = this.side(fact.subject);
        this.take(side, fact.party, (party) => takeFinding(side, party, fact));
        break;
      }
      default:
        fact satisfies never;
    }
  }

  /** For both parties of the fact, each in its role, if their side has any metric that such a fact could change. */
  private takeBoth(
    fact: Readonly<Record<Subject, PartyId>>,
    counts: (side: Side) => boolean,
    change: (side: Side, party: number) => void,
  ): void {
    for (const subject of SUBJECTS) {
      const side = this.side(subject);
      if (counts(side)) this.take(side, fact[subject], (party) => change(side, party));
    }
  }

  private take(side: Side, id: PartyId, change: (party: number) => void): void {
    const party = this.clocked(side, side.find(id), id);
    change(party);
    this.decide(side, party);
  }

  /** The number of a party, which is held from now on, and whose clock shows at least today. */
  private clocked(side: Side, known: number | undefined, id: PartyId): number {
    const party = known ?? side.hold(id, this.shared.today);
    side.advance(party);
    return party;
  }

  /** The seller of an order: mostly the order is known, and then one look-up finds both. */
  private sellerOf(order: OrderId, id: PartyId): number {
    return this.clocked(this.seller, this.seller.findBy(this.seller.orders, order, id), id);
  }

  private decide(side: Side, party: number): void {
    side.verdicts.decide(party, this.shared, this.changes);
  }

  private side(subject: Subject): Side {
    return subject === 'seller' ? this.seller : this.buyer;
  }

  /** A strike may excuse any order of anybody, so everybody's orders are looked at again. Rare. */
  private strike(fact: StrikeFact): void {
    if (!this.shared.strikes.report(fact)) return;
    for (const subject of SUBJECTS) {
      const side = this.side(subject);
      for (const id of side.ids()) {
        const party = side.find(id);
        if (party === undefined) continue;
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
