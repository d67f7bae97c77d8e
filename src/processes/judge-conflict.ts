import type { Ticket } from '../aftersales/desk/ticket.ts';
import type { Case } from '../cases/case.ts';
import { mayJudge } from '../cases/decide.ts';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, PartyId } from '../kernel/ids.ts';
import { listings } from '../market/listings/listing.ts';
import { orders } from '../market/orders/order.ts';
import { sharedKinds, telling } from '../market/parties/mark.ts';
import { parties, type Party } from '../market/parties/party.ts';
import { marksOf, members } from '../market/team/member.ts';
import type { Asking } from './asking.ts';

/** Why this person must not judge the case: a side of it, in conflict, overruled in it, or the owner of a side's account. */
export async function unfitToJudge(world: Asking, state: Case, by: PartyId): Promise<Refusal | undefined> {
  const sides = [state.subject, ...state.complaints.map((c) => c.complainant)];
  const overruled = state.allegations.flatMap((a) => a.overturned.map((o) => o.finding.by));
  return (
    mayJudge(state, by) ?? (await ownsAnyOf(world, sides, by)) ?? (await decidedAlready(world, overruled, by))
  );
}

/** One person with two accounts among the staff is one person still: what takes two is not theirs to do twice. */
export async function decidedAlready(
  { unit, rulebook }: Asking,
  earlier: Iterable<string>,
  by: PartyId,
): Promise<Refusal | undefined> {
  const own = await unit.load(parties, by);
  if (!own || own.marks.length === 0) return undefined;
  for (const id of new Set(earlier)) {
    const other = id === by ? undefined : await unit.load(parties, id);
    if (other?.kind === 'staff' && isOnePerson(rulebook, own, other))
      return refuse('second-person-needed', 'Another account of yours decided in this: somebody else must.');
  }
  return undefined;
}

function isOnePerson(
  rulebook: Asking['rulebook'],
  a: Pick<Party, 'marks'>,
  b: Pick<Party, 'marks'>,
): boolean {
  return sharedKinds(a.marks, b.marks).some((kind) => rulebook.identity.marks[kind].alone === 'hold');
}

/**
 * Members of staff may trade as well, under an account of their own. One that shares a telling identity mark with them
 * (mail, phone, bank account; not an address or a device alone) is theirs, and nobody judges what concerns them. Nor the shop
 * in whose team they are: they act for it as its owner does.
 */
export async function ownsAnyOf(
  { unit, rulebook }: Asking,
  sides: readonly PartyId[],
  by: PartyId,
): Promise<Refusal | undefined> {
  const person = await unit.load(parties, by);
  if (!person || person.marks.length === 0) return undefined;
  for (const side of new Set(sides)) {
    const other = await unit.load(parties, side);
    if (other && isOnePerson(rulebook, person, other))
      return refuse(
        'conflict-of-interest',
        'An account of yours is a party to this: a colleague must handle it.',
      );
  }
  return actsForAnyOf({ unit, rulebook }, sides, person);
}

async function actsForAnyOf(
  { unit, rulebook }: Asking,
  sides: readonly PartyId[],
  person: Pick<Party, 'marks'>,
): Promise<Refusal | undefined> {
  for (const mark of telling(person.marks))
    for (const { state } of await unit.find(members, { marks: mark }))
      if (sides.includes(state.seller) && isOnePerson(rulebook, person, { marks: marksOf(state) }))
        return refuse(
          'conflict-of-interest',
          'You act for a shop that is a party to this: a colleague must handle it.',
        );
  return undefined;
}

/** What staff do with the money of an order, they do not do for themselves: as its buyer, or with a shop of theirs. */
export async function inOwnOrder(world: Asking, orderId: OrderId, by: PartyId): Promise<Refusal | undefined> {
  const order = await world.unit.load(orders, orderId);
  return order && ownsAnyOf(world, [order.buyer, order.seller], by);
}

/**
 * Nor do they see to a question to the desk that an account of theirs asks, or that is about an order or an article of one.
 * A mail is from nobody until its sender has shown whose account it is.
 */
export async function inOwnQuestion(
  world: Asking,
  { requester, refs }: Pick<Ticket, 'requester' | 'refs'>,
  by: PartyId,
): Promise<Refusal | undefined> {
  const order = refs.orderId && (await world.unit.load(orders, refs.orderId));
  const listing = refs.listingId && (await world.unit.load(listings, refs.listingId));
  const sides = [requester, order?.buyer, order?.seller, listing?.seller];
  return ownsAnyOf(
    world,
    sides.filter((side) => side !== undefined && side !== null),
    by,
  );
}
