import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, query, readForm, send, textOf } from '../api.ts';
import type { PaymentForm } from '../buying/models.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { confirmAction, readConfirmation } from '../components/confirm.tsx';
import type { Balance, ChargebackRow, Held, LedgerEntry, Payout } from './money-models.ts';
import { Chargebacks, Deposits, HeldOrders, Ledger, Payouts } from './money-tables.tsx';
import { type PayoutAccount, payoutAccountAction, PayoutAccountForm } from './payout-account.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const PAGE = '/seller/payouts';

/** Lists begin short, so that a phone shows what there is before it shows all of it. */
const SHORT = { held: 6, payouts: 5, ledger: 15 };
/** The most that the API gives at once. */
const ALL = 100;

export async function loader(args: LoaderFunctionArgs) {
  const search = args.url.searchParams;
  const all = search.get('all');
  const limitOf = (list: 'held' | 'payouts') => query({ limit: all === list ? ALL : SHORT[list] });
  const [me, balance, held, payouts, ledger, chargebacks, selling, confirmation] = await Promise.all([
    get<{ payoutAccount?: PayoutAccount | null }>(args, '/me'),
    get<Balance>(args, '/me/balance'),
    get<Held>(args, `/me/balance/orders${limitOf('held')}`),
    get<{ payouts: readonly Payout[]; next: string | null }>(args, `/me/payouts${limitOf('payouts')}`),
    get<{ entries: readonly LedgerEntry[]; next: string | null }>(
      args,
      `/me/ledger${query({ limit: SHORT.ledger, cursor: search.get('cursor') })}`,
    ),
    get<{ chargebacks: readonly ChargebackRow[] }>(args, '/me/chargebacks'),
    get<{ payout: { restDays: number } }>(args, '/selling'),
    readConfirmation(args),
  ]);
  const owes = balance.deposits.some(({ status }) => status === 'owed');
  return {
    account: me.payoutAccount,
    balance,
    held: { held, isShort: all !== 'held' },
    payouts: { rows: payouts.payouts, hasMore: all !== 'payouts' && payouts.next !== null },
    ledger,
    chargebacks: chargebacks.chargebacks,
    payment: owes ? await get<PaymentForm>(args, '/checkout/payment-form') : undefined,
    restDays: selling.payout.restDays,
    confirmation,
    formKey: newKey(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const answered = (await confirmAction(args, form, PAGE)) ?? (await payoutAccountAction(args, form, PAGE));
  if (answered) return answered;
  const sanction = encodeURIComponent(textOf(form, 'subject'));
  const body = { paymentToken: textOf(form, 'paymentToken') };
  const sent = await send(args, `/me/deposits/${sanction}/payment`, body, textOf(form, 'key'));
  return sent.ok ? done(PAGE, 'deposit') : failure(form, sent.problem);
}

export default function PayoutsPage() {
  const data = useLoaderData<typeof loader>();
  const t = useTranslations('money');
  const c = useTranslations('entry.confirm');
  const area = useTranslations('health')('area');
  const messages = {
    'payout-account': t('account.done'),
    deposit: t('deposits.done'),
    'send-code': c('sent'),
    confirm: c('done'),
  };
  return (
    <div className="grid gap-6">
      <PageHead title={t('title')} area={area}>
        {t('lead')}
      </PageHead>
      <DoneNotice messages={messages} />
      <Hold hold={data.balance.hold} />
      <Sums balance={data.balance} />
      {data.chargebacks.length > 0 && <Chargebacks rows={data.chargebacks} />}
      <Deposits deposits={data.balance.deposits} payment={data.payment} formKey={data.formKey} />
      <HeldOrders {...data.held} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Payouts {...data.payouts} />
        {data.account !== undefined && (
          <Panel title={t('account.title')}>
            <PayoutAccountForm
              known={data.account}
              confirmation={data.confirmation}
              restDays={data.restDays}
              formKey={data.formKey}
            />
          </Panel>
        )}
      </div>
      <Ledger entries={data.ledger.entries} next={data.ledger.next} />
    </div>
  );
}

function Hold({ hold }: Pick<Balance, 'hold'>) {
  const t = useTranslations('money.hold');
  if (!hold) return null;
  return (
    <Notice tone={hold.reason === 'not-permitted' ? 'warn' : 'info'} title={t('title')}>
      {t.rich(hold.reason, { date: () => <DateTime at={hold.until ?? 0} only="date" /> })}{' '}
      {hold.reason === 'not-permitted' && (
        <TextLink to={hold.sanctionId ? '/seller/violations' : '/seller'}>{t('reasons')}</TextLink>
      )}
    </Notice>
  );
}

function Sums({ balance }: { balance: Balance }) {
  const t = useTranslations('money');
  return (
    <section className="grid gap-4 sm:grid-cols-3">
      {balance.balances.length === 0 && (
        <p className="rounded-xl border border-line bg-surface p-4 text-muted sm:col-span-2">
          {t('nothing-yet')}
        </p>
      )}
      {balance.balances.map(({ currency, availableMinor, pendingMinor }) => (
        <div key={currency} className="contents">
          <Sum label={t('free')} hint={availableMinor < 0 ? t('debt') : undefined}>
            <span className={availableMinor < 0 ? 'text-bad' : ''}>
              <Money amount={{ amountMinor: availableMinor, currency }} />
            </span>
          </Sum>
          <Sum label={t('pending')} hint={t('pending-hint')}>
            <Money amount={{ amountMinor: pendingMinor, currency }} />
          </Sum>
        </div>
      ))}
      <Sum label={t('next')} hint={balance.payoutAt === null ? t('next-none') : undefined}>
        {balance.payoutAt === null ? '–' : <DateTime at={balance.payoutAt} only="date" />}
      </Sum>
    </section>
  );
}

function Sum({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="rounded-xl border border-line bg-surface p-4">
      <h2 className="text-sm text-muted">{label}</h2>
      <p className="mt-1 text-2xl font-semibold tracking-tight">{children}</p>
      {hint && <p className="mt-1 text-sm text-muted">{hint}</p>}
    </div>
  );
}
