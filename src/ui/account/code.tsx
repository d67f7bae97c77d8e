import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, newKey, readForm, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { actingWith, ask, landingOf, nextOf, redirectWith, refusalOf, withNext } from './auth.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return { next: nextOf(args), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const code = textOf(form, 'code').replaceAll(' ', '');
  const path = form.has('backup') ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp';
  const response = await ask(args, path, { code });
  if (!response.ok) return failure(form, await refusalOf(response));
  return redirectWith(response, await landingOf(actingWith(args, response), nextOf(args)));
}

/** Behind the password of an account with a second factor. */
export default function Code() {
  const { next, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.code');
  const f = useTranslations('account.fields');
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
      <PageHead title={t('title')}>{t('text')}</PageHead>
      <div className="rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="code" formKey={formKey}>
          <TextField
            name="code"
            label={f('code')}
            inputMode="text"
            autoComplete="one-time-code"
            maxLength={20}
          />
          <label className="flex items-center gap-2.5 text-sm">
            <input type="checkbox" name="backup" className="size-4 accent-accent" />
            {t('backup')}
          </label>
          <Button>{t('go')}</Button>
        </CommandForm>
      </div>
      <p className="text-sm">
        <TextLink to={withNext('/sign-in', next)}>{t('back')}</TextLink>
      </p>
    </div>
  );
}
