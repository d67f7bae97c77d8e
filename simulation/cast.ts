import { DAY_MS, type EpochMs } from '../src/kernel/time.ts';
import type { BuyerKind } from './actors/buyer-habits.ts';
import type { BuyerSetup } from './actors/buyer.ts';
import { CHARACTERS, type SellerKind } from './actors/seller-habits.ts';
import type { SellerSetup } from './actors/seller.ts';
import type { Country } from './calendar.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';

export type Size = 'small' | 'full';

/** How many of each there are, and how keen buyers are on the whole. */
export interface Population {
  readonly sellers: Readonly<Record<Exclude<SellerKind, 'returning'>, number>>;
  readonly buyers: Readonly<Record<BuyerKind, number>>;
}

export const POPULATIONS: Readonly<Record<Size, Population>> = {
  small: {
    sellers: {
      honest: 24,
      sloppy: 4,
      abusive: 3,
      'non-shipping': 2,
      'exit-scam': 2,
      'not-as-described': 1,
      counterfeit: 3,
    },
    buyers: { honest: 229, 'false-non-receipt': 6, unfounded: 6, retaliating: 5, 'return-misuse': 4 },
  },
  full: {
    sellers: {
      honest: 181,
      sloppy: 38,
      abusive: 20,
      'non-shipping': 18,
      'exit-scam': 14,
      'not-as-described': 14,
      counterfeit: 14,
    },
    buyers: { honest: 2_080, 'false-non-receipt': 45, unfounded: 45, retaliating: 35, 'return-misuse': 25 },
  },
};

const SELLER_COUNTRIES: readonly (readonly [Country, number])[] = [
  ['DE', 26],
  ['US', 20],
  ['BR', 16],
  ['CN', 14],
  ['FR', 9],
  ['GB', 8],
  ['PL', 7],
];
/** Where there are buyers enough for bad conduct to show within weeks. */
const BUSY_COUNTRIES: readonly (readonly [Country, number])[] = [
  ['DE', 4],
  ['US', 3],
  ['BR', 3],
  ['FR', 1],
];
const BUYER_COUNTRIES: readonly (readonly [Country, number])[] = [
  ['DE', 30],
  ['US', 22],
  ['BR', 17],
  ['FR', 12],
  ['GB', 10],
  ['PL', 8],
  ['CN', 1],
];

const FIRST =
  'Nord Harbor Linden Prairie Casa Atelier Bright Silver Kleine Blue Alto Maple Studio Fjord Copper Wren Sol Juniper Amber Quarry Tide Birch Golden Opal River Heron Monte Vela Cobalt Sparrow'.split(
    ' ',
  );
const SECOND =
  'Market,Goods,Kontor,Trading,Works,Supply,House,Bazar,Outfitters,Depot,Manufaktur,Emporium,Corner,Collective,Store,Boutique'.split(
    ',',
  );
const ABOUT: readonly string[] = [
  'A small shop with things that we like to use ourselves.',
  'Family business, sending from our own shelves since we could carry a parcel.',
  'Good basics at fair prices. Write to us if anything is unclear.',
  'Two people, one workshop, and a lot of cardboard.',
];

/** Shop names that no two shops share. */
export class ShopNames {
  private readonly random: Random;
  private readonly used = new Set<string>();

  constructor(random: Random) {
    this.random = random;
  }

  next(): string {
    for (let turn = 1; ; turn++) {
      const plain = `${this.random.pick(FIRST)} ${this.random.pick(SECOND)}`;
      const name = turn > 50 ? `${plain} ${turn}` : plain;
      if (this.used.has(name)) continue;
      this.used.add(name);
      return name;
    }
  }
}

function countryOf(random: Random, shares: readonly (readonly [Country, number])[]): Country {
  const [country] = shares[random.weighted(shares.map(([, weight]) => weight))] ?? ['DE'];
  return country;
}

/** Sellers in a mixed order, so that kinds do not show by who came first. */
export function castSellers(
  random: Random,
  people: People,
  names: ShopNames,
  plan: { readonly population: Population; readonly from: EpochMs; readonly days: number },
): readonly SellerSetup[] {
  const { population, from, days } = plan;
  const setups = Object.entries(population.sellers).flatMap(([name, count]) => {
    const kind = name as Exclude<SellerKind, 'returning'>;
    return Array.from({ length: count }, (_, i): SellerSetup => {
      const country = countryOf(
        random,
        kind === 'honest' || kind === 'sloppy' ? SELLER_COUNTRIES : BUSY_COUNTRIES,
      );
      const opensAt =
        from + (kind === 'honest' && i % 4 === 3 ? random.between(8, 60) : random.between(0.2, 6)) * DAY_MS;
      const turnsAt = turnOf(kind, i, from, days);
      return {
        kind,
        country,
        shop: names.next(),
        about: random.pick(ABOUT),
        person: people.person(country),
        bankAccount: people.bankAccount(country),
        opensAt,
        reforms: isInShare(i, CHARACTERS[kind].reforms),
        ...(turnsAt === undefined ? {} : { turnsAt }),
      };
    });
  });
  return random.shuffled(setups);
}

/** Spreads a share evenly over small numbers, so that few sellers already show both sides. */
function isInShare(index: number, share: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}

/** Somebody barred, back under a new name with the same bank account. */
export function castReturning(
  barred: SellerSetup,
  people: People,
  names: ShopNames,
  opensAt: EpochMs,
): SellerSetup {
  const { country, bankAccount } = barred;
  return {
    kind: 'returning',
    country,
    bankAccount,
    opensAt,
    reforms: false,
    shop: names.next(),
    about: 'New here! Famous brands at prices that make you smile.',
    person: people.person(country),
  };
}

/** Of those who turn bad, the first ones early enough to be dealt with, the last one too late for that. */
function turnOf(kind: SellerKind, index: number, from: EpochMs, days: number): EpochMs | undefined {
  if (kind === 'exit-scam') return from + days * (index % 2 === 0 ? 0.6 : 0.88) * DAY_MS;
  if (kind === 'counterfeit') return from + days * (index % 2 === 0 ? 0.5 : 0.55) * DAY_MS;
  return undefined;
}

export function castBuyers(
  random: Random,
  people: People,
  plan: { readonly population: Population; readonly from: EpochMs; readonly days: number },
): readonly BuyerSetup[] {
  const { population, from, days } = plan;
  const setups = Object.entries(population.buyers).flatMap(([name, count]) =>
    Array.from({ length: count }, (): BuyerSetup => {
      const kind = name as BuyerKind;
      const country = countryOf(random, BUYER_COUNTRIES);
      const joinsAt = from + Math.min(random.exponential(days * 0.16), days * 0.85) * DAY_MS;
      return { kind, country, person: people.person(country), joinsAt };
    }),
  );
  return random.shuffled(setups);
}
