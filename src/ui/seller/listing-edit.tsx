import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf, textsOf } from '../api.ts';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ListingForm } from './listing-form.tsx';
import { bodyOfListing, bringPictures } from './listing-input.ts';
import { categoriesOf } from './listing-new.tsx';
import { ListingPictures, moved } from './listing-pictures.tsx';
import { StateBadge, Why } from './listing-row.tsx';
import type { OwnListing } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['listingId'] ?? '');
  const [listing, categories] = await Promise.all([
    get<OwnListing>(args, `/me/listings/${id}`),
    categoriesOf(args),
  ]);
  return { listing, categories, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const id = encodeURIComponent(args.params['listingId'] ?? '');
  const intent = textOf(form, 'intent');
  const refused = await bringPictures(args, form);
  if (refused) return failure(form, refused);
  const body =
    intent === 'change'
      ? bodyOfListing(form)
      : {
          images:
            intent === 'arrange'
              ? moved(textsOf(form, 'images'), textOf(form, 'move'))
              : textsOf(form, 'images'),
        };
  const sent = await send(args, `/listings/${id}`, body, textOf(form, 'key'), 'PATCH');
  return sent.ok ? done(`/seller/listings/${id}/edit`, intent) : failure(form, sent.problem);
}

export default function EditListing() {
  const { listing, categories, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('goods.form');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5">
      <PageHead title={listing.title} above={<TextLink to="/seller/listings">{t('back')}</TextLink>}>
        <span className="flex flex-wrap items-center gap-3">
          <StateBadge state={listing.status} />
          {listing.status === 'live' && <TextLink to={`/listings/${listing.id}`}>{t('as-shown')}</TextLink>}
          <TextLink to={`/seller/listings/${listing.id}/preview`}>{t('preview')}</TextLink>
        </span>
      </PageHead>
      <DoneNotice
        messages={{
          create: t(listing.status === 'in-review' ? 'done-waits' : 'done-create'),
          change: t('done-change'),
          arrange: t('done-pictures'),
          'add-pictures': t('done-pictures'),
        }}
      />
      <Why listing={listing} />
      <ListingPictures listing={listing} formKey={formKey} />
      <ListingForm
        intent="change"
        formKey={formKey}
        currency={listing.price.currency}
        categories={categories}
        listing={listing}
      />
    </div>
  );
}
