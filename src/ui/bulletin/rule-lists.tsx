import { useTranslations } from 'use-intl';

import { Badge, type Tone } from '../components/badge.tsx';
import { useWords } from '../messages/words.ts';
import type { Rung, Violation } from './models.ts';

const SEVERITIES: Readonly<Record<Violation['severity'], Tone>> = {
  minor: 'neutral',
  moderate: 'info',
  serious: 'warn',
  critical: 'bad',
};

export function ViolationList({ violations }: { violations: readonly Violation[] }) {
  const t = useTranslations('bulletin.rules');
  const side = useTranslations('bulletin.side');
  const words = useWords();
  return (
    <ul className="divide-y divide-line">
      {violations.map((v) => (
        <li key={v.name} className="grid gap-1 px-4 py-3">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{v.title}</span>
            <Badge tone={SEVERITIES[v.severity]}>{words(v.severity)}</Badge>
            <span className="text-sm text-muted">{side(v.side)}</span>
          </p>
          <p className="max-w-prose text-sm">{v.explanation}</p>
          <p className="text-sm text-muted">
            {t('points', { points: v.points, days: v.pointsExpireDays })};{' '}
            {v.rectifyWithinDays === null ? t('no-rectify') : t('rectify', { days: v.rectifyWithinDays })}.{' '}
            {t('evidence', { kinds: v.evidenceRequired.map(words).join(', ') })}.{' '}
            <a href={`#${v.clause}`} className="text-accent underline underline-offset-4">
              {t('clause', { clause: v.clause })}
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}

export function Ladder({ title, rungs }: { title: string; rungs: readonly Rung[] }) {
  const t = useTranslations('bulletin.rules');
  const words = useWords();
  return (
    <section className="grid content-start gap-3">
      <h3 className="font-medium">{title}</h3>
      <ol className="grid gap-3">
        {rungs.map((rung) => (
          <li key={rung.name} className="rounded-lg border border-line p-3">
            <p className="text-sm font-medium">
              {rung.toPoints === null
                ? t('range-open', { from: rung.fromPoints })
                : t('range', { from: rung.fromPoints, to: rung.toPoints })}
            </p>
            <ul className="mt-1 grid gap-0.5 text-sm text-muted">
              {rung.measures.map((measure) => (
                <li key={measure.kind}>
                  {measure.days === null
                    ? words(measure.kind)
                    : t('measure', { measure: words(measure.kind), days: measure.days })}
                  {measure.approvals === 2 && `; ${t('two-people')}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
