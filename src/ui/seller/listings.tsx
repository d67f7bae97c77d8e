import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  useLoaderData,
  useSearchParams,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, passed, readForm, send, textOf } from '../api.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { Tabs } from '../components/tabs.tsx';
import { type Attempt, RefusedAttempts } from './listing-attempts.tsx';
import { bodyOfQuick } from './listing-input.ts';
import { ListingRow } from './listing-row.tsx';
import { LISTING_STATES, type OwnListing } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Page {
  readonly listings: readonly OwnListing[];
  readonly counts: Readonly<Record<string, number>>;
  readonly next: string | null;
}

/** What the address says of the list. */
const VIEW = ['status', 'stock', 'q', 'cursor'];

export async function loader(args: LoaderFunctionArgs) {
  const page = await get<Page>(args, `/me/listings${passed(args, VIEW)}`);
  const { attempts } = await get<{ attempts: readonly Attempt[] }>(args, '/me/listing-attempts');
  return { ...page, attempts, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const id = encodeURIComponent(textOf(form, 'subject'));
  const key = textOf(form, 'key');
  const sent =
    intent === 'quick'
      ? await send(args, `/listings/${id}`, bodyOfQuick(form), key, 'PATCH')
      : await send(args, `/listings/${id}/${intent === 'publish' ? 'publish' : 'withdraw'}`, {}, key);
  if (!sent.ok) return failure(form, sent.problem);
  // Back to the same view of the list.
  return done(`/seller/listings${passed(args, VIEW)}`, intent);
}

export default function Listings() {
  const { listings, counts, attempts, next, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('goods.list');
  const [search] = useSearchParams();
  const all = LISTING_STATES.reduce((sum, s) => sum + (counts[s] ?? 0), 0);
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <PageHead title={t('title')} />
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/seller/listings/import">{t('import')}</ButtonLink>
          <ButtonLink to="/seller/listings/new" look="primary">
            {t('new')}
          </ButtonLink>
        </div>
      </div>
      <DoneNotice
        messages={{
          quick: t('done-quick'),
          publish: t('done-publish'),
          withdraw: t('done-withdraw'),
          create: t('done-create'),
        }}
      />
      <Tabs label={t('views')} tabs={tabsOf(search, counts, all, t)} />
      <FindListing search={search} />
      <Panel title={t('found')} flush>
        {listings.length === 0 ? (
          <EmptyState title={all === 0 ? t('none-yet') : t('none')}>
            {all === 0 && t('none-yet-text')}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {listings.map((listing) => (
              <ListingRow key={listing.id} listing={listing} formKey={formKey} />
            ))}
          </ul>
        )}
        <Pagination next={next} />
      </Panel>
      {attempts.length > 0 && <RefusedAttempts attempts={attempts} />}
    </div>
  );
}

function tabsOf(
  search: URLSearchParams,
  counts: Page['counts'],
  all: number,
  t: ReturnType<typeof useTranslations<'goods.list'>>,
) {
  const status = search.get('status');
  const stock = search.get('stock');
  return [
    { to: '/seller/listings', label: `${t('all')} (${all})`, current: status === null && stock === null },
    ...LISTING_STATES.map((state) => ({
      to: `?status=${state}`,
      label: `${t(`states.${state}`)} (${counts[state] ?? 0})`,
      current: status === state && stock === null,
    })),
    ...(['out', 'low'] as const).map((level) => ({
      to: `?status=live&stock=${level}`,
      label: `${t(`stocks.${level}`)} (${counts[level] ?? 0})`,
      current: stock === level,
    })),
  ];
}

function FindListing({ search }: { search: URLSearchParams }) {
  const t = useTranslations('goods.list');
  return (
    <search>
      <Form className="flex max-w-md gap-2">
        {(['status', 'stock'] as const).map((name) => {
          const value = search.get(name);
          return value === null ? null : <input key={name} type="hidden" name={name} value={value} />;
        })}
        <input
          name="q"
          defaultValue={search.get('q') ?? ''}
          aria-label={t('find')}
          placeholder={t('find')}
          maxLength={200}
          className="min-h-10 w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3 text-base placeholder:text-muted sm:text-sm"
        />
        <Button look="secondary">{t('find-now')}</Button>
      </Form>
    </search>
  );
}
