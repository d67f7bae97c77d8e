import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useTranslations } from 'use-intl';

import type { Problem } from '../api.ts';
import { PageHead } from './panel.tsx';

const EXPLAINED = ['http400', 'http401', 'http403', 'http404', 'http429', 'http503'] as const;

/** Export as `ErrorBoundary` of a page: the frame around it stays. */
export function PageErrorBoundary() {
  return <PageError error={useRouteError()} />;
}

export function PageError({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const t = useTranslations('frame.errors');
  const kind = EXPLAINED.find((known) => known === `http${status}`) ?? 'unexpected';
  const title = t(`${kind}.title`);
  const detail = isRouteErrorResponse(error) ? detailOf(error.data) : undefined;
  return (
    <div className="mx-auto grid max-w-xl gap-4 py-8">
      <PageHead title={title} above={t('number', { status })}>
        {t(`${kind}.text`)}
      </PageHead>
      {detail && detail !== title && (
        <p className="rounded-lg border border-line bg-surface px-4 py-3 text-sm">{detail}</p>
      )}
      <p className="flex flex-wrap gap-4 text-sm font-medium">
        {status === 401 && (
          <Link to="/sign-in" className="text-accent underline underline-offset-4">
            {t('sign-in')}
          </Link>
        )}
        <Link to="/" className="text-accent underline underline-offset-4">
          {t('home')}
        </Link>
      </p>
    </div>
  );
}

/** Only what the API wrote for people is shown; a thrown error of ours never is. */
function detailOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('title' in value)) return undefined;
  const { title, detail } = value as Problem;
  return detail ?? title;
}
