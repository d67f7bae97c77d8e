/** What each form of the case page asks of the API. The API decides; this only carries the words over. */
import { done, failure, type PageArgs, send, textOf, textsOf } from '../api.ts';

interface Command {
  readonly path: string;
  readonly body: unknown;
}

type MakeCommand = (caseId: string, form: FormData) => Command | Promise<Command>;

const COMMANDS: Readonly<Record<string, MakeCommand>> = {
  'take-case': (caseId) => ({ path: `/cases/${caseId}/assignment`, body: {} }),
  'declare-conflict': (caseId) => ({ path: `/cases/${caseId}/conflicts`, body: {} }),
  'ask-statement': (caseId, form) => ({
    path: `/cases/${caseId}/statement-requests`,
    body: { party: textOf(form, 'party') },
  }),
  'add-evidence': async (caseId, form) => ({
    path: `/cases/${caseId}/evidence`,
    body: { kind: textOf(form, 'kind'), content: await base64Of(form.get('file')) },
  }),
  'make-finding': (caseId, form) => ({
    path: `/cases/${caseId}/findings`,
    body: {
      violation: textOf(form, 'subject'),
      result: textOf(form, 'result'),
      unfounded: textOf(form, 'unfounded') === 'yes',
      evidence: textsOf(form, 'evidence'),
      reasons: textOf(form, 'reasons'),
    },
  }),
  'impose-sanctions': (caseId, form) => ({
    path: `/cases/${caseId}/sanctions`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'close-case': (caseId, form) => ({ path: `/cases/${caseId}/closing`, body: { why: textOf(form, 'why') } }),
  'approve-sanction': (_, form) => ({
    path: `/sanctions/${encodeURIComponent(textOf(form, 'subject'))}/approvals`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'decline-sanction': (_, form) => ({
    path: `/sanctions/${encodeURIComponent(textOf(form, 'subject'))}/declines`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'decide-appeal': (_, form) => ({
    path: `/appeals/${encodeURIComponent(textOf(form, 'subject'))}/decision`,
    body: {
      outcome: textOf(form, 'outcome'),
      reversed: textsOf(form, 'reversed'),
      reasons: textOf(form, 'reasons'),
    },
  }),
};

export const DONE: Readonly<Record<string, string>> = {
  'take-case': 'This case is yours.',
  'declare-conflict': 'Your conflict of interest is on record; a colleague judges this case.',
  'ask-statement': 'The statement was asked for. Its deadline runs from now.',
  'add-evidence': 'The evidence was added and its hash recorded.',
  'make-finding': 'The finding was recorded with its reasons.',
  'impose-sanctions': 'Recorded. What needs a second person now waits for one.',
  'close-case': 'The case is closed.',
  'approve-sanction': 'Your approval was recorded.',
  'decline-sanction': 'The proposal was declined.',
  'decide-appeal': 'The appeal was decided. Both sides get a notice.',
};

/** Runs the form that was sent, then shows `page` again. */
export async function runCommand(args: PageArgs, page: string, caseId: string) {
  const form = await args.request.formData();
  const intent = textOf(form, 'intent');
  const make = Object.hasOwn(COMMANDS, intent) ? COMMANDS[intent] : undefined;
  if (make === undefined) return failure(form, { title: 'This form is not known here.', status: 400 });
  const command = await make(encodeURIComponent(caseId), form);
  const sent = await send(args, command.path, command.body, textOf(form, 'key'));
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}

/** A file as the API takes it, inside JSON. Empty when none was chosen: the API says so at the field. */
async function base64Of(file: FormDataEntryValue | null): Promise<string> {
  if (file === null || typeof file === 'string') return '';
  return new Uint8Array(await file.arrayBuffer()).toBase64();
}
