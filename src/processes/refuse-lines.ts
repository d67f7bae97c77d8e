import { refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId } from '../kernel/ids.ts';

/** One refusal for all lines at fault: a sentence each, the first one's field, all their listings. */
export function refuseLines(
  code: string,
  problems: readonly { readonly index: number; readonly listingId: ListingId; readonly why: string }[],
): Refusal {
  const [first] = problems;
  return refuse(code, problems.map((p) => p.why).join(' '), {
    field: `lines.${first?.index ?? 0}`,
    facts: { listingIds: problems.map((p) => p.listingId).join(' ') },
  });
}
