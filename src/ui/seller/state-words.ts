import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';

/** States of cases, measures and plans in the reader's language. */
export function useStateWords(): (state: string) => string {
  const t = useTranslations('health.state');
  const words = useWords();
  return (state) => (t.has(state as 'open') ? t(state as 'open') : words(state));
}
