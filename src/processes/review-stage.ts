import { probationProgress, type Progress } from '../entry/limits.ts';
import type { PartyId } from '../kernel/ids.ts';
import { orders } from '../market/orders/order.ts';
import { isIdentityVerified } from '../market/parties/decide.ts';
import { parties } from '../market/parties/party.ts';
import { type Stage, standings } from '../standing/standing.ts';
import type { World } from './world.ts';

/** Asked only once everything else is earned, so the answer is nearly always yes or a small number. */
const DELIVERED_ORDERS_MAX = 100_000;

export interface StageReview {
  readonly stage: Stage;
  /** What is still missing; empty for an established seller. */
  readonly missing: Progress['missing'];
}

/**
 * Ends a seller's probation when it is earned. Call it after a delivery: nearly all calls end after two loads. The
 * orders are counted last, since the other conditions are cheaper.
 */
export async function reviewStage({ unit, rulebook }: World, seller: PartyId): Promise<StageReview> {
  const standing = await unit.load(standings, seller);
  if (!standing || standing.stage === 'established') return { stage: 'established', missing: [] };
  const party = await unit.load(parties, seller);
  if (!party) return { stage: 'probation', missing: ['identity'] };
  const facts = {
    standing,
    registeredAt: party.registeredAt,
    identityVerified: isIdentityVerified(party, rulebook),
    now: unit.now,
  };
  const early = probationProgress(rulebook, facts);
  if (early.missing.length > 0) return { stage: 'probation', missing: early.missing };
  const delivered = await unit.find(orders, { seller, status: 'delivered' }, DELIVERED_ORDERS_MAX);
  const { missing } = probationProgress(rulebook, { ...facts, deliveredOrders: delivered.length });
  if (missing.length > 0) return { stage: 'probation', missing };
  // Points or a hold may have come while the orders were counted.
  const locked = await unit.lock(standings, seller, 'update');
  if (!locked || locked.stage === 'established') return { stage: 'established', missing: [] };
  const late = probationProgress(rulebook, { ...facts, standing: locked });
  if (late.missing.length > 0) return { stage: 'probation', missing: late.missing };
  unit.append(standings, seller, [
    {
      type: 'StageReached',
      at: unit.now,
      stage: 'established',
      why: 'All conditions of the probation are met.',
    },
  ]);
  return { stage: 'established', missing: [] };
}
