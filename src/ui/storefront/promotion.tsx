import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, query } from '../api.ts';
import { Day } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import { useReader } from '../reader.ts';
import { ListingGrid } from './listing-grid.tsx';
import type { PromotionPage } from './promotions.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';
/** Made of plain data alone: see `PageMemo`. */
export const handle = { repeats: true };

export async function loader(args: LoaderFunctionArgs) {
  const { country } = args.context.get(pageContext).preferences;
  const id = encodeURIComponent(args.params['promotionId'] ?? '');
  const cursor = args.url.searchParams.get('cursor');
  return get<PromotionPage>(args, `/promotions/${id}${query({ country, cursor })}`);
}

/** Goods on show under a theme of the house; their order is search's. */
export default function PromotionGoods() {
  const promotion = useLoaderData<typeof loader>();
  const { language } = useReader();
  const t = useTranslations('browse.promotion');
  const { state, listings, next, from, to } = promotion;
  const { title, text } = promotion.wording[language];
  const day = { date: () => <Day at={state === 'coming' ? from : to} /> };
  return (
    <div className="grid gap-8">
      <title>{`${title} · Cacashop`}</title>
      <header className="grid gap-2 rounded-2xl bg-accent-soft px-5 py-7 sm:px-10 sm:py-9">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{title}</h1>
        <p className="max-w-prose text-base sm:text-lg">{text}</p>
        <p className="text-sm text-muted">{t.rich(state, day)}</p>
      </header>
      {listings.length === 0 ? (
        <EmptyState title={t(state === 'running' ? 'nothing' : `${state}-title`)}>
          <p>
            <ButtonLink to="/search">{t('look-around')}</ButtonLink>
          </p>
        </EmptyState>
      ) : (
        <section aria-label={title} className="grid gap-5">
          <ListingGrid listings={listings} explained />
          <Pagination next={next} />
          <p className="text-sm text-muted">
            {t.rich('order', {
              link: (words) => <TextLink to="/transparency/ranking">{words}</TextLink>,
            })}
          </p>
        </section>
      )}
    </div>
  );
}
