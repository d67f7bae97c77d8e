import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { AppealBadge, isOpen } from './appeals.tsx';
import type { Appeal } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['appealId'] ?? '');
  return { appeal: await get<Appeal>(args, `/me/appeals/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['appealId'] ?? '');
  const form = await readForm(args.request);
  const sent = await send(args, `/me/appeals/${id}/withdrawal`, {}, textOf(form, 'key'));
  return sent.ok ? done(`/appeals/${id}`, 'withdrawn') : failure(form, sent.problem);
}

export default function AppealPage() {
  const { appeal, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.appeals');
  const { me } = useReader();
  const cases = me?.kind === 'seller' ? '/seller/cases' : '/account/cases';
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('page-title')} above={<TextLink to="/appeals">{t('title')}</TextLink>}>
        <span className="flex flex-wrap items-center gap-2 text-sm">
          {t(`about-${appeal.about}`)} <AppealBadge appeal={appeal} />
        </span>
      </PageHead>
      <DoneNotice messages={{ withdrawn: t('done.withdrawn') }} />
      <Panel title={t('page-title')}>
        <div className="grid gap-4">
          <Facts
            facts={[
              [t('filed-at'), <DateTime key="filed" at={appeal.filedAt} />],
              [t('decide-by'), isOpen(appeal) && <Clock key="due" due={appeal.decideBy} />],
              [
                t('decided-at'),
                appeal.decidedAt !== null && <DateTime key="decided" at={appeal.decidedAt} />,
              ],
              [
                t('about'),
                <span key="about" className="flex flex-wrap gap-3">
                  {appeal.complaintId && (
                    <TextLink to={`/complaints/${appeal.complaintId}`}>{t('complaint')}</TextLink>
                  )}
                  {appeal.caseId && <TextLink to={`${cases}/${appeal.caseId}`}>{t('case')}</TextLink>}
                </span>,
              ],
            ]}
          />
          <p className="text-sm text-muted">{appeal.escalated && isOpen(appeal) ? t('late') : t('who')}</p>
        </div>
      </Panel>
      {appeal.reasons && (
        <Panel title={t('reasons')}>
          <p className="text-sm whitespace-pre-line">{appeal.reasons}</p>
        </Panel>
      )}
      <Panel title={t('grounds')}>
        <p className="text-sm break-words whitespace-pre-line">{appeal.grounds}</p>
      </Panel>
      {isOpen(appeal) && (
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
