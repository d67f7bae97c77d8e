import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { InspectedUpload } from '../cases/evidence.ts';
import { clean, sniffed } from '../platform/media/clean.ts';
import { isFaulty, type MediaFault } from '../platform/media/cleaned.ts';
import { UPLOAD_KINDS } from '../rulebook/procedure.ts';
import type { Rulebook } from '../rulebook/schema.ts';

/** Base64 of the largest file that any rulebook takes; the rulebook's own bounds are told by name. */
const CONTENT_MAX = 24_000_000;

/** A file inside JSON. Its name is not asked for: it would only be personal data. */
export const uploadBody = z.strictObject({
  kind: z.enum(UPLOAD_KINDS),
  /** Base64, standard alphabet. */
  content: z.string().min(1, 'choose a file').max(CONTENT_MAX, 'this file is too large'),
  /** MIME type that it is said to have; one that its bytes contradict is refused. */
  type: z.string().max(100).optional(),
});
type UploadBody = z.infer<typeof uploadBody>;

/** Bytes of a request that carries `count` files of the usual size, or one of the largest. */
export function bodyBytesFor(count: number): number {
  return Math.max(count * 8_000_000, CONTENT_MAX) + 64 * 1024;
}

/** Of routes that take files. */
export const UPLOAD_REFUSALS = {
  'file-empty': 422,
  'file-too-large': 422,
  'file-type-not-accepted': 422,
  'file-type-differs': 422,
  'file-unreadable': 422,
  'file-too-many-pixels': 422,
  'file-too-long': 422,
  'file-too-many-pages': 422,
  'file-active-content': 422,
  'file-encrypted': 422,
  'too-many-uploads': 422,
} as const;

/**
 * Looks through a file and cleans it: size and type by the bytes themselves, nothing in it that runs, no place and no
 * camera left. Refuses with one of `UPLOAD_REFUSALS` at `field`.
 */
export async function inspectUpload(
  given: UploadBody,
  rulebook: Rulebook,
  field = 'content',
): Promise<InspectedUpload | Refusal> {
  const { evidence } = rulebook;
  const { kind } = given;
  const no = (name: string, why: string, facts: Record<string, number | string> = {}) =>
    refuse(name, why, { field, facts });
  const bytes = Buffer.from(given.content, 'base64');
  // What is not base64 is passed over in decoding: then fewer bytes come out than the text stands for.
  if (
    bytes.byteLength === 0 ||
    bytes.byteLength < Math.floor((given.content.replace(/=+$/, '').length * 3) / 4)
  )
    return no('file-empty', 'The file is empty, or was cut off on its way.');
  const bytesMax = evidence.uploadBytesMax[kind];
  if (bytes.byteLength > bytesMax)
    return no('file-too-large', `A ${kind} may have ${bytesMax / 1_000_000} MB at most.`, { bytesMax });
  const mime = await sniffed(bytes);
  const accepted: readonly string[] = evidence.uploadTypes[kind];
  if (!mime || !accepted.includes(mime))
    return no('file-type-not-accepted', `As ${kind} we take: ${accepted.join(', ')}.`, { found: mime ?? '' });
  if (given.type && !isSame(given.type, mime))
    return no('file-type-differs', `It says that it is ${given.type}, and is ${mime}.`, {
      said: given.type,
      found: mime,
    });
  const result = await clean(bytes, mime, {
    picture: { megapixelsMax: evidence.pictureMegapixelsMax, sideMax: evidence.pictureSideMax },
    video: { secondsMax: evidence.videoSecondsMax },
    pdf: { pagesMax: evidence.pdfPagesMax },
  });
  if (isFaulty(result)) return no(`file-${result.fault}`, FAULTS[result.fault](evidence));
  return {
    kind,
    mime,
    bytes: result.bytes.byteLength,
    sha256: hashOf(result.bytes),
    base64: result.bytes.toString('base64'),
    given: hashOf(bytes),
  };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `image/jpg` and `video/mov` are what some systems call it; one that knows nothing says octet-stream. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'video/x-m4v': 'video/mp4',
  'video/mov': 'video/quicktime',
};

function isSame(said: string, mime: string): boolean {
  const type = said.toLowerCase().split(';')[0]?.trim() ?? '';
  return type === 'application/octet-stream' || (OTHER_NAMES[type] ?? type) === mime;
}

const FAULTS: Readonly<Record<MediaFault, (bounds: Rulebook['evidence']) => string>> = {
  unreadable: () =>
    'It is damaged, cut off, or in a form that we can’t look through. Save it anew and try again.',
  'too-many-pixels': (e) => `A picture may have ${e.pictureMegapixelsMax} megapixels at most.`,
  'too-long': (e) => `A video may last ${e.videoSecondsMax} seconds at most.`,
  'too-many-pages': (e) => `A document may have ${e.pdfPagesMax} pages at most.`,
  'active-content': () => 'There is something in it that would run or open by itself, such as a script.',
  encrypted: () => 'It is protected by a password: nobody could read it here.',
};
