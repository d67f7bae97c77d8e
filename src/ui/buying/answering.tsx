import { useTranslations } from 'use-intl';

import { Share } from '../components/amounts.tsx';

export interface Answering {
  readonly withinHours: number;
  readonly share: number | null;
}

/** How soon an answer can be expected; nothing is claimed of sellers with too few questions. */
export function AnsweringTime({ answering }: { answering: Answering | null }) {
  const t = useTranslations('talk');
  if (answering === null) return null;
  const { withinHours: hours, share } = answering;
  if (share === null) return <p className="text-sm text-muted">{t('answers-unknown', { hours })}</p>;
  return (
    <p className="text-sm text-muted">
      {t.rich('answers', { hours, share: () => <Share of={share} digits={0} /> })}
    </p>
  );
}
