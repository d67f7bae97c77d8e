import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, Select, TextArea, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { GUIDE_KINDS, type GuideRecord, monthsOf } from '../help/guide-record.ts';
import { useReader } from '../reader.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const HERE = '/seller/guides';

export async function loader(args: LoaderFunctionArgs) {
  const [{ guides }, { listings }] = await Promise.all([
    get<{ guides: readonly GuideRecord[] }>(args, '/me/guides'),
    get<{ listings: readonly { id: string; title: string }[] }>(args, '/me/listings?limit=100'),
  ]);
  return { guides, listings: listings.map(({ id, title }) => ({ id, title })), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = {
    kind: textOf(form, 'kind'),
    target: { kind: 'listing', listingId: textOf(form, 'target.listingId') },
    language: textOf(form, 'language'),
    title: textOf(form, 'title'),
    text: textOf(form, 'text'),
    everyMonths: monthsOf(form),
  };
  const sent = await send(args, '/guides', body, textOf(form, 'key'));
  return sent.ok ? done(HERE, 'propose') : failure(form, sent.problem);
}

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
  { value: 'es', label: 'Español' },
  { value: 'pt', label: 'Português' },
] as const;

export default function SellerGuides() {
  const { guides, listings, formKey } = useLoaderData<typeof loader>();
  const { language } = useReader();
  const t = useTranslations('help');
  return (
    <div className="grid gap-6">
      <PageHead title={t('own-guides')}>{t('own-lead')}</PageHead>
      <DoneNotice messages={{ propose: t('done-propose') }} />
      <Panel title={t('propose')}>
        <CommandForm key={guides.length} intent="propose" formKey={formKey}>
          <Select
            name="target.listingId"
            label={t('article')}
            options={listings.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <div className="grid gap-4 sm:grid-cols-3">
            <Select
              name="kind"
              label={t('guide-kind')}
              options={GUIDE_KINDS.map((value) => ({ value, label: t(`guide-kinds.${value}`) }))}
            />
            <Select name="language" label={t('language')} options={LANGUAGES} defaultValue={language} />
            <TextField
              name="everyMonths"
              type="number"
              min={1}
              label={t('guide-months')}
              hint={t('guide-months-hint')}
              optional
            />
          </div>
          <TextField name="title" label={t('guide-title')} maxLength={120} />
          <TextArea name="text" label={t('guide-text')} rows={8} maxLength={12_000} />
          <div>
            <Button>{t('propose')}</Button>
          </div>
        </CommandForm>
      </Panel>
      <Panel title={t('own-guides')} flush>
        {guides.length === 0 && <EmptyState title={t('own-none')} />}
        <ul className="divide-y divide-line">
          {guides.map((guide) => (
            <li key={guide.guideId} className="grid gap-1 p-4 text-sm">
              <OwnGuide guide={guide} />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function OwnGuide({ guide }: { guide: GuideRecord }) {
  const t = useTranslations('help');
  const shown = guide.retiredAt === null ? guide.versions.at(-1) : undefined;
  const title = (guide.draft ?? guide.versions.at(-1))?.title ?? t(`guide-kinds.${guide.kind}`);
  const all = guide.helped + guide.notHelped;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {shown ? (
          <TextLink strong to={`/guides/${guide.guideId}`}>
            {title}
          </TextLink>
        ) : (
          <span className="font-medium">{title}</span>
        )}
        <span className="text-muted">{t(`guide-kinds.${guide.kind}`)}</span>
        {guide.draft && <Badge tone="info">{t('state-waiting')}</Badge>}
        {shown && <Badge tone="good">{t('state-shown')}</Badge>}
        {guide.retiredAt !== null && <Badge>{t('state-retired')}</Badge>}
      </p>
      {guide.declined && <p className="text-warn">{t('state-declined', { why: guide.declined.why })}</p>}
      <p className="text-muted">
        {shown && <DateTime at={shown.at} only="date" />}
        {all > 0 && ` · ${t('counts', { helped: guide.helped, all })}`}
      </p>
    </>
  );
}
