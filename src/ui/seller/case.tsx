import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, newKey } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { EvidenceContent } from '../components/evidence-content.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { shortIds } from '../components/short-ids.ts';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import { runCommand, useDone } from './commands.ts';
import type { OwnCase } from './models.ts';
import { useStateWords } from './state-words.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['caseId'] ?? '');
  return { file: await get<OwnCase>(args, `/me/cases/${id}`), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['caseId'] ?? '';
  return runCommand(args, `/seller/cases/${encodeURIComponent(id)}`, id);
}

export default function OwnCasePage() {
  const { file, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('health');
  const words = useWords();
  const state = useStateWords();
  const done = useDone();
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead
        title={file.violations.map((v) => words(v.violation)).join(', ')}
        area={t('area')}
        above={<TextLink to="/seller/violations">{t('violations.title')}</TextLink>}
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <Badge>{state(file.outcome ?? file.status)}</Badge>
          {t.rich('case.opened', { date: () => <DateTime at={file.openedAt} only="date" /> })}
        </span>
      </PageHead>
      <DoneNotice messages={done} />
      <Findings file={file} />
      <Statements file={file} formKey={formKey} />
      <Panel title={t('case.evidence')} flush>
        {file.evidence.length === 0 && <EmptyState title={t('case.no-evidence')} />}
        <ul className="divide-y divide-line">
          {file.evidence.map((item) => (
            <li key={item.id} className="grid gap-1.5 p-4 text-sm">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone="info">{words(item.kind)}</Badge>
                <span className="font-medium">{shortIds(item.title)}</span>
              </p>
              {item.content && (
                <details>
                  <summary className="w-fit rounded text-accent">{t('case.show')}</summary>
                  <div className="mt-2 rounded-lg bg-sunken p-3 text-xs">
                    <EvidenceContent kind={item.kind} json={item.content} />
                  </div>
                </details>
              )}
              {item.file && (
                <a
                  href={`/api/v1/me/cases/${file.id}/evidence/${item.id}/file`}
                  className="w-fit text-accent underline-offset-4 hover:underline"
                >
                  {t('case.download')}
                </a>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Findings({ file }: { file: OwnCase }) {
  const t = useTranslations('health.case');
  const words = useWords();
  const state = useStateWords();
  if (file.findings.length === 0) return null;
  return (
    <Panel title={t('findings')}>
      <ul className="grid gap-3 text-sm">
        {file.findings.map((finding) => (
          <li key={finding.violation} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{words(finding.violation)}</span>
              <Badge>{state(finding.result)}</Badge>
              <DateTime at={finding.at} only="date" />
            </p>
            {finding.reasons && <p className="whitespace-pre-line">{finding.reasons}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Statements({ file, formKey }: { file: OwnCase; formKey: string }) {
  const t = useTranslations('health.case');
  const open = file.statements.findLast((s) => s.answeredAt === null);
  return (
    <Panel title={t('said')} hint={t('said-hint')}>
      <div className="grid gap-4 text-sm">
        {file.statements.map((s) => (
          <div key={s.askedAt}>
            <p className="text-muted">
              {t.rich('asked', { date: () => <DateTime at={s.askedAt} only="date" /> })}
              {s.answeredAt === null ? (
                <>
                  , <Clock due={s.dueAt} />
                </>
              ) : (
                <>
                  ,{' '}
                  {t.rich('answered', {
                    date: () => <DateTime at={s.answeredAt ?? 0} only="date" />,
                  })}
                </>
              )}
            </p>
            {s.text && (
              <blockquote className="border-s-2 border-line ps-3 whitespace-pre-line">{s.text}</blockquote>
            )}
          </div>
        ))}
        {open && file.status === 'open' && (
          <CommandForm intent="give-statement" formKey={formKey}>
            <TextArea name="text" label={t('what')} rows={6} />
            <div>
              <Button>{t('give')}</Button>
            </div>
          </CommandForm>
        )}
        {open?.mayExtend && file.status === 'open' && (
          <CommandForm intent="extend-statement" formKey={formKey}>
            <div>
              <Button look="secondary">{t('more')}</Button>
            </div>
          </CommandForm>
        )}
      </div>
    </Panel>
  );
}
