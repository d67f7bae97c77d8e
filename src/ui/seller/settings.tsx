import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Shop {
  readonly partyId: string;
  readonly name: string;
  readonly about: string;
  /** Present for members of the team, who look on. */
  readonly team?: { readonly memberId: string };
}

export async function loader(args: LoaderFunctionArgs) {
  return { shop: await get<Shop>(args, '/me'), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key');
  const sent =
    intent === 'leave'
      ? await send(args, '/team/leaving', {}, key)
      : await send(args, '/me', { name: textOf(form, 'name'), about: textOf(form, 'about') }, key, 'PATCH');
  if (!sent.ok) return failure(form, sent.problem);
  return done(intent === 'leave' ? '/' : '/seller/settings', intent);
}

export default function Settings() {
  const { shop, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.settings');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')} />
      <DoneNotice messages={{ profile: t('done') }} />
      {shop.team ? (
        <Panel title={t('leave')}>
          <CommandForm intent="leave" formKey={formKey}>
            <p className="text-sm">{t('leave-text', { shop: shop.name })}</p>
            <Button look="danger" className="justify-self-start">
              {t('leave-now')}
            </Button>
          </CommandForm>
        </Panel>
      ) : (
        <OwnerSettings shop={shop} formKey={formKey} />
      )}
    </div>
  );
}

function OwnerSettings({ shop, formKey }: { shop: Shop; formKey: string }) {
  const t = useTranslations('shop.settings');
  const links = [
    { to: '/seller/team', name: t('team'), text: t('team-text') },
    { to: '/seller/holidays', name: t('holidays'), text: t('holidays-text') },
    { to: '/seller/position', name: t('position'), text: t('position-text') },
  ];
  return (
    <>
      <Panel title={t('profile')} hint={t('profile-hint')}>
        <CommandForm intent="profile" formKey={formKey}>
          <TextField name="name" label={t('name')} maxLength={100} defaultValue={shop.name} />
          <TextArea
            name="about"
            label={t('about')}
            optional
            maxLength={2_000}
            rows={6}
            defaultValue={shop.about}
          />
          <p className="flex flex-wrap items-center gap-4">
            <Button>{t('save')}</Button>
            <TextLink to={`/sellers/${shop.partyId}`}>{t('see')}</TextLink>
          </p>
        </CommandForm>
      </Panel>
      <ul className="grid gap-3 sm:grid-cols-3">
        {links.map(({ to, name, text }) => (
          <li key={to} className="rounded-xl border border-line bg-surface p-4">
            <TextLink strong to={to}>
              {name}
            </TextLink>
            <p className="mt-1 text-sm text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
