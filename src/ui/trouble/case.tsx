import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { CaseEvidenceList } from './case-evidence.tsx';
import type { OwnCase } from './case-models.ts';
import { CaseBadge } from './cases.tsx';
import { bringFile } from './report-commands.ts';
import { missing } from './report-data.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['caseId'] ?? '');
  return { file: await get<OwnCase>(args, `/me/cases/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['caseId'] ?? '');
  const form = await readForm(args.request);
  const key = textOf(form, 'key');
  const intent = textOf(form, 'intent');
  const path = `/me/cases/${id}`;
  const page = `/account/cases/${id}`;
  if (intent === 'evidence') {
    const file = form.get('content');
    if (file === null || typeof file === 'string' || file.size === 0)
      return failure(form, missing('report-file-missing', 'content'));
    const brought = await bringFile(args, file, key);
    if (!brought.ok) return failure(form, brought.problem);
    const added = await send(args, `${path}/evidence`, brought.value, key);
    return added.ok ? done(page, intent) : failure(form, added.problem);
  }
  const sent =
    intent === 'extension'
      ? await send(args, `${path}/extension`, {}, key)
      : await send(args, `${path}/statement`, { text: textOf(form, 'text') }, key);
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}

export default function OwnCasePage() {
  const { file, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.cases');
  const word = useWords();
  const isSubject = file.side === 'subject';
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead
        title={t('case-title', { what: file.violations.map((v) => word(v.violation)).join(', ') })}
        above={<TextLink to="/account/cases">{t('title')}</TextLink>}
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <CaseBadge row={file} />
          {t('opened')} <DateTime at={file.openedAt} only="date" />
          {file.status === 'open' && (
            <>
              · {t('decide-by')} <Clock due={file.decideBy} />
            </>
          )}
        </span>
      </PageHead>
      <DoneNotice
        messages={{
          statement: t('done.statement'),
          extension: t('done.extension'),
          evidence: t('done.evidence'),
        }}
      />
      <p>
        {file.status === 'closed' ? t('closed-intro') : t(isSubject ? 'subject-intro' : 'complainant-intro')}
      </p>
      <Findings />
      <Panel title={t('alleged')}>
        <ul className="grid gap-2 text-sm">
          {file.violations.map((v) => (
            <li key={v.violation} className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{word(v.violation)}</span>
              <Badge>{t('clause', { id: v.clause })}</Badge>
            </li>
          ))}
        </ul>
        {isSubject && <p className="mt-3 text-sm text-muted">{t('reported', { count: file.complaints })}</p>}
      </Panel>
      <Statements />
      <CaseEvidenceList file={file} formKey={formKey} />
    </div>
  );
}

function Findings() {
  const { file } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.cases');
  const word = useWords();
  if (file.findings.length === 0) return null;
  return (
    <Panel title={t('findings')}>
      <ul className="grid gap-4 text-sm">
        {file.findings.map((finding) => (
          <li key={finding.violation} className="grid gap-1.5">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{word(finding.violation)}</span>
              <Badge>{t(finding.result)}</Badge> <DateTime at={finding.at} only="date" />
            </p>
            {finding.reasons && (
              <blockquote className="border-s-2 border-line ps-3 whitespace-pre-line">
                {finding.reasons}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Statements() {
  const { file, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('complaints.cases');
  const open = file.statements.find((s) => s.answeredAt === null);
  if (file.statements.length === 0 && file.side === 'complainant') return null;
  return (
    <Panel title={t('statement')}>
      <div className="grid gap-4">
        {file.statements.map((s) => (
          <div key={s.askedAt} className="grid gap-1.5 text-sm">
            <p className="text-muted">
              {t.rich('asked', { date: () => <DateTime at={s.askedAt} only="date" /> })}
              {' · '}
              {s.answeredAt === null ? (
                <>
                  {t('statement-due')} <Clock due={s.dueAt} />
                </>
              ) : (
                t.rich('answered', { date: () => <DateTime at={s.answeredAt ?? 0} only="date" /> })
              )}
            </p>
            {s.missed && s.answeredAt === null && <p>{t('missed')}</p>}
            {s.text && (
              <blockquote className="border-s-2 border-line ps-3 break-words whitespace-pre-line">
                {s.text}
              </blockquote>
            )}
          </div>
        ))}
        {file.statements.length === 0 && <p className="text-sm">{t('statement-none')}</p>}
        {open && file.status === 'open' && (
          <CommandForm intent="statement" formKey={formKey}>
            <TextArea
              name="text"
              label={t('statement-label')}
              hint={t('statement-hint')}
              rows={7}
              maxLength={5_000}
            />
            <div>
              <Button>{t('statement-send')}</Button>
            </div>
          </CommandForm>
        )}
        {open?.mayExtend && file.status === 'open' && (
          <CommandForm intent="extension" formKey={formKey}>
            <div>
              <Button look="secondary">{t('extend')}</Button>
            </div>
          </CommandForm>
        )}
      </div>
    </Panel>
  );
}
