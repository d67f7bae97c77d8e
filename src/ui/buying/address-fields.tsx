import { useTranslations } from 'use-intl';

import { Select, TextField } from '../components/field.tsx';
import type { Country } from './countries.ts';
import type { Address } from './models.ts';

/** Named as the API names them, in the order in which browsers fill them in. */
export function AddressFields({ typed, countries }: { typed: Address; countries: readonly Country[] }) {
  const t = useTranslations('purchase.address');
  return (
    <>
      <TextField
        name="name"
        label={t('name')}
        autoComplete="name"
        defaultValue={typed['name']}
        maxLength={100}
      />
      <TextField
        name="line1"
        label={t('line1')}
        autoComplete="address-line1"
        defaultValue={typed['line1']}
        maxLength={120}
      />
      <TextField
        name="line2"
        label={t('line2')}
        optional
        autoComplete="address-line2"
        defaultValue={typed['line2']}
        maxLength={120}
      />
      <div className="grid gap-4 sm:grid-cols-[10rem_1fr]">
        <TextField
          name="postalCode"
          label={t('postal-code')}
          optional
          autoComplete="postal-code"
          defaultValue={typed['postalCode']}
          maxLength={16}
        />
        <TextField
          name="city"
          label={t('city')}
          autoComplete="address-level2"
          defaultValue={typed['city']}
          maxLength={80}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="region"
          label={t('region')}
          optional
          autoComplete="address-level1"
          defaultValue={typed['region']}
          maxLength={80}
        />
        <Select
          // A choice that the page came back with must be the one that is shown.
          key={typed['country']}
          name="country"
          label={t('country')}
          defaultValue={typed['country'] ?? ''}
          options={countries}
        />
      </div>
    </>
  );
}
