/**
 * Stands in for `use-intl` where the pages are built (see vite.config.ts), with the same names and types: its provider makes
 * translators and reads messages anew for each page, and each message with a value asks for a formatter by a key as long as the
 * message, which is half of the work of rendering a page. Here each language and namespace has one translator for the life of
 * the process, and messages that only put values in are taken apart once. Plurals and the like are left to the package.
 */
import { cloneElement, createContext, isValidElement, use } from 'react';
import { createTranslator } from 'use-intl/core';

import type { Language } from './language.ts';
import type { Messages } from './wording.ts';

interface Spoken {
  readonly locale: Language;
  readonly messages: Messages;
}

const SpokenContext = createContext<Spoken | undefined>(undefined);

export function IntlProvider({
  locale,
  messages,
  children,
}: Spoken & { readonly children: React.ReactNode }) {
  return <SpokenContext value={{ locale, messages }}>{children}</SpokenContext>;
}

type Chunks = readonly React.ReactNode[];
type Value = string | number | ((chunks: Chunks) => React.ReactNode);
type Values = Readonly<Record<string, Value>>;

interface Translator {
  (key: string, values?: Values): string;
  readonly rich: (key: string, values?: Values) => React.ReactNode;
  readonly raw: (key: string) => unknown;
  readonly has: (key: string) => boolean;
  readonly markup: (key: string, values?: Values) => string;
}

/** By language and namespace: the former are few, the latter written in the code, so that it can't grow without end. */
const TRANSLATORS = new Map<string, Translator>();

export function useTranslations(namespace: string): Translator {
  const spoken = use(SpokenContext);
  if (!spoken) throw new Error('a text was asked for outside of IntlProvider');
  const key = `${spoken.locale} ${namespace}`;
  let translator = TRANSLATORS.get(key);
  if (!translator) {
    translator = quick(spoken, namespace);
    TRANSLATORS.set(key, translator);
  }
  return translator;
}

/** Text, a value to put in, or a value that is given the words between its tags. */
type Segment = string | { readonly name: string; readonly words?: string };

function quick({ locale, messages }: Spoken, namespace: string): Translator {
  // Names are checked where they are written, against the package's own types.
  const given = { locale, messages, namespace, timeZone: 'UTC' } as unknown as Parameters<
    typeof createTranslator
  >[0];
  const whole = createTranslator(given) as unknown as Translator;
  const taken = new Map<string, readonly Segment[] | null>();
  const segmentsOf = (key: string) => {
    let segments = taken.get(key);
    if (segments === undefined) {
      const message = whole.has(key) ? whole.raw(key) : null;
      segments = typeof message === 'string' ? takenApart(message) : null;
      // Keys may come from the API: only those that there are messages for are kept.
      if (whole.has(key)) taken.set(key, segments);
    }
    return segments;
  };
  const plain = (key: string, values: Values = {}) => {
    const segments = segmentsOf(key);
    if (!segments) return whole(key, values);
    const parts = segments.map((segment) => (typeof segment === 'string' ? segment : values[segment.name]));
    return parts.every((part) => typeof part === 'string' || typeof part === 'number')
      ? parts.join('')
      : whole(key, values);
  };
  const rich = (key: string, values: Values = {}) => {
    const segments = segmentsOf(key);
    if (!segments || segments.some((s) => typeof s !== 'string' && values[s.name] === undefined))
      return whole.rich(key, values);
    return segments.map((segment, i) => (typeof segment === 'string' ? segment : nodeOf(segment, values, i)));
  };
  return Object.assign(plain, { rich, raw: whole.raw, has: whole.has, markup: whole.markup });
}

function nodeOf({ name, words }: Exclude<Segment, string>, values: Values, i: number): React.ReactNode {
  const value = values[name];
  if (typeof value !== 'function') return value;
  const node = value(words === undefined || words === '' ? [] : [words]);
  return isValidElement(node) ? cloneElement(node, { key: i }) : node;
}

const PLACE = /\{(\w+)\}|<([\w-]+)>([^<>{}]*)<\/\2>/g;

/** `null` for what is more than text, values and tags around text: plurals, formats, quoted signs, tags around values. */
function takenApart(message: string): readonly Segment[] | null {
  if (/'[{}<#|']/.test(message)) return null;
  const segments: Segment[] = [];
  let end = 0;
  for (const match of message.matchAll(PLACE)) {
    const [whole, value, tag, words] = match;
    if (match.index > end) segments.push(message.slice(end, match.index));
    segments.push(value === undefined ? { name: tag ?? '', words: words ?? '' } : { name: value });
    end = match.index + whole.length;
  }
  if (end < message.length) segments.push(message.slice(end));
  return segments.some((segment) => typeof segment === 'string' && /[{}<>]/.test(segment)) ? null : segments;
}

export { createTranslator };
