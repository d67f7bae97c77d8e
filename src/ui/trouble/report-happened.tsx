import {
  type ActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  redirect,
  useLoaderData,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, newKey, readForm, send, textOf } from '../api.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { useReader } from '../reader.ts';
import { FileField } from './file-field.tsx';
import { saveDetails } from './report-commands.ts';
import { begun, fitting, knownOf } from './report-data.ts';
import { Steps } from './steps.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const report = await begun(args, args.params['draftId'] ?? '');
  const isChoosing = args.url.searchParams.has('choose') || report.kind === undefined;
  return { ...report, known: await knownOf(args, report.draft.refs), isChoosing, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = args.params['draftId'] ?? '';
  const form = await readForm(args.request);
  if (textOf(form, 'intent') === 'details') return saveDetails(args, id, form);
  const path = `/me/report-drafts/${encodeURIComponent(id)}`;
  const sent = await send(args, path, { kind: textOf(form, 'kind') }, textOf(form, 'key'), 'PATCH');
  return sent.ok ? redirect(`/report/${encodeURIComponent(id)}`) : failure(form, sent.problem);
}

export default function Happened() {
  const { isChoosing } = useLoaderData<typeof loader>();
  const t = useTranslations('report');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('title')} />
      <Steps now="happened" />
      {isChoosing ? <ChooseKind /> : <Details />}
    </div>
  );
}

function ChooseKind() {
  const { draft, kinds, kind, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('report.happened');
  const texts = useTranslations('report-kinds');
  const options = fitting(kinds.kinds, me?.kind === 'seller' ? 'seller' : 'buyer', draft.refs).map(
    (option) => {
      const title = `${option.kind}.title` as Parameters<typeof texts>[0];
      const label = texts.has(title) ? texts(title) : option.title;
      const hint = option.evidenceRequired.includes('photo') ? { hint: t('files-needed') } : {};
      return { value: option.kind, label, ...hint };
    },
  );
  return (
    <Panel title={t('which')}>
      <CommandForm intent="kind" formKey={formKey}>
        <Choice name="kind" legend={t('fits')} options={options} {...(kind ? { chosen: [kind.kind] } : {})} />
        <div className="flex flex-wrap gap-3">
          <Button>{t('next')}</Button>
          <ButtonLink to={kind ? `/report/${draft.id}` : '/report'}>{t('back')}</ButtonLink>
        </div>
      </CommandForm>
    </Panel>
  );
}

function Details() {
  const { draft, kind, kinds, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('report.happened');
  const texts = useTranslations('report-kinds');
  const title = `${kind?.kind}.title` as Parameters<typeof texts>[0];
  const ask = `${kind?.kind}.ask` as Parameters<typeof texts>[0];
  return (
    <>
      <Panel
        title={texts.has(title) ? texts(title) : (kind?.title ?? '')}
        actions={
          <Link to="?choose=1" className="text-sm text-accent underline underline-offset-4">
            {t('change')}
          </Link>
        }
      >
        <CommandForm intent="details" formKey={formKey} withFile className="grid gap-6">
          <TextArea
            name="text"
            label={texts.has(ask) ? texts(ask) : t('text')}
            hint={t('text-hint', { max: kinds.textCharactersMax })}
            rows={7}
            maxLength={kinds.textCharactersMax}
            defaultValue={draft.text}
          />
          <FileField uploads={draft.uploads} isNeeded={kind?.evidenceRequired.includes('photo') ?? false} />
          <div className="flex flex-wrap gap-3 border-t border-line pt-4">
            <Button name="then" value="check">
              {t('check')}
            </Button>
            <ButtonLink to="?choose=1">{t('back')}</ButtonLink>
          </div>
        </CommandForm>
      </Panel>
      <Have />
    </>
  );
}

/** What nobody needs to upload, since it is collected when the report is sent. */
function Have() {
  const { known } = useLoaderData<typeof loader>();
  const t = useTranslations('report.happened');
  const { order, conversation, listing } = known;
  const have = [
    order && t('have-order', { count: order.timeline.length }),
    order && t('have-scans', { count: order.shipments.reduce((sum, s) => sum + s.scans.length, 0) }),
    conversation && t('have-messages', { count: conversation.messages.length }),
    (order ?? listing) && t('have-listing'),
  ].filter((text) => text !== undefined);
  return (
    <Panel title={t('have')}>
      <ul className="grid gap-1.5 text-sm">
        {have.map((text) => (
          <li key={text} className="flex gap-2">
            <span aria-hidden="true" className="text-good">
              ✓
            </span>
            {text}
          </li>
        ))}
        {have.length === 0 && <li>{t('have-none')}</li>}
      </ul>
    </Panel>
  );
}
