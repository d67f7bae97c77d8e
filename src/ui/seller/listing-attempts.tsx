import { useTranslations } from 'use-intl';

import type { EpochMs } from '../../kernel/time.ts';
import { DateTime } from '../components/amounts.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';

export interface Attempt {
  readonly attemptId: string;
  readonly at: EpochMs;
  readonly title?: string;
  readonly rule: string;
  readonly clause: string;
  readonly matched: string;
}

/** What a rule kept off the market before it was listed. */
export function RefusedAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useTranslations('goods.attempts');
  const word = useWords();
  return (
    <Panel title={t('title')} hint={t('hint')} flush>
      <ul className="divide-y divide-line text-sm">
        {attempts.map((attempt) => (
          <li key={attempt.attemptId} className="flex flex-wrap justify-between gap-x-4 gap-y-1 px-4 py-3">
            <span>
              {attempt.title ?? t('a-change')}{' '}
              <span className="text-muted">
                {t('rule', { rule: word(attempt.rule), matched: attempt.matched, clause: attempt.clause })}
              </span>
            </span>
            <DateTime at={attempt.at} only="date" />
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-4 py-3 text-sm">
        <TextLink to="/transparency/rules">{t('rules')}</TextLink>
      </p>
    </Panel>
  );
}
