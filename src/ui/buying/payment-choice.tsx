import { useTranslations } from 'use-intl';

import { Choice } from '../components/choice.tsx';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import type { PaymentForm } from './models.ts';
import { StripeCard } from './stripe-card.tsx';

interface Props {
  readonly form: PaymentForm;
  readonly amountMinor: number;
  readonly currency: string;
}

/** How it is paid: one of the sandbox's test cards, or the provider's own form. Card numbers never come to us. */
export function PaymentChoice({ form, amountMinor, currency }: Props) {
  const t = useTranslations('purchase.payment');
  const cards = form.testTokens.map((value) => {
    const label = `cards.${value}` as Parameters<typeof t>[0];
    const hint = `hints.${value}` as Parameters<typeof t>[0];
    return { value, label: t.has(label) ? t(label) : value, hint: t.has(hint) ? t(hint) : value };
  });
  return (
    <Panel title={t('title')}>
      {form.provider === 'stripe' && form.publicKey !== null ? (
        <StripeCard publicKey={form.publicKey} amountMinor={amountMinor} currency={currency} />
      ) : cards.length > 0 ? (
        <div className="grid gap-4">
          <Notice tone="warn" title={t('sandbox')}>
            {t('sandbox-text')}
          </Notice>
          <Choice name="paymentToken" legend={t('choose')} options={cards} />
        </div>
      ) : (
        <Notice tone="bad" title={t('not-set-up')} />
      )}
    </Panel>
  );
}
