import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { StrikeId } from '../kernel/ids.ts';
import { declareStrike, withdrawStrike } from '../market/shipments/decide-strike.ts';
import { type CarrierStrike, carrierStrikes, isSameStrike } from '../market/shipments/strike.ts';
import type { World } from './world.ts';

/** Staff declare that a carrier does not work: lateness that it touches is nobody's defect. */
export async function declareCarrierStrike(
  world: World,
  input: Pick<CarrierStrike, 'carrier' | 'countries' | 'from' | 'to' | 'source'>,
): Promise<{ readonly strikeId: StrikeId } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  // Two people read the same news: one strike, or the second withdrawal would be needed for what was called off once.
  const standing = await unit.find(carrierStrikes, { from_day: input.from, stands: 'yes' });
  const same = standing.find(({ state }) => isSameStrike(state, input));
  if (same)
    return refuse('declared-already', 'A colleague has declared this strike already.', {
      facts: { strikeId: same.id },
    });
  const strikeId = unit.ids.next<'Strike'>('stk');
  const events = declareStrike(
    undefined,
    { ...input, at: unit.now, by: unit.by, rulebook: rulebookHash },
    rulebook,
  );
  if (isRefusal(events)) return events;
  unit.append(carrierStrikes, strikeId, events);
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
