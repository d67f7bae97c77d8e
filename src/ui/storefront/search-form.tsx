import { useId } from 'react';
import { Form, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

/** Plain GET: results have an address that can be kept and shared. */
export function SearchForm() {
  const id = useId();
  const [search] = useSearchParams();
  const t = useTranslations('browse.search');
  const asked = search.get('q') ?? '';
  return (
    <search>
      <Form action="/search" className="flex max-w-2xl">
        <label htmlFor={id} className="sr-only">
          {t('field')}
        </label>
        <input
          // Another search changes the address but not the component: the key makes the field follow.
          key={asked}
          id={id}
          name="q"
          type="search"
          defaultValue={asked}
          maxLength={200}
          placeholder={t('field')}
          className="min-h-10 w-full min-w-0 rounded-s-lg border border-e-0 border-line-strong bg-canvas px-3 py-2 text-base placeholder:text-muted sm:text-sm"
        />
        <button
          type="submit"
          className="rounded-e-lg border border-accent bg-accent px-4 text-sm font-medium whitespace-nowrap text-on-accent hover:bg-accent-strong"
        >
          {t('submit')}
        </button>
      </Form>
    </search>
  );
}
