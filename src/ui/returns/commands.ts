/** What the forms of a return send: each intent is one command of the API. */
import { done, failure, type PageArgs, readForm, send, type Sent, textOf } from '../api.ts';
import { amountOf } from './amount.ts';
import { bringFile } from '../trouble/report-commands.ts';

type Body = Readonly<Record<string, unknown>>;

interface Command {
  readonly path: string;
  readonly body: (form: FormData) => Body;
  /** Words with files. */
  readonly files?: true;
}

const words = (form: FormData) => ({ text: textOf(form, 'text') });
const parcel = (form: FormData) => ({
  carrier: textOf(form, 'carrier'),
  ...(textOf(form, 'trackingNumber') === '' ? {} : { trackingNumber: textOf(form, 'trackingNumber') }),
});

const COMMANDS: Readonly<Record<string, Command>> = {
  approve: { path: 'answer', body: () => ({ answer: 'approve' }) },
  cure: { path: 'answer', body: (form) => ({ answer: 'cure', remedy: textOf(form, 'remedy') }) },
  reject: { path: 'answer', body: (form) => ({ answer: 'reject', ...words(form) }), files: true },
  offer: {
    path: 'offers',
    body: (form) => ({ remedy: textOf(form, 'remedy'), ...amountOf(form, 'amountMinor'), ...words(form) }),
  },
  accept: { path: 'offer-answer', body: () => ({ answer: 'accept' }) },
  decline: { path: 'offer-answer', body: () => ({ answer: 'decline' }) },
  extend: { path: 'extension', body: () => ({}) },
  'hand-over': { path: 'dispute', body: words, files: true },
  'accept-rejection': { path: 'acceptance', body: () => ({}) },
  'send-back': { path: 'parcel', body: parcel },
  receive: { path: 'reception', body: () => ({}) },
  inspect: { path: 'inspection', body: inspection, files: true },
  'send-out': { path: 'shipment', body: parcel },
  'give-up': { path: 'failed-repair', body: words, files: true },
  works: { path: 'check', body: () => ({ works: true }) },
  fails: { path: 'check', body: (form) => ({ works: false, ...words(form) }), files: true },
  choose: { path: 'choice', body: (form) => ({ remedy: textOf(form, 'remedy') }) },
  'pay-difference': { path: 'difference', body: (form) => ({ paymentToken: textOf(form, 'paymentToken') }) },
  'add-statement': { path: 'statements', body: words, files: true },
  withdraw: { path: 'withdrawal', body: () => ({}) },
  reopen: { path: 'reopening', body: () => ({}) },
  appeal: { path: 'appeal', body: words },
};

function inspection(form: FormData): Body {
  const verdict = textOf(form, 'verdict');
  const text = textOf(form, 'text');
  const days = textOf(form, 'repairDays');
  return {
    verdict,
    restocked: form.getAll('restocked').map(Number),
    ...(verdict === 'reduced' ? amountOf(form, 'payMinor') : {}),
    ...(days === '' ? {} : { repairDays: Number(days) }),
    ...(text === '' ? {} : { text }),
  };
}

/** Runs the command of the form that was sent, and leads back to the page. */
export async function runReturnCommand(args: PageArgs, returnId: string, page: string) {
  const form = await readForm(args.request);
  const command = COMMANDS[textOf(form, 'intent')];
  if (!command) return failure(form, { title: 'No such form', status: 400 });
  const uploads = command.files ? await filesOf(args, form) : undefined;
  if (uploads && !uploads.ok) return failure(form, uploads.problem);
  const body = { ...command.body(form), ...(uploads ? { uploads: uploads.value } : {}) };
  const sent = await send(
    args,
    `/me/returns/${encodeURIComponent(returnId)}/${command.path}`,
    body,
    textOf(form, 'key'),
  );
  return sent.ok ? done(page, 'done') : failure(form, sent.problem);
}

/** The file that was chosen, if any, brought before the command that names it. */
export async function filesOf(args: PageArgs, form: FormData): Promise<Sent<readonly string[]>> {
  const file = form.get('content');
  if (file === null || typeof file === 'string' || file.size === 0) return { ok: true, value: [] };
  const brought = await bringFile(args, file, textOf(form, 'key'));
  return brought.ok ? { ok: true, value: [brought.value.uploadId] } : brought;
}
