import { type ActionFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { newKey } from '../api.ts';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { sheetAction, SheetPage, type SheetRow } from './sheet-page.tsx';
import type { SheetFault } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader() {
  return { formKey: newKey() };
}

interface Row {
  readonly line: number;
  readonly sku: string;
  readonly action: SheetRow['action'];
  readonly faults: readonly SheetFault[];
}

export function action(args: ActionFunctionArgs) {
  return sheetAction(args, '/me/listing-sheet', ({ sku, ...row }: Row) => ({ ...row, name: sku }));
}

const LINK = 'text-accent underline underline-offset-4';

export default function ListingsImport() {
  const { formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('goods.import');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5">
      <PageHead title={t('title')} above={<TextLink to="/seller/listings">{t('back')}</TextLink>}>
        {t('intro')}
      </PageHead>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        <li>
          <a href="/api/v1/me/listing-sheet/template" download className={LINK}>
            {t('template')}
          </a>
        </li>
        <li>
          <a href="/api/v1/me/listing-sheet" download className={LINK}>
            {t('export')}
          </a>
        </li>
      </ul>
      <SheetPage formKey={formKey} nameHead={t('sku')} hint={t('columns')} />
    </div>
  );
}
