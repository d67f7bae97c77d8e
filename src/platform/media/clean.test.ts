import { setImmediate as turn } from 'node:timers/promises';
import { Transformer } from '@napi-rs/image';
import { describe, expect, test } from 'vitest';
import {
  bomb,
  extendedWebp,
  box,
  objectStream,
  pdf,
  phonePhoto,
  phoneVideo,
  picture,
  PLACE,
  png,
  profiled,
  recording,
  scriptedPhoto,
} from '../../../test/media.ts';
import { clean, sniffed } from './clean.ts';
import { openPicture, sizeOf } from './picture.ts';
import { withRoomFor } from './pixel-room.ts';
import { isFaulty } from './cleaned.ts';

const BOUNDS = {
  picture: { megapixelsMax: 1, sideMax: 400 },
  video: { secondsMax: 60 },
  pdf: { pagesMax: 3 },
};

async function cleaned(bytes: Buffer): Promise<Buffer> {
  const result = await clean(bytes, (await sniffed(bytes)) ?? '', BOUNDS);
  if (isFaulty(result)) throw new Error(result.fault);
  return result.bytes;
}
const faultOf = async (bytes: Buffer, mime?: string) =>
  clean(bytes, mime ?? (await sniffed(bytes)) ?? '', BOUNDS);

describe('pictures', () => {
  test('turned upright, and the place where it was taken is gone', async () => {
    const bytes = await cleaned(await phonePhoto());
    expect(await sniffed(bytes)).toBe('image/jpeg');
    const { width, height, orientation } = await new Transformer(bytes).metadata(true);
    expect([width, height, orientation]).toEqual([32, 64, undefined]);
    expect(bytes.includes(PLACE)).toBe(false);
    expect(bytes.includes('Exif')).toBe(false);
  });

  test.each(['jpeg', 'png', 'webp'] as const)(
    '%s stays %s, and a second file behind it is gone',
    async (format) => {
      const bytes = await cleaned(
        Buffer.concat([await picture(format), Buffer.from('PK\u0003\u0004 hidden')]),
      );
      expect(await sniffed(bytes)).toBe(`image/${format}`);
      expect(bytes.includes('hidden')).toBe(false);
    },
  );

  test('larger than needed, it is made smaller in proportion', async () => {
    const { width, height } = await new Transformer(await cleaned(await picture('png', 800, 600))).metadata();
    expect([width, height]).toEqual([400, 300]);
  });

  test('a bomb is refused by its header, before a pixel is unpacked', async () => {
    const start = performance.now();
    expect(await faultOf(bomb())).toEqual({ fault: 'too-many-pixels' });
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('a bomb behind a header that tells another size, or that is a line: refused before anything is unpacked', async () => {
    const large = extendedWebp(await picture('webp', 1_200, 900));
    expect(sizeOf(large, 'image/webp')).toEqual({ width: 1_200, height: 900 });
    expect(await faultOf(large)).toEqual({ fault: 'too-many-pixels' });
    const line = bomb();
    line.writeUInt32BE(1, 16);
    line.writeUInt32BE(900_000, 20);
    expect(await faultOf(line)).toEqual({ fault: 'too-many-pixels' });
  });

  test('nothing that a decoder would unpack beside the pixels is given to it', async () => {
    const given = profiled(await picture('png'));
    const opened = openPicture(given, 'image/png', 1_000_000);
    expect(given.includes('iCCP')).toBe(true);
    expect('source' in opened && opened.source.includes('iCCP')).toBe(false);
    expect(opened).toMatchObject({ width: 64, height: 32 });
  });

  test('the largest are drawn one after the other, the usual ones beside each other', async () => {
    const said: string[] = [];
    const draw = async (name: string, pixels: number) =>
      withRoomFor(pixels, async () => {
        said.push(`${name} begins`);
        await turn();
        said.push(`${name} ends`);
        if (name === 'damaged') throw new Error(name);
      }).catch(() => undefined);
    await Promise.all([draw('damaged', 50e6), draw('larger than all', 90e6)]);
    await Promise.all([draw('one', 2e6), draw('another', 2e6)]);
    expect(said).toEqual([
      'damaged begins',
      'damaged ends',
      'larger than all begins',
      'larger than all ends',
      'one begins',
      'another begins',
      'one ends',
      'another ends',
    ]);
  });

  test('a text that unpacks to a gigabyte is never unpacked', async () => {
    const whole = await picture('png');
    const chunks = [['zTXt', Buffer.from('x\0\0 not even compressed')]] as const;
    const text = png(chunks).subarray(8);
    expect(
      await sniffed(await cleaned(Buffer.concat([whole.subarray(0, 33), text, whole.subarray(33)]))),
    ).toBe('image/png');
  });

  test('a script in it, two frame headers, or half of it: refused', async () => {
    expect(await faultOf(await scriptedPhoto())).toEqual({ fault: 'active-content' });
    const jpeg = await picture('jpeg');
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const length = 2 + jpeg.readUInt16BE(frame + 2);
    const twice = Buffer.concat([jpeg.subarray(0, frame + length), jpeg.subarray(frame)]);
    expect(await faultOf(twice)).toEqual({ fault: 'unreadable' });
    const half = await picture('png');
    expect(await faultOf(half.subarray(0, half.length - 30), 'image/png')).toEqual({ fault: 'unreadable' });
    expect(await faultOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml')).toEqual({
      fault: 'unreadable',
    });
  });
});

describe('videos', () => {
  test('MP4: the picture track stays byte for byte, every place is zeros', async () => {
    const given = phoneVideo();
    const bytes = await cleaned(given);
    expect(bytes).toHaveLength(given.length);
    expect(bytes.includes('frames of the film')).toBe(true);
    expect(bytes.includes(PLACE.slice(0, 8))).toBe(false);
    expect(given.includes(PLACE)).toBe(true);
    expect(await sniffed(bytes)).toBe('video/mp4');
  });

  test('WebM: tags become void, the rest stays', async () => {
    const given = recording();
    const bytes = await cleaned(given);
    expect(bytes).toHaveLength(given.length);
    expect(bytes.includes('frames')).toBe(true);
    expect(bytes.includes(PLACE)).toBe(false);
  });

  test('too long, cut off, something behind it, or a track of texts: refused', async () => {
    expect(await faultOf(phoneVideo({ seconds: 61 }))).toEqual({ fault: 'too-long' });
    expect(await faultOf(recording({ seconds: 61 }))).toEqual({ fault: 'too-long' });
    expect(await faultOf(phoneVideo().subarray(0, -5))).toEqual({ fault: 'unreadable' });
    expect(await faultOf(recording().subarray(0, -5), 'video/webm')).toEqual({ fault: 'unreadable' });
    expect(await faultOf(Buffer.concat([recording(), Buffer.from('behind it')]), 'video/webm')).toEqual({
      fault: 'unreadable',
    });
    expect(await faultOf(recording({ trackType: 17 }), 'video/webm')).toEqual({ fault: 'unreadable' });
    const page = Buffer.from('<script>alert(1)</script>');
    expect(await faultOf(phoneVideo({ picture: page }))).toEqual({ fault: 'active-content' });
    expect(
      await faultOf(Buffer.concat([box('ftyp', Buffer.from('isom')), Buffer.from('<html>')]), 'video/mp4'),
    ).toEqual({ fault: 'unreadable' });
  });

  test('whatever byte is wrong, it is refused or taken, never a crash', async () => {
    for (const [mime, given] of [
      ['video/mp4', phoneVideo()],
      ['video/webm', recording()],
    ] as const)
      for (let at = 0; at < given.length; at++) {
        const broken = Buffer.from(given);
        broken[at] = 0xff;
        await expect(faultOf(broken, mime)).resolves.toBeDefined();
      }
  });
});

describe('documents', () => {
  const catalog = '<</Type /Catalog /Pages 3 0 R>>';
  const info = `<</Author (Ada Kern) /Title <416461>>>`;
  const page = '<</Type /Page>>';

  test('kept as it is, without author and camera data', async () => {
    const photo = (await phonePhoto()).toString('latin1');
    const stream = `<</Subtype /Image /Filter /DCTDecode>>stream\n${photo}\nendstream`;
    const bytes = await cleaned(pdf(catalog, info, page, stream));
    const text = bytes.toString('latin1');
    expect(text).not.toContain('Ada Kern');
    expect(text).not.toContain('<416461>');
    expect(text).toContain('/Type /Catalog');
    expect(text.indexOf(PLACE)).toBe(text.lastIndexOf(PLACE));
  });

  test.each([
    ['a script', '<</S /JavaScript /JS (app.alert(1))>>'],
    ['a script under an escaped name', '<</S /J#61va#53cript>>'],
    ['a program to start', '<</S /Launch /F (cmd.exe)>>'],
    ['a file inside', '<</Type /EmbeddedFile>>'],
    ['a script in compressed objects', objectStream('<</S /JavaScript>>')],
    ['a script in what looks like a stream', '% stream\n<</S /JavaScript>>\n% endstream'],
  ])('%s: refused', async (_, object) => {
    expect(await faultOf(pdf(catalog, info, page, object))).toEqual({ fault: 'active-content' });
  });

  test('a password, too many pages, a second file before or behind it, objects that do not unpack: refused', async () => {
    expect(await faultOf(pdf(catalog, info, '<</Encrypt 9 0 R>>'))).toEqual({ fault: 'encrypted' });
    expect(await faultOf(pdf(catalog, info, page, page, page, page))).toEqual({ fault: 'too-many-pages' });
    const packed = objectStream([page, page, page, page].join(''));
    expect(await faultOf(pdf(catalog, info, packed))).toEqual({ fault: 'too-many-pages' });
    expect(await faultOf(Buffer.concat([pdf(catalog), Buffer.from('<html>')]), 'application/pdf')).toEqual({
      fault: 'unreadable',
    });
    expect(await faultOf(Buffer.concat([Buffer.from('<html>'), pdf(catalog)]), 'application/pdf')).toEqual({
      fault: 'unreadable',
    });
    const broken = objectStream(page).replace('stream\n', 'stream\nxx');
    expect(await faultOf(pdf(catalog, info, broken))).toEqual({ fault: 'unreadable' });
  });
});
