/** What the second step of a report saves: text and files together, so that adding a file never loses what was typed. */
import { redirect } from 'react-router';

import { failure, get, keyOfFile, newKey, type PageArgs, send, type Sent, textOf } from '../api.ts';
import type { Draft, Kinds } from './models.ts';
import { missing } from './report-data.ts';

export async function saveDetails(args: PageArgs, id: string, form: FormData) {
  const page = `/report/${encodeURIComponent(id)}`;
  const path = `/me/report-drafts/${encodeURIComponent(id)}`;
  const text = textOf(form, 'text');
  // Saving is setting: twice is as once, and what was mended after a refusal is another request than what was refused.
  const saved = await send(args, path, { text }, newKey(), 'PATCH');
  if (!saved.ok) return failure(form, saved.problem);
  const changed = await changeFiles(args, path, form);
  if (changed && !changed.ok) return failure(form, changed.problem);
  if (textOf(form, 'then') !== 'check') return redirect(`${page}#files`);

  const [draft, { kinds }] = await Promise.all([
    get<Draft>(args, path),
    get<Kinds>(args, '/complaint-kinds'),
  ]);
  if (draft.text === '') return failure(form, missing('report-text-missing', 'text'));
  const needsPhoto = kinds.find((k) => k.kind === draft.kind)?.evidenceRequired.includes('photo') ?? false;
  if (needsPhoto && !draft.uploads.some((u) => u.kind === 'photo'))
    return failure(form, missing('report-photo-missing', 'content'));
  return redirect(`${page}/check`);
}

/** Brings the file that was chosen, or takes the one away whose button was pressed. */
async function changeFiles(args: PageArgs, path: string, form: FormData): Promise<Sent<unknown> | undefined> {
  const removed = textOf(form, 'remove');
  const file = form.get('content');
  const isChosen = file !== null && typeof file !== 'string' && file.size > 0;
  if (removed === '' && !isChosen) return undefined;
  const { uploads } = await get<Draft>(args, path);
  const kept = uploads.map((u) => u.id).filter((id) => id !== removed);
  if (!isChosen) return send(args, path, { uploads: kept }, newKey(), 'PATCH');
  const brought = await bringFile(args, file, textOf(form, 'key'));
  if (!brought.ok) return brought;
  return send(args, path, { uploads: [...new Set([...kept, brought.value.uploadId])] }, newKey(), 'PATCH');
}

/** A file as the API takes it, inside JSON; its kind follows from the type that it is said to have. `key`: of the form. */
export async function bringFile(
  args: PageArgs,
  file: File,
  key: string,
): Promise<Sent<{ uploadId: string }>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = file.type === '' ? {} : { type: file.type };
  const body = { kind: kindOf(file.type), content: bytes.toBase64(), ...type };
  return send(args, '/me/uploads', body, await keyOfFile(key, bytes));
}

function kindOf(type: string): 'photo' | 'video' | 'document' {
  if (type.startsWith('video/')) return 'video';
  return type === 'application/pdf' ? 'document' : 'photo';
}
