/** The statement of reasons (Regulation (EU) 2022/2065, article 17): what was decided, why, how, and what one can do. */
import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';
import { DateTime, Money } from './amounts.tsx';
import { Badge } from './badge.tsx';
import { Facts, Panel } from './panel.tsx';

export interface Statement {
  readonly kind: 'statement-of-reasons';
  readonly restrictions: readonly {
    readonly sanctionId: string;
    readonly kind: string;
    readonly scope: 'everything' | { readonly listingId?: string; readonly orderId?: string };
    readonly from: number;
    readonly until: number | null;
    readonly amount?: { readonly amountMinor: number; readonly currency: string };
  }[];
  readonly grounds: readonly {
    readonly violation: string;
    readonly title: string;
    readonly basis: 'terms' | 'law';
    readonly ground: string;
    readonly explanation: string;
    readonly clause: { readonly id: string; readonly title: string; readonly text: string };
  }[];
  readonly facts: readonly string[];
  readonly source: { readonly kind: string; readonly complaints?: number };
  readonly automatedDetection: boolean;
  readonly automatedDecision: 'fully' | 'partially' | 'not';
  readonly points: { readonly before: number; readonly added: number; readonly rung: string };
  readonly rectification: { readonly until: number } | null;
  readonly termination:
    | { readonly effectiveAt: number }
    | { readonly atOnceBecause: 'emergency' | 'repeated-infringement' }
    | null;
  readonly redress: {
    readonly appealUntil: number;
    readonly outOfCourtBody: { readonly name: string; readonly url: string };
  };
  readonly rulebook: string;
}

export function StatementText({ statement }: { statement: Statement }) {
  return (
    <>
      <Decided statement={statement} />
      <Why statement={statement} />
      <How statement={statement} />
      <Redress redress={statement.redress} />
    </>
  );
}

function Decided({ statement }: { statement: Statement }) {
  const t = useTranslations('notices.statement');
  const word = useWords();
  const { termination } = statement;
  return (
    <Panel title={t('decided')}>
      <ul className="grid gap-3 text-sm">
        {statement.restrictions.map((r) => (
          <li key={r.sanctionId}>
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{word(r.kind)}</span>
              {r.amount && <Money amount={r.amount} />}
            </p>
            <p className="break-words text-muted">
              {t.rich(r.until === null ? 'from' : 'between', {
                from: () => <DateTime at={r.from} only="date" />,
                until: () => <DateTime at={r.until ?? 0} only="date" />,
              })}
              {r.scope !== 'everything' &&
                `, ${
                  r.scope.listingId === undefined
                    ? t('for-order', { id: r.scope.orderId ?? '' })
                    : t('for-listing', { id: r.scope.listingId })
                }`}
            </p>
          </li>
        ))}
      </ul>
      {termination && (
        <p className="mt-3 text-sm">
          {'effectiveAt' in termination
            ? t.rich('effective', { date: () => <DateTime at={termination.effectiveAt} only="date" /> })
            : t('at-once', { why: t(termination.atOnceBecause) })}
        </p>
      )}
    </Panel>
  );
}

/** In the words of the terms when it was decided, in the language that the addressee had then. */
function Why({ statement }: { statement: Statement }) {
  const t = useTranslations('notices.statement');
  const word = useWords();
  return (
    <Panel title={t('why')}>
      <div className="grid gap-4 text-sm">
        {statement.grounds.map((ground) => (
          <div key={ground.violation} className="grid gap-1.5">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {word(ground.violation)} <Badge>{t(ground.basis === 'law' ? 'by-law' : 'by-terms')}</Badge>
            </p>
            <p>{ground.ground}</p>
            <p>{ground.explanation}</p>
            <blockquote className="border-s-2 border-line ps-3 text-muted">
              {t('clause', { id: ground.clause.id, title: ground.clause.title })}: {ground.clause.text}
            </blockquote>
          </div>
        ))}
        <div className="grid gap-1.5">
          <h3 className="font-medium">{t('facts')}</h3>
          <ul className="list-disc ps-5 break-words">
            {statement.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </div>
      </div>
    </Panel>
  );
}

function How({ statement }: { statement: Statement }) {
  const t = useTranslations('notices.statement');
  const { source, points, rectification } = statement;
  return (
    <Panel title={t('how')}>
      <Facts
        facts={[
          [
            t('began-with'),
            source.kind === 'notice' ? t('complaints', { count: source.complaints ?? 0 }) : t('own-look'),
          ],
          [t('detected-by-machine'), t(statement.automatedDetection ? 'yes' : 'no')],
          [t('decided-by-machine'), t(statement.automatedDecision)],
          [t('points'), t('points-row', { before: points.before, added: points.added })],
          [t('put-right'), rectification && <DateTime key="until" at={rectification.until} only="date" />],
          [
            t('rulebook'),
            <code key="rulebook" className="font-mono text-xs break-all">
              {statement.rulebook}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}

function Redress({ redress }: Pick<Statement, 'redress'>) {
  const t = useTranslations('notices.statement');
  const { appealUntil, outOfCourtBody } = redress;
  return (
    <Panel title={t('disagree')}>
      <ul className="grid gap-1.5 text-sm">
        <li>{t.rich('appeal', { date: () => <DateTime at={appealUntil} only="date" /> })}</li>
        <li className="break-words">
          {t('out-of-court', { name: outOfCourtBody.name })} ({outOfCourtBody.url})
        </li>
        <li>{t('court')}</li>
      </ul>
    </Panel>
  );
}
