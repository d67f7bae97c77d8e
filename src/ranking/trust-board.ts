import type { PartyId } from '../kernel/ids.ts';

/** What ranking knows of a seller. Without measures: what is in force is read from the standing. */
export interface SellerTrust {
  /** 0 to 1. */
  readonly trust: number;
  /** Name in the rulebook. */
  readonly tier: string;
  /** Orders that are over within the memory, and different buyers of them. */
  readonly orders: number;
  readonly buyers: number;
  /** The oldest of all accounts that share a mark which identifies a person or company: one identity, however many shops. */
  readonly identity: PartyId;
  /** Somebody has seen proof of all that a seller has to tell of themselves. */
  readonly verified: boolean;
}

/** What is known now; somebody unknown is a newcomer. */
export interface TrustBoard {
  of(seller: PartyId): SellerTrust;
  /** Trust in somebody of whom nothing is known. */
  readonly newcomer: number;
}
