import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  useLoaderData,
  useSearchParams,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, newKey, readForm, textOf, done } from '../api.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { accountOf, ask, headedFor, nextOf, refusalOf, takesBareAccount, withNext } from './auth.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** Opened by the link of the mail. Opening it twice, as mail programs do, confirms once and says so twice. */
export async function loader(args: LoaderFunctionArgs) {
  const next = nextOf(args);
  const token = args.url.searchParams.get('token');
  const isConfirmed =
    token !== null && (await ask(args, `/verify-email?token=${encodeURIComponent(token)}`)).ok;
  const account = await accountOf(args);
  return {
    isConfirmed: isConfirmed || account?.user.emailVerified === true,
    hadToken: token !== null,
    email: account?.user.email ?? '',
    next,
    formKey: newKey(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const next = nextOf(args);
  const response = await ask(args, '/send-verification-email', {
    email: textOf(form, 'email'),
    ...headedFor(next),
  });
  return response.ok
    ? done(withNext('/verify-mail', next), 'sent')
    : failure(form, await refusalOf(response));
}

export default function VerifyMail() {
  const { isConfirmed, hadToken, email, next, formKey } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useTranslations('account.verify');
  const f = useTranslations('account.fields');
  return (
    <div className="mx-auto grid max-w-md gap-6 py-6 sm:py-12">
      <PageHead title={t('title')} />
      <DoneNotice messages={{ sent: t('sent') }} />
      {isConfirmed ? (
        <>
          <Notice tone="good" title={t('done')}>
            {t(takesBareAccount(next) ? 'done-join' : 'done-text')}
          </Notice>
          <p>
            <ButtonLink look="primary" to={withNext('/sign-in', next)}>
              {t('on')}
            </ButtonLink>
          </p>
        </>
      ) : (
        <>
          {hadToken && !search.has('done') && (
            <Notice tone="bad" title={t('over')} alert>
              {t('over-text')}
            </Notice>
          )}
          <CommandForm intent="again" formKey={formKey}>
            <TextField
              name="email"
              label={f('email')}
              type="email"
              autoComplete="username"
              defaultValue={email}
            />
            <Button className="justify-self-start">{t('again')}</Button>
          </CommandForm>
        </>
      )}
    </div>
  );
}
