import { useId } from 'react';
import { useTranslations } from 'use-intl';

import { Money } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, useFormState } from '../components/field.tsx';
import { TextLink } from '../components/text-link.tsx';
import { decimalOf } from './listing-input.ts';
import { Picture } from '../storefront/picture.tsx';
import type { ListingState, OwnListing } from './shop-models.ts';

const TONES: Readonly<Record<ListingState, Tone>> = {
  live: 'good',
  'in-review': 'warn',
  withdrawn: 'neutral',
  refused: 'bad',
};

export function StateBadge({ state }: { state: ListingState }) {
  const t = useTranslations('goods.list.states');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}

/** One article with what changes most often, its price and its stock, at hand. */
export function ListingRow({ listing, formKey }: { listing: OwnListing; formKey: string }) {
  const t = useTranslations('goods.list');
  const { id, status, title, sku } = listing;
  return (
    <li className="grid gap-3 p-4 sm:grid-cols-[4rem_minmax(0,1fr)_auto] sm:items-start">
      <div className="hidden sm:block">
        <Picture
          listing={{ id, image: listing.images[0] ?? null, category: listing.category }}
          size="thumb"
        />
      </div>
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {status === 'refused' ? (
            <span className="font-medium">{title}</span>
          ) : (
            <TextLink strong to={`/seller/listings/${id}/edit`}>
              {title}
            </TextLink>
          )}
          <StateBadge state={status} />
          {status === 'live' && listing.stock === 0 && <Badge tone="warn">{t('stocks.out')}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {sku && <span className="me-3 font-mono">{sku}</span>}
          <Money amount={listing.price} /> · {t('in-stock', { count: listing.stock })}
        </p>
        <Why listing={listing} />
      </div>
      <div className="flex flex-wrap items-end gap-2">
        {status !== 'refused' && <QuickForm listing={listing} formKey={formKey} />}
        <Offer listing={listing} formKey={formKey} />
      </div>
    </li>
  );
}

/** What keeps it off the market, with the rule. */
export function Why({ listing: { status, objection, refusedWhy } }: { listing: OwnListing }) {
  const t = useTranslations('goods.list');
  if ((status !== 'in-review' && status !== 'refused') || !objection) return null;
  const { title, clause, matched } = objection;
  return (
    <p className={`text-sm ${status === 'refused' ? 'text-bad' : 'text-warn'}`}>
      {t(status === 'refused' ? 'why-refused' : 'why-review', { rule: title, clause, matched })}{' '}
      {refusedWhy !== undefined && <span>{t('their-words', { why: refusedWhy })}</span>}
    </p>
  );
}

function QuickForm({ listing, formKey }: { listing: OwnListing; formKey: string }) {
  const t = useTranslations('goods.list');
  const { price, stock, id, title } = listing;
  return (
    <CommandForm intent="quick" subject={id} formKey={formKey} className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="currency" value={price.currency} />
      <QuickField
        name="price.amountMinor"
        label={t('price', { currency: price.currency })}
        of={title}
        value={decimalOf(price)}
      />
      <QuickField name="stock" label={t('stock')} of={title} value={String(stock)} />
      <Button look="secondary" aria-label={t('save-this', { title })}>
        {t('save')}
      </Button>
    </CommandForm>
  );
}

interface QuickFieldProps {
  readonly name: string;
  readonly label: string;
  /** Which article it belongs to, for those who hear the page. */
  readonly of: string;
  readonly value: string;
}

function QuickField({ name, label, of, value }: QuickFieldProps) {
  const id = useId();
  const { values, errors } = useFormState();
  const error = errors.at(name);
  return (
    <label className="grid gap-1 text-xs text-muted">
      <span>
        {label} <span className="sr-only">{of}</span>
      </span>
      <input
        name={name}
        defaultValue={values[name] ?? value}
        inputMode="decimal"
        required
        maxLength={15}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        className="min-h-10 w-24 rounded-lg border border-line-strong bg-surface px-2.5 text-base text-ink tabular-nums aria-invalid:border-bad sm:text-sm"
      />
      {error && (
        <span id={`${id}-error`} className="max-w-32 font-medium text-bad">
          {error}
        </span>
      )}
    </label>
  );
}

function Offer({ listing: { id, status, title }, formKey }: { listing: OwnListing; formKey: string }) {
  const t = useTranslations('goods.list');
  if (status === 'refused') return null;
  const intent = status === 'withdrawn' ? 'publish' : 'withdraw';
  return (
    <CommandForm intent={intent} subject={id} formKey={formKey} className="grid gap-2">
      <Button look="quiet" aria-label={t(`${intent}-this`, { title })}>
        {t(intent)}
      </Button>
    </CommandForm>
  );
}
