import { type Decision, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { notNow, type Side } from './answer.ts';
import type { ReturnEvent } from './events.ts';
import {
  claimedMinor,
  type Note,
  type Outcome,
  type PlatformDecision,
  refundedMinor,
  type Remedy,
  type Return,
  type Stage,
} from './return.ts';
import { afterApproval, awaitingReturn, businessDeadline, refundPending } from './stages.ts';

type Decided = Decision<ReturnEvent>;

/** Both sides add to the record until it is frozen. */
export function addStatement(
  state: Return,
  command: { readonly note: Note; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { note, at } = command;
  const { stage } = state;
  if (stage.status !== 'platform-review') return notNow(state);
  if (stage.frozen || at >= stage.evidenceUntil)
    return refuse('evidence-frozen', 'The time to add something is over; it is being decided.');
  if (state.notes.filter((n) => n.by === note.by).length >= rules.returns.notesMax)
    return refuse('too-many-notes', 'You have said enough for a decision.');
  return [{ type: 'StatementAdded', at, note }];
}

/** What there is becomes the bundle that the decision rests on: nothing is added or taken away later. */
export function freezeEvidence(
  state: Return,
  command: { readonly bundle: Commitment; readonly sha256: string; readonly at: EpochMs },
): Decided {
  const { stage } = state;
  const { bundle, sha256, at } = command;
  if (stage.status !== 'platform-review') return notNow(state);
  if (stage.frozen) return refuse('evidence-frozen', 'The evidence is frozen already.');
  return [{ type: 'EvidenceFrozen', at, stage: { ...stage, frozen: { at, sha256, bundle } } }];
}

export interface DecideReturn {
  readonly by: PartyId;
  readonly outcome: Outcome;
  /** How the buyer is served, unless for the seller. */
  readonly remedy: Remedy | null;
  /** For `split`: what is paid of what was claimed. */
  readonly amountMinor: number | null;
  /** What came back, or was claimed, was misuse by the buyer. */
  readonly misuse: boolean;
  readonly reasons: Commitment;
  readonly at: EpochMs;
}

export function decideReturn(state: Return, command: DecideReturn, rules: Rulebook): Decided {
  const { by, outcome, misuse, reasons, at } = command;
  const { stage } = state;
  if (stage.status !== 'platform-review') return notNow(state);
  if (by === state.buyer || by === state.seller)
    return refuse('conflict-of-interest', 'Nobody decides their own affair.');
  if (!stage.frozen)
    return refuse('evidence-open', 'Both sides may still add to the record; decide once it is frozen.', {
      facts: { evidenceUntil: stage.evidenceUntil },
    });
  if (misuse && outcome !== 'for-seller')
    return refuse('not-misuse', 'Who is in the right has not misused anything.', { field: 'misuse' });
  const served = serviceOf(state, command);
  if ('refused' in served) return served;
  const { remedy, amountMinor } = served;
  const after: Return = { ...state, remedy, amountMinor };
  const next: Stage | Refusal =
    outcome === 'for-seller'
      ? { status: 'closed', at, why: 'decided-for-seller', reopenUntil: null }
      : afterApproval(after, at, rules);
  if (isRefusal(next)) return next;
  const decision: PlatformDecision = {
    by,
    at,
    outcome,
    amountMinor,
    reasons,
    finding: findingOf(state, command, rules),
    appealUntil: at + rules.returns.clocks.appealDays * DAY_MS,
    appeal: null,
    isFinal: false,
  };
  return [{ type: 'ReturnDecided', at, ...aboutOf(state), decision, remedy, stage: next }];
}

function serviceOf(
  state: Return,
  { outcome, remedy, amountMinor }: DecideReturn,
): { readonly remedy: Remedy; readonly amountMinor: number } | Refusal {
  const claimed = claimedMinor(state);
  if (outcome === 'for-seller') return { remedy: state.remedy, amountMinor: 0 };
  const chosen = remedy ?? (state.reception === 'received' ? 'return' : state.wanted);
  if (outcome === 'for-buyer') return { remedy: chosen, amountMinor: claimed };
  if (amountMinor === null || amountMinor < 1 || amountMinor >= claimed)
    return refuse('wrong-amount', `A split pays from 1 to ${claimed - 1}.`, {
      field: 'amountMinor',
      facts: { claimedMinor: claimed },
    });
  if (chosen !== 'refund' && chosen !== 'return')
    return refuse('remedy-not-open', 'A split is money, with or without the goods back.', {
      field: 'remedy',
    });
  return { remedy: chosen, amountMinor };
}

/** A right that was refused, or a return that was misused: facts that the metrics of both sides count. */
function findingOf(
  { ground, acceptance }: Return,
  { outcome, misuse }: DecideReturn,
  { returns }: Rulebook,
): PlatformDecision['finding'] {
  const { findings } = returns;
  if (misuse) return { violation: findings.misuse, subject: 'buyer' };
  const refused = acceptance === 'rejected' && ground !== 'voluntary' && outcome === 'for-buyer';
  return refused ? { violation: findings.refusedRight, subject: 'seller' } : null;
}

/** By who lost, once, within the window. */
export function appealDecision(
  state: Return,
  command: { readonly by: Side; readonly text: Commitment; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { decision } = state;
  const { by, text, at } = command;
  if (!decision) return refuse('nothing-to-appeal', 'Nothing was decided about this return.');
  if (decision.appeal) return refuse('appealed-already', 'There is one appeal, and it was filed.');
  if (decision.isFinal || at >= decision.appealUntil)
    return refuse('appeal-window-closed', 'The time to appeal is over.', {
      facts: { appealUntil: decision.appealUntil },
    });
  const won = { 'for-buyer': 'buyer', 'for-seller': 'seller', split: undefined }[decision.outcome];
  if (won === by) return refuse('nothing-to-appeal', 'It was decided for you.');
  const until = businessDeadline(
    rules,
    rules.returns.calendarCountry,
    at,
    rules.returns.clocks.appealDecideBusinessDays,
  );
  if (isRefusal(until)) return until;
  return [
    {
      type: 'DecisionAppealed',
      at,
      appeal: { by, at, text, decideBy: until.at, alarmed: false, status: 'filed' },
    },
  ];
}

export interface JudgeAppeal {
  readonly reviewer: PartyId;
  readonly outcome: 'upheld' | 'reversed';
  readonly reasons: Commitment;
  readonly at: EpochMs;
}

/** Somebody else looks again. Reversed for the buyer, the money is owed; for the seller, nothing more is. */
export function judgeReturnAppeal(state: Return, command: JudgeAppeal, rules: Rulebook): Decided {
  const { decision } = state;
  const { reviewer, outcome, reasons, at } = command;
  if (decision?.appeal?.status !== 'filed')
    return refuse('no-appeal', 'No appeal about this return waits for a judgement.');
  if (reviewer === decision.by)
    return refuse('took-part', 'Whoever decided does not judge the appeal against it.');
  if (reviewer === state.buyer || reviewer === state.seller)
    return refuse('conflict-of-interest', 'Nobody decides their own affair.');
  const next = outcome === 'upheld' ? same(state) : reversed(state, decision.appeal.by, at, rules);
  if (isRefusal(next)) return next;
  const overturned = outcome === 'reversed' ? decision.finding : null;
  return [
    { type: 'DecisionAppealJudged', at, ...aboutOf(state), reviewer, outcome, reasons, overturned, ...next },
  ];
}

function same({ amountMinor, stage }: Return): { readonly amountMinor: number; readonly stage: Stage } {
  return { amountMinor, stage };
}

function reversed(
  state: Return,
  winner: Side,
  at: EpochMs,
  rules: Rulebook,
): { readonly amountMinor: number; readonly stage: Stage } | Refusal {
  if (winner === 'seller') {
    const { stage } = state;
    // What is paid stays with the buyer, and the seller has it from us; what is still open ends.
    if (stage.status === 'closed') return same(state);
    const ended = { status: 'closed', at, why: 'decided-for-seller', reopenUntil: null } as const;
    return { amountMinor: refundedMinor(state), stage: ended };
  }
  const amountMinor = claimedMinor(state);
  const stage = owedTo({ ...state, amountMinor }, at, rules);
  return isRefusal(stage) ? stage : { amountMinor, stage };
}

/** Goods that the buyer has come back first, as if it had been decided so at once: nobody keeps both them and the money. */
function owedTo(state: Return, at: EpochMs, rules: Rulebook): Stage | Refusal {
  const { stage, remedy, reception, amountMinor } = state;
  const isMoneyAlone = remedy === 'refund' || remedy === 'part';
  if (isMoneyAlone || reception === 'received' || reception === 'lost')
    return refundPending(amountMinor, at, rules);
  const isOnItsWay = stage.status === 'awaiting-return' || stage.status === 'in-transit';
  return isOnItsWay ? stage : awaitingReturn(state, at, rules);
}

function aboutOf({ orderId, seller, buyer, lines, reason, ground }: Return) {
  return { orderId, seller, buyer, lines, reason, ground };
}
