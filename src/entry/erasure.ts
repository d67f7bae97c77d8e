import { DAY_MS, type EpochMs, plusMonths } from '../kernel/time.ts';
import type { Kept } from '../market/parties/party.ts';
import type { Rulebook } from '../rulebook/schema.ts';

/** Needed to send, deliver, refund and pay what is still under way. */
const ORDER_KINDS = [
  'person-name',
  'legal-name',
  'mail',
  'phone',
  'address',
  'bank-account',
  'delivery-address',
  'tracking',
];
/** What decisions were made of, and their words: nobody can appeal against what is gone. */
const DECISION_KINDS = [
  'decision-words',
  'statement',
  'plan-text',
  'appeal-text',
  'complaint-text',
  'upload',
  'message-text',
];
/** Books and invoices: who traded with whom, and where to. */
const RECORD_KINDS = [
  'person-name',
  'legal-name',
  'company-number',
  'tax-id',
  'address',
  'bank-account',
  'delivery-address',
];

/** What a trader told so that buyers and authorities can find who sold to them. */
const TRADER_KINDS = ['legal-name', 'company-number', 'mail', 'phone', 'address', 'bank-account', 'document'];

export interface ErasureFacts {
  readonly now: EpochMs;
  readonly hasOpenOrders: boolean;
  /** As the accused or as a complainant: both have to be heard, with everything that they said. */
  readonly hasOpenCase: boolean;
  /** Latest notice to the party, whose appeal window may still be open; `null`: none. */
  readonly lastNoticeAt: EpochMs | null;
  /** `null`: never traded. */
  readonly lastOrderAt: EpochMs | null;
  /** When a trader's contract with us ended; `null`: no trader, or one who told nothing. */
  readonly traderUntil: EpochMs | null;
}

/**
 * What an erasure must leave (GDPR art. 17(3)(b) and (e)). An open case keeps everything, marked `*`, until it is
 * decided; trade records stay for the months that tax law asks for, what a trader told for those of DSA art. 30(5); the rest
 * goes at once.
 */
export function keptByErasure(
  rulebook: Pick<Rulebook, 'erasure' | 'appeals'>,
  facts: ErasureFacts,
): readonly Kept[] {
  const kept: Kept[] = [];
  if (facts.hasOpenCase) kept.push({ why: 'open-case', kinds: ['*'], until: null });
  if (facts.hasOpenOrders) kept.push({ why: 'open-orders', kinds: ORDER_KINDS, until: null });
  if (facts.lastNoticeAt !== null) {
    const until = plusMonths(facts.lastNoticeAt, rulebook.appeals.windowMonths);
    if (until > facts.now) kept.push({ why: 'appeal-window', kinds: DECISION_KINDS, until });
  }
  if (facts.traderUntil !== null) {
    const until = plusMonths(facts.traderUntil, rulebook.erasure.traderDataMonths);
    if (until > facts.now) kept.push({ why: 'trader-data', kinds: TRADER_KINDS, until });
  }
  if (facts.lastOrderAt !== null) {
    const until = plusMonths(facts.lastOrderAt, rulebook.erasure.retentionMonths);
    if (until > facts.now) kept.push({ why: 'retention', kinds: RECORD_KINDS, until });
  }
  return kept;
}

/** When to look again: soon while business is open, else when the last retention ends; `null` when nothing is left. */
export function lookAgainAt(
  rulebook: Pick<Rulebook, 'erasure'>,
  kept: readonly Kept[],
  now: EpochMs,
): EpochMs | null {
  if (kept.length === 0) return null;
  const ends = kept.map((k) => k.until ?? now + rulebook.erasure.lookAgainDays * DAY_MS);
  return Math.min(...ends);
}
