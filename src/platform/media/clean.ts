/** One way in for every file that people bring: by its sniffed type to the walker that knows it. */
import { fileTypeFromBuffer } from 'file-type';
import type { Cleaned } from './cleaned.ts';
import { cleanMp4, type VideoBounds } from './mp4.ts';
import { cleanPdf, type PdfBounds } from './pdf.ts';
import { cleanPicture, type PictureBounds } from './picture.ts';
import { cleanWebm } from './webm.ts';

export interface MediaBounds {
  readonly picture: PictureBounds;
  readonly video: VideoBounds;
  readonly pdf: PdfBounds;
}

/** MIME type by the bytes themselves; `undefined` for what has none, such as text. */
export async function sniffed(bytes: Buffer): Promise<string | undefined> {
  return (await fileTypeFromBuffer(bytes))?.mime;
}

/** Without place, camera and whatever else is nobody's business; or what is wrong with it. Never changes `bytes`. */
export async function clean(bytes: Buffer, mime: string, bounds: MediaBounds): Promise<Cleaned> {
  switch (mime) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp':
      return cleanPicture(bytes, mime, bounds.picture);
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/x-m4v':
      return cleanMp4(bytes, bounds.video);
    case 'video/webm':
      return cleanWebm(bytes, bounds.video);
    case 'application/pdf':
      return cleanPdf(bytes, bounds.pdf);
    default:
      return { fault: 'unreadable' };
  }
}
