import { useSearchParams } from 'react-router';

import type { Tone } from './badge.tsx';

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'border-line bg-sunken text-ink',
  good: 'border-good/30 bg-good-soft text-good',
  warn: 'border-warn/30 bg-warn-soft text-warn',
  bad: 'border-bad/30 bg-bad-soft text-bad',
  info: 'border-info/30 bg-info-soft text-info',
};

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  /** Read out at once by screen readers: for what just went wrong. */
  readonly alert?: boolean;
  readonly children?: React.ReactNode;
}

export function Notice({ tone, title, alert, children }: NoticeProps) {
  return (
    <div role={alert ? 'alert' : undefined} className={`rounded-lg border px-4 py-3 text-sm ${TONES[tone]}`}>
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-0.5 text-ink">{children}</div>}
    </div>
  );
}

/** Confirms what the form before this page did: its action redirected here with `?done=<name>`. Unknown names say nothing. */
export function DoneNotice({ messages }: { messages: Readonly<Record<string, string>> }) {
  const [search] = useSearchParams();
  const message = messages[search.get('done') ?? ''];
  return <output className="block empty:hidden">{message && <Notice tone="good" title={message} />}</output>;
}
