import type { AppealOutcome } from '../appeals/appeal.ts';
import type { ComplaintOutcome, DismissalReason } from '../complaints/complaint.ts';
import type { ReturnStep } from '../aftersales/returns/steps.ts';
import type { Concept } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type {
  AppealId,
  CaseId,
  ComplaintId,
  GuideId,
  ListingId,
  OrderId,
  PartyId,
  PlanId,
  ReturnId,
  RecallId,
  SanctionId,
  StopId,
} from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { AskedField } from '../rulebook/trade.ts';
import type { RecallText } from '../quality/recall.ts';
import type { StopEnd } from '../quality/stop.ts';
import type { EndedWhy } from '../sanctions/sanction.ts';
import type { RectificationOutcome, Target, TargetResult } from '../sanctions/rectification.ts';
import type { Hold, MeasureKind, StopCause } from '../standing/standing.ts';

/** The four kinds of decision that Regulation (EU) 2022/2065, article 17(1), tells apart. */
export type RestrictionOf = 'visibility' | 'monetary' | 'provision' | 'account';

export interface Restriction {
  readonly sanctionId: SanctionId;
  readonly kind: MeasureKind;
  readonly of: RestrictionOf;
  /** `everything`: all markets and all listings, unless named. */
  readonly scope: 'everything' | { readonly listingId: ListingId } | { readonly orderId: OrderId };
  readonly from: EpochMs;
  /** `null`: until lifted, reversed or, for what is done once, not at all. */
  readonly until: EpochMs | null;
  /** The measure's own number: trust factor, orders a day, goodwill returns, or an amount. */
  readonly factor?: number;
  readonly ordersPerDayMax?: number;
  readonly goodwillReturnsMax?: number;
  readonly amount?: Money;
}

/** A rule that was broken, in the words of the terms that the addressee had accepted. */
export interface Ground {
  readonly violation: string;
  readonly title: string;
  readonly basis: 'terms' | 'law';
  readonly ground: string;
  readonly explanation: string;
  readonly clause: {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly termsVersion: string;
  };
}

/** Where to turn: the internal complaint, a certified body, a court. */
export interface Redress {
  readonly appealUntil: EpochMs;
  readonly outOfCourtBody: { readonly name: string; readonly url: string };
  readonly court: true;
}

/**
 * Everything that Regulation (EU) 2022/2065, article 17(3), and Regulation (EU) 2019/1150, article 4, ask for.
 * `facts` are sentences with dates, counts and bounds, without personal data of anybody else.
 */
export interface StatementOfReasons {
  readonly kind: 'statement-of-reasons';
  readonly caseId: CaseId;
  readonly restrictions: readonly Restriction[];
  readonly grounds: readonly Ground[];
  readonly facts: readonly string[];
  /** `complaints`: how many independent people complained. */
  readonly source:
    | { readonly kind: 'notice'; readonly complaints: number }
    | { readonly kind: 'own-initiative' };
  readonly automatedDetection: boolean;
  readonly automatedDecision: 'fully' | 'partially' | 'not';
  readonly emergency: string | null;
  readonly points: { readonly before: number; readonly added: number; readonly rung: string };
  /** How to put it right, and until when; `null` where it can't be. */
  readonly rectification: {
    readonly planId: PlanId;
    readonly until: EpochMs;
    readonly targets: readonly Target[];
  } | null;
  /** A full termination takes effect this long after the notice; `null` when it need not wait, with the reason why. */
  readonly termination:
    | { readonly effectiveAt: EpochMs }
    | { readonly atOnceBecause: 'emergency' | 'repeated-infringement' }
    | null;
  readonly redress: Redress;
  readonly rulebook: string;
}

export type NoticeBody =
  | StatementOfReasons
  | { readonly kind: 'complaint-received'; readonly complaintId: ComplaintId; readonly firstLookBy: EpochMs }
  | {
      readonly kind: 'complaint-decided';
      readonly complaintId: ComplaintId;
      readonly caseId: CaseId | null;
      readonly outcome: ComplaintOutcome | 'dismissed';
      readonly dismissal: DismissalReason | null;
      /** Kinds of sanction that followed; their details are the other side's business. */
      readonly consequences: readonly MeasureKind[];
      readonly redress: Redress;
    }
  | {
      readonly kind: 'chargeback-opened';
      readonly disputeId: string;
      readonly orderId: OrderId;
      readonly reason: string;
      readonly dueAt: EpochMs;
    }
  /** The seller's bank has taken back what was paid in as a deposit. */
  | { readonly kind: 'deposit-owed-again'; readonly sanctionId: SanctionId; readonly owed: Money }
  /** A step of a return, told to both sides; `dueAt`: when somebody has to act, or time decides. */
  | {
      readonly kind: 'return-changed';
      readonly returnId: ReturnId;
      readonly orderId: OrderId;
      readonly step: ReturnStep;
      readonly dueAt?: EpochMs;
    }
  | {
      readonly kind: 'statement-asked';
      readonly caseId: CaseId;
      readonly violations: readonly string[];
      readonly dueAt: EpochMs;
    }
  | { readonly kind: 'appeal-received'; readonly appealId: AppealId; readonly decideBy: EpochMs }
  | {
      readonly kind: 'appeal-decided';
      readonly appealId: AppealId;
      readonly outcome: AppealOutcome;
      /** Sanctions that are undone by it. */
      readonly reversed: readonly SanctionId[];
      readonly outOfCourtBody: Redress['outOfCourtBody'];
    }
  | {
      readonly kind: 'sanction-ended';
      readonly sanctionIds: readonly SanctionId[];
      readonly kinds: readonly MeasureKind[];
      readonly why: EndedWhy | 'withdrawn';
    }
  /** Goods are off the market: what for, by which numbers, and how to disagree. */
  | {
      readonly kind: 'goods-stopped';
      readonly stopId: StopId;
      readonly because: StopCause;
      readonly listings: readonly { readonly listingId: ListingId; readonly title: string }[];
      readonly until: EpochMs | null;
      readonly figures: Readonly<Record<string, number>>;
      readonly clause: string;
      readonly redress: Redress;
      readonly rulebook: string;
    }
  /** To who waited for such goods: what was not sent is cancelled, and paid back. */
  | {
      readonly kind: 'order-stopped';
      readonly orderId: OrderId;
      readonly because: StopCause;
      readonly listings: readonly { readonly listingId: ListingId; readonly title: string }[];
      readonly clause: string;
    }
  | {
      readonly kind: 'goods-released';
      readonly stopId: StopId;
      readonly listings: readonly { readonly listingId: ListingId; readonly title: string }[];
      readonly why: StopEnd;
    }
  /** Straight to each owner (Regulation (EU) 2023/988, articles 35 and 36). */
  | ({
      readonly kind: 'recall';
      readonly recallId: RecallId;
      readonly pictureOf: ListingId;
      readonly orders: readonly OrderId[];
    } & RecallText)
  /** Goods that somebody owns are due for maintenance. */
  | {
      readonly kind: 'care-reminder';
      readonly guideId: GuideId;
      readonly orderId: OrderId;
      readonly listingId: ListingId;
      readonly title: string;
    }
  /** Held until a person has looked, and free again. Whom it is linked to is nobody's to know. */
  | { readonly kind: 'account-held' | 'account-released'; readonly reason: Hold['reason'] }
  /** Data that a seller has to give, or to correct, and until when; after that the account is held. */
  | {
      readonly kind: 'identity-asked';
      readonly because: 'high-volume' | 'to-verify' | 'found-wrong';
      readonly fields: readonly AskedField[];
      readonly dueAt: EpochMs;
      /** They were silent before. */
      readonly isLast?: true;
    }
  /** Every year, of those who sell much: whether what they told, `fields`, is current. Held after the last notice. */
  | {
      readonly kind: 'certificate-asked';
      readonly fields: readonly AskedField[];
      readonly dueAt: EpochMs;
      readonly isLast: boolean;
    }
  | {
      readonly kind: 'rectification-concluded';
      readonly planId: PlanId;
      readonly caseId: CaseId;
      readonly outcome: RectificationOutcome | 'extended';
      readonly targets: readonly TargetResult[];
      readonly until: EpochMs | null;
    };

export interface Notice {
  readonly to: PartyId;
  readonly at: EpochMs;
  readonly body: NoticeBody;
  /** What the person who decided wrote, for the addressee's eyes; `null` where the rulebook's words are all. */
  readonly words: Commitment | null;
  readonly readAt: EpochMs | null;
}

export type NoticeEvent =
  | {
      readonly type: 'NoticeGiven';
      readonly at: EpochMs;
      readonly to: PartyId;
      readonly body: NoticeBody;
      readonly words: Commitment | null;
    }
  | { readonly type: 'NoticeRead'; readonly at: EpochMs };

export function evolveNotice(state: Notice | undefined, event: NoticeEvent): Notice {
  if (event.type === 'NoticeGiven') {
    const { type: _, ...facts } = event;
    return { ...facts, readAt: null };
  }
  assert(state, `${event.type} before NoticeGiven`);
  switch (event.type) {
    case 'NoticeRead':
      return { ...state, readAt: state.readAt ?? event.at };
    default:
      return event satisfies never;
  }
}

/** Stream id `ntc_...`; also the platform-unique id of a statement in the transparency database. */
export const notices: Concept<Notice, NoticeEvent, 'addressee' | 'kind' | 'unread_of' | 'given_at'> = {
  name: 'notice',
  revision: 1,
  evolve: evolveNotice,
  columns: {
    addressee: { type: 'text', of: (n) => n.to },
    kind: { type: 'text', of: (n) => n.body.kind },
    unread_of: { type: 'text', of: (n) => (n.readAt === null ? n.to : null) },
    given_at: { type: 'bigint', of: (n) => n.at },
  },
};
