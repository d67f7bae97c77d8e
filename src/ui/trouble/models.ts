/** What the pages about problems read from the API. */
import type { EpochMs } from '../../kernel/time.ts';

export interface Refs {
  readonly orderId?: string;
  readonly listingId?: string;
  readonly conversationId?: string;
}

/** `GET /complaint-kinds`. */
export interface Kinds {
  readonly kinds: readonly Kind[];
  readonly textCharactersMax: number;
  readonly appealMonths: number;
}

export interface Kind {
  readonly kind: string;
  readonly title: string;
  readonly by: 'buyer' | 'seller' | 'anyone';
  readonly needsOrder: boolean;
  readonly evidenceRequired: readonly string[];
  readonly alwaysOpen: boolean;
  readonly isUrgent: boolean;
  readonly firstLookHours: number;
  readonly answerHours: number;
  readonly decideWithinDays: number;
}

export interface DraftRow {
  readonly id: string;
  readonly status: 'open' | 'filed' | 'dropped';
  readonly refs: Refs;
  readonly kind: string | null;
  readonly savedAt: EpochMs;
  readonly complaintId: string | null;
}

export interface Draft extends DraftRow {
  readonly text: string;
  readonly uploads: readonly UploadRow[];
}

export interface UploadRow {
  readonly id: string;
  readonly kind: string;
  readonly mime: string;
  readonly bytes: number;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface OrderRow {
  readonly id: string;
  readonly status: string;
  readonly seller: Named;
  readonly buyer: Named;
  readonly placedAt: EpochMs;
  readonly lines: readonly { readonly listingId: string; readonly title: string | null }[];
}

export interface OrderFile extends OrderRow {
  readonly shipments: readonly { readonly scans: readonly object[] }[];
  readonly timeline: readonly object[];
}

export interface ConversationRow {
  readonly conversationId: string;
  readonly buyer: Named;
  readonly seller: Named;
  readonly openedAt: EpochMs;
}

export interface ComplaintRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly status: 'filed' | 'dismissed' | 'heard' | 'decided' | 'withdrawn';
  readonly outcome: string | null;
  readonly subject: Named;
  readonly refs: Refs;
  readonly caseId: string | null;
  readonly filedAt: EpochMs;
  readonly firstLookBy: EpochMs;
  readonly escalated: boolean;
  readonly appealUntil: EpochMs | null;
  readonly appealId: string | null;
}

export interface Complaint extends ComplaintRow {
  readonly text: string | null;
  readonly uploads: readonly Omit<UploadRow, 'id'>[];
  readonly dismissal: {
    readonly reason: string;
    readonly explanation: string | null;
    readonly at: EpochMs;
  } | null;
  readonly decidedAt: EpochMs | null;
  readonly noticeId: string | null;
}

export interface AppealRow {
  readonly id: string;
  readonly status: 'filed' | 'assigned' | 'decided' | 'withdrawn';
  readonly about: 'sanctions' | 'complaint' | 'goods-stop';
  readonly caseId: string | null;
  readonly complaintId: string | null;
  readonly filedAt: EpochMs;
  readonly decideBy: EpochMs;
  readonly escalated: boolean;
  readonly outcome: 'upheld' | 'reversed' | 'changed' | null;
  readonly decidedAt: EpochMs | null;
}

export interface Appeal extends AppealRow {
  readonly grounds: string | null;
  readonly reasons: string | null;
}
