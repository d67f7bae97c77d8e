import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type {
  AuthorityOrderId,
  ListingId,
  LotId,
  OrderId,
  PartyId,
  RecallId,
  WatchId,
} from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';

/** What the goods may do to people; each is worded in every language, so that no owner reads a foreign one. */
export const HAZARDS = [
  'fire',
  'burns',
  'electric-shock',
  'choking',
  'strangulation',
  'injury',
  'cuts',
  'chemical',
  'microbiological',
  'environment',
] as const;
export type Hazard = (typeof HAZARDS)[number];

/** What owners are asked to do at once. */
export const INSTRUCTIONS = [
  'stop-using',
  'unplug',
  'keep-from-children',
  'do-not-dispose',
  'dispose',
] as const;
export type Instruction = (typeof INSTRUCTIONS)[number];

export const REMEDIES = ['repair', 'replacement', 'refund'] as const;
export type Remedy = (typeof REMEDIES)[number];

export type RecallSource =
  | { readonly kind: 'watch'; readonly watchId: WatchId }
  | { readonly kind: 'inspection'; readonly lotId: LotId }
  | { readonly kind: 'authority'; readonly authorityOrderId: AuthorityOrderId }
  | { readonly kind: 'seller' }
  | { readonly kind: 'platform' };

/** What the official template of a recall notice asks for (Implementing Regulation (EU) 2024/1435). */
export interface RecallText {
  /** Name and brand, as people know the goods. */
  readonly product: string;
  /** Model, batch, serial numbers: how owners tell whether theirs is one of them. */
  readonly identification: string;
  /** What is wrong and what may happen, without words that play it down. */
  readonly risk: string;
  readonly hazard: Hazard;
  readonly instructions: readonly Instruction[];
  readonly remedies: readonly Remedy[];
  /** Who answers questions: a phone number, a mail address, or a page. */
  readonly contact: string;
}

export interface RecallFacts extends RecallText {
  readonly listings: readonly ListingId[];
  readonly sellers: readonly PartyId[];
  readonly gtins: readonly string[];
  /** Whose first picture shows the goods. */
  readonly pictureOf: ListingId;
  readonly source: RecallSource;
  readonly openedBy: PartyId;
  readonly openedAt: EpochMs;
  readonly rulebook: string;
  /** Everybody is told by then. */
  readonly tellBy: EpochMs;
  /** Listings whose owners are not listed yet: all at first, then those that were added. */
  readonly unlisted: readonly ListingId[];
  /** How many own it, once they are listed. */
  readonly owners: { readonly parties: number; readonly orders: number; readonly listedAt: EpochMs } | null;
  /** Lists of owners, and how many of them are told. */
  readonly lists: { readonly made: number; readonly told: number };
  readonly toldAt: EpochMs | null;
  /** Since when telling is late, and the head of service knows. */
  readonly lateSince: EpochMs | null;
}

export type Recall = RecallFacts &
  (
    | { readonly status: 'open' }
    | {
        readonly status: 'closed';
        readonly closedAt: EpochMs;
        readonly closedBy: PartyId;
        readonly why: string;
      }
  );

export type RecallEvent =
  | ({ readonly type: 'RecallOpened'; readonly at: EpochMs } & Omit<
      RecallFacts,
      'openedAt' | 'unlisted' | 'owners' | 'lists' | 'toldAt' | 'lateSince'
    >)
  /** The same goods, found under another listing. Their owners are listed as well. */
  | {
      readonly type: 'RecallWidened';
      readonly at: EpochMs;
      readonly listings: readonly ListingId[];
      readonly sellers: readonly PartyId[];
      /** Numbers of these articles; absent in events from before they were kept. */
      readonly gtins?: readonly string[];
      readonly by: PartyId;
      readonly tellBy: EpochMs;
    }
  | {
      readonly type: 'OwnersListed';
      readonly at: EpochMs;
      readonly parties: number;
      readonly orders: number;
      /** New ones, each with owners who are not told yet. */
      readonly lists: number;
    }
  /** One list of them; the recall has told all with the last. */
  | { readonly type: 'OwnersTold'; readonly at: EpochMs; readonly owners: number }
  | { readonly type: 'TellingOverdue'; readonly at: EpochMs }
  | {
      readonly type: 'RecallClosed';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly why: string;
    };

export function evolveRecall(state: Recall | undefined, event: RecallEvent): Recall {
  if (event.type === 'RecallOpened') {
    const { type: _, at: openedAt, ...facts } = event;
    const nothingYet = { owners: null, lists: { made: 0, told: 0 }, toldAt: null, lateSince: null };
    return { ...facts, ...nothingYet, unlisted: facts.listings, openedAt, status: 'open' };
  }
  assert(state, `${event.type} before RecallOpened`);
  switch (event.type) {
    case 'RecallWidened': {
      const { listings, sellers, gtins = [], tellBy } = event;
      return {
        ...state,
        listings: [...state.listings, ...listings],
        sellers: [...new Set([...state.sellers, ...sellers])],
        gtins: [...new Set([...state.gtins, ...gtins])],
        tellBy,
        unlisted: [...state.unlisted, ...listings],
        owners: null,
        toldAt: null,
        lateSince: null,
      };
    }
    case 'OwnersListed': {
      const { at: listedAt, parties, orders } = event;
      const lists = { ...state.lists, made: state.lists.made + event.lists };
      return { ...state, unlisted: [], owners: { parties, orders, listedAt }, ...told(lists, listedAt) };
    }
    case 'OwnersTold':
      return { ...state, ...told({ ...state.lists, told: state.lists.told + 1 }, event.at) };
    case 'TellingOverdue':
      return { ...state, lateSince: event.at };
    case 'RecallClosed':
      return { ...state, status: 'closed', closedAt: event.at, closedBy: event.by, why: event.why };
    default:
      return event satisfies never;
  }
}

function told(
  lists: RecallFacts['lists'],
  at: EpochMs,
): Pick<RecallFacts, 'lists' | 'toldAt' | 'lateSince'> | Pick<RecallFacts, 'lists'> {
  return lists.told < lists.made ? { lists } : { lists, toldAt: at, lateSince: null };
}

/**
 * Stream id `rcl_...`. Due at once until its owners are listed, then when they should all be told, and daily while they
 * are not.
 */
export const recalls: Concept<
  Recall,
  RecallEvent,
  'status' | 'listings' | 'sellers' | 'gtins' | 'opened_at'
> = {
  name: 'recall',
  revision: 2,
  evolve: evolveRecall,
  columns: {
    status: { type: 'text', of: (r) => r.status },
    listings: { type: 'text[]', of: (r) => r.listings },
    sellers: { type: 'text[]', of: (r) => r.sellers },
    gtins: { type: 'text[]', of: (r) => r.gtins },
    opened_at: { type: 'bigint', of: (r) => r.openedAt },
  },
  due: (r) => {
    if (r.owners === null) return r.openedAt;
    if (r.toldAt !== null) return undefined;
    return r.lateSince === null ? r.tellBy : r.lateSince + DAY_MS;
  },
};

/** One owner of recalled goods. */
export interface Owner {
  readonly party: PartyId;
  readonly orders: readonly OrderId[];
}

/**
 * Some owners of recalled goods, so many that a transaction can tell them all. Kept in pieces because a recall may have
 * hundreds of thousands of owners, and each is told exactly once.
 */
export interface OwnerList {
  readonly recallId: RecallId;
  readonly owners: readonly Owner[];
  readonly listedAt: EpochMs;
  readonly toldAt: EpochMs | null;
}

export type OwnerListEvent =
  | {
      readonly type: 'OwnersNoted';
      readonly at: EpochMs;
      readonly recallId: RecallId;
      readonly owners: readonly Owner[];
    }
  | { readonly type: 'NoticesQueued'; readonly at: EpochMs };

export function evolveOwnerList(state: OwnerList | undefined, event: OwnerListEvent): OwnerList {
  if (event.type === 'OwnersNoted') {
    const { at: listedAt, recallId, owners } = event;
    return { recallId, owners, listedAt, toldAt: null };
  }
  assert(state, `${event.type} before OwnersNoted`);
  switch (event.type) {
    case 'NoticesQueued':
      return { ...state, toldAt: event.at };
    default:
      return event satisfies never;
  }
}

/** Stream id `own_...`; due until its owners are told. */
export const ownerLists: Concept<OwnerList, OwnerListEvent, 'recall' | 'untold_of'> = {
  name: 'recall_owners',
  revision: 1,
  evolve: evolveOwnerList,
  columns: {
    recall: { type: 'text', of: (l) => l.recallId },
    untold_of: { type: 'text', of: (l) => (l.toldAt === null ? l.recallId : null) },
  },
  due: (l) => (l.toldAt === null ? l.listedAt : undefined),
};
