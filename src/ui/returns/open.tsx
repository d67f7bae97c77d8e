import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm, Select, TextArea, TextField } from '../components/field.tsx';
import { EmptyState, Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { FileInput } from '../trouble/file-field.tsx';
import { filesOf } from './commands.ts';
import type { Remedy, Returnable } from './models.ts';
import { ReturnBadge } from './state.tsx';
import { useMoneyText } from './money-text.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const REMEDIES: readonly Remedy[] = ['return', 'exchange', 'repair', 'part', 'refund'];

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['orderId'] ?? '');
  return { order: await get<Returnable>(args, `/orders/${id}/returnable`), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['orderId'] ?? '');
  const form = await readForm(args.request);
  const uploads = await filesOf(args, form);
  if (!uploads.ok) return failure(form, uploads.problem);
  const wanted = textOf(form, 'wanted');
  const exchangeFor = textOf(form, 'exchangeFor');
  const lines = [...form]
    .filter(([name]) => name.startsWith('line-'))
    .map(([name, value]) => ({ line: Number(name.slice('line-'.length)), quantity: Number(value) }))
    .filter((line) => line.quantity > 0);
  const body = {
    lines,
    reason: textOf(form, 'reason'),
    wanted,
    ...(wanted === 'exchange' && exchangeFor !== '' ? { exchangeFor } : {}),
    text: textOf(form, 'text'),
    uploads: uploads.value,
  };
  const sent = await send<{ returnId: string }>(args, `/orders/${id}/returns`, body, textOf(form, 'key'));
  if (sent.ok) return done(`/returns/${sent.value.returnId}`, 'asked');
  // The API counts the lines that were sent, the form those of the order.
  const errors = sent.problem.errors?.map((e) => ({
    ...e,
    field: e.field.replace(/^lines\.(\d+).*/, (_, i: string) => `line-${lines[Number(i)]?.line ?? 0}`),
  }));
  return failure(form, { ...sent.problem, ...(errors ? { errors } : {}) });
}

/** Asking for a return: which pieces, what is the matter, what should be done. */
export default function OpenReturn() {
  const { order, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('returns');
  const lines = order.lines.filter((l) => l.returnable > 0);
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <PageHead
        title={t('open.title')}
        above={<TextLink to={`/orders/${order.orderId}`}>{t('to-order')}</TextLink>}
      >
        {t('open.lead')}
      </PageHead>
      {order.returns.length > 0 && (
        <Panel title={t('open.exists')}>
          <ul className="grid gap-2 text-sm">
            {order.returns.map((r) => (
              <li key={r.id} className="flex flex-wrap items-center gap-3">
                <TextLink to={`/returns/${r.id}`}>{r.id.slice(-8).toUpperCase()}</TextLink>
                <ReturnBadge row={{ status: r.status, closedWhy: null }} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {lines.length === 0 || order.reasons.length === 0 ? (
        <EmptyState title={t('open.none')} />
      ) : (
        <RequestForm order={order} formKey={formKey} />
      )}
    </div>
  );
}

function RequestForm({ order, formKey }: { order: Returnable; formKey: string }) {
  const t = useTranslations('returns');
  const money = useMoneyText(order.currency);
  const lines = order.lines.filter((l) => l.returnable > 0);
  const open = new Set(order.reasons.flatMap((r) => r.remedies));
  return (
    <Panel title={t('open.which')}>
      <CommandForm intent="ask" formKey={formKey} withFile>
        {lines.map((line) => (
          <TextField
            key={line.line}
            name={`line-${line.line}`}
            label={t('open.of', { title: line.title ?? line.listingId, count: line.returnable })}
            type="number"
            min={0}
            max={line.returnable}
            defaultValue={lines.length === 1 ? '1' : '0'}
          />
        ))}
        <Choice
          name="reason"
          legend={t('open.reason')}
          options={order.reasons.map(({ reason }) => ({ value: reason, label: t(`reasons.${reason}`) }))}
        />
        <Choice
          name="wanted"
          legend={t('open.wanted')}
          options={REMEDIES.filter((r) => open.has(r)).map((value) => ({
            value,
            label: t(`remedies.${value}`),
          }))}
        />
        {order.exchangeFor.length > 0 && (
          <Select
            name="exchangeFor"
            label={t('open.exchange')}
            hint={t('open.exchange-hint')}
            empty={t('open.same')}
            optional
            options={order.exchangeFor.map(({ listingId, title, unitMinor }) => ({
              value: listingId,
              label: `${title} · ${money(unitMinor)}`,
            }))}
          />
        )}
        <TextArea name="text" label={t('open.text')} maxLength={5_000} />
        <FileInput label={t('open.file')} hint={t('open.file-hint')} />
        <Facts
          facts={[
            [
              t('open.until-withdrawal'),
              order.withdrawalUntil && <DateTime key="w" at={order.withdrawalUntil} only="date" />,
            ],
            [
              t('open.until-conformity'),
              order.conformityUntil && <DateTime key="c" at={order.conformityUntil} only="date" />,
            ],
          ]}
        />
        <div>
          <Button>{t('open.send')}</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}
