import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { RecallNotice } from '../components/recall-text.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { OwnOrder, OwnRecall, RecallCard, Remedy } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['recallId'] ?? '');
  const [recall, own] = await Promise.all([
    get<RecallCard>(args, `/recalls/${id}`),
    getOr<OwnRecall>(args, `/me/recalls/${id}`, [401, 403, 404]),
  ]);
  return { recall, orders: own?.orders ?? null, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['recallId'] ?? '');
  const form = await readForm(args.request);
  const body = { orderId: textOf(form, 'subject'), remedy: textOf(form, 'remedy') };
  const sent = await send(args, `/me/recalls/${id}/remedies`, body, textOf(form, 'key'));
  return sent.ok ? done(`/recalls/${id}`, 'chosen') : failure(form, sent.problem);
}

export default function RecallPage() {
  const { recall, orders, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('quality');
  const { me } = useReader();
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={recall.product} above={<TextLink to="/recalls">{t('recalls.back')}</TextLink>}>
        {t.rich('recalls.since', { date: () => <DateTime at={recall.openedAt} only="date" /> })}
      </PageHead>
      <DoneNotice messages={{ chosen: t('choose.chosen') }} />
      {recall.closed && <Notice tone="info" title={t('recalls.closed')} />}
      <RecallNotice recall={recall} />
      {orders === null ? (
        me === null && (
          <Notice tone="info" title={t('choose.sign-in')}>
            <ButtonLink to={`/sign-in?next=/recalls/${recall.id}`} className="mt-2">
              {t('choose.to-sign-in')}
            </ButtonLink>
          </Notice>
        )
      ) : (
        <Panel title={t('choose.title')} hint={orders.length > 0 ? t('choose.hint') : undefined}>
          {orders.length === 0 && <p>{t('choose.none')}</p>}
          <div className="grid gap-5">
            {orders.map((order) => (
              <OrderChoice
                key={`${order.orderId} ${order.claim?.chosenAt ?? ''}`}
                order={order}
                offered={recall.remedies}
                formKey={formKey}
              />
            ))}
          </div>
        </Panel>
      )}
    </div>
  );
}

interface OrderChoiceProps {
  readonly order: OwnOrder;
  readonly offered: readonly Remedy[];
  readonly formKey: string;
}

function OrderChoice({ order, offered, formKey }: OrderChoiceProps) {
  const t = useTranslations('quality');
  const { orderId, titles, claim } = order;
  return (
    <section className="grid gap-3 rounded-lg border border-line p-4">
      <p>
        <span className="font-medium">{titles.join(', ')}</span>
        <span className="block text-sm">
          <TextLink to={`/orders/${orderId}`}>{t('choose.order', { id: orderId.slice(-6) })}</TextLink>
        </span>
      </p>
      {claim ? (
        <ClaimState claim={claim} />
      ) : (
        <CommandForm intent="choose" subject={orderId} formKey={formKey}>
          <Choice
            name="remedy"
            legend={t('choose.legend')}
            options={offered.map((remedy) => ({ value: remedy, label: t(`remedies.${remedy}`) }))}
          />
          {offered.includes('refund') && (
            <p className="text-sm text-muted">
              {t('remedies.refund')}: <Money amount={order} />
            </p>
          )}
          <div>
            <Button>{t('choose.send')}</Button>
          </div>
        </CommandForm>
      )}
    </section>
  );
}

function ClaimState({ claim }: { claim: NonNullable<OwnOrder['claim']> }) {
  const t = useTranslations('quality');
  const remedy = t(`remedies.${claim.remedy}`);
  if (claim.status === 'open')
    return (
      <p className="text-sm">
        {t.rich('choose.open', {
          remedy,
          date: () => (claim.doneBy === null ? null : <DateTime at={claim.doneBy} only="date" />),
        })}
      </p>
    );
  return (
    <p className="text-sm font-medium text-good">
      {claim.why === 'refunded-instead' ? t('choose.refunded-instead') : t('choose.done', { remedy })}
    </p>
  );
}
