/** What a side may do about a return now: one form for each step that the API offers. */
import { useTranslations } from 'use-intl';

import { PaymentChoice } from '../buying/payment-choice.tsx';
import type { PaymentForm } from '../buying/models.ts';
import { Money } from '../components/amounts.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextArea, TextField } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { FileInput } from '../trouble/file-field.tsx';
import { InspectForm } from './inspect-form.tsx';
import type { Remedy, ReturnPage } from './models.ts';

interface Props {
  readonly page: ReturnPage;
  readonly formKey: string;
  /** Only while a difference is to be paid. */
  readonly payment: PaymentForm | null;
}

export function ReturnForms({ page, formKey, payment }: Props) {
  const t = useTranslations('returns');
  const may = (option: string) => page.mayDo.includes(option);
  const one = { page, formKey };
  return (
    <Panel title={t('page.act')}>
      <div className="grid gap-3">
        {page.mayDo.length === 0 && <p className="text-sm text-muted">{t('page.nothing')}</p>}
        {may('pay-difference') && payment && <PayForm page={page} formKey={formKey} payment={payment} />}
        {may('approve') && (
          <Plain
            {...one}
            intent="approve"
            text={t('do.approve-text', { remedy: t(`remedies.${page.wanted}`) })}
          />
        )}
        {may('cure') && <CureForm {...one} />}
        {may('answer-offer') && (
          <div className="flex flex-wrap gap-2">
            <Plain {...one} intent="accept" />
            <Plain {...one} intent="decline" look="secondary" />
          </div>
        )}
        {may('receive') && <Plain {...one} intent="receive" />}
        {may('inspect') && <InspectForm {...one} />}
        {may('check') && <Plain {...one} intent="works" />}
        {may('check') && page.status === 'checking' && <Words {...one} intent="fails" withFile />}
        {may('choose') && <ChooseForm {...one} />}
        {may('send-back') && <ButtonLink to={`/returns/${page.id}/label`}>{t('do.label')}</ButtonLink>}
        {may('send-back') && <ParcelForm {...one} intent="send-back" />}
        {may('send-out') && <ParcelForm {...one} intent="send-out" />}
        {may('give-up') && <Words {...one} intent="give-up" withFile />}
        {may('offer') && <OfferForm {...one} />}
        {may('extend') && <Plain {...one} intent="extend" look="secondary" />}
        {may('reject') && <Words {...one} intent="reject" text={t('do.reject-text')} withFile />}
        {may('hand-over') && <Words {...one} intent="hand-over" withFile />}
        {may('accept-rejection') && (
          <Disclosure label={t('do.accept-rejection')} intent="accept-rejection">
            <Plain {...one} intent="accept-rejection" text={t('do.accept-rejection-text')} look="secondary" />
          </Disclosure>
        )}
        {may('add-statement') && <Words {...one} intent="add-statement" withFile />}
        {may('appeal') && <Words {...one} intent="appeal" text={t('do.appeal-text')} />}
        {may('reopen') && <Plain {...one} intent="reopen" />}
        {may('withdraw') && (
          <Disclosure label={t('do.withdraw')} intent="withdraw">
            <Plain {...one} intent="withdraw" text={t('do.withdraw-text')} look="secondary" />
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

interface FormProps {
  readonly page: ReturnPage;
  readonly formKey: string;
}

type PlainIntent =
  | 'approve'
  | 'accept'
  | 'accept-rejection'
  | 'decline'
  | 'extend'
  | 'receive'
  | 'works'
  | 'reopen'
  | 'withdraw';

function Plain(props: FormProps & { intent: PlainIntent; text?: string; look?: 'primary' | 'secondary' }) {
  const t = useTranslations('returns');
  const { intent, formKey, text, look = 'primary' } = props;
  return (
    <CommandForm intent={intent} formKey={formKey} className="grid gap-2">
      {text && <p className="text-sm text-muted">{text}</p>}
      <Button look={look}>{t(`do.${intent}`)}</Button>
    </CommandForm>
  );
}

type WordsIntent = 'reject' | 'hand-over' | 'fails' | 'give-up' | 'add-statement' | 'appeal';

function Words(props: FormProps & { intent: WordsIntent; text?: string; withFile?: boolean }) {
  const t = useTranslations('returns');
  const { intent, formKey, text, withFile = false } = props;
  return (
    <Disclosure label={t(`do.${intent}`)} intent={intent}>
      <CommandForm intent={intent} formKey={formKey} withFile={withFile}>
        {text && <p className="text-sm text-muted">{text}</p>}
        <TextArea name="text" label={t('do.text')} maxLength={5_000} />
        {withFile && <FileInput label={t('open.file')} hint={t('open.file-hint')} />}
        <div>
          <Button look={intent === 'reject' ? 'danger' : 'primary'}>{t('do.send')}</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function CureForm({ formKey }: FormProps) {
  const t = useTranslations('returns');
  return (
    <Disclosure label={t('do.cure')} intent="cure">
      <CommandForm intent="cure" formKey={formKey}>
        <p className="text-sm text-muted">{t('do.cure-text')}</p>
        <Select
          name="remedy"
          label={t('agreed')}
          options={(['repair', 'exchange'] as const).map((value) => ({
            value,
            label: t(`remedies.${value}`),
          }))}
        />
        <div>
          <Button>{t('do.send')}</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

const OFFERED: readonly Remedy[] = ['refund', 'return', 'exchange', 'repair', 'part'];

function OfferForm({ page, formKey }: FormProps) {
  const t = useTranslations('returns');
  return (
    <Disclosure label={t('do.offer')} intent="offer">
      <CommandForm intent="offer" formKey={formKey}>
        <input type="hidden" name="currency" value={page.currency} />
        <Select
          name="remedy"
          label={t('agreed')}
          options={OFFERED.map((value) => ({ value, label: t(`remedies.${value}`) }))}
        />
        <TextField
          name="amountMinor"
          label={t('do.amount')}
          hint={t('do.amount-hint', { currency: page.currency })}
          inputMode="decimal"
          optional
        />
        <TextArea name="text" label={t('do.text')} maxLength={5_000} />
        <div>
          <Button>{t('do.send')}</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function ParcelForm({ intent, formKey }: FormProps & { intent: 'send-back' | 'send-out' }) {
  const t = useTranslations('returns');
  return (
    <CommandForm intent={intent} formKey={formKey}>
      <TextField name="carrier" label={t('do.carrier')} maxLength={80} />
      <TextField name="trackingNumber" label={t('do.tracking')} maxLength={40} optional />
      <div>
        <Button>{t(`do.${intent}`)}</Button>
      </div>
    </CommandForm>
  );
}

function ChooseForm({ formKey }: FormProps) {
  const t = useTranslations('returns');
  return (
    <CommandForm intent="choose" formKey={formKey}>
      <p className="text-sm text-muted">{t('do.choose-text')}</p>
      <Choice
        name="remedy"
        legend={t('do.choose')}
        options={[
          { value: 'return', label: t('do.choose-return') },
          { value: 'exchange', label: t('do.choose-exchange') },
        ]}
      />
      <div>
        <Button>{t('do.send')}</Button>
      </div>
    </CommandForm>
  );
}

function PayForm({ page, formKey, payment }: FormProps & { payment: PaymentForm }) {
  const t = useTranslations('returns');
  const { differenceMinor: amountMinor, currency } = page;
  return (
    <CommandForm intent="pay-difference" formKey={formKey}>
      <p className="text-sm text-muted">{t('do.pay-text')}</p>
      <p className="text-lg font-semibold">
        <Money amount={{ amountMinor, currency }} />
      </p>
      <PaymentChoice form={payment} amountMinor={amountMinor} currency={currency} />
      <div>
        <Button>{t('do.pay')}</Button>
      </div>
    </CommandForm>
  );
}
