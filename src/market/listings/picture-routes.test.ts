import { Transformer } from '@napi-rs/image';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../kernel/decision.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { Actor } from '../../door/actor.ts';
import { sizeOf } from '../../platform/media/picture.ts';
import { must } from '../../runtime.ts';
import { extendedWebp } from '../../../test/media.ts';
import { type TestServer, testServer } from '../../../test/market.ts';
import { applyMeasure, bareOrder, newBuyer, newListing, newSeller, type Runs } from '../../../test/people.ts';
import { storeListingPicture } from './picture-store.ts';

let server: TestServer;
let runs: Runs;
let seller: PartyId;

const nobody: Actor = { kind: 'anonymous' };
const as = (partyId: PartyId, kind: 'buyer' | 'seller'): Actor => ({ kind, partyId });

beforeAll(async () => {
  server = await testServer();
  runs = { must: (by, work) => must(server.market.run(by, work)) };
  seller = await newSeller(runs);
});
afterAll(() => server[Symbol.asyncDispose]());

const drawing = (width: number, height: number, shade = 90) =>
  Transformer.fromRgbaPixels(new Uint8Array(width * height * 4).fill(shade), width, height);

const store = (bytes: Buffer, by = seller) =>
  storeListingPicture(server.market.db.pool, { seller: by, bytes }, server.market.book.rulebook);

async function stored(bytes: Buffer, by = seller) {
  const picture = await store(bytes, by);
  if (isRefusal(picture)) throw new Error(picture.refused);
  return picture;
}

/** A JPEG with a note on where it was taken, as a phone writes it: an EXIF segment with a GPS directory. */
async function photoWithPlace(): Promise<Buffer> {
  const plain = await drawing(900, 600).jpeg();
  const tiff = Buffer.alloc(64);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x8825, 10);
  tiff.writeUInt16BE(4, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt32BE(26, 18);
  tiff.write('GPS 52.5200 N', 40, 'latin1');
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([plain.subarray(0, 2), head, body, plain.subarray(2)]);
}

describe('pictures of listings', () => {
  test('are shown in three sizes, as WebP, and may be kept by who saw them', async () => {
    const { id, width, height } = await stored(await drawing(2000, 1000).png());
    expect([width, height]).toEqual([1280, 640]);
    const listingId = await newListing(runs, seller, { images: [id] });
    for (const [size, px] of [
      ['thumb', 320],
      ['card', 640],
      ['full', 1280],
    ] as const) {
      const response = await server.market.app.request(
        `http://localhost/api/v1/listings/${listingId}/images/0?size=${size}&v=${id}`,
      );
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/webp');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(sizeOf(bytes, 'image/webp')).toEqual({ width: px, height: px / 2 });
    }
    const unversioned = await server.ask(nobody, 'get', `/listings/${listingId}/images/0`);
    expect(unversioned.headers.get('cache-control')).toBe('private, max-age=300');
    expect((await server.ask(nobody, 'get', `/listings/${listingId}/images/1`)).status).toBe(404);
  });

  test('lose what a camera noted in them, and small ones are not blown up', async () => {
    const photo = await photoWithPlace();
    expect(photo.includes('GPS 52.5200')).toBe(true);
    const { id, width } = await stored(photo);
    expect(width).toBe(900);
    const rows = await server.market.db.pool.query<{ thumb: Buffer; full: Buffer }>(
      'select thumb, "full" from listing_picture where id = $1',
      [id],
    );
    for (const bytes of Object.values(rows.rows[0] ?? {})) {
      expect(bytes.includes('GPS')).toBe(false);
      expect(bytes.includes('EXIF')).toBe(false);
    }
  });

  test('are the same picture when they come twice, and of each seller', async () => {
    const bytes = await drawing(400, 400, 30).png();
    const other = await newSeller(runs);
    const { id } = await stored(bytes);
    expect((await stored(bytes)).id).toBe(id);
    expect((await stored(bytes, other)).id).not.toBe(id);
    const borrowed = await newListing(runs, other, { images: [id] });
    expect((await server.ask(nobody, 'get', `/listings/${borrowed}/images/0`)).status).toBe(404);
  });

  test('are refused when they are not what they say, damaged, or would unpack to gigabytes', async () => {
    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(await store(script)).toMatchObject({ refused: 'file-type-not-accepted' });
    const page = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(200));
    expect(await store(page)).toMatchObject({ refused: 'file-type-not-accepted' });
    const png = await drawing(300, 300).png();
    expect(await store(png.subarray(0, 60))).toMatchObject({ refused: 'picture-unreadable' });
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await store(bomb)).toMatchObject({ refused: 'file-too-large' });
    const line = Buffer.from(png);
    line.writeUInt32BE(50_000_000, 16);
    line.writeUInt32BE(1, 20);
    expect(await store(line)).toMatchObject({ refused: 'file-too-large' });
    const webp = await drawing(30, 30, 255).webp(80);
    webp.writeUInt16LE(16_000, 26);
    webp.writeUInt16LE(16_000, 28);
    expect(await store(extendedWebp(webp))).toMatchObject({ refused: 'file-too-large' });
    expect(await store(Buffer.alloc(13_000_000, 1))).toMatchObject({ refused: 'file-too-large' });
  });

  test('go with the listing: a stopped seller keeps them, and so does who bought it', async () => {
    const stopped = await newSeller(runs);
    const [buyer, other] = [await newBuyer(runs), await newBuyer(runs)];
    const { id } = await stored(await drawing(200, 200).webp(80), stopped);
    const listingId: ListingId = await newListing(runs, stopped, { images: [id] });
    await bareOrder(runs, { seller: stopped, buyer, listingId });
    await applyMeasure(runs, stopped, 'suspension');
    const path = `/listings/${listingId}/images/0?size=thumb`;
    expect((await server.ask(nobody, 'get', path)).status).toBe(404);
    expect((await server.ask(as(other, 'buyer'), 'get', path)).status).toBe(404);
    expect((await server.ask(as(buyer, 'buyer'), 'get', path)).status).toBe(200);
    expect((await server.ask(as(stopped, 'seller'), 'get', path)).status).toBe(200);
  });
});
