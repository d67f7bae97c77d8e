import type { Commitment } from '../kernel/unit.ts';
import type { Reader } from './route.ts';

/** The bytes of an upload, with headers that keep a browser from running anything in them. */
export async function fileResponse(
  reader: Pick<Reader, 'reveal'>,
  file: { readonly name: string; readonly mime: string; readonly content: Commitment },
): Promise<Response | undefined> {
  const base64 = (await reader.reveal([file.content])).get(file.content);
  if (base64 === undefined) return undefined;
  return new Response(Buffer.from(base64, 'base64'), {
    headers: {
      'content-type': file.mime,
      'content-disposition': `attachment; filename="${file.name}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  });
}
