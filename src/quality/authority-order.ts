import type { Concept } from '../kernel/concept.ts';
import { assert, type Decision, refuse } from '../kernel/decision.ts';
import type { ListingId, PartyId, RecallId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';

/** `order`: binding, as of a market surveillance authority; `notice`: anybody's report of dangerous goods. */
export const AUTHORITY_KINDS = ['order', 'notice'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

export const AUTHORITY_OUTCOMES = ['goods-stopped', 'recalled', 'nothing-found', 'not-competent'] as const;
export type AuthorityOutcome = (typeof AUTHORITY_OUTCOMES)[number];

/** Regulation (EU) 2023/988, article 22(4) to (6) and (12): what came in, and until when it must be dealt with. */
export interface AuthorityOrderFacts {
  readonly kind: AuthorityKind;
  readonly authority: string;
  /** ISO 3166: whose working days the clock counts. */
  readonly country: string;
  /** The authority's own file number. */
  readonly reference: string;
  readonly listings: readonly ListingId[];
  readonly gtins: readonly string[];
  readonly asks: string;
  readonly receivedAt: EpochMs;
  readonly dueAt: EpochMs;
  /** Which calendar the clock rests on. */
  readonly calendar: string;
  readonly recordedBy: PartyId;
  readonly lateSince: EpochMs | null;
}

export type AuthorityOrder = AuthorityOrderFacts &
  (
    | { readonly status: 'open' }
    | {
        readonly status: 'answered';
        readonly outcome: AuthorityOutcome;
        readonly answer: string;
        readonly by: PartyId;
        readonly answeredAt: EpochMs;
        readonly recallId: RecallId | null;
      }
  );

export type AuthorityOrderEvent =
  | ({ readonly type: 'AuthorityOrderReceived'; readonly at: EpochMs } & Omit<
      AuthorityOrderFacts,
      'lateSince'
    >)
  | {
      readonly type: 'AuthorityOrderAnswered';
      readonly at: EpochMs;
      readonly outcome: AuthorityOutcome;
      readonly answer: string;
      readonly by: PartyId;
      readonly recallId: RecallId | null;
    }
  | { readonly type: 'AuthorityOrderOverdue'; readonly at: EpochMs };

export function evolveAuthorityOrder(
  state: AuthorityOrder | undefined,
  event: AuthorityOrderEvent,
): AuthorityOrder {
  if (event.type === 'AuthorityOrderReceived') {
    const { type: _, at: _at, ...facts } = event;
    return { ...facts, lateSince: null, status: 'open' };
  }
  assert(state, `${event.type} before AuthorityOrderReceived`);
  switch (event.type) {
    case 'AuthorityOrderAnswered': {
      const { at: answeredAt, outcome, answer, by, recallId } = event;
      return { ...state, status: 'answered', outcome, answer, by, answeredAt, recallId };
    }
    case 'AuthorityOrderOverdue':
      return { ...state, lateSince: event.at };
    default:
      return event satisfies never;
  }
}

export function receiveAuthorityOrder(
  state: AuthorityOrder | undefined,
  command: Omit<AuthorityOrderFacts, 'lateSince'> & { readonly at: EpochMs },
): Decision<AuthorityOrderEvent> {
  if (state) return refuse('order-exists', 'This order is on record already.');
  if (command.receivedAt > command.at)
    return refuse('received-in-future', 'It cannot have come in later than now.', { field: 'receivedAt' });
  if (command.listings.length + command.gtins.length === 0)
    return refuse('no-goods', 'Name the listings or the product numbers that it is about.', {
      field: 'listings',
    });
  return [{ type: 'AuthorityOrderReceived', ...command }];
}

export function answerAuthorityOrder(
  state: AuthorityOrder,
  command: {
    readonly outcome: AuthorityOutcome;
    readonly answer: string;
    readonly by: PartyId;
    readonly recallId: RecallId | null;
    readonly at: EpochMs;
  },
): Decision<AuthorityOrderEvent> {
  if (state.status === 'answered') return refuse('order-answered', 'This was answered already.');
  if (command.outcome === 'recalled' && command.recallId === null)
    return refuse('recall-missing', 'Name the recall that follows from it.', { field: 'recallId' });
  return [{ type: 'AuthorityOrderAnswered', ...command }];
}

export function authorityOrderLate(state: AuthorityOrder, at: EpochMs): Decision<AuthorityOrderEvent> {
  if (state.status !== 'open' || state.lateSince !== null || state.dueAt > at) return refuse('not-due');
  return [{ type: 'AuthorityOrderOverdue', at }];
}

/** Stream id `aut_...`. Due once: when it is not answered in time the head of service is told. */
export const authorityOrders: Concept<
  AuthorityOrder,
  AuthorityOrderEvent,
  'status' | 'due_on' | 'reference' | 'late'
> = {
  name: 'authority_order',
  revision: 1,
  evolve: evolveAuthorityOrder,
  columns: {
    status: { type: 'text', of: (o) => o.status },
    due_on: { type: 'bigint', of: (o) => o.dueAt },
    reference: { type: 'text', of: (o) => o.reference },
    late: { type: 'boolean', of: (o) => o.lateSince !== null },
  },
  due: (o) => (o.status === 'open' && o.lateSince === null ? o.dueAt : undefined),
};
