import { assert } from '../kernel/decision.ts';
import type { OrderId, PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import { assessMetric, assessParty, measureParty, type Assessment, type Measurement } from './assess.ts';
import { restoreParty, saveParty, type PartyDocument } from './document.ts';
import { type Evidence, evidenceOf, type Memory } from './evidence.ts';
import { StrikeList } from './exclusion.ts';
import type { OrderFact, Role, SignalFact, StrikeFact } from './fact.ts';
import { Shared, Side } from './side.ts';
import { projectParty, type Projection } from './projection.ts';
import { rulesFor, type MetricRule } from './rules.ts';
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

/**
 * The signals of all parties held in memory, under one rulebook. Pure: no I/O and no clock of its own.
 *
 *     const signals = new Signals(rulebook);
 *     for (const fact of facts) for (const change of signals.apply(fact)) console.log(change);
 *     signals.assess({ subject: 'seller', party }, now);
 *
 * After every fact every metric of the parties concerned is decided by its exact bound. Facts may be repeated and
 * come in any order: since taking in a fact twice changes nothing, a saved state that lags behind the log is
 * brought up to date by replaying from any earlier position. Windows move with the clock, the latest `now` that a
 * party has seen.
 */
export class Signals {
  private readonly seller: Side;
  private readonly buyer: Side;
  private readonly strikes: StrikeList;
  private changes: VerdictChange[] = [];

  constructor(rulebook: Rulebook, strikes: readonly StrikeFact[] = []) {
    this.strikes = new StrikeList(rulebook.carriers.strikes, strikes);
    const shared = new Shared(this.strikes);
    this.seller = new Side(rulesFor(rulebook, 'seller'), shared);
    this.buyer = new Side(rulesFor(rulebook, 'buyer'), shared);
  }

  /** Takes in a fact and returns the verdicts that it changed. `now` is the clock's time; by default the fact's. */
  apply(fact: SignalFact, now?: EpochMs): readonly VerdictChange[] {
    if (this.changes.length > 0) this.changes = [];
    switch (fact.kind) {
      case 'order':
        this.order(fact, now ?? fact.at);
        break;
      case 'shipped': {
        const party = this.sellerOf(fact.orderId, fact.seller, now ?? fact.at);
        takeShipped(this.seller, party, fact);
        this.decide(this.seller, party, now ?? fact.at);
        break;
      }
      case 'scanned': {
        const party = this.sellerOf(fact.orderId, fact.seller, now ?? fact.at);
        takeScanned(this.seller, party, fact);
        this.decide(this.seller, party, now ?? fact.at);
        break;
      }
      case 'delivered': {
        const party = this.sellerOf(fact.orderId, fact.seller, now ?? fact.at);
        takeDelivered(this.seller, party, fact);
        this.decide(this.seller, party, now ?? fact.at);
        break;
      }
      case 'question':
        this.takeBoth(fact, now ?? fact.at, countsQuestions, (side, party) =>
          takeQuestion(side, party, fact),
        );
        break;
      case 'answered': {
        const { question } = this.seller.talks;
        const known = this.seller.findBy(question, fact.questionId, fact.seller);
        const party = this.clocked(this.seller, known, fact.seller, now ?? fact.at);
        takeAnswered(this.seller, party, fact);
        this.decide(this.seller, party, now ?? fact.at);
        break;
      }
      case 'strike':
        this.strike(fact, now ?? fact.at);
        break;
      default:
        this.seldom(fact, now ?? fact.at);
    }
    return this.changes.length === 0 ? NOTHING : this.changes;
  }

  /** Moves the clock of a party on and returns the verdicts that time alone has changed. */
  tick(role: Role, now: EpochMs): readonly VerdictChange[] {
    const side = this.side(role.subject);
    const party = side.find(role.party);
    if (party === undefined) return NOTHING;
    this.changes = [];
    side.advance(party, dayNumber(now));
    side.verdicts.decide(party, now, this.changes);
    return this.changes;
  }

  /** Every metric of the role, as the rulebook orders them. `now` may lie ahead; nothing is changed. */
  assess(role: Role, now: EpochMs): readonly Assessment[] {
    return this.look(role, now, (side, party) => assessParty(side, party, now));
  }

  /** One metric of the role, as `assess` gives it. Throws for a metric that the rulebook does not have. */
  assessOne(role: Role, metric: string, now: EpochMs): Assessment {
    const rule = this.rule(role.subject, metric);
    return this.look(role, now, (side, party) => assessMetric(side, party, rule, now));
  }

  /**
   * One metric over the days of a rectification plan: units that came due from the day of `from` on and are mature.
   * Throws for a metric that the rulebook does not have.
   */
  measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Measurement {
    const rule = this.rule(role.subject, metric);
    return this.look(role, now, (side, party) => measureParty(side, party, rule, from, now));
  }

  /** When, and after how many clean units, the metric turns green again. Throws for an unknown metric. */
  projection(role: Role, metric: string, now: EpochMs): Projection {
    const rule = this.rule(role.subject, metric);
    return this.look(role, now, (side, party) => projectParty(side, party, rule, now));
  }

  /** What trust in the role is made of. */
  evidence(role: Role, memory: Memory, now: EpochMs): Evidence {
    return this.look(role, now, (side, party) => evidenceOf(side, party, memory, now));
  }

  parties(subject: Subject): readonly PartyId[] {
    return this.side(subject).ids();
  }

  /** A plain JSON document from which `restore` makes the same state; undefined for a party not held. */
  save(role: Role): PartyDocument | undefined {
    const side = this.side(role.subject);
    const party = side.find(role.party);
    return party === undefined ? undefined : saveParty(side, party);
  }

  /** Holds a saved party again, also under another rulebook; replaces what is held. */
  restore(document: PartyDocument): void {
    const side = this.side(document.subject);
    side.release(document.party);
    restoreParty(side, document);
  }

  /** Lets go of a party, which should have been saved. */
  release(role: Role): void {
    this.side(role.subject).release(role.party);
  }

  /** Strikes taken in as facts, to be handed to the constructor after a restart. */
  reportedStrikes = (): readonly StrikeFact[] => this.strikes.reported;

  private order(fact: OrderFact, now: EpochMs): void {
    const { seller, buyer } = this;
    if (seller.orders.isCounted) {
      const party = this.clocked(seller, seller.find(fact.seller), fact.seller, now);
      takeOrder(seller, party, fact);
      this.decide(seller, party, now);
    }
    if (buyer.orders.isCounted) {
      const party = this.clocked(buyer, buyer.find(fact.buyer), fact.buyer, now);
      takeOrder(buyer, party, fact);
      this.decide(buyer, party, now);
    }
  }

  private seldom(fact: SeldomFact, now: EpochMs): void {
    const { seller, buyer } = this;
    switch (fact.kind) {
      case 'cancelled':
        this.takeBoth(fact, now, countsOrders, (side, party) => takeCancelled(side, party, fact));
        break;
      case 'refund-requested':
        this.takeBoth(fact, now, countsReturns, (side, party) => takeRefundRequested(side, party, fact));
        break;
      case 'chargeback':
        this.take(seller, fact.seller, now, (party) => takeChargeback(seller, party, fact));
        break;
      case 'holiday':
        this.take(seller, fact.seller, now, (party) => seller.declareHoliday(party, fact));
        break;
      case 'complaint':
        this.take(buyer, fact.buyer, now, (party) => takeComplaint(buyer, party, fact));
        break;
      case 'complaint-judged':
        this.take(buyer, fact.buyer, now, (party) => takeComplaintJudged(buyer, party, fact));
        break;
      case 'finding': {
        const side = this.side(fact.subject);
        this.take(side, fact.party, now, (party) => takeFinding(side, party, fact));
        break;
      }
      default:
        fact satisfies never;
    }
  }

  /** For both parties of the fact, each in its role, if their side has any metric that such a fact could change. */
  private takeBoth(
    fact: Readonly<Record<Subject, PartyId>>,
    now: EpochMs,
    counts: (side: Side) => boolean,
    change: (side: Side, party: number) => void,
  ): void {
    for (const subject of SUBJECTS) {
      const side = this.side(subject);
      if (counts(side)) this.take(side, fact[subject], now, (party) => change(side, party));
    }
  }

  private take(side: Side, id: PartyId, now: EpochMs, change: (party: number) => void): void {
    const party = this.clocked(side, side.find(id), id, now);
    change(party);
    this.decide(side, party, now);
  }

  /** The number of a party, which is held from now on, and whose clock shows at least `now`. */
  private clocked(side: Side, known: number | undefined, id: PartyId, now: EpochMs): number {
    const day = dayNumber(now);
    const party = known ?? side.hold(id, day);
    side.advance(party, day);
    return party;
  }

  /** The seller of an order: mostly the order is known, and then one look-up finds both. */
  private sellerOf(order: OrderId, id: PartyId, now: EpochMs): number {
    return this.clocked(this.seller, this.seller.findBy(this.seller.orders, order, id), id, now);
  }

  private decide(side: Side, party: number, now: EpochMs): void {
    side.verdicts.decide(party, now, this.changes);
  }

  private side(subject: Subject): Side {
    return subject === 'seller' ? this.seller : this.buyer;
  }

  /** A strike may excuse any order of anybody, so everybody's orders are looked at again. Rare. */
  private strike(fact: StrikeFact, now: EpochMs): void {
    if (!this.strikes.report(fact)) return;
    for (const subject of SUBJECTS) {
      const side = this.side(subject);
      for (const id of side.ids()) {
        const party = side.find(id);
        if (party === undefined) continue;
        side.rejudgeAll(party);
        side.verdicts.decide(party, now, this.changes);
      }
    }
  }

  /** Reads a party; one that is not held is held for as long as the reading takes. */
  private look<T>(role: Role, now: EpochMs, read: (side: Side, party: number) => T): T {
    const side = this.side(role.subject);
    const party = side.find(role.party);
    if (party !== undefined) return read(side, party);
    try {
      return read(side, side.hold(role.party, dayNumber(now)));
    } finally {
      side.release(role.party);
    }
  }

  private rule(subject: Subject, metric: string): MetricRule {
    const rule = this.side(subject).rules.metrics.find(({ name }) => name === metric);
    assert(rule !== undefined, `the rulebook has no metric ${metric} for a ${subject}`);
    return rule;
  }
}

const countsOrders = ({ orders }: Side): boolean => orders.isCounted;
const countsReturns = ({ talks }: Side): boolean => talks.return.isCounted;
const countsQuestions = ({ talks }: Side): boolean =>
  talks.question.isCounted || talks.conversation.isCounted;
