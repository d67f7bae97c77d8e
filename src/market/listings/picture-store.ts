import { createHash } from 'node:crypto';
import { type ResizeFit, Transformer } from '@napi-rs/image';
import { bmvbhash } from 'blockhash-core';
import { fileTypeFromBuffer } from 'file-type';
import type { Pool } from 'pg';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { openPicture } from '../../platform/media/picture.ts';
import { withRoomFor } from '../../platform/media/pixel-room.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { PICTURE_PX, PICTURE_SIZES, type PictureSize } from './picture.ts';

export interface StoredPicture {
  /** Goes into `images` of a listing of the same seller. Made of seller and content: the same picture again is the same id. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes a picture for a seller's listings: its type is read from the bytes, its size bounded before it is decoded, and what is
 * kept is drawn anew in three sizes, so that nothing else of the file remains, such as where and with what it was taken.
 * Not part of a transaction: a picture that no listing names is merely never shown. Refuses `file-too-large`,
 * `file-type-not-accepted` and `picture-unreadable`.
 */
export async function storeListingPicture(
  pool: Pool,
  input: { readonly seller: PartyId; readonly bytes: Buffer },
  { pictures }: Pick<Rulebook, 'pictures'>,
): Promise<StoredPicture | Refusal> {
  const { seller, bytes } = input;
  const { uploadBytesMax, pixelsMax, types } = pictures;
  if (bytes.byteLength > uploadBytesMax)
    return refuse('file-too-large', `A picture may have ${uploadBytesMax} bytes at most.`, {
      facts: { uploadBytesMax },
    });
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  if (!mime || !(types as readonly string[]).includes(mime))
    return refuse('file-type-not-accepted', `As a picture we take: ${types.join(', ')}.`);
  const opened = openPicture(bytes, mime, pixelsMax);
  if ('fault' in opened)
    return opened.fault === 'unreadable'
      ? unreadable()
      : refuse('file-too-large', `A picture may have ${pixelsMax} pixels at most.`, { facts: { pixelsMax } });
  const sizes = await withRoomFor(opened.width * opened.height, () =>
    drawnAnew(opened, pictures.qualityPercent),
  );
  if (!sizes) return unreadable();
  const id = `pic_${createHash('sha256').update(seller).update('\0').update(sizes.full).digest('hex').slice(0, 40)}`;
  const { width, height } = await new Transformer(sizes.full).metadata();
  await pool.query(
    `insert into listing_picture (id, seller, width, height, thumb, card, "full", look)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [id, seller, width, height, sizes.thumb, sizes.card, sizes.full, await lookOf(sizes.thumb)],
  );
  return { id, width, height };
}

function unreadable(): Refusal {
  return refuse('picture-unreadable', 'This picture is damaged: we could not open it.');
}

/** `undefined` if it can't be decoded. Small pictures stay as small as they are. Unpacked once: it may be large. */
async function drawnAnew(
  { source, width, height }: { readonly source: Buffer; readonly width: number; readonly height: number },
  qualityPercent: number,
): Promise<Readonly<Record<PictureSize, Buffer>> | undefined> {
  const inside = (px: number) => ({ width: px, height: px, fit: INSIDE });
  try {
    // Upright first: the camera's note on how it was held goes with the other notes.
    const upright = new Transformer(source).rotate();
    if (Math.max(width, height) > PICTURE_PX.full) upright.fastResize(inside(PICTURE_PX.full));
    const whole = await upright.png();
    const draw = (size: PictureSize) => {
      const picture = new Transformer(whole);
      if (size !== 'full' && Math.max(width, height) > PICTURE_PX[size])
        picture.fastResize(inside(PICTURE_PX[size]));
      return picture.webp(qualityPercent);
    };
    const [thumb, card, full] = await Promise.all([draw('thumb'), draw('card'), draw('full')]);
    return { thumb, card, full };
  } catch {
    return undefined;
  }
}

/** 256 bits that change little when a picture is scaled, compressed or brightened (blockhash.io). */
const LOOK_BITS_A_SIDE = 16;

async function lookOf(thumb: Buffer): Promise<string> {
  const { width, height } = await new Transformer(thumb).metadata();
  const pixels = await new Transformer(thumb).rawPixels();
  const channels = pixels.byteLength / (width * height);
  // Pictures without transparency come as three bytes a pixel.
  const data = channels === 4 ? pixels : withAlpha(pixels, channels);
  return bmvbhash({ width, height, data }, LOOK_BITS_A_SIDE);
}

function withAlpha(pixels: Uint8Array, channels: number): Uint8Array {
  const count = pixels.byteLength / channels;
  const rgba = new Uint8Array(count * 4).fill(255);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = pixels[i * channels + Math.min(c, channels - 1)] ?? 0;
  return rgba;
}

/** How these pictures look, as far as they are known; the others are missing. */
export async function looksOf(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await pool.query<{ id: string; look: string }>(
    'select id, look from listing_picture where id = any($1) and look is not null',
    [ids],
  );
  return new Map(rows.rows.map(({ id, look }) => [id, look]));
}

/** `ResizeFit.Inside`. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the package declares its enum and exports an empty object
const INSIDE = 2 as ResizeFit;

/** Bytes of one size. A picture is shown with listings of the seller who brought it and with no other. */
export async function readListingPicture(
  pool: Pool,
  input: { readonly id: string; readonly seller: PartyId; readonly size: PictureSize },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const column = PICTURE_SIZES.includes(input.size) ? `"${input.size}"` : '"card"';
  const rows = await pool.query<{ bytes: Buffer<ArrayBuffer> }>(
    `select ${column} as bytes from listing_picture where id = $1 and seller = $2`,
    [input.id, input.seller],
  );
  return rows.rows[0]?.bytes;
}
