import { Form } from 'react-router';
import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';

interface Props {
  readonly listingId: string;
  /** Pieces that can be had. */
  readonly available: number;
  /** Drawn by the page's loader with `newKey()`: two clicks add once. */
  readonly formKey: string;
}

const CHOICES_MAX = 10;

/** Puts a listing into the cart, on its own page. A visitor signs in on the way, and the article is in the cart then. */
export function AddToCart({ listingId, available, formKey }: Props) {
  const t = useTranslations('purchase.add');
  if (available === 0) return <p className="font-medium text-warn">{t('sold-out')}</p>;
  const choices = Array.from({ length: Math.min(available, CHOICES_MAX) }, (_, i) => i + 1);
  return (
    <Form method="post" action="/cart" className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="key" value={`${formKey}.add`} />
      <input type="hidden" name="listingId" value={listingId} />
      <label className="grid gap-1 text-sm font-medium">
        {t('quantity')}
        <select
          name="quantity"
          className="min-h-10 rounded-lg border border-line-strong bg-surface px-3 text-base sm:text-sm"
        >
          {choices.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </label>
      <Button className="flex-1 sm:px-8">{t('add')}</Button>
      <Button name="then" value="checkout" look="secondary" className="flex-1">
        {t('now')}
      </Button>
    </Form>
  );
}
