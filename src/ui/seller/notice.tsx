import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, newKey } from '../api.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { type NoticePage, NoticeText } from '../components/notice-text.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { TextLink } from '../components/text-link.tsx';
import { runCommand, useDone } from './commands.ts';
import type { OwnStanding } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [notice, standing] = await Promise.all([
    get<NoticePage>(args, `/me/notices/${encodeURIComponent(args.params['noticeId'] ?? '')}`),
    get<OwnStanding>(args, '/me/standing'),
  ]);
  const appealable = standing.sanctions.find((s) => s.noticeId === notice.id && s.mayAppeal);
  return { notice, appealCase: appealable?.caseId ?? null, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['noticeId'] ?? '';
  return runCommand(args, `/seller/notices/${encodeURIComponent(id)}`, id);
}

export default function OwnNoticePage() {
  const { notice, appealCase, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('health');
  const m = useTranslations('money.chargeback');
  const q = useTranslations('quality.stop');
  const done = useDone();
  return (
    <NoticeText
      notice={notice}
      area={t('area')}
      home={{
        cases: '/seller/cases',
        plans: '/seller/plans',
        standing: '/seller/health',
        returns: '/seller/returns',
      }}
      above={<TextLink to="/seller">{t('nav.overview')}</TextLink>}
    >
      <DoneNotice messages={{ ...done, 'appeal-stop': q('appealed') }} />
      {notice.body.kind === 'chargeback-opened' && (
        <p>
          <ButtonLink look="primary" to={`/seller/chargebacks/${String(notice.body['disputeId'])}`}>
            {m('defend')}
          </ButtonLink>
        </p>
      )}
      {notice.body.kind === 'goods-stopped' && (
        <StopAppeal stopId={String(notice.body['stopId'])} formKey={formKey} />
      )}
      {notice.readAt === null && (
        <CommandForm intent="read-notice" formKey={formKey}>
          <div>
            <Button look="secondary">{t('notice.mark')}</Button>
          </div>
        </CommandForm>
      )}
      {appealCase && (
        <Disclosure label={t('notice.appeal')} intent="file-appeal" subject={appealCase}>
          <CommandForm intent="file-appeal" subject={appealCase} formKey={formKey}>
            <TextArea name="text" label={t('notice.wrong')} rows={6} />
            <div>
              <Button>{t('notice.file')}</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
    </NoticeText>
  );
}

/** Goods off the market for what they are: free to appeal against, judged by somebody else. */
function StopAppeal({ stopId, formKey }: { stopId: string; formKey: string }) {
  const t = useTranslations('quality.stop');
  return (
    <Disclosure label={t('appeal')} intent="appeal-stop" subject={stopId}>
      <CommandForm intent="appeal-stop" subject={stopId} formKey={formKey}>
        <TextArea name="text" label={t('appeal-label')} rows={6} />
        <div>
          <Button>{t('appeal-send')}</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
