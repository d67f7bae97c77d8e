import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PromotionId } from '../kernel/ids.ts';
import { endPromotion, planPromotion } from '../market/listings/decide-promotion.ts';
import { type Promotion, promotions } from '../market/listings/promotion.ts';
import type { World } from './world.ts';

/** The house puts goods of a kind on show for some days. Which of them stand first is for search to say, as everywhere. */
export async function startPromotion(
  world: World,
  input: Pick<Promotion, 'wording' | 'choice' | 'from' | 'to'>,
): Promise<{ readonly promotionId: PromotionId } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const promotionId = unit.ids.next<'Promotion'>('prm');
  const events = planPromotion(
    undefined,
    { ...input, at: unit.now, by: unit.by, rulebook: rulebookHash },
    rulebook,
  );
  if (isRefusal(events)) return events;
  unit.append(promotions, promotionId, events);
  return { promotionId };
}

export async function stopPromotion(
  { unit }: World,
  input: { readonly promotionId: PromotionId; readonly why: string },
): Promise<{ readonly promotionId: PromotionId } | Refusal> {
  const { promotionId, why } = input;
  const state = await unit.load(promotions, promotionId);
  if (!state) return refuse('not-found', 'There is no such promotion.');
  const events = endPromotion(state, { at: unit.now, by: unit.by, why });
  if (isRefusal(events)) return events;
  unit.append(promotions, promotionId, events);
  return { promotionId };
}
