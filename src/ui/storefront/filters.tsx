import { useId } from 'react';
import { Form, useLocation, useSearchParams, useSubmit } from 'react-router';
import { useTranslations } from 'use-intl';

import { minorDigits } from '../../kernel/exchange.ts';
import { Count, countryNames, Money } from '../components/amounts.tsx';
import { PlainLink } from '../components/plain-link.tsx';
import { useWords } from '../messages/words.ts';
import { useReader } from '../reader.ts';
import type { Count as Counted, Facets } from './models.ts';
import { ANYWHERE, type Chosen } from './search-page.ts';

interface FiltersProps {
  readonly facets: Facets;
  readonly chosen: Chosen;
}

/** Names of a page's address that the filters set themselves. */
const OWN = new Set(['cursor', 'country', 'min', 'max', 'stock', 'established', 'stars', 'a', 'done']);

/** Choices with how many there are of each. Applies at once where scripts run, and by its button where they do not. */
export function Filters({ facets, chosen }: FiltersProps) {
  const t = useTranslations('browse.filters');
  const [search] = useSearchParams();
  const id = useId();
  return (
    <div className="rounded-xl border border-line bg-surface lg:border-0 lg:bg-transparent">
      {/* Unfolds on a phone, also without scripts; on a wide screen it is always there. */}
      <input type="checkbox" id={id} className="peer sr-only lg:hidden" />
      <label
        htmlFor={id}
        className="flex min-h-11 cursor-pointer items-center justify-between rounded-xl px-4 font-medium outline-offset-2 peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-checked:[&>svg]:rotate-180 lg:hidden"
      >
        {t('title')}
        <svg
          viewBox="0 0 16 16"
          className="size-4 transition-transform"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <path d="M3.5 6 8 10.5 12.5 6" />
        </svg>
      </label>
      <div key={search.toString()} className="hidden gap-6 p-4 pt-1 peer-checked:grid lg:grid lg:p-0">
        <h2 className="sr-only">{t('title')}</h2>
        <Categories counts={facets.categories} chosen={chosen} />
        <Choices facets={facets} chosen={chosen} />
      </div>
    </div>
  );
}

/** Links: a category is a place of its own. */
function Categories({ counts, chosen }: { counts: readonly Counted[]; chosen: Chosen }) {
  const t = useTranslations('browse.filters');
  const words = useWords();
  const to = useCategoryLink();
  if (counts.length === 0) return null;
  return (
    <section className="grid gap-1.5 text-sm">
      <h3 className="font-semibold">{t('category')}</h3>
      <ul className="grid gap-0.5">
        {chosen.category !== null && (
          <li>
            <PlainLink to={to(null)} className="inline-flex min-h-7 items-center text-accent hover:underline">
              {t('all-categories')}
            </PlainLink>
          </li>
        )}
        {(chosen.category === null ? counts : counts.filter((c) => c.value === chosen.category)).map((c) => (
          <li key={c.value}>
            <PlainLink
              to={to(c.value)}
              aria-current={c.value === chosen.category ? 'true' : undefined}
              className="facet-link"
            >
              {words(c.value)}
              <Shown of={c.count} />
            </PlainLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** With words or a seller, a category narrows the search; without, it is its own page. */
function useCategoryLink() {
  const { search } = useLocation();
  return (category: string | null) => {
    const changed = new URLSearchParams(search);
    for (const name of ['cursor', 'category', 'a']) changed.delete(name);
    const stays = changed.has('q') || changed.has('seller');
    if (category !== null && stays) changed.set('category', category);
    const path = category === null || stays ? '/search' : `/categories/${category}`;
    return changed.size === 0 ? path : `${path}?${changed}`;
  };
}

function Choices({ facets, chosen }: FiltersProps) {
  const [search] = useSearchParams();
  const submit = useSubmit();
  const t = useTranslations('browse.filters');
  const words = useWords();
  return (
    <Form
      className="grid gap-6 text-sm"
      onChange={(event) => {
        // An amount half typed is not a choice.
        if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
        void submit(event.currentTarget, { preventScrollReset: true });
      }}
    >
      {[...search]
        .filter(([name]) => !OWN.has(name))
        .map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
      <Country counts={facets.countries} chosen={chosen.country} />
      <PriceRange facets={facets} chosen={chosen} />
      <fieldset className="grid gap-0.5">
        <legend className="pb-1 font-semibold">{t('more')}</legend>
        <Box name="stock" value="1" label={t('in-stock')} count={facets.inStock} checked={chosen.inStock} />
        <Box
          name="established"
          value="1"
          label={t('established')}
          count={facets.established}
          checked={chosen.established}
        />
        <Box
          name="stars"
          value="4"
          label={t('well-rated')}
          count={facets.wellRated}
          checked={chosen.stars === 4}
        />
      </fieldset>
      {facets.attributes.map(({ name, values }) => (
        <fieldset key={name} className="grid gap-0.5">
          <legend className="pb-1 font-semibold">{words(name)}</legend>
          {values.map(({ value, count }) => (
            <Box
              key={value}
              name="a"
              value={`${name}:${value}`}
              label={words(value)}
              count={count}
              checked={chosen.attributes.includes(`${name}:${value}`)}
            />
          ))}
        </fieldset>
      ))}
      <button
        type="submit"
        className="min-h-10 rounded-lg border border-line-strong bg-surface px-4 font-medium hover:bg-sunken"
      >
        {t('apply')}
      </button>
    </Form>
  );
}

function Country({ counts, chosen }: { counts: readonly Counted[]; chosen: string | null }) {
  const { language, locale } = useReader();
  const t = useTranslations('browse.filters');
  const names = countryNames(language);
  const all =
    chosen === null || counts.some((c) => c.value === chosen)
      ? counts
      : [...counts, { value: chosen, count: 0 }];
  return (
    <label className="grid gap-1.5">
      <span className="font-semibold">{t('country')}</span>
      <select
        name="country"
        defaultValue={chosen ?? ANYWHERE}
        className="min-h-10 w-full rounded-lg border border-line-strong bg-surface px-2"
      >
        <option value={ANYWHERE}>{t('anywhere')}</option>
        {all
          .map((c) => ({ ...c, name: names(c.value) }))
          .toSorted((a, b) => a.name.localeCompare(b.name, locale))
          .map((c) => (
            <option key={c.value} value={c.value}>
              {`${c.name} (${c.count})`}
            </option>
          ))}
      </select>
    </label>
  );
}

/** Spans to pick from, and two fields for any other. */
function PriceRange({ facets: { prices }, chosen }: FiltersProps) {
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const t = useTranslations('browse.filters');
  const to = (min: number | null, max: number | null) => {
    const changed = new URLSearchParams(search);
    for (const name of ['cursor', 'min', 'max']) changed.delete(name);
    if (min !== null) changed.set('min', String(min));
    if (max !== null) changed.set('max', String(max));
    return `${pathname}?${changed}`;
  };
  const unit = 10 ** minorDigits(chosen.currency);
  return (
    <fieldset className="grid gap-1">
      <legend className="pb-1 font-semibold">{t('price', { currency: chosen.currency })}</legend>
      {prices
        .filter(({ count }) => count > 0)
        .map(({ min, max, count }) => {
          // Ends of a span are whole units to the reader: "under 10" begins where "10 and more" ends.
          const upper = max && { ...max, amountMinor: max.amountMinor + 1 };
          const range = {
            min: min ? min.amountMinor / unit : null,
            max: upper ? upper.amountMinor / unit : null,
          };
          const label =
            min && upper
              ? t.rich('between', { min: () => <Money amount={min} />, max: () => <Money amount={upper} /> })
              : upper
                ? t.rich('under', { max: () => <Money amount={upper} /> })
                : min && t.rich('over', { min: () => <Money amount={min} /> });
          return (
            <PlainLink
              key={range.min ?? 'under'}
              to={to(range.min, range.max)}
              stay
              aria-current={chosen.min === range.min && chosen.max === range.max ? 'true' : undefined}
              className="facet-link"
            >
              <span>{label}</span>
              <Shown of={count} />
            </PlainLink>
          );
        })}
      <div className="flex items-center gap-2 pt-1">
        <Amount name="min" label={t('min')} value={chosen.min} />
        <span aria-hidden="true">–</span>
        <Amount name="max" label={t('max')} value={chosen.max} />
      </div>
    </fieldset>
  );
}

function Amount({ name, label, value }: { name: string; label: string; value: number | null }) {
  return (
    <input
      name={name}
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      defaultValue={value ?? ''}
      className="min-h-9 w-full min-w-0 rounded-lg border border-line-strong bg-surface px-2 text-base placeholder:text-muted sm:text-sm"
    />
  );
}

interface BoxProps {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly checked: boolean;
}

function Box({ name, value, label, count, checked }: BoxProps) {
  return (
    <label className="facet-box">
      <input type="checkbox" name={name} value={value} defaultChecked={checked} />
      <span>{label}</span>
      <Shown of={count} />
    </label>
  );
}

function Shown({ of }: { of: number }) {
  return <Count of={of} className="facet-count" />;
}
