import { useId } from 'react';

import { usePageFailure } from './field.tsx';
import { usePageRefusal } from './passed-by.tsx';

interface PanelProps {
  readonly title: string;
  readonly hint?: React.ReactNode;
  /** Tables and lists bring their own padding. */
  readonly flush?: boolean;
  readonly actions?: React.ReactNode;
  /** Where a link of this page leads to. */
  readonly anchor?: string;
  readonly children: React.ReactNode;
}

export function Panel({ title, hint, flush, actions, anchor, children }: PanelProps) {
  const id = useId();
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className="overflow-hidden rounded-xl border border-line bg-surface"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-3">
        <div>
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {hint && <p className="text-sm text-muted">{hint}</p>}
        </div>
        {actions}
      </header>
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}

interface PageHeadProps {
  readonly title: string;
  /** Shown in the browser's tab after the title. */
  readonly area?: string;
  readonly above?: React.ReactNode;
  readonly children?: React.ReactNode;
}

/** The page's one h1, and its title in the browser's tab. */
export function PageHead({ title, area = 'Cacashop', above, children }: PageHeadProps) {
  usePageRefusal().of(usePageFailure());
  return (
    <div className="grid gap-1.5 wrap-anywhere">
      <title>{`${title} · ${area}`}</title>
      {above && <div className="text-sm text-muted">{above}</div>}
      <h1 className="text-2xl font-semibold tracking-tight sm:text-[1.75rem]">{title}</h1>
      {children && <div className="text-muted">{children}</div>}
    </div>
  );
}

export function EmptyState({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-10 text-center">
      <svg
        viewBox="0 0 48 32"
        className="w-12 text-line-strong"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <rect x="1" y="1" width="46" height="30" rx="5" strokeDasharray="3 4" />
        <path d="M12 12h24M12 20h14" />
      </svg>
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-prose text-sm text-muted">{children}</div>}
    </div>
  );
}

/** Names and values side by side. Empty values are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(40%,1fr)] gap-x-6 gap-y-2 text-sm">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
