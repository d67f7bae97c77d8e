import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

import { DateTime, Money } from '../components/amounts.tsx';
import { EmptyState } from '../components/panel.tsx';
import type { ReturnRow } from './models.ts';
import { ReturnBadge, Turn } from './state.tsx';

/** Returns by their clocks, as links; the other side is named. */
export function ReturnList({
  rows,
  home,
  of,
}: {
  readonly rows: readonly ReturnRow[];
  readonly home: string;
  readonly of: 'buyer' | 'seller';
}) {
  const t = useTranslations('returns');
  if (rows.length === 0)
    return <EmptyState title={t('empty')}>{t(of === 'buyer' ? 'empty-text' : 'empty-seller')}</EmptyState>;
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            to={`${home}/${row.id}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 hover:bg-sunken"
          >
            <span className="grid min-w-0 flex-1 basis-64 gap-0.5">
              <span className="font-medium">{row.lines.map((l) => l.title ?? l.listingId).join(', ')}</span>
              <span className="text-sm text-muted">
                {t(`reasons.${row.reason}`)} · {t(`remedies.${row.remedy}`)} ·{' '}
                {t('with', { name: of === 'buyer' ? row.seller.name : row.buyer.name })} ·{' '}
                <DateTime at={row.requestedAt} only="date" />
              </span>
            </span>
            <Money amount={{ amountMinor: row.claimedMinor, currency: row.currency }} />
            <span className="grid justify-items-start gap-1">
              <ReturnBadge row={row} />
              <Turn row={row} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
