import { z } from 'zod';
import { listingId } from '../../door/fields.ts';
import { type AnyRoute, read, type Reader } from '../../door/route.ts';
import { refuse } from '../../kernel/decision.ts';
import type { Listing } from './listing.ts';
import { type Illustrator, PICTURE_SIZES, type PictureBytes, type PictureSize } from './picture.ts';
import { readListingPicture } from './picture-store.ts';
import { listingFor } from './views.ts';

const IMAGES_MAX = 20;

/** Kept by the reader's own browser alone: a cache between us would go on showing what a verdict has stopped. */
const CACHED = { 'cache-control': 'private, max-age=31536000, immutable' };
const BRIEFLY_CACHED = { 'cache-control': 'private, max-age=300' };

/** A drawing is a document that could hold scripts: opened by itself it may do nothing at all. */
const INERT = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-site',
};

export function pictureRoutes(ports: { readonly illustrator: Illustrator }): readonly AnyRoute[] {
  return [
    read({
      path: '/listings/{listingId}/images/{n}',
      summary: "A listing's picture, counted from 0; `v` is its file id and lets it be kept for good",
      tag: 'listings',
      access: { who: ['anyone'] },
      params: z.strictObject({ listingId, n: z.coerce.number().int().min(0).max(IMAGES_MAX) }),
      query: z.strictObject({
        size: z.enum(PICTURE_SIZES as readonly [PictureSize, ...PictureSize[]]).default('card'),
        v: z.string().max(120).optional(),
      }),
      response: { media: ['image/*'] },
      handle: async (reader, { params, query }) => {
        const listing = await listingFor(reader, params.listingId);
        const id = listing?.images[params.n];
        const picture =
          listing && id && (await pictureOf(reader, ports.illustrator, listing, id, query.size));
        if (!picture) return refuse('not-found', 'There is no such picture.');
        const { mime, bytes } = picture;
        return new Response(bytes, {
          headers: { 'content-type': mime, ...INERT, ...(query.v === id ? CACHED : BRIEFLY_CACHED) },
        });
      },
    }),
  ];
}

async function pictureOf(
  { db }: Reader,
  illustrator: Illustrator,
  { seller }: Listing,
  id: string,
  size: PictureSize,
): Promise<PictureBytes | undefined> {
  const drawn = illustrator(id);
  if (drawn !== undefined) return { mime: 'image/svg+xml', bytes: new TextEncoder().encode(drawn) };
  const bytes = await readListingPicture(db.pool, { id, seller, size });
  return bytes && { mime: 'image/webp', bytes };
}
