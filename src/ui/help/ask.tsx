import { useEffect, useRef } from 'react';
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  useFetcher,
  useLoaderData,
  useSearchParams,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, getOr, newKey, type PageArgs, query, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, Select, TextArea, TextField } from '../components/field.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import { ACCEPTED } from '../trouble/file-field.tsx';
import { GuideList } from './guide-list.tsx';
import type { GuideRow, TicketKinds } from './models.ts';
import { keptUpload } from './upload.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** What the question is about, from the page that one came from. */
interface About {
  readonly orderId?: string;
  readonly listingId?: string;
  readonly title?: string;
}

async function aboutOf(args: PageArgs): Promise<About> {
  const asked = args.url.searchParams;
  const [orderId, listingId] = [asked.get('order'), asked.get('listing')];
  if (orderId !== null) {
    const path = `/orders/${encodeURIComponent(orderId)}`;
    const order = await get<{ lines: readonly { listingId: string; title?: string }[] }>(args, path);
    const [line] = order.lines;
    return { orderId, ...(line ? { listingId: line.listingId, title: line.title ?? line.listingId } : {}) };
  }
  if (listingId === null) return {};
  const path = `/listings/${encodeURIComponent(listingId)}`;
  const listing = await getOr<{ title: string }>(args, path, [404]);
  return listing ? { listingId, title: listing.title } : {};
}

export async function loader(args: LoaderFunctionArgs) {
  await get(args, '/me');
  const about = await aboutOf(args);
  const { language } = args.context.get(pageContext).preferences;
  const [kinds, guides] = await Promise.all([
    get<TicketKinds>(args, '/ticket-kinds'),
    about.listingId
      ? get<{ guides: readonly GuideRow[] }>(
          args,
          `/listings/${encodeURIComponent(about.listingId)}/guides${query({ language })}`,
        )
      : { guides: [] },
  ]);
  return { about, kinds, guides: guides.guides, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const { title: _, ...refs } = await aboutOf(args);
  const key = textOf(form, 'key');
  const upload = await keptUpload(args, form, key);
  if (!upload.ok) return failure(form, upload.problem);
  const follows = args.url.searchParams.get('follows');
  const body = {
    kind: textOf(form, 'kind'),
    subject: textOf(form, 'subject'),
    text: textOf(form, 'text'),
    refs,
    uploadIds: upload.value,
    language: args.context.get(pageContext).preferences.language,
    channel: 'web',
    ...(follows === null ? {} : { follows }),
  };
  const sent = await send<{ ticketId: string }>(args, '/tickets', body, key);
  return sent.ok ? done(`/help/questions/${sent.value.ticketId}`, 'ask') : failure(form, sent.problem);
}

export default function Ask() {
  const { about, kinds, formKey } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useTranslations('help');
  const title = about.title ?? '';
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('ask-title')} above={<TextLink to="/help">{t('title')}</TextLink>}>
        {about.orderId ? t('about-order', { title }) : about.listingId && t('about-listing', { title })}
      </PageHead>
      <Suggestions listingId={about.listingId}>
        <CommandForm intent="ask" formKey={formKey} withFile>
          <Select
            name="kind"
            label={t('kind')}
            options={kinds.kinds.map((k) => ({ value: k.kind, label: k.title }))}
            defaultValue={search.get('kind') ?? 'use'}
          />
          <TextField name="subject" label={t('subject')} maxLength={150} />
          <TextArea
            name="text"
            label={t('text')}
            hint={t('text-hint')}
            rows={7}
            maxLength={kinds.textCharactersMax}
          />
          <TextField
            name="content"
            type="file"
            accept={ACCEPTED}
            label={t('file')}
            hint={t('file-hint')}
            optional
          />
          <div>
            <Button>{t('send')}</Button>
          </div>
        </CommandForm>
      </Suggestions>
    </div>
  );
}

const WAIT_MS = 400;
const LONG_ENOUGH = 8;

/** Guides that speak of what is being written, looked up whenever the typing rests; the article's own before that. */
function Suggestions({ listingId, children }: { listingId: string | undefined; children: React.ReactNode }) {
  const { guides: own } = useLoaderData<typeof loader>();
  const t = useTranslations('help');
  const { load, data } = useFetcher<{ guides: readonly GuideRow[] }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = (event: React.FormEvent<HTMLDivElement>) => {
    const form = (event.target as HTMLElement).closest('form');
    if (!form) return;
    const values = new FormData(form);
    const q = `${textOf(values, 'subject')} ${textOf(values, 'text')}`.trim().slice(0, 1_000);
    clearTimeout(timer.current);
    if (q.length < LONG_ENOUGH) return;
    timer.current = setTimeout(() => {
      void load(`/help/suggestions${query({ q, listing: listingId })}`);
    }, WAIT_MS);
  };
  const guides = data?.guides.length ? data.guides : own;
  return (
    <>
      <div aria-live="polite" className="empty:hidden">
        {guides.length > 0 && (
          <Panel title={t('perhaps')}>
            <GuideList guides={guides} />
          </Panel>
        )}
      </div>
      {/* What is typed inside bubbles up to here; the fields themselves are those of any form. */}
      <div onInput={look} className="rounded-xl border border-line bg-surface p-4">
        {children}
      </div>
    </>
  );
}
