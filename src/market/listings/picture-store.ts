import { createHash } from 'node:crypto';
import { type ResizeFit, Transformer } from '@napi-rs/image';
import { fileTypeFromBuffer } from 'file-type';
import type { Pool } from 'pg';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import { PICTURE_PX, PICTURE_SIZES, type PictureSize, pixelSizeOf } from './picture.ts';

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
  input: { readonly seller: PartyId; readonly bytes: Uint8Array },
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
  const said = pixelSizeOf(bytes);
  if (!said) return unreadable();
  if (said.width * said.height > pixelsMax)
    return refuse('file-too-large', `A picture may have ${pixelsMax} pixels at most.`, {
      facts: { pixelsMax },
    });
  const sizes = await drawnAnew(bytes, Math.max(said.width, said.height), pictures.qualityPercent);
  if (!sizes) return unreadable();
  const id = `pic_${createHash('sha256').update(seller).update('\0').update(sizes.full).digest('hex').slice(0, 40)}`;
  const { width, height } = await new Transformer(sizes.full).metadata();
  await pool.query(
    `insert into listing_picture (id, seller, width, height, thumb, card, "full")
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [id, seller, width, height, sizes.thumb, sizes.card, sizes.full],
  );
  return { id, width, height };
}

function unreadable(): Refusal {
  return refuse('picture-unreadable', 'This picture is damaged: we could not open it.');
}

/** `undefined` if it can't be decoded. Small pictures stay as small as they are. */
async function drawnAnew(
  bytes: Uint8Array,
  longestPx: number,
  qualityPercent: number,
): Promise<Readonly<Record<PictureSize, Buffer>> | undefined> {
  const draw = (size: PictureSize) => {
    // Upright first: the camera's note on how it was held goes with the other notes.
    const upright = new Transformer(bytes).rotate();
    const px = PICTURE_PX[size];
    if (longestPx > px) upright.fastResize({ width: px, height: px, fit: INSIDE });
    return upright.webp(qualityPercent);
  };
  try {
    const [thumb, card, full] = await Promise.all([draw('thumb'), draw('card'), draw('full')]);
    return { thumb, card, full };
  } catch {
    return undefined;
  }
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
