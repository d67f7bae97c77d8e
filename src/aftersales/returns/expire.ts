import { type Decision, isRefusal, refuse } from '../../kernel/decision.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { approved, closed, notNow } from './answer.ts';
import { checkedInSilence, chooseRemedy, moneyInstead, refundOverdue } from './cure.ts';
import type { ReturnEvent } from './events.ts';
import { decisionDue, stageDue } from './evolve.ts';
import { claimedMinor, type Return, type ReviewWhy } from './return.ts';
import { afterAcceptance, businessDeadline, inspection, refundPending, review } from './stages.ts';

type Decided = Decision<ReturnEvent>;

/**
 * What happens when a clock runs out: who was to act has had the time, and silence never wins. Evidence that is due to be
 * frozen is frozen by the workflow, which makes the bundle. Refuses `calendar-not-published`: then the clock is tried again.
 */
export function expireReturn(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const stageAt = stageDue(state.stage);
  if (stageAt !== undefined && stageAt <= at) return expireStage(state, at, rules);
  const decidedAt = decisionDue(state);
  if (decidedAt !== undefined && decidedAt <= at) return expireDecision(state, at, rules);
  return refuse('not-due');
}

function expireStage(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const { stage } = state;
  switch (stage.status) {
    case 'requested':
      return approved(
        state,
        { how: 'silence', remedy: state.wanted, amountMinor: claimedMinor(state), at },
        rules,
      );
    case 'negotiating':
      return toReview('no-agreement', at, rules);
    case 'rejected':
      return letRejectionStand(state, at, rules);
    case 'awaiting-return': {
      const { reopenMax, reopenDays } = rules.returns.clocks;
      const again = state.reopened < reopenMax ? at + reopenDays * DAY_MS : null;
      return [closed(state, 'not-sent-back', at, again)];
    }
    case 'in-transit': {
      if (stage.arrivedAt === null) return toReview('quiet-carrier', at, rules);
      const next = inspection(state, stage.arrivedAt, rules);
      return isRefusal(next) ? next : [{ type: 'GoodsReceived', at, how: 'carrier', stage: next }];
    }
    case 'inspection':
      return acceptedInSilence(state, at, rules);
    case 'repair': {
      const chooseBy = at + rules.returns.clocks.chooseDays * DAY_MS;
      return [{ type: 'CureFailed', at, by: 'clock', note: null, stage: { status: 'choosing', chooseBy } }];
    }
    case 'choosing':
      return chooseRemedy(state, { remedy: 'return', by: 'clock', at }, rules);
    case 'paying':
    case 'replacement':
      return moneyInstead(state, { by: 'clock', at }, rules);
    case 'sent-out':
      return toReview('quiet-carrier', at, rules);
    case 'checking':
      return checkedInSilence(state, at);
    case 'platform-review':
      return stage.frozen ? overdue(state, at, rules) : refuse('needs-bundle');
    case 'refund-pending':
      return refundOverdue(state, at, rules);
    case 'closed':
      return notNow(state);
    default:
      return stage satisfies never;
  }
}

function toReview(why: ReviewWhy, at: EpochMs, rules: Rulebook): Decided {
  const stage = review(why, at, rules);
  return isRefusal(stage) ? stage : [{ type: 'ReviewBegun', at, by: 'clock', note: null, stage }];
}

/** The buyer lets a rejection stand, by word or by silence: what the seller grants all the same is paid. */
export function letRejectionStand(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const { stage } = state;
  if (stage.status !== 'rejected') return notNow(state);
  const amountMinor = stage.payMinor;
  if (amountMinor === 0) return [closed(state, 'rejection-accepted', at)];
  const next = refundPending(amountMinor, at, rules);
  if (isRefusal(next)) return next;
  const { restocked, writtenOff } = state;
  return [
    { type: 'GoodsAccepted', at, how: 'not-disputed', restocked, writtenOff, amountMinor, stage: next },
  ];
}

/** Whether it can be sold again is for the seller to find out: nothing is put back on sale unseen. */
function acceptedInSilence(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const stage = afterAcceptance(state, at, rules);
  if (isRefusal(stage)) return stage;
  const { restocked, writtenOff, amountMinor } = state;
  return [{ type: 'GoodsAccepted', at, how: 'silence', restocked, writtenOff, amountMinor, stage }];
}

function overdue(state: Return, at: EpochMs, rules: Rulebook): Decided {
  const { stage } = state;
  if (stage.status !== 'platform-review') return notNow(state);
  const until = nextAlarm(at, rules);
  if (isRefusal(until)) return until;
  return [{ type: 'DecisionOverdue', at, stage: { ...stage, decideBy: until.at, alarms: stage.alarms + 1 } }];
}

function nextAlarm(at: EpochMs, rules: Rulebook) {
  const { calendarCountry, clocks } = rules.returns;
  return businessDeadline(rules, calendarCountry, at, clocks.alarmAgainBusinessDays);
}

function expireDecision(state: Return, at: EpochMs, rules: Rulebook): Decided {
  if (!state.decision?.appeal) return [{ type: 'DecisionFinal', at }];
  const until = nextAlarm(at, rules);
  return isRefusal(until) ? until : [{ type: 'AppealOverdue', at, decideBy: until.at }];
}
