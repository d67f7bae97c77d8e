import { type ActionFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { newKey } from '../api.ts';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { sheetAction, SheetPage } from './sheet-page.tsx';
import { type SheetFault, shortNumber } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader() {
  return { formKey: newKey() };
}

interface Row {
  readonly line: number;
  readonly orderId: string;
  readonly faults: readonly SheetFault[];
}

export function action(args: ActionFunctionArgs) {
  return sheetAction(args, '/me/shipment-sheet', ({ line, orderId, faults }: Row) => ({
    line,
    name: orderId.startsWith('ord_') ? shortNumber(orderId) : orderId,
    action: faults.length > 0 ? 'refused' : 'ship',
    faults,
  }));
}

export default function OrdersImport() {
  const { formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.ship-sheet');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5">
      <PageHead title={t('title')} above={<TextLink to="/seller/orders">{t('back')}</TextLink>}>
        {t('intro')}
      </PageHead>
      <p>
        <a href="/api/v1/me/shipment-sheet" download className="text-accent underline underline-offset-4">
          {t('download')}
        </a>
      </p>
      <SheetPage formKey={formKey} nameHead={t('order')} hint={t('columns')} />
    </div>
  );
}
