import { useTranslations } from 'use-intl';

import { words } from '../components/badge.tsx';

/**
 * Names of the API and the rulebook in the reader's language: `not-as-described` is looked up in the messages `words`;
 * one that a newer rulebook brought and no language knows yet is shown as it reads, with spaces.
 */
export function useWords(): (name: string) => string {
  const t = useTranslations('words');
  return (name) => {
    const key = name.replaceAll('.', '-') as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : words(name);
  };
}
