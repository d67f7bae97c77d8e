import { useTranslations } from 'use-intl';

import { Money } from '../components/amounts.tsx';
import type { ImportDuty } from './models.ts';

interface ImportDutyProps {
  /** One for each parcel that crosses a border. */
  readonly duties: readonly ImportDuty[];
  readonly currency: string;
}

/** What customs may ask on arrival: an estimate, and no part of what is paid here. Nothing where no border is crossed. */
export function ImportDutyNote({ duties, currency }: ImportDutyProps) {
  const t = useTranslations('purchase.duty');
  if (duties.length === 0) return null;
  const known = duties.flatMap((duty) => duty.estimateMinor ?? []);
  const amountMinor = known.reduce((sum, minor) => sum + minor, 0);
  return (
    <div className="grid gap-1 rounded-lg bg-sunken p-3 text-sm">
      <p className="flex justify-between gap-4 font-medium">
        {t('title')}
        {amountMinor > 0 && (
          <span>
            {t('about')} <Money amount={{ amountMinor, currency }} />
          </span>
        )}
      </p>
      <p className="text-muted">
        {known.length === duties.length
          ? t('estimate', { free: amountMinor === 0 ? 'yes' : 'no' })
          : known.length === 0
            ? t('unknown')
            : t('partly-unknown')}
      </p>
    </div>
  );
}
