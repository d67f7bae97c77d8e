import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import type { Currency } from '../../kernel/money.ts';
import { done, failure, get, getOr, newKey, type PageArgs, readForm, send, textOf } from '../api.ts';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ListingForm } from './listing-form.tsx';
import { bodyOfListing, bringPictures } from './listing-input.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Facets {
  readonly facets?: { readonly categories: readonly { readonly value: string }[] };
}

/** Names that others sell under: whoever is to be found takes one of them. */
export async function categoriesOf(args: PageArgs): Promise<readonly string[]> {
  const found = await getOr<Facets>(args, '/search?limit=1&facets=true', [422, 503]);
  return found?.facets?.categories.map((c) => c.value) ?? [];
}

export async function loader(args: LoaderFunctionArgs) {
  const [{ currency }, categories] = await Promise.all([
    get<{ currency: Currency }>(args, '/me'),
    categoriesOf(args),
  ]);
  return { currency, categories, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const refused = await bringPictures(args, form);
  if (refused) return failure(form, refused);
  const sent = await send<{ id: string }>(args, '/listings', bodyOfListing(form), textOf(form, 'key'));
  return sent.ok ? done(`/seller/listings/${sent.value.id}/edit`, 'create') : failure(form, sent.problem);
}

export default function NewListing() {
  const { currency, categories, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('goods.form');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5">
      <PageHead title={t('new-title')} above={<TextLink to="/seller/listings">{t('back')}</TextLink>} />
      <ListingForm
        intent="create"
        formKey={formKey}
        currency={currency}
        categories={categories}
        listing={null}
      />
    </div>
  );
}
