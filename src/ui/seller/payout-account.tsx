import { useTranslations } from 'use-intl';

import { done, failure, type PageArgs, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { type Confirmation, ConfirmFirst } from '../components/confirm.tsx';

export interface PayoutAccount {
  readonly account: string | null;
  readonly changedAt: number;
}

/** Answers the form below; `undefined` for any other. */
export async function payoutAccountAction(args: PageArgs, form: FormData, page: string) {
  if (textOf(form, 'intent') !== 'payout-account') return undefined;
  const body = { account: textOf(form, 'payoutAccount') };
  const sent = await send(args, '/me/payout-account', body, textOf(form, 'key'), 'PUT');
  if (sent.ok) return done(page, 'payout-account');
  // An account number stays out of the page that comes back.
  form.set('payoutAccount', '');
  return failure(form, sent.problem);
}

/** Where payouts go, and how to change that: the session confirms first that it is really them. */
export function PayoutAccountForm({
  known,
  confirmation,
  restDays,
  formKey,
}: {
  readonly known: PayoutAccount | null;
  readonly confirmation: Confirmation;
  readonly restDays: number;
  readonly formKey: string;
}) {
  const t = useTranslations('money.account');
  return (
    <div className="grid gap-4">
      <p className="text-sm">
        {known
          ? t.rich('now', {
              account: () => <strong className="font-mono">{known.account}</strong>,
              date: () => <DateTime at={known.changedAt} only="date" />,
            })
          : t('none')}
      </p>
      {confirmation.confirmed ? (
        <CommandForm intent="payout-account" formKey={formKey}>
          <TextField
            name="payoutAccount"
            label={t('label')}
            hint={t('hint', { days: restDays })}
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
          />
          <div>
            <Button>{t('save')}</Button>
          </div>
        </CommandForm>
      ) : (
        <details open={known === null || undefined}>
          <summary className="w-fit rounded text-sm font-medium text-accent">
            {t(known ? 'change' : 'set')}
          </summary>
          <div className="mt-3">
            <ConfirmFirst by={confirmation.by} formKey={formKey} />
          </div>
        </details>
      )}
    </div>
  );
}
