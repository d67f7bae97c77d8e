import { type Decision, isRefusal, refuse } from '../../kernel/decision.ts';
import type { ShipmentId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { closed, notNow } from './answer.ts';
import type { ReturnEvent } from './events.ts';
import {
  type ClosedWhy,
  differenceMinor,
  type MoneyPart,
  type Note,
  type Return,
  type SentWhat,
} from './return.ts';
import { afterApproval, refundPending, replacement } from './stages.ts';

type Decided = Decision<ReturnEvent>;

const DONE: Readonly<Record<SentWhat, ClosedWhy>> = {
  replacement: 'replaced',
  repaired: 'repaired',
  part: 'part-sent',
};

/** The seller has sent the replacement, the repaired article or the missing part. */
export function sendOut(
  state: Return,
  command: { readonly shipmentId: ShipmentId; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { shipmentId, at } = command;
  const { stage } = state;
  if (stage.status !== 'repair' && stage.status !== 'replacement') return notNow(state);
  const what = stage.status === 'repair' ? 'repaired' : stage.what;
  const quietUntil = at + rules.returns.clocks.scanlessDays * DAY_MS;
  return [
    { type: 'GoodsSentOut', at, shipmentId, stage: { status: 'sent-out', what, shipmentId, quietUntil } },
  ];
}

/** The seller can't mend it: from here on the buyer chooses. */
export function giveUpRepair(
  state: Return,
  command: { readonly note: Note; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  if (state.stage.status !== 'repair') return notNow(state);
  return failed('seller', command.note, command.at, rules);
}

/** What came back to the buyer works, or it does not. Also while it is on its way: untracked parcels have no scans. */
export function checkGoods(
  state: Return,
  command: { readonly works: boolean; readonly note: Note; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { works, note, at } = command;
  const { stage } = state;
  if (stage.status !== 'checking' && stage.status !== 'sent-out') return notNow(state);
  if (works) return [closed(state, DONE[stage.what], at)];
  if (stage.status === 'sent-out') return notNow(state);
  return failed('buyer', note, at, rules);
}

function failed(by: 'seller' | 'buyer', note: Note, at: EpochMs, rules: Rulebook): Decided {
  const chooseBy = at + rules.returns.clocks.chooseDays * DAY_MS;
  return [{ type: 'CureFailed', at, by, note, stage: { status: 'choosing', chooseBy } }];
}

/** After a cure that failed: the money, or another piece. */
export function chooseRemedy(
  state: Return,
  command: { readonly remedy: 'return' | 'exchange'; readonly by: 'buyer' | 'clock'; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { remedy, by, at } = command;
  if (state.stage.status !== 'choosing') return notNow(state);
  const next = afterApproval({ ...state, remedy }, at, rules);
  return isRefusal(next) ? next : [{ type: 'RemedyChosen', at, by, remedy, stage: next }];
}

/** What was to be sent is not, or can't be: the money instead, after the goods have come back if the buyer has them. */
export function moneyInstead(
  state: Return,
  command: { readonly by: 'clock' | 'shortage'; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { by, at } = command;
  const { status } = state.stage;
  if (status !== 'paying' && status !== 'replacement') return notNow(state);
  const remedy = 'return';
  const next = afterApproval({ ...state, remedy }, at, rules);
  return isRefusal(next) ? next : [{ type: 'RemedyChosen', at, by, remedy, stage: next }];
}

/** The difference of a dearer exchange is paid with an order of its own. */
export function payDifference(
  state: Return,
  command: { readonly part: MoneyPart; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { part, at } = command;
  if (state.stage.status !== 'paying') return notNow(state);
  if (part.amountMinor !== differenceMinor(state))
    return refuse('wrong-amount', 'This is not the difference.', { field: 'amountMinor' });
  const stage = replacement(state, 'replacement', at, rules);
  return isRefusal(stage) ? stage : [{ type: 'DifferencePaid', at, part, stage }];
}

export function checkedInSilence(state: Return, at: EpochMs): Decided {
  return state.stage.status === 'checking' ? [closed(state, DONE[state.stage.what], at)] : notNow(state);
}

export function refundOverdue(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const { stage } = state;
  if (stage.status !== 'refund-pending') return notNow(state);
  const next = refundPending(stage.amountMinor, at, rules);
  if (isRefusal(next)) return next;
  return [{ type: 'RefundOverdue', at, stage: { ...next, alarms: stage.alarms + 1 } }];
}
