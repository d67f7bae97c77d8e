import { type ActionFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, newKey, readForm, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { ask, refusalOf } from './auth.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader() {
  return { formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const response = await ask(args, '/request-password-reset', { email: textOf(form, 'email') });
  // The same answer for an address that nobody has: it must not tell who has an account.
  return response.ok ? done('/forgot-password', 'sent') : failure(form, await refusalOf(response));
}

export default function ForgotPassword() {
  const { formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.forgot');
  const f = useTranslations('account.fields');
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
      <PageHead title={t('title')}>{t('text')}</PageHead>
      <DoneNotice messages={{ sent: t('sent') }} />
      <div className="rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="forgot" formKey={formKey}>
          <TextField name="email" label={f('email')} type="email" autoComplete="username" />
          <Button>{t('go')}</Button>
        </CommandForm>
      </div>
    </div>
  );
}
