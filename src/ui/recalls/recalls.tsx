import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, getOr, passed } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead } from '../components/panel.tsx';
import type { RecallCard } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Page {
  readonly recalls: readonly RecallCard[];
  readonly next: string | null;
}

export async function loader(args: LoaderFunctionArgs) {
  const [page, own] = await Promise.all([
    get<Page>(args, `/recalls${passed(args, ['cursor'])}`),
    // Whoever is no buyer owns nothing that was bought here.
    getOr<Pick<Page, 'recalls'>>(args, '/me/recalls', [401, 403]),
  ]);
  return { ...page, own: own?.recalls.map((recall) => recall.id) ?? [] };
}

export default function Recalls() {
  const { recalls, own, next } = useLoaderData<typeof loader>();
  const t = useTranslations('quality.recalls');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={t('title')}>{t('intro')}</PageHead>
      {recalls.length === 0 && <EmptyState title={t('empty')}>{t('empty-text')}</EmptyState>}
      <ul className="grid gap-4">
        {recalls.map((recall) => (
          <li key={recall.id}>
            <RecallLink recall={recall} isMine={own.includes(recall.id)} />
          </li>
        ))}
      </ul>
      <Pagination next={next} />
    </div>
  );
}

function RecallLink({ recall, isMine }: { recall: RecallCard; isMine: boolean }) {
  const t = useTranslations('quality');
  return (
    <Link
      to={`/recalls/${recall.id}`}
      className={`grid grid-cols-[5rem_1fr] gap-4 rounded-xl border bg-surface p-4 hover:bg-sunken ${isMine ? 'border-bad' : 'border-line'}`}
    >
      <img
        src={`/api/v1/listings/${encodeURIComponent(recall.pictureOf)}/images/0?size=thumb`}
        alt=""
        width={80}
        height={80}
        loading="lazy"
        className="aspect-square w-full rounded-lg bg-sunken object-cover"
      />
      <span className="grid content-start gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">{recall.product}</span>
          <Badge tone="bad">{t(`hazards.${recall.hazard}`)}</Badge>
          {isMine && <Badge tone="warn">{t('recalls.mine')}</Badge>}
        </span>
        <span className="line-clamp-2 text-sm text-muted">{recall.risk}</span>
        <span className="text-sm text-muted">
          {t.rich('recalls.since', { date: () => <DateTime at={recall.openedAt} only="date" /> })}
        </span>
      </span>
    </Link>
  );
}
