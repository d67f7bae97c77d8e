import type { PartyId } from '../kernel/ids.ts';
import { dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Subject } from '../rulebook/terms.ts';
import { holidayCalendar, type Holiday, type StrikeList } from './exclusion.ts';
import type { Canceller } from './fact.ts';
import { PartySignals, type Verdict } from './party.ts';
import type { SubjectRules } from './rules.ts';
import { NEVER, UNIT_KINDS, type Finding, type OrderUnit, type TalkUnit, type UnitKind } from './unit.ts';

/** A time, or null for one that has not come. */
type Time = EpochMs | null;

/** `[id, counterparty, at, seenDay, ...]`: rows instead of objects, since a document holds hundreds of orders. */
type OrderRow = readonly [
  id: string,
  counterparty: string,
  at: Time,
  seenDay: number,
  shipBy: Time,
  deliverBy: Time,
  carriers: readonly [ordered: string, shipped: string],
  country: string,
  tracked: 0 | 1,
  shippedAt: Time,
  scannedAt: Time,
  deliveredAt: Time,
  cancelledAt: Time,
  cancelledBy: Canceller,
  chargeback: readonly [at: EpochMs, lost: 0 | 1],
  findings: readonly Finding[],
];

type TalkRow = readonly [
  id: string,
  counterparty: string,
  at: Time,
  seenDay: number,
  answeredAt: Time,
  judged: readonly [at: EpochMs, outcome: TalkUnit['judged']],
  findings: readonly Finding[],
];

/**
 * What is known of one party, as plain JSON. It holds facts, not counts: the windows are made from them on restore,
 * so that it fits another rulebook and later strikes too.
 */
export interface PartyDocument {
  readonly format: 1;
  readonly subject: Subject;
  readonly party: PartyId;
  /** The clock: UTC day number. */
  readonly day: number;
  /** Verdicts by metric, so that a restart announces nothing twice. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly holidays: readonly Holiday[];
  readonly orders: readonly OrderRow[];
  readonly talks: Readonly<Record<Exclude<UnitKind, 'order'>, readonly TalkRow[]>>;
}

export function saveParty(party: PartySignals): PartyDocument {
  const talks = (kind: Exclude<UnitKind, 'order'>) => [...party.talks[kind].values()].map(talkRow);
  return {
    format: 1,
    subject: party.rules.subject,
    party: party.party,
    day: party.day,
    verdicts: Object.fromEntries(
      party.rules.metrics.map(({ name, index }) => [name, party.verdicts[index] as Verdict]),
    ),
    holidays: party.declaredHolidays,
    orders: [...party.orders.values()].map(orderRow),
    talks: {
      question: talks('question'),
      conversation: talks('conversation'),
      return: talks('return'),
      complaint: talks('complaint'),
    },
  };
}

export function restoreParty(
  document: PartyDocument,
  rules: SubjectRules,
  strikes: StrikeList,
): PartySignals {
  const party = new PartySignals(document.party, rules, strikes, document.day);
  party.declaredHolidays = document.holidays;
  party.holidays = holidayCalendar(document.holidays, rules.holidayDaysPerYearMax);
  for (const { name, index } of rules.metrics)
    party.verdicts[index] = document.verdicts[name] ?? 'too-little-data';
  for (const row of document.orders) {
    const unit = party.orderUnit(row[0], 0);
    if (unit !== undefined) restoreOrder(unit, row);
  }
  for (const kind of UNIT_KINDS) {
    if (kind === 'order') continue;
    for (const row of document.talks[kind]) {
      const unit =
        kind === 'conversation'
          ? party.conversationUnit(row[0], dayOrCase(row), 0)
          : party.talkUnit(kind, row[0], 0);
      if (unit !== undefined) restoreTalk(unit, row);
    }
  }
  party.rejudgeAll();
  return party;
}

const saved = (at: EpochMs): Time => (at === NEVER ? null : at);
const restored = (at: Time): EpochMs => at ?? NEVER;

function orderRow(order: OrderUnit): OrderRow {
  return [
    order.id,
    order.counterparty,
    saved(order.at),
    order.seenDay,
    saved(order.shipBy),
    saved(order.deliverBy),
    [order.orderCarrier, order.shipCarrier],
    order.country,
    order.tracked ? 1 : 0,
    saved(order.shippedAt),
    saved(order.scannedAt),
    saved(order.deliveredAt),
    saved(order.cancelledAt),
    order.cancelledBy,
    [order.chargebackAt, order.chargebackLost ? 1 : 0],
    order.findings,
  ];
}

function restoreOrder(order: OrderUnit, row: OrderRow): void {
  const [, counterparty, at, seenDay, shipBy, deliverBy, carriers, country, tracked, ...later] = row;
  const [shippedAt, scannedAt, deliveredAt, cancelledAt, cancelledBy, chargeback, findings] = later;
  const [ordered, shipped] = carriers;
  const [chargebackAt, lost] = chargeback;
  if (at !== null) {
    const due = { shipBy: restored(shipBy), deliverBy: restored(deliverBy) };
    order.order({ at, ...due, carrier: ordered, country }, counterparty);
  }
  order.seenDay = seenDay;
  order.tracked = tracked === 1;
  order.shipCarrier = shipped;
  order.shippedAt = restored(shippedAt);
  order.scannedAt = restored(scannedAt);
  order.deliveredAt = restored(deliveredAt);
  order.cancelledAt = restored(cancelledAt);
  order.cancelledBy = cancelledBy;
  order.chargebackAt = chargebackAt;
  order.chargebackLost = lost === 1;
  order.findings = findings;
}

/** What tells the units of one conversation apart: see `PartySignals.conversationUnit`. */
function dayOrCase(row: TalkRow): number | string {
  return row[6][0]?.caseId ?? dayNumber(row[2] ?? 0);
}

function talkRow(unit: TalkUnit): TalkRow {
  const { id, counterparty, at, seenDay, answeredAt, judgedAt, judged, findings } = unit;
  return [id, counterparty, saved(at), seenDay, saved(answeredAt), [judgedAt, judged], findings];
}

function restoreTalk(unit: TalkUnit, row: TalkRow): void {
  const [, counterparty, at, seenDay, answeredAt, [judgedAt, judged], findings] = row;
  unit.counterparty = counterparty;
  unit.at = restored(at);
  unit.seenDay = seenDay;
  unit.answeredAt = restored(answeredAt);
  unit.judgedAt = judgedAt;
  unit.judged = judged;
  unit.findings = findings;
}
