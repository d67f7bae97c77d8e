import type { MemberId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';

/** What a member of staff may do; one person can have several. */
export const STAFF_ROLES = [
  /** Answers buyers and sellers, triages complaints. */
  'representative',
  /** Investigates cases, makes findings, proposes and imposes sanctions. */
  'investigator',
  /** Second person: approves shutdowns and bars, samples campaigns, judges appeals. */
  'reviewer',
  /** Product quality. */
  'inspector',
  /** Head of service: load, campaigns, everything readable. */
  'head',
  /** The operator's engineers and their systems: facts in bulk, exports, log. No judging, nor saying who judges. */
  'engineer',
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * What a member of a seller's team may do besides the owner; one member can have several. Payout account, identity,
 * sanctions and the team itself are the owner's alone.
 */
export const TEAM_ROLES = [
  /** Articles: texts, pictures, prices, stock, and how they are found. */
  'listings',
  /** Orders: addresses, parcels, cancellations. */
  'shipping',
  /** Conversations with buyers, answers to reviews. */
  'messages',
  /** Balance, payouts, invoices, refunds. */
  'finance',
] as const;

export type TeamRole = (typeof TEAM_ROLES)[number];

/** Somebody who acts for a seller without being its owner. */
export interface Membership {
  readonly memberId: MemberId;
  readonly roles: readonly TeamRole[];
}

/** A signed-in account, whose party may not exist yet: registration ties the two together. */
export interface Login {
  readonly userId: string;
  readonly email: string;
  /** The address was never shown to be theirs: nothing that hangs on it may be taken over. */
  readonly mailUnverified?: true;
}

/** What the session tells beyond who it is; all absent where a caller vouches for itself, as the workers do. */
export interface Assurance {
  /** When this session last proved itself by a second factor, a passkey or a mailed code. */
  readonly confirmedAt?: EpochMs;
  /** The mail address was never shown to be theirs. */
  readonly mailUnverified?: true;
  /** Staff who have yet to set up the second factor that they must have. */
  readonly lacksSecondFactor?: true;
}

export type Actor =
  | { readonly kind: 'anonymous'; readonly login?: Login }
  | ({
      readonly kind: 'buyer' | 'seller';
      readonly partyId: PartyId;
      /** Only of sellers, where it is not the owner who asks. */
      readonly member?: Membership;
    } & Assurance)
  | ({ readonly kind: 'staff'; readonly partyId: PartyId; readonly roles: readonly StaffRole[] } & Assurance);

/** Whom a route serves. `anyone` includes people who are not signed in. */
export type Who = 'anyone' | 'buyer' | 'seller' | StaffRole;

export interface Served {
  readonly who: readonly Who[];
  /** Which members of a seller's team are served besides its owner. Absent: none, so that a forgotten route is closed. */
  readonly team?: readonly TeamRole[];
}

export function isServed(actor: Actor, { who, team = [] }: Served): boolean {
  if (who.includes('anyone')) return true;
  if (actor.kind === 'anonymous') return false;
  if (actor.kind === 'staff') return actor.roles.some((role) => who.includes(role));
  if (actor.member && !actor.member.roles.some((role) => team.includes(role))) return false;
  return who.includes(actor.kind);
}

/** Who acts, as the log names them: a member of a team under their own name, not under the seller's. */
export function actingAs(actor: Actor): string {
  if (actor.kind === 'anonymous') return 'anonymous';
  if (actor.kind === 'staff') return actor.partyId;
  return actor.member?.memberId ?? actor.partyId;
}
