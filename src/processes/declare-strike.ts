import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { StrikeId } from '../kernel/ids.ts';
import { declareStrike, withdrawStrike } from '../market/shipments/decide-strike.ts';
import { type CarrierStrike, carrierStrikes, strikeKey } from '../market/shipments/strike.ts';
import type { World } from './world.ts';

/** More than begin on one day. */
const SAME_DAY_MAX = 10_000;

/** Staff declare that a carrier does not work: lateness that it touches is nobody's defect. */
export async function declareCarrierStrike(
  world: World,
  input: Pick<CarrierStrike, 'carrier' | 'countries' | 'from' | 'to' | 'source'>,
): Promise<{ readonly strikeId: StrikeId } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  // Two people read the same news: one strike, or the second withdrawal would be needed for what was called off once.
  const sameDay = await unit.find(carrierStrikes, { from_day: input.from }, SAME_DAY_MAX);
  const key = strikeKey(input);
  const same = sameDay.filter(({ state }) => strikeKey(state) === key);
  const standing = same.find(({ state }) => state.withdrawn === null);
  if (standing)
    return refuse('declared-already', 'A colleague has declared this strike already.', {
      facts: { strikeId: standing.id },
    });
  const strikeId = unit.ids.next<'Strike'>('stk');
  const events = declareStrike(
    undefined,
    { ...input, at: unit.now, by: unit.by, rulebook: rulebookHash },
    rulebook,
  );
  if (isRefusal(events)) return events;
  unit.append(carrierStrikes, strikeId, events);
  // Two at the same moment don't see each other: what was recorded can't be again, and the second then finds the first.
  unit.recordFact(`carrier-strike:${key}/${same.length}`);
  return { strikeId };
}

export async function withdrawCarrierStrike(
  { unit }: World,
  input: { readonly strikeId: StrikeId; readonly why: string },
): Promise<{ readonly strikeId: StrikeId } | Refusal> {
  const { strikeId, why } = input;
  const state = await unit.load(carrierStrikes, strikeId);
  if (!state) return refuse('not-found', 'There is no such strike.');
  const events = withdrawStrike(state, { at: unit.now, by: unit.by, why });
  if (isRefusal(events)) return events;
  unit.append(carrierStrikes, strikeId, events);
  return { strikeId };
}
