import { useTranslations } from 'use-intl';

import type { PaymentForm } from '../buying/models.ts';
import { PaymentChoice } from '../buying/payment-choice.tsx';
import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { Balance, ChargebackRow, Held, HeldOrder, LedgerEntry, Payout } from './money-models.ts';

function OrderLink({ id }: { id: string }) {
  return (
    <TextLink
      to={`/seller/orders/${id}`}
      className="block truncate font-mono text-xs md:inline md:break-all md:whitespace-normal"
    >
      {id}
    </TextLink>
  );
}

/** Of a value that does not speak for itself where the head of its column is not seen. */
function NameOnPhone({ children }: { readonly children: string }) {
  return (
    <span aria-hidden="true" className="md:hidden">
      {children}
    </span>
  );
}

/** To the same list, longer: a link, so that it works without scripts and can be gone back from. */
function All({ list, children }: { readonly list: 'held' | 'payouts'; readonly children: React.ReactNode }) {
  return (
    <p className="border-t border-line p-3">
      <ButtonLink to={`?all=${list}#${list}`}>{children}</ButtonLink>
    </p>
  );
}

interface HeldOrdersProps {
  readonly held: Held;
  readonly isShort: boolean;
}

export function HeldOrders({ held: { waiting, held: rows }, isShort }: HeldOrdersProps) {
  const t = useTranslations('money.held');
  const columns: readonly Column<HeldOrder>[] = [
    { head: t('order'), lead: true, cell: (row) => <OrderLink id={row.orderId} /> },
    { head: t('why'), cell: (row) => t(row.why) },
    {
      head: t('free'),
      cell: (row) =>
        row.freeAt === null ? (
          t('unknown')
        ) : (
          <>
            <NameOnPhone>{t('free')}</NameOnPhone> <DateTime at={row.freeAt} only="date" />
          </>
        ),
    },
    { head: t('amount'), numeric: true, figure: true, cell: (row) => <Money amount={row.amount} /> },
  ];
  const orders = waiting.reduce((sum, part) => sum + part.orders, 0);
  return (
    <Panel title={t('title')} hint={t('hint')} flush anchor="held">
      <Waiting parts={orders > rows.length ? waiting : []} />
      <Table
        caption={t('title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.orderId}
        empty={t('none')}
        phone="lines"
      />
      {isShort && orders > rows.length && <All list="held">{t('all', { count: orders })}</All>}
    </Panel>
  );
}

/** What all of it waits for, above the few orders that are listed. */
function Waiting({ parts }: { readonly parts: Held['waiting'] }) {
  const t = useTranslations('money.held');
  if (parts.length === 0) return null;
  return (
    <dl className="grid gap-1.5 border-b border-line px-4 py-3 text-sm sm:grid-cols-2 sm:gap-x-8">
      {parts.map(({ why, orders, amount }) => (
        <div key={why + amount.currency} className="flex items-baseline justify-between gap-4">
          <dt className="min-w-0">
            {t(why)} <span className="text-muted">{t('orders', { count: orders })}</span>
          </dt>
          <dd className="font-medium whitespace-nowrap tabular-nums">
            <Money amount={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface PayoutsProps {
  readonly rows: readonly Payout[];
  readonly hasMore: boolean;
}

export function Payouts({ rows, hasMore }: PayoutsProps) {
  const t = useTranslations('money.payouts');
  const columns: readonly Column<Payout>[] = [
    { head: t('when'), lead: true, cell: (row) => <DateTime at={row.orderedAt} only="date" /> },
    { head: t('to'), cell: (row) => <span className="font-mono">{row.account}</span> },
    {
      head: t('state'),
      cell: (row) =>
        t.rich(row.status, {
          date: () => (row.sentAt === null ? null : <DateTime at={row.sentAt} only="date" />),
          why: row.why ?? '',
        }),
    },
    {
      head: t('amount'),
      numeric: true,
      figure: true,
      cell: ({ amountMinor, currency }) => <Money amount={{ amountMinor, currency }} />,
    },
  ];
  return (
    <Panel title={t('title')} flush anchor="payouts">
      <Table
        caption={t('title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.payoutId}
        empty={t('none')}
        phone="lines"
      />
      {hasMore && <All list="payouts">{t('all')}</All>}
    </Panel>
  );
}

const TONES: Readonly<Record<string, Tone>> = { open: 'warn', won: 'good', lost: 'bad', missed: 'bad' };

export function Chargebacks({ rows }: { rows: readonly ChargebackRow[] }) {
  const t = useTranslations('money');
  const columns: readonly Column<ChargebackRow>[] = [
    {
      head: t('chargebacks.amount'),
      lead: true,
      cell: (row) => (
        <TextLink strong to={`/seller/chargebacks/${row.disputeId}`}>
          <Money amount={row.amount} />
        </TextLink>
      ),
    },
    { head: t('chargebacks.order'), cell: (row) => <OrderLink id={row.orderId} /> },
    { head: t('chargebacks.reason'), cell: (row) => t(`reason.${row.reason}`) },
    {
      head: t('chargebacks.state'),
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone={TONES[row.outcome ?? row.answer] ?? 'neutral'}>
            {t(`chargebacks.${row.outcome ?? row.answer}`)}
          </Badge>
          {row.mayAnswer && t.rich('chargebacks.answer-by', { when: () => <Clock due={row.answerBy} /> })}
        </span>
      ),
    },
  ];
  return (
    <Panel title={t('chargebacks.title')} hint={t('chargebacks.hint')} flush>
      <Table
        caption={t('chargebacks.title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.disputeId}
        empty=""
      />
    </Panel>
  );
}

interface DepositsProps {
  readonly deposits: Balance['deposits'];
  /** The form of a payment, where one is owed. */
  readonly payment: PaymentForm | undefined;
  readonly formKey: string;
}

export function Deposits({ deposits, payment, formKey }: DepositsProps) {
  const t = useTranslations('money.deposits');
  if (deposits.length === 0) return null;
  return (
    <Panel title={t('title')} hint={t('hint')}>
      <ul className="grid gap-4 text-sm">
        {deposits.map(({ sanctionId, status, currency, amountMinor, paidMinor }) => {
          const money = (minor: number) => () => <Money amount={{ amountMinor: minor, currency }} />;
          return (
            <li key={sanctionId} className="grid gap-3">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={status === 'owed' ? 'warn' : 'good'}>
                  {t(status === 'paid' ? 'complete' : status)}
                </Badge>
                {t.rich('paid', { paid: money(paidMinor), amount: money(amountMinor) })}
              </p>
              {status === 'owed' && payment && (
                <CommandForm
                  intent="pay-deposit"
                  subject={sanctionId}
                  formKey={formKey}
                  className="grid gap-3"
                >
                  <PaymentChoice form={payment} amountMinor={amountMinor - paidMinor} currency={currency} />
                  <Button className="justify-self-start">
                    {t.rich('pay', { amount: money(amountMinor - paidMinor) })}
                  </Button>
                  <p className="text-muted">{t('earnings')}</p>
                </CommandForm>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

export function Ledger({ entries, next }: { entries: readonly LedgerEntry[]; next: string | null }) {
  const t = useTranslations('money.ledger');
  const columns: readonly Column<LedgerEntry>[] = [
    {
      head: t('what'),
      lead: true,
      cell: ({ what }) => (t.has(`kind.${what as 'refund'}`) ? t(`kind.${what as 'refund'}`) : what),
    },
    { head: t('when'), cell: (row) => <DateTime at={row.at} only="date" /> },
    { head: t('about'), wide: true, cell: (row) => row.orderId && <OrderLink id={row.orderId} /> },
    {
      head: t('change'),
      numeric: true,
      figure: true,
      cell: ({ gainedMinor, currency }) => (
        <span className={gainedMinor < 0 ? 'text-bad' : ''}>
          <Money amount={{ amountMinor: gainedMinor, currency }} />
        </span>
      ),
    },
    {
      head: t('balance'),
      numeric: true,
      cell: ({ availableMinor, currency }) => (
        <>
          <NameOnPhone>{t('balance')}</NameOnPhone>{' '}
          <Money amount={{ amountMinor: availableMinor, currency }} />
        </>
      ),
    },
  ];
  return (
    <Panel
      title={t('title')}
      hint={t('hint')}
      flush
      actions={
        <a href="/seller/payouts/ledger.csv" className="text-sm text-accent underline underline-offset-4">
          {t('csv')}
        </a>
      }
    >
      <Table
        caption={t('title')}
        columns={columns}
        rows={entries}
        keyOf={(row) => String(row.number)}
        empty={t('none')}
        phone="lines"
      />
      {next && (
        <p className="border-t border-line p-3">
          <ButtonLink to={`?cursor=${next}`}>{t('older')}</ButtonLink>
        </p>
      )}
    </Panel>
  );
}
