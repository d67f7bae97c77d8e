import { type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get } from '../api.ts';
import { type NoticePage, NoticeText } from '../components/notice-text.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<NoticePage>(args, `/notices/${encodeURIComponent(args.params['noticeId'] ?? '')}`);
}

/** As its addressee reads it. */
export default function NoticeFilePage() {
  const notice = useLoaderData<typeof loader>();
  return <NoticeText notice={notice} area="Operations" />;
}
