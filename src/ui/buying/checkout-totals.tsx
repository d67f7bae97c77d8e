import { useTranslations } from 'use-intl';

import { Money } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { useReader } from '../reader.ts';
import { ImportDutyNote } from './import-duty.tsx';
import type { Quote } from './models.ts';

/** Everything that is paid, and the button that pays it. */
export function CheckoutTotals({ quote, children }: { quote: Quote; children: React.ReactNode }) {
  const t = useTranslations('purchase.checkout');
  const { currency, totalMinor, orders } = quote;
  const shippingMinor = orders.reduce((sum, order) => sum + order.shippingMinor, 0);
  const taxMinor = orders.reduce((sum, order) => sum + order.taxMinor, 0);
  const rows = [
    { name: t('goods'), amountMinor: totalMinor - shippingMinor },
    { name: t('shipping'), amountMinor: shippingMinor },
  ];
  return (
    <section
      aria-label={t('totals')}
      className="grid gap-4 rounded-xl border border-line bg-surface p-4 lg:sticky lg:top-24"
    >
      <dl className="grid gap-2 text-sm">
        {rows.map(({ name, amountMinor }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-muted">{name}</dt>
            <dd>
              <Money amount={{ amountMinor, currency }} />
            </dd>
          </div>
        ))}
        <div className="flex items-baseline justify-between gap-4 border-t border-line pt-3">
          <dt className="font-medium">{t('total')}</dt>
          <dd className="text-xl font-semibold">
            <Money amount={{ amountMinor: totalMinor, currency }} />
          </dd>
        </div>
        <div className="flex justify-between gap-4 text-muted">
          <dt>{taxMinor > 0 ? t('tax-inside') : t('tax-unknown')}</dt>
          {taxMinor > 0 && (
            <dd>
              <Money amount={{ amountMinor: taxMinor, currency }} />
            </dd>
          )}
        </div>
      </dl>
      <ImportDutyNote duties={orders.flatMap((order) => order.importDuty ?? [])} currency={currency} />
      {children}
      <Button className="w-full">
        <PayLabel quote={quote} />
      </Button>
      <p className="text-xs text-muted">{t('terms')}</p>
      <p className="rounded-lg bg-accent-soft p-3 text-sm">{t('kept')}</p>
    </section>
  );
}

function PayLabel({ quote: { totalMinor: amountMinor, currency } }: { quote: Quote }) {
  const t = useTranslations('purchase.checkout');
  const { locale } = useReader();
  // The amount is said again on the button: it is what is agreed to.
  return (
    <span key={locale}>{t.rich('pay', { amount: () => <Money amount={{ amountMinor, currency }} /> })}</span>
  );
}
