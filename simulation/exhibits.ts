import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { InspectedUpload } from '../src/cases/evidence.ts';
import type { Random } from './random.ts';

/** What somebody sees who looks at a photo. */
export type Shown = 'shows-it' | 'shows-nothing' | 'unclear';

const WIDTH = 72;
const HEIGHT = 54;

type Colour = readonly [red: number, green: number, blue: number];

/**
 * Small pictures and papers that people bring into cases: real files, so that uploads are checked, hashed and shown as
 * in earnest. `look` is the eye of the staff: what a picture shows is known by its hash.
 */
export class Exhibits {
  private readonly shown = new Map<string, Shown>();

  photo(random: Random, shows: Shown): InspectedUpload {
    const upload = inspected('photo', 'image/png', drawing(random, shows));
    this.shown.set(upload.sha256, shows);
    return upload;
  }

  /** A page of text. */
  report(lines: readonly string[]): InspectedUpload {
    return inspected('document', 'application/pdf', page(lines));
  }

  look(sha256: string): Shown {
    return this.shown.get(sha256) ?? 'unclear';
  }
}

function inspected(kind: InspectedUpload['kind'], mime: string, bytes: Buffer): InspectedUpload {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind, mime, bytes: bytes.length, sha256, base64: bytes.toString('base64'), given: sha256 };
}

/** A thing on a table; beside it, if it shows the trouble, the thing as it should be, and a crack. */
function drawing(random: Random, shows: Shown): Buffer {
  const table: Colour = [random.int(170, 230), random.int(160, 215), random.int(140, 200)];
  const thing: Colour = [random.int(20, 200), random.int(20, 200), random.int(20, 200)];
  const left = shows === 'shows-it' ? 8 : random.int(18, 26);
  const blur = shows === 'unclear' ? 70 : 0;
  return png((x, y) => {
    const inThing = x > left && x < left + 26 && y > 14 && y < 44;
    if (shows === 'shows-it' && inThing && Math.abs(x - left - (y - 14)) < 2) return [200, 30, 30];
    if (shows === 'shows-it' && x > 42 && x < 64 && y > 18 && y < 44) return [thing[2], thing[0], thing[1]];
    const colour = inThing ? thing : table;
    if (blur === 0) return colour;
    return [(colour[0] + blur) >> 1, (colour[1] + blur) >> 1, (colour[2] + blur) >> 1];
  });
}

/** Eight bits a channel, no filter (PNG, third edition, chapters 5 and 11). */
function png(pixel: (x: number, y: number) => Colour): Buffer {
  const raw = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  let at = 0;
  for (let y = 0; y < HEIGHT; y++) {
    at += 1;
    for (let x = 0; x < WIDTH; x++) for (const channel of pixel(x, y)) raw[at++] = channel;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** One page in Helvetica (ISO 32000-1, 7.5): catalogue, pages, page, text, font and the table of where they are. */
function page(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`);
  const text = `BT /F1 11 Tf 15 TL 60 780 Td ${escaped.join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  const start = file.lastIndexOf('xref\n0 ');
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
