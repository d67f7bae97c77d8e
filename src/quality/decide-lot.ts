import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { ListingId, PartyId, StopId, UploadId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { type Lot, type LotCause, type LotEvent, type LotVerdict, tallyOf, type UnitResult } from './lot.ts';
import { drawUnits, planFor } from './sampling.ts';

type LotDecision = Decision<LotEvent>;

/** Opens a lot: the plan follows from its size and the rulebook, the units from the seed. */
export function openLot(
  state: Lot | undefined,
  command: {
    readonly listingId: ListingId;
    readonly seller: PartyId;
    readonly title: string;
    readonly cause: LotCause;
    readonly lotSize: number;
    readonly seed: string;
    readonly openedBy: PartyId;
    readonly at: EpochMs;
    readonly rulebookHash: string;
  },
  { quality }: Pick<Rulebook, 'quality'>,
): LotDecision {
  if (state) return refuse('lot-exists', 'This lot exists already.');
  const { rulebookHash: rulebook, at, ...facts } = command;
  const { level, aqlPercent, inspectWithinDays, lotSizeMax } = quality.inspection;
  const { lotSize, seed } = facts;
  if (!Number.isSafeInteger(lotSize) || lotSize < 1 || lotSize > lotSizeMax)
    return refuse('wrong-lot-size', `A lot has 1 to ${lotSizeMax} units.`, {
      field: 'lotSize',
      facts: { lotSizeMax },
    });
  const plan = planFor(lotSize, level, aqlPercent);
  const drawn = drawUnits(seed, lotSize, plan.sampleSize);
  const judgeBy = at + inspectWithinDays * DAY_MS;
  return [{ type: 'LotOpened', at, ...facts, level, aqlPercent, plan, drawn, judgeBy, rulebook }];
}

/** What was found of one unit. Found again, until the verdict, the later finding counts. */
export function inspectUnit(
  state: Lot,
  command: {
    readonly unit: number;
    readonly result: UnitResult;
    readonly photos: readonly UploadId[];
    readonly note: Commitment | null;
    readonly by: PartyId;
    readonly at: EpochMs;
  },
  { quality }: Pick<Rulebook, 'quality'>,
): LotDecision {
  const over = alreadyJudged(state);
  if (over) return over;
  const { unit, result, photos, note } = command;
  if (!state.drawn.includes(unit))
    return refuse('unit-not-drawn', `Unit ${unit} was not drawn: only the drawn ones are looked at.`, {
      field: 'unit',
    });
  const { photosPerUnitMax } = quality.inspection;
  if (photos.length > photosPerUnitMax)
    return refuse('too-many-photos', `At most ${photosPerUnitMax} photos of a unit.`, { field: 'photos' });
  if (result !== 'conforming' && photos.length === 0 && note === null)
    return refuse('finding-needs-proof', 'Add a photo, or say what is wrong with it.', { field: 'note' });
  return [{ type: 'UnitInspected', ...command }];
}

/**
 * The verdict follows from the plan: accepted when all drawn units were looked at and no more than the acceptance number
 * is nonconforming, rejected as soon as there are more, or one is critical. `hold` is for what units alone can't say, such
 * as a test in a laboratory, and has an end.
 */
export function judgeLot(
  state: Lot,
  command: {
    readonly verdict: LotVerdict;
    readonly why: Commitment;
    readonly by: PartyId;
    readonly at: EpochMs;
    readonly stopId: StopId | null;
  },
  { quality }: Pick<Rulebook, 'quality'>,
): LotDecision {
  const over = alreadyJudged(state);
  if (over) return over;
  const { verdict, ...rest } = command;
  if (verdict === 'hold') {
    if (state.status === 'on-hold') return refuse('already-on-hold', 'It is on hold: accept or reject it.');
    const judgeBy = command.at + quality.inspection.holdDays * DAY_MS;
    return [{ type: 'LotHeld', ...rest, judgeBy }];
  }
  return againstPlan(state, verdict) ?? [{ type: 'LotJudged', ...rest, verdict }];
}

/** What the plan says of the units looked at so far; `undefined`: they don't decide it yet. */
export function planVerdict(state: Pick<Lot, 'units' | 'plan'>): Exclude<LotVerdict, 'hold'> | undefined {
  const { inspected, nonconforming, critical } = tallyOf(state);
  const { accept, sampleSize } = state.plan;
  if (nonconforming > accept || critical > 0) return 'reject';
  return inspected >= sampleSize ? 'accept' : undefined;
}

function againstPlan(state: Lot, verdict: Exclude<LotVerdict, 'hold'>): Refusal | undefined {
  const says = planVerdict(state);
  if (says === verdict) return undefined;
  const { inspected, nonconforming } = tallyOf(state);
  const { accept, sampleSize } = state.plan;
  const facts = { inspected, sampleSize, nonconforming, accept };
  return says === undefined
    ? refuse('sample-incomplete', `${sampleSize - inspected} of the drawn units were not looked at yet.`, {
        field: 'verdict',
        facts,
      })
    : refuse('verdict-against-plan', `By its plan this lot is to ${says}.`, { field: 'verdict', facts });
}

export function markOverdue(state: Lot, at: EpochMs): LotDecision {
  if (!('judgeBy' in state) || state.lateSince !== null || state.judgeBy > at) return refuse('not-due');
  return [{ type: 'LotOverdue', at }];
}

function alreadyJudged(state: Lot): Refusal | undefined {
  return state.status === 'accepted' || state.status === 'rejected'
    ? refuse('lot-judged', `This lot is ${state.status}.`)
    : undefined;
}
