import type { Case } from '../cases/case.ts';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { CaseId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import { type Sanction, sanctions } from '../sanctions/sanction.ts';
import type { Asking } from './asking.ts';
import { PARTY_ROWS_MAX } from './impose-sanctions.ts';
import { decidedAlready } from './judge-conflict.ts';

interface About {
  readonly id: CaseId;
  readonly state: Case;
}

interface Declares {
  readonly by: PartyId;
  readonly kinds: readonly string[];
}

/**
 * What one person declared an emergency and no other stood by is over for that person: declared again and again, in the
 * same case or in another about the same, it would stop for good what one person alone may stop until a second one has
 * looked. For as long as the violation counts against the accused: then what happens is new.
 */
export async function declaredBefore(
  world: Asking,
  about: About,
  { by, kinds }: Declares,
): Promise<Refusal | undefined> {
  return refusalFor(world, await emergenciesAbout(world, about), { by, kinds });
}

/** Of these measures those that this person may still declare: what `declaredBefore` refuses need not be offered. */
export async function kindsLeft(
  world: Asking,
  about: About,
  { by, kinds }: Declares,
): Promise<ReadonlySet<string>> {
  const earlier = await emergenciesAbout(world, about);
  const left = new Set<string>();
  for (const kind of kinds) if (!(await refusalFor(world, earlier, { by, kinds: [kind] }))) left.add(kind);
  return left;
}

async function refusalFor(
  world: Asking,
  earlier: readonly Sanction[],
  { by, kinds }: Declares,
): Promise<Refusal | undefined> {
  const people = earlier.flatMap((s) => {
    const waitsToo = waits(s) && kinds.includes(s.measure.kind);
    return waitsToo || stillCounts(world, s) ? [s.proposedBy] : [];
  });
  if (people.includes(by))
    return refuse(
      'second-person-needed',
      'You declared it before, and nobody else stands by it: a different person must declare it now.',
    );
  return decidedAlready(world, people, by);
}

async function emergenciesAbout({ unit }: Asking, { id, state }: About): Promise<readonly Sanction[]> {
  const ofParty = await unit.find(sanctions, { party: state.subject }, PARTY_ROWS_MAX);
  return ofParty
    .map((s) => s.state)
    .filter((s) => s.cause.kind === 'emergency' && (s.caseId === id || isAboutSame(s, state)));
}

/** The same grounds, and the same goods where the measure was about goods. */
function isAboutSame({ violations, measure }: Sanction, { allegations, refs }: Case): boolean {
  return (
    allegations.some((a) => violations.includes(a.violation)) &&
    (measure.listingId === undefined || refs.listings.includes(measure.listingId))
  );
}

function stillCounts({ unit, rulebook }: Asking, state: Sanction): boolean {
  const at = leftAloneAt(state);
  if (at === undefined) return false;
  const days = state.violations.map((v) => rulebook.violations[v]?.pointsExpireDays ?? 0);
  return unit.now < at + Math.max(0, ...days) * DAY_MS;
}

/** When it ended without a second person who stands by it; what one has confirmed and is lifted later did stand. */
function leftAloneAt(state: Sanction): EpochMs | undefined {
  if (state.status === 'declined') return state.declinedAt;
  if (state.status !== 'ended') return undefined;
  const stood = state.confirmedBy !== null || state.approvals.length > 1;
  const isLeft =
    state.why === 'reversed' || state.why === 'unconfirmed' || (state.why === 'lifted' && !stood);
  return isLeft ? state.endedAt : undefined;
}

function waits(state: Sanction): boolean {
  return state.status === 'proposed' || (state.status === 'in-force' && state.confirmBy !== null);
}
