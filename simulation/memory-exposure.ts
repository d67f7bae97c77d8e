import type { PartyId } from '../src/kernel/ids.ts';
import { type Exposure, type ExposureLedger, exposureOf, type Shown } from '../src/ranking/exposure.ts';

const NONE: Exposure = { attention: 0, due: 0 };

/** The ledger of exposure in memory: a map for each of the last days. */
export class MemoryExposure implements ExposureLedger {
  edition = 0;
  private readonly windowDays: number;
  private days: readonly Map<PartyId, Exposure>[] = [new Map()];
  /** Sums of the days that are over. */
  private past = new Map<PartyId, Exposure>();
  private day = 0;

  constructor({ windowDays }: { readonly windowDays: number }) {
    this.windowDays = windowDays;
  }

  lately(identity: PartyId): Exposure {
    return plus(this.today(identity), this.past.get(identity));
  }

  today(identity: PartyId): Exposure {
    return this.days[0]?.get(identity) ?? NONE;
  }

  /** `page` in the order in which it was shown, from the top. Returns what each of it was given and was due. */
  shown(page: readonly Shown[], day: number): readonly Exposure[] {
    if (day !== this.day) {
      this.days = [new Map(), ...this.days].slice(0, this.windowDays);
      this.day = day;
      this.past = new Map();
      for (const over of this.days.slice(1))
        for (const [identity, exposure] of over)
          this.past.set(identity, plus(exposure, this.past.get(identity)));
    }
    this.edition += 1;
    const given = exposureOf(page, 1);
    for (const [i, { identity }] of page.entries())
      this.days[0]?.set(identity, plus(this.today(identity), given[i]));
    return given;
  }
}

function plus(sum: Exposure, more: Exposure = NONE): Exposure {
  return { attention: sum.attention + more.attention, due: sum.due + more.due };
}
