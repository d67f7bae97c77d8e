import type { TeamRole } from '../../door/actor.ts';
import { type Decision, refuse } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { Spelt } from '../parties/party.ts';
import type { Member, MemberEvent } from './member.ts';

type MemberDecision = Decision<MemberEvent>;

export function decideInvite(
  /** The other memberships of this seller. */
  others: readonly Member[],
  command: {
    readonly at: EpochMs;
    readonly seller: PartyId;
    readonly name: Commitment;
    readonly mail: Commitment;
    readonly roles: readonly TeamRole[];
  },
  { team }: Pick<Rulebook, 'team'>,
): MemberDecision {
  const { at, mail, roles } = command;
  if (roles.length === 0)
    return refuse('roles-missing', 'Choose at least one thing that they may do.', { field: 'roles' });
  const counted = others.filter((m) => isOpen(m, at));
  if (counted.some((m) => m.mail === mail))
    return refuse('member-exists', 'This address belongs to your team or has an open invitation already.', {
      field: 'mail',
    });
  const { membersMax } = team;
  if (counted.length >= membersMax)
    return refuse('team-full', `A team may have ${membersMax} members besides the owner.`, {
      facts: { membersMax },
    });
  return [{ type: 'MemberInvited', ...command, expiresAt: at + team.invitationDays * DAY_MS }];
}

/** Counts towards the size of a team: it can act, or can still come to. */
export function isOpen(member: Member, now: EpochMs): boolean {
  return member.status === 'active' || (member.status === 'invited' && member.expiresAt > now);
}

export function decideJoin(
  member: Member,
  command: {
    readonly at: EpochMs;
    readonly login: string;
    /** Commitment to the address of the account that accepts. */
    readonly mail: Commitment;
    /** What the address is compared by with those of barred parties. */
    readonly spelt?: Spelt | undefined;
  },
): MemberDecision {
  const { at, login, mail, spelt = {} } = command;
  if (member.status === 'active' && member.login === login) return [];
  if (member.status !== 'invited')
    return refuse('invitation-over', 'This invitation was used or withdrawn; ask for a new one.');
  if (member.expiresAt <= at)
    return refuse('invitation-over', 'This invitation was not accepted in time; ask for a new one.');
  if (member.mail !== mail)
    return refuse(
      'invitation-for-another',
      'This invitation was sent to another address. Sign in with the account of that address.',
    );
  return [{ type: 'MemberJoined', at, login, ...spelt }];
}

export function decideChangeRoles(
  member: Member,
  command: { readonly at: EpochMs; readonly roles: readonly TeamRole[] },
): MemberDecision {
  const { at, roles } = command;
  if (member.status === 'removed') return refuse('member-removed', 'This member has left the team.');
  if (roles.length === 0)
    return refuse('roles-missing', 'Choose at least one thing that they may do, or remove them.', {
      field: 'roles',
    });
  const same = roles.length === member.roles.length && roles.every((r) => member.roles.includes(r));
  return same ? [] : [{ type: 'MemberRolesChanged', at, roles }];
}

export function decideRemove(
  member: Member,
  command: Omit<Extract<MemberEvent, { type: 'MemberRemoved' }>, 'type'>,
): MemberDecision {
  // Whom a bar removed an owner or the end of the shop may remove for good.
  const isOver = member.status === 'removed' && (!member.barred || command.why === 'barred');
  return isOver ? [] : [{ type: 'MemberRemoved', ...command }];
}

/** A bar that is reversed leaves nothing behind: who acted for a shop until then does so again. */
export function decideReinstate(
  member: Member,
  {
    at,
    elsewhere,
  }: {
    readonly at: EpochMs;
    /** Their sign-in acts for another shop by now, or has an account of its own. */ readonly elsewhere: boolean;
  },
): MemberDecision {
  const isBarred = member.status === 'removed' && member.barred !== undefined;
  return isBarred && !elsewhere ? [{ type: 'MemberReinstated', at }] : [];
}

/** The time to appeal is over: what it was kept for has not come about, and may still, without the address. */
export function decideForgetMail(member: Member, at: EpochMs): MemberDecision {
  const until = member.status === 'removed' ? member.barred?.mailUntil : undefined;
  return typeof until === 'number' && until <= at
    ? [{ type: 'MemberMailForgotten', at }]
    : refuse('not-due', 'Nothing is due.');
}
