import { ListingPicture } from '../storefront/listing-picture.tsx';

interface OwnPictureProps {
  readonly id: string | undefined;
  readonly seed: string;
  readonly category: string;
  readonly alt?: string;
}

/** A picture of one's own, listed or not; those of made-up markets are not kept, and a pattern stands for none. */
export function OwnPicture({ id, seed, category, alt = '' }: OwnPictureProps) {
  if (!id?.startsWith('pic_'))
    return (
      <div className="aspect-square overflow-hidden rounded-lg">
        <ListingPicture seed={seed} category={category} />
      </div>
    );
  return (
    <img
      src={`/api/v1/me/pictures/${id}?size=thumb`}
      alt={alt}
      loading="lazy"
      className="aspect-square w-full rounded-lg bg-sunken object-cover"
    />
  );
}
