import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { DoneNotice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { runReturnCommand } from './commands.ts';
import { ReturnForms } from './forms.tsx';
import { readReturn } from './page-data.ts';
import {
  ReturnArticles,
  ReturnDecision,
  ReturnGlance,
  ReturnHistory,
  ReturnOffers,
  ReturnParcels,
  ReturnTalk,
} from './record.tsx';
import { ReturnBadge, Turn } from './state.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return readReturn(args, args.params['returnId'] ?? '');
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['returnId'] ?? '';
  return runReturnCommand(args, id, args.url.pathname);
}

/** One return, as its buyer or its seller sees it. */
export default function ReturnDetail() {
  const { page, payment, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('returns');
  const seller = page.side === 'seller';
  const home = seller ? '/seller/returns' : '/returns';
  return (
    <div className="grid gap-6">
      <PageHead
        title={page.lines.map((l) => l.title ?? l.listingId).join(', ')}
        above={<TextLink to={home}>{t('back')}</TextLink>}
      >
        <span className="flex flex-wrap items-center gap-3">
          <ReturnBadge row={page} /> <Turn row={page} />
        </span>
      </PageHead>
      <DoneNotice messages={{ done: t('done'), asked: t('done-asked') }} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-6">
          <ReturnDecision page={page} />
          <ReturnArticles page={page} />
          <ReturnOffers page={page} />
          <ReturnTalk page={page} files={`/api/v1/me/returns/${page.id}/files`} />
          <ReturnParcels page={page} />
          <ReturnHistory page={page} />
        </div>
        <div className="grid gap-6 max-lg:order-first">
          <ReturnForms page={page} formKey={formKey} payment={payment} />
          <ReturnGlance
            page={page}
            order={seller ? `/seller/orders/${page.orderId}` : `/orders/${page.orderId}`}
          />
        </div>
      </div>
    </div>
  );
}
