import { useTranslations } from 'use-intl';

const FIELDS = [
  'legal-name',
  'company-number',
  'tax-id',
  'mail',
  'phone',
  'address',
  'document',
  'bank-account',
] as const;

/** What the parts of a trader's identity are called. */
export function useFieldNames(): (field: string) => string {
  const t = useTranslations('entry.start.identity');
  return (field) => {
    const known = FIELDS.find((name) => name === field);
    return known ? t(known) : field;
  };
}
