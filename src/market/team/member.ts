import type { Membership, TeamRole } from '../../door/actor.ts';
import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { MemberId, PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Mark, Spelt } from '../parties/party.ts';

/** Somebody whom a seller has asked to act for the shop. Name and address are private values under the member's own id. */
interface MemberBase {
  readonly seller: PartyId;
  readonly name: Commitment;
  readonly mail: Commitment;
  readonly roles: readonly TeamRole[];
  readonly invitedAt: EpochMs;
}

interface Acting {
  readonly joinedAt: EpochMs;
  readonly login: string;
  readonly marks: readonly Mark[];
}

export type Member = MemberBase &
  (
    | { readonly status: 'invited'; readonly expiresAt: EpochMs }
    | (Acting & { readonly status: 'active' })
    | {
        readonly status: 'removed';
        readonly removedAt: EpochMs;
        /** Only for those whom a bar removed: what they were, should it be reversed. */
        readonly barred?: Acting & {
          /** Their address is forgotten then, whatever becomes of the bar; `null`: it is. */
          readonly mailUntil: EpochMs | null;
        };
      }
  );

export type MemberEvent =
  | {
      readonly type: 'MemberInvited';
      readonly at: EpochMs;
      readonly seller: PartyId;
      readonly name: Commitment;
      readonly mail: Commitment;
      readonly roles: readonly TeamRole[];
      readonly expiresAt: EpochMs;
    }
  /** With what their sign-in address is compared by; absent in memberships from before that was noted. */
  | (Partial<Spelt> & { readonly type: 'MemberJoined'; readonly at: EpochMs; readonly login: string })
  | { readonly type: 'MemberRolesChanged'; readonly at: EpochMs; readonly roles: readonly TeamRole[] }
  | {
      readonly type: 'MemberRemoved';
      readonly at: EpochMs;
      readonly why: 'owner' | 'left' | 'shop-closed' | 'barred';
      /** Only of a bar: how long the address is kept. */
      readonly mailUntil?: EpochMs;
    }
  | { readonly type: 'MemberMailForgotten'; readonly at: EpochMs }
  /** The bar that removed them is no more. */
  | { readonly type: 'MemberReinstated'; readonly at: EpochMs };

export function evolveMember(state: Member | undefined, event: MemberEvent): Member {
  if (event.type === 'MemberInvited') {
    const { type: _type, at: invitedAt, ...facts } = event;
    return { ...facts, invitedAt, status: 'invited' };
  }
  assert(state, `${event.type} before MemberInvited`);
  switch (event.type) {
    case 'MemberJoined':
      return {
        ...base(state),
        status: 'active',
        joinedAt: event.at,
        login: event.login,
        marks: [event.mark, event.earlier].filter((mark) => mark !== undefined),
      };
    case 'MemberRolesChanged':
      return { ...state, roles: event.roles };
    case 'MemberRemoved':
      return {
        ...base(state),
        status: 'removed',
        removedAt: event.at,
        ...(event.why === 'barred' && state.status === 'active'
          ? { barred: { ...acting(state), mailUntil: event.mailUntil ?? event.at } }
          : {}),
      };
    case 'MemberMailForgotten':
      assert(state.status === 'removed' && state.barred, 'only an address that was kept for a bar');
      return { ...state, barred: { ...state.barred, mailUntil: null } };
    case 'MemberReinstated':
      assert(state.status === 'removed' && state.barred, 'only who was removed by a bar is reinstated');
      return { ...base(state), status: 'active', ...acting(state.barred) };
    default:
      return event satisfies never;
  }
}

function base({ seller, name, mail, roles, invitedAt }: Member): MemberBase {
  return { seller, name, mail, roles, invitedAt };
}

function acting({ joinedAt, login, marks }: Acting): Acting {
  return { joinedAt, login, marks };
}

/** By what they act, or would if they were not barred. */
export function marksOf(member: Member): readonly Mark[] {
  if (member.status === 'active') return member.marks;
  return (member.status === 'removed' && member.barred?.marks) || [];
}

/** What a signed-in member counts as at the door; nothing before they joined and after they left. */
export function membershipOf(memberId: MemberId, member: Member): Membership | undefined {
  return member.status === 'active' ? { memberId, roles: member.roles } : undefined;
}

/** Kinds of the private values of a member. */
export const MEMBER_NAME = 'member-name';
export const MEMBER_MAIL = 'member-mail';

/** One stream a membership, `mbr_...`. Whoever is invited again after leaving is a new member. */
export const members: Concept<Member, MemberEvent, 'seller' | 'login' | 'status' | 'marks'> = {
  name: 'member',
  revision: 3,
  evolve: evolveMember,
  columns: {
    seller: { type: 'text', of: (m) => m.seller },
    login: { type: 'text', of: (m) => (m.status === 'active' ? m.login : null) },
    marks: { type: 'text[]', of: marksOf },
    status: { type: 'text', indexed: false, of: (m) => m.status },
  },
  due: (m) => (m.status === 'removed' ? (m.barred?.mailUntil ?? undefined) : undefined),
};
