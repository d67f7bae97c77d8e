import type { PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { TicketClock, TicketFacts, TicketMessage, TicketNote } from './ticket.ts';

/** How a ticket ended. */
export interface Solution {
  readonly solvedAt: EpochMs;
  /** `null`: the customer said so, or did not write any more. */
  readonly solvedBy: PartyId | null;
  /** Key of the rulebook's `desk.causes`. */
  readonly cause: string | null;
}

/** What an answer does besides being said. */
export const AFTER_ANSWER = ['wait', 'keep', 'solve'] as const;
export type AfterAnswer = (typeof AFTER_ANSWER)[number];

export interface RunningClocks {
  readonly answer: TicketClock;
  readonly solution: TicketClock;
}

export type TicketEvent =
  | ({
      readonly type: 'TicketOpened';
      readonly at: EpochMs;
      readonly message: TicketMessage;
    } & Omit<TicketFacts, 'openedAt'> &
      RunningClocks)
  | {
      readonly type: 'CustomerWrote';
      readonly at: EpochMs;
      readonly message: TicketMessage;
      /** Set where the clocks stood still. */
      readonly clocks: RunningClocks | null;
    }
  | {
      readonly type: 'AgentAnswered';
      readonly at: EpochMs;
      readonly by: PartyId;
      readonly message: TicketMessage;
      readonly next:
        | { readonly then: 'wait'; readonly until: EpochMs; readonly solutionLeftMs: number }
        | ({ readonly then: 'keep' } & RunningClocks);
    }
  | { readonly type: 'NoteAdded'; readonly at: EpochMs; readonly note: TicketNote }
  | {
      readonly type: 'TicketAssigned';
      readonly at: EpochMs;
      readonly to: PartyId;
      readonly by: PartyId;
      readonly how: 'next' | 'taken' | 'given';
    }
  | { readonly type: 'TicketReleased'; readonly at: EpochMs; readonly by: PartyId }
  | {
      readonly type: 'TicketReclassified';
      readonly at: EpochMs;
      readonly kind: string;
      readonly skill: string;
      readonly by: PartyId;
    }
  | { readonly type: 'ClockEscalated'; readonly at: EpochMs; readonly clock: TicketClock['of'] }
  | { readonly type: 'ClockMissed'; readonly at: EpochMs; readonly clock: TicketClock['of'] }
  | {
      readonly type: 'TicketSolved';
      readonly at: EpochMs;
      readonly by: PartyId | null;
      readonly why: 'agent' | 'customer' | 'silence';
      readonly cause: string | null;
      readonly closesAt: EpochMs;
    }
  | { readonly type: 'TicketClosed'; readonly at: EpochMs }
  | {
      readonly type: 'TicketRated';
      readonly at: EpochMs;
      readonly score: number;
      readonly comment: Commitment | null;
    }
  | { readonly type: 'SenderConfirmed'; readonly at: EpochMs; readonly party: PartyId };
