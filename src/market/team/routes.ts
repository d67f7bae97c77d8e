import { z } from 'zod';
import { type Actor, TEAM_ROLES } from '../../door/actor.ts';
import { id, line, partyId } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { assert, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { MemberId, PartyId } from '../../kernel/ids.ts';
import { acceptInvitation, changeMemberRoles, inviteMember, removeMember } from '../../processes/team.ts';
import type { Member } from './member.ts';
import { invitationTo, teamOf } from './views.ts';

const memberId: z.ZodType<MemberId, string> = id('mbr');
const roles = z.array(z.enum(TEAM_ROLES)).max(TEAM_ROLES.length);
const REFUSALS = { 'roles-missing': 422, 'member-exists': 409, 'team-full': 409 } as const;

/** The owner's shop: the door lets no member of a team through to these routes. */
function shop(actor: Actor): PartyId {
  assert(actor.kind === 'seller', 'a route for sellers was reached by somebody else');
  return actor.partyId;
}

const changed = z.object({ memberId, roles, status: z.string() });

function answered(member: MemberId, outcome: Member | Refusal) {
  if (isRefusal(outcome)) return outcome;
  return { memberId: member, roles: outcome.roles, status: outcome.status };
}

const list = read({
  path: '/team',
  summary: 'Who acts for my shop besides me, and what each may do',
  tag: 'team',
  access: { who: ['seller'], action: 'data.read-own' },
  response: z.object({
    membersMax: z.int(),
    members: z.array(
      z.object({
        memberId,
        name: z.string(),
        mail: z.string().nullable(),
        roles,
        /** `barred`: removed by a bar of their own account; `DELETE` removes them for good. */
        status: z.enum(['invited', 'expired', 'active', 'barred', 'removed']),
        invitedAt: z.int(),
        expiresAt: z.int().nullable(),
        joinedAt: z.int().nullable(),
      }),
    ),
  }),
  handle: async (reader) => ({
    membersMax: reader.rulebook.team.membersMax,
    members: await teamOf(reader, shop(reader.actor)),
  }),
});

const invite = write({
  method: 'post',
  path: '/team',
  summary: 'Invite somebody to act for my shop; the answer holds what the link to them carries',
  tag: 'team',
  access: { who: ['seller'], action: 'account.edit' },
  status: 201,
  body: z.strictObject({
    name: line(100),
    mail: z.email('an address such as ana@shop.example').max(254),
    roles,
  }),
  response: z.object({ memberId, invitation: z.string(), expiresAt: z.int() }),
  refusals: REFUSALS,
  handle: (writer, { body }) => inviteMember(writer, { seller: shop(writer.actor), ...body }),
});

const preview = read({
  path: '/team/invitations/{memberId}',
  summary: 'What an open invitation is to',
  tag: 'team',
  access: { who: ['anyone'] },
  params: z.strictObject({ memberId }),
  response: z.object({ shop: z.string(), roles, expiresAt: z.int() }),
  handle: async (reader, { params }) =>
    (await invitationTo(reader, params.memberId)) ??
    refuse('not-found', 'This invitation was used, withdrawn or not accepted in time. Ask for a new one.'),
});

const accept = write({
  method: 'post',
  path: '/team/acceptance',
  summary: 'Accept an invitation, with a sign-in account that belongs to nobody else yet',
  tag: 'team',
  access: { who: ['anyone'] },
  body: z.strictObject({ invitation: line(200) }),
  response: z.object({ partyId, roles }),
  refusals: {
    'sign-in-needed': 403,
    'mail-not-verified': 403,
    'invitation-unknown': 404,
    'invitation-for-another': 403,
    'linked-to-barred': 403,
    'invitation-over': 410,
  },
  handle: async (writer, { body }) => {
    const { actor } = writer;
    if (actor.kind !== 'anonymous')
      return refuse(
        'login-taken',
        'This sign-in account belongs to somebody already. Use another one for the team.',
      );
    if (!actor.login) return refuse('sign-in-needed', 'Sign in with the address that was invited, first.');
    if (actor.login.mailUnverified)
      return refuse(
        'mail-not-verified',
        'Confirm your mail address first, by the link in the mail that we sent you.',
      );
    const joined = await acceptInvitation(writer, { invitation: body.invitation, login: actor.login });
    if (isRefusal(joined)) return joined;
    return { partyId: joined.member.seller, roles: joined.member.roles };
  },
});

const changeRoles = write({
  method: 'put',
  path: '/team/{memberId}/roles',
  summary: 'Change what a member may do',
  tag: 'team',
  access: { who: ['seller'], action: 'account.edit' },
  params: z.strictObject({ memberId }),
  body: z.strictObject({ roles }),
  response: changed,
  refusals: REFUSALS,
  handle: async (writer, { params, body }) => {
    const input = { seller: shop(writer.actor), memberId: params.memberId, roles: body.roles };
    return answered(params.memberId, await changeMemberRoles(writer, input));
  },
});

const remove = write({
  method: 'delete',
  path: '/team/{memberId}',
  summary: 'Remove a member or withdraw an invitation, with effect from the next request',
  tag: 'team',
  access: { who: ['seller'], action: 'account.edit' },
  params: z.strictObject({ memberId }),
  response: changed,
  handle: async (writer, { params }) => {
    const input = { seller: shop(writer.actor), memberId: params.memberId, why: 'owner' } as const;
    return answered(params.memberId, await removeMember(writer, input));
  },
});

const leave = write({
  method: 'post',
  path: '/team/leaving',
  summary: 'Leave the team that I act for',
  tag: 'team',
  access: { who: ['seller'], team: TEAM_ROLES, action: 'account.edit' },
  response: changed,
  handle: async (writer) => {
    const { actor } = writer;
    if (actor.kind !== 'seller' || !actor.member)
      return refuse('owner-stays', 'The owner of a shop closes it instead of leaving it.');
    const own = actor.member.memberId;
    return answered(own, await removeMember(writer, { seller: actor.partyId, memberId: own, why: 'left' }));
  },
});

export function teamRoutes(): readonly AnyRoute[] {
  return [list, invite, preview, accept, changeRoles, remove, leave];
}
