import type { StaffRole } from '../door/actor.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Unit } from '../kernel/unit.ts';
import { spellings } from '../market/parties/mark.ts';
import { parties } from '../market/parties/party.ts';
import { type Colleague, COLLEAGUE_MAIL, colleagues } from '../staffing/colleague.ts';
import { decideInvite, decideJoin, decideSetSkills } from '../staffing/decide.ts';
import { refuseBarred } from './identity-links.ts';
import { mailMark } from './identity-values.ts';
import { claimLogin, registerStaff } from './register-party.ts';
import type { World } from './world.ts';

/**
 * Opens the account of a colleague who has no sign-in account yet: it waits for whoever holds the invitation and signs
 * in with that address.
 */
export async function inviteColleague(
  world: World,
  input: {
    readonly name: string;
    readonly mail: string;
    readonly country: string;
    readonly language: string;
    readonly currency: Currency;
    readonly roles: readonly StaffRole[];
  },
): Promise<{ partyId: PartyId; invitation: string; expiresAt: EpochMs } | Refusal> {
  const { unit, rulebook } = world;
  const { mail: address, ...account } = input;
  // Said to whoever invites, too: they need not wait for an answer that can't come.
  const invited = mailMark(unit, address);
  const barred = invited && (await refuseBarred(world, spellings(invited), 'mail'));
  if (barred) return barred;
  const registered = await registerStaff(world, account);
  if (isRefusal(registered)) return registered;
  const { partyId } = registered;
  const mail = unit.keep({ party: partyId, kind: COLLEAGUE_MAIL, value: normalMail(address) });
  const decision = decideInvite({ at: unit.now, mail, by: unit.by }, rulebook);
  if (isRefusal(decision)) return decision;
  const after = unit.append(colleagues, partyId, decision);
  return {
    partyId,
    invitation: invitationOf(unit, partyId),
    expiresAt: after.invitation?.expiresAt ?? unit.now,
  };
}

/** Gives the invited account to the signed-in one. Refuses `invitation-unknown`, `invitation-over`, `invitation-for-another`, `login-taken`, `linked-to-barred`. */
export async function acceptStaffInvitation(
  world: World,
  input: {
    readonly invitation: string;
    readonly login: { readonly userId: string; readonly email: string };
  },
): Promise<{ partyId: PartyId; roles: readonly StaffRole[] } | Refusal> {
  const { unit } = world;
  const { invitation, login } = input;
  const partyId = invitation.split('.')[0] as PartyId;
  // Compared as commitments of commitments: how long it takes tells nothing about the right one.
  const check = (text: string) => unit.commit('staff-invitation-check', text);
  const unknown = refuse('invitation-unknown', 'This invitation is not known; check the link.');
  if (check(invitation) !== check(invitationOf(unit, partyId))) return unknown;
  const party = await unit.lock(parties, partyId, 'update');
  if (!party) return unknown;
  if (party.login !== null || party.roles.length === 0)
    return refuse('invitation-over', 'This invitation was used or withdrawn; ask for a new one.');
  const mail = unit.commit(COLLEAGUE_MAIL, normalMail(login.email));
  const decision = decideJoin(await unit.load(colleagues, partyId), { at: unit.now, mail });
  if (isRefusal(decision)) return decision;
  const taken = await claimLogin(world, login.userId);
  if (taken) return taken;
  unit.append(colleagues, partyId, decision);
  // By it an account of their own is known that buys or sells, and a second one among the staff.
  const seen = mailMark(unit, login.email);
  const barred = seen && (await refuseBarred(world, spellings(seen)));
  if (barred) return barred;
  const after = unit.append(parties, partyId, [
    { type: 'LoginLinked', at: unit.now, login: login.userId },
    ...(seen ? [{ type: 'SignInMailSeen', at: unit.now, ...seen } as const] : []),
  ]);
  return { partyId, roles: after.roles };
}

/** Refuses `not-staff` and `unknown-skill`. */
export async function setSkills(
  { unit, rulebook }: World,
  input: {
    readonly partyId: PartyId;
    readonly skills: readonly string[];
    readonly languages: readonly string[];
  },
): Promise<Colleague | Refusal> {
  const { partyId, skills, languages } = input;
  const party = await unit.load(parties, partyId);
  if (party?.kind !== 'staff') return refuse('not-found', 'There is no such member of staff.');
  const before = await unit.load(colleagues, partyId);
  const decision = decideSetSkills(before, { at: unit.now, by: unit.by, skills, languages }, rulebook);
  if (isRefusal(decision)) return decision;
  return unit.append(colleagues, partyId, decision);
}

/** What the link carries: the party's id and a keyed hash of it, so that nothing secret has to be stored. */
function invitationOf(unit: Unit, partyId: PartyId): string {
  return `${partyId}.${unit.commit('staff-invitation', partyId)}`;
}

function normalMail(mail: string): string {
  return mail.trim().toLowerCase();
}
