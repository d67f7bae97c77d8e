import { refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId } from '../kernel/ids.ts';

/** What stops a line of a cart, by a name that pages can say in their own language. */
export type LineCode =
  | 'no-longer-offered'
  | 'not-delivered-there'
  | 'prohibited-there'
  | 'sold-out'
  | 'fewer-left'
  | 'recalled'
  | 'not-sold-now'
  | 'new-shop-limit';

export interface LineAtFault {
  readonly index: number;
  readonly listingId: ListingId;
  /** `not-sold-now` where a door was closed and nothing more is everybody's business. */
  readonly code?: LineCode;
  readonly why: string;
}

/** One refusal for all lines at fault: a sentence each, the first one's field, all their listings with a code for each. */
export function refuseLines(code: string, problems: readonly LineAtFault[]): Refusal {
  const [first] = problems;
  return refuse(code, problems.map((p) => p.why).join(' '), {
    field: `lines.${first?.index ?? 0}`,
    facts: {
      listingIds: problems.map((p) => p.listingId).join(' '),
      lineCodes: problems.map((p) => p.code ?? 'not-sold-now').join(' '),
    },
  });
}
