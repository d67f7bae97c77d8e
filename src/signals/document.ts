import { assert } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { dayNumber } from '../kernel/time.ts';
import type { Subject } from '../rulebook/terms.ts';
import type { Holiday } from './exclusion.ts';
import { NONE } from './names.ts';
import type { SavedOrder } from './order-units.ts';
import { conversationKey, type Register } from './row.ts';
import type { Side } from './side.ts';
import type { SavedTalk } from './talk-units.ts';
import { UNIT_KINDS, type TalkKind, type Units } from './units.ts';
import type { Verdict } from './verdicts.ts';

/** Raise it when the rows change their meaning: an older document is refused, and made anew from the log. */
const FORMAT = 2;

/**
 * What is known of one party, as plain JSON. It holds facts, not counts: the windows are made from them on restore,
 * so that it fits another rulebook and later strikes too. Units are rows instead of objects, since there may be
 * thousands of them.
 */
export interface PartyDocument {
  readonly format: number;
  readonly subject: Subject;
  readonly party: PartyId;
  /** The clock: UTC day number. */
  readonly day: number;
  /** Verdicts by metric, so that a restart announces nothing twice. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly holidays: readonly Holiday[];
  readonly orders: readonly SavedOrder[];
  readonly talks: Readonly<Record<TalkKind, readonly SavedTalk[]>>;
}

const TALK_KINDS = UNIT_KINDS.filter((kind) => kind !== 'order');

/** Leaves out what is too old to matter. */
export function saveParty(side: Side, party: number): PartyDocument {
  const day = side.tally.day(party);
  const rows = <Row>(units: Units, row: (slot: number) => Row): readonly Row[] => {
    const found: Row[] = [];
    for (let slot = units.first(party); slot !== NONE; slot = units.next(slot))
      if (!side.isOld(units, slot, day)) found.push(row(slot));
    // Oldest first, as they will be made again.
    return found.reverse();
  };
  const talks = (kind: TalkKind) => rows(side.talks[kind], (slot) => side.talks[kind].save(slot));
  return {
    format: FORMAT,
    subject: side.rules.subject,
    party: side.id(party),
    day,
    verdicts: Object.fromEntries(
      side.rules.metrics.map((rule) => [rule.name, side.verdicts.of(party, rule)]),
    ),
    holidays: side.holidays(party),
    orders: rows(side.orders, (slot) => side.orders.save(slot)),
    talks: {
      question: talks('question'),
      conversation: talks('conversation'),
      return: talks('return'),
      complaint: talks('complaint'),
    },
  };
}

/** Holds the party anew as the document says; it must not be held. */
export function restoreParty(side: Side, register: Register, document: PartyDocument): void {
  assert(document.format === FORMAT, `signals of format ${document.format}: make them anew from the log`);
  const party = side.hold(register.parties.number(document.party), document.day);
  side.setHolidays(party, document.holidays);
  for (const rule of side.rules.metrics)
    side.verdicts.set(party, rule, document.verdicts[rule.name] ?? 'too-little-data');
  const { order } = register.units;
  for (const row of document.orders)
    side.orders.restore(side.slot(party, side.orders, order.number(row[0][0]), 0), row);
  for (const kind of TALK_KINDS) {
    const talks = side.talks[kind];
    for (const row of talks.isCounted ? document.talks[kind] : []) {
      const id = row[0][0];
      const key = kind === 'conversation' ? conversationKey(id, dayOrCase(row)) : id;
      talks.restore(side.slot(party, talks, register.units[kind].number(key), 0), row);
    }
  }
  side.rejudgeAll(party);
}

/** What tells the units of one conversation apart: see `conversationKey`. */
function dayOrCase([unit]: SavedTalk): number | string {
  const [, , , times, findings] = unit;
  return findings[0]?.caseId ?? dayNumber(times[0] ?? 0);
}
