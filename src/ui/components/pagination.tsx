import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { ButtonLink } from './button.tsx';

/** Cursors only go forward; "first page" is the way back. */
export function Pagination({ next, param = 'cursor' }: { next: string | null | undefined; param?: string }) {
  const [search] = useSearchParams();
  const t = useTranslations('frame.pages');
  const current = search.get(param);
  if (!next && !current) return null;
  return (
    <nav aria-label={t('label')} className="flex justify-between gap-3 border-t border-line px-4 py-3">
      {current ? <ButtonLink to={withParam(search, param, null)}>{t('first')}</ButtonLink> : <span />}
      {next && <ButtonLink to={withParam(search, param, next)}>{t('next')}</ButtonLink>}
    </nav>
  );
}

function withParam(search: URLSearchParams, name: string, value: string | null): string {
  const changed = new URLSearchParams(search);
  changed.delete('done');
  if (value === null) changed.delete(name);
  else changed.set(name, value);
  return `?${changed}`;
}
