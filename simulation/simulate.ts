import type { PartyId } from '../src/kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../src/kernel/time.ts';
import { orders } from '../src/market/orders/order.ts';
import { ownersAmong } from '../src/quality/owners-in-memory.ts';
import type { SanctionEvent } from '../src/sanctions/sanction.ts';
import { allDeadlines } from '../src/deadlines.ts';
import type { LoadedRulebook } from '../src/rulebook/load.ts';
import { Defence } from './actors/defence.ts';
import { ReturningGoods } from './actors/returning.ts';
import { castBuyers, castReturning, castSellers, POPULATIONS, ShopNames, type Size } from './cast.ts';
import { Judgement } from './judgement.ts';
import { type Deadline, SimulatedMarket } from './market.ts';
import { People } from './people.ts';
import { Society } from './society.ts';
import { Appeals } from './staff/appeals.ts';
import { Campaigns } from './staff/campaigns.ts';
import { Inspectors } from './staff/inspectors.ts';
import { Investigators } from './staff/investigators.ts';
import { Promoter } from './staff/promoter.ts';
import { Representatives } from './staff/representatives.ts';
import { Reviewers } from './staff/reviewers.ts';
import { Roster } from './staff/roster.ts';
import { Service } from './staff/service.ts';

export interface SimulationOptions {
  readonly size: Size;
  readonly seed: string;
  readonly days: number;
  /** Where the simulated time ends; the beginning is `days` before. */
  readonly until: EpochMs;
  readonly book: LoadedRulebook;
  readonly privacyKey: Buffer;
  /** Told once a day which share is over; the market goes on when it has looked. */
  readonly progress?: (share: number, market: SimulatedMarket) => void | Promise<void>;
}

export interface Simulation {
  readonly market: SimulatedMarket;
  readonly society: Society;
  readonly roster: Roster;
}

/** Sellers whose goods are not what they say; what else others do is no matter of the goods. */
const POOR_GOODS: ReadonlySet<string> = new Set(['not-as-described', 'counterfeit', 'returning']);

/** Lives through a synthetic market. The same options give the same events, to the byte. */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  const { size, seed, days, until, book, privacyKey } = options;
  const from = until - days * DAY_MS;
  const market = new SimulatedMarket({ seed, from, until, book, privacyKey });
  const society = new Society(market);
  const roster = new Roster(market);
  const judgement = new Judgement(market, society.exhibits);
  const people = new People(market.random.fork('people'));
  const service = new Service(market, roster);
  for (const part of [
    service,
    new Representatives(market, roster, judgement),
    new Investigators(market, { roster, judgement, exhibits: society.exhibits }),
    new Reviewers(market, roster, judgement),
    new Appeals(market, roster, judgement),
    new Campaigns(market, roster, judgement),
    new Promoter(market, roster),
    new Defence(market, society),
    new ReturningGoods(market, roster, society.exhibits),
  ])
    part.listen();
  await roster.hire(people, size === 'small' ? 1 : 4);
  // Names of their own, so that the people of the market stay who they are.
  const inspectors = new Inspectors(market, roster, (seller) =>
    POOR_GOODS.has(society.sellers.get(seller)?.setup.kind ?? '') ? 0.1 : 0.006,
  );
  await inspectors.hire(new People(market.random.fork('inspectors')));
  inspectors.listen();
  await service.begin();
  const returned = new Set<PartyId>();
  const population = POPULATIONS[size];
  const cast = market.random.fork('cast');
  const names = new ShopNames(market.random.fork('names'));
  for (const setup of castSellers(cast, people, names, { population, from, days })) society.addSeller(setup);
  for (const setup of castBuyers(cast, people, { population, from, days })) society.addBuyer(setup);
  market.on('sanction', 'SanctionTookEffect', ({ event }) => {
    const { kind, party } = event as Extract<SanctionEvent, { type: 'SanctionTookEffect' }>;
    const barred = kind === 'bar' ? society.sellers.get(party) : undefined;
    if (!barred || returned.has(party)) return;
    returned.add(party);
    const opensAt = market.now + barred.random.between(3, 9) * DAY_MS;
    society.addSeller(castReturning(barred.setup, people, names, opensAt));
  });
  await market.live(deadlinesOf(market), (share) => options.progress?.(share, market));
  return { market, society, roster };
}

/** The market's own deadlines. Nobody in it has a sign-in account that could be deleted. */
function deadlinesOf(market: SimulatedMarket): readonly Deadline[] {
  const ownersOf = ownersAmong(() => market.entriesOf(orders));
  return allDeadlines({ cashier: market.cashier, removeLogin: () => Promise.resolve(), ownersOf });
}
