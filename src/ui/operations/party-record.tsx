import { DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { BoundBar } from '../components/bound-bar.tsx';
import { boundsOf, MetricCounts, VerdictBadge } from '../components/metrics.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { SanctionItem } from './models.ts';
import type { JudgedMoment } from './party-models.ts';
import { groupsOf, SanctionGroup } from './sanction-text.tsx';

/** Imported history, judged as if each of its days were today: the worst moment of each metric, with the orders behind it. */
export function JudgedHistory({ history }: { history: readonly JudgedMoment[] }) {
  if (history.length === 0) return null;
  return (
    <Panel
      title="Judged history"
      hint="The worst moment of each metric in imported history, as if that day were today."
      flush
    >
      <ul className="divide-y divide-line">
        {history.map(({ assessment, at, title, source }) => {
          const bounds = boundsOf(assessment);
          return (
            <li key={`${source} ${assessment.metric}`} className="grid gap-2 p-4">
              <p className="flex flex-wrap items-center gap-2">
                <span className="text-sm font-semibold">{title}</span>
                <VerdictBadge verdict={assessment.verdict} />
                <span className="text-xs text-muted">
                  {source}, <DateTime at={at} only="date" />
                </span>
              </p>
              {bounds && <BoundBar bounds={bounds} title={title} verdict={assessment.verdict} />}
              <MetricCounts metric={assessment} />
              {assessment.defects.length > 0 && (
                <details className="text-xs">
                  <summary className="w-fit rounded text-accent">Orders behind it</summary>
                  <p className="mt-1.5 flex flex-wrap gap-x-3 font-mono break-all">
                    {assessment.defects.map((id) => (
                      <span key={id}>{id}</span>
                    ))}
                  </p>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

interface PartySanctionsProps {
  readonly sanctions: readonly SanctionItem[];
  readonly formKey: string;
}

/** Decisions of which something still waits or works first; what is over is folded. */
export function PartySanctions({ sanctions, formKey }: PartySanctionsProps) {
  const groups = groupsOf(sanctions);
  const live = groups.filter((group) => group.some((s) => s.ended === null));
  const over = groups.filter((group) => !live.includes(group));
  return (
    <Panel title="Sanctions" hint="Each with the case that it came from, the latest first.">
      <div className="grid gap-4">
        {live.length === 0 && <p className="text-sm text-muted">None in force and none proposed.</p>}
        <Decisions groups={live} formKey={formKey} />
        {over.length > 0 && (
          <details className="border-t border-line pt-4">
            <summary className="w-fit rounded text-sm font-medium text-accent">
              {over.length} that {over.length === 1 ? 'is' : 'are'} over
            </summary>
            <div className="mt-4 grid gap-4">
              <Decisions groups={over} formKey={formKey} />
            </div>
          </details>
        )}
      </div>
    </Panel>
  );
}

interface DecisionsProps {
  readonly groups: readonly (readonly SanctionItem[])[];
  readonly formKey: string;
}

function Decisions({ groups, formKey }: DecisionsProps) {
  return groups.map((group, i) => {
    const [first] = group;
    if (!first) return null;
    return (
      <div key={first.id} className={i > 0 ? 'border-t border-line pt-4' : ''}>
        <p className="mb-1 text-sm">
          <TextLink strong to={`/ops/cases/${first.caseId}`}>
            {first.violations.map(words).join(', ')}
          </TextLink>
        </p>
        <SanctionGroup group={group} formKey={formKey} />
      </div>
    );
  });
}
