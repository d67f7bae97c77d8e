import { isRouteErrorResponse, Link, useRouteError } from 'react-router';

import type { Problem } from '../api.ts';
import { PageHead } from './panel.tsx';

const WORDS: Readonly<Record<number, { title: string; text: string }>> = {
  401: { title: 'Please sign in', text: 'This page is only for people who are signed in.' },
  403: {
    title: 'Not open to you',
    text: 'Your account may not see or do this. If a measure is the reason, its statement of reasons says why and how to appeal.',
  },
  404: {
    title: 'Nothing here',
    text: 'The page or thing you asked for does not exist, or is not shown any more.',
  },
  429: { title: 'Too many attempts', text: 'Please wait a minute and try again.' },
  503: { title: 'Busy for a moment', text: 'Nothing was changed. Please try again in a few seconds.' },
};

const UNEXPECTED = {
  title: 'Something went wrong on our side',
  text: 'Nothing you sent was half done: trying again is safe.',
};

/** Export as `ErrorBoundary` of a page: the frame around it stays. */
export function PageErrorBoundary() {
  return <PageError error={useRouteError()} />;
}

export function PageError({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const { title, text } = WORDS[status] ?? UNEXPECTED;
  const detail = isRouteErrorResponse(error) ? detailOf(error.data) : undefined;
  return (
    <div className="mx-auto grid max-w-xl gap-4 py-8">
      <PageHead title={title} above={`Error ${status}`}>
        {text}
      </PageHead>
      {detail && detail !== title && (
        <p className="rounded-lg border border-line bg-surface px-4 py-3 text-sm">{detail}</p>
      )}
      <p className="flex flex-wrap gap-4 text-sm font-medium">
        {status === 401 && (
          <Link to="/sign-in" className="text-accent underline underline-offset-4">
            Sign in
          </Link>
        )}
        <Link to="/" className="text-accent underline underline-offset-4">
          To the start page
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
