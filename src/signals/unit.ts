import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type {
  CancelledFact,
  Canceller,
  ChargebackFact,
  ComplaintJudgedFact,
  FindingFact,
  FindingOutcome,
  OrderFact,
  ShippedFact,
} from './fact.ts';

/** A time that has not come, and of what is not known: later than all others, so that comparisons need no case. */
export const NEVER = Number.POSITIVE_INFINITY;

export const UNIT_KINDS = ['order', 'question', 'conversation', 'return', 'complaint'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export interface Finding {
  readonly caseId: string;
  readonly violation: string;
  readonly at: EpochMs;
  readonly outcome: FindingOutcome;
}

const NO_FINDINGS: readonly Finding[] = [];

/**
 * All that is known of one unit. Taking in a fact is commutative and idempotent (earliest time wins, latest
 * decision wins), which is why late and repeated facts end in the same state.
 */
abstract class KnownUnit {
  readonly id: string;
  counterparty = '';
  /** When the unit came into being; `NEVER` while only later facts about it have arrived. */
  at: EpochMs = NEVER;
  /** Day of the latest fact about it, to forget units whose beginning never arrives. */
  seenDay = 0;
  findings: readonly Finding[] = NO_FINDINGS;
  /** Where each metric of this kind of unit has put it: see `measure.ts`. */
  readonly codes: number[];

  constructor(id: string, metrics: number) {
    this.id = id;
    this.codes = Array<number>(metrics).fill(0);
  }

  find(fact: Pick<FindingFact, 'caseId' | 'violation' | 'at' | 'outcome'>): void {
    const { caseId, violation, at, outcome } = fact;
    const known = this.findings.find((f) => f.caseId === caseId && f.violation === violation);
    if (known !== undefined && !isLater(fact, known)) return;
    this.findings = [...this.findings.filter((f) => f !== known), { caseId, violation, at, outcome }];
  }

  isFound(violations: ReadonlySet<string>): boolean {
    for (const finding of this.findings)
      if (finding.outcome === 'substantiated' && violations.has(finding.violation)) return true;
    return false;
  }
}

/** Two decisions at the same millisecond: any fixed order will do, as long as it is always the same. */
function isLater(a: { at: EpochMs; outcome: string }, b: { at: EpochMs; outcome: string }): boolean {
  return a.at > b.at || (a.at === b.at && a.outcome > b.outcome);
}

export class OrderUnit extends KnownUnit {
  shipBy: EpochMs = NEVER;
  deliverBy: EpochMs = NEVER;
  shipByDay = 0;
  deliverByDay = 0;
  orderCarrier = '';
  country = '';
  shippedAt: EpochMs = NEVER;
  tracked = false;
  shipCarrier = '';
  scannedAt: EpochMs = NEVER;
  deliveredAt: EpochMs = NEVER;
  cancelledAt: EpochMs = NEVER;
  cancelledBy: Canceller = 'platform';
  chargebackAt: EpochMs = 0;
  chargebackLost = false;

  get carrier(): string {
    return this.shipCarrier === '' ? this.orderCarrier : this.shipCarrier;
  }

  order(fact: Omit<OrderFact, 'kind' | 'seller' | 'buyer' | 'orderId'>, counterparty: string): void {
    if (this.at !== NEVER) return;
    this.counterparty = counterparty;
    this.at = fact.at;
    this.shipBy = fact.shipBy;
    this.deliverBy = fact.deliverBy;
    this.shipByDay = dayNumber(fact.shipBy);
    this.deliverByDay = dayNumber(fact.deliverBy);
    this.orderCarrier = fact.carrier ?? '';
    this.country = fact.country ?? '';
  }

  ship(fact: Pick<ShippedFact, 'at' | 'tracked' | 'carrier'>): void {
    if (fact.at >= this.shippedAt) return;
    this.shippedAt = fact.at;
    this.tracked = fact.tracked;
    this.shipCarrier = fact.carrier ?? '';
  }

  scan(at: EpochMs): void {
    if (at < this.scannedAt) this.scannedAt = at;
  }

  deliver(at: EpochMs): void {
    if (at < this.deliveredAt) this.deliveredAt = at;
  }

  cancel(fact: Pick<CancelledFact, 'at' | 'by'>): void {
    if (fact.at > this.cancelledAt || (fact.at === this.cancelledAt && fact.by >= this.cancelledBy)) return;
    this.cancelledAt = fact.at;
    this.cancelledBy = fact.by;
  }

  chargeback(fact: Pick<ChargebackFact, 'at' | 'lostBySeller'>): void {
    if (fact.at < this.chargebackAt || (fact.at === this.chargebackAt && !fact.lostBySeller)) return;
    this.chargebackAt = fact.at;
    this.chargebackLost = fact.lostBySeller;
  }

  /** Cancelled before it was shipped, by whomever. */
  get cancelled(): boolean {
    return this.cancelledAt < this.shippedAt;
  }
}

/** A question, conversation, return or complaint. */
export class TalkUnit extends KnownUnit {
  answeredAt: EpochMs = NEVER;
  judgedAt: EpochMs = 0;
  judged: ComplaintJudgedFact['outcome'] = 'undetermined';

  begin(at: EpochMs, counterparty: string): void {
    if (at > this.at || (at === this.at && counterparty >= this.counterparty)) return;
    this.at = at;
    this.counterparty = counterparty;
  }

  answer(at: EpochMs): void {
    if (at < this.answeredAt) this.answeredAt = at;
  }

  judge(fact: Pick<ComplaintJudgedFact, 'at' | 'outcome'>): void {
    if (!isLater(fact, { at: this.judgedAt, outcome: this.judged })) return;
    this.judgedAt = fact.at;
    this.judged = fact.outcome;
  }
}

export type Unit = OrderUnit | TalkUnit;
