/**
 * Pictures are decoded and encoded anew: turned upright, and without whatever else was in the file (camera, place, time,
 * thumbnails, a second file behind the picture). The size is read from the header first: a small file can ask for
 * gigabytes.
 */
import { ResizeFit, Transformer } from '@napi-rs/image';
import { type Cleaned, holdsMarkup } from './cleaned.ts';
import { withRoomFor } from './pixel-room.ts';

export interface PictureBounds {
  readonly megapixelsMax: number;
  /** Larger ones are made smaller, by their longer side. */
  readonly sideMax: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const JPEG_QUALITY = 86;
const MEGA = 1_000_000;

/** `mime` as sniffed: image/jpeg, image/png or image/webp. */
export async function cleanPicture(bytes: Buffer, mime: string, bounds: PictureBounds): Promise<Cleaned> {
  if (holdsMarkup(bytes)) return { fault: 'active-content' };
  const opened = openPicture(bytes, mime, bounds.megapixelsMax * MEGA);
  if ('fault' in opened) return opened;
  const { source, width, height } = opened;
  return withRoomFor(width * height, async () => {
    try {
      const picture = new Transformer(source).rotate();
      const { sideMax } = bounds;
      // A square frame: turning by a quarter swaps the sides.
      if (Math.max(width, height) > sideMax)
        picture.resize({ width: sideMax, height: sideMax, fit: ResizeFit.Inside });
      return { bytes: await encoded(picture, mime) };
    } catch {
      return { fault: 'unreadable' } as const;
    }
  });
}

/** JPEG knows no longer side. What is longer is a line, which takes a decoder minutes. */
const SIDE_MAX = 65_535;

/** What may be handed to a decoder: its size known and bounded, and nothing in it but pixels that unpacks by itself. */
export function openPicture(
  bytes: Buffer,
  mime: string,
  pixelsMax: number,
): (Size & { readonly source: Buffer }) | { readonly fault: 'unreadable' | 'too-many-pixels' } {
  const size = sizeOf(bytes, mime);
  if (!size || size.width < 1 || size.height < 1) return { fault: 'unreadable' };
  if (size.width * size.height > pixelsMax || Math.max(size.width, size.height) > SIDE_MAX)
    return { fault: 'too-many-pixels' };
  const source = mime === 'image/png' ? pixelsOnly(bytes) : bytes;
  return source ? { ...size, source } : { fault: 'unreadable' };
}

function encoded(picture: Transformer, mime: string): Promise<Buffer> {
  if (mime === 'image/png') return picture.png();
  return mime === 'image/webp' ? picture.webp(JPEG_QUALITY) : picture.jpeg(JPEG_QUALITY);
}

/** Width and height as the header has them; `undefined` where it has none, or two that differ. */
export function sizeOf(bytes: Buffer, mime: string): Size | undefined {
  try {
    if (mime === 'image/png') return sizeOfPng(bytes);
    return mime === 'image/webp' ? sizeOfWebp(bytes) : sizeOfJpeg(bytes);
  } catch {
    // A read beyond the end: cut off.
    return undefined;
  }
}

function sizeOfPng(bytes: Buffer): Size | undefined {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The frame header (SOF) before the first scan. Two of them would leave open which one a decoder believes. */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  let found: Size | undefined;
  for (let at = 2; at < bytes.length;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return found;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      if (found) return undefined;
      found = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return found;
}

/** The largest that any of its parts has: an extended file says one of its own, which its picture need not have. */
function sizeOfWebp(bytes: Buffer): Size | undefined {
  const [first] = webpParts(bytes, 12);
  if (first?.kind !== 'VP8X') return first && sizeOfWebpPart(bytes, first);
  let found = sizeOfWebpPart(bytes, first);
  const parts = webpParts(bytes, 12).flatMap((part) =>
    part.kind === 'ANMF' ? webpParts(bytes, part.at + ANMF_HEAD, part.end) : [part],
  );
  for (const part of parts) {
    const size = sizeOfWebpPart(bytes, part);
    if (size && found)
      found = { width: Math.max(size.width, found.width), height: Math.max(size.height, found.height) };
  }
  return found;
}

interface WebpPart {
  readonly kind: string;
  /** Where its content begins and ends. */
  readonly at: number;
  readonly end: number;
}

/** A frame of an animation says where it lies and for how long, before its own parts. */
const ANMF_HEAD = 16;

function webpParts(bytes: Buffer, from: number, until = bytes.length): readonly WebpPart[] {
  const parts: WebpPart[] = [];
  for (let at = from; at + 8 <= until;) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    parts.push({ kind: bytes.toString('latin1', at, at + 4), at: at + 8, end: Math.min(end, until) });
    at = end + (end % 2);
  }
  return parts;
}

function sizeOfWebpPart(bytes: Buffer, { kind, at }: WebpPart): Size | undefined {
  if (kind === 'VP8X')
    return { width: bytes.readUIntLE(at + 4, 3) + 1, height: bytes.readUIntLE(at + 7, 3) + 1 };
  if (kind === 'VP8 ')
    return { width: bytes.readUInt16LE(at + 6) & 0x3fff, height: bytes.readUInt16LE(at + 8) & 0x3fff };
  if (kind !== 'VP8L') return undefined;
  const packed = bytes.readUInt32LE(at + 1);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

const PIXEL_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** A PNG without texts and profiles, which may be compressed a thousandfold; `undefined` if it is cut off. */
function pixelsOnly(bytes: Buffer): Buffer | undefined {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    if (PIXEL_CHUNKS.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}
