import type { MeasureKind } from '../standing/standing.ts';
import type { Hazard, Instruction, RecallText, Remedy } from '../quality/recall.ts';
import type { NoticeBody } from '../transparency/notice.ts';

interface Words {
  readonly subject: string;
  readonly text: string;
}

interface WithAction extends Words {
  readonly action: string;
}

/** All that mails say, in one language. Placeholders in braces are filled in by `compose.ts`, which knows them all. */
export interface MailTexts {
  readonly hello: string;
  /** For a recipient whose name we don't know. */
  readonly helloAnybody: string;
  readonly foot: string;
  readonly linkHint: string;
  /** `{name} × {count}`, as in a list of goods. */
  readonly line: string;
  readonly verification: WithAction & { readonly note: string };
  readonly passwordReset: WithAction & { readonly note: string };
  readonly confirmationCode: Words & { readonly note: string };
  readonly orderConfirmed: WithAction;
  readonly orderReceived: WithAction;
  readonly orderShipped: WithAction & { readonly tracking: string };
  readonly orderCancelled: WithAction;
  readonly webhookDisabled: WithAction;
  readonly desk: {
    readonly received: WithAction;
    readonly answer: Pick<WithAction, 'subject' | 'action'>;
    readonly answerBy: string;
    readonly dropped: string;
    /** Begins with the sign at which what is quoted is cut off. */
    readonly replyAbove: string;
  };
  readonly labels: Readonly<
    Record<
      'total' | 'deliverBy' | 'shipBy' | 'measures' | 'appealUntil' | 'answerBy' | 'planUntil' | 'decideBy',
      string
    >
  >;
  readonly noticeAction: string;
  readonly notices: Readonly<Record<NoticeBody['kind'], Words>>;
  /** A recall is told in full, since the mail may be all that is read. */
  readonly recall: {
    readonly labels: Readonly<Record<keyof RecallText, string>>;
    readonly hazards: Readonly<Record<Hazard, string>>;
    readonly instructions: Readonly<Record<Instruction, string>>;
    readonly remedies: Readonly<Record<Remedy, string>>;
    readonly action: string;
  };
  readonly measures: Readonly<Record<MeasureKind, string>>;
}
