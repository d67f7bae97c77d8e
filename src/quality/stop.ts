import type { Concept } from '../kernel/concept.ts';
import { assert, type Decision, refuse } from '../kernel/decision.ts';
import type { AppealId, ListingId, NoticeId, OrderId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { StopCause } from '../standing/standing.ts';

/** `reversed`: on appeal, as if it had never been; `replaced`: by a stop for a graver reason. */
export type StopEnd = 'released' | 'expired' | 'reversed' | 'replaced';

/** Goods of one seller taken off the market, with the notice that says why. */
export interface StopFacts {
  readonly seller: PartyId;
  readonly listings: readonly ListingId[];
  readonly because: StopCause;
  /** The recall, lot, watch or order of an authority that it rests on. */
  readonly ref: string;
  readonly by: string;
  readonly stoppedAt: EpochMs;
  /** `null`: until a person releases them. */
  readonly until: EpochMs | null;
  readonly noticeId: NoticeId;
  readonly appealUntil: EpochMs;
  readonly appealId: AppealId | null;
  readonly rulebook: string;
  /** When orders that wait to be sent are looked for; `null` once none can wait any more. */
  readonly ordersAt: EpochMs | null;
  /** Where looking for them goes on, while it is under way: those up to here have been looked at. */
  readonly ordersAfter?: OrderId;
  /** Of those, orders that could not be ended; absent where none was. */
  readonly ordersFailed?: number;
}

export type Stop = StopFacts &
  (
    | { readonly status: 'in-force' }
    | { readonly status: 'ended'; readonly endedAt: EpochMs; readonly why: StopEnd; readonly endedBy: string }
  );

export type StopEvent =
  | ({ readonly type: 'StopPlaced'; readonly at: EpochMs } & Omit<
      StopFacts,
      'stoppedAt' | 'appealId' | 'ordersAt' | 'ordersAfter' | 'ordersFailed'
    >)
  | { readonly type: 'StopAppealed'; readonly at: EpochMs; readonly appealId: AppealId }
  /**
   * Orders that waited were cancelled and paid back; looked again then, or never where all are. With `after`, those behind
   * it are still to be looked at.
   */
  | {
      readonly type: 'WaitingOrdersEnded';
      readonly at: EpochMs;
      readonly orders: number;
      /** Could not be ended, and were not touched. */
      readonly failed?: number;
      readonly lookAgainAt: EpochMs | null;
      readonly after?: OrderId;
    }
  | { readonly type: 'StopEnded'; readonly at: EpochMs; readonly why: StopEnd; readonly by: string };

export function evolveStop(state: Stop | undefined, event: StopEvent): Stop {
  if (event.type === 'StopPlaced') {
    const { type: _, at: stoppedAt, ...facts } = event;
    return { ...facts, stoppedAt, appealId: null, ordersAt: stoppedAt, status: 'in-force' };
  }
  assert(state, `${event.type} before StopPlaced`);
  switch (event.type) {
    case 'StopAppealed':
      return { ...state, appealId: event.appealId };
    case 'WaitingOrdersEnded':
      return looked(state, event);
    case 'StopEnded':
      return { ...state, status: 'ended', endedAt: event.at, why: event.why, endedBy: event.by };
    default:
      return event satisfies never;
  }
}

function looked(state: Stop, event: Extract<StopEvent, { type: 'WaitingOrdersEnded' }>): Stop {
  const { ordersAfter: _, ordersFailed: before = 0, ...rest } = state;
  const { lookAgainAt: ordersAt, after, failed = 0 } = event;
  if (after === undefined) return { ...rest, ordersAt };
  const ordersFailed = before + failed;
  return { ...rest, ordersAt, ordersAfter: after, ...(ordersFailed > 0 ? { ordersFailed } : {}) };
}

/** Its seller appeals, once, whether or not it is still in force. */
export function appealStop(
  state: Stop,
  command: { readonly by: PartyId; readonly appealId: AppealId; readonly at: EpochMs },
): Decision<StopEvent> {
  const { by, appealId, at } = command;
  if (state.seller !== by) return refuse('not-found', 'There is no such decision about goods of yours.');
  if (state.appealId !== null)
    return refuse('appeal-exists', 'You have appealed against this already.', {
      facts: { appealId: state.appealId },
    });
  if (at > state.appealUntil)
    return refuse('appeal-window-closed', 'The time to appeal against this is over.', {
      facts: { appealUntil: state.appealUntil },
    });
  return [{ type: 'StopAppealed', at, appealId }];
}

export function endStop(
  state: Stop,
  command: { readonly why: StopEnd; readonly by: string; readonly at: EpochMs },
): Decision<StopEvent> {
  if (state.status === 'ended') return [];
  if (command.why === 'expired' && (state.until === null || state.until > command.at))
    return refuse('not-due');
  return [{ type: 'StopEnded', ...command }];
}

/** What waited of these goods is ended: all of it, or what could not wait longer. */
export function endOrders(
  state: Stop,
  command: {
    readonly orders: number;
    readonly failed?: number;
    readonly lookAgainAt: EpochMs | null;
    readonly after?: OrderId;
    readonly at: EpochMs;
  },
): Decision<StopEvent> {
  if (state.status === 'ended' || state.ordersAt === null || state.ordersAt > command.at)
    return refuse('not-due');
  return [{ type: 'WaitingOrdersEnded', ...command }];
}

/** Stream id `stp_...`. Due when orders that wait are to be ended, and when its time is over. */
export const stops: Concept<Stop, StopEvent, 'seller' | 'ref' | 'status' | 'notice' | 'stopped_at'> = {
  name: 'goods_stop',
  revision: 2,
  evolve: evolveStop,
  columns: {
    seller: { type: 'text', of: (s) => s.seller },
    ref: { type: 'text', of: (s) => s.ref },
    status: { type: 'text', of: (s) => s.status },
    notice: { type: 'text', of: (s) => s.noticeId },
    stopped_at: { type: 'bigint', of: (s) => s.stoppedAt },
  },
  due: (s) => {
    if (s.status === 'ended') return undefined;
    const clocks = [s.until, s.ordersAt].filter((at) => at !== null);
    return clocks.length === 0 ? undefined : Math.min(...clocks);
  },
};
