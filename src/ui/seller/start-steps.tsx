import { useTranslations } from 'use-intl';

import { DeviceNote } from '../account/device-note.tsx';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm, Select, TextArea, TextField, useFailure } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../messages/language.ts';
import { useReader } from '../reader.ts';
import type { Confirmation } from '../components/confirm.tsx';
import { Certificate, toldOf } from './certificate.tsx';
import type { Entry, OwnAccount, Selling } from './entry-models.ts';
import { useFieldNames } from './field-names.ts';
import { IdentityForm } from './identity-form.tsx';
import type { Names } from './names.ts';
import { PayoutAccountForm } from './payout-account.tsx';

/** The first step, and all that it takes: a name, where from, the terms. */
export function OpenShopForm({
  selling,
  names,
  formKey,
}: {
  readonly selling: Selling;
  readonly names: Names;
  readonly formKey: string;
}) {
  const t = useTranslations('entry.start.shop');
  const { language, country, currency } = useReader();
  return (
    <Panel title={t('title')}>
      <CommandForm intent="open-shop" formKey={formKey}>
        <TextField name="name" label={t('name')} hint={t('name-hint')} maxLength={100} />
        <TextArea name="about" label={t('about')} optional rows={3} maxLength={2_000} />
        <Select
          name="country"
          label={t('country')}
          empty={t('choose-country')}
          defaultValue={country ?? ''}
          options={names.countries}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            name="language"
            label={t('language')}
            defaultValue={language}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
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
              value={selling.termsVersion}
              required
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            {t('accept', { version: selling.termsVersion })}
          </label>
          <TextLink to="/transparency/rules">{t('terms')}</TextLink>
        </div>
        <DeviceNote />
        <div>
          <Button>{t('open')}</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}

interface StepsProps {
  readonly selling: Selling;
  readonly account: OwnAccount;
  readonly entry: Entry;
  readonly confirmation: Confirmation;
  readonly names: Names;
  readonly formKey: string;
}

/** What is done, and what is next: each step with its own form. */
export function StartSteps({ selling, account, entry, confirmation, names, formKey }: StepsProps) {
  const t = useTranslations('entry.start');
  // A payout account that is missing is a step of its own.
  const missing = entry.identity.missing.filter((field) => field !== 'bank-account');
  const told = missing.length === 0 && entry.identity.toCorrect.length === 0;
  const isCurrent = told && !entry.identity.certificate?.asked;
  const all = [true, isCurrent, entry.hasPayoutAccount, entry.everListed];
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">
        {t('progress', { done: all.filter(Boolean).length, all: all.length })}
      </p>
      <Step title={t('opened.title')} isDone>
        <p className="text-sm text-muted">
          {t.rich('opened.text', { date: () => <DateTime at={account.registeredAt} only="date" /> })}
        </p>
      </Step>
      <Step id="identity" title={t('identity.title')} isDone={isCurrent}>
        <Identity account={account} entry={entry} isTold={told} names={names} formKey={formKey} />
      </Step>
      <Step id="payout" title={t('payout.title')} isDone={entry.hasPayoutAccount}>
        <div className="grid gap-3">
          <p className="text-sm text-muted">{t('payout.text')}</p>
          <PayoutAccountForm
            known={account.payoutAccount}
            confirmation={confirmation}
            restDays={selling.payout.restDays}
            formKey={formKey}
          />
        </div>
      </Step>
      <Step title={t('listing.title')} isDone={entry.everListed}>
        <p className="text-sm text-muted">{t(entry.everListed ? 'listing.known' : 'listing.text')}</p>
        <p className="mt-3 flex flex-wrap gap-3">
          <ButtonLink look={entry.everListed ? 'secondary' : 'primary'} to="/seller/listings/new">
            {t('listing.create')}
          </ButtonLink>
          {entry.everListed && <ButtonLink to="/seller/listings">{t('listing.all')}</ButtonLink>}
        </p>
      </Step>
      <p>
        <ButtonLink to="/seller">{t('overview')}</ButtonLink>
      </p>
    </div>
  );
}

interface StepProps {
  readonly id?: string;
  readonly title: string;
  readonly isDone: boolean;
  readonly children: React.ReactNode;
}

function Step({ id, title, isDone, children }: StepProps) {
  const t = useTranslations('entry.start');
  return (
    <div id={id} className="scroll-mt-24">
      <Panel title={title} actions={isDone && <Badge tone="good">{t('done')}</Badge>}>
        {children}
      </Panel>
    </div>
  );
}

interface IdentityProps {
  readonly account: OwnAccount;
  readonly entry: Entry;
  readonly isTold: boolean;
  readonly names: Names;
  readonly formKey: string;
}

function Identity({ account, entry, isTold, names, formKey }: IdentityProps) {
  const t = useTranslations('entry.start.identity');
  const failed = useFailure('identity') !== undefined;
  const fieldName = useFieldNames();
  const { identity } = entry;
  const held = account.standing?.hold?.reason === 'identity-overdue';
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">{t('why')}</p>
      {identity.missing.length > 0 && (
        <Notice tone={held ? 'warn' : 'info'} title={identity.beforeSelling ? t('before') : t('title')}>
          {identity.highVolume && (
            <p>{t('high-volume', { fields: identity.missing.map(fieldName).join(', ') })}</p>
          )}
          {held || identity.giveBy === null
            ? t('late')
            : t.rich('deadline', { when: () => <DateTime at={identity.giveBy ?? 0} only="date" /> })}
        </Notice>
      )}
      <Corrections entry={entry} />
      <Certificate
        entry={entry}
        told={toldOf(account.identity, entry.hasPayoutAccount)}
        formKey={`${formKey}.certify`}
      />
      {isTold ? (
        <>
          <p className="text-sm">{t(identity.unverified.length > 0 ? 'checking' : 'verified')}</p>
          <details open={failed || undefined}>
            <summary className="w-fit rounded text-sm font-medium text-accent">{t('change')}</summary>
            <div className="mt-3">
              <IdentityForm account={account} countries={names.countries} formKey={formKey} />
            </div>
          </details>
        </>
      ) : (
        <IdentityForm account={account} countries={names.countries} formKey={formKey} />
      )}
    </div>
  );
}

/** What a person found wrong, and until when to mend it. */
export function Corrections({ entry }: { entry: Entry }) {
  const t = useTranslations('entry.correct');
  const fieldName = useFieldNames();
  const { toCorrect } = entry.identity;
  if (toCorrect.length === 0) return null;
  return (
    <Notice tone="warn" title={t('title')}>
      <ul className="grid gap-1">
        {toCorrect.map(({ field, why, correctBy }) => (
          <li key={field}>
            {t('item', { field: fieldName(field), why })}{' '}
            {correctBy !== null && t.rich('by', { date: () => <DateTime at={correctBy} only="date" /> })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
