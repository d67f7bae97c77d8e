/** The label of a parcel and the slip inside it: two pages of one module, made to be printed. */
import { type LoaderFunctionArgs, useLoaderData, useMatch } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { countryName } from '../buying/countries.ts';
import { DateTime } from '../components/amounts.tsx';
import { PageHead } from '../components/panel.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { SoldOrder } from './order.tsx';
import { PrintButton } from './print-button.tsx';
import { shortNumber } from './shop-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

type Address = Readonly<Record<string, string>>;

interface Label {
  readonly from: { readonly name: string; readonly address: Address | null };
  readonly to: Address;
  readonly reference: string;
  readonly code: string;
}

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['orderId'] ?? '');
  const [label, order] = await Promise.all([
    get<Label>(args, `/orders/${id}/label`),
    get<SoldOrder>(args, `/orders/${id}`),
  ]);
  return { label, order };
}

export default function OrderPrint() {
  const { label, order } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.print');
  const isSlip = useMatch('/seller/orders/:orderId/slip') !== null;
  const title = t(isSlip ? 'slip-title' : 'label-title', { number: label.reference });
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <div className="grid gap-4 print:hidden">
        <PageHead title={title} above={<TextLink to={`/seller/orders/${order.id}`}>{t('back')}</TextLink>}>
          {t('hint')}
        </PageHead>
        <PrintButton>{t('print')}</PrintButton>
      </div>
      {isSlip ? <Slip label={label} order={order} /> : <ParcelLabel label={label} />}
    </div>
  );
}

/** Black on white in any look: it is paper. */
const PAPER = 'grid gap-6 rounded-lg border-2 border-black bg-white p-6 text-black print:border-0 print:p-0';

function ParcelLabel({ label }: { label: Label }) {
  const t = useTranslations('shop.print');
  return (
    <section aria-label={t('label')} className={PAPER}>
      <div className="text-sm">
        <p className="font-semibold">{t('from')}</p>
        <AddressLines name={label.from.name} address={label.from.address} />
      </div>
      <div className="flex flex-wrap items-end justify-between gap-6 border-t-2 border-black pt-6">
        <div className="text-xl">
          <p className="text-sm font-semibold">{t('to')}</p>
          <AddressLines address={label.to} />
        </div>
        <figure className="grid justify-items-center gap-1">
          <QrCode text={label.code} label={label.code} className="size-36" />
          <figcaption className="font-mono text-lg font-semibold">{label.reference}</figcaption>
        </figure>
      </div>
    </section>
  );
}

function Slip({ label, order }: { label: Label; order: SoldOrder }) {
  const t = useTranslations('shop.print');
  return (
    <section aria-label={t('slip')} className={PAPER}>
      <div className="flex flex-wrap justify-between gap-6">
        <div>
          <h2 className="text-xl font-semibold">{label.from.name}</h2>
          <p className="text-sm">
            {t('order', { number: shortNumber(order.id) })} · <DateTime at={order.placedAt} only="date" />
          </p>
        </div>
        <div className="text-sm">
          <AddressLines address={label.to} />
        </div>
      </div>
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b-2 border-black text-start">
            <th scope="col" className="w-20 py-1 text-start">
              {t('pieces')}
            </th>
            <th scope="col" className="py-1 text-start">
              {t('article')}
            </th>
            <th scope="col" className="w-20 py-1 text-start">
              {t('packed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.listingId} className="border-b border-black/40">
              <td className="py-2 tabular-nums">{line.quantity - line.cancelled}</td>
              <td className="py-2">{line.title ?? line.listingId}</td>
              <td className="py-2">☐</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-sm">{t('thanks')}</p>
    </section>
  );
}

function AddressLines({ name, address }: { name?: string; address: Address | null }) {
  const { language } = useReader();
  const { line1, line2, postalCode, city, region, country } = address ?? {};
  const parts = [
    name ?? address?.['name'],
    line1,
    line2,
    [postalCode, city].filter(Boolean).join(' '),
    region,
    country && countryName(language, country),
  ].filter(Boolean);
  return (
    <address className="grid not-italic wrap-anywhere">
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </address>
  );
}
