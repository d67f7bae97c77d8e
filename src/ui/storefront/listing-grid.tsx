import { Link } from 'react-router';

import { Money } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import type { ListingCard } from './models.ts';
import { ListingPicture } from './listing-picture.tsx';

export function ListingGrid({ listings }: { listings: readonly ListingCard[] }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-5 lg:grid-cols-4">
      {listings.map((listing) => (
        <li
          key={listing.id}
          className="relative flex flex-col overflow-hidden rounded-xl border border-line bg-surface transition-shadow hover:shadow-md"
        >
          <ListingPicture seed={listing.id} category={listing.category} />
          <div className="flex flex-1 flex-col gap-1 p-3 sm:p-4">
            <p className="text-xs text-muted">{words(listing.category)}</p>
            <h3 className="line-clamp-2 text-sm font-medium sm:text-base">
              <Link to={`/listings/${listing.id}`} className="after:absolute after:inset-0">
                {listing.title}
              </Link>
            </h3>
            <p className="text-sm text-muted">{listing.seller.name}</p>
            <p className="mt-auto pt-1 text-base font-semibold">
              <Money amount={listing.price} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
