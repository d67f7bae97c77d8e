import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Notice } from '../components/notice.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { OwnCaseRow, OwnStanding } from './models.ts';

interface ToDoProps {
  readonly standing: OwnStanding;
  readonly cases: readonly OwnCaseRow[];
}

/** What waits for the seller, and what is in force, each with where to go. */
export function ToDo({ standing, cases }: ToDoProps) {
  const asked = cases.filter((c) => c.statementDueAt !== null);
  const plans = standing.plans.filter((p) => p.status === 'open');
  const measures = standing.measures.filter((m) => m.kind !== 'warning');
  const noticeOf = (id: string) => standing.sanctions.find((s) => s.sanctionId === id)?.noticeId;
  return (
    <>
      {asked.map((c) => (
        <Notice key={c.id} tone="info" title="A statement is asked of you">
          <TextLink to={`/seller/cases/${c.id}`}>{c.violations.map((v) => v.title).join(', ')}</TextLink>,{' '}
          <Clock due={c.statementDueAt} />
        </Notice>
      ))}
      {plans.length > 0 && (
        <Notice tone="info" title="You can put something right">
          <ul className="grid gap-1">
            {plans.map((plan) => (
              <li key={plan.planId}>
                <TextLink to={`/seller/plans/${plan.planId}`}>
                  {plan.violations.map(words).join(', ')}
                </TextLink>
                : the window ends <Clock due={plan.until} />
                {plan.filed ? '; your plan is filed.' : '; no plan is filed yet.'}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {measures.length > 0 && (
        <Notice tone="warn" title="In force">
          <ul className="grid gap-1">
            {measures.map((measure) => {
              const notice = noticeOf(measure.sanctionId);
              return (
                <li key={measure.sanctionId}>
                  {words(measure.kind)},{' '}
                  {measure.until === null ? (
                    'until lifted or reversed'
                  ) : (
                    <>
                      until <DateTime at={measure.until} only="date" />
                    </>
                  )}
                  {notice && (
                    <>
                      {': '}
                      <TextLink to={`/seller/notices/${notice}`}>reasons and appeal</TextLink>
                    </>
                  )}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
    </>
  );
}

/** The points, when they lapse, and what more of them would mean. */
export function PointsPanel({ standing }: { standing: OwnStanding }) {
  return (
    <Panel title="Points" hint={`${standing.points} active`}>
      <div className="grid gap-4 text-sm">
        {standing.pointList.length > 0 && (
          <ul className="grid gap-1">
            {standing.pointList.map((p) => (
              <li key={p.caseId + p.violation}>
                {p.points} for {words(p.violation).toLowerCase()}, until{' '}
                <DateTime at={p.expiresAt} only="date" />
              </li>
            ))}
          </ul>
        )}
        <ol className="flex flex-wrap gap-1.5" aria-label="Rungs of the ladder">
          {standing.ladder.map((rung) => (
            <li key={rung.rung}>
              <Badge tone={rung.reached ? 'bad' : 'neutral'}>
                {words(rung.rung)} from {rung.fromPoints}
              </Badge>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}
