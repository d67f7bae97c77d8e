import { useTranslations } from 'use-intl';

import { send, type PageArgs, type Sent, textOf } from '../api.ts';
import { Select, TextField, useFormState } from '../components/field.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import { useReader } from '../reader.ts';
import type { Names } from '../seller/names.ts';
import { DeviceNote } from './device-note.tsx';
import { deviceOf } from './device.ts';

/** What it takes to buy, besides a sign-in account. */
export function BuyerFields({
  names,
  termsVersion,
}: {
  readonly names: Names;
  readonly termsVersion: string;
}) {
  const t = useTranslations('account.fields');
  const { country, currency } = useReader();
  const { values } = useFormState();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="country"
          label={t('country')}
          empty={t('choose-country')}
          defaultValue={country ?? ''}
          options={names.countries}
        />
        <Select
          name="currency"
          label={t('currency')}
          defaultValue={currency ?? 'EUR'}
          options={names.currencies}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <label className="flex items-start gap-2.5">
          <input
            type="checkbox"
            name="termsVersion"
            value={termsVersion}
            defaultChecked={values['termsVersion'] === termsVersion}
            required
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          {t('accept', { version: termsVersion })}
        </label>
        <TextLink to="/terms">{t('terms')}</TextLink>
      </div>
      <DeviceNote />
    </>
  );
}

export function NameField({ known = '' }: { readonly known?: string }) {
  const t = useTranslations('account.fields');
  return <TextField name="name" label={t('name')} autoComplete="name" maxLength={100} defaultValue={known} />;
}

/** Makes a buyer of whoever is signed in. */
export function registerBuyer(args: PageArgs, form: FormData): Promise<Sent<unknown>> {
  const { language } = args.context.get(pageContext).preferences;
  const body = {
    kind: 'buyer',
    name: textOf(form, 'name'),
    country: textOf(form, 'country'),
    language,
    currency: textOf(form, 'currency'),
    // Which version was on the page when it was ticked; an unticked box sends none.
    termsVersion: textOf(form, 'termsVersion'),
    device: deviceOf(args.request, form),
  };
  return send(args, '/parties', body, textOf(form, 'key'));
}
