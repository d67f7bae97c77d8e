import { type Decision, refuse } from '../kernel/decision.ts';
import type { PartyId, SanctionId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { MeasureKind } from '../standing/standing.ts';
import type { Awaiting, Campaign, CampaignEvent, Criterion, Sampled } from './campaign.ts';

type CampaignDecision = Decision<CampaignEvent>;

/** Starts a sweep over parties that were chosen by a criterion; each gets a case of its own. */
export function startCampaign(
  state: Campaign | undefined,
  command: {
    readonly name: string;
    readonly violations: readonly string[];
    readonly criterion: Criterion;
    readonly members: readonly PartyId[];
    readonly startedBy: PartyId;
    readonly seed: string;
    readonly at: EpochMs;
    readonly rulebookHash: string;
  },
  rulebook: Rulebook,
): CampaignDecision {
  if (state) return refuse('campaign-exists', 'This campaign exists already.');
  const { violations, at, rulebookHash, ...facts } = command;
  const members = [...new Set(command.members)];
  const subjects = new Set(violations.map((v) => rulebook.violations[v]?.subject));
  if (violations.length === 0 || subjects.size !== 1 || subjects.has(undefined))
    return refuse('wrong-violation', 'Name violations of the rulebook, all of one side.', {
      field: 'violations',
    });
  if (members.length === 0)
    return refuse('nobody-selected', 'Nobody fits the criterion.', { field: 'criterion' });
  const { partiesMax } = rulebook.campaigns;
  if (members.length > partiesMax)
    return refuse(
      'too-many-parties',
      `${members.length} fit; a campaign has at most ${partiesMax}. Narrow it.`,
      {
        field: 'criterion',
        facts: { selected: members.length, partiesMax },
      },
    );
  return [{ type: 'CampaignStarted', at, ...facts, members, violations, rulebook: rulebookHash }];
}

/** The members whose cases are opened in the next step. */
export function nextMembers(state: Campaign, rulebook: Rulebook): readonly PartyId[] {
  if (state.status !== 'opening') return [];
  return state.members.slice(state.opened, state.opened + rulebook.campaigns.casesPerStep);
}

export function casesOpened(
  state: Campaign,
  command: {
    readonly count: number;
    readonly skipped: readonly { readonly party: PartyId; readonly why: string }[];
    readonly at: EpochMs;
  },
): CampaignDecision {
  if (state.status !== 'opening') return refuse('not-opening', `The campaign is ${state.status}.`);
  return [{ type: 'CampaignCasesOpened', ...command }];
}

/**
 * Draws what a second person looks at, for each kind of sanction by itself, so that no kind slips through. `ranked`:
 * everything that waits, in the order that the campaign's seed gives it.
 */
export function drawSample(
  state: Campaign,
  command: {
    readonly by: PartyId;
    readonly ranked: readonly Awaiting[];
    readonly casesOpen: number;
    readonly at: EpochMs;
  },
  rulebook: Rulebook,
): CampaignDecision {
  const { by, ranked, casesOpen, at } = command;
  if (state.status !== 'deciding') return refuse('not-deciding', `The campaign is ${state.status}.`);
  if (casesOpen > 0)
    return refuse('cases-open', `${casesOpen} of its cases are not decided yet.`, { facts: { casesOpen } });
  const sample = [...new Set(ranked.map((a) => a.kind))].flatMap((kind) => {
    const ofKind = ranked.filter((a) => a.kind === kind);
    return ofKind.slice(0, sampleSize(ofKind.length, rulebook));
  });
  const drawn = new Set(sample.map((a) => a.sanctionId));
  const rest = ranked.filter((a) => !drawn.has(a.sanctionId));
  const events: CampaignEvent[] = [{ type: 'SampleDrawn', at, by, sample, rest }];
  return sample.length === 0 ? [...events, { type: 'SampleConfirmed', at }] : events;
}

function sampleSize(count: number, rulebook: Rulebook): number {
  const { secondPersonShare, secondPersonMin } = rulebook.campaigns;
  return Math.min(
    count,
    Math.max(secondPersonMin, Math.ceil(Number((count * secondPersonShare).toFixed(6)))),
  );
}

/**
 * A second person agrees or not. Each disagreement doubles what is looked at of this kind, to the whole at the
 * worst: a sample that fails says that the rest can't be trusted either.
 */
export function judgeSample(
  state: Campaign,
  command: {
    readonly sanctionId: SanctionId;
    readonly by: PartyId;
    readonly agrees: boolean;
    readonly reasons: Commitment;
    /** Who found or approved it: they are the first person. */
    readonly firstPeople: readonly PartyId[];
    readonly at: EpochMs;
  },
): CampaignDecision {
  if (state.status !== 'sampling') return refuse('not-sampling', `The campaign is ${state.status}.`);
  const { firstPeople, ...judged } = command;
  const { sanctionId, by, agrees, at } = command;
  const item = state.sample.find((s) => s.sanctionId === sanctionId);
  if (!item) return refuse('not-in-sample', 'It is not part of the sample.', { field: 'sanctionId' });
  if (item.judged) return refuse('already-judged', 'A second person has looked at it already.');
  if (firstPeople.includes(by))
    return refuse('second-person-needed', 'You decided it: a different person looks at it.');
  const events: CampaignEvent[] = [{ type: 'SampleJudged', ...judged }];
  // The whole case is heard anew: what else it led to falls as well.
  const siblings = agrees ? [] : siblingsOf(state, item);
  if (siblings.length > 0) events.push({ type: 'SampleDropped', at, sanctionIds: siblings });
  const more = agrees ? [] : enlargement(state, item.kind, siblings);
  if (more.length > 0) events.push({ type: 'SampleEnlarged', at, more });
  const gone = new Set<SanctionId>([sanctionId, ...siblings]);
  const open = state.sample.some((s) => s.judged === null && !gone.has(s.sanctionId));
  if (!open && more.length === 0) events.push({ type: 'SampleConfirmed', at });
  return events;
}

type Sampling = Extract<Campaign, { status: 'sampling' }>;

function siblingsOf(state: Sampling, item: Sampled): readonly SanctionId[] {
  const all = [...state.sample, ...state.rest];
  return all
    .filter((a) => a.caseId === item.caseId && a.sanctionId !== item.sanctionId)
    .map((a) => a.sanctionId);
}

function enlargement(
  state: Sampling,
  kind: MeasureKind,
  without: readonly SanctionId[],
): readonly Awaiting[] {
  const ofKind = state.sample.filter((s) => s.kind === kind).length;
  return state.rest.filter((a) => a.kind === kind && !without.includes(a.sanctionId)).slice(0, ofKind);
}

export function releasedStep(
  state: Campaign,
  { sanctionIds, failed }: { sanctionIds: readonly SanctionId[]; failed: readonly SanctionId[] },
  at: EpochMs,
): CampaignDecision {
  if (state.status !== 'releasing') return refuse('not-releasing', `The campaign is ${state.status}.`);
  return [{ type: 'SanctionsReleased', at, sanctionIds, ...(failed.length > 0 ? { failed } : {}) }];
}

/** Nothing more is opened or put into force; what is in force stays, with its appeals. */
export function stopCampaign(
  state: Campaign,
  command: { readonly by: PartyId; readonly why: Commitment; readonly at: EpochMs },
): CampaignDecision {
  if (state.status === 'done' || state.status === 'stopped')
    return refuse('campaign-over', `The campaign is ${state.status}.`);
  return [{ type: 'CampaignStopped', ...command }];
}
