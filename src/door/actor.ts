import type { PartyId } from '../kernel/ids.ts';

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
  /** The operator's engineers and their systems: facts in bulk, exports, log. No judging. */
  'engineer',
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/** A signed-in account, whose party may not exist yet: registration ties the two together. */
export interface Login {
  readonly userId: string;
  readonly email: string;
}

export type Actor =
  | { readonly kind: 'anonymous'; readonly login?: Login }
  | { readonly kind: 'buyer' | 'seller'; readonly partyId: PartyId }
  | { readonly kind: 'staff'; readonly partyId: PartyId; readonly roles: readonly StaffRole[] };

/** Whom a route serves. `anyone` includes people who are not signed in. */
export type Who = 'anyone' | 'buyer' | 'seller' | StaffRole;

export function isServed(actor: Actor, who: readonly Who[]): boolean {
  if (who.includes('anyone')) return true;
  if (actor.kind === 'anonymous') return false;
  if (actor.kind === 'staff') return actor.roles.some((role) => who.includes(role));
  return who.includes(actor.kind);
}
