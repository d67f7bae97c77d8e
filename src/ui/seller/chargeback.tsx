import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea, TextField } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { ChargebackPage } from './money-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['disputeId'] ?? '');
  return { chargeback: await get<ChargebackPage>(args, `/me/chargebacks/${id}`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['disputeId'] ?? '');
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const body =
    intent === 'accept'
      ? { answer: 'accept' }
      : { answer: 'defend', text: textOf(form, 'text'), files: await filesOf(form) };
  const sent = await send(args, `/me/chargebacks/${id}/answer`, body, textOf(form, 'key'));
  if (sent.ok) return done(`/seller/chargebacks/${id}`, `done-${intent}`);
  // One field chooses all files: what is wrong with any of them is said there.
  const errors = sent.problem.errors?.map((e) => ({ ...e, field: e.field.replace(/^files\..*/, 'files') }));
  return failure(form, { ...sent.problem, ...(errors ? { errors } : {}) });
}

/** Files as the API takes them, inside JSON. What kind each is, its own bytes say. */
async function filesOf(form: FormData) {
  const chosen = form.getAll('files').filter((f) => typeof f !== 'string' && f.size > 0) as File[];
  return Promise.all(
    chosen.map(async (file) => ({
      kind: file.type === 'application/pdf' ? 'document' : 'photo',
      content: new Uint8Array(await file.arrayBuffer()).toBase64(),
    })),
  );
}

export default function ChargebackAnswerPage() {
  const { chargeback, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('money');
  const area = useTranslations('health')('area');
  const { amount, fee, answerBy, mayAnswer, outcome } = chargeback;
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead
        title={t('chargeback.title')}
        area={area}
        above={<TextLink to="/seller/payouts">{t('title')}</TextLink>}
      >
        {t('chargeback.lead')}
      </PageHead>
      <DoneNotice
        messages={{
          'done-answer': t('chargeback.done-answer'),
          'done-accept': t('chargeback.done-accept'),
        }}
      />
      <Panel title={t(`reason.${chargeback.reason}`)}>
        <Facts
          facts={[
            [t('chargebacks.amount'), <Money key="amount" amount={amount} />],
            [
              t('chargeback.order'),
              <TextLink key="order" to={`/seller/orders/${chargeback.orderId}`} className="break-all">
                {chargeback.orderId}
              </TextLink>,
            ],
            [t('chargeback.opened'), <DateTime key="opened" at={chargeback.openedAt} />],
            [
              t('chargeback.answer-by'),
              mayAnswer && (
                <span key="by">
                  <DateTime at={answerBy} /> (<Clock due={answerBy} />)
                </span>
              ),
            ],
            [
              t('chargeback.fee'),
              outcome === null && t.rich('chargeback.fee-text', { fee: () => <Money amount={fee} /> }),
            ],
            [t('chargeback.outcome'), outcome && t(`chargebacks.${outcome}`)],
          ]}
        />
      </Panel>
      {mayAnswer ? <AnswerForms formKey={formKey} /> : <Answered chargeback={chargeback} />}
    </div>
  );
}

function AnswerForms({ formKey }: { formKey: string }) {
  const t = useTranslations('money.chargeback');
  return (
    <>
      <Panel title={t('defend')} hint={t('once')}>
        <CommandForm intent="answer" formKey={formKey} withFile>
          <TextArea name="text" label={t('text')} hint={t('text-hint')} rows={7} maxLength={10_000} />
          <TextField
            name="files"
            label={t('file')}
            hint={t('file-hint')}
            optional
            type="file"
            multiple
            accept="application/pdf,image/jpeg,image/png"
          />
          <div>
            <Button>{t('send')}</Button>
          </div>
        </CommandForm>
      </Panel>
      <Disclosure label={t('accept')} intent="accept">
        <CommandForm intent="accept" formKey={formKey}>
          <p className="text-sm">{t('accept-text')}</p>
          <div>
            <Button look="danger">{t('accept-now')}</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </>
  );
}

function Answered({ chargeback }: { chargeback: ChargebackPage }) {
  const t = useTranslations('money.chargeback');
  const { defence, answer, sentAt } = chargeback;
  const told = answer === 'defended' || answer === 'accepted';
  return (
    <Panel title={t('own')}>
      <div className="grid gap-3 text-sm">
        {defence && (
          <>
            <p className="whitespace-pre-line">{defence.text}</p>
            {defence.files.length > 0 && (
              <p className="text-muted">{t('files', { count: defence.files.length })}</p>
            )}
          </>
        )}
        {answer === 'accepted' && <p>{t('accepted')}</p>}
        {(answer === 'missed' || answer === 'open') && <p>{t('missed')}</p>}
        {told && (
          <p className="text-muted">
            {sentAt === null
              ? t('waiting')
              : t.rich('sent', { date: () => <DateTime at={sentAt} only="date" /> })}
          </p>
        )}
      </div>
    </Panel>
  );
}
