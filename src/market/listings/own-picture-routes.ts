import { z } from 'zod';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal, refuse } from '../../kernel/decision.ts';
import { PICTURE_SIZES, type PictureSize } from './picture.ts';
import { readListingPicture, storeListingPicture } from './picture-store.ts';
import { seller } from './routes.ts';

/** Base64 makes four of three; the rulebook's own limit is lower and says so in its own words. */
const BASE64_MAX = 20_000_000;

const upload = write({
  method: 'post',
  path: '/me/pictures',
  summary: 'Bring a picture for my listings; it is drawn anew, without what the camera noted',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'listing.change' },
  status: 201,
  bodyBytesMax: BASE64_MAX + 1_000,
  body: z.strictObject({
    content: z.base64('base64 of the file').min(1, 'choose a file').max(BASE64_MAX, 'this file is too large'),
  }),
  response: z.object({ pictureId: z.string(), width: z.int(), height: z.int() }),
  refusals: { 'file-too-large': 422, 'file-type-not-accepted': 422, 'picture-unreadable': 422 },
  // Decoding takes its time, and the same picture again is the same picture: no transaction waits for it.
  prepare: async ({ db, rulebook, actor }, { body }) => {
    const bytes = Buffer.from(body.content, 'base64');
    const stored = await storeListingPicture(db.pool, { seller: seller(actor), bytes }, rulebook);
    if (isRefusal(stored)) return { ...stored, field: 'content' };
    return { pictureId: stored.id, width: stored.width, height: stored.height };
  },
  handle: (_, { prepared }) => Promise.resolve(prepared),
});

const show = read({
  path: '/me/pictures/{pictureId}',
  summary: 'A picture of mine, listed or not',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  params: z.strictObject({ pictureId: z.string().regex(/^[\w-]{1,120}$/) }),
  query: z.strictObject({
    size: z.enum(PICTURE_SIZES as readonly [PictureSize, ...PictureSize[]]).default('thumb'),
  }),
  response: { media: ['image/*'] },
  handle: async ({ db, actor }, { params, query: { size } }) => {
    const bytes = await readListingPicture(db.pool, { id: params.pictureId, seller: seller(actor), size });
    if (!bytes) return refuse('not-found', 'There is no such picture.');
    return new Response(bytes, {
      headers: {
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=86400',
      },
    });
  },
});

export function ownPictureRoutes(): readonly AnyRoute[] {
  return [upload, show];
}
