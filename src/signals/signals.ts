import { assert } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import { assessParty, measureParty, type Assessment, type Measurement } from './assess.ts';
import { restoreParty, saveParty, type PartyDocument } from './document.ts';
import { StrikeList } from './exclusion.ts';
import type { Role, SignalFact, StrikeFact } from './fact.ts';
import { PartySignals, type Verdict } from './party.ts';
import { projectParty, type Projection } from './projection.ts';
import { rulesFor, type MetricRule, type SubjectRules } from './rules.ts';
import { takeIn, type PartyFact } from './take-in.ts';

export interface VerdictChange extends Role {
  readonly metric: string;
  readonly from: Verdict;
  readonly to: Verdict;
  /** The clock's time when it changed. */
  readonly at: EpochMs;
}

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
  private readonly rules: Readonly<Record<Subject, SubjectRules>>;
  private readonly held: Readonly<Record<Subject, Map<string, PartySignals>>>;
  private readonly strikes: StrikeList;
  private changes: VerdictChange[] = [];

  constructor(rulebook: Rulebook, strikes: readonly StrikeFact[] = []) {
    this.rules = { seller: rulesFor(rulebook, 'seller'), buyer: rulesFor(rulebook, 'buyer') };
    this.held = { seller: new Map(), buyer: new Map() };
    this.strikes = new StrikeList(rulebook.carriers.strikes, strikes);
  }

  /** Takes in a fact and returns the verdicts that it changed. `now` is the clock's time; by default the fact's. */
  apply(fact: SignalFact, now: EpochMs = fact.at): readonly VerdictChange[] {
    if (this.changes.length > 0) this.changes = [];
    switch (fact.kind) {
      case 'order':
      case 'shipped':
      case 'cancelled':
      case 'question':
      case 'refund-requested':
        this.take('seller', fact.seller, fact, now);
        this.take('buyer', fact.buyer, fact, now);
        break;
      case 'scanned':
      case 'delivered':
      case 'chargeback':
      case 'answered':
      case 'holiday':
        this.take('seller', fact.seller, fact, now);
        break;
      case 'complaint':
      case 'complaint-judged':
        this.take('buyer', fact.buyer, fact, now);
        break;
      case 'finding':
        this.take(fact.subject, fact.party, fact, now);
        break;
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
    const party = this.held[role.subject].get(role.party);
    if (party === undefined) return NOTHING;
    this.changes = [];
    party.advance(dayNumber(now));
    this.decide(party, now);
    return this.changes;
  }

  /** Every metric of the role, as the rulebook orders them. `now` may lie ahead; nothing is changed. */
  assess(role: Role, now: EpochMs): readonly Assessment[] {
    return assessParty(this.find(role, now), now);
  }

  /**
   * One metric over the days of a rectification plan: units that came due from the day of `from` on and are mature.
   * Throws for a metric that the rulebook does not have.
   */
  measure(role: Role, metric: string, from: EpochMs, now: EpochMs): Measurement {
    return measureParty(this.find(role, now), this.rule(role.subject, metric), from, now);
  }

  /** When, and after how many clean units, the metric turns green again. Throws for an unknown metric. */
  projection(role: Role, metric: string, now: EpochMs): Projection {
    return projectParty(this.find(role, now), this.rule(role.subject, metric), now);
  }

  parties(subject: Subject): readonly PartyId[] {
    return [...this.held[subject].keys()] as PartyId[];
  }

  /** A plain JSON document from which `restore` makes the same state; undefined for a party not held. */
  save(role: Role): PartyDocument | undefined {
    const party = this.held[role.subject].get(role.party);
    return party && saveParty(party);
  }

  /** Holds a saved party again, also under another rulebook; replaces what is held. */
  restore(document: PartyDocument): void {
    const party = restoreParty(document, this.rules[document.subject], this.strikes);
    this.held[document.subject].set(document.party, party);
  }

  /** Lets go of a party, which should have been saved. */
  release(role: Role): void {
    this.held[role.subject].delete(role.party);
  }

  /** Strikes taken in as facts, to be handed to the constructor after a restart. */
  reportedStrikes(): readonly StrikeFact[] {
    return this.strikes.reported;
  }

  private take(subject: Subject, id: PartyId, fact: PartyFact, now: EpochMs): void {
    const day = dayNumber(now);
    let party = this.held[subject].get(id);
    if (party === undefined) {
      party = new PartySignals(id, this.rules[subject], this.strikes, day);
      this.held[subject].set(id, party);
    } else party.advance(day);
    takeIn(party, fact);
    this.decide(party, now);
  }

  /** A strike may excuse any order of anybody, so everybody's orders are looked at again. Rare. */
  private strike(fact: StrikeFact, now: EpochMs): void {
    if (!this.strikes.report(fact)) return;
    for (const subject of SUBJECTS)
      for (const party of this.held[subject].values()) {
        party.rejudgeAll();
        this.decide(party, now);
      }
  }

  private decide(party: PartySignals, now: EpochMs): void {
    const { metrics, subject } = party.rules;
    for (let i = 0; i < metrics.length; i++) {
      const rule = metrics[i] as MetricRule;
      const from = party.verdicts[i] as Verdict;
      const to = party.verdictOf(rule);
      if (from === to) continue;
      party.verdicts[i] = to;
      this.changes.push({ subject, party: party.party, metric: rule.name, from, to, at: now });
    }
  }

  private find(role: Role, now: EpochMs): PartySignals {
    return (
      this.held[role.subject].get(role.party) ??
      new PartySignals(role.party, this.rules[role.subject], this.strikes, dayNumber(now))
    );
  }

  private rule(subject: Subject, metric: string): MetricRule {
    const rule = this.rules[subject].metrics.find(({ name }) => name === metric);
    assert(rule !== undefined, `the rulebook has no metric ${metric} for a ${subject}`);
    return rule;
  }
}
