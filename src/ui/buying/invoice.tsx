import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { DateTime, Money, Share } from '../components/amounts.tsx';
import { PageHead } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { CountryName } from './country-name.tsx';
import type { Address, Invoice } from './models.ts';
import { useReason } from './reasons.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return get<Invoice>(args, `/orders/${encodeURIComponent(args.params['orderId'] ?? '')}/invoice`);
}

type InvoiceLine = Invoice['lines'][number];

/** Made for paper too: what belongs to the shop around it is not printed. */
export default function InvoicePage() {
  const invoice = useLoaderData<typeof loader>();
  const t = useTranslations('purchase.invoice');
  const { currency, seller } = invoice;
  const columns: readonly Column<InvoiceLine>[] = [
    { head: t('article'), lead: true, cell: (l) => (l.what === 'shipping' ? t('shipping') : l.title) },
    { head: t('quantity'), numeric: true, cell: (l) => l.quantity },
    {
      head: t('price'),
      numeric: true,
      cell: (l) => <Money amount={{ amountMinor: l.unitMinor, currency }} />,
    },
    {
      head: t('tax-rate'),
      numeric: true,
      cell: (l) => (l.taxBasisPoints === null ? '–' : <Share of={l.taxBasisPoints / 10_000} />),
    },
    {
      head: t('sum'),
      numeric: true,
      cell: (l) => <Money amount={{ amountMinor: l.grossMinor, currency }} />,
    },
  ];
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <div className="print:hidden">
        <TextLink to={`/orders/${invoice.orderId}`}>{t('back')}</TextLink>
        <p className="mt-1 text-sm text-muted">{t('print')}</p>
      </div>
      <article className="grid gap-6 rounded-xl border border-line bg-surface p-5 sm:p-8 print:border-0 print:p-0">
        <PageHead title={t('title', { number: invoice.number })}>
          {t.rich('dates', {
            issued: () => <DateTime at={invoice.issuedAt} only="date" />,
            ordered: () => <DateTime at={invoice.orderedAt} only="date" />,
          })}
        </PageHead>
        <div className="grid gap-6 sm:grid-cols-2">
          <Side title={t('seller')} address={seller.address}>
            <span className="font-medium">{seller.legalName ?? seller.shop}</span>
            {seller.legalName && seller.shop && <span>{seller.shop}</span>}
            {seller.taxId && <span>{t('tax-id', { id: seller.taxId })}</span>}
            {seller.companyNumber && <span>{t('company-number', { id: seller.companyNumber })}</span>}
          </Side>
          <Side title={t('buyer')} address={invoice.recipient}>
            {invoice.recipient?.['name'] && <span className="font-medium">{invoice.recipient['name']}</span>}
          </Side>
        </div>
        <Table
          caption={t('lines')}
          columns={columns}
          rows={invoice.lines}
          keyOf={(l) => `${l.what} ${l.title}`}
          empty={t('lines')}
        />
        <Sums invoice={invoice} />
        <p className="text-sm text-muted">{t('order', { id: invoice.orderId })}</p>
      </article>
    </div>
  );
}

function Side(props: { title: string; address: Address | null; children: React.ReactNode }) {
  const { line1, line2, postalCode, city, region, country } = props.address ?? {};
  const parts = [line1, line2, [postalCode, city].filter(Boolean).join(' '), region].filter(Boolean);
  return (
    <section className="grid content-start text-sm">
      <h2 className="mb-1 text-xs font-medium text-muted">{props.title}</h2>
      {props.children}
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
      {country && <CountryName code={country} />}
    </section>
  );
}

function Sums({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('purchase.invoice');
  const reason = useReason();
  const { currency } = invoice;
  const money = (amountMinor: number) => <Money amount={{ amountMinor, currency }} />;
  return (
    <dl className="ms-auto grid w-full max-w-sm gap-1.5 text-sm">
      <Row name={t('net')}>{money(invoice.netMinor)}</Row>
      {invoice.taxes.map((tax) => (
        <Row
          key={tax.basisPoints}
          name={t.rich('tax', { rate: () => <Share of={tax.basisPoints / 10_000} /> })}
        >
          {money(tax.taxMinor)}
        </Row>
      ))}
      <Row name={t('gross')} isStrong>
        {money(invoice.grossMinor)}
      </Row>
      {invoice.creditNotes.map((note) => (
        <Row key={note.number} name={t('credit-note', { number: note.number, reason: reason(note.reason) })}>
          −{money(note.grossMinor)}
        </Row>
      ))}
    </dl>
  );
}

function Row(props: { name: React.ReactNode; isStrong?: boolean; children: React.ReactNode }) {
  return (
    <div
      className={`flex justify-between gap-4 ${props.isStrong ? 'border-t border-line pt-1.5 text-base font-semibold' : ''}`}
    >
      <dt>{props.name}</dt>
      <dd className="whitespace-nowrap">{props.children}</dd>
    </div>
  );
}
