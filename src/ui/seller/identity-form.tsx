import { useTranslations } from 'use-intl';

import { textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, type Option, Select, TextField } from '../components/field.tsx';
import { FileInput } from '../trouble/file-field.tsx';
import type { OwnAccount } from './entry-models.ts';

const PLAIN = ['legalName', 'companyNumber', 'taxId', 'mail', 'phone'] as const;
const ADDRESS = ['line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const;

/** What was filled in; what was left empty stays as it is. */
export function identityBody(form: FormData) {
  const given = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (textOf(form, name) ? [[name, textOf(form, name)]] : [])));
  const address = given(ADDRESS);
  // The country is always filled in: alone it is no address.
  return { ...given(PLAIN), ...(Object.keys(address).length > 1 ? { address } : {}) };
}

function textIn(account: OwnAccount, name: string): string | undefined {
  const value = account.identity[name]?.value;
  return typeof value === 'string' ? value : undefined;
}

interface IdentityFormProps {
  readonly account: OwnAccount;
  readonly countries: readonly Option[];
  readonly formKey: string;
}

/** Everything that DSA article 30 and the INFORM Consumers Act ask of a trader. */
export function IdentityForm({ account, countries, formKey }: IdentityFormProps) {
  const t = useTranslations('entry.start.identity');
  return (
    <CommandForm intent="identity" formKey={formKey} withFile>
      <TextField
        name="legalName"
        label={t('legal-name')}
        hint={t('legal-name-hint')}
        autoComplete="name"
        maxLength={200}
        defaultValue={textIn(account, 'legalName')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="phone"
          label={t('phone')}
          hint={t('phone-hint')}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          defaultValue={textIn(account, 'phone')}
        />
        <TextField
          name="mail"
          label={t('mail')}
          optional
          type="email"
          autoComplete="email"
          maxLength={254}
          defaultValue={textIn(account, 'mail')}
        />
      </div>
      <Address account={account} countries={countries} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="companyNumber"
          label={t('company-number')}
          hint={t('company-number-hint')}
          optional
          maxLength={60}
          defaultValue={textIn(account, 'companyNumber')}
        />
        <TextField
          name="taxId"
          label={t('tax-id')}
          hint={t('tax-id-hint')}
          optional
          maxLength={60}
          defaultValue={textIn(account, 'taxId')}
        />
      </div>
      <DocumentField document={textIn(account, 'document')} />
      <div>
        <Button>{t('save')}</Button>
      </div>
    </CommandForm>
  );
}

/** A file that shows who somebody is, with the one that is there. */
function DocumentField({ document }: { document: string | undefined }) {
  const t = useTranslations('entry.start.identity');
  const hint = document === undefined ? t('document-hint') : `${t('document-hint')} ${t('document-new')}`;
  return (
    <div className="grid gap-1.5">
      <FileInput
        label={t('document')}
        hint={hint}
        optional
        accept="image/jpeg,image/png,image/webp,application/pdf"
      />
      {document !== undefined && (
        <a
          href={`/api/v1/me/uploads/${document}/file`}
          className="w-fit text-sm text-accent underline underline-offset-4"
        >
          {t('document-open')}
        </a>
      )}
    </div>
  );
}

function Address({ account, countries }: Pick<IdentityFormProps, 'account' | 'countries'>) {
  const t = useTranslations('entry.start.identity');
  const known = (account.identity['address']?.value ?? {}) as Readonly<Record<string, string>>;
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-sm font-semibold">{t('address')}</legend>
      <TextField
        name="line1"
        label={t('line1')}
        autoComplete="address-line1"
        maxLength={120}
        defaultValue={known['line1']}
      />
      <TextField
        name="line2"
        label={t('line2')}
        optional
        autoComplete="address-line2"
        maxLength={120}
        defaultValue={known['line2']}
      />
      <div className="grid gap-4 sm:grid-cols-[10rem_1fr]">
        <TextField
          name="postalCode"
          label={t('postal-code')}
          optional
          autoComplete="postal-code"
          maxLength={16}
          defaultValue={known['postalCode']}
        />
        <TextField
          name="city"
          label={t('city')}
          autoComplete="address-level2"
          maxLength={80}
          defaultValue={known['city']}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="region"
          label={t('region')}
          optional
          autoComplete="address-level1"
          maxLength={80}
          defaultValue={known['region']}
        />
        <Select
          name="country"
          label={t('country')}
          defaultValue={known['country'] ?? account.country}
          options={countries}
        />
      </div>
    </fieldset>
  );
}
