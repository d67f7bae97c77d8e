/** Pictures of listings: their sizes and names, and how large an image says it is. */

/** Longest side in pixels. `thumb` in carts and lists, `card` in search, `full` on the listing's own page. */
export const PICTURE_PX = { thumb: 320, card: 640, full: 1280 } as const;
export type PictureSize = keyof typeof PICTURE_PX;
export const PICTURE_SIZES = Object.keys(PICTURE_PX) as readonly PictureSize[];

/** An image as it goes out. */
export interface PictureBytes {
  readonly mime: 'image/webp' | 'image/svg+xml';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Draws pictures that no seller uploaded, as those of the demo. Knows its own ids; every other is `undefined`.
 */
export type Illustrator = (pictureId: string) => string | undefined;

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Width and height as the header of a PNG, JPEG or WebP gives them, without decoding: what unpacks to gigabytes is
 * refused before anything is unpacked. `undefined` for anything else, or a header that breaks off.
 */
export function pixelSizeOf(bytes: Uint8Array): PixelSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 30) return undefined;
  if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (view.getUint16(0) === 0xffd8) return sizeOfJpeg(view);
  if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return sizeOfWebp(view);
  return undefined;
}

/** Walks the segments up to the first frame header (ITU T.81, B.2.2). */
function sizeOfJpeg(view: DataView): PixelSize | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Fill bytes and markers without a length.
    at +=
      marker === 0xff
        ? 1
        : marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
          ? 2
          : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** RFC 9649: extended, lossless and lossy headers. */
function sizeOfWebp(view: DataView): PixelSize | undefined {
  const kind = view.getUint32(12);
  if (kind === 0x56503858) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return undefined;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
