import { useTranslations } from 'use-intl';

import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm, TextArea, TextField } from '../components/field.tsx';
import { FileInput } from '../trouble/file-field.tsx';
import type { ReturnPage } from './models.ts';

/** What the seller found; proof is asked for as soon as less than all is granted. */
export function InspectForm({ page, formKey }: { readonly page: ReturnPage; readonly formKey: string }) {
  const t = useTranslations('returns');
  const { currency, lines, remedy } = page;
  const verdicts = ['accepted', ...(remedy === 'return' ? (['reduced'] as const) : []), 'rejected'] as const;
  return (
    <CommandForm intent="inspect" formKey={formKey} withFile>
      <input type="hidden" name="currency" value={currency} />
      <Choice
        name="verdict"
        legend={t('do.verdict')}
        options={verdicts.map((value) => ({ value, label: t(`do.verdict-${value}`) }))}
      />
      {remedy === 'repair' ? (
        <TextField name="repairDays" label={t('do.repair-days')} type="number" min={1} max={30} optional />
      ) : (
        lines.map((line) => (
          <TextField
            key={`${line.listingId}-${line.unitMinor}`}
            name="restocked"
            label={t('do.restocked')}
            hint={line.title ?? line.listingId}
            type="number"
            min={0}
            max={line.quantity}
            defaultValue="0"
          />
        ))
      )}
      {remedy === 'return' && (
        <TextField
          name="payMinor"
          label={t('do.amount')}
          hint={`${t('do.verdict-reduced')} (${currency})`}
          inputMode="decimal"
          optional
        />
      )}
      <TextArea name="text" label={t('do.text')} maxLength={5_000} optional />
      <FileInput label={t('open.file')} hint={t('open.file-hint')} />
      <div>
        <Button>{t('do.inspect')}</Button>
      </div>
    </CommandForm>
  );
}
