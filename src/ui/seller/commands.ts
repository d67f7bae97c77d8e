/** What each form of the seller's pages asks of the API. */
import { useTranslations } from 'use-intl';

import { done, failure, type PageArgs, readForm, send, textOf } from '../api.ts';

interface Command {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
}

const COMMANDS: Readonly<Record<string, (id: string, form: FormData) => Command>> = {
  'give-statement': (id, form) => ({
    method: 'POST',
    path: `/me/cases/${id}/statement`,
    body: { text: textOf(form, 'text') },
  }),
  'extend-statement': (id) => ({ method: 'POST', path: `/me/cases/${id}/extension`, body: {} }),
  'file-plan': (id, form) => ({
    method: 'PUT',
    path: `/me/plans/${id}`,
    body: {
      rootCause: textOf(form, 'rootCause'),
      correction: textOf(form, 'correction'),
      prevention: textOf(form, 'prevention'),
    },
  }),
  'read-notice': (id) => ({ method: 'POST', path: `/me/notices/${id}/reading`, body: {} }),
  'appeal-stop': (_, form) => ({
    method: 'POST',
    path: '/appeals/goods-stops',
    body: { stopId: textOf(form, 'subject'), text: textOf(form, 'text') },
  }),
  'file-appeal': (_, form) => ({
    method: 'POST',
    path: '/appeals',
    body: { caseId: textOf(form, 'subject'), text: textOf(form, 'text') },
  }),
};

const INTENTS = ['give-statement', 'extend-statement', 'file-plan', 'read-notice', 'file-appeal'] as const;

/** What to say after each command, in the reader's language. */
export function useDone(): Readonly<Record<string, string>> {
  const t = useTranslations('health.done');
  return Object.fromEntries(INTENTS.map((intent) => [intent, t(intent)]));
}

export async function runCommand(args: PageArgs, page: string, id: string) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const make = Object.hasOwn(COMMANDS, intent) ? COMMANDS[intent] : undefined;
  if (make === undefined) return failure(form, { title: 'This form is not known here.', status: 400 });
  const { method, path, body } = make(encodeURIComponent(id), form);
  const sent = await send(args, path, body, textOf(form, 'key'), method);
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}
