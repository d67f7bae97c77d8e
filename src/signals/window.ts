import type { Unit } from './unit.ts';

const NO_DEFECTS: Unit[] = [];

/** Old days are dropped in lots, not one by one. */
const DROP_LOT = 32;

export interface WindowSpan {
  readonly windowDays: number;
  readonly maturityDays: number;
  /** Days to remember, at least `windowDays`: rectification plans are measured over their own days. */
  readonly keepDays: number;
}

/**
 * Counts of one metric by UTC day, with the sums over its window kept up to date: `n` units, `k` of them defective.
 * The window ends `maturityDays` full days before the clock's day. Only days with units take room; they stand in
 * order, and two marks delimit the window, so that moving the clock costs as much as days enter or leave.
 */
export class DayWindow {
  n = 0;
  k = 0;
  private readonly span: WindowSpan;
  private start = 0;
  private end = 0;
  private days: number[] = [];
  private counts: number[] = [];
  private defects: Unit[][] = [];
  /** The window is `days[lo] .. days[hi - 1]`. */
  private lo = 0;
  private hi = 0;

  constructor(span: WindowSpan, clockDay: number) {
    this.span = span;
    this.move(clockDay);
  }

  /** First and last day of the window when the clock shows `clockDay`. */
  range(clockDay: number): { readonly first: number; readonly last: number } {
    const last = clockDay - 1 - this.span.maturityDays;
    return { first: last - this.span.windowDays + 1, last };
  }

  move(clockDay: number): void {
    const { first, last } = this.range(clockDay);
    this.start = first;
    this.end = last;
    const { days, counts, defects } = this;
    while (this.hi < days.length && (days[this.hi] as number) <= last) {
      this.n += counts[this.hi] as number;
      this.k += (defects[this.hi] as Unit[]).length;
      this.hi += 1;
    }
    while (this.lo < this.hi && (days[this.lo] as number) < first) {
      this.n -= counts[this.lo] as number;
      this.k -= (defects[this.lo] as Unit[]).length;
      this.lo += 1;
    }
    if (this.lo >= DROP_LOT) this.drop(this.keptFrom());
  }

  add(day: number, unit: Unit, isDefect: boolean): void {
    if (day < this.keptFrom()) return;
    const i = this.place(day);
    this.counts[i] = (this.counts[i] as number) + 1;
    const inside = day >= this.start && day <= this.end;
    if (inside) this.n += 1;
    if (!isDefect) return;
    if (this.defects[i] === NO_DEFECTS) this.defects[i] = [unit];
    else this.defects[i]?.push(unit);
    if (inside) this.k += 1;
  }

  /** Takes back what `add` did with the same arguments. */
  remove(day: number, unit: Unit, isDefect: boolean): void {
    if (day < this.keptFrom()) return;
    const i = this.search(day);
    this.counts[i] = (this.counts[i] as number) - 1;
    const inside = day >= this.start && day <= this.end;
    if (inside) this.n -= 1;
    if (!isDefect) return;
    const defects = this.defects[i] as Unit[];
    defects.splice(defects.indexOf(unit), 1);
    if (inside) this.k -= 1;
  }

  /** Whether the defects in the window are with at least `wanted` different people; stops as soon as it knows. */
  hasUnique(wanted: number): boolean {
    const seen: string[] = [];
    for (let i = this.lo; i < this.hi; i++)
      for (const unit of this.defects[i] as Unit[])
        if (!seen.includes(unit.counterparty) && seen.push(unit.counterparty) >= wanted) return true;
    return wanted <= 0;
  }

  /** Sums and defective units over any remembered days, both included. */
  between(first: number, last: number): { readonly n: number; readonly defects: readonly Unit[] } {
    let n = 0;
    const found: Unit[] = [];
    for (let i = this.search(first); i < this.days.length && (this.days[i] as number) <= last; i++) {
      n += this.counts[i] as number;
      found.push(...(this.defects[i] as Unit[]));
    }
    return { n, defects: found };
  }

  /** Units and defects of each remembered day, in order. */
  *eachDay(): Generator<{ readonly day: number; readonly n: number; readonly defects: readonly Unit[] }> {
    for (let i = 0; i < this.days.length; i++)
      yield { day: this.days[i] as number, n: this.counts[i] as number, defects: this.defects[i] as Unit[] };
  }

  private keptFrom(): number {
    return this.end - this.span.keepDays + 1;
  }

  /** Index of the first remembered day that is not before `day`. */
  private search(day: number): number {
    const { days } = this;
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the day, made if needed. */
  private place(day: number): number {
    const i = this.search(day);
    if (this.days[i] === day) return i;
    if (i === this.days.length) {
      this.days.push(day);
      this.counts.push(0);
      this.defects.push(NO_DEFECTS);
    } else {
      this.days.splice(i, 0, day);
      this.counts.splice(i, 0, 0);
      this.defects.splice(i, 0, NO_DEFECTS);
    }
    if (day <= this.end) this.hi += 1;
    if (day < this.start) this.lo += 1;
    return i;
  }

  private drop(before: number): void {
    const count = this.search(before);
    if (count < DROP_LOT) return;
    this.days.splice(0, count);
    this.counts.splice(0, count);
    this.defects.splice(0, count);
    this.lo -= count;
    this.hi -= count;
  }
}
