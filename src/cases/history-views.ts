import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';

export const historyItem = z.object({
  id: z.string(),
  at: z.int(),
  title: z.string(),
  by: z.string(),
  /** Codes of the rulebook and the API that say more than the title, such as a violation or an outcome. */
  detail: z.string().nullable(),
  dates: z.array(z.object({ name: z.string(), at: z.int() })),
});
export type HistoryItem = z.infer<typeof historyItem>;

/** Facts of an event that say more than its name and are nobody's personal data. */
const TOLD = [
  'kind',
  'violation',
  'result',
  'what',
  'outcome',
  'why',
  'status',
  'reason',
  'side',
  'role',
  'rung',
];
const DATES = ['dueAt', 'effectiveAt', 'until', 'decideBy', 'judgeBy', 'appealUntil'];

const ENTRIES_MAX = 500;

/** What happened to these streams, in order, from the log itself: the latest entries if there are very many. */
export async function historyOf(
  reader: Reader,
  streams: readonly { readonly concept: string; readonly id: string }[],
): Promise<readonly HistoryItem[]> {
  const rows = await reader.db.pool.query<{
    id: number;
    stream: string;
    type: string;
    by: string;
    body: string;
  }>(
    `select e.id, e.stream, e.type, e.by, e.body
     from unnest($1::text[], $2::text[]) as s(concept, stream) join log_entry e using (concept, stream)
     order by e.id desc limit ${ENTRIES_MAX}`,
    [streams.map((s) => s.concept), streams.map((s) => s.id)],
  );
  const name = await nameBook(
    reader,
    rows.rows.map((r) => r.by),
  );
  return rows.rows.toReversed().map(({ id, stream, type, by, body }) => {
    const event = JSON.parse(body) as Readonly<Record<string, unknown>> & { readonly at: number };
    return {
      id: `${stream}:${id}`,
      at: event.at,
      title: sentence(type),
      by: name(by),
      detail: detailOf(event),
      dates: datesOf(event),
    };
  });
}

/** `FindingMade` as words: "Finding made". */
function sentence(type: string): string {
  const words = type.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function detailOf(event: Readonly<Record<string, unknown>>): string | null {
  const measure = event['measure'] as { readonly kind?: unknown } | undefined;
  const items = (event['items'] ?? []) as readonly { readonly kind?: unknown }[];
  const told = [measure?.kind, ...items.map((i) => i.kind), ...TOLD.map((key) => event[key])].flatMap(
    (value) =>
      // Long opaque strings are commitments: they say nothing to a reader.
      typeof value === 'string' && value.length < 40 ? [value] : [],
  );
  return told.length > 0 ? [...new Set(told)].join(', ') : null;
}

function datesOf(event: Readonly<Record<string, unknown>>): HistoryItem['dates'] {
  return DATES.flatMap((name) => {
    const at = event[name];
    return typeof at === 'number' ? [{ name, at }] : [];
  });
}
