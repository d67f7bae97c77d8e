import { useTranslations } from 'use-intl';

import { AddToCart } from '../buying/add-to-cart.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { useReader } from '../reader.ts';
import type { ListingPage } from './models.ts';

const FEW = 5;

/** How many are left, and the ways to buy. */
export function BuyBox({ listing, formKey }: { listing: ListingPage; formKey: string }) {
  const { id, available } = listing;
  const { me } = useReader();
  const t = useTranslations('browse.buy');
  if (available === 0)
    return (
      <div className="grid justify-items-start gap-2">
        <p className="font-medium text-bad">{t('sold-out')}</p>
        <ButtonLink to={`/categories/${listing.category}`}>{t('look-on')}</ButtonLink>
      </div>
    );
  return (
    <div className="grid gap-3">
      <p className={`text-sm font-medium ${available < FEW ? 'text-warn' : 'text-good'}`}>
        {available < FEW ? t('few', { count: available }) : t('in-stock')}
      </p>
      {me === null || me.kind === 'buyer' ? (
        <>
          <AddToCart listingId={id} available={available} formKey={formKey} />
          <p className="text-sm text-muted">{t('kept')}</p>
        </>
      ) : (
        <Notice tone="info" title={t('not-a-buyer')} />
      )}
    </div>
  );
}
