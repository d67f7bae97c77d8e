import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { InspectedUpload } from '../cases/evidence.ts';
import { UPLOAD_KINDS } from '../rulebook/procedure.ts';
import type { Rulebook } from '../rulebook/schema.ts';

/** A file inside JSON. Its type is read from the bytes; a name would only be personal data. */
export const uploadBody = z.strictObject({
  kind: z.enum(UPLOAD_KINDS),
  /** Base64, standard alphabet. */
  content: z.base64('base64 of the file').min(1, 'choose a file').max(8_000_000, 'this file is too large'),
});

/** Bytes of a request that carries `count` files: base64 makes four of three. */
export function bodyBytesFor(count: number): number {
  return count * 8_000_000 + 64 * 1024;
}

/** Checks size and type by the bytes themselves. Refuses `file-too-large` and `file-type-not-accepted`. */
export async function inspectUpload(
  given: z.infer<typeof uploadBody>,
  rulebook: Rulebook,
  field = 'content',
): Promise<InspectedUpload | Refusal> {
  const { uploadBytesMax, uploadTypes } = rulebook.evidence;
  const bytes = Buffer.from(given.content, 'base64');
  if (bytes.byteLength > uploadBytesMax)
    return refuse('file-too-large', `A file may have ${uploadBytesMax} bytes at most.`, {
      field,
      facts: { uploadBytesMax },
    });
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  const accepted: readonly string[] = uploadTypes[given.kind];
  if (!mime || !accepted.includes(mime))
    return refuse('file-type-not-accepted', `As ${given.kind} we take: ${accepted.join(', ')}.`, { field });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: given.kind, mime, bytes: bytes.byteLength, sha256, base64: given.content };
}
