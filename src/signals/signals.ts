import { assert } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import { assessMetric, assessParty, measureParty, type Assessment, type Measurement } from './assess.ts';
import { restoreParty, saveParty, type PartyDocument } from './document.ts';
import { type Evidence, evidenceOf, type Memory } from './evidence.ts';
import { StrikeList } from './exclusion.ts';
import type { Role, SignalFact, StrikeFact } from './fact.ts';
import { Shared, Side } from './side.ts';
import { projectParty, type Projection } from './projection.ts';
import { rulesFor, type MetricRule } from './rules.ts';
import { takeIn, type PartyFact } from './take-in.ts';
import type { VerdictChange } from './verdicts.ts';

const NOTHING: readonly VerdictChange[] = [];

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
  private readonly sides: Readonly<Record<Subject, Side>>;
  private readonly strikes: StrikeList;
  private changes: VerdictChange[] = [];

  constructor(rulebook: Rulebook, strikes: readonly StrikeFact[] = []) {
    this.strikes = new StrikeList(rulebook.carriers.strikes, strikes);
    const shared = new Shared(this.strikes);
    const side = (subject: Subject) => new Side(rulesFor(rulebook, subject), shared);
    this.sides = { seller: side('seller'), buyer: side('buyer') };
  }

  /** Takes in a fact and returns the verdicts that it changed. `now` is the clock's time; by default the fact's. */
  apply(fact: SignalFact, now: EpochMs = fact.at): readonly VerdictChange[] {
    if (this.changes.length > 0) this.changes = [];
    const { seller, buyer } = this.sides;
    switch (fact.kind) {
      case 'order':
      case 'cancelled':
      case 'question':
      case 'refund-requested':
        if (counts(seller, fact.kind)) this.take(seller, seller.find(fact.seller), fact.seller, fact, now);
        if (counts(buyer, fact.kind)) this.take(buyer, buyer.find(fact.buyer), fact.buyer, fact, now);
        break;
      case 'shipped':
      case 'scanned':
      case 'delivered':
      case 'chargeback': {
        const party = seller.findBy(seller.orders, fact.orderId, fact.seller);
        this.take(seller, party, fact.seller, fact, now);
        break;
      }
      case 'answered': {
        const party = seller.findBy(seller.talks.question, fact.questionId, fact.seller);
        this.take(seller, party, fact.seller, fact, now);
        break;
      }
      case 'holiday':
        this.take(seller, seller.find(fact.seller), fact.seller, fact, now);
        break;
      case 'complaint':
      case 'complaint-judged':
        this.take(buyer, buyer.find(fact.buyer), fact.buyer, fact, now);
        break;
      case 'finding': {
        const side = this.sides[fact.subject];
        this.take(side, side.find(fact.party), fact.party, fact, now);
        break;
      }
      case 'strike':
        this.strike(fact, now);
        break;
      default:
        fact satisfies never;
    }
    return this.changes.length === 0 ? NOTHING : this.changes;
  }

  /** Moves the clock of a party on and returns the verdicts that time alone has changed. */
  tick(role: Role, now: EpochMs): readonly VerdictChange[] {
    const side = this.sides[role.subject];
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
    return this.sides[subject].ids();
  }

  /** A plain JSON document from which `restore` makes the same state; undefined for a party not held. */
  save(role: Role): PartyDocument | undefined {
    const side = this.sides[role.subject];
    const party = side.find(role.party);
    return party === undefined ? undefined : saveParty(side, party);
  }

  /** Holds a saved party again, also under another rulebook; replaces what is held. */
  restore(document: PartyDocument): void {
    const side = this.sides[document.subject];
    side.release(document.party);
    restoreParty(side, document);
  }

  /** Lets go of a party, which should have been saved. */
  release(role: Role): void {
    this.sides[role.subject].release(role.party);
  }

  /** Strikes taken in as facts, to be handed to the constructor after a restart. */
  reportedStrikes(): readonly StrikeFact[] {
    return this.strikes.reported;
  }

  private take(side: Side, known: number | undefined, id: PartyId, fact: PartyFact, now: EpochMs): void {
    const day = dayNumber(now);
    const party = known ?? side.hold(id, day);
    side.advance(party, day);
    takeIn(side, party, fact);
    side.verdicts.decide(party, now, this.changes);
  }

  /** A strike may excuse any order of anybody, so everybody's orders are looked at again. Rare. */
  private strike(fact: StrikeFact, now: EpochMs): void {
    if (!this.strikes.report(fact)) return;
    for (const subject of SUBJECTS) {
      const side = this.sides[subject];
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
    const side = this.sides[role.subject];
    const party = side.find(role.party);
    if (party !== undefined) return read(side, party);
    try {
      return read(side, side.hold(role.party, dayNumber(now)));
    } finally {
      side.release(role.party);
    }
  }

  private rule(subject: Subject, metric: string): MetricRule {
    const rule = this.sides[subject].rules.metrics.find(({ name }) => name === metric);
    assert(rule !== undefined, `the rulebook has no metric ${metric} for a ${subject}`);
    return rule;
  }
}

/** Whether a side has any metric that such a fact could change. */
function counts(
  { rules: { byUnit } }: Side,
  kind: 'order' | 'cancelled' | 'question' | 'refund-requested',
): boolean {
  if (kind === 'question') return byUnit.question.length + byUnit.conversation.length > 0;
  return (kind === 'refund-requested' ? byUnit.return : byUnit.order).length > 0;
}
