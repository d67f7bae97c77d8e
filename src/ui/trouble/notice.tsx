import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { type NoticePage, NoticeText } from '../components/notice-text.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { OwnStanding } from './standing-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [notice, standing] = await Promise.all([
    get<NoticePage>(args, `/me/notices/${encodeURIComponent(args.params['noticeId'] ?? '')}`),
    getOr<OwnStanding>(args, '/me/standing', [403, 404]),
  ]);
  const sanctions = standing?.sanctions.filter((s) => s.noticeId === notice.id) ?? [];
  return {
    notice,
    appealCase: sanctions.find((s) => s.mayAppeal)?.caseId ?? null,
    appealId: sanctions.find((s) => s.appealId !== null)?.appealId ?? null,
    formKey: newKey(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['noticeId'] ?? '');
  const form = await readForm(args.request);
  const key = textOf(form, 'key');
  if (textOf(form, 'intent') === 'read') {
    const sent = await send(args, `/me/notices/${id}/reading`, {}, key);
    return sent.ok ? done(`/notices/${id}`, 'read') : failure(form, sent.problem);
  }
  const body = { caseId: textOf(form, 'subject'), text: textOf(form, 'text') };
  const sent = await send<{ appealId: string }>(args, '/appeals', body, key);
  return sent.ok ? done(`/notices/${id}`, 'appealed') : failure(form, sent.problem);
}

export default function OwnNotice() {
  const { notice, appealCase, appealId, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('notices');
  return (
    <NoticeText
      notice={notice}
      above={<TextLink to="/notices">{t('back')}</TextLink>}
      home={{
        cases: '/account/cases',
        plans: '/account/plans',
        standing: '/account/standing',
        returns: '/returns',
      }}
    >
      <DoneNotice messages={{ read: t('done.read'), appealed: t('done.appealed') }} />
      {appealId && (
        <p>
          <TextLink to={`/appeals/${appealId}`} strong>
            {t('appeal.filed')}
          </TextLink>
        </p>
      )}
      {appealCase && (
        <Disclosure label={t('appeal.open')} intent="appeal" subject={appealCase}>
          <CommandForm intent="appeal" subject={appealCase} formKey={formKey}>
            <TextArea
              name="text"
              label={t('appeal.label')}
              hint={t('appeal.hint')}
              rows={6}
              maxLength={5_000}
            />
            <div>
              <Button>{t('appeal.send')}</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
      {notice.readAt === null && (
        <CommandForm intent="read" formKey={formKey}>
          <div>
            <Button look="secondary">{t('mark-read')}</Button>
          </div>
        </CommandForm>
      )}
    </NoticeText>
  );
}
