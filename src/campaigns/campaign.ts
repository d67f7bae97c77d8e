import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { CaseId, PartyId, SanctionId } from '../kernel/ids.ts';
import { type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { MeasureKind } from '../standing/standing.ts';

/** How the parties were chosen. The choice itself is kept too, so that it can be looked at long after. */
export type Criterion =
  | { readonly by: 'list' }
  | { readonly by: 'country'; readonly country: string }
  | { readonly by: 'category'; readonly category: string }
  /** Sellers whose exact bound of the metric is beyond the share. */
  | { readonly by: 'metric'; readonly metric: string; readonly boundBeyond: number };

/** A decision of the campaign that waits for the second look. */
export interface Awaiting {
  readonly sanctionId: SanctionId;
  readonly caseId: CaseId;
  readonly kind: MeasureKind;
}

export interface Sampled extends Awaiting {
  readonly judged: { readonly by: PartyId; readonly at: EpochMs; readonly agrees: boolean } | null;
}

interface CampaignFacts {
  readonly name: string;
  readonly violations: readonly string[];
  readonly criterion: Criterion;
  readonly startedBy: PartyId;
  readonly startedAt: EpochMs;
  readonly rulebook: string;
  /** Orders the decisions for the sample; fixed at the start, so that nobody chooses what is looked at twice. */
  readonly seed: string;
  readonly members: readonly PartyId[];
  /** How many of the members, in order, have their case (or none, with the reason). */
  readonly opened: number;
  readonly skipped: readonly { readonly party: PartyId; readonly why: string }[];
}

export type Campaign = CampaignFacts &
  (
    | { readonly status: 'opening'; readonly nextAt: EpochMs }
    | { readonly status: 'deciding' }
    /** `rest`: in the seed's order, what the sample is enlarged from when the second person disagrees. */
    | { readonly status: 'sampling'; readonly sample: readonly Sampled[]; readonly rest: readonly Awaiting[] }
    | {
        readonly status: 'releasing';
        readonly sample: readonly Sampled[];
        readonly rest: readonly Awaiting[];
        readonly released: number;
        /** Could not be put into force when it was their turn: they come after all others. */
        readonly failed?: readonly SanctionId[];
        readonly nextAt: EpochMs;
      }
    | {
        readonly status: 'done';
        readonly sample: readonly Sampled[];
        readonly doneAt: EpochMs;
        readonly released: number;
      }
    | { readonly status: 'stopped'; readonly stoppedAt: EpochMs; readonly by: PartyId }
  );

export type CampaignEvent =
  | ({ readonly type: 'CampaignStarted'; readonly at: EpochMs } & Omit<
      CampaignFacts,
      'startedAt' | 'opened' | 'skipped'
    >)
  | {
      readonly type: 'CampaignCasesOpened';
      readonly at: EpochMs;
      readonly count: number;
      readonly skipped: readonly { readonly party: PartyId; readonly why: string }[];
    }
  | {
      readonly type: 'SampleDrawn';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly sample: readonly Awaiting[];
      readonly rest: readonly Awaiting[];
    }
  | {
      readonly type: 'SampleJudged';
      readonly at: EpochMs;
      readonly sanctionId: SanctionId;
      readonly by: PartyId;
      readonly agrees: boolean;
      readonly reasons: Commitment;
    }
  /** After a disagreement, or for what was decided after the draw. */
  | { readonly type: 'SampleEnlarged'; readonly at: EpochMs; readonly more: readonly Awaiting[] }
  | { readonly type: 'SampleDropped'; readonly at: EpochMs; readonly sanctionIds: readonly SanctionId[] }
  | { readonly type: 'SampleConfirmed'; readonly at: EpochMs }
  | {
      readonly type: 'SanctionsReleased';
      readonly at: EpochMs;
      readonly sanctionIds: readonly SanctionId[];
      /** Of the same step, could not be put into force, and were not touched. */
      readonly failed?: readonly SanctionId[];
    }
  | {
      readonly type: 'CampaignStopped';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly why: Commitment;
    };

function facts(state: Campaign): CampaignFacts {
  const { name, violations, criterion, startedBy, startedAt, rulebook, seed, members, opened, skipped } =
    state;
  return { name, violations, criterion, startedBy, startedAt, rulebook, seed, members, opened, skipped };
}

export function evolveCampaign(state: Campaign | undefined, event: CampaignEvent): Campaign {
  if (event.type === 'CampaignStarted') {
    const { type: _, at: startedAt, ...rest } = event;
    return { ...rest, startedAt, opened: 0, skipped: [], status: 'opening', nextAt: startedAt };
  }
  assert(state, `${event.type} before CampaignStarted`);
  switch (event.type) {
    case 'CampaignCasesOpened': {
      const opened = state.opened + event.count;
      const after = { ...facts(state), opened, skipped: [...state.skipped, ...event.skipped] };
      if (opened >= state.members.length) return { ...after, status: 'deciding' };
      return { ...after, status: 'opening', nextAt: event.at };
    }
    case 'SampleDrawn': {
      const sample = event.sample.map((a) => ({ ...a, judged: null }));
      return { ...facts(state), status: 'sampling', sample, rest: event.rest };
    }
    case 'SampleJudged':
    case 'SampleEnlarged':
    case 'SampleDropped':
      assert(state.status === 'sampling', `${event.type} of a campaign that is ${state.status}`);
      return { ...state, ...sampled(state, event) };
    case 'SampleConfirmed': {
      assert(state.status === 'sampling', 'SampleConfirmed before SampleDrawn');
      return { ...state, status: 'releasing', released: 0, nextAt: event.at };
    }
    case 'SanctionsReleased':
      return released(state, event);
    case 'CampaignStopped':
      return { ...facts(state), status: 'stopped', stoppedAt: event.at, by: event.by };
    default:
      return event satisfies never;
  }
}

type Of<Type extends CampaignEvent['type']> = Extract<CampaignEvent, { type: Type }>;
type Sampling = Extract<Campaign, { status: 'sampling' }>;

function sampled(
  { sample, rest }: Sampling,
  event: Of<'SampleJudged'> | Of<'SampleEnlarged'> | Of<'SampleDropped'>,
): Pick<Sampling, 'sample' | 'rest'> {
  switch (event.type) {
    case 'SampleJudged': {
      const { by, at, agrees } = event;
      return {
        rest,
        sample: sample.map((s) =>
          s.sanctionId === event.sanctionId ? { ...s, judged: { by, at, agrees } } : s,
        ),
      };
    }
    case 'SampleEnlarged': {
      const more = new Set(event.more.map((a) => a.sanctionId));
      return {
        rest: rest.filter((a) => !more.has(a.sanctionId)),
        sample: [...sample, ...event.more.map((a) => ({ ...a, judged: null }))],
      };
    }
    case 'SampleDropped': {
      const gone = new Set(event.sanctionIds);
      return {
        rest: rest.filter((a) => !gone.has(a.sanctionId)),
        // What was judged stays on record; what nobody looked at need not be looked at any more.
        sample: sample.filter((s) => s.judged !== null || !gone.has(s.sanctionId)),
      };
    }
    default:
      return event satisfies never;
  }
}

function released(state: Campaign, event: Of<'SanctionsReleased'>): Campaign {
  assert(state.status === 'releasing', `SanctionsReleased of a campaign that is ${state.status}`);
  const { at, sanctionIds, failed = [] } = event;
  const count = state.released + sanctionIds.length;
  if (count >= toRelease(state).length)
    return { ...facts(state), status: 'done', sample: state.sample, doneAt: at, released: count };
  // Where nothing but failures is left, not at once again.
  const nextAt = sanctionIds.length === 0 ? at + HOUR_MS : at;
  const gone = new Set(sanctionIds);
  const late = [...(state.failed ?? []).filter((id) => !gone.has(id) && !failed.includes(id)), ...failed];
  const { failed: _, ...rest } = state;
  return { ...rest, released: count, ...(late.length > 0 ? { failed: late } : {}), nextAt };
}

/** What takes effect once the sample is confirmed, in a fixed order: what could not be put into force comes last. */
export function toRelease(
  state: Pick<Sampling, 'sample' | 'rest'> & { readonly failed?: readonly SanctionId[] },
): readonly Awaiting[] {
  const all: readonly Awaiting[] = [...state.sample.filter((s) => s.judged?.agrees === true), ...state.rest];
  const { failed } = state;
  if (!failed) return all;
  return [
    ...all.filter((a) => !failed.includes(a.sanctionId)),
    ...failed.flatMap((id) => all.find((a) => a.sanctionId === id) ?? []),
  ];
}

/** Stream id `cpg_...`. Due while there is a next step to take: cases to open, sanctions to put into force. */
export const campaigns: Concept<Campaign, CampaignEvent, 'status' | 'started_at'> = {
  name: 'campaign',
  revision: 1,
  evolve: evolveCampaign,
  columns: {
    status: { type: 'text', of: (c) => c.status },
    started_at: { type: 'bigint', of: (c) => c.startedAt },
  },
  due: (c) => (c.status === 'opening' || c.status === 'releasing' ? c.nextAt : undefined),
};
