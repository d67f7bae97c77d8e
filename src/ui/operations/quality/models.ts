/** What the pages of product quality read from the API. */
import type { EpochMs } from '../../../kernel/time.ts';
import type { RecallCard, Remedy } from '../../recalls/models.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Queue {
  readonly open: number;
  readonly late: number;
}

/** `GET /quality/overview`. */
export interface Overview {
  readonly lots: Queue;
  readonly alarms: Queue;
  readonly recalls: Queue;
  readonly authorityOrders: Queue;
  readonly stopped: readonly { readonly because: string; readonly stops: number }[];
  readonly weeks: readonly Week[];
}

export interface Week {
  readonly at: EpochMs;
  readonly accepted: number;
  readonly rejected: number;
  readonly reports: number;
  readonly safety: number;
}

export type LotStatus = 'inspecting' | 'on-hold' | 'accepted' | 'rejected';

/** `GET /quality/lots`. */
export interface LotRow {
  readonly id: string;
  readonly listingId: string;
  readonly title: string;
  readonly seller: Named;
  readonly cause: string;
  readonly status: LotStatus;
  readonly lotSize: number;
  readonly sampleSize: number;
  readonly accept: number;
  readonly inspected: number;
  readonly nonconforming: number;
  readonly critical: number;
  readonly openedAt: EpochMs;
  readonly judgeBy: EpochMs | null;
  readonly judgedAt: EpochMs | null;
  readonly late: boolean;
}

export type UnitResult = 'conforming' | 'nonconforming' | 'critical';

export interface LotUnit {
  readonly unit: number;
  readonly result: UnitResult;
  readonly photos: readonly string[];
  readonly note: string | null;
  readonly by: string;
  readonly at: EpochMs;
}

export interface Lot extends LotRow {
  readonly level: string;
  readonly aqlPercent: number;
  readonly letter: string;
  readonly seed: string;
  readonly drawn: readonly number[];
  readonly units: readonly LotUnit[];
  readonly planSays: 'accept' | 'reject' | null;
  readonly why: string | null;
  readonly openedBy: string;
  readonly judgedBy: string | null;
}

interface Figures {
  readonly units: number;
  readonly defects: number;
  readonly buyers: number;
  readonly safetyReports: number;
  readonly lower: number;
  readonly upper: number;
  readonly ratio: number;
  readonly alarmAt: number;
  readonly clearAt: number;
}

/** `GET /quality/goods`. */
export interface WatchRow {
  readonly listingId: string;
  readonly title: string;
  readonly seller: Named;
  readonly status: 'watching' | 'alarmed' | 'reviewed';
  readonly trigger: 'sequential-test' | 'above-limit' | 'safety-report' | null;
  readonly figures: Figures;
  readonly since: EpochMs | null;
  readonly reviewBy: EpochMs | null;
  readonly late: boolean;
  readonly stopId: string | null;
}

export interface WatchRules {
  readonly acceptableShare: number;
  readonly unacceptableShare: number;
  readonly stopAboveShare: number;
  readonly confidence: number;
  readonly uniqueBuyersMin: number;
}

export interface WatchList {
  readonly goods: readonly WatchRow[];
  readonly rules: WatchRules;
  readonly next: string | null;
}

export interface WatchPage extends WatchRow {
  readonly rules: WatchRules;
  readonly course: readonly Step[];
  readonly reports: readonly {
    readonly report: string;
    readonly source: string;
    readonly safety: boolean;
    readonly at: EpochMs;
    readonly void: boolean;
  }[];
  readonly review: {
    readonly outcome: string;
    readonly by: string;
    readonly at: EpochMs;
    readonly why: string | null;
  } | null;
  readonly alarms: number;
}

export interface Step {
  readonly day: number;
  readonly units: number;
  readonly defects: number;
  readonly ratio: number;
}

/** `GET /quality/recalls`. */
export interface RecallRow extends RecallCard {
  readonly source: string;
  readonly listings: number;
  readonly sellers: readonly Named[];
  readonly owners: number | null;
  readonly orders: number | null;
  readonly lists: { readonly made: number; readonly told: number };
  readonly tellBy: EpochMs;
  readonly listedAt: EpochMs | null;
  readonly toldAt: EpochMs | null;
  readonly late: boolean;
  readonly claims: Readonly<Record<Remedy, { readonly open: number; readonly done: number }>>;
}

export interface StaffRecall extends RecallRow {
  readonly goods: readonly { readonly listingId: string; readonly title: string; readonly seller: Named }[];
  readonly openedBy: string;
  readonly closedWhy: string | null;
}

/** `GET /quality/authority-orders`. */
export interface AuthorityOrder {
  readonly id: string;
  readonly kind: 'order' | 'notice';
  readonly authority: string;
  readonly country: string;
  readonly reference: string;
  readonly asks: string;
  readonly listings: readonly string[];
  readonly gtins: readonly string[];
  readonly receivedAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly calendar: string;
  readonly status: 'open' | 'answered';
  readonly late: boolean;
  readonly outcome: string | null;
  readonly answer: string | null;
  readonly answeredAt: EpochMs | null;
  readonly recallId: string | null;
}
