import type { Concept } from '../kernel/concept.ts';
import { assert, type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { ClaimId, ListingId, OrderId, PartyId, RecallId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Recall, Remedy } from './recall.ts';

/** How one owner of recalled goods is made good. */
export interface ClaimFacts {
  readonly recallId: RecallId;
  readonly buyer: PartyId;
  readonly seller: PartyId;
  readonly orderId: OrderId;
  /** Which recalled articles of the order it is about; absent: all of them, in claims from before recalls were widened. */
  readonly listings?: readonly ListingId[];
  readonly remedy: Remedy;
  readonly chosenAt: EpochMs;
}

/** `why`: done as chosen, or refunded because what was chosen did not come in time. */
export type Claim = ClaimFacts &
  (
    | { readonly status: 'open'; readonly doneBy: EpochMs }
    | { readonly status: 'done'; readonly doneAt: EpochMs; readonly why: 'as-chosen' | 'refunded-instead' }
  );

export type ClaimEvent =
  | ({ readonly type: 'RemedyChosen'; readonly at: EpochMs; readonly doneBy: EpochMs } & Omit<
      ClaimFacts,
      'chosenAt'
    >)
  | {
      readonly type: 'RemedyGiven';
      readonly at: EpochMs;
      readonly by: string;
      readonly why: 'as-chosen' | 'refunded-instead';
    }
  /** The buyer's bank decides about the same money: we look again then. */
  | { readonly type: 'RemedyPostponed'; readonly at: EpochMs; readonly doneBy: EpochMs };

export function evolveClaim(state: Claim | undefined, event: ClaimEvent): Claim {
  if (event.type === 'RemedyChosen') {
    const { type: _, at: chosenAt, ...facts } = event;
    return { ...facts, chosenAt, status: 'open' };
  }
  assert(state, `${event.type} before RemedyChosen`);
  switch (event.type) {
    case 'RemedyGiven': {
      const { recallId, buyer, seller, orderId, listings, remedy, chosenAt } = state;
      return {
        recallId,
        buyer,
        seller,
        orderId,
        ...(listings === undefined ? {} : { listings }),
        remedy,
        chosenAt,
        status: 'done',
        doneAt: event.at,
        why: event.why,
      };
    }
    case 'RemedyPostponed':
      return state.status === 'open' ? { ...state, doneBy: event.doneBy } : state;
    default:
      return event satisfies never;
  }
}

/** One claim an owner and order, and one more for what a widened recall added: choosing twice is choosing once. */
export function claimIdOf(recallId: RecallId, orderId: OrderId, before: number): ClaimId {
  return `clm_${recallId}_${orderId}${before === 0 ? '' : `_${before + 1}`}` as ClaimId;
}

export function covers({ listings }: Claim, listingId: ListingId): boolean {
  return listings === undefined || listings.includes(listingId);
}

/** What was repaired or replaced is the owner's like anything else, and may be recalled or returned again. */
export function isPaidOrWaits(claim: Claim): boolean {
  return claim.status === 'open' || claim.remedy === 'refund' || claim.why === 'refunded-instead';
}

export function chooseRemedy(
  state: Claim | undefined,
  recall: Recall,
  command: Omit<ClaimFacts, 'chosenAt'> & { readonly at: EpochMs },
  { quality }: Pick<Rulebook, 'quality'>,
): Decision<ClaimEvent> {
  if (state)
    return refuse('remedy-chosen', `You have chosen already: ${state.remedy}.`, {
      facts: { remedy: state.remedy },
    });
  if (!recall.remedies.includes(command.remedy))
    return refuse('remedy-not-offered', `This recall offers: ${recall.remedies.join(', ')}.`, {
      field: 'remedy',
    });
  return [
    {
      type: 'RemedyChosen',
      ...command,
      doneBy: command.at + quality.recalls.remedyWithinDays * DAY_MS,
    },
  ];
}

/** The seller says that the repaired or new goods are with the owner. */
export function giveRemedy(
  state: Claim,
  command: { readonly by: PartyId; readonly at: EpochMs },
): Decision<ClaimEvent> {
  if (state.seller !== command.by) return refuse('not-found', 'There is no such claim on goods of yours.');
  return done(state) ?? [{ type: 'RemedyGiven', ...command, why: 'as-chosen' }];
}

/** The money is on its way back. */
export function refundClaim(
  state: Claim,
  command: { readonly by: string; readonly at: EpochMs },
): Decision<ClaimEvent> {
  const why = state.remedy === 'refund' ? 'as-chosen' : 'refunded-instead';
  return done(state) ?? [{ type: 'RemedyGiven', ...command, why }];
}

function done(state: Claim): Refusal | undefined {
  return state.status === 'done' ? refuse('remedy-given', 'This is settled already.') : undefined;
}

/** Stream id `clm_...`, made of recall and order. Due when a repair or replacement has not come: then it is a refund. */
export const claims: Concept<
  Claim,
  ClaimEvent,
  'recall' | 'order_id' | 'buyer' | 'seller' | 'status' | 'remedy'
> = {
  name: 'recall_claim',
  revision: 2,
  evolve: evolveClaim,
  columns: {
    recall: { type: 'text', of: (c) => c.recallId },
    order_id: { type: 'text', of: (c) => c.orderId },
    buyer: { type: 'text', of: (c) => c.buyer },
    seller: { type: 'text', of: (c) => c.seller },
    status: { type: 'text', of: (c) => c.status },
    remedy: { type: 'text', of: (c) => c.remedy },
  },
  due: (c) => (c.status === 'open' ? c.doneBy : undefined),
};
