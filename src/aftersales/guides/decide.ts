import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Guide, GuideContent, GuideEvent } from './guide.ts';

type GuideDecision = Decision<GuideEvent>;
type GuideRules = Pick<Rulebook, 'guides' | 'desk'>;

function badContent(
  kind: Guide['kind'],
  { title, text, everyMonths }: GuideContent,
  { guides }: GuideRules,
): Refusal | undefined {
  const { titleCharactersMax, textCharactersMax, everyMonthsMax } = guides;
  if (title.length < 1 || title.length > titleCharactersMax)
    return refuse('title-length', `A title has 1 to ${titleCharactersMax} characters.`, { field: 'title' });
  if (text.length < 1 || text.length > textCharactersMax)
    return refuse('text-length', `A guide has 1 to ${textCharactersMax} characters.`, { field: 'text' });
  if (kind === 'maintenance' && everyMonths === null)
    return refuse('interval-needed', 'Say how often: every how many months.', { field: 'everyMonths' });
  if (kind !== 'maintenance' && everyMonths !== null)
    return refuse('interval-not-wanted', 'Only maintenance is done again and again.', {
      field: 'everyMonths',
    });
  if (everyMonths !== null && (everyMonths < 1 || everyMonths > everyMonthsMax))
    return refuse('interval-out-of-range', `1 to ${everyMonthsMax} months.`, { field: 'everyMonths' });
  return undefined;
}

/** Whether the author may write about this target was asked before: sellers write about goods of their own. */
export function decideProposeGuide(
  state: Guide | undefined,
  command: Pick<Guide, 'kind' | 'target' | 'language'> &
    GuideContent & {
      readonly at: EpochMs;
      readonly author: PartyId;
      /** Guides of this author that wait for a review. */
      readonly waiting: number;
    },
  rules: GuideRules,
): GuideDecision {
  if (state) return refuse('guide-exists', 'This guide exists already.');
  const { waiting, ...facts } = command;
  const { waitingPerAuthorMax } = rules.guides;
  if (waiting >= waitingPerAuthorMax)
    return refuse('too-many-waiting', `${waiting} of your guides wait for a review already.`, {
      facts: { waitingPerAuthorMax },
    });
  if (!rules.desk.languages.includes(facts.language))
    return refuse('language-not-spoken', `Write in one of: ${rules.desk.languages.join(', ')}.`, {
      field: 'language',
    });
  return badContent(facts.kind, facts, rules) ?? [{ type: 'GuideProposed', ...facts }];
}

/** Another version; what is shown stays until it was reviewed. */
export function decideReviseGuide(
  state: Guide,
  command: GuideContent & { readonly at: EpochMs; readonly author: PartyId },
  rules: GuideRules,
): GuideDecision {
  const { title, text, everyMonths } = command;
  const wrong = badContent(state.kind, { title, text, everyMonths }, rules);
  if (wrong) return wrong;
  if (state.versions.length >= rules.guides.versionsMax)
    return refuse('too-many-versions', 'This guide was changed too often; write a new one.');
  const now = state.draft ?? (state.retiredAt === null ? state.versions.at(-1) : undefined);
  const isSame = now?.title === title && now.text === text && now.everyMonths === everyMonths;
  return isSame ? [] : [{ type: 'GuideRevised', ...command }];
}

export interface ReviewGuide {
  readonly at: EpochMs;
  readonly by: PartyId;
  readonly outcome: 'publish' | 'decline';
  readonly why: string;
  /** When the draft was written that was read: another one is not published unseen. */
  readonly draftAt: EpochMs;
}

/** Another person than the author, and of what they have read. */
export function decideReviewGuide(state: Guide, command: ReviewGuide): GuideDecision {
  const { at, by, outcome, why, draftAt } = command;
  const { draft } = state;
  if (!draft) return refuse('nothing-to-review', 'Nothing of this guide waits for a review.');
  if (draft.at !== draftAt)
    return refuse('changed-meanwhile', 'It was changed meanwhile. Read it again.', { field: 'draftAt' });
  if (draft.author === by) return refuse('own-guide', 'Somebody else reviews what you wrote.');
  if (outcome === 'publish') return [{ type: 'GuidePublished', at, reviewer: by }];
  return why.length === 0
    ? refuse('reasons-needed', 'Say what is to be mended.', { field: 'why' })
    : [{ type: 'GuideDeclined', at, by, why }];
}

export function decideRetireGuide(state: Guide, by: PartyId, at: EpochMs): GuideDecision {
  if (state.versions.length === 0)
    return refuse('not-published', 'It was never published; decline it instead.');
  return state.retiredAt === null ? [{ type: 'GuideRetired', at, by }] : [];
}
