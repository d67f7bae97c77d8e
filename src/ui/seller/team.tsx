import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from 'react-router';
import { useTranslations } from 'use-intl';

import type { EpochMs } from '../../kernel/time.ts';
import { done, failure, get, newKey, readForm, send, textOf, textsOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Boxes } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { useReader } from '../reader.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export const TEAM_ROLES = ['listings', 'shipping', 'messages', 'finance'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

interface Member {
  readonly memberId: string;
  readonly name: string;
  readonly mail: string | null;
  readonly roles: readonly TeamRole[];
  readonly status: 'invited' | 'expired' | 'active' | 'barred' | 'removed';
  readonly expiresAt: EpochMs | null;
  readonly joinedAt: EpochMs | null;
}

interface Team {
  readonly membersMax: number;
  readonly members: readonly Member[];
}

export async function loader(args: LoaderFunctionArgs) {
  return { ...(await get<Team>(args, '/team')), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const key = textOf(form, 'key');
  const intent = textOf(form, 'intent');
  if (intent === 'invite') {
    const body = { name: textOf(form, 'name'), mail: textOf(form, 'mail'), roles: textsOf(form, 'roles') };
    const sent = await send<{ invitation: string }>(args, '/team', body, key);
    if (!sent.ok) return failure(form, sent.problem);
    // Shown once, here: sent again, the same form is answered with the same link.
    const link = new URL(`/team/join?invitation=${encodeURIComponent(sent.value.invitation)}`, args.url);
    return data({ invited: { name: body.name, link: link.href } });
  }
  const path = `/team/${encodeURIComponent(textOf(form, 'subject'))}`;
  const sent =
    intent === 'roles'
      ? await send(args, `${path}/roles`, { roles: textsOf(form, 'roles') }, key, 'PUT')
      : await send(args, path, {}, key, 'DELETE');
  return sent.ok ? done('/seller/team', intent) : failure(form, sent.problem);
}

export default function TeamPage() {
  const { members, membersMax, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('shop.team');
  const result = useActionData<{ invited?: { name: string; link: string } }>();
  const shown = members.filter((m) => m.status !== 'removed');
  const acting = shown.filter((m) => m.status !== 'barred');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5">
      <PageHead title={t('title')}>{t('intro')}</PageHead>
      <DoneNotice messages={{ roles: t('done-roles'), remove: t('done-remove') }} />
      {result?.invited && (
        <Notice tone="good" title={t('invited', { name: result.invited.name })} alert>
          <p>{t('hand-over')}</p>
          <p className="mt-1 font-mono text-xs break-all select-all">{result.invited.link}</p>
        </Notice>
      )}
      <Panel title={t('members')} hint={t('size', { count: acting.length, max: membersMax })} flush>
        <ul className="divide-y divide-line">
          <li className="flex flex-wrap items-center justify-between gap-3 p-4">
            <span>
              <span className="font-medium">{me?.name}</span>
              <span className="block text-sm text-muted">{t('owner-text')}</span>
            </span>
            <Badge tone="info">{t('owner')}</Badge>
          </li>
          {shown.map((member) => (
            <MemberRow key={member.memberId} member={member} formKey={formKey} />
          ))}
        </ul>
      </Panel>
      <Panel title={t('invite')} hint={t('invite-hint')}>
        <CommandForm key={`${members.length}`} intent="invite" formKey={formKey}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="name" label={t('name')} maxLength={100} autoComplete="off" />
            <TextField name="mail" type="email" label={t('mail')} maxLength={254} autoComplete="off" />
          </div>
          <RoleBoxes />
          <Button className="justify-self-start">{t('invite-now')}</Button>
        </CommandForm>
      </Panel>
    </div>
  );
}

function RoleBoxes({ chosen = [] }: { chosen?: readonly TeamRole[] }) {
  const t = useTranslations('shop.team');
  return (
    <Boxes
      name="roles"
      legend={t('roles')}
      chosen={chosen}
      options={TEAM_ROLES.map((role) => ({
        value: role,
        label: t(`role.${role}`),
        hint: t(`role-text.${role}`),
      }))}
    />
  );
}

const TONES: Readonly<Record<Member['status'], Tone>> = {
  active: 'good',
  invited: 'info',
  expired: 'warn',
  barred: 'bad',
  removed: 'neutral',
};

function MemberRow({ member, formKey }: { member: Member; formKey: string }) {
  const t = useTranslations('shop.team');
  const { memberId, name, mail, roles, status, expiresAt, joinedAt } = member;
  return (
    <li className="grid gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <p className="font-medium">{name}</p>
          {mail !== null && <p className="text-sm break-all text-muted">{mail}</p>}
          <p className="text-sm">{roles.map((role) => t(`role.${role}`)).join(' · ')}</p>
        </div>
        <div className="grid justify-items-end gap-1 text-sm text-muted">
          <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
          {status === 'invited' && expiresAt !== null && (
            <span>{t.rich('until', { date: () => <DateTime at={expiresAt} only="date" /> })}</span>
          )}
          {joinedAt !== null && (
            <span>{t.rich('since', { date: () => <DateTime at={joinedAt} only="date" /> })}</span>
          )}
        </div>
      </div>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        {status !== 'expired' && status !== 'barred' && (
          <Disclosure label={t('change', { name })} intent="roles" subject={memberId}>
            <CommandForm intent="roles" subject={memberId} formKey={formKey}>
              <RoleBoxes chosen={roles} />
              <Button className="justify-self-start">{t('change-now')}</Button>
            </CommandForm>
          </Disclosure>
        )}
        <Disclosure
          label={t(status === 'barred' ? 'remove-for-good' : 'remove', { name })}
          intent="remove"
          subject={memberId}
        >
          <CommandForm intent="remove" subject={memberId} formKey={formKey}>
            <p className="text-sm">{t(status === 'barred' ? 'remove-barred-text' : 'remove-text')}</p>
            <Button look="danger" className="justify-self-start">
              {t('remove-now')}
            </Button>
          </CommandForm>
        </Disclosure>
      </div>
    </li>
  );
}
