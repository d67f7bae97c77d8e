import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { OwnClaim, OwnLotRow } from './quality-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [lots, claims] = await Promise.all([
    getOr<{ lots: readonly OwnLotRow[] }>(args, '/me/inspections', [403]),
    // Members of a team see what their own work is.
    getOr<{ claims: readonly OwnClaim[] }>(args, '/me/recall-claims', [403]),
  ]);
  return { lots: lots?.lots ?? [], claims: claims?.claims ?? [], formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const claim = encodeURIComponent(textOf(form, 'subject'));
  const sent = await send(args, `/me/recall-claims/${claim}/completion`, {}, textOf(form, 'key'));
  return sent.ok ? done('/seller/quality', 'given') : failure(form, sent.problem);
}

const TONES: Readonly<Record<OwnLotRow['status'], Tone>> = {
  inspecting: 'info',
  'on-hold': 'warn',
  accepted: 'good',
  rejected: 'bad',
};

export function OwnLotState({ lot }: { lot: Pick<OwnLotRow, 'status'> }) {
  const t = useTranslations('quality.seller.states');
  return <Badge tone={TONES[lot.status]}>{t(lot.status)}</Badge>;
}

export default function OwnQuality() {
  const { lots, claims, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('quality.seller');
  const area = useTranslations('health')('area');
  return (
    <div className="grid gap-6">
      <PageHead title={t('title')} area={area}>
        {t('intro')}
      </PageHead>
      <DoneNotice messages={{ given: t('given-done'), recalled: t('recalled') }} />
      <p>
        <ButtonLink to="/seller/quality/recall">{t('recall')}</ButtonLink>
      </p>
      <Panel title={t('inspections')} flush>
        <Inspections lots={lots} />
      </Panel>
      <Panel title={t('claims')} flush>
        {claims.length === 0 && <EmptyState title={t('claims-empty')} />}
        <ul className="divide-y divide-line">
          {claims.map((claim) => (
            <ClaimItem key={claim.id} claim={claim} formKey={formKey} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Inspections({ lots }: { lots: readonly OwnLotRow[] }) {
  const t = useTranslations('quality.seller');
  const columns: readonly Column<OwnLotRow>[] = [
    {
      head: t('article'),
      lead: true,
      cell: (lot) => (
        <TextLink strong to={`/seller/quality/lots/${lot.id}`}>
          {lot.title}
        </TextLink>
      ),
    },
    { head: t('state'), cell: (lot) => <OwnLotState lot={lot} /> },
    {
      head: t('units'),
      cell: (lot) => t('units-of', { inspected: lot.inspected, sampleSize: lot.sampleSize }),
    },
    {
      head: t('faulty'),
      cell: (lot) => t('faulty-of', { nonconforming: lot.nonconforming, accept: lot.accept }),
    },
    { head: t('opened'), cell: (lot) => <DateTime at={lot.openedAt} only="date" /> },
  ];
  return (
    <Table
      caption={t('inspections')}
      columns={columns}
      rows={lots}
      keyOf={(lot) => lot.id}
      empty={t('inspections-empty')}
    />
  );
}

function ClaimItem({ claim, formKey }: { claim: OwnClaim; formKey: string }) {
  const t = useTranslations('quality');
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
      <span>
        <TextLink strong to={`/seller/orders/${claim.orderId}`}>
          {claim.buyer.name}
        </TextLink>
        : {t(`remedies.${claim.remedy}`)}
        {claim.doneBy !== null && (
          <span className="ms-2 text-muted">
            {t('seller.by')} <Clock due={claim.doneBy} />
          </span>
        )}
      </span>
      {claim.status === 'open' ? (
        <CommandForm intent="given" subject={claim.id} formKey={formKey} className="contents">
          <Button look="secondary">{t('seller.given')}</Button>
        </CommandForm>
      ) : (
        <Badge tone="good">{t('choose.done', { remedy: t(`remedies.${claim.remedy}`) })}</Badge>
      )}
    </li>
  );
}
