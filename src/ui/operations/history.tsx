import { DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { byline } from '../components/byline.ts';
import { Panel } from '../components/panel.tsx';
import { Timeline, type TimelineEntry } from '../components/timeline.tsx';
import type { HistoryItem } from './models.ts';

/** More than this is unfolded on demand. */
const SHOWN = 12;

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

interface Folded extends HistoryItem {
  readonly count: number;
}

/** The same by the same person at the same moment is one entry: five sanctions of one decision, say. */
function folded(history: readonly HistoryItem[]): readonly Folded[] {
  const entries = new Map<string, Folded>();
  for (const item of history) {
    const key = `${item.at} ${item.title} ${item.by}`;
    const before = entries.get(key);
    if (before === undefined) entries.set(key, { ...item, count: 1 });
    else entries.set(key, { ...before, count: before.count + 1, detail: joined(before.detail, item.detail) });
  }
  return [...entries.values()];
}

function joined(a: string | null, b: string | null): string | null {
  const all = new Set([a, b].flatMap((text) => text?.split(', ') ?? []));
  return all.size === 0 ? null : [...all].join(', ');
}

function entryOf({ id, at, title, by, detail, dates, count }: Folded): TimelineEntry {
  const told = detail?.split(', ').map(words).join(', ');
  return {
    id,
    at,
    title: count > 1 ? `${title} (${count})` : title,
    by: byline(by),
    detail: (told !== undefined || dates.length > 0) && (
      <>
        {told}
        {dates.map((date) => (
          <span key={date.name} className="block text-xs text-muted">
            {DATES[date.name] ?? words(date.name)} <DateTime at={date.at} />
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
