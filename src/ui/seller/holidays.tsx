import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { DAY_MS, type EpochMs } from '../../kernel/time.ts';
import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { useReader } from '../reader.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Holiday {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export async function loader(args: LoaderFunctionArgs) {
  const { holidays } = await get<{ holidays: readonly Holiday[] }>(args, '/me');
  return { holidays, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = { from: textOf(form, 'from'), to: textOf(form, 'to') };
  const sent = await send(args, '/me/holidays', body, textOf(form, 'key'));
  return sent.ok ? done('/seller/holidays', 'declare') : failure(form, sent.problem);
}

export default function Holidays() {
  const { holidays, formKey } = useLoaderData<typeof loader>();
  const { now } = useReader();
  const t = useTranslations('shop.holidays');
  const today = new Date(now).toISOString().slice(0, 10);
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-5">
      <PageHead title={t('title')}>{t('intro')}</PageHead>
      <DoneNotice messages={{ declare: t('done') }} />
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Panel title={t('declare')}>
          <CommandForm intent="declare" formKey={formKey}>
            <TextField name="from" type="date" label={t('from')} hint={t('from-hint')} min={today} />
            <TextField name="to" type="date" label={t('to')} min={today} />
            <Button className="justify-self-start">{t('declare-now')}</Button>
          </CommandForm>
        </Panel>
        <Panel title={t('what')}>
          <ul className="list-outside list-disc space-y-2 ps-5 text-sm">
            <li>{t('excuses-orders')}</li>
            <li>{t('excuses-answers')}</li>
            <li>{t('shown')}</li>
            <li>{t('not-before')}</li>
          </ul>
        </Panel>
      </div>
      <Panel title={t('declared')} flush>
        {holidays.length === 0 ? <EmptyState title={t('none')} /> : <Declared holidays={holidays} />}
      </Panel>
      <Notice tone="info" title={t('stays')} />
    </div>
  );
}

function Declared({ holidays }: { holidays: readonly Holiday[] }) {
  const { now, locale } = useReader();
  const t = useTranslations('shop.holidays');
  // Days without an hour: the same days wherever they are read.
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <ul className="divide-y divide-line text-sm">
      {holidays.toReversed().map(({ from, to }) => (
        <li key={from} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <span suppressHydrationWarning>{format.formatRange(from, to)}</span>
          <span className="flex items-center gap-3 text-muted">
            {t('days', { count: Math.round((to - from) / DAY_MS) + 1 })}
            {from <= now && now < to + DAY_MS && <Badge tone="info">{t('now')}</Badge>}
            {to + DAY_MS <= now && <Badge>{t('past')}</Badge>}
          </span>
        </li>
      ))}
    </ul>
  );
}
