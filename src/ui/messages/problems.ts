import { useTranslations } from 'use-intl';

import type { Problem } from '../api.ts';

/** What a refusal says, in the reader's language. */
export interface SaidProblem {
  readonly title: string;
  /** The API's own words where no language of ours has any, and `undefined` where the title has said it all. */
  readonly detail: string | undefined;
  /** At the fields concerned. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Refusals in the reader's language. `/problems/out-of-stock` is looked up in the messages `problems` and may use the
 * facts of the refusal; one that no language knows is shown in the API's own words.
 */
export function useProblem(): (problem: Problem) => SaidProblem {
  const t = useTranslations('problems');
  return (problem) => {
    const code = (problem.type ?? '').replace('/problems/', '');
    const key = code as Parameters<typeof t>[0];
    const known = code !== '' && t.has(key);
    const title = known ? t(key, (problem.facts ?? {}) as never) : problem.title;
    const fields = new Map<string, string>();
    for (const { field, message } of problem.errors ?? [])
      fields.set(field, known && message === problem.title ? title : fieldMessage(message));
    return { title, detail: known || problem.detail === problem.title ? undefined : problem.detail, fields };
  };

  /** What the parser says of a field; the few sentences that nearly all fields share are in every language. */
  function fieldMessage(message: string): string {
    if (message === 'write something') return t('field-empty');
    const max = /^at most (\d+) characters$/.exec(message)?.[1];
    if (max !== undefined) return t('field-long', { max: Number(max) });
    const [, known] = PARSER.find(([said]) => said.test(message)) ?? [];
    return known === undefined ? message : t(known);
  }
}

/** Words of the parser that are for whoever writes programs, by what people are told instead. */
const PARSER = [
  [/^whole minor units/, 'field-amount'],
  [/^a whole number$/, 'field-whole'],
  [/^lower-case words joined by hyphens$/, 'field-hyphens'],
  [/^Invalid input: expected number/, 'field-number'],
  [/^Too small: expected array/, 'field-choose'],
  [/^(Invalid|Too small|Too big|Unrecognized)\b/, 'field-check'],
] as const;
