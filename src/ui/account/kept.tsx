import { useTranslations } from 'use-intl';

import type { EpochMs } from '../../kernel/time.ts';
import { DateTime } from '../components/amounts.tsx';

const WHYS = ['open-case', 'open-orders', 'appeal-window', 'trader-data', 'retention'] as const;

/** What an erasure keeps, as `/me/erasure` tells. */
export interface KeptItem {
  readonly why: (typeof WHYS)[number];
  readonly until: EpochMs | null;
}

/** What is kept, why and until when, for the person whose data it is. */
export function KeptList({ kept }: { readonly kept: readonly KeptItem[] }) {
  const t = useTranslations('account.kept');
  if (kept.length === 0) return <p>{t('nothing')}</p>;
  return (
    <div className="grid gap-1.5">
      <p className="font-medium">{t('lead')}</p>
      <ul className="grid list-disc gap-1.5 ps-5">
        {kept.map(({ why, until }) => (
          <li key={why}>{t.rich(why, { date: () => <DateTime at={until ?? 0} only="date" /> })}</li>
        ))}
      </ul>
    </div>
  );
}

/** For the page after an erasure: reasons and dates alone, `?kept=trader-data.1796083200000`. */
export function keptQuery(kept: readonly KeptItem[]): string {
  if (kept.length === 0) return '';
  return `?kept=${kept.map(({ why, until }) => `${why}.${until ?? ''}`).join(',')}`;
}

/** Reads it back; what somebody else put there is left out. */
export function keptFrom(search: URLSearchParams): readonly KeptItem[] {
  const given = (search.get('kept') ?? '').split(',').map((part) => part.split('.', 2));
  return WHYS.flatMap((why): readonly KeptItem[] => {
    const until = given.find(([name]) => name === why)?.[1];
    if (until === undefined || !/^\d{0,15}$/.test(until)) return [];
    return [{ why, until: until === '' ? null : Number(until) }];
  });
}
