import { useTranslations } from 'use-intl';

import { Badge, type Tone } from '../components/badge.tsx';
import { Panel } from '../components/panel.tsx';
import { useWords } from '../messages/words.ts';
import { useReader } from '../reader.ts';
import type { Rate } from './standing-models.ts';

const TONES: Readonly<Record<Rate['verdict'], Tone>> = {
  'too-little-data': 'neutral',
  ok: 'good',
  'at-risk': 'warn',
  breach: 'bad',
};

/** What is counted about a person, each with the bound that a verdict hangs on. */
export function Rates({ rates }: { rates: readonly Rate[] }) {
  const t = useTranslations('standing');
  const { locale } = useReader();
  const word = useWords();
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const counted = rates.filter((rate) => rate.n > 0);
  return (
    <Panel title={t('rates')} hint={t('rates-text')}>
      <ul className="grid gap-4 text-sm">
        {counted.length === 0 && <li>{t('rates-none')}</li>}
        {counted.map((rate) => {
          const excluded = rate.excluded.reduce((sum, e) => sum + e.count, 0);
          const bound = rate.of === 'defects' ? rate.lower : rate.upper;
          return (
            <li key={rate.metric} className="grid gap-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{word(rate.metric)}</span>
                <Badge tone={TONES[rate.verdict]}>{t(`verdict.${rate.verdict}`)}</Badge>
              </p>
              <p className="text-muted" suppressHydrationWarning>
                {t('rate-of', { k: rate.k, n: rate.n })}
                {'; '}
                {t(`rate-bound-${rate.of}`, {
                  bound: share.format(bound),
                  confidence: share.format(rate.confidence),
                  limit: share.format(rate.threshold),
                })}
                {excluded > 0 && `; ${t('excluded', { count: excluded })}`}
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
