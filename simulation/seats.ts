import { cases } from '../src/cases/case.ts';
import { waitsFor } from '../src/cases/clocks.ts';
import type { StaffRole } from '../src/door/actor.ts';
import type { PartyId } from '../src/kernel/ids.ts';
import { complaints } from '../src/complaints/complaint.ts';
import { orders } from '../src/market/orders/order.ts';
import { parties } from '../src/market/parties/party.ts';
import { rectifications } from '../src/sanctions/rectification.ts';
import { activeMeasures, standings } from '../src/standing/standing.ts';
import type { Seller } from './actors/seller.ts';
import type { SimulatedMarket } from './market.ts';
import type { Simulation } from './simulate.ts';

/** A person of the synthetic market through whose eyes it can be looked at. */
export interface Seat {
  /** `shopper`, `seller`, `suspended-seller`, or a role of staff. */
  readonly seat: string;
  readonly party: PartyId;
  readonly name: string;
  /** Page to begin with. */
  readonly path: string;
  readonly see: string;
}

/** Those to whom most has happened, of each kind. A seat that nobody fits is left out. */
export function pickSeats({ market, society, roster }: Simulation): readonly Seat[] {
  const colleague = (role: StaffRole, which = 0) =>
    roster.colleagues.filter((c) => c.roles[0] === role)[which];
  const waiting = [...market.store.table(cases).keys()].find((id) => {
    const state = market.state(cases, id);
    return state !== undefined && waitsFor(state) === 'decision';
  });
  const staff = [
    {
      seat: 'representative',
      who: colleague('representative'),
      path: '/ops',
      see: 'what came in and waits for a first look',
    },
    {
      seat: 'investigator',
      who: colleague('investigator'),
      path: waiting === undefined ? '/ops' : `/ops/cases/${waiting}`,
      see: 'a case with its evidence, ready to be judged',
    },
    {
      seat: 'reviewer',
      who: colleague('reviewer'),
      path: '/ops/proposals',
      see: 'shutdowns and bars that need a second person',
    },
    {
      seat: 'reviewer-2',
      who: colleague('reviewer', 1),
      path: '/ops/proposals',
      see: 'the same as the second person',
    },
    {
      seat: 'head',
      who: colleague('head'),
      path: '/ops/bounds',
      see: 'the worst sellers by their bound, campaigns, the load',
    },
    {
      seat: 'inspector',
      who: colleague('inspector'),
      path: '/ops/quality',
      see: 'lots, goods under watch, a recall, an authority that waits',
    },
    { seat: 'engineer', who: colleague('engineer'), path: '/ops/log', see: 'the log and its seals' },
  ];
  const traders = [
    {
      seat: 'shopper',
      party: shopper(market, society.buyers),
      path: '/',
      see: 'the shop; what was ordered and complained about',
    },
    {
      seat: 'seller',
      party: goodSeller(market, society.sellers),
      path: '/seller',
      see: 'a standing in the green, measured',
    },
    {
      seat: 'suspended-seller',
      party: suspendedSeller(market, society.sellers),
      path: '/seller',
      see: 'why it is suspended, how to put it right, how to appeal',
    },
  ];
  return [
    ...traders.flatMap(({ party, ...seat }) =>
      party === undefined ? [] : [{ ...seat, party, name: nameOf(market, party) }],
    ),
    ...staff.flatMap(({ who, ...seat }) =>
      who === undefined ? [] : [{ ...seat, party: who.id, name: who.name }],
    ),
  ];
}

function nameOf(market: SimulatedMarket, id: PartyId): string {
  const name = market.state(parties, id)?.name;
  if (name === undefined) return id;
  return 'shop' in name ? name.shop : (market.store.revealed(name.person) ?? id);
}

const READS_ENGLISH: readonly string[] = ['US', 'GB'];

/** An honest buyer who reads English, with an open order and as many complaints as possible. */
function shopper(market: SimulatedMarket, buyers: Simulation['society']['buyers']): PartyId | undefined {
  const fit = [...buyers.entries()].filter(
    ([, b]) => b.setup.kind === 'honest' && READS_ENGLISH.includes(b.setup.country),
  );
  const story = (id: PartyId) =>
    market.statesWhere(orders, 'buyer', id).filter((o) => o.status === 'placed' || o.status === 'shipped')
      .length +
    3 * market.statesWhere(complaints, 'complainant', id).length;
  return most(
    fit.map(([id]) => id),
    story,
  );
}

function goodSeller(market: SimulatedMarket, sellers: ReadonlyMap<PartyId, Seller>): PartyId | undefined {
  const fit = [...sellers].filter(([id, s]) => {
    const standing = market.state(standings, id);
    return s.setup.kind === 'honest' && standing?.stage === 'established' && standing.measures.length === 0;
  });
  const english = fit.filter(([, s]) => s.home.script === 'en');
  const from = english.length > 0 ? english : fit;
  return most(
    from.map(([id]) => id),
    (id) => market.statesWhere(orders, 'seller', id).length,
  );
}

/** Suspended and not shut out for good: there is still something to do about it. */
function suspendedSeller(
  market: SimulatedMarket,
  sellers: ReadonlyMap<PartyId, Seller>,
): PartyId | undefined {
  const fit = [...sellers.keys()].filter((id) => {
    const kinds = activeMeasures(market.state(standings, id) ?? { measures: [] }, market.now).map(
      (m) => m.kind,
    );
    return kinds.includes('suspension') && !kinds.includes('bar');
  });
  const hope = (id: PartyId) => {
    const isOver = market.state(standings, id)?.measures.some((m) => m.kind === 'shutdown') ?? false;
    const open = market.statesWhere(rectifications, 'party', id).filter((r) => r.status === 'open').length;
    return open + (isOver ? 0 : 10) + (sellers.get(id)?.home.script === 'en' ? 3 : 0);
  };
  return most(fit, hope);
}

function most<T>(items: readonly T[], score: (item: T) => number): T | undefined {
  const scored = items.map((item) => ({ item, score: score(item) }));
  return scored.reduce<(typeof scored)[number] | undefined>(
    (a, b) => (a && a.score >= b.score ? a : b),
    undefined,
  )?.item;
}
