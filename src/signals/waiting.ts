import type { MetricRule } from './rules.ts';
import { NO_DAY, UNIT_KINDS, type Units } from './units.ts';

/**
 * Chains of units, of all kinds, that wait for a day of their party's clock. A chain is a number, its first unit; 0 is
 * an empty one. Each unit is in one chain at most and knows the next.
 */
export class Waiting {
  private readonly byKind: readonly (Units | undefined)[];

  constructor(kinds: readonly Units[]) {
    this.byKind = UNIT_KINDS.map((kind) => kinds.find((units) => units.kind === kind));
  }

  units(chain: number): Units {
    return this.byKind[chain & 7] as Units;
  }

  slot(chain: number): number {
    return (chain >> 3) - 1;
  }

  /** The chain behind its first unit. */
  next(chain: number): number {
    return this.units(chain).nextWaiter(this.slot(chain));
  }

  /** The chain with one more unit, which waits for that day. */
  add(chain: number, units: Units, slot: number, day: number): number {
    units.wait(slot, day, chain);
    return asWaiter(units, slot);
  }

  /** The chain without this unit. */
  remove(chain: number, units: Units, slot: number): number {
    const mine = asWaiter(units, slot);
    if (chain === mine) return units.nextWaiter(slot);
    for (let at = chain; at !== 0; at = this.next(at)) {
      if (this.next(at) !== mine) continue;
      const before = this.units(at);
      before.wait(this.slot(at), before.dueDay(this.slot(at)), units.nextWaiter(slot));
      break;
    }
    return chain;
  }
}

/** The first day on which a window could show a unit whose beginning is known. */
export function firstDay(units: Units, slot: number): number {
  let first = NO_DAY;
  for (let i = 0; i < units.rules.length; i++) {
    const { judgement, entersAfterDays } = units.rules[i] as MetricRule;
    const anchor = units.anchorDay(slot, judgement.anchor);
    if (anchor !== NO_DAY && anchor + entersAfterDays < first) first = anchor + entersAfterDays;
  }
  return first;
}

/** Never 0. */
function asWaiter(units: Units, slot: number): number {
  return (slot + 1) * 8 + units.kindNumber;
}
