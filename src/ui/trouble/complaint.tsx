import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Timeline, type TimelineEntry } from '../components/timeline.tsx';
import { useReader } from '../reader.ts';
import { ComplaintBadge, useKindTitle } from './complaints.tsx';
import type { Complaint } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface CaseClocks {
  readonly status: string;
  readonly openedAt: number;
  readonly decideBy: number;
}

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['complaintId'] ?? '');
  const complaint = await get<Complaint>(args, `/me/complaints/${id}`);
  const file = complaint.caseId
    ? await getOr<CaseClocks>(args, `/me/cases/${encodeURIComponent(complaint.caseId)}`, [403, 404])
    : undefined;
  return { complaint, file: file ?? null, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['complaintId'] ?? '');
  const form = await readForm(args.request);
  const key = textOf(form, 'key');
  const path = `/me/complaints/${id}`;
  if (textOf(form, 'intent') === 'withdraw') {
    const sent = await send(args, `${path}/withdrawal`, {}, key);
    return sent.ok ? done(`/complaints/${id}`, 'withdrawn') : failure(form, sent.problem);
  }
  const sent = await send(args, `${path}/appeal`, { text: textOf(form, 'text') }, key);
  return sent.ok ? done(`/complaints/${id}`, 'appealed') : failure(form, sent.problem);
}

export default function ComplaintPage() {
  const { complaint } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.page');
  const kindTitle = useKindTitle();
  const isDecided = complaint.status === 'decided' || complaint.status === 'dismissed';
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={kindTitle(complaint)} above={<TextLink to="/complaints">{t('back')}</TextLink>}>
        <span className="flex flex-wrap items-center gap-2 text-sm">
          {t('title', { name: complaint.subject.name })} <ComplaintBadge complaint={complaint} />
        </span>
      </PageHead>
      <DoneNotice
        messages={{ filed: t('done.filed'), withdrawn: t('done.withdrawn'), appealed: t('done.appealed') }}
      />
      {isDecided && <Outcome />}
      <Panel title={t('timeline')}>
        <Timeline entries={useEntries(complaint)} />
      </Panel>
      <Reported />
      <WhatToDo />
    </div>
  );
}

function Outcome() {
  const { complaint } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.page');
  const outcomes = useTranslations('complaints.outcome');
  const reasons = useTranslations('complaints.dismissal');
  const { dismissal, outcome, noticeId } = complaint;
  const outcomeKey = outcome as Parameters<typeof outcomes>[0];
  const reasonKey = dismissal?.reason as Parameters<typeof reasons>[0];
  return (
    <Panel
      title={t('outcome')}
      actions={noticeId && <TextLink to={`/notices/${noticeId}`}>{t('notice')}</TextLink>}
    >
      <div className="grid gap-3 text-sm">
        <p className="text-base">{outcome !== null && outcomes.has(outcomeKey) && outcomes(outcomeKey)}</p>
        {dismissal && (
          <p>
            <span className="font-medium">{t('reason')}:</span>{' '}
            {reasons.has(reasonKey) ? reasons(reasonKey) : dismissal.reason}
          </p>
        )}
        {dismissal?.explanation && (
          <blockquote className="border-s-2 border-line ps-3 whitespace-pre-line">
            {dismissal.explanation}
          </blockquote>
        )}
      </div>
    </Panel>
  );
}

/** What has happened, and what is due next, with its clock. */
function useEntries(complaint: Complaint): readonly TimelineEntry[] {
  const { file } = useLoaderData<typeof loader>();
  const { now } = useReader();
  const t = useTranslations('complaints.page.at');
  const { status, filedAt, firstLookBy, dismissal, decidedAt, escalated } = complaint;
  const isWaiting = status === 'filed';
  const due = (at: number) => <Clock due={at} />;
  return [
    { id: 'filed', at: filedAt, title: t('filed'), tone: 'info' },
    ...(isWaiting
      ? [
          {
            id: 'look',
            at: firstLookBy,
            title: escalated || firstLookBy < now ? t('look-late') : t('look-due'),
            detail: due(firstLookBy),
          },
        ]
      : []),
    ...(file
      ? [{ id: 'heard', at: Math.max(file.openedAt, filedAt), title: t('heard'), tone: 'info' as const }]
      : []),
    ...(file && status === 'heard'
      ? [{ id: 'decide', at: file.decideBy, title: t('decide-due'), detail: due(file.decideBy) }]
      : []),
    ...(dismissal ? [{ id: 'dismissed', at: dismissal.at, title: t('dismissed') }] : []),
    ...(decidedAt === null
      ? []
      : [{ id: 'decided', at: decidedAt, title: t('decided'), tone: 'good' as const }]),
  ];
}

function Reported() {
  const { complaint } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.page');
  const happened = useTranslations('report.happened');
  const { refs, uploads } = complaint;
  const fileName = (kind: string) => happened(kind === 'photo' || kind === 'video' ? kind : 'document');
  return (
    <Panel title={t('what')}>
      <Facts
        facts={[
          [t('order'), refs.orderId && <TextLink to={`/orders/${refs.orderId}`}>{refs.orderId}</TextLink>],
          [
            t('listing'),
            refs.listingId && <TextLink to={`/listings/${refs.listingId}`}>{refs.listingId}</TextLink>,
          ],
          [
            t('conversation'),
            refs.conversationId && (
              <TextLink to={`/messages/${refs.conversationId}`}>{refs.conversationId}</TextLink>
            ),
          ],
          [
            t('text'),
            <span key="text" className="break-words whitespace-pre-line">
              {complaint.text}
            </span>,
          ],
          [
            t('files'),
            uploads.length === 0 ? t('no-files') : uploads.map((u) => fileName(u.kind)).join(', '),
          ],
        ]}
      />
    </Panel>
  );
}

function WhatToDo() {
  const { complaint, formKey } = useLoaderData<typeof loader>();
  const { now } = useReader();
  const t = useTranslations('complaints.page');
  const { status, outcome, appealUntil, appealId, caseId } = complaint;
  const isOpen = status === 'filed' || status === 'heard';
  const mayAppeal = appealUntil !== null && appealUntil > now && appealId === null && outcome !== 'upheld';
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap gap-4 text-sm empty:hidden">
        {caseId && <TextLink to={`/account/cases/${caseId}`}>{t('case')}</TextLink>}
        {appealId && <TextLink to={`/appeals/${appealId}`}>{t('appeal')}</TextLink>}
      </p>
      {mayAppeal && (
        <Notice tone="info" title={t('appeal-title')}>
          <div className="grid gap-3">
            <p>{t.rich('appeal-text', { date: () => <DateTime at={appealUntil} only="date" /> })}</p>
            <Disclosure label={t('appeal-open')} intent="appeal">
              <CommandForm intent="appeal" formKey={formKey}>
                <TextArea name="text" label={t('appeal-label')} rows={6} maxLength={5_000} />
                <div>
                  <Button>{t('appeal-send')}</Button>
                </div>
              </CommandForm>
            </Disclosure>
          </div>
        </Notice>
      )}
      {isOpen && (
        <Disclosure label={t('withdraw')} intent="withdraw">
          <CommandForm intent="withdraw" formKey={formKey}>
            <p className="text-sm">{t('withdraw-text')}</p>
            <div>
              <Button look="secondary">{t('withdraw-send')}</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
    </div>
  );
}
