import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { NoticeId, PartyId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Appeal, AppealAbout, AppealEvent, AppealOutcome } from './appeal.ts';

type AppealDecision = Decision<AppealEvent>;

/** Files an appeal. Whether each decision may still be appealed against was asked of the decisions themselves. */
export function fileAppeal(
  state: Appeal | undefined,
  command: {
    readonly appellant: PartyId;
    readonly about: AppealAbout;
    readonly text: Commitment;
    readonly textCharacters: number;
    readonly at: EpochMs;
    readonly rulebookHash: string;
  },
  rulebook: Rulebook,
): AppealDecision {
  if (state) return refuse('appeal-exists', 'This appeal exists already.');
  const { appellant, about, text, textCharacters, at, rulebookHash } = command;
  if (about.kind === 'sanctions' && about.sanctionIds.length === 0)
    return refuse('nothing-to-appeal', 'There is no decision left to appeal against.');
  const { textCharactersMax } = rulebook.evidence;
  if (textCharacters < 1 || textCharacters > textCharactersMax)
    return refuse('text-length', `Say in 1 to ${textCharactersMax} characters why it is wrong.`, {
      field: 'text',
    });
  const decideBy = at + rulebook.appeals.decideWithinDays * DAY_MS;
  return [{ type: 'AppealFiled', at, appellant, about, text, decideBy, rulebook: rulebookHash }];
}

/**
 * Who may judge: nobody who found, proposed, approved, confirmed, lifted or dismissed anything of it, and no side
 * of it. Asked when it is assigned and again when it is decided, since people go on working in between.
 */
export function mayReview(
  appeal: Appeal,
  reviewer: PartyId,
  tookPart: ReadonlySet<string>,
): Refusal | undefined {
  if (reviewer === appeal.appellant) return refuse('conflict-of-interest', 'Nobody judges their own appeal.');
  return tookPart.has(reviewer)
    ? refuse('took-part', 'Whoever took part in the decision does not judge the appeal against it.', {
        field: 'reviewer',
      })
    : undefined;
}

export function assignAppeal(
  state: Appeal,
  command: { readonly reviewer: PartyId; readonly by: PartyId; readonly at: EpochMs },
  tookPart: ReadonlySet<string>,
): AppealDecision {
  if (state.status !== 'filed' && state.status !== 'assigned')
    return refuse('appeal-over', `The appeal is ${state.status}.`, { facts: { status: state.status } });
  return mayReview(state, command.reviewer, tookPart) ?? [{ type: 'AppealAssigned', ...command }];
}

export interface DecideAppeal {
  readonly by: PartyId;
  readonly outcome: AppealOutcome;
  readonly reasons: Commitment;
  /** Only for `changed`: the sanctions that go, some but not all of those appealed against. */
  readonly reversed: readonly SanctionId[];
  readonly noticeId: NoticeId;
  readonly at: EpochMs;
}

export function decideAppeal(
  state: Appeal,
  command: DecideAppeal,
  tookPart: ReadonlySet<string>,
): AppealDecision {
  const { by: reviewer, outcome, reasons, reversed, noticeId, at } = command;
  if (state.status !== 'assigned')
    return refuse(
      'not-assigned',
      state.status === 'filed' ? 'Assign it to a reviewer first.' : `It is ${state.status}.`,
    );
  if (state.reviewer !== reviewer) return refuse('assigned-to-another', 'A colleague has this appeal.');
  const unfit = mayReview(state, reviewer, tookPart) ?? badChange(state.about, outcome, reversed);
  if (unfit) return unfit;
  return [{ type: 'AppealDecided', at, reviewer, outcome, reasons, reversed, noticeId }];
}

function badChange(
  about: AppealAbout,
  outcome: AppealOutcome,
  reversed: readonly SanctionId[],
): Refusal | undefined {
  if (outcome !== 'changed')
    return reversed.length === 0
      ? undefined
      : refuse('not-a-change', 'Sanctions are named only when some go and some stay.', { field: 'reversed' });
  if (about.kind !== 'sanctions')
    return refuse('not-changeable', 'This is either undone or not.', { field: 'outcome' });
  const unknown = reversed.find((id) => !about.sanctionIds.includes(id));
  if (unknown) return refuse('not-appealed', `The appeal is not about ${unknown}.`, { field: 'reversed' });
  const count = new Set(reversed).size;
  return count > 0 && count < about.sanctionIds.length
    ? undefined
    : refuse(
        'not-a-change',
        'Name some of the sanctions, not none and not all: otherwise uphold or reverse.',
        {
          field: 'reversed',
        },
      );
}

export function withdrawAppeal(state: Appeal, by: PartyId, at: EpochMs): AppealDecision {
  if (by !== state.appellant) return refuse('not-found');
  if (state.status !== 'filed' && state.status !== 'assigned')
    return refuse('appeal-over', `The appeal is ${state.status}.`, { facts: { status: state.status } });
  return [{ type: 'AppealWithdrawn', at }];
}

/** Not decided in time: the head of service is told, once. */
export function escalateAppeal(state: Appeal, at: EpochMs): AppealDecision {
  const open = state.status === 'filed' || state.status === 'assigned';
  if (!open || state.escalatedAt !== null || at < state.decideBy) return refuse('not-due');
  return [{ type: 'AppealEscalated', at }];
}
