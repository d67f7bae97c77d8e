/**
 * The messages that are loaded. The server holds all languages; a browser fetches only the one of the page before it
 * takes the page over.
 */
import type { Language } from './language.ts';
import type { Messages } from './wording.ts';

const LOADED = new Map<Language, Messages>();

export function keepMessages(language: Language, messages: Messages): void {
  LOADED.set(language, messages);
}

export function messagesOf(language: Language): Messages {
  const messages = LOADED.get(language);
  if (messages === undefined) throw new Error(`the messages in ${language} are not loaded`);
  return messages;
}
