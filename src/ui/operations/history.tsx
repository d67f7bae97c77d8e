import { DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { byline } from '../components/byline.ts';
import { Panel } from '../components/panel.tsx';
import { Timeline, type TimelineEntry } from '../components/timeline.tsx';
import type { HistoryItem } from './models.ts';

/** More than this is unfolded on demand. */
const SHOWN = 8;

/** What happened, the latest first, from the log itself. */
export function History({ title, history }: { title: string; history: readonly HistoryItem[] }) {
  const entries = folded(history).toReversed().map(entryOf);
  const rest = entries.slice(SHOWN);
  return (
    <Panel title={title}>
      <Timeline entries={entries.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details className="mt-4">
          <summary className="mb-4 w-fit rounded text-sm font-medium text-accent">
            {rest.length} earlier {rest.length === 1 ? 'entry' : 'entries'}
          </summary>
          <Timeline entries={rest} />
        </details>
      )}
    </Panel>
  );
}

/** What one person, or the machine, did at one moment. */
interface Moment {
  readonly first: HistoryItem;
  /** How often each thing was done. */
  readonly titles: ReadonlyMap<string, number>;
  readonly details: ReadonlySet<string>;
  readonly dates: ReadonlyMap<string, number>;
}

/** A decision is many events at once, such as five sanctions approved and notified: they are one entry. */
function folded(history: readonly HistoryItem[]): readonly Moment[] {
  return [...Map.groupBy(history, (item) => `${item.at} ${item.by}`).values()].flatMap((items) => {
    const [first] = items;
    if (!first) return [];
    const titles = new Map<string, number>();
    for (const { title } of items) titles.set(title, (titles.get(title) ?? 0) + 1);
    return {
      first,
      titles,
      details: new Set(items.flatMap((item) => item.detail?.split(', ') ?? [])),
      dates: new Map(items.flatMap((item) => item.dates.map((date) => [date.name, date.at] as const))),
    };
  });
}

function entryOf({ first, titles, details, dates }: Moment): TimelineEntry {
  const title = [...titles].map(([text, count]) => (count > 1 ? `${text} (${count})` : text)).join(', ');
  return {
    id: first.id,
    at: first.at,
    title: title.charAt(0) + title.slice(1).toLowerCase(),
    by: byline(first.by),
    detail: (details.size > 0 || dates.size > 0) && (
      <>
        {[...details].map(words).join(', ')}
        {[...dates].map(([name, at]) => (
          <span key={name} className="block text-xs text-muted">
            {DATES[name] ?? words(name)} <DateTime at={at} />
          </span>
        ))}
      </>
    ),
  };
}

const DATES: Readonly<Record<string, string>> = {
  dueAt: 'due',
  effectiveAt: 'effective',
  until: 'until',
  decideBy: 'to be decided by',
  judgeBy: 'to be judged by',
  appealUntil: 'open to appeal until',
};
