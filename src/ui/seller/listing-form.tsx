import { useTranslations } from 'use-intl';

import type { Currency } from '../../kernel/money.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea, TextField, useFormState } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { ATTRIBUTES_MAX, decimalOf, ZONES_MAX } from './listing-input.ts';
import type { OwnListing } from './shop-models.ts';

interface ListingFormProps {
  readonly intent: 'create' | 'change';
  readonly formKey: string;
  readonly currency: Currency;
  readonly categories: readonly string[];
  /** What it says now; nothing for a new one. */
  readonly listing: OwnListing | null;
}

/** Everything that is said about an article, in one form. */
export function ListingForm({ intent, formKey, currency, categories, listing }: ListingFormProps) {
  const t = useTranslations('goods.form');
  return (
    <CommandForm intent={intent} formKey={formKey} className="grid gap-5" withFile>
      <input type="hidden" name="currency" value={currency} />
      <Article categories={categories} listing={listing} />
      <KeptPictures listing={listing} />
      {intent === 'create' && <PictureField />}
      <Offer currency={currency} listing={listing} />
      <Zones listing={listing} currency={currency} />
      <Attributes listing={listing} />
      <Variant listing={listing} />
      <div className="flex flex-wrap items-center gap-3">
        <Button>{t(intent)}</Button>
        <span className="text-sm text-muted">{t('rules-hint')}</span>
      </div>
    </CommandForm>
  );
}

function Article({ categories, listing }: Pick<ListingFormProps, 'categories' | 'listing'>) {
  const t = useTranslations('goods.form');
  return (
    <Panel title={t('article')}>
      <div className="grid gap-4">
        <TextField
          name="title"
          label={t('name')}
          hint={t('name-hint')}
          maxLength={200}
          defaultValue={listing?.title}
        />
        <TextArea
          name="description"
          label={t('description')}
          hint={t('description-hint')}
          rows={8}
          optional
          maxLength={20_000}
          defaultValue={listing?.description}
        />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextField
            name="category"
            label={t('category')}
            hint={t('category-hint')}
            list="categories"
            maxLength={60}
            defaultValue={listing?.category}
          />
          <TextField
            name="sku"
            label={t('sku')}
            hint={t('sku-hint')}
            optional
            maxLength={64}
            defaultValue={listing?.sku}
          />
        </div>
        <datalist id="categories">
          {categories.map((category) => (
            <option key={category} value={category}>
              {category}
            </option>
          ))}
        </datalist>
      </div>
    </Panel>
  );
}

function Offer({ currency, listing }: Pick<ListingFormProps, 'currency' | 'listing'>) {
  const t = useTranslations('goods.form');
  return (
    <Panel title={t('offer')}>
      <div className="grid items-end gap-4 sm:grid-cols-3">
        <TextField
          name="price.amountMinor"
          label={t('price', { currency })}
          hint={t('price-hint')}
          inputMode="decimal"
          maxLength={15}
          defaultValue={listing ? decimalOf(listing.price) : undefined}
        />
        <TextField
          name="stock"
          label={t('stock')}
          hint={t('stock-hint')}
          inputMode="numeric"
          maxLength={7}
          defaultValue={listing?.stock ?? 1}
        />
        <TextField
          name="handlingDays"
          label={t('handling')}
          hint={t('handling-hint')}
          inputMode="numeric"
          maxLength={3}
          defaultValue={listing?.handlingDays ?? 2}
        />
      </div>
    </Panel>
  );
}

/** Pictures that were brought already: of the listing, or by an earlier try of this form. */
function KeptPictures({ listing }: { listing: OwnListing | null }) {
  const { values } = useFormState();
  const kept = values['images']?.split('\n') ?? listing?.images ?? [];
  return kept.map((id) => <input key={id} type="hidden" name="images" value={id} />);
}

export function PictureField() {
  const t = useTranslations('goods.form');
  const { errors, values } = useFormState();
  const error = errors.at('pictures') ?? errors.at('images');
  const kept = values['images']?.split('\n').length ?? 0;
  return (
    <Panel title={t('pictures')} hint={t('pictures-hint')}>
      <label className="grid gap-1.5 text-sm">
        <span className="font-medium">{t('pictures-choose')}</span>
        <input
          type="file"
          name="pictures"
          multiple
          accept="image/jpeg,image/png,image/webp"
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : 'pictures-error'}
          className="block w-full rounded-lg border border-line-strong bg-surface px-3 py-2 file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:py-1.5 file:text-ink"
        />
        {error && (
          <span id="pictures-error" className="font-medium text-bad">
            {error}
          </span>
        )}
        {kept > 0 && <span className="text-muted">{t('pictures-kept', { count: kept })}</span>}
      </label>
    </Panel>
  );
}

/** As many rows as are filled and two more: a row that is left empty is none. */
function rowsFor(filled: number, max: number, more = 2): readonly number[] {
  return Array.from({ length: Math.min(max, Math.max(filled + more, 2)) }, (_, i) => i);
}

function Zones({ listing, currency }: { listing: OwnListing | null; currency: Currency }) {
  const t = useTranslations('goods.form');
  const { errors } = useFormState();
  const zones = listing?.zones ?? [];
  const error = errors.exactly('zones');
  const decimal = (minor: number | undefined) =>
    minor === undefined ? undefined : decimalOf({ amountMinor: minor, currency });
  return (
    <Panel title={t('zones')} hint={t('zones-hint')}>
      {error && <p className="mb-3 text-sm font-medium text-bad">{error}</p>}
      <div className="grid gap-5">
        {rowsFor(zones.length, ZONES_MAX, 1).map((i) => (
          <fieldset
            key={i}
            className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1.4fr_repeat(3,7.5rem)]"
          >
            <legend className="mb-1 text-sm font-semibold">{t('zone', { number: i + 1 })}</legend>
            <TextField
              name={`zones.${i}.name`}
              label={t('zone-name')}
              optional={i > 0}
              maxLength={60}
              defaultValue={zones[i]?.name}
            />
            <TextField
              name={`zones.${i}.countries`}
              label={t('countries')}
              placeholder="DE AT FR"
              optional={i > 0}
              maxLength={1_000}
              defaultValue={zones[i]?.countries.join(' ')}
            />
            <TextField
              name={`zones.${i}.priceMinor`}
              label={t('zone-price', { currency })}
              inputMode="decimal"
              optional={i > 0}
              defaultValue={decimal(zones[i]?.priceMinor)}
            />
            <TextField
              name={`zones.${i}.extraItemMinor`}
              label={t('zone-extra')}
              inputMode="decimal"
              optional
              defaultValue={decimal(zones[i]?.extraItemMinor)}
            />
            <TextField
              name={`zones.${i}.transitDays`}
              label={t('zone-days')}
              inputMode="numeric"
              optional={i > 0}
              defaultValue={zones[i]?.transitDays}
            />
          </fieldset>
        ))}
      </div>
    </Panel>
  );
}

function Attributes({ listing }: { listing: OwnListing | null }) {
  const t = useTranslations('goods.form');
  const { errors } = useFormState();
  const error = errors.at('attributes');
  const given = Object.entries(listing?.attributes ?? {});
  return (
    <Panel title={t('attributes')} hint={t('attributes-hint')}>
      {error && <p className="mb-3 text-sm font-medium text-bad">{error}</p>}
      <div className="grid gap-3">
        {rowsFor(given.length, ATTRIBUTES_MAX).map((i) => (
          <div key={i} className="grid grid-cols-2 gap-3">
            <TextField
              name={`attributes.${i}.name`}
              label={t('attribute')}
              optional
              maxLength={40}
              defaultValue={given[i]?.[0]}
            />
            <TextField
              name={`attributes.${i}.value`}
              label={t('value')}
              optional
              maxLength={500}
              defaultValue={given[i]?.[1]}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Variant({ listing }: { listing: OwnListing | null }) {
  const t = useTranslations('goods.form');
  const options = Object.entries(listing?.variant?.options ?? {});
  return (
    <Panel title={t('variant')} hint={t('variant-hint')}>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextField
          name="variant.group"
          label={t('variant-group')}
          optional
          maxLength={60}
          defaultValue={listing?.variant?.group}
        />
        <TextField
          name="variant.options"
          label={t('variant-options')}
          placeholder="colour=black; size=m"
          optional
          maxLength={200}
          defaultValue={options.map(([name, value]) => `${name}=${value}`).join('; ')}
        />
      </div>
    </Panel>
  );
}
