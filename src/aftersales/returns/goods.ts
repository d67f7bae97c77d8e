import { type Decision, isRefusal, refuse } from '../../kernel/decision.ts';
import type { ShipmentId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Shipment } from '../../market/shipments/shipment.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { notNow } from './answer.ts';
import type { ReturnEvent } from './events.ts';
import type { Note, Return } from './return.ts';
import { afterAcceptance, awaitingReturn, inspection, review } from './stages.ts';

type Decided = Decision<ReturnEvent>;

function quietUntil(at: EpochMs, { returns }: Rulebook): EpochMs {
  return at + returns.clocks.scanlessDays * DAY_MS;
}

/** The buyer has handed the parcel over. */
export function sendBack(
  state: Return,
  command: { readonly shipmentId: ShipmentId; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { shipmentId, at } = command;
  if (state.stage.status !== 'awaiting-return') return notNow(state);
  const stage = {
    status: 'in-transit',
    shipmentId,
    quietUntil: quietUntil(at, rules),
    arrivedAt: null,
  } as const;
  return [{ type: 'GoodsSentBack', at, shipmentId, stage }];
}

/**
 * A carrier's word about a parcel of this return. An arrival whose inspection clock can't be computed is kept, and the clock
 * tried again: a carrier can't be refused.
 */
export function followParcel(
  state: Return,
  command: { readonly shipmentId: ShipmentId; readonly status: Shipment['status']; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { shipmentId, status, at } = command;
  const { stage } = state;
  if ((stage.status !== 'in-transit' && stage.status !== 'sent-out') || stage.shipmentId !== shipmentId)
    return [];
  switch (status) {
    case 'announced':
      return [];
    case 'moving':
      return [{ type: 'ParcelSeen', at, stage: { ...stage, quietUntil: quietUntil(at, rules) } }];
    case 'delivered': {
      if (stage.status === 'sent-out') {
        const checkBy = at + rules.returns.clocks.checkDays * DAY_MS;
        return [{ type: 'GoodsArrived', at, stage: { status: 'checking', what: stage.what, checkBy } }];
      }
      const next = inspection(state, at, rules);
      return isRefusal(next)
        ? [{ type: 'ParcelSeen', at, stage: { ...stage, arrivedAt: at } }]
        : [{ type: 'GoodsReceived', at, how: 'carrier', stage: next }];
    }
    case 'lost':
    case 'returned': {
      if (stage.status === 'sent-out')
        return [{ type: 'CureFailed', at, by: 'carrier', note: null, stage: choose(at, rules) }];
      const next = review('lost', at, rules);
      return isRefusal(next) ? next : [{ type: 'ReviewBegun', at, by: 'carrier', note: null, stage: next }];
    }
    default:
      return status satisfies never;
  }
}

/** Computed without business days, so that it is never refused. */
function choose(at: EpochMs, rules: Rulebook) {
  return { status: 'choosing', chooseBy: at + rules.returns.clocks.chooseDays * DAY_MS } as const;
}

/** The seller has the goods, whatever the carrier says: parcels without tracking have no scans. */
export function receiveGoods(state: Return, at: EpochMs, rules: Rulebook): Decided {
  if (state.stage.status !== 'in-transit') return notNow(state);
  const stage = inspection(state, at, rules);
  return isRefusal(stage) ? stage : [{ type: 'GoodsReceived', at, how: 'seller', stage }];
}

export interface Inspect {
  readonly verdict: 'accepted' | 'reduced' | 'rejected';
  /** Of each of the return's lines, how many can be sold again; only when accepted for money or exchange. */
  readonly restocked: readonly number[];
  /** Only for `reduced`. */
  readonly payMinor: number | null;
  /** Only for a repair: the seller's quote. */
  readonly repairDays: number | null;
  readonly note: Note;
  readonly at: EpochMs;
}

/** What came back, as the seller found it: accepted, worth less than it should be, or not what was sent. */
export function inspectGoods(state: Return, command: Inspect, rules: Rulebook): Decided {
  const { verdict, note, at } = command;
  if (state.stage.status !== 'inspection') return notNow(state);
  if (verdict === 'accepted') return accept(state, command, rules);
  if (note.files.length === 0)
    return refuse('proof-needed', 'Show what you found: add at least one photo.', { field: 'uploads' });
  const payMinor = verdict === 'rejected' ? 0 : command.payMinor;
  if (verdict === 'reduced' && state.remedy !== 'return')
    return refuse('not-now', 'Less is paid only where money is paid back.', { field: 'verdict' });
  if (payMinor === null || (verdict === 'reduced' && (payMinor < 1 || payMinor >= state.amountMinor)))
    return refuse('wrong-amount', `Name what you pay back: from 1 to ${state.amountMinor - 1}.`, {
      field: 'payMinor',
      facts: { amountMinor: state.amountMinor },
    });
  const disputeBy = at + rules.returns.clocks.disputeDays * DAY_MS;
  return [
    {
      type: 'ReturnRejected',
      at,
      note,
      stage: { status: 'rejected', at: 'inspection', payMinor, disputeBy },
    },
  ];
}

function accept(state: Return, command: Inspect, rules: Rulebook): Decided {
  const { repairDays, at } = command;
  const { repairDaysMax } = rules.returns.clocks;
  if (repairDays !== null && (repairDays < 1 || repairDays > repairDaysMax))
    return refuse('wrong-days', `A repair takes 1 to ${repairDaysMax} days.`, { field: 'repairDays' });
  const stays = state.remedy !== 'repair';
  const restocked = stays ? state.lines.map((_, i) => command.restocked[i] ?? 0) : state.lines.map(() => 0);
  const over = restocked.findIndex((n, i) => n < 0 || n > (state.lines[i]?.quantity ?? 0));
  if (over >= 0)
    return refuse('wrong-pieces', 'More can be sold again than came back.', { field: `restocked.${over}` });
  const writtenOff = state.lines.map((l, i) => (stays ? l.quantity - (restocked[i] ?? 0) : 0));
  const stage = afterAcceptance(state, at, rules, repairDays ?? undefined);
  if (isRefusal(stage)) return stage;
  const { amountMinor } = state;
  return [{ type: 'GoodsAccepted', at, how: 'seller', restocked, writtenOff, amountMinor, stage }];
}

/** Nothing was sent in time; the buyer begins again, once. Whether the pieces are still free is asked by the caller. */
export function reopenReturn(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const { stage } = state;
  if (stage.status !== 'closed' || stage.why !== 'not-sent-back') return notNow(state);
  if (state.reopened >= rules.returns.clocks.reopenMax || stage.reopenUntil === null)
    return refuse('reopened-already', 'A return is opened again once.');
  if (at >= stage.reopenUntil) return refuse('return-window-over', 'The time to open it again is over.');
  const next = awaitingReturn(state, at, rules);
  return isRefusal(next) ? next : [{ type: 'ReturnReopened', at, stage: next }];
}
