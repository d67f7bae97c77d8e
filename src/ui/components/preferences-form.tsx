import { Form, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';

import { LANGUAGE_NAMES, LANGUAGES } from '../messages/language.ts';
import { useReader } from '../reader.ts';

/** Currencies that prices can be shown in: those with a rate in the rulebook. */
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CNY', 'BRL', 'MXN', 'JPY', 'PLN'] as const;
const COUNTRIES = ['BR', 'CN', 'DE', 'ES', 'FR', 'GB', 'IT', 'JP', 'MX', 'NL', 'PL', 'PT', 'US'] as const;

/** On every page, so made once a language: it costs as much as the rest of the form. */
const NAMES = new Map<string, Intl.DisplayNames>();

function countriesIn(language: string): Intl.DisplayNames {
  const known = NAMES.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region' });
  NAMES.set(language, names);
  return names;
}

/** Language, currency and country of the reader. Works before scripts load. */
export function PreferencesForm() {
  const { language, currency, country } = useReader();
  const { pathname, search } = useLocation();
  const t = useTranslations('frame.preferences');
  const countries = countriesIn(language);
  return (
    <Form
      method="post"
      action="/preferences"
      reloadDocument
      // A page brought back by the browser must not keep the choice of the page before.
      key={`${language} ${currency} ${country}`}
      className="flex flex-wrap items-end gap-2"
    >
      <input type="hidden" name="next" value={pathname + search} />
      <Choice name="language" label={t('language')} value={language}>
        {LANGUAGES.map((code) => (
          <option key={code} value={code} lang={code}>
            {LANGUAGE_NAMES[code]}
          </option>
        ))}
      </Choice>
      <Choice name="currency" label={t('currency')} value={currency ?? ''}>
        <option value="">{t('own')}</option>
        {CURRENCIES.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </Choice>
      <Choice name="country" label={t('country')} value={country ?? ''}>
        <option value="">{t('any')}</option>
        {COUNTRIES.map((code) => (
          <option key={code} value={code}>
            {countries.of(code)}
          </option>
        ))}
      </Choice>
      <button
        type="submit"
        className="min-h-9 rounded-lg border border-line-strong px-3 font-medium text-ink hover:bg-sunken"
      >
        {t('save')}
      </button>
    </Form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly children: React.ReactNode;
}

function Choice({ name, label, value, children }: ChoiceProps) {
  return (
    <label className="grid gap-0.5 text-xs">
      {label}
      <select
        name={name}
        defaultValue={value}
        className="min-h-9 max-w-44 rounded-lg border border-line-strong bg-surface px-2 text-sm text-ink"
      >
        {children}
      </select>
    </label>
  );
}
