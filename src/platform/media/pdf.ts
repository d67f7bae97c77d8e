/**
 * PDF: looked through as bytes, compressed object streams included. What would run or open something, embedded files and
 * passwords are refused; the document's information, its XMP packet and the camera data of its photos are overwritten in
 * place, so that no offset changes.
 */
import { inflateSync } from 'node:zlib';
import { type Cleaned, Unreadable } from './cleaned.ts';

export interface PdfBounds {
  readonly pagesMax: number;
}

/**
 * Names of a PDF that make a reader do something, or that carry another file. Long enough not to be in compressed data by
 * chance, so they are looked for everywhere: what only seems to be a stream hides nothing.
 */
const ACTIVE_NAMES = nameOf('JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|Rendition');
const SHORT_ACTIVE_NAMES = nameOf('JS|XFA|GoToE|GoToR');
const ENCRYPTED = nameOf('Encrypt');
const OBJECT_STREAM = nameOf('ObjStm');
const PAGE = /\/Type\s*\/Page(?![A-Za-z0-9_.-])/g;

function nameOf(names: string): RegExp {
  return new RegExp(`/(?:${names})(?![A-Za-z0-9_.-])`);
}

/** An object stream may grow to so much, all together: a bomb is not unpacked to the end. */
const INFLATED_BYTES_MAX = 64_000_000;

export function cleanPdf(given: Buffer, bounds: PdfBounds): Cleaned {
  const bytes = Buffer.from(given);
  const text = bytes.toString('latin1');
  // A page or an archive before or behind the document would make it two kinds of file.
  if (!text.startsWith('%PDF-') || !/%%EOF\s*$/.test(text.slice(-1_024))) return { fault: 'unreadable' };
  try {
    const objects = objectStreams(bytes, text).map(plain);
    const everything = [plain(text), ...objects];
    if (everything.some((t) => ENCRYPTED.test(t))) return { fault: 'encrypted' };
    if (everything.some((t) => ACTIVE_NAMES.test(t))) return { fault: 'active-content' };
    const texts = [plain(withoutStreams(text)), ...objects];
    if (texts.some((t) => SHORT_ACTIVE_NAMES.test(t))) return { fault: 'active-content' };
    const pages = texts.reduce((sum, t) => sum + (t.match(PAGE)?.length ?? 0), 0);
    if (pages > bounds.pagesMax) return { fault: 'too-many-pages' };
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return { fault: 'unreadable' };
    throw error;
  }
  blankInformation(bytes, text);
  blankPackets(bytes, text);
  blankCameraData(bytes);
  return { bytes };
}

/** `/J#61vaScript` is `/JavaScript` to a reader. */
function plain(text: string): string {
  return text.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The content of streams is data: what looks like a name there is none. */
function withoutStreams(text: string): string {
  return text.replaceAll(/\bstream\r?\n[^]*?\bendstream\b/g, 'stream endstream');
}

/** Objects may lie compressed inside streams: these are unpacked and read like the rest. */
function objectStreams(bytes: Buffer, text: string): readonly string[] {
  const unpacked: string[] = [];
  let left = INFLATED_BYTES_MAX;
  for (const found of text.matchAll(/\bstream\r?\n/g)) {
    const dictionary = plain(dictionaryBefore(text, found.index));
    if (!OBJECT_STREAM.test(dictionary)) continue;
    const filters = dictionary.match(/\/Filter\s*(\[[^\]]*\]|\/\w+)/)?.[1] ?? '';
    const from = found.index + found[0].length;
    const to = text.indexOf('endstream', from);
    if (to < 0) throw new Unreadable('cut off');
    const content = bytes.subarray(from, to);
    const names = filters.match(/\/\w+/g) ?? [];
    if (names.length === 0) unpacked.push(content.toString('latin1'));
    else if (names.length === 1 && (names[0] === '/FlateDecode' || names[0] === '/Fl'))
      unpacked.push(inflated(content, left));
    else throw new Unreadable(`objects under ${filters}`);
    left -= unpacked.at(-1)?.length ?? 0;
  }
  return unpacked;
}

/** From the object's own beginning: dictionaries nest, so the last `<<` is not always theirs. */
function dictionaryBefore(text: string, at: number): string {
  const from = text.lastIndexOf(' obj', at);
  if (from < 0) throw new Unreadable('a stream of no object');
  return text.slice(from, at);
}

function inflated(content: Buffer, max: number): string {
  if (max <= 0) throw new Unreadable('too much inside');
  try {
    return inflateSync(content, { maxOutputLength: max }).toString('latin1');
  } catch {
    throw new Unreadable('compressed objects that do not unpack');
  }
}

/** Author, program and dates, where they are written in the open. */
function blankInformation(bytes: Buffer, text: string): void {
  for (const [, number] of text.matchAll(/\/Info\s+(\d+)\s+\d+\s+R/g)) {
    const object = new RegExp(`(?:^|[\\r\\n\\s])${number} \\d+ obj([^]*?)endobj`).exec(text);
    if (!object?.[1]) continue;
    const from = object.index + object[0].indexOf(object[1]);
    for (const value of object[1].matchAll(/\(((?:\\[^]|[^\\()])*)\)|<([0-9a-fA-F\s]+)>/g)) {
      const inner = from + value.index + 1;
      const isHex = value[2] !== undefined;
      bytes.fill(isHex ? '20' : ' ', inner, inner + value[0].length - 2, 'latin1');
    }
  }
}

/** XMP, also a compressed one: readers pass over a packet that they can't read. */
function blankPackets(bytes: Buffer, text: string): void {
  for (const found of text.matchAll(/\bstream\r?\n/g)) {
    const from = text.lastIndexOf(' obj', found.index);
    if (from < 0 || !/\/Type\s*\/Metadata/.test(text.slice(from, found.index))) continue;
    const begin = found.index + found[0].length;
    const end = text.indexOf('endstream', begin);
    if (end > begin) bytes.fill(' ', begin, end, 'latin1');
  }
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');

/** Photos inside keep the place where they were taken in their APP1 segment. */
function blankCameraData(bytes: Buffer): void {
  for (let at = bytes.indexOf(EXIF); at >= 0; at = bytes.indexOf(EXIF, at + EXIF.length)) {
    const isSegment = at >= 4 && bytes[at - 4] === 0xff && bytes[at - 3] === 0xe1;
    if (!isSegment) continue;
    const end = Math.min(bytes.length, at - 2 + bytes.readUInt16BE(at - 2));
    if (end > at + EXIF.length) bytes.fill(0, at + EXIF.length, end);
  }
}
