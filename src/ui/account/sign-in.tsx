import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useLoaderData,
  useSearchParams,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, newKey, readForm, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import {
  accountOf,
  actingWith,
  ask,
  landingOf,
  nextOf,
  redirectWith,
  refusalOf,
  takesBareAccount,
  withNext,
} from './auth.ts';
import { PasskeySignIn } from './passkey-sign-in.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const next = nextOf(args);
  if (await accountOf(args)) throw redirect(await landingOf(args, next));
  return { next, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const next = nextOf(args);
  const response = await ask(args, '/sign-in/email', {
    email: textOf(form, 'email'),
    // As typed: a password may begin or end with a space.
    password: form.get('password'),
  });
  // Never says whether the address or the password was wrong: that would tell who has an account.
  if (!response.ok) return failure(form, await signInRefusal(response));
  const body = (await response.clone().json()) as { twoFactorRedirect?: boolean };
  if (body.twoFactorRedirect) return redirectWith(response, withNext('/sign-in/code', next));
  return redirectWith(response, await landingOf(actingWith(args, response), next));
}

async function signInRefusal(response: Response) {
  if (response.status === 429 || response.status >= 500) return refusalOf(response);
  const title = 'That address and password do not belong together.';
  return { title, status: response.status, type: '/problems/sign-in-wrong' };
}

export default function SignIn() {
  const { next, formKey } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useTranslations('account.sign-in');
  const f = useTranslations('account.fields');
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
      <PageHead title={t('title')}>{next !== null && !takesBareAccount(next) && t('needed')}</PageHead>
      <DoneNotice messages={{ reset: t('reset') }} />
      <div className="grid gap-4 rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="sign-in" formKey={formKey}>
          <TextField name="email" label={f('email')} type="email" autoComplete="username webauthn" />
          <TextField name="password" label={f('password')} type="password" autoComplete="current-password" />
          <Button>{t('go')}</Button>
        </CommandForm>
        <PasskeySignIn next={search.get('next')} />
        <p className="text-sm">
          <TextLink to="/forgot-password">{t('forgot')}</TextLink>
        </p>
      </div>
      <p className="text-sm">
        {t('new')} <TextLink to={withNext('/sign-up', next)}>{t('sign-up')}</TextLink>
      </p>
    </div>
  );
}
