import { useTranslations } from 'use-intl';

import { Clock } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { useWords } from '../messages/words.ts';
import type { ReturnRow } from './models.ts';

const TONES: Readonly<Record<string, Tone>> = {
  rejected: 'bad',
  'platform-review': 'warn',
  closed: 'neutral',
  'refund-pending': 'good',
};

/** The state in words; how it ended once it is over. */
export function ReturnBadge({ row }: { row: Pick<ReturnRow, 'status' | 'closedWhy'> }) {
  const t = useTranslations('returns');
  const word = useWords();
  const key = `closed.${row.closedWhy ?? ''}` as Parameters<typeof t>[0];
  const text = row.closedWhy === null ? t(`status.${row.status}`) : t.has(key) ? t(key) : word(row.closedWhy);
  return <Badge tone={TONES[row.status] ?? 'info'}>{text}</Badge>;
}

/** Whose move it is, and until when. */
export function Turn({ row }: { row: Pick<ReturnRow, 'turn' | 'dueAt'> }) {
  const t = useTranslations('returns');
  return (
    <span className="text-sm text-muted">
      {t(`turn.${row.turn}`)}
      {row.dueAt !== null && (
        <>
          {' · '}
          <Clock due={row.dueAt} />
        </>
      )}
    </span>
  );
}
