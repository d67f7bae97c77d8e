/** The fields of a recall, for staff and sellers, in the reader's language. */
import { useTranslations } from 'use-intl';

import { HAZARDS, INSTRUCTIONS, REMEDIES } from '../recalls/models.ts';
import { Boxes } from './choice.tsx';
import { Select, TextArea, TextField } from './field.tsx';

export function RecallFields() {
  const t = useTranslations('quality');
  return (
    <>
      <TextField name="product" label={t('seller.product')} maxLength={200} />
      <TextArea name="identification" label={t('seller.identification')} rows={2} maxLength={2_000} />
      <TextArea name="risk" label={t('seller.risk')} rows={3} maxLength={2_000} />
      <Select
        name="hazard"
        label={t('seller.hazard')}
        options={HAZARDS.map((value) => ({ value, label: t(`hazards.${value}`) }))}
        defaultValue="injury"
      />
      <Boxes
        name="instructions"
        legend={t('seller.instructions')}
        options={INSTRUCTIONS.map((value) => ({ value, label: t(`instructions.${value}`) }))}
        chosen={['stop-using']}
      />
      <Boxes
        name="remedies"
        legend={t('seller.remedies')}
        options={REMEDIES.map((value) => ({ value, label: t(`remedies.${value}`) }))}
        chosen={['replacement', 'refund']}
      />
      <TextField name="contact" label={t('seller.contact')} maxLength={200} />
    </>
  );
}
