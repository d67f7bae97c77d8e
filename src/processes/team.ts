import type { TeamRole } from '../door/actor.ts';
import { assert, type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { MemberId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Unit } from '../kernel/unit.ts';
import { spellings, telling } from '../market/parties/mark.ts';
import { parties } from '../market/parties/party.ts';
import {
  decideChangeRoles,
  decideForgetMail,
  decideInvite,
  decideJoin,
  decideReinstate,
  decideRemove,
} from '../market/team/decide.ts';
import {
  marksOf,
  type Member,
  MEMBER_MAIL,
  MEMBER_NAME,
  type MemberEvent,
  members,
} from '../market/team/member.ts';
import { appealUntil } from './give-notice.ts';
import { refuseBarred } from './identity-links.ts';
import { mailMark } from './identity-values.ts';
import type { World } from './world.ts';

const MEMBERSHIPS_MAX = 10_000;
const NOT_FOUND = refuse('not-found', 'There is no such member of your team.');

/**
 * Asks somebody to act for a shop. Whoever holds the invitation and signs in with that address may accept it. Refuses
 * `team-full`, `member-exists` and `roles-missing`.
 */
export async function inviteMember(
  world: World,
  input: {
    readonly seller: PartyId;
    readonly name: string;
    readonly mail: string;
    readonly roles: readonly TeamRole[];
  },
): Promise<{ memberId: MemberId; invitation: string; expiresAt: EpochMs } | Refusal> {
  const { unit, rulebook } = world;
  const { seller } = input;
  // Locked, so that two invitations at once don't both take the last place.
  const party = await unit.lock(parties, seller, 'update');
  if (!party || party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers have a team.');
  if (party.erasure) return refuse('party-erased', 'This account was erased.');
  const memberId: MemberId = unit.ids.next('mbr');
  const others = (await unit.find(members, { seller }, MEMBERSHIPS_MAX)).map((m) => m.state);
  const command = {
    at: unit.now,
    seller,
    name: unit.keep({ party: memberId, kind: MEMBER_NAME, value: input.name }),
    mail: unit.keep({ party: memberId, kind: MEMBER_MAIL, value: normalMail(input.mail) }),
    roles: [...new Set(input.roles)],
  };
  const decision = decideInvite(others, command, rulebook);
  if (isRefusal(decision)) return decision;
  const after = unit.append(members, memberId, decision);
  assert(after.status === 'invited', 'an invited member is invited');
  return { memberId, invitation: invitationOf(unit, memberId), expiresAt: after.expiresAt };
}

/**
 * The signed-in account acts for the shop from now on. Refuses `invitation-unknown`, `invitation-over`,
 * `invitation-for-another`, `login-taken` and `linked-to-barred`: through a shop of somebody else a bar would be none.
 */
export async function acceptInvitation(
  world: World,
  input: {
    readonly invitation: string;
    readonly login: { readonly userId: string; readonly email: string };
  },
): Promise<{ memberId: MemberId; member: Member } | Refusal> {
  const { unit } = world;
  const { invitation, login } = input;
  const memberId = invitation.split('.')[0] as MemberId;
  // Compared as commitments of commitments: how long it takes tells nothing about the right one.
  const check = (text: string) => unit.commit('team-invitation-check', text);
  const unknown = refuse('invitation-unknown', 'This invitation is not known; check the link.');
  if (check(invitation) !== check(invitationOf(unit, memberId))) return unknown;
  const member = await unit.lock(members, memberId, 'update');
  if (!member) return unknown;
  const party = await unit.load(parties, member.seller);
  if (!party || party.erasure) return refuse('invitation-over', 'This shop has closed.');
  const taken = await unit.find(members, { login: login.userId });
  if (taken.some((m) => m.id !== memberId))
    return refuse('login-taken', 'This sign-in account acts for another shop. Use another account.');
  const mail = unit.commit(MEMBER_MAIL, normalMail(login.email));
  const spelt = mailMark(unit, login.email);
  const decision = decideJoin(member, { at: unit.now, login: login.userId, mail, spelt });
  if (isRefusal(decision)) return decision;
  const barred = spelt && (await refuseBarred(world, spellings(spelt)));
  if (barred) return barred;
  return { memberId, member: unit.append(members, memberId, decision) };
}

export async function changeMemberRoles(
  world: World,
  input: { readonly seller: PartyId; readonly memberId: MemberId; readonly roles: readonly TeamRole[] },
): Promise<Member | Refusal> {
  const roles = [...new Set(input.roles)];
  return change(world, input, (member) => decideChangeRoles(member, { at: world.unit.now, roles }));
}

/** From the next request on they act for the shop no more. Their address is forgotten, their name stays with what they did. */
export async function removeMember(
  world: World,
  input: { readonly seller: PartyId; readonly memberId: MemberId; readonly why: 'owner' | 'left' },
): Promise<Member | Refusal> {
  const { seller, memberId, why } = input;
  const after = await change(world, { seller, memberId }, (member) =>
    decideRemove(member, { at: world.unit.now, why }),
  );
  if (!isRefusal(after)) world.unit.erase(memberId, [MEMBER_NAME]);
  return after;
}

/**
 * Who was just barred acts for no other shop any more. Their address is kept as long as the bar can be appealed against, as
 * what decisions were made of is. Call it in the unit that applies the bar.
 */
export async function removeBarred(world: World, barred: PartyId): Promise<void> {
  const { unit } = world;
  for (const [id, state] of await membershipsOf(world, barred)) {
    const mailUntil = appealUntil(world);
    const decision = decideRemove(state, { at: unit.now, why: 'barred', mailUntil });
    if (!isRefusal(decision) && decision.length > 0) unit.append(members, id, decision);
  }
}

/** Who is barred no more acts again for the shops that they acted for, unless another bar or shop has them by now, or an account of their own. */
export async function reinstate(world: World, formerlyBarred: PartyId): Promise<void> {
  const { unit } = world;
  for (const [id, state] of await membershipsOf(world, formerlyBarred)) {
    if (state.status !== 'removed' || !state.barred) continue;
    if (await refuseBarred(world, marksOf(state))) continue;
    const { login } = state.barred;
    const now = [...(await unit.find(members, { login })), ...(await unit.find(parties, { login }))];
    const decision = decideReinstate(state, { at: unit.now, elsewhere: now.length > 0 });
    if (!isRefusal(decision) && decision.length > 0) unit.append(members, id, decision);
  }
}

/** The deadline of a membership. */
export async function expireMember({ unit }: World, id: string): Promise<Member | Refusal> {
  const state = await unit.load(members, id);
  if (!state) return refuse('not-due');
  const decision = decideForgetMail(state, unit.now);
  if (isRefusal(decision)) return decision;
  unit.erase(id, [MEMBER_NAME]);
  return unit.append(members, id, decision);
}

/** In the teams of others, by the marks of a party; locked, in a fixed order. */
async function membershipsOf({ unit }: World, party: PartyId): Promise<ReadonlyMap<MemberId, Member>> {
  const own = await unit.load(parties, party);
  const found = new Set<string>();
  for (const mark of telling(own?.marks ?? []))
    for (const { id } of await unit.find(members, { marks: mark }, MEMBERSHIPS_MAX)) found.add(id);
  const locked = new Map<MemberId, Member>();
  for (const id of [...found].toSorted()) {
    const state = await unit.lock(members, id, 'update');
    if (state) locked.set(id as MemberId, state);
  }
  return locked;
}

/** With the shop goes everybody who acted for it. */
export async function dissolveTeam({ unit }: World, seller: PartyId): Promise<void> {
  for (const { id, state } of await unit.find(members, { seller }, MEMBERSHIPS_MAX)) {
    const decision = decideRemove(state, { at: unit.now, why: 'shop-closed' });
    if (!isRefusal(decision)) unit.append(members, id, decision);
    unit.erase(id, []);
  }
}

async function change(
  world: World,
  { seller, memberId }: { readonly seller: PartyId; readonly memberId: MemberId },
  decide: (member: Member) => Decision<MemberEvent>,
): Promise<Member | Refusal> {
  const member = await world.unit.lock(members, memberId, 'update');
  if (!member || member.seller !== seller) return NOT_FOUND;
  const decision = decide(member);
  return isRefusal(decision) ? decision : world.unit.append(members, memberId, decision);
}

/** What the link carries: the member's id and a keyed hash of it, so that nothing secret has to be stored. */
function invitationOf(unit: Unit, memberId: MemberId): string {
  return `${memberId}.${unit.commit('team-invitation', memberId)}`;
}

function normalMail(mail: string): string {
  return mail.trim().toLowerCase();
}
