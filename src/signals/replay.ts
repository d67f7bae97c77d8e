import { assert } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import { SUBJECTS, type Subject } from '../rulebook/terms.ts';
import type { FactTable } from './fact-table.ts';
import type { History } from './history.ts';
import type { Intake } from './intake.ts';
import { NONE } from './names.ts';
import { Row } from './row.ts';
import type { Side, Sides } from './side.ts';
import type { VerdictChange } from './verdicts.ts';

/** Told of each change as it comes. */
export type Visit = (change: VerdictChange) => void;

/** Told of what has changed for a party in a day, at the end of it. */
export type VisitDay = (changes: readonly VerdictChange[], endOfDay: EpochMs) => void;

/** Told how many of all facts are taken in; a fact about both sides counts twice. */
export type Progress = (done: number, all: number) => void;

export interface Replayed {
  readonly history: History;
  readonly sides: Sides;
  readonly intake: Intake;
  /** Let go of each party behind its last fact, so that there is one at a time, unless a strike may still concern it. */
  readonly letsGo: boolean;
}

/**
 * Lives through a history party by party, since neither parties nor sides look at each other: what is known of one stays
 * in the processor's cache until it is done. Only a strike concerns everybody, and divides the history.
 */
export function replayFacts({ history, sides, intake, letsGo }: Replayed, visit: Visit): void {
  const row = new Row();
  const tell = (changes: readonly VerdictChange[]): void => {
    for (let i = 0; i < changes.length; i++) visit(changes[i] as VerdictChange);
  };
  for (const { lanes, strike } of history.stretches) {
    for (const subject of SUBJECTS) {
      const [side, lane] = [sides[subject], lanes[subject]];
      for (let from = 0; from < lane.length;) {
        const name = lane.party(from, subject);
        let i = from;
        for (; i < lane.length && lane.party(i, subject) === name; i++)
          tell(intake.applyTo(side, lane.read(i, row), lane.at(i)));
        if (letsGo && strike === undefined) letGo(side, name);
        from = i;
      }
    }
    if (strike) tell(intake.apply(strike, strike.at));
  }
}

function letGo(side: Side, name: number): void {
  const party = side.find(name);
  if (party !== NONE) side.release(party);
}

/** The same a day at a time, up to the end of `lastDay`: see `Signals.replayDays`. */
export function replayDays(replayed: Replayed, lastDay: number, visit: VisitDay, progress: Progress): void {
  const { history, intake, letsGo } = replayed;
  if (history.span === undefined) return;
  assert(history.isInOrderOfTime, 'days are lived through in order, and the facts of this history are not');
  assert(lastDay >= dayNumber(history.span.to), 'days are lived through to the last fact at least');
  const days = new Days(replayed, visit, progress);
  let fromDay = dayNumber(history.span.from);
  for (const { lanes, strike } of history.stretches) {
    const untilDay = strike ? dayNumber(strike.at) : lastDay + 1;
    for (const subject of SUBJECTS)
      days.live(subject, lanes[subject], { fromDay, untilDay, letsGo: letsGo && strike === undefined });
    fromDay = untilDay;
    if (strike) days.keep(intake.apply(strike, strike.at));
  }
}

/** The day `untilDay` goes on in the next stretch. */
interface Time {
  readonly fromDay: number;
  readonly untilDay: number;
  readonly letsGo: boolean;
}

class Days {
  private readonly sides: Sides;
  private readonly intake: Intake;
  private readonly visit: VisitDay;
  private readonly progress: Progress;
  private readonly row = new Row();
  /** What has changed on a day that is not over, by party. */
  private readonly kept = new Map<string, VerdictChange[]>();
  private readonly all: number;
  private done = 0;

  constructor({ history, sides, intake }: Replayed, visit: VisitDay, progress: Progress) {
    this.sides = sides;
    this.intake = intake;
    this.visit = visit;
    this.progress = progress;
    this.all = history.stretches.reduce(
      (sum, { lanes }) => sum + lanes.seller.length + lanes.buyer.length,
      0,
    );
  }

  /** Those who are in the lane, and those who are held and have no facts in it. */
  live(subject: Subject, lane: FactTable, time: Time): void {
    const side = this.sides[subject];
    const others = new Set(side.parties().map((party) => side.name(party)));
    for (let from = 0; from < lane.length;) {
      const name = lane.party(from, subject);
      let to = from + 1;
      while (to < lane.length && lane.party(to, subject) === name) to += 1;
      const fromDay = others.delete(name) ? time.fromDay : Math.max(time.fromDay, dayNumber(lane.at(from)));
      this.liveOne(side, name, { lane, from, to }, { ...time, fromDay });
      this.done += to - from;
      this.progress(this.done, this.all);
      from = to;
    }
    for (const name of others) this.liveOne(side, name, { lane, from: 0, to: 0 }, time);
  }

  keep(changes: readonly VerdictChange[]): void {
    for (const change of changes) {
      const key = keyOf(change.subject, change.party);
      const known = this.kept.get(key);
      if (known) known.push(change);
      else this.kept.set(key, [change]);
    }
  }

  private liveOne(
    side: Side,
    name: number,
    { lane, from, to }: { lane: FactTable; from: number; to: number },
    { fromDay, untilDay, letsGo }: Time,
  ): void {
    let changes = this.takeKept(side, name);
    let next = from;
    for (let day = fromDay; day < untilDay; day++) {
      for (; next < to && dayNumber(lane.at(next)) <= day; next++)
        changes = joined(changes, this.intake.applyTo(side, lane.read(next, this.row), lane.at(next)));
      const party = side.find(name);
      const endOfDay = (day + 1) * DAY_MS - 1;
      if (party !== NONE) changes = joined(changes, this.intake.tick(side, party, endOfDay));
      if (changes.length === 0) continue;
      this.visit(changes, endOfDay);
      changes = [];
    }
    for (; next < to; next++)
      changes = joined(changes, this.intake.applyTo(side, lane.read(next, this.row), lane.at(next)));
    this.keep(changes);
    if (letsGo) letGo(side, name);
  }

  private takeKept(side: Side, name: number): readonly VerdictChange[] {
    const party = this.kept.size === 0 ? NONE : side.find(name);
    if (party === NONE) return [];
    const key = keyOf(side.rules.subject, side.id(party));
    const changes = this.kept.get(key) ?? [];
    this.kept.delete(key);
    return changes;
  }
}

/** Mostly one of them is empty. */
function joined(some: readonly VerdictChange[], more: readonly VerdictChange[]): readonly VerdictChange[] {
  if (more.length === 0) return some;
  return some.length === 0 ? more : [...some, ...more];
}

function keyOf(subject: Subject, party: PartyId): string {
  return `${subject}/${party}`;
}
