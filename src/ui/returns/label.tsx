import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { PageHead } from '../components/panel.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { TextLink } from '../components/text-link.tsx';
import { PrintButton } from '../seller/print-button.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

type Address = Readonly<Record<string, string>>;

interface Label {
  readonly from: Address;
  readonly to: { readonly name: string; readonly address: Address | null };
  readonly paidBy: 'buyer' | 'seller';
  readonly reference: string;
  readonly code: string;
}

export async function loader(args: LoaderFunctionArgs) {
  const id = args.params['returnId'] ?? '';
  return { id, label: await get<Label>(args, `/me/returns/${encodeURIComponent(id)}/label`) };
}

/** What to print onto the parcel back. */
export default function ReturnLabelPage() {
  const { id, label } = useLoaderData<typeof loader>();
  const t = useTranslations('returns');
  return (
    <div className="mx-auto grid w-full max-w-xl gap-6">
      <div className="print:hidden">
        <PageHead title={t('label.title')} above={<TextLink to={`/returns/${id}`}>{t('back')}</TextLink>} />
      </div>
      <div className="grid gap-4 rounded-xl border border-line bg-surface p-6">
        <div className="flex flex-wrap justify-between gap-4">
          <Lines title={t('label.to')} name={label.to.name} address={label.to.address} />
          <QrCode text={label.code} label={label.code} className="size-36" />
        </div>
        <Lines title={t('label.from')} name={label.from['name'] ?? ''} address={label.from} />
        <p className="font-mono text-lg">{label.reference}</p>
        <p className="text-sm text-muted">
          {t('label.paid-by')}: {t(label.paidBy)}
        </p>
      </div>
      <PrintButton>{t('do.label')}</PrintButton>
    </div>
  );
}

function Lines({ title, name, address }: { title: string; name: string; address: Address | null }) {
  const lines = [
    name,
    address?.['line1'],
    address?.['line2'],
    [address?.['postalCode'], address?.['city']].filter(Boolean).join(' '),
    address?.['country'],
  ];
  return (
    <div>
      <p className="text-sm text-muted">{title}</p>
      <address className="grid text-base not-italic">
        {lines.filter(Boolean).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </div>
  );
}
