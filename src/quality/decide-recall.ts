import { type Decision, type Refusal, refuse } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Owner, Recall, RecallEvent, RecallSource, RecallText } from './recall.ts';

type RecallDecision = Decision<RecallEvent>;
type Rules = Pick<Rulebook, 'quality'>;

/** Owners that one transaction tells. */
export const OWNERS_A_LIST = 500;

/** Opens a recall: what is asked of its owners and offered to them is complete from the first moment. */
export function openRecall(
  state: Recall | undefined,
  command: RecallText & {
    readonly listings: readonly ListingId[];
    readonly sellers: readonly PartyId[];
    readonly gtins: readonly string[];
    readonly source: RecallSource;
    readonly openedBy: PartyId;
    readonly at: EpochMs;
    readonly rulebookHash: string;
  },
  { quality }: Rules,
): RecallDecision {
  if (state) return refuse('recall-exists', 'This recall exists already.');
  const { rulebookHash: rulebook, at, ...facts } = command;
  const [pictureOf] = facts.listings;
  if (pictureOf === undefined)
    return refuse('no-listing', 'Name the listings of these goods.', { field: 'listings' });
  const { remediesMin, tellWithinHours } = quality.recalls;
  if (new Set(facts.remedies).size < remediesMin)
    return refuse('too-few-remedies', `Owners choose from ${remediesMin} remedies at the least.`, {
      field: 'remedies',
      facts: { remediesMin },
    });
  if (facts.instructions.length === 0)
    return refuse('no-instruction', 'Say what owners are to do now.', { field: 'instructions' });
  return [
    { type: 'RecallOpened', at, ...facts, pictureOf, tellBy: at + tellWithinHours * HOUR_MS, rulebook },
  ];
}

/** Takes in further listings of the same goods; those that are in it already are passed over. */
export function widenRecall(
  state: Recall,
  command: {
    readonly listings: readonly ListingId[];
    readonly sellers: readonly PartyId[];
    readonly gtins: readonly string[];
    readonly by: PartyId;
    readonly at: EpochMs;
  },
  { quality }: Rules,
): RecallDecision {
  const over = closed(state);
  if (over) return over;
  const listings = command.listings.filter((id) => !state.listings.includes(id));
  if (listings.length === 0) return [];
  const tellBy = command.at + quality.recalls.tellWithinHours * HOUR_MS;
  return [{ type: 'RecallWidened', ...command, listings, tellBy }];
}

export function listOwners(
  state: Recall,
  command: {
    readonly parties: number;
    readonly orders: number;
    readonly lists: number;
    readonly at: EpochMs;
  },
): RecallDecision {
  return state.owners === null ? [{ type: 'OwnersListed', ...command }] : [];
}

/** Some owners are not told in time: the head of service is, each day. */
export function tellingLate(state: Recall, at: EpochMs): RecallDecision {
  const isDue = at >= (state.lateSince === null ? state.tellBy : state.lateSince + DAY_MS);
  return state.owners === null || state.toldAt !== null || !isDue
    ? refuse('not-due')
    : [{ type: 'TellingOverdue', at }];
}

/** Ends it, once everybody is told: what is offered to owners stays open to them. */
export function closeRecall(
  state: Recall,
  command: { readonly by: PartyId; readonly why: string; readonly at: EpochMs },
): RecallDecision {
  const over = closed(state);
  if (over) return over;
  if (state.toldAt === null)
    return refuse('owners-not-told', 'Not all owners are told yet: a recall ends after the last of them.');
  return [{ type: 'RecallClosed', ...command }];
}

function closed(state: Recall): Refusal | undefined {
  return state.status === 'closed' ? refuse('recall-closed', 'This recall is closed.') : undefined;
}

/** Each owner once with all their orders, in pieces of `OWNERS_A_LIST`. */
export function inLists(owners: readonly Owner[]): readonly (readonly Owner[])[] {
  const lists: (readonly Owner[])[] = [];
  for (let from = 0; from < owners.length; from += OWNERS_A_LIST)
    lists.push(owners.slice(from, from + OWNERS_A_LIST));
  return lists;
}
