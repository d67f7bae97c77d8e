import { Count, DateTime, Share } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Panel } from '../components/panel.tsx';
import type { PlanPage } from './party-models.ts';

export function PlanText({ plan: { plan } }: { plan: PlanPage }) {
  return (
    <Panel title="In the party’s words">
      {plan ? (
        <dl className="grid gap-3 text-sm">
          <Part title="What went wrong" text={plan.rootCause} />
          <Part title="What was put right" text={plan.correction} />
          <Part title="Why it will not happen again" text={plan.prevention} />
        </dl>
      ) : (
        <p className="text-sm text-muted">No plan was filed yet.</p>
      )}
    </Panel>
  );
}

function Part({ title, text }: { title: string; text: string | null }) {
  return (
    <div>
      <dt className="font-medium">{title}</dt>
      <dd className="whitespace-pre-line">{text ?? 'Erased.'}</dd>
    </div>
  );
}

const VERDICTS = { met: 'good', missed: 'bad', 'too-little': 'neutral', uncertain: 'warn' } as const;

/** Each target, and what every measurement said of it; the last one is how it stands now while the window is open. */
export function Results({ plan }: { plan: PlanPage }) {
  return (
    <Panel title="Targets" flush>
      <ul className="divide-y divide-line">
        {plan.targets.map((target) => (
          <li key={target.metric} className="grid gap-2 p-4 text-sm">
            <p>
              <span className="font-medium">{target.title}</span>:{' '}
              {target.atMost === undefined ? 'at least ' : 'at most '}
              <Share of={target.atMost ?? target.atLeast ?? 0} />, on {target.minVolume} or more
              {(target.peopleMin ?? 1) > 1 && `, of ${target.peopleMin} or more people`}
            </p>
            {plan.results.map(({ at, targets }) =>
              targets
                .filter((result) => result.metric === target.metric)
                .map((result) => (
                  <p key={at} className="flex flex-wrap items-center gap-2 text-muted">
                    <DateTime at={at} only="date" />
                    <Badge tone={VERDICTS[result.verdict as keyof typeof VERDICTS] ?? 'neutral'}>
                      {words(result.verdict)}
                    </Badge>
                    <span>
                      {result.rate === null ? 'nothing counted' : <Share of={result.rate} />} of{' '}
                      <Count of={result.volume} />
                    </span>
                  </p>
                )),
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
