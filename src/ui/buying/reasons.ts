import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';

/** Why something of an order ended as it did, in the reader's language. */
export function useReason(): (code: string) => string {
  const t = useTranslations('reasons');
  const word = useWords();
  return (code) => {
    const key = code as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : word(code);
  };
}
