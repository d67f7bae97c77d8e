import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, newKey, readForm, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ConfirmFirst, confirmAction, readConfirmation } from '../components/confirm.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField, useFailure } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { accountOf, ask, nextOf, redirectWith, refusalOf, withNext } from './auth.ts';
import { BackupCodes, SetUp, type SetUpKey } from './second-factor-setup.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const PAGE = '/account/second-factor';

export async function loader(args: LoaderFunctionArgs) {
  const next = nextOf(args);
  const account = await accountOf(args);
  if (!account) throw redirect(withNext('/sign-in', withNext(PAGE, next)));
  const isOn = account.user.twoFactorEnabled === true;
  return { isOn, next, confirmation: await readConfirmation(args), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const confirmed = await confirmAction(args, form, withNext(PAGE, nextOf(args)));
  if (confirmed) return confirmed;
  const password = form.get('password');
  switch (textOf(form, 'intent')) {
    case 'begin': {
      const response = await ask(args, '/two-factor/enable', { password });
      if (!response.ok) return failure(form, await refusalOf(response, { current: 'password' }));
      const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
      return data({ setUp: { uri: totpURI, codes: backupCodes } });
    }
    case 'verify': {
      const response = await ask(args, '/two-factor/verify-totp', { code: textOf(form, 'code') });
      if (!response.ok) return failure(form, await refusalOf(response));
      return redirectWith(response, nextOf(args) ?? '/account?done=second-factor');
    }
    case 'new-codes': {
      const response = await ask(args, '/two-factor/generate-backup-codes', { password });
      if (!response.ok) return failure(form, await refusalOf(response, { current: 'password' }));
      return data({ newCodes: ((await response.json()) as { backupCodes: string[] }).backupCodes });
    }
    default: {
      const response = await ask(args, '/two-factor/disable', { password });
      return response.ok
        ? done('/account', 'second-factor-off')
        : failure(form, await refusalOf(response, { current: 'password' }));
    }
  }
}

/** What an action has just drawn; a wrong code sends it along again, since it is shown only once. */
function useSetUp(): SetUpKey | undefined {
  const result = useActionData<{ setUp?: SetUpKey }>();
  const failed = useFailure('verify')?.values;
  if (result?.setUp) return result.setUp;
  return failed?.['uri'] ? { uri: failed['uri'], codes: (failed['codes'] ?? '').split(' ') } : undefined;
}

export default function SecondFactor() {
  const { isOn, next, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.factor');
  const p = useTranslations('account.page');
  const setUp = useSetUp();
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <PageHead title={t('title')} above={<TextLink to="/account">{p('title')}</TextLink>}>
        {t(isOn ? 'on' : 'off')}
      </PageHead>
      {!isOn && next?.startsWith('/ops') && <Notice tone="info" title={t('must')} />}
      {isOn ? <Manage /> : setUp ? <SetUp known={setUp} formKey={formKey} /> : <Begin />}
    </div>
  );
}

/** Whoever found a browser signed in, and the password with it, would lock the owner out with an app of their own. */
function Begin() {
  const { confirmation, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.factor');
  if (!confirmation.confirmed) return <ConfirmFirst by={confirmation.by} formKey={formKey} />;
  return (
    <Panel title={t('set-up')}>
      <CommandForm intent="begin" formKey={formKey}>
        <TextField name="password" label={t('begin')} type="password" autoComplete="current-password" />
        <Button className="justify-self-start">{t('begin-go')}</Button>
      </CommandForm>
    </Panel>
  );
}

/** Both would let somebody else in for good, or the owner out: asked of a session that has just shown who it is. */
function Manage() {
  const { confirmation, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('account.factor');
  const newCodes = useActionData<{ newCodes?: readonly string[] }>()?.newCodes;
  if (newCodes) return <BackupCodes codes={newCodes} />;
  if (!confirmation.confirmed) return <ConfirmFirst by={confirmation.by} formKey={formKey} />;
  return (
    <div className="grid gap-3">
      <Disclosure label={t('new-codes')} intent="new-codes">
        <PasswordForm intent="new-codes" formKey={formKey} label={t('new-codes')}>
          {t('new-codes-text')}
        </PasswordForm>
      </Disclosure>
      {me?.kind !== 'staff' && (
        <Disclosure label={t('turn-off')} intent="turn-off">
          <PasswordForm intent="turn-off" formKey={formKey} label={t('turn-off')}>
            {t('off')}
          </PasswordForm>
        </Disclosure>
      )}
    </div>
  );
}

interface PasswordFormProps {
  readonly intent: string;
  readonly formKey: string;
  readonly label: string;
  readonly children: React.ReactNode;
}

function PasswordForm({ intent, formKey, label, children }: PasswordFormProps) {
  const f = useTranslations('account.fields');
  return (
    <CommandForm intent={intent} formKey={formKey}>
      <p className="text-sm">{children}</p>
      <TextField
        name="password"
        label={f('current-password')}
        type="password"
        autoComplete="current-password"
      />
      <Button look="secondary" className="justify-self-start">
        {label}
      </Button>
    </CommandForm>
  );
}
