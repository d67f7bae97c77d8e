import { ListingPicture } from './listing-picture.tsx';

interface PictureProps {
  readonly listing: { readonly id: string; readonly image: string | null; readonly category: string };
  /** Which of its pictures, from 0. */
  readonly n?: number;
  readonly size?: 'thumb' | 'card' | 'full';
  /** In sight at once: not put off. */
  readonly eager?: boolean;
  /** Empty where the title stands beside it. */
  readonly alt?: string;
}

const PX = { thumb: 320, card: 640, full: 1280 } as const;

/** Where a picture lies; its file id makes the address change with it, so that it can be kept for good. */
function pictureSrc(listingId: string, n: number, image: string, size: keyof typeof PX): string {
  return `/api/v1/listings/${encodeURIComponent(listingId)}/images/${n}?size=${size}&v=${encodeURIComponent(image)}`;
}

/** A square picture of a listing, or a quiet pattern where the seller gave none. */
export function Picture({ listing, n = 0, size = 'card', eager = false, alt = '' }: PictureProps) {
  const { id, image, category } = listing;
  if (image === null) return <ListingPicture seed={id} category={category} />;
  return (
    <img
      src={pictureSrc(id, n, image, size)}
      alt={alt}
      width={PX[size]}
      height={PX[size]}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      className="picture"
    />
  );
}
