import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { Joining, joinerOf } from '../account/joining.tsx';
import { failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import type { TeamRole } from './team.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Invitation {
  readonly shop: string;
  readonly roles: readonly TeamRole[];
  readonly expiresAt: number;
}

export async function loader(args: LoaderFunctionArgs) {
  const { pathname, searchParams, search } = args.url;
  const invitation = searchParams.get('invitation') ?? '';
  const memberId = invitation.split('.')[0] ?? '';
  const open = await getOr<Invitation>(args, `/team/invitations/${encodeURIComponent(memberId)}`, [404, 422]);
  const joiner = await joinerOf(args);
  return { open: open ?? null, joiner, invitation, here: pathname + search, formKey: newKey() };
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
  const { open, joiner, invitation, here, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('shop.join');
  const tt = useTranslations('shop.team');
  if (open === null)
    return (
      <div className="mx-auto grid w-full max-w-xl gap-5">
        <PageHead title={t('over')}>{t('over-text')}</PageHead>
      </div>
    );
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
      <Joining joiner={joiner} here={here}>
        <CommandForm intent="accept" formKey={formKey}>
          <input type="hidden" name="invitation" value={invitation} />
          <Button className="justify-self-start">{t('accept')}</Button>
        </CommandForm>
      </Joining>
    </div>
  );
}
