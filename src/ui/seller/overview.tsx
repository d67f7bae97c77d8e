import { type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { DateTime, Money } from '../components/amounts.tsx';
import type { ExplainedAssessment } from '../components/metrics.tsx';
import { useNoticeTitle } from '../components/notice-body.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { Entry, OwnAccount } from './entry-models.ts';
import { HeldNotice } from './held-notice.tsx';
import { Limits } from './limits.tsx';
import { Verdict } from './metric.tsx';
import type { NoticeRow, OwnCaseRow, OwnStanding } from './models.ts';
import type { Balance, ChargebackRow } from './money-models.ts';
import type { ReturnRow } from '../returns/models.ts';
import { Sales, type SalesWeek } from './sales.tsx';
import { StandingWords } from './standing-words.tsx';
import { InForce, ToDo, type WaitingConversation, type WaitingOrder } from './to-do.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const WORK: Readonly<Record<string, string>> = {
  listings: '/seller/listings',
  shipping: '/seller/orders',
  messages: '/seller/messages',
  finance: '/seller/payouts',
};

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<OwnAccount & { partyId: string }>(args, '/me');
  // Identity, sanctions and their clocks are the owner's alone: members begin where their work is.
  if (me.team) throw redirect(WORK[me.team.roles[0] ?? 'shipping'] ?? '/seller/orders');
  const [standing, entry, signals, notices, cases, balance, sales, chargebacks] = await Promise.all([
    get<OwnStanding>(args, '/me/standing'),
    get<Entry>(args, '/me/entry'),
    get<{ metrics: readonly ExplainedAssessment[] }>(args, `/parties/${me.partyId}/signals`),
    get<{ notices: readonly NoticeRow[]; unread: number }>(args, '/me/notices?limit=5'),
    get<{ cases: readonly OwnCaseRow[] }>(args, '/me/cases?limit=50'),
    get<Balance>(args, '/me/balance'),
    get<{ weeks: readonly SalesWeek[] }>(args, '/me/sales?weeks=12'),
    get<{ chargebacks: readonly ChargebackRow[] }>(args, '/me/chargebacks'),
  ]);
  const [placed, partShipped, talk, goods] = await Promise.all([
    get<{ orders: readonly WaitingOrder[] }>(args, '/orders?status=placed&limit=100'),
    get<{ orders: readonly WaitingOrder[] }>(args, '/orders?status=part-shipped&limit=100'),
    get<{ conversations: readonly WaitingConversation[] }>(args, '/conversations?limit=100'),
    get<{ returns: readonly ReturnRow[] }>(args, '/me/returns?limit=100'),
  ]);
  return {
    me,
    returns: goods.returns.filter(({ turn }) => turn === 'seller' || turn === 'both'),
    standing,
    entry,
    metrics: signals.metrics,
    ...notices,
    cases: cases.cases,
    balance,
    weeks: sales.weeks,
    chargebacks: chargebacks.chargebacks.filter((c) => c.mayAnswer),
    toShip: [...placed.orders, ...partShipped.orders],
    unanswered: talk.conversations.filter((c) => c.unansweredSince !== null),
  };
}

/** What needs doing now, how the shop stands, and what it earns. */
export default function SellerOverviewPage() {
  const data = useLoaderData<typeof loader>();
  const { me, standing, entry } = data;
  const t = useTranslations('health');
  return (
    <div className="grid gap-6">
      <PageHead title={me.name} area={t('area')}>
        <StandingWords word={standing.word} stage={standing.stage} />
      </PageHead>
      <HeldNotice hold={me.standing?.hold ?? null} />
      <InForce standing={standing} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <ToDo {...data} />
          <Sales weeks={data.weeks} />
        </div>
        <div className="grid content-start gap-6">
          <Health metrics={data.metrics} />
          <Earned balance={data.balance} />
          <Limits entry={entry} />
          <Notices notices={data.notices} unread={data.unread} />
        </div>
      </div>
    </div>
  );
}

function Health({ metrics }: { metrics: readonly ExplainedAssessment[] }) {
  const t = useTranslations('health.overview');
  const judged = metrics.filter((m) => m.verdict !== 'too-little-data');
  const worrying = metrics.filter((m) => m.verdict === 'at-risk' || m.verdict === 'breach');
  const text =
    worrying.length > 0
      ? t('health-bad', { count: worrying.length })
      : t(judged.length > 0 ? 'health-ok' : 'health-none');
  return (
    <Panel
      title={t('health')}
      actions={
        <TextLink to="/seller/health" className="text-sm">
          {t('details')}
        </TextLink>
      }
    >
      <div className="grid gap-3 text-sm">
        <p>{text}</p>
        <ul className="grid gap-2 empty:hidden">
          {worrying.map((m) => (
            <li key={m.metric} className="flex flex-wrap items-center justify-between gap-2">
              <TextLink to={`/seller/health/${m.metric}`}>{m.title}</TextLink>
              <Verdict verdict={m.verdict} />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Earned({ balance }: { balance: Balance }) {
  const t = useTranslations('health.overview');
  const m = useTranslations('money');
  return (
    <Panel
      title={t('money')}
      actions={
        <TextLink to="/seller/payouts" className="text-sm">
          {t('details')}
        </TextLink>
      }
    >
      <ul className="grid gap-2">
        {balance.balances.length === 0 && <li className="text-sm text-muted">{m('nothing-yet')}</li>}
        {balance.balances.map(({ currency, availableMinor, pendingMinor }) => (
          <li key={currency}>
            <span className="text-xl font-semibold">
              <Money amount={{ amountMinor: availableMinor, currency }} />
            </span>{' '}
            {t('free')}
            <span className="block text-sm text-muted">
              <Money amount={{ amountMinor: pendingMinor, currency }} /> {t('pending')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Notices({ notices, unread }: { notices: readonly NoticeRow[]; unread: number }) {
  const t = useTranslations('health.overview');
  const title = useNoticeTitle();
  return (
    <Panel title={t('notices')} hint={t('unread', { count: unread })}>
      <ul className="grid gap-2 text-sm">
        {notices.length === 0 && <li className="text-muted">{t('no-notices')}</li>}
        {notices.map((notice) => (
          <li key={notice.id} className="flex flex-wrap justify-between gap-x-3">
            <TextLink strong={notice.readAt === null} to={`/seller/notices/${notice.id}`}>
              {title(notice)}
            </TextLink>
            <DateTime at={notice.at} only="date" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
