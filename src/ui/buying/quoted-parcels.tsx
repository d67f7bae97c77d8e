import { useTranslations } from 'use-intl';

import { DateTime, Money } from '../components/amounts.tsx';
import { Panel } from '../components/panel.tsx';
import { Article } from './article.tsx';
import { CountryName } from './country-name.tsx';
import type { CartLine, Quote } from './models.ts';

/** What comes from whom, when, and what bringing it costs. */
export function QuotedParcels(props: {
  readonly quote: Quote;
  readonly lines: readonly CartLine[];
  readonly country: string;
}) {
  const { quote, lines, country } = props;
  const t = useTranslations('purchase.checkout');
  const { currency } = quote;
  const known = new Map(lines.map((line) => [line.listingId, line]));
  const nameOf = (id: string) => lines.find((line) => line.seller?.id === id)?.seller?.name ?? '';
  return (
    <>
      {quote.orders.map((order, i) => (
        <Panel
          key={order.seller}
          title={t('parcel', { number: i + 1, count: quote.orders.length, seller: nameOf(order.seller) })}
          hint={t.rich('arrives', {
            date: () => <DateTime at={order.deliverBy} only="date" />,
            country: () => <CountryName code={country} />,
          })}
          flush
        >
          <ul className="divide-y divide-line">
            {order.lines.map((line) => (
              <li key={line.listingId} className="p-4">
                <Article
                  listingId={line.listingId}
                  title={line.title ?? known.get(line.listingId)?.title ?? ''}
                  image={known.get(line.listingId)?.image ?? null}
                  category={known.get(line.listingId)?.category ?? null}
                >
                  <p className="flex flex-wrap justify-between gap-x-4 text-sm">
                    <span className="text-muted">
                      {line.quantity} × <Money amount={{ amountMinor: line.unitMinor, currency }} />
                    </span>
                    <span className="font-medium">
                      <Money amount={{ amountMinor: line.quantity * line.unitMinor, currency }} />
                    </span>
                  </p>
                </Article>
              </li>
            ))}
          </ul>
          <p className="flex justify-between gap-4 border-t border-line px-4 py-3 text-sm">
            <span className="text-muted">
              {t.rich('shipping-by', { date: () => <DateTime at={order.shipBy} only="date" /> })}
            </span>
            {order.shippingMinor === 0 ? (
              <span className="font-medium text-good">{t('free')}</span>
            ) : (
              <Money amount={{ amountMinor: order.shippingMinor, currency }} />
            )}
          </p>
        </Panel>
      ))}
    </>
  );
}
