import { useTranslations } from 'use-intl';

import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import type { ReturnRow } from '../returns/models.ts';
import type { Entry } from './entry-models.ts';
import { useFieldNames } from './field-names.ts';
import type { OwnCaseRow, OwnStanding } from './models.ts';
import type { ChargebackRow } from './money-models.ts';

export interface WaitingOrder {
  readonly id: string;
  readonly shipBy: number;
}

export interface WaitingConversation {
  readonly conversationId: string;
  readonly unansweredSince: number | null;
}

interface ToDoProps {
  readonly standing: OwnStanding;
  readonly entry: Entry;
  readonly cases: readonly OwnCaseRow[];
  readonly chargebacks: readonly ChargebackRow[];
  readonly toShip: readonly WaitingOrder[];
  readonly unanswered: readonly WaitingConversation[];
  /** In which the next move is the seller's. */
  readonly returns: readonly Pick<ReturnRow, 'dueAt'>[];
}

interface Item {
  readonly key: string;
  readonly to: string;
  readonly what: React.ReactNode;
  readonly clock?: React.ReactNode;
}

/** What waits for the seller, the pressing first, each with where to go. */
export function ToDo(props: ToDoProps) {
  const t = useTranslations('health.overview');
  const items = [...useCaseItems(props), ...useTradeItems(props), ...useEntryItems(props)];
  return (
    <Panel title={t('todo')} flush>
      {items.length === 0 && <p className="p-4 text-sm text-muted">{t('nothing')}</p>}
      <ul className="divide-y divide-line">
        {items.map(({ key, to, what, clock }) => (
          <li key={key} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3">
            <TextLink strong to={to}>
              {what}
            </TextLink>
            {clock && <span className="text-sm text-muted">{clock}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function useCaseItems({ cases, standing, chargebacks }: ToDoProps): readonly Item[] {
  const t = useTranslations('health.overview');
  const words = useWords();
  const when = (at: number) => () => <Clock due={at} />;
  return [
    ...chargebacks.map((c) => ({
      key: c.disputeId,
      to: `/seller/chargebacks/${c.disputeId}`,
      what: t.rich('chargeback', { amount: () => <Money amount={c.amount} /> }),
      clock: <Clock due={c.answerBy} />,
    })),
    ...cases
      .filter((c) => c.statementDueAt !== null)
      .map((c) => ({
        key: c.id,
        to: `/seller/cases/${c.id}`,
        what: t('statement', { what: c.violations.map((v) => words(v.violation)).join(', ') }),
        clock: <Clock due={c.statementDueAt} />,
      })),
    ...standing.plans
      .filter((p) => p.status === 'open')
      .map((p) => ({
        key: p.planId,
        to: `/seller/plans/${p.planId}`,
        what: t('plan', { what: p.violations.map(words).join(', ') }),
        clock: t.rich(p.filed ? 'plan-filed' : 'plan-open', { when: when(p.until) }),
      })),
  ];
}

function useTradeItems({ toShip, unanswered, returns }: ToDoProps): readonly Item[] {
  const t = useTranslations('health.overview');
  const firstShip = Math.min(...toShip.map((o) => o.shipBy));
  const items: Item[] = [];
  if (toShip.length > 0)
    items.push({
      key: 'ship',
      to: '/seller/orders',
      what: t('ship', { count: toShip.length }),
      clock: t.rich('ship-first', { when: () => <Clock due={firstShip} /> }),
    });
  const clocks = returns.flatMap(({ dueAt }) => dueAt ?? []);
  if (returns.length > 0)
    items.push({
      key: 'returns',
      to: '/seller/returns',
      what: t('returns', { count: returns.length }),
      clock: clocks.length > 0 && t.rich('ship-first', { when: () => <Clock due={Math.min(...clocks)} /> }),
    });
  if (unanswered.length > 0)
    items.push({
      key: 'messages',
      to: '/seller/messages',
      what: t('messages', { count: unanswered.length }),
    });
  return items;
}

function useEntryItems({ entry }: ToDoProps): readonly Item[] {
  const t = useTranslations('health.overview');
  const fieldName = useFieldNames();
  const { identity } = entry;
  const items: Item[] = identity.toCorrect.map(({ field, correctBy }) => ({
    key: field,
    to: '/seller/start#identity',
    what: t('correct', { field: fieldName(field) }),
    clock: correctBy !== null && <Clock due={correctBy} />,
  }));
  if (identity.missing.length > 0)
    items.push({
      key: 'identity',
      to: '/seller/start#identity',
      what: t('identity'),
      clock: identity.beforeSelling
        ? t('identity-first')
        : identity.giveBy !== null && <Clock due={identity.giveBy} />,
    });
  const certificate = identity.certificate?.asked;
  if (certificate)
    items.push({
      key: 'certificate',
      to: '/seller/start#identity',
      what: t('certificate'),
      clock: certificate.certifyBy !== null && <Clock due={certificate.certifyBy} />,
    });
  if (!entry.everListed) items.push({ key: 'listing', to: '/seller/listings/new', what: t('listing') });
  if (!entry.hasPayoutAccount) items.push({ key: 'payout', to: '/seller/payouts', what: t('payout') });
  return items;
}

/** Measures in force, with their reasons. */
export function InForce({ standing }: { standing: OwnStanding }) {
  const t = useTranslations('health.overview');
  const words = useWords();
  const measures = standing.measures.filter((m) => m.kind !== 'warning');
  if (measures.length === 0) return null;
  const noticeOf = (id: string) => standing.sanctions.find((s) => s.sanctionId === id)?.noticeId;
  return (
    <Notice tone="warn" title={t('force')}>
      <ul className="grid gap-1">
        {measures.map(({ sanctionId, kind, until }) => {
          const notice = noticeOf(sanctionId);
          return (
            <li key={sanctionId}>
              {words(kind)},{' '}
              {until === null
                ? t('until-lifted')
                : t.rich('until', { date: () => <DateTime at={until} only="date" /> })}
              {notice && (
                <>
                  : <TextLink to={`/seller/notices/${notice}`}>{t('reasons')}</TextLink>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
