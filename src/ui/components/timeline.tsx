import type { EpochMs } from '../../kernel/time.ts';
import { DateTime } from './amounts.tsx';
import type { Tone } from './badge.tsx';
import { EmptyState } from './panel.tsx';

export interface TimelineEntry {
  readonly id: string;
  readonly at: EpochMs;
  readonly title: string;
  readonly by?: string | undefined;
  readonly detail?: React.ReactNode;
  readonly tone?: Tone;
}

const DOTS: Readonly<Record<Tone, string>> = {
  neutral: 'bg-line-strong',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
};

/** What happened, in order; an ordered list, since the order is the point. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  if (entries.length === 0) return <EmptyState title="Nothing has happened yet" />;
  return (
    <ol className="relative grid gap-5 before:absolute before:inset-y-2 before:start-[5px] before:w-px before:bg-line">
      {entries.map((entry) => (
        <li key={entry.id} className="relative ps-6 wrap-anywhere">
          <span
            aria-hidden="true"
            className={`absolute start-0 top-[0.4rem] size-[11px] rounded-full ring-3 ring-surface ${DOTS[entry.tone ?? 'neutral']}`}
          />
          <p className="text-sm font-medium">{entry.title}</p>
          <p className="text-xs text-muted">
            <DateTime at={entry.at} />
            {entry.by && <> · {entry.by}</>}
          </p>
          {entry.detail && <div className="mt-1 text-sm">{entry.detail}</div>}
        </li>
      ))}
    </ol>
  );
}
