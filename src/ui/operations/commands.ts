/** What each form of the operations pages asks of the API. The API decides; this only carries the words over. */
import { done, failure, type PageArgs, readForm, send, textOf, textsOf } from '../api.ts';

interface Command {
  readonly path: string;
  readonly body: unknown;
}

/** `id` is that of the page; forms about something else on it name that as `subject`. */
type MakeCommand = (id: string, form: FormData) => Command | Promise<Command>;

const pathId = (form: FormData, name: string) => encodeURIComponent(textOf(form, name));

const CASE_COMMANDS: Readonly<Record<string, MakeCommand>> = {
  'take-case': (id) => ({ path: `/cases/${id}/assignment`, body: {} }),
  'declare-conflict': (id) => ({
    path: `/cases/${id}/conflicts`,
    body: {},
  }),
  'ask-statement': (id, form) => ({
    path: `/cases/${id}/statement-requests`,
    body: { party: textOf(form, 'party') },
  }),
  'add-evidence': async (id, form) => ({
    path: `/cases/${id}/evidence`,
    body: { kind: textOf(form, 'kind'), content: await base64Of(form.get('content')) },
  }),
  'collect-evidence': (id) => ({
    path: `/cases/${id}/evidence-collection`,
    body: {},
  }),
  'add-allegation': (id, form) => ({
    path: `/cases/${id}/allegations`,
    body: { violation: textOf(form, 'violation') },
  }),
  'make-finding': (id, form) => ({
    path: `/cases/${id}/findings`,
    body: {
      violation: textOf(form, 'subject'),
      result: textOf(form, 'result'),
      unfounded: textOf(form, 'unfounded') === 'yes',
      evidence: textsOf(form, 'evidence'),
      reasons: textOf(form, 'reasons'),
    },
  }),
  'impose-sanctions': (id, form) => ({
    path: `/cases/${id}/sanctions`,
    body: { ...optional(form, 'rung'), reasons: textOf(form, 'reasons') },
  }),
  'close-case': (id, form) => ({
    path: `/cases/${id}/closing`,
    body: { why: textOf(form, 'why') },
  }),
  'declare-emergency': (id, form) => ({
    path: '/emergencies',
    body: {
      about: { caseId: decodeURIComponent(id) },
      emergency: textOf(form, 'emergency'),
      kinds: textsOf(form, 'kinds'),
      reasons: textOf(form, 'reasons'),
    },
  }),
};

const SANCTION_COMMANDS: Readonly<Record<string, MakeCommand>> = {
  'approve-sanction': (_, form) => ({
    path: `/sanctions/${pathId(form, 'subject')}/approvals`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'decline-sanction': (_, form) => ({
    path: `/sanctions/${pathId(form, 'subject')}/declines`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'lift-sanction': (_, form) => ({
    path: `/sanctions/${pathId(form, 'sanction')}/lifting`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'confirm-emergency': (_, form) => ({
    path: `/sanctions/${pathId(form, 'subject')}/confirmation`,
    body: {},
  }),
  'keep-sanction': (_, form) => ({
    path: `/sanctions/${pathId(form, 'subject')}/basis-review`,
    body: {},
  }),
};

const OTHER_COMMANDS: Readonly<Record<string, MakeCommand>> = {
  'take-appeal': (_, form) => ({
    path: `/appeals/${pathId(form, 'subject')}/assignment`,
    body: {},
  }),
  'decide-appeal': (_, form) => ({
    path: `/appeals/${pathId(form, 'subject')}/decision`,
    body: {
      outcome: textOf(form, 'outcome'),
      reversed: textsOf(form, 'reversed'),
      reasons: textOf(form, 'reasons'),
    },
  }),
  'hear-complaint': (id) => ({
    path: `/complaints/${id}/triage`,
    body: { kind: 'hear' },
  }),
  'dismiss-complaint': (id, form) => ({
    path: `/complaints/${id}/triage`,
    body: { kind: 'dismiss', reason: textOf(form, 'reason'), explanation: textOf(form, 'explanation') },
  }),
  'judge-plan': (id, form) => ({
    path: `/plans/${id}/judgement`,
    body: { outcome: textOf(form, 'outcome'), reasons: textOf(form, 'reasons') },
  }),
  'review-hold': (_, form) => ({
    path: `/parties/${pathId(form, 'subject')}/hold/review`,
    body: { outcome: textOf(form, 'outcome'), why: textOf(form, 'why') },
  }),
  'judge-identity': (id, form) => ({
    path: `/parties/${id}/identity/${pathId(form, 'subject')}/judgement`,
    body: {
      seen: textOf(form, 'seen'),
      // Right only where that was said: without a choice the API asks what is wrong.
      ...(textOf(form, 'outcome') === 'right' ? {} : { wrong: textOf(form, 'wrong') }),
    },
  }),
  'ask-document': (id) => ({ path: `/parties/${id}/identity/document/request`, body: {} }),
  'review-goods': (_, form) => ({
    path: `/goods-reviews/${pathId(form, 'subject')}`,
    body: {
      outcome: textOf(form, 'outcome'),
      why: textOf(form, 'why'),
      edition: Number(textOf(form, 'edition')),
    },
  }),
  'draw-sample': (id) => ({ path: `/campaigns/${id}/sample`, body: {} }),
  'judge-sample': (id, form) => ({
    path: `/campaigns/${id}/sample/${pathId(form, 'subject')}`,
    body: { agrees: textOf(form, 'agrees') === 'yes', reasons: textOf(form, 'reasons') },
  }),
  'stop-campaign': (id, form) => ({
    path: `/campaigns/${id}/stop`,
    body: { reasons: textOf(form, 'reasons') },
  }),
  'start-campaign': (_, form) => {
    // One choice names both: a metric and the violation that a breach of it suggests.
    const [metric = '', violation = ''] = textOf(form, 'criterion.metric').split(' ');
    const boundBeyond = Number(textOf(form, 'criterion.boundBeyond')) / 100;
    return {
      path: '/campaigns',
      body: {
        name: textOf(form, 'name'),
        violations: [violation],
        criterion: { by: 'metric', metric, boundBeyond },
      },
    };
  },
};

const COMMANDS: Readonly<Record<string, MakeCommand>> = {
  ...CASE_COMMANDS,
  ...SANCTION_COMMANDS,
  ...OTHER_COMMANDS,
};

/** Runs the form that was sent, then shows `page` again, which confirms it. */
export async function runCommand(args: PageArgs, page: string, id = '') {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const make = Object.hasOwn(COMMANDS, intent) ? COMMANDS[intent] : undefined;
  if (make === undefined) return failure(form, { title: 'This form is not known here.', status: 400 });
  const command = await make(encodeURIComponent(id), form);
  const sent = await send(args, command.path, command.body, textOf(form, 'key'));
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}

/** What is confirmed after each, by the name of the form. */
export const DONE: Readonly<Record<string, string>> = {
  'take-case': 'This case is yours.',
  'declare-conflict': 'Your conflict of interest is on record; a colleague judges this case.',
  'ask-statement': 'The statement was asked for. Its deadline runs from now.',
  'add-evidence': 'The evidence was added and its hash recorded.',
  'collect-evidence': 'What has changed since was added to the evidence.',
  'add-allegation': 'The further violation is examined; the other side is asked about it.',
  'make-finding': 'The finding was recorded with its reasons.',
  'impose-sanctions':
    'Recorded. What one person may decide is in force; what takes two waits for the second.',
  'close-case': 'The case is closed.',
  'declare-emergency': 'In force at once. Another person must confirm it in time, or it ends by itself.',
  'approve-sanction': 'Your approval was recorded.',
  'decline-sanction': 'The proposal was declined.',
  'lift-sanction': 'The sanction was lifted and its party told.',
  'confirm-emergency': 'The emergency is confirmed.',
  'keep-sanction': 'The sanction stands.',
  'take-appeal': 'This appeal is yours.',
  'decide-appeal': 'The appeal was decided and the notice sent.',
  'hear-complaint': 'The complaint is heard in a case.',
  'dismiss-complaint': 'The complaint was dismissed; the complainant is told why.',
  'judge-plan': 'The plan was judged.',
  'review-hold': 'Your review of the hold is on record.',
  'judge-identity': 'Your judgement is on record.',
  'ask-document': 'The seller was asked, and told until when.',
  'review-goods': 'Your decision about the article is on record.',
  'draw-sample': 'The sample is drawn.',
  'judge-sample': 'Your second look is on record.',
  'stop-campaign': 'The campaign is stopped.',
  'start-campaign': 'The campaign has begun: everybody who fits gets a case of their own.',
};

function optional(form: FormData, name: string): Readonly<Record<string, string>> {
  const value = textOf(form, name);
  return value === '' ? {} : { [name]: value };
}

/** A file as the API takes it, inside JSON. Empty when none was chosen: the API says so at the field. */
async function base64Of(file: FormDataEntryValue | null): Promise<string> {
  if (file === null || typeof file === 'string') return '';
  return new Uint8Array(await file.arrayBuffer()).toBase64();
}
