import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextField, useFormState } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import type { SoldOrder } from './order.tsx';

/** Suggestions; any other name may be typed. */
const CARRIERS = [
  'DHL',
  'UPS',
  'FedEx',
  'DPD',
  'GLS',
  'Hermes',
  'USPS',
  'Royal Mail',
  'Correos',
  'Correios',
  'SF Express',
  'China Post',
];

export function ShipForm({ order, formKey }: { order: SoldOrder; formKey: string }) {
  const t = useTranslations('shop.order');
  const isParted = order.lines.length > 1 || order.lines.some((l) => l.quantity > 1);
  return (
    <div id="ship" className="scroll-mt-24">
      <Panel title={t('ship')} hint={t('ship-hint')}>
        <CommandForm intent="ship" formKey={formKey}>
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <TextField
              name="carrier"
              label={t('carrier')}
              list="carriers"
              maxLength={80}
              autoComplete="off"
            />
            <TextField
              name="trackingNumber"
              label={t('tracking')}
              hint={t('tracking-hint')}
              optional
              maxLength={40}
              autoComplete="off"
            />
          </div>
          <datalist id="carriers">
            {CARRIERS.map((carrier) => (
              <option key={carrier} value={carrier}>
                {carrier}
              </option>
            ))}
          </datalist>
          {isParted && <PartOf order={order} />}
          <Button className="justify-self-start">{t('ship-now')}</Button>
        </CommandForm>
      </Panel>
    </div>
  );
}

/** How much of each line goes into this parcel; all of what is left unless changed. */
function PartOf({ order }: { order: SoldOrder }) {
  const t = useTranslations('shop.order');
  const left = order.remaining;
  const typed = useFormState().values['pieces']?.split('\n');
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">{t('pieces')}</legend>
      {order.lines.map((line, i) => (
        <label key={line.listingId} className="flex items-center gap-3 text-sm">
          <input
            type="number"
            name="pieces"
            min={0}
            max={left[i]}
            defaultValue={typed?.[i] ?? left[i]}
            required
            className="min-h-10 w-20 rounded-lg border border-line-strong bg-surface px-3 text-base sm:text-sm"
          />
          <span>
            {t('of', { count: left[i] ?? 0 })} {line.title ?? line.listingId}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Each counts against the shop: that it could have been avoided is what the rate of cancellations tells. */
const CANCEL_REASONS = [
  'out-of-stock',
  'price-error',
  'cannot-ship-there',
  'damaged-before-shipping',
  'other',
] as const;

export function CancelForm({ formKey }: { formKey: string }) {
  const t = useTranslations('shop.order');
  return (
    <Disclosure label={t('cancel')} intent="cancel">
      <CommandForm intent="cancel" formKey={formKey}>
        <p className="text-sm">{t('cancel-text')}</p>
        <Select
          name="reason"
          label={t('reason')}
          empty={t('choose')}
          options={CANCEL_REASONS.map((value) => ({ value, label: t(`cancel-reasons.${value}`) }))}
        />
        <Button look="danger">{t('cancel-now')}</Button>
      </CommandForm>
    </Disclosure>
  );
}

const REFUND_REASONS = [
  'returned',
  'not-received',
  'not-as-described',
  'damaged',
  'withdrawal',
  'goodwill-of-seller',
] as const;

interface RefundProps {
  readonly formKey: string;
  readonly currency: string;
  readonly digits: number;
}

export function RefundForm({ formKey, currency, digits }: RefundProps) {
  const t = useTranslations('shop.order');
  return (
    <Disclosure label={t('refund')} intent="refund">
      <CommandForm intent="refund" formKey={formKey}>
        <input type="hidden" name="digits" value={digits} />
        <Select
          name="reason"
          label={t('reason')}
          empty={t('choose')}
          options={REFUND_REASONS.map((value) => ({ value, label: t(`refund-reasons.${value}`) }))}
        />
        <TextField
          name="amountMinor"
          label={t('amount', { currency })}
          hint={t('amount-hint')}
          optional
          inputMode="decimal"
          maxLength={15}
        />
        <Button look="danger">{t('refund-now')}</Button>
      </CommandForm>
    </Disclosure>
  );
}
