import type { Pool } from 'pg';
import { isRefusal, refuse, type Refusal } from './kernel/decision.ts';
import type { ListingContent } from './market/listings/listing.ts';
import type { UnitContext } from './platform/unit.ts';
import { rehearse } from './platform/unit-postgres.ts';
import { liftSanction } from './processes/approve-sanction.ts';
import { declareEmergency } from './processes/declare-emergency.ts';
import { publishListing } from './processes/publish-listing.ts';
import { registerParty, registerStaff } from './processes/register-party.ts';
import type { World } from './processes/world.ts';
import type { Rulebook } from './rulebook/schema.ts';

/** The machine makes what runs often fast. Of a tenth of a second and a few hundredths each. */
const TIMES = 5;

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

/**
 * Goes through a verdict on the connection that the next one will take, and rolls it back: the first verdict of a
 * process took twice as long as the later ones, since each statement had to be planned and each function to be
 * compiled. That it can't be rehearsed is logged, and no reason not to serve.
 */
export async function rehearseVerdicts(on: {
  readonly pool: Pool;
  readonly rulebook: Rulebook;
  readonly unitContext: (by: string) => UnitContext;
  readonly world: (unit: World['unit']) => World;
  readonly log: (line: string) => void;
}): Promise<void> {
  const { pool, rulebook, unitContext, world, log } = on;
  for (let time = 1; time <= TIMES; time++) {
    const outcome = await rehearse<object | Refusal>(
      pool,
      () => unitContext('system:rehearsal'),
      (step) => suspendAndLift(rulebook, (work) => step((unit) => work(world(unit)))),
    );
    if (isRefusal(outcome)) {
      log(`no verdict was rehearsed: ${outcome.why ?? outcome.refused}`);
      return;
    }
  }
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
  const seller = await registerParty(world, {
    ...PLACE,
    kind: 'seller',
    name: 'Rehearsal',
    termsVersion: world.rulebook.terms.version,
    identity: {
      legalName: 'Rehearsal',
      mail: `rehearsal-${world.unit.ids.next('pty')}@example.invalid`,
      // Of those that the Bundesnetzagentur keeps for made-up people.
      phone: '+493023125000',
      address: { line1: 'Rehearsal 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
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
