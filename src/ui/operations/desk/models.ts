/** What the API says of the service desk, as the pages read it. */
import type { EpochMs } from '../../../kernel/time.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ClockView {
  readonly of: 'first-answer' | 'next-answer' | 'solution';
  readonly dueAt: EpochMs;
  readonly calendar: string;
  readonly escalated: boolean;
  readonly missed: boolean;
}

export interface DeskRow {
  readonly ticketId: string;
  readonly status: 'open' | 'waiting' | 'solved' | 'closed';
  readonly kind: string;
  readonly title: string;
  readonly skill: string;
  readonly subject: string | null;
  readonly language: string;
  readonly country: string;
  readonly channel: 'web' | 'api' | 'mail';
  readonly requester: Named | null;
  readonly verified: boolean;
  readonly assignee: Named | null;
  readonly clock: ClockView | null;
  readonly openedAt: EpochMs;
  readonly messages: number;
  readonly rating: number | null;
}

export interface DeskMessage {
  readonly messageId: string;
  readonly from: 'customer' | 'agent';
  readonly by: Named | null;
  readonly at: EpochMs;
  readonly channel: DeskRow['channel'];
  readonly text: string | null;
  readonly files: readonly { readonly sha256: string; readonly mime: string; readonly bytes: number }[];
  readonly dropped: readonly string[];
}

export interface DeskTicket extends DeskRow {
  readonly answer: ClockView | null;
  readonly solution: ClockView | null;
  readonly waiting: {
    readonly since: EpochMs;
    readonly until: EpochMs;
    readonly solutionLeftMs: number;
  } | null;
  readonly solved: { readonly at: EpochMs; readonly by: Named | null; readonly cause: string | null } | null;
  readonly missed: readonly string[];
  readonly refs: { readonly orderId?: string; readonly listingId?: string };
  readonly follows: string | null;
  readonly conversation: readonly DeskMessage[];
  readonly notes: readonly { readonly at: EpochMs; readonly by: Named; readonly text: string | null }[];
  readonly ratingComment: string | null;
}

export interface Customer {
  readonly party: Named;
  readonly kind: 'buyer' | 'seller' | 'staff';
  readonly country: string;
  readonly language: string;
  readonly since: EpochMs;
  readonly standing: 'good' | 'held' | 'restricted' | 'stopped' | 'barred';
  readonly orders: readonly {
    readonly id: string;
    readonly status: string;
    readonly placedAt: EpochMs;
    readonly seller: Named;
    readonly goods: readonly string[];
    readonly asked: boolean;
  }[];
  readonly returns: readonly {
    readonly returnId: string;
    readonly orderId: string;
    readonly status: string;
    readonly closedWhy: string | null;
    readonly reason: string;
    readonly wanted: string;
    readonly requestedAt: EpochMs;
    readonly asked: boolean;
  }[];
  readonly complaints: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly filedAt: EpochMs;
  }[];
  readonly tickets: readonly {
    readonly ticketId: string;
    readonly title: string;
    readonly status: string;
    readonly openedAt: EpochMs;
  }[];
}

export interface Present {
  readonly agent: string;
  readonly name: string;
  readonly doing: 'viewing' | 'answering';
}

export interface Macro {
  readonly macroId: string;
  readonly title: string;
  readonly language: string;
  readonly kind: string | null;
  readonly text: string;
}

export interface DeskPage {
  readonly ticket: DeskTicket;
  readonly customer: Customer | null;
  readonly present: readonly Present[];
}

export const VIEWS = [
  { view: 'free', label: 'Free' },
  { view: 'mine', label: 'Mine' },
  { view: 'waiting', label: 'Waiting for the customer' },
  { view: 'at-risk', label: 'At risk' },
  { view: 'open', label: 'All open' },
  { view: 'solved', label: 'Solved' },
] as const;

export const CLOCK_WORDS: Readonly<Record<ClockView['of'], string>> = {
  'first-answer': 'First answer',
  'next-answer': 'Next answer',
  solution: 'Solution',
};

/** What was the matter, as the rulebook names it. */
export const CAUSES = [
  { value: 'answered', label: 'A question answered' },
  { value: 'handling', label: 'Used in another way than it is meant' },
  { value: 'instructions', label: 'Instructions missing or unclear' },
  { value: 'defect', label: 'Defect of the goods' },
  { value: 'part', label: 'Part missing or worn' },
  { value: 'delivery', label: 'Delivery' },
  { value: 'seller', label: 'Conduct of the seller' },
  { value: 'money', label: 'Payment or refund' },
  { value: 'market', label: 'A fault of ours' },
] as const;
