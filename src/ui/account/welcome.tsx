import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, getOr, newKey, readForm } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import type { Me } from '../reader.ts';
import type { Selling } from '../seller/entry-models.ts';
import { namesIn } from '../seller/names.ts';
import { accountOf, landingOf, nextOf, withNext } from './auth.ts';
import { BuyerFields, NameField, registerBuyer } from './buyer-fields.tsx';
import { rememberingDevice } from './device.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const next = nextOf(args);
  const account = await accountOf(args);
  if (!account) throw redirect(withNext('/sign-in', next));
  if (await getOr<Me>(args, '/me', [401, 403, 404])) throw redirect(await landingOf(args, next));
  const { termsVersion } = await get<Selling>(args, '/selling');
  const names = namesIn(args.context.get(pageContext).preferences.language);
  return { name: account.user.name, termsVersion, names, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const registered = await registerBuyer(args, form);
  if (!registered.ok) return failure(form, registered.problem);
  return rememberingDevice(redirect(nextOf(args) ?? '/'), args, form);
}

/** For a sign-in account that is neither a buyer nor anybody else yet. */
export default function Welcome() {
  const { name, termsVersion, names, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.welcome');
  return (
    <div className="mx-auto grid max-w-md gap-6 py-6 sm:py-10">
      <PageHead title={t('title')}>{t('text')}</PageHead>
      <div className="rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="register" formKey={formKey}>
          <NameField known={name} />
          <BuyerFields names={names} termsVersion={termsVersion} />
          <Button>{t('go')}</Button>
        </CommandForm>
      </div>
      <p className="text-sm">
        <TextLink to="/seller/start">{t('sell')}</TextLink>
      </p>
    </div>
  );
}
