/** Pictures of listings: their sizes and names. */

/** Longest side in pixels. `thumb` in carts and lists, `card` in search, `full` on the listing's own page. */
export const PICTURE_PX = { thumb: 320, card: 640, full: 1280 } as const;
export type PictureSize = keyof typeof PICTURE_PX;
export const PICTURE_SIZES = Object.keys(PICTURE_PX) as readonly PictureSize[];

/** An image as it goes out. */
export interface PictureBytes {
  readonly mime: 'image/webp' | 'image/svg+xml';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Draws pictures that no seller uploaded, as those of the demo. Knows its own ids; every other is `undefined`.
 */
export type Illustrator = (pictureId: string) => string | undefined;
