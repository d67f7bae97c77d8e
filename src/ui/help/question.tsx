import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm, TextArea, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { ACCEPTED } from '../trouble/file-field.tsx';
import { TicketBadge } from './help.tsx';
import type { TicketPage } from './models.ts';
import { keptUpload } from './upload.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['ticketId'] ?? '');
  return { ticket: await get<TicketPage>(args, `/me/tickets/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['ticketId'] ?? '');
  const form = await readForm(args.request);
  const key = textOf(form, 'key');
  const intent = textOf(form, 'intent');
  const page = `/help/questions/${id}`;
  if (intent === 'solve') {
    const sent = await send(args, `/me/tickets/${id}/solution`, {}, key);
    return sent.ok ? done(page, intent) : failure(form, sent.problem);
  }
  if (intent === 'rate') {
    const body = { score: Number(textOf(form, 'score')), comment: textOf(form, 'comment') };
    const sent = await send(args, `/me/tickets/${id}/rating`, body, key);
    return sent.ok ? done(page, intent) : failure(form, sent.problem);
  }
  const upload = await keptUpload(args, form, key);
  if (!upload.ok) return failure(form, upload.problem);
  const body = { text: textOf(form, 'text'), uploadIds: upload.value, channel: 'web' };
  const sent = await send(args, `/me/tickets/${id}/messages`, body, key);
  return sent.ok ? done(page, 'write') : failure(form, sent.problem);
}

export default function Question() {
  const { ticket, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('help');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={ticket.subject ?? t('erased')} above={<TextLink to="/help">{t('title')}</TextLink>}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TicketBadge status={ticket.status} />
          <span>
            {ticket.title} ·{' '}
            {t.rich('asked-on', { date: () => <DateTime at={ticket.openedAt} only="date" /> })}
          </span>
        </span>
      </PageHead>
      <DoneNotice messages={{ ask: t('done-ask'), solve: t('done-solve'), rate: t('done-rate') }} />
      <Expectation ticket={ticket} />
      {ticket.follows && (
        <p className="text-sm">
          <TextLink to={`/help/questions/${ticket.follows}`}>{t('follows')}</TextLink>
        </p>
      )}
      <Messages ticket={ticket} />
      {ticket.mayRate && <Rating formKey={formKey} />}
      {ticket.mayWrite ? (
        <div className="grid gap-4 rounded-xl border border-line bg-surface p-4">
          <CommandForm key={ticket.messages.length} intent="write" formKey={formKey} withFile>
            <TextArea name="text" label={t('write-on')} maxLength={8000} />
            <TextField
              name="content"
              type="file"
              accept={ACCEPTED}
              label={t('file')}
              hint={t('file-hint')}
              optional
            />
            <div>
              <Button>{t('write-send')}</Button>
            </div>
          </CommandForm>
          {(ticket.status === 'open' || ticket.status === 'waiting') && (
            <CommandForm intent="solve" formKey={formKey}>
              <div className="border-t border-line pt-4">
                <Button look="secondary">{t('is-solved')}</Button>
              </div>
            </CommandForm>
          )}
        </div>
      ) : (
        <div>
          <ButtonLink to={`/help/ask?follows=${ticket.ticketId}`}>{t('again')}</ButtonLink>
        </div>
      )}
    </div>
  );
}

function Expectation({ ticket }: { ticket: TicketPage }) {
  const t = useTranslations('help');
  const day = (at: number) => ({ date: () => <DateTime at={at} /> });
  const text =
    ticket.answerBy !== null
      ? t.rich('answer-by', day(ticket.answerBy))
      : ticket.waitsUntil !== null
        ? t.rich('waits', day(ticket.waitsUntil))
        : ticket.status === 'solved'
          ? t('solved-note')
          : t('closed-note');
  return <p className="text-sm text-muted">{text}</p>;
}

function Messages({ ticket }: { ticket: TicketPage }) {
  const t = useTranslations('help');
  return (
    <ol className="grid gap-3">
      {ticket.messages.map((message) => {
        const own = message.from === 'customer';
        const look = own
          ? 'justify-self-end rounded-ee-sm bg-accent-soft'
          : 'justify-self-start rounded-es-sm border border-line bg-surface';
        return (
          <li
            key={message.messageId}
            className={`max-w-[92%] rounded-2xl px-4 py-2.5 text-sm sm:max-w-[80%] ${look}`}
          >
            <p className="mb-0.5 text-xs text-muted">
              {own ? t('you') : t('desk')} · <DateTime at={message.at} />
              {message.channel === 'mail' && ` · ${t('by-mail')}`}
            </p>
            <p className="break-words whitespace-pre-line">{message.text ?? t('erased')}</p>
            {message.files.map((file, i) => (
              <a
                key={file.sha256}
                href={`/api/v1/me/tickets/${ticket.ticketId}/files/${file.sha256}`}
                className="mt-1 block text-xs text-accent underline underline-offset-4"
              >
                {t('file-n', { n: i + 1 })}
              </a>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

const SCORES = ['5', '4', '3', '2', '1'];

function Rating({ formKey }: { formKey: string }) {
  const t = useTranslations('help');
  return (
    <Panel title={t('rate-title')} hint={t('rate-hint')}>
      <CommandForm intent="rate" formKey={formKey}>
        <Choice
          name="score"
          legend={t('rate-title')}
          options={SCORES.map((value) => ({ value, label: value }))}
        />
        <TextArea name="comment" label={t('rate-comment')} rows={2} maxLength={1000} optional />
        <div>
          <Button>{t('rate-send')}</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}
