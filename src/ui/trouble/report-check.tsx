import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm, useFormState } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Preview } from './file-field.tsx';
import { begun, missing } from './report-data.ts';
import { Steps } from './steps.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = args.params['draftId'] ?? '';
  const report = await begun(args, id);
  const { kind, draft } = report;
  if (kind === undefined || draft.text === '') throw redirect(`/report/${encodeURIComponent(id)}`);
  const standing = await getOr<{ measures: readonly { kind: string }[] }>(args, '/me/standing', [403, 404]);
  const isMuted = standing?.measures.some((m) => m.kind === 'complaint-rights-suspended') ?? false;
  return { ...report, kind, isRestricted: isMuted && !kind.alwaysOpen, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['draftId'] ?? '');
  const form = await readForm(args.request);
  if (textOf(form, 'true') !== 'yes') return failure(form, missing('report-confirm', 'true'));
  const sent = await send<{ complaintId: string }>(
    args,
    `/me/report-drafts/${id}/filing`,
    {},
    textOf(form, 'key'),
  );
  if (sent.ok) return done(`/complaints/${sent.value.complaintId}`, 'filed');
  // Sent before, in another window: there it can be followed.
  if (sent.problem.type === '/problems/draft-filed') return redirect(`/report/${id}`);
  return failure(form, sent.problem);
}

export default function Check() {
  const { draft, kind, formKey, isRestricted } = useLoaderData<typeof loader>();
  const t = useTranslations('report.check');
  const texts = useTranslations('report-kinds');
  const words = useTranslations('report');
  const title = `${kind.kind}.title` as Parameters<typeof texts>[0];
  const edit = <TextLink to={`/report/${draft.id}`}>{t('edit')}</TextLink>;
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={words('title')} />
      <Steps now="check" />
      <Panel title={t('summary')} actions={edit}>
        <div className="grid gap-4">
          <Facts
            facts={[
              [t('kind'), texts.has(title) ? texts(title) : kind.title],
              [
                t('text'),
                <span key="text" className="break-words whitespace-pre-line">
                  {draft.text}
                </span>,
              ],
              [t('files'), draft.uploads.length === 0 ? t('none') : null],
            ]}
          />
          {draft.uploads.length > 0 && (
            <ul className="grid gap-3 sm:grid-cols-4">
              {draft.uploads.map((upload, i) => (
                <li key={upload.id}>
                  <Preview upload={upload} label={`${t('files')} ${i + 1}`} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </Panel>
      <NextSteps />
      {isRestricted ? (
        <Notice tone="warn" title={t('restricted')}>
          {t('restricted-text')} <TextLink to="/account/standing">{t('standing-link')}</TextLink>
        </Notice>
      ) : (
        <Panel title={t('honest')}>
          <CommandForm intent="send" formKey={formKey}>
            <p className="text-sm">{t('honest-text')}</p>
            <Confirm />
            <div className="flex flex-wrap gap-3">
              <Button>{t('send')}</Button>
              <ButtonLink to={`/report/${draft.id}`}>{t('edit')}</ButtonLink>
            </div>
          </CommandForm>
        </Panel>
      )}
    </div>
  );
}

function Confirm() {
  const t = useTranslations('report.check');
  const { errors } = useFormState();
  const error = errors.at('true');
  return (
    <div className="grid gap-1.5">
      <label className="flex items-start gap-3 rounded-lg border border-line px-3 py-2.5 text-sm has-checked:border-accent has-checked:bg-accent-soft">
        <input
          type="checkbox"
          name="true"
          value="yes"
          required
          aria-describedby={error === undefined ? undefined : 'true-error'}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        {t('confirm')}
      </label>
      {error && (
        <p id="true-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

/** The clocks of the rulebook for this kind, in the order in which they run. */
function NextSteps() {
  const { kind, kinds } = useLoaderData<typeof loader>();
  const t = useTranslations('report.check');
  const steps = [
    kind.isUrgent ? t('next-urgent') : t('next-look', { hours: kind.firstLookHours }),
    t('next-answer', { hours: kind.answerHours }),
    t('next-decide', { days: kind.decideWithinDays }),
    t('next-appeal', { months: kinds.appealMonths }),
  ];
  return (
    <Panel title={t('next')}>
      <ol className="grid gap-2 text-sm">
        {steps.map((text, i) => (
          <li key={text} className="flex gap-3">
            <span
              aria-hidden="true"
              className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
            >
              {i + 1}
            </span>
            <span className="pt-0.5">{text}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
