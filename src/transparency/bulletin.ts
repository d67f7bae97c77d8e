/**
 * What was enforced, month by month, counted from the events of the sealed log alone. Nobody is named: a month is counts,
 * and a decision is what kind of party it met, why, and what followed.
 */
import type { AppealEvent } from '../appeals/appeal.ts';
import type { ComplaintEvent, ComplaintOutcome } from '../complaints/complaint.ts';
import type { DomainEvent } from '../kernel/concept.ts';
import { HOUR_MS, type EpochMs } from '../kernel/time.ts';
import type { Cause, SanctionEvent } from '../sanctions/sanction.ts';
import type { MeasureKind } from '../standing/standing.ts';

/** The concepts whose events are counted. */
export const BULLETIN_CONCEPTS = ['sanction', 'complaint', 'appeal'] as const;

/** How the public speaks of measures: what a party may still do tells them apart. */
export type Consequence = 'warned' | 'restricted' | 'suspended' | 'shut-down' | 'barred';

const CONSEQUENCES: Readonly<Record<MeasureKind, Consequence>> = {
  warning: 'warned',
  'listing-takedown': 'restricted',
  demotion: 'restricted',
  'order-cap': 'restricted',
  'payout-hold': 'restricted',
  compensation: 'restricted',
  deposit: 'restricted',
  'return-limits': 'restricted',
  'complaint-rights-suspended': 'restricted',
  suspension: 'suspended',
  'purchase-hold': 'suspended',
  shutdown: 'shut-down',
  'account-closed': 'shut-down',
  bar: 'barred',
};

export type Side = 'seller' | 'buyer';

/** One decision that took effect. */
export interface Decision {
  readonly sanctionId: string;
  readonly at: EpochMs;
  readonly side: Side;
  readonly kind: MeasureKind;
  readonly consequence: Consequence;
  readonly violations: readonly string[];
  readonly cause: Cause['kind'];
  readonly until: EpochMs | null;
}

/** Of one kind of party, reason and measure in one month. A decision with two reasons is in two rows. */
export interface ReasonRow {
  readonly side: Side;
  readonly violation: string;
  readonly kind: MeasureKind;
  readonly imposed: number;
  readonly reversed: number;
}

export interface Month {
  /** `2026-05`, UTC. */
  readonly month: string;
  readonly decisions: Readonly<Record<Consequence, number>>;
  /** Taken back on appeal or after a second look. */
  readonly reversed: number;
  /** Ended early because it was put right. */
  readonly lifted: number;
  /** Warnings that a metric alone led to; nothing heavier is ever automatic. */
  readonly automated: number;
  readonly emergencies: number;
  readonly complaints: {
    readonly filed: number;
    readonly upheld: number;
    readonly notUpheld: number;
    readonly undetermined: number;
    readonly unfounded: number;
    readonly dismissed: number;
    /** From filing to outcome, hours; `null` when none was decided. */
    readonly medianHours: number | null;
  };
  readonly appeals: {
    readonly filed: number;
    readonly upheld: number;
    readonly reversed: number;
    readonly changed: number;
    readonly medianHours: number | null;
  };
  readonly reasons: readonly ReasonRow[];
}

interface Proposed {
  readonly side: Side;
  readonly violations: readonly string[];
  readonly cause: Cause['kind'];
}

interface Tally {
  readonly counts: Map<string, number>;
  readonly reasons: Map<
    string,
    { readonly row: Omit<ReasonRow, 'imposed' | 'reversed'>; imposed: number; reversed: number }
  >;
  readonly complaintHours: number[];
  readonly appealHours: number[];
}

/** Of the newest decisions, for the page and the feed. */
const LATEST_MAX = 200;

const OUTCOMES: Readonly<Record<ComplaintOutcome, string>> = {
  upheld: 'complaints.upheld',
  'not-upheld': 'complaints.notUpheld',
  undetermined: 'complaints.undetermined',
  unfounded: 'complaints.unfounded',
};

/** Counts events in the order of the log. The same log gives the same bulletin. */
export class Bulletin {
  private readonly months = new Map<string, Tally>();
  private readonly proposed = new Map<string, Proposed>();
  private readonly appealFiledAt = new Map<string, EpochMs>();
  private readonly newest: Decision[] = [];

  take(concept: string, stream: string, event: DomainEvent): void {
    if (concept === 'sanction') this.takeSanction(stream, event as SanctionEvent);
    else if (concept === 'complaint') this.takeComplaint(event as ComplaintEvent);
    else if (concept === 'appeal') this.takeAppeal(stream, event as AppealEvent);
  }

  /** Newest month first; months in which nothing happened are not there. */
  list(): readonly Month[] {
    return [...this.months.keys()]
      .sort((a, b) => (a < b ? 1 : -1))
      .map((month) => this.month(month))
      .filter((month) => month !== undefined);
  }

  month(month: string): Month | undefined {
    const tally = this.months.get(month);
    if (!tally) return undefined;
    const n = (name: string) => tally.counts.get(name) ?? 0;
    return {
      month,
      decisions: {
        warned: n('warned'),
        restricted: n('restricted'),
        suspended: n('suspended'),
        'shut-down': n('shut-down'),
        barred: n('barred'),
      },
      reversed: n('reversed'),
      lifted: n('lifted'),
      automated: n('automated'),
      emergencies: n('emergencies'),
      complaints: {
        filed: n('complaints.filed'),
        upheld: n('complaints.upheld'),
        notUpheld: n('complaints.notUpheld'),
        undetermined: n('complaints.undetermined'),
        unfounded: n('complaints.unfounded'),
        dismissed: n('complaints.dismissed'),
        medianHours: median(tally.complaintHours),
      },
      appeals: {
        filed: n('appeals.filed'),
        upheld: n('appeals.upheld'),
        reversed: n('appeals.reversed'),
        changed: n('appeals.changed'),
        medianHours: median(tally.appealHours),
      },
      reasons: [...tally.reasons.values()]
        .map(({ row, imposed, reversed }) => ({ ...row, imposed, reversed }))
        .sort((a, b) => b.imposed - a.imposed || a.violation.localeCompare(b.violation)),
    };
  }

  /** Newest first. */
  latest(limit: number): readonly Decision[] {
    return this.newest.slice(0, limit);
  }

  private takeSanction(stream: string, event: SanctionEvent): void {
    if (event.type === 'SanctionProposed') {
      const { partyKind: side, violations, cause } = event;
      this.proposed.set(stream, { side, violations, cause: cause.kind });
    } else if (event.type === 'SanctionTookEffect') this.imposed(stream, event);
    else if (event.type === 'SanctionDeclined') this.proposed.delete(stream);
    else if (event.type === 'SanctionEnded' && (event.why === 'reversed' || event.why === 'lifted')) {
      const tally = this.tallyOf(event.at);
      count(tally, event.why);
      const known = this.proposed.get(stream);
      if (event.why === 'reversed' && known)
        for (const violation of known.violations)
          reasonOf(tally, known.side, violation, event.kind).reversed += 1;
    }
  }

  private imposed(stream: string, event: Extract<SanctionEvent, { type: 'SanctionTookEffect' }>): void {
    const known = this.proposed.get(stream);
    if (!known) return;
    const { at, kind, until } = event;
    const tally = this.tallyOf(at);
    const consequence = CONSEQUENCES[kind];
    count(tally, consequence);
    if (known.cause === 'signal') count(tally, 'automated');
    if (known.cause === 'emergency') count(tally, 'emergencies');
    for (const violation of known.violations) reasonOf(tally, known.side, violation, kind).imposed += 1;
    this.newest.unshift({ ...known, sanctionId: stream, at, kind, consequence, until });
    if (this.newest.length > LATEST_MAX) this.newest.pop();
  }

  private takeComplaint(event: ComplaintEvent): void {
    if (event.type === 'ComplaintFiled') count(this.tallyOf(event.at), 'complaints.filed');
    else if (event.type === 'ComplaintDismissed' || event.type === 'ComplaintDecided') {
      const tally = this.tallyOf(event.at);
      count(tally, event.type === 'ComplaintDismissed' ? 'complaints.dismissed' : OUTCOMES[event.outcome]);
      tally.complaintHours.push((event.at - event.filedAt) / HOUR_MS);
    }
  }

  private takeAppeal(stream: string, event: AppealEvent): void {
    if (event.type === 'AppealFiled') {
      count(this.tallyOf(event.at), 'appeals.filed');
      this.appealFiledAt.set(stream, event.at);
    } else if (event.type === 'AppealDecided') {
      const tally = this.tallyOf(event.at);
      count(tally, `appeals.${event.outcome}`);
      const filedAt = this.appealFiledAt.get(stream);
      if (filedAt !== undefined) tally.appealHours.push((event.at - filedAt) / HOUR_MS);
      this.appealFiledAt.delete(stream);
    } else if (event.type === 'AppealWithdrawn') this.appealFiledAt.delete(stream);
  }

  private tallyOf(at: EpochMs): Tally {
    const month = new Date(at).toISOString().slice(0, 7);
    return this.months.getOrInsertComputed(month, () => ({
      counts: new Map(),
      reasons: new Map(),
      complaintHours: [],
      appealHours: [],
    }));
  }
}

function count(tally: Tally, name: string): void {
  tally.counts.set(name, (tally.counts.get(name) ?? 0) + 1);
}

function reasonOf(tally: Tally, side: Side, violation: string, kind: MeasureKind) {
  return tally.reasons.getOrInsertComputed(`${side} ${violation} ${kind}`, () => ({
    row: { side, violation, kind },
    imposed: 0,
    reversed: 0,
  }));
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const value = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
  return Math.round(value * 10) / 10;
}
