import { useTranslations } from 'use-intl';

const STEPS = ['about', 'happened', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** How far a report is: three steps, said in words as well. */
export function Steps({ now }: { now: Step }) {
  const t = useTranslations('report.steps');
  const at = STEPS.indexOf(now);
  return (
    <ol className="grid grid-cols-3 gap-2 text-sm" aria-label={t('label', { now: at + 1 })}>
      {STEPS.map((step, i) => (
        <li
          key={step}
          aria-current={i === at ? 'step' : undefined}
          className={`border-t-4 pt-2 ${i <= at ? 'border-accent' : 'border-line'} ${i === at ? 'font-semibold' : 'text-muted'}`}
        >
          <span className="tabular-nums">{i + 1}.</span> {t(step)}
        </li>
      ))}
    </ol>
  );
}
