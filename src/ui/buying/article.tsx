import { Link } from 'react-router';

import { Picture } from '../storefront/picture.tsx';

interface ArticleProps {
  readonly listingId: string;
  readonly title: string;
  readonly image: string | null;
  readonly category: string | null;
  readonly children?: React.ReactNode;
}

/** An article in a list of few: a small picture, its name that leads to it, and what the list has to say of it. */
export function Article({ listingId, title, image, category, children }: ArticleProps) {
  return (
    <div className="flex gap-3 sm:gap-4">
      <div className="w-20 shrink-0 self-start overflow-hidden rounded-lg border border-line sm:w-24">
        <Picture listing={{ id: listingId, image, category: category ?? '' }} size="thumb" />
      </div>
      <div className="grid min-w-0 flex-1 content-start gap-1">
        <p className="font-medium">
          <Link to={`/listings/${listingId}`} className="underline-offset-4 hover:underline">
            {title}
          </Link>
        </p>
        {children}
      </div>
    </div>
  );
}
