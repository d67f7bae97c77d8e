import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { newKey } from '../api.ts';
import { Badge } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../messages/language.ts';
import { accountAction, ERASE_WORDS, type OwnAccount, readAccount } from './account-data.ts';
import { KeptList } from './kept.tsx';
import { Passkeys } from './passkeys-panel.tsx';
import { Sessions } from './sessions-panel.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { account: await readAccount(args), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return accountAction(args);
}

const DONE = [
  'profile',
  'password',
  'second-factor',
  'second-factor-off',
  'passkey',
  'passkey-gone',
  'session',
  'others',
] as const;

export default function AccountPage() {
  const { account, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('account.page');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')} />
      <DoneNotice messages={Object.fromEntries(DONE.map((name) => [name, t(`done-${name}`)]))} />
      <Profile account={account} formKey={formKey} />
      <Password formKey={formKey} />
      <SecondFactor isOn={account.hasSecondFactor} />
      <Passkeys account={account} formKey={formKey} />
      <Sessions sessions={account.sessions} formKey={formKey} />
      {account.me.team === undefined && <Data erasure={account.erasure} formKey={formKey} />}
    </div>
  );
}

function Profile({ account, formKey }: { readonly account: OwnAccount; readonly formKey: string }) {
  const { me, email, isConfirmed } = account;
  const t = useTranslations('account.page');
  const f = useTranslations('account.fields');
  const v = useTranslations('account.verify');
  return (
    <Panel title={t('profile')}>
      <div className="grid gap-4">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="text-muted">{t('address')}</span>
          <span className="min-w-0 font-medium break-all">{email}</span>
          <Badge tone={isConfirmed ? 'good' : 'warn'}>{t(isConfirmed ? 'confirmed' : 'unconfirmed')}</Badge>
          {!isConfirmed && <TextLink to="/verify-mail">{v('again')}</TextLink>}
        </p>
        {me.team === undefined && (
          <CommandForm intent="profile" formKey={formKey}>
            {me.kind === 'buyer' && (
              <TextField
                name="name"
                label={f('name')}
                autoComplete="name"
                maxLength={100}
                defaultValue={me.name}
              />
            )}
            <Select
              name="language"
              label={f('language')}
              defaultValue={me.language}
              options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            />
            <p className="flex flex-wrap items-center gap-4">
              <Button>{t('save')}</Button>
              {me.kind === 'seller' && <TextLink to="/seller/settings">{t('shop')}</TextLink>}
            </p>
          </CommandForm>
        )}
      </div>
    </Panel>
  );
}

function Password({ formKey }: { readonly formKey: string }) {
  const t = useTranslations('account.password');
  const f = useTranslations('account.fields');
  return (
    <Panel title={t('title')}>
      <CommandForm intent="password" formKey={formKey}>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextField
            name="currentPassword"
            label={f('current-password')}
            type="password"
            autoComplete="current-password"
          />
          <TextField
            name="newPassword"
            label={f('new-password')}
            hint={f('password-hint')}
            type="password"
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
          />
        </div>
        <label className="flex items-center gap-2.5 text-sm">
          <input type="checkbox" name="others" defaultChecked className="size-4 accent-accent" />
          {t('others')}
        </label>
        <Button className="justify-self-start">{t('go')}</Button>
      </CommandForm>
    </Panel>
  );
}

function SecondFactor({ isOn }: { readonly isOn: boolean }) {
  const t = useTranslations('account.factor');
  return (
    <Panel title={t('title')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm">{t(isOn ? 'on' : 'off')}</p>
        <ButtonLink to="/account/second-factor">{t(isOn ? 'manage' : 'set-up')}</ButtonLink>
      </div>
    </Panel>
  );
}

interface DataProps {
  readonly erasure: OwnAccount['erasure'];
  readonly formKey: string;
}

function Data({ erasure, formKey }: DataProps) {
  const t = useTranslations('account.data');
  return (
    <Panel title={t('title')} hint={t('text')}>
      <div className="grid gap-4">
        <p>
          <a
            href="/account/data.json"
            className="inline-flex min-h-10 items-center rounded-lg border border-line-strong bg-surface px-4 py-2 text-sm font-medium hover:bg-sunken"
          >
            {t('download')}
          </a>
        </p>
        {erasure?.isMade && (
          <div className="grid gap-3 text-sm">
            <p>{t('erased')}</p>
            <KeptList kept={erasure.kept} />
          </div>
        )}
        {erasure && !erasure.isMade && (
          <Disclosure label={t('erase')} intent="erase">
            <CommandForm intent="erase" formKey={formKey}>
              <div className="grid gap-3 text-sm">
                <p>{t('erase-text')}</p>
                <KeptList kept={erasure.kept} />
              </div>
              <TextField
                name="confirm"
                label={t('erase-confirm', { words: ERASE_WORDS })}
                autoComplete="off"
                maxLength={40}
              />
              <Button look="danger" className="justify-self-start">
                {t('erase-go')}
              </Button>
            </CommandForm>
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}
