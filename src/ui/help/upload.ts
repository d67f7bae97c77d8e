import { keyOfFile, type PageArgs, type Sent, send } from '../api.ts';

/** Keeps the file of a form, if one was chosen, and gives its id for what it belongs to. */
export async function keptUpload(
  args: PageArgs,
  form: FormData,
  key: string,
): Promise<Sent<readonly string[]>> {
  const file = form.get('content');
  if (file === null || typeof file === 'string' || file.size === 0) return { ok: true, value: [] };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = file.type.startsWith('image/')
    ? 'photo'
    : file.type.startsWith('video/')
      ? 'video'
      : 'document';
  const body = { kind, content: bytes.toBase64(), ...(file.type === '' ? {} : { type: file.type }) };
  const sent = await send<{ uploadId: string }>(args, '/me/uploads', body, await keyOfFile(key, bytes));
  return sent.ok ? { ok: true, value: [sent.value.uploadId] } : sent;
}
