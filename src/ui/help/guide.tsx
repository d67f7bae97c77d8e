import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, query, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { GuidePage } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['guideId'] ?? '');
  return { guide: await get<GuidePage>(args, `/guides/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['guideId'] ?? '');
  const form = await readForm(args.request);
  const body = { solved: textOf(form, 'solved') === 'yes' };
  const sent = await send(args, `/guides/${id}/answers`, body, textOf(form, 'key'));
  return sent.ok ? done(`/guides/${id}`, 'answer') : failure(form, sent.problem);
}

export default function Guide() {
  const { guide } = useLoaderData<typeof loader>();
  const t = useTranslations('help');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={guide.title} above={<TextLink to="/help">{t('title')}</TextLink>}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Badge tone={guide.kind === 'warning' ? 'warn' : 'neutral'}>{t(`guide-kinds.${guide.kind}`)}</Badge>
          {guide.everyMonths !== null && <span>{t('every', { months: guide.everyMonths })}</span>}
          {guide.target.listingId && (
            <TextLink to={`/listings/${guide.target.listingId}`}>{t('article')}</TextLink>
          )}
        </span>
      </PageHead>
      <DoneNotice messages={{ answer: t('done-answer') }} />
      <Dangers guide={guide} />
      <article
        lang={guide.language}
        className="rounded-xl border border-line bg-surface p-5 leading-relaxed break-words whitespace-pre-line"
      >
        {guide.text}
      </article>
      <Solved guide={guide} />
      <p className="text-xs text-muted">
        {t.rich('version', {
          version: guide.version,
          by: t(`by-${guide.writtenBy}`),
          date: () => <DateTime at={guide.changedAt} only="date" />,
        })}
      </p>
    </div>
  );
}

/** What to know before one follows it. */
function Dangers({ guide: { recalls, warnings, stopped } }: { guide: GuidePage }) {
  const t = useTranslations('help');
  const why = useTranslations('quality.order-stopped');
  return (
    <>
      {recalls.map(({ recallId, product }) => (
        <Notice key={recallId} tone="bad" title={t('recalled', { product })}>
          <TextLink to={`/recalls/${recallId}`}>{t('to-recall')}</TextLink>
        </Notice>
      ))}
      {stopped.map((because) => (
        <Notice key={because} tone="warn" title={t('stopped')}>
          {because === 'defects' || because === 'lot-on-hold' ? t('looked-at') : why(because)}
        </Notice>
      ))}
      {warnings.length > 0 && (
        <Notice tone="warn" title={t('warnings')}>
          <ul className="grid gap-1">
            {warnings.map(({ guideId, title }) => (
              <li key={guideId}>
                <TextLink to={`/guides/${guideId}`}>{title}</TextLink>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function Solved({ guide }: { guide: GuidePage }) {
  const { formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('help');
  const all = guide.helped + guide.notHelped;
  const ask = `/help/ask${query({ listing: guide.target.listingId })}`;
  return (
    <div className="grid gap-3">
      {me && me.kind !== 'staff' && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="font-medium">{t('solved-question')}</p>
          <CommandForm intent="answer" formKey={formKey} className="flex gap-2">
            <Button look={guide.mine === true ? 'primary' : 'secondary'} name="solved" value="yes">
              {t('yes')}
            </Button>
            <Button look={guide.mine === false ? 'primary' : 'secondary'} name="solved" value="no">
              {t('no')}
            </Button>
          </CommandForm>
        </div>
      )}
      {all > 0 && <p className="text-sm text-muted">{t('counts', { helped: guide.helped, all })}</p>}
      {guide.mine === false && <p className="text-sm">{t('not-solved')}</p>}
      <div>
        <ButtonLink to={ask}>{t('ask')}</ButtonLink>
      </div>
    </div>
  );
}
