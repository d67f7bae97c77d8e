import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { useReader } from '../reader.ts';
import type { TeamRole } from './team.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Invitation {
  readonly shop: string;
  readonly roles: readonly TeamRole[];
  readonly expiresAt: number;
}

export async function loader(args: LoaderFunctionArgs) {
  const { pathname, searchParams, search } = new URL(args.request.url);
  const invitation = searchParams.get('invitation') ?? '';
  const memberId = invitation.split('.')[0] ?? '';
  const open = await getOr<Invitation>(args, `/team/invitations/${encodeURIComponent(memberId)}`, [404, 422]);
  return { open: open ?? null, invitation, here: pathname + search, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = { invitation: textOf(form, 'invitation') };
  const sent = await send(args, '/team/acceptance', body, textOf(form, 'key'));
  if (!sent.ok) return failure(form, sent.problem);
  const { team } = await get<{ team?: { roles: readonly TeamRole[] } }>(args, '/me');
  return redirect(firstPage(team?.roles ?? []));
}

/** Where somebody with these roles begins the day. */
export function firstPage(roles: readonly TeamRole[]): string {
  if (roles.includes('shipping') || roles.includes('finance')) return '/seller/orders';
  return roles.includes('listings') ? '/seller/listings' : '/seller/messages';
}

export default function TeamJoin() {
  const { open, invitation, here, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('shop.join');
  const tt = useTranslations('shop.team');
  if (open === null)
    return (
      <div className="mx-auto grid w-full max-w-xl gap-5">
        <PageHead title={t('over')}>{t('over-text')}</PageHead>
      </div>
    );
  const next = encodeURIComponent(here);
  return (
    <div className="mx-auto grid w-full max-w-xl gap-5">
      <PageHead title={t('title', { shop: open.shop })}>
        {t.rich('until', { date: () => <DateTime at={open.expiresAt} only="date" /> })}
      </PageHead>
      <Panel title={t('what')}>
        <ul className="list-outside list-disc space-y-1 ps-5 text-sm">
          {open.roles.map((role) => (
            <li key={role}>
              <span className="font-medium">{tt(`role.${role}`)}</span>: {tt(`role-text.${role}`)}
            </li>
          ))}
        </ul>
      </Panel>
      {me ? (
        <Notice tone="warn" title={t('other-account')}>
          {t('other-account-text', { name: me.name })}
        </Notice>
      ) : (
        <>
          <CommandForm intent="accept" formKey={formKey}>
            <input type="hidden" name="invitation" value={invitation} />
            <Button className="justify-self-start">{t('accept')}</Button>
          </CommandForm>
          <div className="grid gap-3 rounded-xl border border-line bg-surface p-4 text-sm">
            <p>{t('sign-in-first')}</p>
            <p className="flex flex-wrap gap-2">
              <ButtonLink to={`/sign-in?next=${next}`}>{t('sign-in')}</ButtonLink>
              <ButtonLink to={`/sign-up?next=${next}`}>{t('sign-up')}</ButtonLink>
            </p>
          </div>
        </>
      )}
    </div>
  );
}
