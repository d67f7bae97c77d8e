/** What the API says of questions and guides, as shoppers' pages read it. */
import type { EpochMs } from '../../kernel/time.ts';

export type TicketStatus = 'open' | 'waiting' | 'solved' | 'closed';
export type GuideKind = 'use' | 'care' | 'maintenance' | 'troubleshooting' | 'part' | 'warning';

export interface TicketRow {
  readonly ticketId: string;
  readonly status: TicketStatus;
  readonly title: string;
  readonly subject: string | null;
  readonly openedAt: EpochMs;
  readonly lastAt: EpochMs;
}

export interface TicketPage extends TicketRow {
  readonly answerBy: EpochMs | null;
  readonly waitsUntil: EpochMs | null;
  readonly rating: number | null;
  readonly refs: { readonly orderId?: string; readonly listingId?: string };
  readonly messages: readonly {
    readonly messageId: string;
    readonly from: 'customer' | 'agent';
    readonly at: EpochMs;
    readonly channel: 'web' | 'api' | 'mail';
    readonly text: string | null;
    readonly files: readonly { readonly sha256: string; readonly mime: string }[];
  }[];
  readonly mayWrite: boolean;
  readonly mayRate: boolean;
  readonly follows: string | null;
}

export interface GuideRow {
  readonly guideId: string;
  readonly kind: GuideKind;
  readonly language: string;
  readonly title: string;
  readonly everyMonths: number | null;
}

export interface GuidePage extends GuideRow {
  readonly target: { readonly kind: 'listing' | 'model' | 'category'; readonly listingId?: string };
  readonly text: string;
  readonly version: number;
  readonly changedAt: EpochMs;
  readonly writtenBy: 'seller' | 'staff';
  readonly helped: number;
  readonly notHelped: number;
  readonly mine: boolean | null;
  readonly recalls: readonly { readonly recallId: string; readonly product: string }[];
  readonly warnings: readonly { readonly guideId: string; readonly title: string }[];
  readonly stopped: readonly ('authority-order' | 'lot-rejected' | 'lot-on-hold' | 'defects')[];
}

export interface TicketKinds {
  readonly kinds: readonly { readonly kind: string; readonly title: string }[];
  readonly firstAnswerHours: number;
  readonly textCharactersMax: number;
}
