import { Form, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, query } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import { useReader } from '../reader.ts';
import { GuideList } from './guide-list.tsx';
import type { GuideRow, TicketKinds, TicketRow, TicketStatus } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const q = args.url.searchParams.get('q') ?? '';
  const { language } = args.context.get(pageContext).preferences;
  const me = await args.context.get(pageContext).api('/api/v1/me');
  const isMember = me.ok && ((await me.json()) as { kind: string }).kind !== 'staff';
  const [kinds, found, own] = await Promise.all([
    get<TicketKinds>(args, '/ticket-kinds'),
    q === '' ? null : get<{ guides: readonly GuideRow[] }>(args, `/guides${query({ q, language })}`),
    isMember ? get<{ tickets: readonly TicketRow[] }>(args, '/me/tickets?limit=20') : null,
  ]);
  return { q, hours: kinds.firstAnswerHours, guides: found?.guides ?? null, tickets: own?.tickets ?? null };
}

const TONES: Readonly<Record<TicketStatus, Tone>> = {
  open: 'info',
  waiting: 'warn',
  solved: 'good',
  closed: 'neutral',
};

export function TicketBadge({ status }: { status: TicketStatus }) {
  const t = useTranslations('help.status');
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}

export default function Help() {
  const { q, hours, guides, tickets } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('help');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('title')}>{t('lead', { hours })}</PageHead>
      <search>
        <Form className="flex flex-wrap items-end gap-3">
          <label className="grid flex-1 gap-1.5 text-sm font-medium">
            {t('what')}
            <input
              name="q"
              type="search"
              defaultValue={q}
              maxLength={300}
              className="min-h-10 w-full min-w-56 rounded-lg border border-line-strong bg-surface px-3 text-base font-normal sm:text-sm"
            />
          </label>
          <Button>{t('look')}</Button>
          <ButtonLink to="/help/ask">{t('ask')}</ButtonLink>
        </Form>
      </search>
      {guides && (
        <Panel title={t('found')}>
          {guides.length === 0 ? (
            <EmptyState title={t('none')}>
              {t('none-text')} <TextLink to="/help/ask">{t('ask')}</TextLink>
            </EmptyState>
          ) : (
            <GuideList guides={guides} />
          )}
        </Panel>
      )}
      {me && tickets && (
        <Panel title={t('mine')} flush>
          {tickets.length === 0 && <EmptyState title={t('mine-none')} />}
          <ul className="divide-y divide-line">
            {tickets.map((ticket) => (
              <li key={ticket.ticketId} className="grid gap-1 p-4">
                <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                  <TextLink strong to={`/help/questions/${ticket.ticketId}`}>
                    {ticket.subject ?? t('erased')}
                  </TextLink>
                  <TicketBadge status={ticket.status} />
                </p>
                <p className="text-xs text-muted">
                  {ticket.title} · <DateTime at={ticket.lastAt} only="date" />
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
