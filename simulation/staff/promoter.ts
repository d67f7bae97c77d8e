import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { startPromotion } from '../../src/processes/plan-promotion.ts';
import type { SimulatedMarket } from '../market.ts';
import { THEMES } from '../texts/promotions.ts';
import type { Roster } from './roster.ts';

/** So late that what is simulated goes on as it would without them. */
const PLANNED_BEFORE_MS = 2 * HOUR_MS;

/** The head of service plans the themes that the house puts goods on show under. */
export class Promoter {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;

  constructor(market: SimulatedMarket, roster: Roster) {
    this.market = market;
    this.roster = roster;
  }

  listen(): void {
    const { market, roster } = this;
    const today = Math.floor(market.until / DAY_MS) * DAY_MS;
    market.plan(market.until - PLANNED_BEFORE_MS, async () => {
      const head = roster.colleagues.find((colleague) => colleague.roles.includes('head'));
      if (!head) return;
      for (const { from, to, choice, wording } of THEMES) {
        const days = { from: today + from * DAY_MS, to: today + to * DAY_MS };
        await market.attempt(head.id, (world) => startPromotion(world, { choice, wording, ...days }));
      }
    });
  }
}
