import { useTranslations } from 'use-intl';

import { Badge, type StandingWord, type Tone } from '../components/badge.tsx';

const TONES: Readonly<Record<StandingWord, Tone>> = {
  good: 'good',
  held: 'info',
  restricted: 'warn',
  stopped: 'bad',
  barred: 'bad',
};

/** How a seller stands and how far they have come, in their own language. */
export function StandingWords({ word, stage }: { word: StandingWord; stage: string }) {
  const t = useTranslations('health');
  return (
    <span className="flex flex-wrap gap-2">
      <Badge tone={TONES[word]}>{t(`standing.${word}`)}</Badge>
      <Badge>{t(stage === 'established' ? 'stage.established' : 'stage.probation')}</Badge>
    </span>
  );
}
