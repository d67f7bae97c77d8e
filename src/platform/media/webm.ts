/**
 * WebM (Matroska, RFC 9559): elements of elements. Tags, attachments and chapters can hold a place, another file or a text;
 * they are overwritten by a `Void` of the same length. Only tracks of picture and sound are taken.
 */
import { type Cleaned, holdsMarkup, Unreadable } from './cleaned.ts';
import type { VideoBounds } from './mp4.ts';

interface Element {
  readonly id: number;
  readonly start: number;
  readonly body: number;
  /** `undefined`: until something begins that can't be inside, as live recorders write it. */
  readonly end: number | undefined;
}

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TITLE = 0x7ba9;
const SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const TAGS = 0x1254c367;
const ATTACHMENTS = 0x1941a469;
const CHAPTERS = 0x1043a770;
const VOID = 0xec;
const IN_SEGMENT = new Set([
  INFO,
  TRACKS,
  CLUSTER,
  TAGS,
  ATTACHMENTS,
  CHAPTERS,
  VOID,
  0x114d9b74, // SeekHead
  0x1c53bb6b, // Cues
  0xbf, // CRC-32
]);
const TELLING = new Set([TAGS, ATTACHMENTS, CHAPTERS, VOID]);
const ELEMENTS_MAX = 500_000;

export function cleanWebm(given: Buffer, bounds: VideoBounds): Cleaned {
  const bytes = Buffer.from(given);
  try {
    const walk = new Walk(bytes);
    walk.clean();
    if (walk.seconds > bounds.secondsMax) return { fault: 'too-long' };
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return { fault: 'unreadable' };
    throw error;
  }
  return holdsMarkup(bytes) ? { fault: 'active-content' } : { bytes };
}

class Walk {
  seconds = 0;
  private readonly bytes: Buffer;
  private count = 0;
  /** Nanoseconds of one tick. */
  private scale = 1_000_000;
  private ticks = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  clean(): void {
    const head = this.elementAt(0);
    if (head.id !== EBML || head.end === undefined) throw new Unreadable('no EBML header');
    const segment = this.elementAt(head.end);
    if (segment.id !== SEGMENT) throw new Unreadable('no segment');
    const end = segment.end ?? this.bytes.length;
    if (end !== this.bytes.length) throw new Unreadable('something behind the segment');
    let hasTracks = false;
    for (let at = segment.body; at < end;) {
      const element = this.elementAt(at);
      if (!IN_SEGMENT.has(element.id)) throw new Unreadable('an element that does not belong here');
      const next = element.end ?? this.endOfCluster(element, end);
      if (next > end) throw new Unreadable('an element beyond the segment');
      if (TELLING.has(element.id)) this.blank(element.start, next);
      else if (element.id === INFO) this.readInfo(element.body, next);
      else if (element.id === TRACKS) hasTracks = this.checkTracks(element.body, next);
      else if (element.id === CLUSTER) this.readTime(element.body, next);
      at = next;
    }
    if (!hasTracks) throw new Unreadable('no tracks');
    this.seconds = (this.ticks * this.scale) / 1e9;
  }

  private readInfo(from: number, to: number): void {
    for (const element of this.elementsOf(from, to)) {
      if (element.id === TITLE) this.blank(element.start, element.end);
      else if (element.id === SCALE) this.scale = this.number(element);
      else if (element.id === DURATION)
        this.ticks =
          element.end - element.body === 4
            ? this.bytes.readFloatBE(element.body)
            : this.bytes.readDoubleBE(element.body);
    }
  }

  private checkTracks(from: number, to: number): boolean {
    const tracks = this.elementsOf(from, to).filter((e) => e.id === TRACK);
    for (const track of tracks) {
      const type = this.elementsOf(track.body, track.end).find((e) => e.id === TRACK_TYPE);
      const kind = type && this.number(type);
      if (kind !== 1 && kind !== 2) throw new Unreadable('a track of neither picture nor sound');
    }
    return tracks.length > 0;
  }

  /** A recorder that was stopped writes no duration: the last cluster says how long it went on. */
  private readTime(from: number, to: number): void {
    const first = this.elementAt(from);
    if (first.id === TIMESTAMP && first.end !== undefined && first.end <= to)
      this.ticks = Math.max(this.ticks, this.number({ ...first, end: first.end }));
  }

  private endOfCluster(cluster: Element, end: number): number {
    if (cluster.id !== CLUSTER) throw new Unreadable('an element without an end');
    let at = cluster.body;
    while (at < end) {
      const inner = this.elementAt(at);
      if (inner.id !== VOID && IN_SEGMENT.has(inner.id)) return at;
      if (inner.end === undefined) throw new Unreadable('an element without an end');
      at = inner.end;
    }
    return at;
  }

  private elementsOf(from: number, to: number): readonly (Element & { readonly end: number })[] {
    const found: (Element & { readonly end: number })[] = [];
    for (let at = from; at < to;) {
      const element = this.elementAt(at);
      const { end } = element;
      if (end === undefined || end > to) throw new Unreadable('an element beyond its parent');
      found.push({ ...element, end });
      at = end;
    }
    return found;
  }

  private elementAt(start: number): Element {
    if (++this.count > ELEMENTS_MAX) throw new Unreadable('too many elements');
    const idLength = this.lengthAt(start, 4);
    const id = this.bytes.readUIntBE(start, idLength);
    const at = start + idLength;
    const sizeLength = this.lengthAt(at, 8);
    const size = this.sizeAt(at, sizeLength);
    const body = at + sizeLength;
    if (size === undefined) return { id, start, body, end: undefined };
    if (body + size > this.bytes.length) throw new Unreadable('cut off');
    return { id, start, body, end: body + size };
  }

  /** How many bytes a number of variable length has: zeros before the first one, and one more. */
  private lengthAt(at: number, max: number): number {
    const length = Math.clz32(this.bytes.readUInt8(at)) - 23;
    if (length > max) throw new Unreadable('not an element');
    return length;
  }

  private sizeAt(at: number, length: number): number | undefined {
    let value = BigInt(this.bytes.readUInt8(at) & (0xff >> length));
    for (let i = 1; i < length; i++) value = (value << 8n) | BigInt(this.bytes.readUInt8(at + i));
    return value === (1n << BigInt(7 * length)) - 1n ? undefined : Number(value);
  }

  private number({ body, end }: Element & { readonly end: number }): number {
    const length = end - body;
    if (length < 1 || length > 6) throw new Unreadable('not a number');
    return this.bytes.readUIntBE(body, length);
  }

  private blank(start: number, end: number): void {
    const length = end - start;
    if (length < 2) throw new Unreadable('not an element');
    this.bytes.fill(0, start, end);
    this.bytes.writeUInt8(VOID, start);
    if (length < 10) {
      this.bytes.writeUInt8(0x80 | (length - 2), start + 1);
      return;
    }
    this.bytes.writeUInt8(0x01, start + 1);
    this.bytes.writeUIntBE(length - 9, start + 3, 6);
  }
}
