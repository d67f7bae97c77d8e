/** What each form of the case page asks of the API. The API decides; this only carries the words over. */
import { done, failure, type PageArgs, send, textOf } from '../api.ts';

interface Command {
  readonly path: string;
  readonly body: unknown;
}

const COMMANDS: Readonly<Record<string, (caseId: string, form: FormData) => Command>> = {
  'request-statement': (caseId, form) => ({
    path: `/cases/${caseId}/statement-requests`,
    body: { from: textOf(form, 'from'), question: textOf(form, 'question') },
  }),
  'add-evidence': (caseId, form) => ({
    path: `/cases/${caseId}/evidence`,
    body: { kind: textOf(form, 'kind'), title: textOf(form, 'title'), content: textOf(form, 'content') },
  }),
  'decide-finding': (caseId, form) => ({
    path: `/cases/${caseId}/findings`,
    body: {
      violation: textOf(form, 'subject'),
      outcome: textOf(form, 'outcome'),
      reasons: textOf(form, 'reasons'),
    },
  }),
  'propose-sanction': (caseId, form) => ({
    path: `/cases/${caseId}/sanctions`,
    body: { kind: textOf(form, 'kind'), reasons: textOf(form, 'reasons') },
  }),
  'approve-sanction': (_, form) => ({
    path: `/sanctions/${encodeURIComponent(textOf(form, 'subject'))}/approvals`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'decide-appeal': (_, form) => ({
    path: `/appeals/${encodeURIComponent(textOf(form, 'subject'))}/decision`,
    body: { outcome: textOf(form, 'outcome'), reasons: textOf(form, 'reasons') },
  }),
};

export const DONE: Readonly<Record<string, string>> = {
  'request-statement': 'The statement was requested. Its deadline runs from now.',
  'add-evidence': 'The evidence was added and its hash recorded.',
  'decide-finding': 'The finding was recorded with its reasons.',
  'propose-sanction': 'The sanction was recorded.',
  'approve-sanction': 'Your approval was recorded.',
  'decide-appeal': 'The appeal was decided. Both sides get a notice.',
};

/** Runs the form that was sent, then shows `page` again. */
export async function runCommand(args: PageArgs, page: string, caseId: string) {
  const form = await args.request.formData();
  const intent = textOf(form, 'intent');
  const command = COMMANDS[intent]?.(encodeURIComponent(caseId), form);
  if (command === undefined) return failure(form, { title: 'This form is not known here.', status: 400 });
  const sent = await send(args, command.path, command.body, textOf(form, 'key'));
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}
