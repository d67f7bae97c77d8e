/**
 * MP4 and QuickTime (ISO/IEC 14496-12): boxes of boxes. Where, when and with what it was taken lies in `udta`, `meta` and
 * `uuid` boxes and, on some phones, in a track of its own beside picture and sound. All of these are made `free` and filled
 * with zeros in place, so that no offset of the others changes.
 */
import { type Cleaned, holdsMarkup, Unreadable } from './cleaned.ts';

export interface VideoBounds {
  readonly secondsMax: number;
}

interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly body: number;
  readonly end: number;
}

const BOXES_MAX = 200_000;
const KNOWN_AT_TOP = new Set(['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'ssix', 'styp', 'wide']);
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf', 'mvex', 'edts']);
/** What a player needs of a film and its tracks. Places (`©xyz`, `loci`, `com.apple.quicktime.location.*`) are in none of these. */
const NEEDED = new Set(
  (
    'mvhd mehd trex tkhd tref elst mdhd elng hdlr vmhd smhd dinf stsd stts stsc stsz stz2 stco co64 stss ctts cslg stps ' +
    'sdtp sbgp sgpd subs saiz saio mfhd tfhd tfdt trun'
  ).split(' '),
);

export function cleanMp4(given: Buffer, bounds: VideoBounds): Cleaned {
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

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  clean(): void {
    const top = this.boxesOf(0, this.bytes.length);
    if (top[0]?.type !== 'ftyp') throw new Unreadable('no ftyp');
    if (!top.some((b) => b.type === 'moov')) throw new Unreadable('no moov');
    const isFragmented = top.some((b) => b.type === 'moof');
    for (const box of top) {
      if (!KNOWN_AT_TOP.has(box.type)) this.blank(box);
      else if (CONTAINERS.has(box.type)) this.cleanInside(box, isFragmented);
    }
  }

  private cleanInside(box: Box, isFragmented: boolean): void {
    for (const inner of this.boxesOf(box.body, box.end)) {
      if (inner.type === 'mvhd') this.seconds = Math.max(this.seconds, this.duration(inner));
      else if (inner.type === 'trak') this.cleanTrack(inner, isFragmented);
      else if (CONTAINERS.has(inner.type)) this.cleanInside(inner, isFragmented);
      else if (!NEEDED.has(inner.type)) this.blank(inner);
    }
  }

  private cleanTrack(track: Box, isFragmented: boolean): void {
    const media = this.inside(track, 'mdia');
    const handler = media && this.inside(media, 'hdlr');
    if (!handler) throw new Unreadable('a track of no kind');
    const kind = this.bytes.toString('latin1', handler.body + 8, handler.body + 12);
    if (kind === 'vide' || kind === 'soun') {
      this.cleanInside(track, isFragmented);
      return;
    }
    // Its samples are all over the fragments; files of recorders have none of these.
    if (isFragmented) throw new Unreadable(`a track of ${kind} in fragments`);
    const info = this.inside(media, 'minf');
    const table = info && this.inside(info, 'stbl');
    if (table) for (const [from, to] of this.samplesOf(table)) this.bytes.fill(0, from, to);
    this.blank(track);
  }

  /** Where in the file a track's samples lie. */
  private samplesOf(table: Box): readonly (readonly [number, number])[] {
    const sizes = this.sampleSizes(table);
    const chunks = this.chunkOffsets(table);
    const runs = this.inside(table, 'stsc');
    if (!runs) throw new Unreadable('no stsc');
    const entries = this.countIn(runs, 4, 12);
    const spans: [number, number][] = [];
    let sample = 0;
    for (let entry = 0, chunk = 1; entry < entries; entry++) {
      const at = runs.body + 8 + entry * 12;
      const perChunk = this.bytes.readUInt32BE(at + 4);
      const last = entry + 1 < entries ? this.bytes.readUInt32BE(at + 12) - 1 : chunks.length;
      for (; chunk <= last; chunk++) {
        const from = chunks[chunk - 1];
        if (from === undefined) throw new Unreadable('a chunk that is not there');
        let to = from;
        for (let i = 0; i < perChunk && sample < sizes.length; i++, sample++) to += sizes[sample] ?? 0;
        if (to > this.bytes.length) throw new Unreadable('samples beyond the end');
        spans.push([from, to]);
      }
    }
    return spans;
  }

  private sampleSizes(table: Box): readonly number[] {
    const box = this.inside(table, 'stsz');
    if (!box) throw new Unreadable('no stsz');
    const all = this.bytes.readUInt32BE(box.body + 4);
    const count = this.countIn(box, 8, all === 0 ? 4 : 0);
    if (all !== 0 && count * all > this.bytes.length) throw new Unreadable('samples beyond the end');
    return Array.from({ length: count }, (_, i) =>
      all === 0 ? this.bytes.readUInt32BE(box.body + 12 + i * 4) : all,
    );
  }

  private chunkOffsets(table: Box): readonly number[] {
    const short = this.inside(table, 'stco');
    const long = short ? undefined : this.inside(table, 'co64');
    const box = short ?? long;
    if (!box) throw new Unreadable('no chunk offsets');
    const width = short ? 4 : 8;
    const count = this.countIn(box, 4, width);
    return Array.from({ length: count }, (_, i) => {
      const at = box.body + 8 + i * width;
      return short ? this.bytes.readUInt32BE(at) : Number(this.bytes.readBigUInt64BE(at));
    });
  }

  /** A count at `offset` of the content, whose entries of `width` bytes must fit behind it. */
  private countIn(box: Box, offset: number, width: number): number {
    const count = this.bytes.readUInt32BE(box.body + offset);
    if (box.body + offset + 4 + count * width > box.end || count > this.bytes.length)
      throw new Unreadable('a table beyond its box');
    return count;
  }

  private duration(header: Box): number {
    const isLong = this.bytes.readUInt8(header.body) === 1;
    const scale = this.bytes.readUInt32BE(header.body + (isLong ? 20 : 12));
    const units = isLong
      ? Number(this.bytes.readBigUInt64BE(header.body + 24))
      : this.bytes.readUInt32BE(header.body + 16);
    // All ones: not known when it was written, as in fragments.
    return scale === 0 || units >= 0xffff_ffff ? 0 : units / scale;
  }

  private blank(box: Box): void {
    this.bytes.write('free', box.start + 4, 'latin1');
    this.bytes.fill(0, box.body, box.end);
  }

  private inside(box: Box, type: string): Box | undefined {
    return this.boxesOf(box.body, box.end).find((b) => b.type === type);
  }

  private boxesOf(from: number, to: number): readonly Box[] {
    const found: Box[] = [];
    for (let start = from; start < to;) {
      // QuickTime ends some lists with a zero.
      if (to - start === 4 && this.bytes.readUInt32BE(start) === 0) break;
      if (to - start < 8 || ++this.count > BOXES_MAX) throw new Unreadable('not a box');
      const type = this.bytes.toString('latin1', start + 4, start + 8);
      const short = this.bytes.readUInt32BE(start);
      const size =
        short === 0 ? to - start : short === 1 ? Number(this.bytes.readBigUInt64BE(start + 8)) : short;
      const body = start + (short === 1 ? 16 : 8);
      if (start + size > to || start + size < body) throw new Unreadable('a box beyond its parent');
      found.push({ type, start, body, end: start + size });
      start += size;
    }
    return found;
  }
}
