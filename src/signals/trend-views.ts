import type { Pool } from 'pg';
import { DAY_MS, dayNumber, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Measurement } from './assess.ts';
import type { PartyDocument } from './document.ts';
import type { Role } from './fact.ts';
import { rulesFor } from './rules.ts';
import { Signals } from './signals.ts';
import { declaredStrikes } from './strike-store.ts';

const WEEK_DAYS = 7;
const WEEKS_MAX = 12;

/**
 * A metric week by week, the oldest first, as what is known today says of those weeks: what was proved or excused since
 * counts as it is now. It reaches back as far as units are kept, and leaves out what has not matured.
 */
export async function trendOf(
  pool: Pool,
  rulebook: Rulebook,
  wanted: { readonly role: Role; readonly metric: string; readonly now: EpochMs },
): Promise<readonly Measurement[]> {
  const { role, metric, now } = wanted;
  const rule = rulesFor(rulebook, role.subject).metrics.find(({ name }) => name === metric);
  if (!rule) return [];
  const rows = await pool.query<{ doc: PartyDocument }>(
    'select doc from signal_party where subject = $1 and party = $2',
    [role.subject, role.party],
  );
  const signals = new Signals(rulebook, await declaredStrikes(pool));
  for (const { doc } of rows.rows) signals.restore(doc);
  const weeks = Math.min(WEEKS_MAX, Math.floor(rule.keepDays / WEEK_DAYS));
  const today = dayNumber(now);
  return Array.from({ length: weeks }, (_, i) => {
    const back = (weeks - 1 - i) * WEEK_DAYS;
    // `measure` counts up to the last day that is mature at the time it is given.
    const lastDay = today - back - rule.entersAfterDays;
    return signals.measure(role, metric, (lastDay - WEEK_DAYS + 1) * DAY_MS, (today - back) * DAY_MS);
  });
}
