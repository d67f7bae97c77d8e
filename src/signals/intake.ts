import type { EpochMs } from '../kernel/time.ts';
import { SUBJECTS } from '../rulebook/terms.ts';
import type { StrikeFact } from './fact.ts';
import { NONE } from './names.ts';
import { concerns, type Row } from './row.ts';
import type { Shared, Side, Sides } from './side.ts';
import { counts, takeIn } from './take-in.ts';
import type { VerdictChange } from './verdicts.ts';

/** Has each fact taken in by the sides that it concerns, and their metrics decided: see `Signals`. */
export class Intake {
  private readonly sides: Sides;
  private readonly shared: Shared;

  constructor(sides: Sides, shared: Shared) {
    this.sides = sides;
    this.shared = shared;
  }

  apply(row: Row, now: EpochMs): readonly VerdictChange[] {
    const { sides, shared } = this;
    shared.begin(now);
    if (concerns(row, 'seller')) this.take(sides.seller, row);
    if (concerns(row, 'buyer')) this.take(sides.buyer, row);
    if (row.kind === 'strike') this.strike(row.rest as StrikeFact);
    return shared.changes;
  }

  /** A fact that concerns this side, by this side alone: neither looks at the other. */
  applyTo(side: Side, row: Row, now: EpochMs): readonly VerdictChange[] {
    this.shared.begin(now);
    this.take(side, row);
    return this.shared.changes;
  }

  tick(side: Side, party: number, now: EpochMs): readonly VerdictChange[] {
    this.shared.begin(now);
    side.advance(party);
    side.verdicts.decide(party, this.shared);
    return this.shared.changes;
  }

  private take(side: Side, row: Row): void {
    if (!counts(side, row)) return;
    const party = this.clocked(side, side.isOfSellers ? row.seller : row.buyer);
    takeIn(side, party, row);
    side.verdicts.decide(party, this.shared);
  }

  /** The party of that name's number, which is held from now on, and whose clock shows at least today. */
  private clocked(side: Side, name: number): number {
    const known = side.find(name);
    const party = known === NONE ? side.hold(name, this.shared.today) : known;
    side.advance(party);
    return party;
  }

  /** A strike may excuse any order of anybody, so everybody's orders are looked at again. Rare. */
  private strike(fact: StrikeFact): void {
    if (!this.shared.strikes.report(fact)) return;
    for (const subject of SUBJECTS) {
      const side = this.sides[subject];
      for (const party of side.parties()) {
        side.rejudgeAll(party);
        side.verdicts.decide(party, this.shared);
      }
    }
  }
}
