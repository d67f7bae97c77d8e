import { Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { countryNames, Money } from '../components/amounts.tsx';
import { minorDigits } from '../../kernel/exchange.ts';
import { useWords } from '../messages/words.ts';
import { useReader } from '../reader.ts';
import { ANYWHERE, type FoundPage } from './search-page.ts';

/** What narrows the result right now, each to be taken away. */
export function FilterChips({ found: { chosen, sellerName } }: { found: FoundPage }) {
  const [search] = useSearchParams();
  const { language } = useReader();
  const t = useTranslations('browse.filters');
  const words = useWords();
  const unit = 10 ** minorDigits(chosen.currency);
  const amount = (value: number) => (
    <Money amount={{ amountMinor: value * unit, currency: chosen.currency }} />
  );
  const chips: { readonly label: React.ReactNode; readonly to: string }[] = [];
  const add = (label: React.ReactNode, change: (changed: URLSearchParams) => void) => {
    const changed = new URLSearchParams(search);
    changed.delete('cursor');
    change(changed);
    chips.push({ label, to: `?${changed}` });
  };

  if (search.has('category') && chosen.category !== null)
    add(words(chosen.category), (s) => s.delete('category'));
  if (chosen.seller !== null) add(sellerName ?? t('one-seller'), (s) => s.delete('seller'));
  if (chosen.country !== null) {
    const name = countryNames(language)(chosen.country);
    // Only from the reader's settings, and so not in the address: then "everywhere" is.
    add(t('to-country', { country: name }), (s) => s.set('country', ANYWHERE));
  }
  if (chosen.min !== null) {
    const min = chosen.min;
    add(t.rich('over', { min: () => amount(min) }), (s) => s.delete('min'));
  }
  if (chosen.max !== null) {
    const max = chosen.max;
    add(t.rich('under', { max: () => amount(max) }), (s) => s.delete('max'));
  }
  if (chosen.inStock) add(t('in-stock'), (s) => s.delete('stock'));
  if (chosen.established) add(t('established'), (s) => s.delete('established'));
  if (chosen.stars !== null) add(t('well-rated'), (s) => s.delete('stars'));
  for (const token of chosen.attributes)
    add(words(token.slice(token.indexOf(':') + 1)), (s) => s.delete('a', token));
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('active')} className="flex flex-wrap gap-2">
      {chips.map(({ label, to }) => (
        <li key={to}>
          <Link
            to={to}
            preventScrollReset
            className="inline-flex min-h-8 items-center gap-1.5 rounded-full bg-accent-soft px-3 text-sm text-accent hover:underline"
          >
            <span className="sr-only">{t('remove')} </span>
            {label}
            <svg
              viewBox="0 0 16 16"
              className="size-3"
              stroke="currentColor"
              strokeWidth="2"
              aria-hidden="true"
            >
              <path d="M4 4l8 8M12 4l-8 8" />
            </svg>
          </Link>
        </li>
      ))}
    </ul>
  );
}
