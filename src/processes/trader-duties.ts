import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { decideAskMore, decideCertify, decideOverdue } from '../market/parties/duties.ts';
import { parties, type Party, type PartyEvent } from '../market/parties/party.ts';
import { isOverdue, knows } from '../market/parties/told.ts';
import { ASKED_FIELDS } from '../rulebook/trade.ts';
import { standings } from '../standing/standing.ts';
import { giveNotice } from './give-notice.ts';
import { holdAccount, releaseAccount } from './hold-account.ts';
import type { World } from './world.ts';

const NO_SUCH_PARTY = 'There is no such party.';

/** Asks who sells so much for what the law wants to know of them besides, and every year whether it is current. */
export async function askMore(
  world: World,
  { partyId }: { readonly partyId: PartyId },
): Promise<Party | Refusal> {
  const { unit, rulebook } = world;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', NO_SUCH_PARTY);
  const events = decideAskMore(party, { at: unit.now }, rulebook);
  return isRefusal(events) ? events : appendTold(world, partyId, events);
}

/** The seller's own word that nothing has changed. What a silence had stopped is free again at once. */
export async function certify(
  world: World,
  { partyId }: { readonly partyId: PartyId },
): Promise<Party | Refusal> {
  const { unit } = world;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', NO_SUCH_PARTY);
  const events = decideCertify(party, { at: unit.now });
  if (isRefusal(events)) return events;
  const after = unit.append(parties, partyId, events);
  await releaseIfTold(world, partyId, party, after);
  return after;
}

/** A seller was silent: they are told a last time where the law wants that, and held where they were. */
export async function expireDuties(world: World, partyId: PartyId, party: Party): Promise<object | Refusal> {
  const { unit, rulebook } = world;
  const events = decideOverdue(party, { at: unit.now }, rulebook);
  if (isRefusal(events)) return events;
  const after = appendTold(world, partyId, events);
  const isOver = events.some((e) => e.type === 'IdentityOverdue' || e.type === 'CertificateOverdue');
  if (!isOver) return { told: true };
  const over = events.flatMap((e) => (e.type === 'IdentityOverdue' ? e.fields : []));
  const isWrong = over.some((field) => field !== 'bank-account' && after.identity[field]?.rejected);
  const standing = await unit.lock(standings, partyId, 'update');
  // What is wrong needs somebody's look to end, what is missing only to be given: the heavier reason stays.
  const isHeavier = isWrong && standing?.hold?.reason === 'identity-overdue';
  if (standing && (!standing.hold || isHeavier)) {
    const reason = isWrong ? 'identity-rejected' : 'identity-overdue';
    holdAccount(world, partyId, { reason, at: unit.now, links: [] }, standing.hold);
  }
  return { held: true };
}

/** Held for nothing but their silence, who speaks is free: nobody has to look at it. A link found just now holds on. */
export async function releaseIfTold(
  world: World,
  partyId: PartyId,
  before: Party,
  after: Party,
): Promise<void> {
  if (!isOverdue(before) || isOverdue(after)) return;
  const standing = await world.unit.lock(standings, partyId, 'update');
  if (standing?.hold?.reason !== 'identity-overdue') return;
  releaseAccount(world, partyId, {
    by: partyId,
    why: 'What was missing was given.',
    reason: 'identity-overdue',
  });
}

/** Every question goes out with its deadline as it is written down. */
function appendTold(world: World, partyId: PartyId, events: readonly PartyEvent[]): Party {
  const after = world.unit.append(parties, partyId, events);
  for (const event of events) {
    if (event.type === 'IdentityAsked')
      giveNotice(world, {
        to: partyId,
        body: {
          kind: 'identity-asked',
          because: 'high-volume',
          fields: event.fields,
          dueAt: event.giveBy,
          ...(event.isLast ? { isLast: true } : {}),
        },
      });
    if (event.type === 'CertificateAsked') {
      const { certifyBy: dueAt, isLast } = event;
      giveNotice(world, {
        to: partyId,
        body: {
          kind: 'certificate-asked',
          fields: ASKED_FIELDS.filter((field) => knows(after, field)),
          dueAt,
          isLast,
        },
      });
    }
  }
  return after;
}
