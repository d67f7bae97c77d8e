import { type ActionFunctionArgs, useLoaderData, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, newKey, readForm } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField, useFailure } from '../components/field.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ask, refusalOf } from './auth.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader() {
  return { formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const token = args.url.searchParams.get('token') ?? '';
  const response = await ask(args, '/reset-password', { token, newPassword: form.get('password') });
  return response.ok ? done('/sign-in', 'reset') : failure(form, await refusalOf(response));
}

export default function ResetPassword() {
  const { formKey } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useTranslations('account.reset');
  const f = useTranslations('account.fields');
  const isOver = useFailure('reset')?.problem.type === '/problems/link-over' || !search.has('token');
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
      <PageHead title={t('title')}>{t('text')}</PageHead>
      <div className="grid gap-4 rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="reset" formKey={formKey}>
          <TextField
            name="password"
            label={f('new-password')}
            hint={f('password-hint')}
            type="password"
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
          />
          <Button>{t('go')}</Button>
        </CommandForm>
        {isOver && (
          <p className="text-sm">
            <TextLink to="/forgot-password">{t('again')}</TextLink>
          </p>
        )}
      </div>
    </div>
  );
}
