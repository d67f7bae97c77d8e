import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { done, failure, get, newKey, passed, readForm, send, textOf } from '../../api.ts';
import { DateTime } from '../../components/amounts.tsx';
import { Badge, words } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, Select, TextArea, TextField } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { EmptyState, PageHead, Panel } from '../../components/panel.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { GUIDE_KINDS, type GuideRecord, monthsOf } from '../../help/guide-record.ts';
import { useReader } from '../../reader.ts';
import { languageName } from '../team-models.ts';
import { type Gap, Gaps } from './guide-gaps.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

const VIEWS = [
  { view: 'waiting', label: 'Wait for a review' },
  { view: 'shown', label: 'Shown' },
  { view: 'unhelpful', label: 'Did not help' },
  { view: 'retired', label: 'Retired' },
] as const;

const DONE = {
  publish: 'Published: everybody reads it now.',
  decline: 'Declined; its author reads why.',
  retire: 'Retired: it is shown no more.',
  write: 'Written. Somebody else reviews it before it is shown.',
};

export async function loader(args: LoaderFunctionArgs) {
  const [queue, { gaps }] = await Promise.all([
    get<{ guides: readonly GuideRecord[]; next: string | null }>(
      args,
      `/guide-desk${passed(args, ['view', 'cursor'])}`,
    ),
    get<{ gaps: readonly Gap[] }>(args, '/guide-desk/gaps'),
  ]);
  const view = args.url.searchParams.get('view') ?? 'waiting';
  return { ...queue, gaps, view, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const { path, body } = commandOf(intent, form);
  const sent = await send(args, path, body, textOf(form, 'key'));
  return sent.ok ? done('/ops/guides', intent) : failure(form, sent.problem);
}

function commandOf(intent: string, form: FormData): { readonly path: string; readonly body: unknown } {
  const guide = `/guide-desk/${encodeURIComponent(textOf(form, 'subject'))}`;
  const draftAt = Number(textOf(form, 'draftAt'));
  if (intent === 'publish') return { path: `${guide}/review`, body: { outcome: 'publish', draftAt } };
  if (intent === 'decline')
    return { path: `${guide}/review`, body: { outcome: 'decline', why: textOf(form, 'why'), draftAt } };
  if (intent === 'retire') return { path: `${guide}/retirement`, body: {} };
  const listingId = textOf(form, 'listingId');
  const target =
    listingId === ''
      ? { kind: 'category', category: textOf(form, 'category') }
      : { kind: 'listing', listingId };
  const [kind, language] = [textOf(form, 'kind'), textOf(form, 'language')];
  const content = { title: textOf(form, 'title'), text: textOf(form, 'text'), everyMonths: monthsOf(form) };
  return { path: '/guides', body: { kind, language, target, ...content } };
}

export default function Guides() {
  const { guides, next, gaps, view, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Guides" area="Operations">
        What owners need to know. Nothing is shown before somebody who did not write it has read it.
      </PageHead>
      <DoneNotice messages={DONE} />
      <Tabs
        label="Guides"
        tabs={VIEWS.map((tab) => ({
          to: `/ops/guides?view=${tab.view}`,
          label: tab.label,
          current: tab.view === view,
        }))}
      />
      <Panel title={VIEWS.find((v) => v.view === view)?.label ?? 'Guides'} flush>
        {guides.length === 0 && <EmptyState title="No guide here" />}
        <ul className="divide-y divide-line">
          {guides.map((guide) => (
            <li key={guide.guideId} className="grid gap-3 p-4 text-sm">
              <GuideItem guide={guide} formKey={formKey} />
            </li>
          ))}
        </ul>
        <Pagination next={next} />
      </Panel>
      <Gaps gaps={gaps} />
      <WriteGuide formKey={formKey} />
    </div>
  );
}

function targetWords({ target }: GuideRecord): string {
  if (target.kind === 'category') return `all ${words(target.category ?? '')}`;
  return target.kind === 'model' ? `${target.brand} ${target.model}` : 'one article';
}

function GuideItem({ guide, formKey }: { guide: GuideRecord; formKey: string }) {
  const { me } = useReader();
  const shown = guide.versions.at(-1);
  const read = guide.draft ?? shown;
  if (!read) return null;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{read.title}</span>
        <Badge>{words(guide.kind)}</Badge>
        <span className="text-muted">
          {languageName(guide.language)} ·{' '}
          {guide.target.listingId ? (
            <TextLink to={`/listings/${guide.target.listingId}`}>one article</TextLink>
          ) : (
            targetWords(guide)
          )}{' '}
          · by {read.author.name} · <DateTime at={read.at} only="date" />
          {shown && ` · version ${shown.version}`}
        </span>
      </p>
      <p className="line-clamp-6 max-w-prose whitespace-pre-line">{read.text}</p>
      <p className="text-muted">
        {read.everyMonths !== null && `Every ${read.everyMonths} months. `}
        {guide.helped + guide.notHelped > 0 &&
          `${guide.helped} of ${guide.helped + guide.notHelped} said that it solved it.`}
      </p>
      {guide.draft && guide.draft.author.id !== me?.partyId && (
        <Review guide={guide} draftAt={guide.draft.at} formKey={formKey} />
      )}
      {!guide.draft && guide.retiredAt === null && (
        <CommandForm intent="retire" subject={guide.guideId} formKey={formKey}>
          <div>
            <Button look="quiet">Retire it</Button>
          </div>
        </CommandForm>
      )}
    </>
  );
}

interface ReviewProps {
  readonly guide: GuideRecord;
  readonly draftAt: number;
  readonly formKey: string;
}

function Review({ guide, draftAt, formKey }: ReviewProps) {
  return (
    <div className="grid gap-2">
      <CommandForm intent="publish" subject={guide.guideId} formKey={formKey}>
        <input type="hidden" name="draftAt" value={draftAt} />
        <div>
          <Button>Publish</Button>
        </div>
      </CommandForm>
      <Disclosure label="Decline it" intent="decline" subject={guide.guideId}>
        <CommandForm intent="decline" subject={guide.guideId} formKey={formKey}>
          <input type="hidden" name="draftAt" value={draftAt} />
          <TextArea name="why" label="What is to be mended" hint="Its author reads it." rows={2} />
          <div>
            <Button look="secondary">Decline</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </div>
  );
}

function WriteGuide({ formKey }: { formKey: string }) {
  return (
    <Panel title="Write one">
      <CommandForm intent="write" formKey={formKey}>
        <div className="grid gap-4 sm:grid-cols-3">
          <Select
            name="kind"
            label="Kind"
            options={GUIDE_KINDS.map((value) => ({ value, label: words(value) }))}
          />
          <Select
            name="language"
            label="Language"
            options={['en', 'zh', 'es', 'pt'].map((value) => ({ value, label: languageName(value) }))}
            defaultValue="en"
          />
          <TextField
            name="everyMonths"
            type="number"
            min={1}
            label="Every how many months"
            hint="Only for maintenance."
            optional
          />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="listingId" label="Listing" hint="Its id; or leave it empty." optional />
          <TextField name="category" label="Category" hint="For all goods of a category." optional />
        </div>
        <TextField name="title" label="Title" maxLength={120} />
        <TextArea name="text" label="What to do" rows={8} maxLength={12_000} />
        <div>
          <Button>Keep it</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}
