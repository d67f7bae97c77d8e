/** "Is it really you?", asked where money is about to go elsewhere: with a code of the app, or one that comes by mail. */
import { useTranslations } from 'use-intl';

import { ask } from '../account/auth.ts';
import { done, failure, type PageArgs, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';

export interface Confirmation {
  /** The session has shown lately that it is really them. */
  readonly confirmed: boolean;
  /** Where the code comes from. */
  readonly by: 'app' | 'mail';
}

export async function readConfirmation(args: PageArgs): Promise<Confirmation> {
  const response = await ask(args, '/confirmation');
  if (!response.ok) return { confirmed: false, by: 'mail' };
  const { method, until } = (await response.json()) as { method: 'app' | 'mail'; until: number | null };
  return { confirmed: until !== null, by: method };
}

/** Answers the two forms below; `undefined` for any other. */
export async function confirmAction(args: PageArgs, form: FormData, page: string) {
  const intent = textOf(form, 'intent');
  if (intent !== 'send-code' && intent !== 'confirm') return undefined;
  const response =
    intent === 'send-code'
      ? await ask(args, '/confirmation/mail', {})
      : await ask(args, '/confirmation/code', { code: textOf(form, 'code') });
  if (response.ok) return done(page, intent);
  const type = response.status === 429 ? '/problems/too-many-requests' : '/problems/wrong-code';
  return failure(form, {
    title: 'This code is not right, or too old.',
    status: response.status,
    type,
    ...(intent === 'confirm'
      ? { errors: [{ field: 'code', message: 'This code is not right, or too old.' }] }
      : {}),
  });
}

export function ConfirmFirst({ by, formKey }: { by: Confirmation['by']; formKey: string }) {
  const t = useTranslations('entry.confirm');
  return (
    <Notice tone="info" title={t('title')}>
      <div className="mt-2 grid gap-3">
        <p>{t('text')}</p>
        {by === 'mail' && (
          <CommandForm intent="send-code" formKey={formKey}>
            <div>
              <Button look="secondary">{t('send')}</Button>
            </div>
          </CommandForm>
        )}
        <CommandForm intent="confirm" formKey={formKey} className="flex flex-wrap items-end gap-3">
          <TextField
            name="code"
            label={t(by === 'app' ? 'code-app' : 'code-mail')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
          />
          <Button>{t('go')}</Button>
        </CommandForm>
      </div>
    </Notice>
  );
}
