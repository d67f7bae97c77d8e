import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, newKey, readForm, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import type { Selling } from '../seller/entry-models.ts';
import { namesIn } from '../seller/names.ts';
import {
  accountOf,
  actingWith,
  ask,
  headedFor,
  landingOf,
  nextOf,
  redirectWith,
  refusalOf,
  takesBareAccount,
  withNext,
} from './auth.ts';
import { BuyerFields, NameField, registerBuyer } from './buyer-fields.tsx';
import { rememberingDevice } from './device.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const next = nextOf(args);
  if (await accountOf(args)) throw redirect(await landingOf(args, next));
  const { termsVersion } = await get<Selling>(args, '/selling');
  const names = namesIn(args.context.get(pageContext).preferences.language);
  return { next, termsVersion, names, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const next = nextOf(args);
  const isBare = takesBareAccount(next);
  // Before there is an account that they would have to sign in to in order to finish.
  if (!isBare && textOf(form, 'country') === '')
    return failure(form, {
      title: 'Please look at the marked fields.',
      status: 422,
      type: '/problems/invalid-input',
      errors: [{ field: 'country', message: 'write something' }],
    });
  const response = await ask(args, '/sign-up/email', {
    name: textOf(form, 'name'),
    email: textOf(form, 'email'),
    password: form.get('password'),
    ...headedFor(next),
  });
  if (!response.ok) return failure(form, await refusalOf(response));
  if (isBare) return redirectWith(response, next ?? '/');
  const registered = await registerBuyer(actingWith(args, response), form);
  // The account stands; what was wrong with the rest is mended on a page of its own.
  if (!registered.ok) return redirectWith(response, withNext('/welcome', next));
  return rememberingDevice(redirectWith(response, next ?? '/'), args, form);
}

export default function SignUp() {
  const { next, termsVersion, names, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.sign-up');
  const f = useTranslations('account.fields');
  const s = useTranslations('account.sign-in');
  const isBare = takesBareAccount(next);
  return (
    <div className="mx-auto grid max-w-md gap-6 py-6 sm:py-10">
      <PageHead title={t('title')}>{t(isBare ? 'only-login' : 'text')}</PageHead>
      <div className="rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="sign-up" formKey={formKey}>
          <NameField />
          <TextField name="email" label={f('email')} type="email" autoComplete="username" maxLength={254} />
          <TextField
            name="password"
            label={f('password')}
            hint={f('password-hint')}
            type="password"
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
          />
          {!isBare && <BuyerFields names={names} termsVersion={termsVersion} />}
          <Button>{t('go')}</Button>
        </CommandForm>
      </div>
      <p className="text-sm">
        {t('have')} <TextLink to={withNext('/sign-in', next)}>{s('title')}</TextLink>
      </p>
      {!isBare && (
        <p className="text-sm">
          {t('sell')} <TextLink to="/sell">{t('sell-link')}</TextLink>
        </p>
      )}
    </div>
  );
}
