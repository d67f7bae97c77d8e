import { assert } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Subject } from '../rulebook/terms.ts';
import { assessMetric, assessParty, measureParty, type Assessment, type PlanMeasurement } from './assess.ts';
import { restoreParty, saveParty, type PartyDocument } from './document.ts';
import { type Evidence, evidenceOf, type Memory } from './evidence.ts';
import { StrikeList } from './exclusion.ts';
import type { Role, SignalFact, StrikeFact } from './fact.ts';
import type { History } from './history.ts';
import { Intake } from './intake.ts';
import {
  type Replayed,
  replayDays,
  replayFacts,
  type Progress,
  type Visit,
  type VisitDay,
} from './replay.ts';
import { NONE } from './names.ts';
import { projectParty, type Projection } from './projection.ts';
import { newRegister, type Register, RowReader, sweep } from './row.ts';
import { Shared, Side } from './side.ts';
import { rulesFor, type MetricRule } from './rules.ts';
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
 * party has seen. What is too old for a party's windows is forgotten by its own clock: of who is not ticked and has no
 * facts any more, nothing is.
 */
export class Signals {
  private readonly sides: Readonly<Record<Subject, Side>>;
  private readonly strikes: StrikeList;
  private readonly intake: Intake;
  private readonly register: Register;
  private readonly reader: RowReader;
  private readonly history: History | undefined;

  /** `history`: whose facts `replay` takes in. */
  constructor(rulebook: Rulebook, strikes: readonly StrikeFact[] = [], history?: History) {
    this.strikes = new StrikeList(rulebook.carriers.strikes, strikes);
    this.history = history;
    this.register = history?.register ?? newRegister(false);
    this.reader = new RowReader(this.register);
    const shared = new Shared(this.strikes, this.register);
    this.sides = {
      seller: new Side(rulesFor(rulebook, 'seller'), shared),
      buyer: new Side(rulesFor(rulebook, 'buyer'), shared),
    };
    this.intake = new Intake(this.sides, shared);
  }

  /** Takes in a fact and returns the verdicts that it changed. `now` is the clock's time; by default the fact's. */
  apply(fact: SignalFact, now?: EpochMs): readonly VerdictChange[] {
    const changes = this.intake.apply(this.reader.read(fact), now ?? fact.at);
    sweep(this.register);
    return changes;
  }

  /**
   * Takes in the facts of the history, each at its own time, party by party. The changes of one party come in order, and
   * when one comes, its party is as it was then; those of different parties come in no order that means anything.
   * `letsGo`: of each party as soon as it is done, for those who need nothing behind the changes; memory is one party's, behind the last strike.
   */
  replay(visit: Visit, { letsGo = false } = {}): void {
    replayFacts(this.replayed(letsGo), visit);
  }

  /**
   * The same a day at a time, to the end of this one, with the clocks of all parties moved on at the end of each day. The
   * facts must be in order of time. `progress` is told of facts taken in.
   */
  replayDays(
    lastDay: number,
    visit: VisitDay,
    { letsGo = false, progress = () => undefined }: { letsGo?: boolean; progress?: Progress } = {},
  ): void {
    replayDays(this.replayed(letsGo), lastDay, visit, progress);
  }

  /** Moves the clock of a party on and returns the verdicts that time alone has changed. */
  tick(role: Role, now: EpochMs): readonly VerdictChange[] {
    const side = this.side(role.subject);
    const party = this.find(side, role.party);
    return party === NONE ? NOTHING : this.intake.tick(side, party, now);
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
  measure(role: Role, metric: string, from: EpochMs, now: EpochMs): PlanMeasurement {
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
    const side = this.side(subject);
    return side.parties().map((party) => side.id(party));
  }

  /** A plain JSON document from which `restore` makes the same state; undefined for a party not held. */
  save(role: Role): PartyDocument | undefined {
    const side = this.side(role.subject);
    const party = this.find(side, role.party);
    return party === NONE ? undefined : saveParty(side, party);
  }

  /** Holds a saved party again, also under another rulebook; replaces what is held. */
  restore(document: PartyDocument): void {
    this.release(document);
    restoreParty(this.side(document.subject), this.register, document);
    sweep(this.register);
  }

  /** Lets go of a party, which should have been saved. */
  release(role: Role): void {
    const side = this.side(role.subject);
    const party = this.find(side, role.party);
    if (party !== NONE) side.release(party);
    sweep(this.register);
  }

  /** Strikes taken in as facts, to be handed to the constructor after a restart. */
  reportedStrikes = (): readonly StrikeFact[] => this.strikes.reported;

  private side(subject: Subject): Side {
    return this.sides[subject];
  }

  private replayed(letsGo: boolean): Replayed {
    const { history, sides, intake } = this;
    assert(history !== undefined, 'signals that were made without a history have none to replay');
    return { history, sides, intake, letsGo };
  }

  /** Reads a party; one that is not held is held for as long as the reading takes. */
  private look<T>(role: Role, now: EpochMs, read: (side: Side, party: number) => T): T {
    const side = this.side(role.subject);
    const known = this.find(side, role.party);
    if (known !== NONE) return read(side, known);
    const party = side.hold(this.register.parties.number(role.party), dayNumber(now));
    try {
      return read(side, party);
    } finally {
      side.release(party);
      sweep(this.register);
    }
  }

  private find(side: Side, id: PartyId): number {
    const name = this.register.parties.find(id);
    return name === NONE ? NONE : side.find(name);
  }

  private rule(subject: Subject, metric: string): MetricRule {
    const rule = this.side(subject).rules.metrics.find(({ name }) => name === metric);
    assert(rule !== undefined, `the rulebook has no metric ${metric} for a ${subject}`);
    return rule;
  }
}
