/** What each form of the quality pages asks of the API. */
import {
  done,
  failure,
  keyOfFile,
  type PageArgs,
  type Problem,
  readForm,
  send,
  textOf,
  textsOf,
} from '../../api.ts';

interface Command {
  readonly path: string;
  readonly body: unknown;
  /** Page to go on to with what was made; the page itself if absent. */
  readonly then?: (made: Readonly<Record<string, string>>) => string;
}

type MakeCommand = (id: string, form: FormData) => Command;

/** Several ids in one field, as they are pasted. */
function idsIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((id) => id !== '');
}

export function recallText(form: FormData) {
  return {
    product: textOf(form, 'product'),
    identification: textOf(form, 'identification'),
    risk: textOf(form, 'risk'),
    hazard: textOf(form, 'hazard'),
    instructions: textsOf(form, 'instructions'),
    remedies: textsOf(form, 'remedies'),
    contact: textOf(form, 'contact'),
  };
}

/** `watch:wch_…` names what a recall follows from. */
function sourceOf(form: FormData): object {
  const [kind = 'platform', ref = ''] = textOf(form, 'source').split(':');
  if (kind === 'watch') return { kind, watchId: ref };
  if (kind === 'inspection') return { kind, lotId: ref };
  return kind === 'authority' ? { kind, authorityOrderId: ref } : { kind: 'platform' };
}

const COMMANDS: Readonly<Record<string, MakeCommand>> = {
  'open-lot': (_, form) => ({
    path: '/quality/lots',
    body: {
      listingId: textOf(form, 'listingId'),
      lotSize: Number(textOf(form, 'lotSize')),
      cause: textOf(form, 'cause'),
    },
    then: ({ lotId }) => `/ops/quality/lots/${lotId}`,
  }),
  'judge-lot': (id, form) => ({
    path: `/quality/lots/${id}/verdict`,
    body: { verdict: textOf(form, 'verdict'), why: textOf(form, 'why') },
  }),
  'review-watch': (id, form) => ({
    path: `/quality/goods/${id}/review`,
    body: { outcome: textOf(form, 'outcome'), why: textOf(form, 'why') },
  }),
  'open-recall': (_, form) => ({
    path: '/quality/recalls',
    body: { ...recallText(form), listings: idsIn(textOf(form, 'listings')), source: sourceOf(form) },
    then: ({ recallId }) => `/ops/quality/recalls/${recallId}`,
  }),
  'widen-recall': (id, form) => ({
    path: `/quality/recalls/${id}/listings`,
    body: { listings: idsIn(textOf(form, 'listings')) },
  }),
  'close-recall': (id, form) => ({
    path: `/quality/recalls/${id}/closing`,
    body: { why: textOf(form, 'why') },
  }),
  'record-order': (_, form) => ({
    path: '/quality/authority-orders',
    body: {
      kind: textOf(form, 'kind'),
      authority: textOf(form, 'authority'),
      country: textOf(form, 'country').toUpperCase(),
      reference: textOf(form, 'reference'),
      listings: idsIn(textOf(form, 'listings')),
      gtins: idsIn(textOf(form, 'gtins')),
      asks: textOf(form, 'asks'),
      receivedAt: Date.parse(`${textOf(form, 'receivedAt')}Z`),
    },
  }),
  'answer-order': (_, form) => ({
    path: `/quality/authority-orders/${encodeURIComponent(textOf(form, 'subject'))}/answer`,
    body: {
      outcome: textOf(form, 'outcome'),
      answer: textOf(form, 'answer'),
      recallId: textOf(form, 'recallId') || null,
    },
  }),
};

/** Runs the form that was sent, then shows `page` again, or what was made, which confirms it. */
export async function runCommand(args: PageArgs, page: string, id = '') {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  if (intent === 'inspect-unit') return inspectUnit(args, page, encodeURIComponent(id), form);
  const make = Object.hasOwn(COMMANDS, intent) ? COMMANDS[intent] : undefined;
  if (make === undefined) return failure(form, { title: 'This form is not known here.', status: 400 });
  const { path, body, then } = make(encodeURIComponent(id), form);
  const sent = await send<Readonly<Record<string, string>>>(args, path, body, textOf(form, 'key'));
  if (!sent.ok) return failure(form, sent.problem);
  return done(then ? then(sent.value) : page, intent);
}

/** The photos first, each under a key of its own: sent again, the same photo is the same file. */
async function inspectUnit(args: PageArgs, page: string, id: string, form: FormData) {
  const key = textOf(form, 'key');
  const unit = Number(textOf(form, 'subject'));
  const photos: string[] = [];
  for (const [i, file] of form.getAll('photos').entries()) {
    if (typeof file === 'string' || file.size === 0) continue;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const body = { kind: 'photo', content: bytes.toBase64() };
    const photoKey = await keyOfFile(`${key}-${unit}-${i}`, bytes);
    const sent = await send<{ uploadId: string }>(args, '/me/uploads', body, photoKey);
    if (!sent.ok) return failure(form, atPhotos(sent.problem));
    photos.push(sent.value.uploadId);
  }
  const body = { unit, result: textOf(form, 'result'), note: textOf(form, 'note'), photos };
  const sent = await send(args, `/quality/lots/${id}/units`, body, `${key}-${unit}`);
  return sent.ok ? done(page, 'inspect-unit') : failure(form, sent.problem);
}

function atPhotos(problem: Problem): Problem {
  return { ...problem, errors: (problem.errors ?? []).map((e) => ({ ...e, field: 'photos' })) };
}

export const DONE: Readonly<Record<string, string>> = {
  'open-lot': 'The lot is open; its units are drawn.',
  'inspect-unit': 'Recorded.',
  'judge-lot': 'The verdict is recorded; the seller is told.',
  'review-watch': 'Your review is on record.',
  'open-recall': 'Off the market everywhere. Owners are being listed and told.',
  'widen-recall': 'Taken into the recall; further owners are being told.',
  'close-recall': 'The recall is closed.',
  'record-order': 'On record; the clock runs.',
  'answer-order': 'The answer is on record.',
};
