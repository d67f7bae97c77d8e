import { type Decision, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import { type EpochMs, HOUR_MS, DAY_MS } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { ReturnEvent } from './events.ts';
import { claimedMinor, type Note, type Offer, type Remedy, type Return } from './return.ts';
import { mayCure, sellerMustProve } from './rights.ts';
import { afterApproval, review } from './stages.ts';

type Decided = Decision<ReturnEvent>;
export type Side = 'buyer' | 'seller';

export function notNow(state: Return): Refusal {
  return refuse('not-now', `This can't be done while the return is ${state.stage.status}.`, {
    facts: { status: state.stage.status },
  });
}

function isOpenToAnswer({ stage }: Return): boolean {
  return stage.status === 'requested' || stage.status === 'negotiating';
}

/** The seller grants what was asked; or mends or replaces first, where the law lets a seller. */
export function approveReturn(
  state: Return,
  command: { readonly remedy: Remedy | null; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  if (!isOpenToAnswer(state)) return notNow(state);
  const remedy = command.remedy ?? state.wanted;
  const cures = remedy === 'repair' || remedy === 'exchange';
  if (remedy !== state.wanted && !(cures && mayCure(rules, state)))
    return refuse('not-your-choice', 'The buyer has not asked for this: offer it instead.', {
      field: 'remedy',
    });
  const how = remedy === state.wanted ? 'seller' : 'cure';
  return approved(state, { how, remedy, amountMinor: claimedMinor(state), at: command.at }, rules);
}

export function approved(
  state: Return,
  command: {
    readonly how: 'seller' | 'cure' | 'agreement' | 'silence';
    readonly remedy: Remedy;
    readonly amountMinor: number;
    readonly at: EpochMs;
  },
  rules: Rulebook,
): Decided {
  const { how, remedy, amountMinor, at } = command;
  const stage = afterApproval({ ...state, remedy, amountMinor }, at, rules);
  return isRefusal(stage) ? stage : [{ type: 'ReturnApproved', at, how, remedy, amountMinor, stage }];
}

/** A withdrawal in time can't be rejected, and in the first year a fault only with proof (2019/771, article 11). */
export function rejectReturn(
  state: Return,
  command: { readonly note: Note; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { note, at } = command;
  if (!isOpenToAnswer(state)) return notNow(state);
  if (state.ground === 'withdrawal')
    return refuse('statutory-right', 'The law gives the buyer this return; it needs no reason.');
  if (state.ground === 'conformity' && sellerMustProve(rules, state, at) && note.files.length === 0)
    return refuse('burden-of-proof', 'So soon after delivery the law asks you to prove that it is not so.', {
      field: 'uploads',
    });
  const disputeBy = at + rules.returns.clocks.disputeDays * DAY_MS;
  return [
    {
      type: 'ReturnRejected',
      at,
      note,
      stage: { status: 'rejected', at: 'request', payMinor: 0, disputeBy },
    },
  ];
}

export function makeOffer(
  state: Return,
  command: {
    readonly by: Side;
    readonly remedy: Remedy;
    readonly amountMinor: number | null;
    readonly text: Commitment;
    readonly at: EpochMs;
  },
  rules: Rulebook,
): Decided {
  const { by, remedy, amountMinor, text, at } = command;
  if (!isOpenToAnswer(state)) return notNow(state);
  if (state.stage.status === 'requested' && by === 'buyer')
    return refuse('not-your-turn', 'Your request waits for the seller.');
  if (state.offers.length >= rules.returns.offersMax)
    return refuse('too-many-offers', 'So many offers lead nowhere: accept one, or let us decide.');
  const money = remedy === 'refund' || remedy === 'return';
  const claimed = claimedMinor(state);
  if (
    money !== (amountMinor !== null) ||
    (amountMinor !== null && (amountMinor < 1 || amountMinor > claimed))
  )
    return refuse(
      'wrong-amount',
      `Name what is paid back, from 1 to ${claimed}, for a refund; nothing otherwise.`,
      { field: 'amountMinor', facts: { claimedMinor: claimed } },
    );
  const offer: Offer = { by, at, remedy, amountMinor, text, answer: 'open' };
  const { stage } = state;
  const until =
    stage.status === 'negotiating' ? stage.until : at + rules.returns.clocks.negotiateHours * HOUR_MS;
  return [{ type: 'OfferMade', at, offer, stage: { status: 'negotiating', until } }];
}

export function answerOffer(
  state: Return,
  command: { readonly by: Side; readonly answer: 'accept' | 'decline'; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { by, answer, at } = command;
  const offer = state.offers.find((o) => o.answer === 'open');
  if (state.stage.status !== 'negotiating') return notNow(state);
  if (!offer || offer.by === by)
    return refuse('no-offer', 'There is no offer of the other side that waits for you.');
  if (answer === 'decline') return [{ type: 'OfferDeclined', at, by }];
  const { remedy, amountMinor } = offer;
  return approved(
    state,
    { how: 'agreement', remedy, amountMinor: amountMinor ?? claimedMinor(state), at },
    rules,
  );
}

/** Once, by either side. */
export function extendNegotiation(
  state: Return,
  command: { readonly by: Side; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { stage } = state;
  if (stage.status !== 'negotiating') return notNow(state);
  const { extensionsMax, negotiateHours } = rules.returns.clocks;
  if (state.extensions >= extensionsMax)
    return refuse('extended-already', 'The time was extended already; when it ends, we decide.');
  const until = stage.until + negotiateHours * HOUR_MS;
  return [{ type: 'NegotiationExtended', ...command, stage: { status: 'negotiating', until } }];
}

/** A rejection is disputed by the buyer; a negotiation that leads nowhere is handed over by either side. */
export function handOver(
  state: Return,
  command: { readonly by: Side; readonly note: Note; readonly at: EpochMs },
  rules: Rulebook,
): Decided {
  const { by, note, at } = command;
  const { status } = state.stage;
  if (status !== 'negotiating' && status !== 'rejected') return notNow(state);
  if (status === 'rejected' && by === 'seller') return notNow(state);
  const stage = review(status === 'rejected' ? 'disputed' : 'no-agreement', at, rules);
  return isRefusal(stage) ? stage : [{ type: 'ReviewBegun', at, by, note, stage }];
}

/** The buyer takes the request back, as long as nothing is under way. */
export function withdrawReturn(state: Return, at: EpochMs): Decided {
  const { status } = state.stage;
  const early = ['requested', 'negotiating', 'rejected', 'awaiting-return', 'choosing', 'platform-review'];
  if (!early.includes(status) || state.reception === 'received') return notNow(state);
  return [closed(state, 'withdrawn', at)];
}

export function closed(
  state: Return,
  why: Extract<Return['stage'], { status: 'closed' }>['why'],
  at: EpochMs,
  reopenUntil: EpochMs | null = null,
): ReturnEvent {
  const { orderId, seller, buyer, lines, reason, ground } = state;
  const about = { orderId, seller, buyer, lines, reason, ground };
  return { type: 'ReturnClosed', at, ...about, stage: { status: 'closed', at, why, reopenUntil } };
}
