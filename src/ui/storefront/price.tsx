import { useRouteLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { about } from '../../kernel/exchange.ts';
import { CURRENCIES, type Money as Amount } from '../../kernel/money.ts';
import { Money } from '../components/amounts.tsx';
import { useReader } from '../reader.ts';
import type { ShopFrame } from './models.ts';

/** What a price is about in the reader's own currency; nothing if that is its own, or none was chosen. */
export function useAbout(): (amount: Amount) => Amount | null {
  const { currency } = useReader();
  const rates = useRouteLoaderData<ShopFrame>('storefront/layout')?.rates;
  const wanted = CURRENCIES.find((known) => known === currency);
  return (amount) =>
    !rates || wanted === undefined || wanted === amount.currency ? null : about(amount, wanted, rates);
}

/** The price that is charged, and beside it about how much that is. */
export function Price({ amount, className = '' }: { amount: Amount; className?: string }) {
  const t = useTranslations('browse.price');
  const other = useAbout()(amount);
  if (!other) return <Money amount={amount} className={className} />;
  return (
    <span className={className}>
      <Money amount={amount} />
      <span className="ms-1.5 inline-block text-[0.8em] font-normal whitespace-nowrap text-muted">
        {t.rich('about', { amount: () => <Money amount={other} /> })}
      </span>
    </span>
  );
}
