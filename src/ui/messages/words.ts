import { words } from '../components/badge.tsx';
import { useReader } from '../reader.ts';
import { messagesOf } from './catalogue.ts';
import type { Messages } from './wording.ts';

/** Names of the API and the rulebook in the reader's language. */
export function useWords(): (name: string) => string {
  const { language } = useReader();
  return wordsIn(messagesOf(language));
}

/**
 * `not-as-described` is looked up in the messages `words`; one that a newer rulebook brought and no language knows yet is
 * shown as it reads, with spaces.
 */
export function wordsIn(messages: Messages): (name: string) => string {
  const known: Readonly<Record<string, string>> = messages.words;
  return (name) => known[name.replaceAll('.', '-')] ?? words(name);
}
