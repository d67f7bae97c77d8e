/** What each form of a ticket's page asks of the API. The API decides; this only carries the words over. */
import { textOf } from '../../api.ts';

interface Command {
  readonly path: string;
  readonly body: unknown;
  readonly method: 'POST' | 'PUT';
}

const COMMANDS: Readonly<Record<string, (form: FormData) => Command>> = {
  answer: (form) => ({
    path: '/answers',
    body: {
      text: textOf(form, 'text'),
      then: textOf(form, 'then'),
      cause: textOf(form, 'cause') || null,
      seen: Number(textOf(form, 'seen')),
    },
    method: 'POST',
  }),
  note: (form) => ({ path: '/notes', body: { text: textOf(form, 'text') }, method: 'POST' }),
  take: () => ({ path: '/assignment', body: {}, method: 'POST' }),
  best: () => ({ path: '/assignment', body: { to: 'best' }, method: 'POST' }),
  release: () => ({ path: '/release', body: {}, method: 'POST' }),
  'open-return': (form) => ({
    path: '/returns',
    body: {
      lines: [{ line: Number(textOf(form, 'line')), quantity: Number(textOf(form, 'quantity')) }],
      reason: textOf(form, 'reason'),
      wanted: textOf(form, 'wanted'),
      text: textOf(form, 'text'),
    },
    method: 'POST',
  }),
  kind: (form) => ({ path: '/kind', body: { kind: textOf(form, 'kind') }, method: 'PUT' }),
  solve: (form) => ({ path: '/solution', body: { cause: textOf(form, 'cause') }, method: 'POST' }),
};

export function commandOf(form: FormData): Command | undefined {
  const intent = textOf(form, 'intent');
  return Object.hasOwn(COMMANDS, intent) ? COMMANDS[intent]?.(form) : undefined;
}

/** What is confirmed after each. */
export const DONE: Readonly<Record<string, string>> = {
  answer: 'Your answer is on its way.',
  note: 'Noted.',
  take: 'This ticket is yours.',
  best: 'Given to whoever fits best and has the least to do.',
  release: 'Back in its queue.',
  'open-return': 'The return is open. Customer and seller are told.',
  kind: 'Filed anew.',
  solve: 'Solved. The customer is asked how it was.',
};
