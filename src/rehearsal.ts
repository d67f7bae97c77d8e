import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isRefusal, refuse, type Refusal } from './kernel/decision.ts';
import { sha256 } from './kernel/hash.ts';
import type { ListingContent } from './market/listings/listing.ts';
import type { UnitContext } from './platform/unit.ts';
import { rehearse } from './platform/unit-postgres.ts';
import { liftSanction } from './processes/approve-sanction.ts';
import { declareEmergency } from './processes/declare-emergency.ts';
import { publishListing } from './processes/publish-listing.ts';
import { registerParty, registerStaff } from './processes/register-party.ts';
import type { World } from './processes/world.ts';
import type { Rulebook } from './rulebook/schema.ts';

/** The machine makes fast what runs often. */
const TIMES = 5;
/** A start waits no longer for it. */
const WAIT_MS_MAX = 3_000;

const PLACE = { country: 'DE', language: 'de', currency: 'EUR' } as const;

const GOODS: ListingContent = {
  title: 'Rehearsal',
  description: 'Rehearsal',
  category: 'furniture',
  price: { amountMinor: 1_000, currency: 'EUR' },
  handlingDays: 2,
  zones: [{ name: 'home', countries: ['DE'], priceMinor: 500, extraItemMinor: 200, transitDays: 3 }],
  images: [],
  attributes: {},
};

type Step = <T>(work: (world: World) => Promise<T>) => Promise<T>;

interface Stage {
  readonly pool: Pool;
  readonly rulebook: Rulebook;
  readonly unitContext: (by: string) => UnitContext;
  readonly world: (unit: World['unit']) => World;
  readonly log: (line: string) => void;
}

/**
 * Goes through a verdict on the connection that the next one will take, and rolls it back: the first verdict of a
 * process took twice as long as the later ones, since each statement had to be planned and each function to be
 * compiled. That it can't be done, or not in time, is logged, and no reason not to serve.
 */
export async function rehearseVerdicts(stage: Stage): Promise<void> {
  const { log } = stage;
  const say = (why: string) => log(`no verdict was rehearsed: ${why}`);
  const rehearsed = rehearseAll(stage).then(
    (refused) => refused && say(refused.why ?? refused.refused),
    (error: unknown) => say(error instanceof Error ? error.message : String(error)),
  );
  const late = new AbortController();
  const waited = sleep(WAIT_MS_MAX, true, { signal: late.signal }).catch(() => false);
  const isLate = await Promise.race([rehearsed.then(() => false), waited]);
  late.abort();
  if (isLate) say('the database takes long');
}

async function rehearseAll({ pool, rulebook, unitContext, world }: Stage): Promise<Refusal | undefined> {
  for (let time = 1; time <= TIMES; time++) {
    const outcome = await rehearse<object | Refusal>(
      pool,
      () => unitContext('system:rehearsal'),
      (step) => suspendAndLift(rulebook, (work) => step((unit) => work(world(unit)))),
    );
    if (isRefusal(outcome)) return outcome;
  }
  return undefined;
}

/**
 * A made-up seller is suspended and free again. Refuses as the steps do, and `nothing-to-rehearse` under a rulebook
 * without such an emergency.
 */
async function suspendAndLift(rulebook: Rulebook, step: Step): Promise<object | Refusal> {
  const emergency = emergencyOf(rulebook);
  if (!emergency) return refuse('nothing-to-rehearse', 'No emergency suspends for what a listing shows.');
  const cast = await step(madeUpCast);
  if (isRefusal(cast)) return cast;
  const { judge, second, subject, listingId } = cast;
  const declared = await step((world) =>
    declareEmergency(world, {
      by: judge,
      about: {
        subject,
        violation: emergency.violation,
        refs: { orders: [], listings: [listingId], conversations: [] },
      },
      emergency: emergency.name,
      kinds: ['suspension'],
      words: 'Rehearsal',
    }),
  );
  if (isRefusal(declared)) return declared;
  const [sanctionId] = declared.sanctionIds;
  if (sanctionId === undefined) return refuse('nothing-to-rehearse', 'The emergency suspended nobody.');
  return step((world) => liftSanction(world, { sanctionId, by: second, words: 'Rehearsal' }));
}

/** One that suspends sellers and is shown by the listing alone. */
function emergencyOf(rulebook: Rulebook): { readonly name: string; readonly violation: string } | undefined {
  for (const [name, { permits, evidenceRequired }] of Object.entries(rulebook.emergencies)) {
    if (!permits.includes('suspension')) continue;
    if (evidenceRequired.some((kind) => kind !== 'listing-snapshot')) continue;
    for (const [violation, { subject, emergency }] of Object.entries(rulebook.violations))
      if (subject === 'seller' && emergency.includes(name)) return { name, violation };
  }
  return undefined;
}

/** Two people who judge, and a seller with goods on offer. */
async function madeUpCast(world: World) {
  const judge = await registerStaff(world, { ...PLACE, name: 'Rehearsal', roles: ['investigator'] });
  if (isRefusal(judge)) return judge;
  const second = await registerStaff(world, { ...PLACE, name: 'Rehearsal', roles: ['head'] });
  if (isRefusal(second)) return second;
  // Somebody new each time, or it would be known, as anybody who signs up with the same data.
  const name = `Rehearsal ${world.unit.ids.next('pty')}`;
  const seller = await registerParty(world, {
    ...PLACE,
    kind: 'seller',
    name,
    termsVersion: world.rulebook.terms.version,
    identity: {
      legalName: name,
      mail: `${name.replace(' ', '.')}@example.invalid`,
      phone: madeUpPhone(name),
      address: { line1: name, postalCode: '10115', city: 'Berlin', country: 'DE' },
    },
  });
  if (isRefusal(seller)) return seller;
  const offered = await publishListing(world, { seller: seller.partyId, content: GOODS, stock: 1 });
  return isRefusal(offered)
    ? offered
    : {
        judge: judge.partyId,
        second: second.partyId,
        subject: seller.partyId,
        listingId: offered.listingId,
      };
}

/** One of the thousand that the Bundesnetzagentur keeps for made-up people. */
function madeUpPhone(name: string): string {
  const number = Number.parseInt(sha256(name).slice(0, 8), 16) % 1_000;
  return `+493023125${String(number).padStart(3, '0')}`;
}
