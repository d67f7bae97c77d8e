import { DAY_MS, type EpochMs, HOUR_MS } from '../src/kernel/time.ts';
import type { ScanCode } from '../src/market/shipments/shipment.ts';
import type { Country } from './calendar.ts';
import type { Random } from './random.ts';

export type Distance = 'domestic' | 'region' | 'world';

const REGIONS: Readonly<Record<Country, 'europe' | 'north-america' | 'south-america' | 'asia'>> = {
  DE: 'europe',
  FR: 'europe',
  PL: 'europe',
  GB: 'europe',
  US: 'north-america',
  BR: 'south-america',
  CN: 'asia',
};

export function distance(from: Country, to: Country): Distance {
  if (from === to) return 'domestic';
  return REGIONS[from] === REGIONS[to] ? 'region' : 'world';
}

interface Carrier {
  readonly name: string;
  /** Mean days from acceptance to the door, and how much they scatter. */
  readonly days: Readonly<Record<Distance, readonly [mean: number, deviation: number]>>;
  readonly lostShare: number;
  /** Letters before and after the digits of its numbers. */
  readonly number: readonly [prefix: string, digits: number, suffix: string];
}

const QUICK = { domestic: [1.4, 0.4], region: [3, 0.7], world: [8, 1.8] } as const;
const STEADY = { domestic: [2, 0.5], region: [4.2, 0.9], world: [11, 2.2] } as const;
const SLOW = { domestic: [2.6, 0.7], region: [6, 1.2], world: [13, 2.6] } as const;

/** Made-up carriers: the quality of real ones is none of a demo's business. */
const CARRIERS: Readonly<Record<Country, readonly Carrier[]>> = {
  DE: [
    carrier('parcelline', QUICK, 0.001, ['PL', 12, 'DE']),
    carrier('gelbhorn', STEADY, 0.002, ['', 14, '']),
  ],
  FR: [carrier('hexapost', STEADY, 0.003, ['FR', 11, 'X'])],
  PL: [carrier('kurier-24', QUICK, 0.002, ['', 13, 'PL'])],
  GB: [
    carrier('redpost', STEADY, 0.002, ['RP', 9, 'GB']),
    carrier('parcelline', QUICK, 0.001, ['PL', 12, 'GB']),
  ],
  US: [
    carrier('bluefreight', QUICK, 0.002, ['1B', 14, '']),
    carrier('prairie-mail', SLOW, 0.004, ['94', 18, '']),
  ],
  BR: [carrier('correio-sul', SLOW, 0.006, ['CS', 9, 'BR'])],
  CN: [carrier('sinoline', SLOW, 0.005, ['SL', 10, 'CN'])],
};

function carrier(name: string, days: Carrier['days'], lostShare: number, number: Carrier['number']): Carrier {
  return { name, days, lostShare, number };
}

export function carrierFor(random: Random, from: Country): Carrier {
  return random.pick(CARRIERS[from]);
}

export function trackingNumber(random: Random, { number: [prefix, digits, suffix] }: Carrier): string {
  return prefix + Array.from({ length: digits }, () => random.int(0, 9)).join('') + suffix;
}

/** Share of transit days that sellers promise on top of the mean, so that most parcels are in time. */
export function promisedDays(from: Country, to: Country): number {
  const slowest = CARRIERS[from].map((c) => c.days[distance(from, to)]);
  return Math.ceil(Math.max(...slowest.map(([mean, deviation]) => mean + 2.4 * deviation)));
}

export interface PlannedScan {
  readonly at: EpochMs;
  readonly code: ScanCode;
  readonly place: string;
}

/** What the carrier is going to report about a parcel that it gets at `handedOver`. `delay` adds days: strikes, bad addresses. */
export function plannedScans(
  random: Random,
  way: { readonly carrier: Carrier; readonly from: Country; readonly to: Country; readonly delay?: number },
  handedOver: EpochMs,
): readonly PlannedScan[] {
  const { carrier, from, to, delay = 0 } = way;
  const [mean, deviation] = carrier.days[distance(from, to)];
  const accepted = handedOver + random.between(1, 9) * HOUR_MS;
  const days = Math.max(0.6, random.normal(mean, deviation)) + delay;
  const scans: PlannedScan[] = [{ at: Math.round(accepted), code: 'accepted', place: `${from} depot` }];
  const moving = accepted + days * random.between(0.3, 0.6) * DAY_MS;
  // Short ways are often not scanned in between.
  if (from !== to || random.chance(0.4))
    scans.push({ at: Math.round(moving), code: 'in-transit', place: `${to} hub` });
  const end = Math.round(accepted + days * DAY_MS);
  if (random.chance(carrier.lostShare))
    scans.push({ at: end + 14 * DAY_MS, code: 'lost', place: `${to} hub` });
  else scans.push({ at: end, code: 'delivered', place: `${to} door` });
  return scans;
}

export type { Carrier };
